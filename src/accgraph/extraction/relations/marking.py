"""Marking: a sentence as the encoder reads it, with marks around the candidates.

Typed marks around the spans of a relation are those of Zhong and Chen (2021), "A Frustratingly Easy Approach
for Entity and Relation Extraction"; here all candidates of a sentence are marked at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accgraph.extraction.relations.wordpieces import WordPieces

__all__ = ["Marked", "Place", "marked"]

Place = tuple[int, int]
"""Words from the first to the one behind the last, counted in the sentence."""

_OPENS, _CLOSES = "[CLS]", "[SEP]"
# pieces that stand for nothing in the vocabulary: before and behind an actor, before and behind a mechanism
_BEFORE = ("[unused0]", "[unused2]")
_BEHIND = ("[unused1]", "[unused3]")


@dataclass(frozen=True, slots=True)
class Marked:
    """The pieces of a sentence, and which of them open the candidates, in the order in which these came."""

    pieces: tuple[int, ...]
    actors: tuple[int, ...]
    mechanisms: tuple[int, ...]


def marked(
    words: Sequence[str], actors: Sequence[Place], mechanisms: Sequence[Place], cutter: WordPieces
) -> Marked:
    """Return the pieces of *words* with marks around *actors* and *mechanisms*; a place is marked once."""
    opening: dict[int, list[tuple[int, int, Place]]] = defaultdict(list)
    closing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for role, places in enumerate((actors, mechanisms)):
        for first, last in dict.fromkeys(places):
            opening[first].append((-last, role, (first, last)))
            closing[last].append((-first, -role))
    pieces = [cutter.number(_OPENS)]
    opened: dict[tuple[int, Place], int] = {}
    for i in range(len(words) + 1):
        pieces += [cutter.number(_BEHIND[-role]) for _, role in sorted(closing[i])]
        for _, role, place in sorted(opening[i]):
            opened[role, place] = len(pieces)
            pieces.append(cutter.number(_BEFORE[role]))
        if i < len(words):
            pieces += cutter.pieces(words[i])
    pieces.append(cutter.number(_CLOSES))
    return Marked(
        tuple(pieces),
        tuple(opened[0, place] for place in actors),
        tuple(opened[1, place] for place in mechanisms),
    )
