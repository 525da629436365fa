"""The transformer: rows of the pieces that are wanted, whichever others are."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from accgraph.extraction.relations.transformer import Transformer

_WIDTH, _INNER, _LAYERS = 24, 48, 3


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    random = numpy.random.RandomState(1)

    def made(*shape: int) -> Any:
        return random.randn(*shape).astype(numpy.float32) / 3

    weights = {"words": made(50, _WIDTH), "words.scale": made(50, 1), "places": made(9, _WIDTH)}
    weights |= {name: made(_WIDTH) for name in ("type", "norm", "shift")}
    for layer in range(_LAYERS):
        for name in ("query", "key", "value", "attended"):
            weights |= {f"{layer}.{name}": made(_WIDTH, _WIDTH), f"{layer}.{name}_bias": made(_WIDTH)}
        weights |= {f"{layer}.inner": made(_WIDTH, _INNER), f"{layer}.inner_bias": made(_INNER)}
        weights |= {f"{layer}.outer": made(_INNER, _WIDTH), f"{layer}.outer_bias": made(_WIDTH)}
        for name in ("norm", "norm_attended", "shift", "shift_attended"):
            weights[f"{layer}.{name}"] = made(_WIDTH)
    return Transformer(weights, _LAYERS, heads=4)


def test_pieces_get_the_same_rows_whichever_others_are_wanted(transformer: Transformer) -> None:
    sentences = [(3, 14, 15, 9), (26, 5, 35, 8, 9, 7)]
    whole = transformer.encode(sentences, [range(4), range(6)])
    assert [rows.shape for rows in whole] == [(4, _WIDTH), (6, _WIDTH)]
    some = transformer.encode(sentences, [(2, 0), (5, 1, 1)])
    assert numpy.allclose(some[0], whole[0][[2, 0]], atol=1e-5)
    assert numpy.allclose(some[1], whole[1][[5, 1, 1]], atol=1e-5)


def test_a_piece_attends_to_the_others_of_its_sentence_alone(transformer: Transformer) -> None:
    alone = transformer.encode([(3, 14, 15)], [(0,)])[0]
    beside = transformer.encode([(26, 5), (3, 14, 15), (8,)], [(0, 1), (0,), ()])
    assert numpy.allclose(beside[1], alone, atol=1e-5)
    assert beside[2].shape == (0, _WIDTH)
    assert not numpy.allclose(transformer.encode([(3, 14, 16)], [(0,)])[0], alone, atol=1e-3)


def test_nothing_to_encode(transformer: Transformer) -> None:
    assert transformer.encode([], []) == []
