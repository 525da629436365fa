"""The entity recogniser of the model, deciding on all tokens of many texts at once.

spaCy decides on one token after the other, and for each takes and gives back the interpreter's lock a hundred
times. The decisions need not wait for each other: outside an entity a decision looks at nothing but its
token, and inside one at the token where it began and at the one before. So all tokens are decided on as if
none were inside, and all entities that may have begun are carried on together; which of them did begin is
then read off from left to right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

__all__ = ["Entities"]

_BEGIN, _IN, _LAST, _UNIT, _OUT = "BILUO"
_FEATURES = 3
# what is held of so many paragraphs is small beside the model
_BATCH = 250


class Entities:
    """Marks the entities in parsed texts as *recogniser* would."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._recogniser: Any = recogniser
        moves = self._recogniser.moves
        names = (moves.get_class_name(number).partition("-") for number in range(moves.n_moves))
        self._names: list[tuple[str, str]] = [(move, label) for move, _, label in names]
        self._numbers = {name: number for number, name in enumerate(self._names)}
        lower = self._recogniser.model.get_ref("lower")
        self._able = (
            self._recogniser.cfg["beam_width"] == 1
            and self._recogniser.model.attrs["has_upper"]
            and not self._recogniser.model.attrs["unseen_classes"]
            and lower.get_dim("nF") == _FEATURES
        )

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of *docs*, which have their sentences and no entities yet."""
        docs = [doc for doc in docs if len(doc)]
        for first in range(0, len(docs), _BATCH):
            batch = docs[first : first + _BATCH]
            if self._able:
                self._mark(batch)
            else:
                self._recogniser.set_annotations(batch, self._recogniser.predict(batch))

    def _mark(self, docs: Sequence[Doc]) -> None:
        from spacy.tokens import Span

        found: list[list[Span]] = [[] for _ in docs]
        starts = list(accumulate(map(len, docs), initial=0))
        for first, end, label in self._found(docs):
            at = bisect_right(starts, first) - 1
            found[at].append(Span(docs[at], first - starts[at], end - starts[at], label))
        for doc, entities in zip(docs, found, strict=True):
            doc.set_ents(entities, default="outside")

    def _found(self, docs: Sequence[Doc]) -> Iterator[tuple[int, int, str]]:
        """Yield where entities begin and end, in tokens of all *docs* together, and their labels."""
        import numpy

        rows = numpy.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
        space = rows[:, 0] == 1
        # What may not go on behind a token: a text ends there, or a sentence.
        last = numpy.append(rows[1:, 1] == 1, True)
        last[numpy.cumsum([len(doc) for doc in docs]) - 1] = True
        steps = self._recogniser.model.predict(docs)
        number = len(rows)
        features = numpy.full((number, _FEATURES), -1, dtype="int32")
        features[:, 0] = numpy.arange(number)
        scores = self._scores(steps, features)
        for at, (move, label) in enumerate(self._names):
            if move in {_IN, _LAST} or (move != _OUT and not label):
                scores[:, at] = -numpy.inf
            elif move == _BEGIN:
                scores[last | space, at] = -numpy.inf
            elif move == _UNIT:
                scores[space, at] = -numpy.inf
        best = scores.argmax(axis=1)
        moves = numpy.array([move for move, _ in self._names])[best]
        begun = numpy.flatnonzero(moves == _BEGIN)
        ends = dict(zip(begun.tolist(), self._ends(steps, begun, best[begun], last), strict=True))
        steps.clear_memory()
        end = 0
        for start in numpy.flatnonzero((moves == _BEGIN) | (moves == _UNIT)).tolist():
            if start >= end:
                end = ends.get(start, start + 1)
                yield start, end, self._names[best[start]][1]

    def _ends(self, steps: Any, begun: Any, classes: Any, last: Any) -> list[int]:
        """Return where the entities end that begin at *begun*, as *classes* of moves."""
        import numpy

        labels = [self._names[number][1] for number in classes]
        on = numpy.array([self._numbers[_IN, label] for label in labels], dtype=int)
        off = numpy.array([self._numbers[_LAST, label] for label in labels], dtype=int)
        ends = begun + 1
        open_ = numpy.arange(len(begun))
        while len(open_):
            start, token = begun[open_], ends[open_]
            scores = self._scores(steps, numpy.column_stack([token, start, token - 1]).astype("int32"))
            row = numpy.arange(len(open_))
            goes_on, stops = scores[row, on[open_]], scores[row, off[open_]]
            further = (goes_on > stops) | ((goes_on == stops) & (on[open_] < off[open_]))
            ends[open_] += 1
            open_ = open_[further & ~last[token]]
        return list(ends.tolist())

    def _scores(self, steps: Any, features: Any) -> Any:
        return steps.vec2scores.predict(steps.state2vec.predict(features))
