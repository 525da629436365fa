"""The transformer: from word pieces to an array for each of them, by numpy alone.

The encoder is that of BERT (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020, six layers of 384):
attention, a feed-forward part, each added to what went in and normalised. Weights are kept as bytes with a
scale for each column. Sentences go through together, one behind the other, so that there is nothing to pad.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

__all__ = ["HEADS", "Transformer", "gelu", "unpacked"]

_WORDS, _SCALE = "words", ".scale"
_LEAST_VARIANCE = 1e-12
HEADS = 12
"""The number of attention heads."""
_ROOT = 0.7978845608028654  # of 2 / pi
_CUBE = 0.044715


def unpacked(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arrays of *stored* by name, those kept as bytes multiplied by their ``.scale``.

    The embeddings of the vocabulary stay as they are: few of their rows are ever wanted.
    """
    import numpy

    found: dict[str, Any] = {}
    for name, array in stored.items():
        if name in (_WORDS, _WORDS + _SCALE):
            found[name] = array
        elif not name.endswith(_SCALE):
            found[name] = array.astype(numpy.float32) * stored.get(name + _SCALE, numpy.float32(1))
    return found


@dataclass(frozen=True, slots=True)
class Transformer:
    """The encoder with its *weights*, by name; the number of attention heads is that of MiniLM."""

    weights: Mapping[str, Any]
    layers: int
    heads: int = HEADS

    def encode(self, sentences: Sequence[Sequence[int]], wanted: Sequence[Sequence[int]]) -> list[Any]:
        """Return for each of *sentences* an array of one row for each of its pieces that is *wanted*.

        A sentence is the numbers of its pieces; those wanted are told by their places in it. The last layer
        is computed for these alone.
        """
        import numpy

        if not sentences:
            return []
        weights = self.weights
        lengths = [len(sentence) for sentence in sentences]
        places = numpy.concatenate([numpy.arange(length) for length in lengths])
        pieces = numpy.concatenate([numpy.asarray(sentence) for sentence in sentences])
        rows = weights[_WORDS][pieces].astype(numpy.float32) * weights[_WORDS + _SCALE][pieces]
        rows = rows + weights["places"][places] + weights["type"]
        rows = _normalised(rows, weights["norm"], weights["shift"])
        starts = numpy.cumsum([0, *lengths])
        for number in range(self.layers - 1):
            rows = self._layer(rows, starts, rows, starts, f"{number}.")
        chosen = [start + piece for start, some in zip(starts[:-1], wanted, strict=True) for piece in some]
        ends = numpy.cumsum([0, *(len(some) for some in wanted)])
        rows = self._layer(rows[chosen], ends, rows, starts, f"{self.layers - 1}.")
        return [rows[a:b] for a, b in pairwise(ends)]

    def _layer(self, rows: Any, ends: Any, among: Any, starts: Any, layer: str) -> Any:
        """Return *rows*, sentence by sentence until *ends*, after they have attended to the rows *among*."""
        w = self.weights
        asked = rows @ w[layer + "query"] + w[layer + "query_bias"]
        keys = among @ w[layer + "key"] + w[layer + "key_bias"]
        values = among @ w[layer + "value"] + w[layer + "value_bias"]
        attended = self._attended(asked, ends, keys, values, starts)
        rows = rows + attended @ w[layer + "attended"] + w[layer + "attended_bias"]
        rows = _normalised(rows, w[layer + "norm_attended"], w[layer + "shift_attended"])
        inner = gelu(rows @ w[layer + "inner"] + w[layer + "inner_bias"])
        rows = rows + inner @ w[layer + "outer"] + w[layer + "outer_bias"]
        return _normalised(rows, w[layer + "norm"], w[layer + "shift"])

    def _attended(self, asked: Any, ends: Any, keys: Any, values: Any, starts: Any) -> Any:
        import numpy

        found = numpy.empty_like(asked)
        width = asked.shape[1] // self.heads

        def by_head(rows: Any) -> Any:
            return rows.reshape(len(rows), self.heads, width).swapaxes(0, 1)

        for (first, last), (a, b) in zip(pairwise(ends), pairwise(starts), strict=True):
            q, k, v = by_head(asked[first:last]), by_head(keys[a:b]), by_head(values[a:b])
            scores = q @ k.swapaxes(1, 2) / numpy.float32(width**0.5)
            scores -= scores.max(axis=-1, keepdims=True)
            numpy.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            found[first:last] = (scores @ v).swapaxes(0, 1).reshape(last - first, asked.shape[1])
        return found


def _normalised(rows: Any, scale: Any, shift: Any) -> Any:
    import numpy

    rows = rows - rows.mean(axis=1, keepdims=True)
    variance = numpy.einsum("ij,ij->i", rows, rows) / rows.shape[1] + numpy.float32(_LEAST_VARIANCE)
    rows *= (variance**-0.5)[:, numpy.newaxis]
    rows *= scale
    rows += shift
    return rows


def gelu(rows: Any) -> Any:
    """Return *rows* through the Gaussian error linear unit, by its usual approximation with tanh."""
    import numpy

    inner = rows * rows
    inner *= numpy.float32(_CUBE)
    inner += 1
    inner *= rows
    inner *= numpy.float32(_ROOT)
    numpy.tanh(inner, out=inner)
    inner += 1
    inner *= rows
    inner *= numpy.float32(0.5)
    return inner
