"""The classifier: how likely each candidate of a sentence holds which kind of position on which mechanism."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from typing import Any

from accgraph.extraction.relations.marking import Marked, Place, marked
from accgraph.extraction.relations.transformer import Transformer, gelu, unpacked
from accgraph.extraction.relations.wordpieces import WordPieces

__all__ = ["KINDS", "Classifier", "Sentence", "vocabulary"]

KINDS = (
    "endorse",
    "join",
    "initiate",
    "host",
    "fund",
    "cooperate",
    "reject",
    "sanction",
    "withdraw",
    "obstruct",
)
"""The kinds of positions in the order of the classifier's outputs; the output before them is for none."""

_WEIGHTS = "weights.npz"
_VOCABULARY = "vocabulary.txt"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence and the places in it of actors and of mechanisms."""

    words: tuple[str, ...]
    actors: tuple[Place, ...]
    mechanisms: tuple[Place, ...]


def vocabulary() -> list[str]:
    """Return the word pieces that the encoder knows, in the order of their numbers."""
    return resources.files(__package__).joinpath(_VOCABULARY).read_text(encoding="utf-8").split("\n")


class Classifier:
    """The trained network; it is read at the first sentence, and again in a process that it is sent to."""

    def __getstate__(self) -> dict[str, object]:
        """Return nothing: what has been read is read anew."""
        return {}

    @cached_property
    def version(self) -> str:
        """What tells these weights from others."""
        with _open() as stored:
            return str(stored["version"])

    @cached_property
    def _stored(self) -> dict[str, Any]:
        with _open() as stored:
            return unpacked({name: stored[name] for name in stored if name != "version"})

    @cached_property
    def _cutter(self) -> WordPieces:
        return WordPieces(vocabulary())

    @cached_property
    def _encoder(self) -> Transformer:
        layers = sum(name.endswith(".query") for name in self._stored)
        return Transformer(self._stored, layers)

    @cached_property
    def _threads(self) -> Any:
        from threadpoolctl import ThreadpoolController

        return ThreadpoolController()

    def __call__(self, sentences: Sequence[Sentence]) -> list[Any]:
        """Return for each of *sentences* an array: actors by mechanisms by outputs, each a probability.

        A sentence of more pieces than the encoder has places for gets an array of nothing but zeros.
        """
        import numpy

        told = [marked(s.words, s.actors, s.mechanisms, self._cutter) for s in sentences]
        longest = len(self._stored["places"])
        read = [m for m in told if len(m.pieces) <= longest]
        # Other processes have the other cores: a second thread would only wait for the first.
        with self._threads.limit(limits=1, user_api="blas"):
            wanted = [[*m.actors, *m.mechanisms] for m in read]
            encoded = iter(self._encoder.encode([m.pieces for m in read], wanted))
            return [
                self._probabilities(next(encoded), m)
                if len(m.pieces) <= longest
                else numpy.zeros((len(m.actors), len(m.mechanisms), len(KINDS) + 1))
                for m in told
            ]

    def _probabilities(self, rows: Any, told: Marked) -> Any:
        import numpy

        w = self._stored
        actors, mechanisms = rows[: len(told.actors)], rows[len(told.actors) :]
        both = (actors[:, None] * mechanisms[None]) @ w["both"]
        hidden = (
            (actors @ w["actor"])[:, None] + (mechanisms @ w["mechanism"])[None] + both + w["hidden_bias"]
        )
        scores = gelu(hidden) @ w["output"] + w["output_bias"]
        scores = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
        return scores / scores.sum(axis=-1, keepdims=True)


@contextmanager
def _open() -> Iterator[Any]:
    import numpy

    with resources.files(__package__).joinpath(_WEIGHTS).open("rb") as file, numpy.load(file) as stored:
        yield stored
