"""Turns: who speaks in a debate, by the label that opens each turn ("Lord X (Lab): ...", "Norway: ...").

A verbatim record gives a turn's words as they were spoken, over all paragraphs until the next label. Coverage
of a meeting reports them paragraph by paragraph, after "The representative of X said".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope
from accgraph.extraction.sentences import ParsedText

__all__ = ["Turn", "covered_turns", "spoken_turns"]

_FEWEST_TURNS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """Tokens *first* to *last* are what *speaker* said; None if that is nobody who can be told."""

    first: int
    last: int
    speaker: Mention | None


def spoken_turns(parsed: ParsedText, scope: Scope) -> list[Turn]:
    """Return the turns of a verbatim record: each goes on until the next, or until a heading."""
    found: list[Turn] = []
    for label in parsed.blocks:
        if label.kind != "label":
            continue
        first, end = parsed.block_range(label.index)
        last = end
        for after in parsed.blocks[label.index + 1 :]:
            if after.kind == "label" or (after.kind == "heading" and last > end):
                break
            last = parsed.block_range(after.index)[1]
        found.append(Turn(end, last, _labelled(scope, first, end)))
    return found


def _labelled(scope: Scope, first: int, end: int) -> Mention | None:
    """Return the speaker whom the label between the tokens names: a person, else a post or a state."""
    named = [m for m in scope.starting_in(first, end) if scope.is_a(m.entity, "Actor")]
    persons = [m for m in named if scope.is_a(m.entity, "Person")]
    if persons:
        return persons[0]
    for i in range(first, end):
        post = scope.post_at(i)
        if post is not None and i == post.head:
            held = scope.resolve(scope.parsed.doc[i])
            if held:
                return held[0]
    return named[0] if named and named[0].first == first else None


def covered_turns(parsed: ParsedText, scope: Scope) -> list[Turn]:
    """Return what coverage of a meeting reports of each delegate: from "X's delegate said" to the next.

    A text is such coverage if delegates open three of its paragraphs.
    """
    opening: dict[int, list[tuple[int, Mention]]] = {}
    for index, speaker in _delegates(scope):
        opening.setdefault(parsed.block_of[index], []).append((index, speaker))
    if len(opening) <= _FEWEST_TURNS:
        return []
    found: list[Turn] = []
    for block, speakers in opening.items():
        last = parsed.block_range(block)[1]
        starts = [parsed.doc[i].sent.start for i, _ in speakers] + [last]
        for (start, end), (_, speaker) in zip(pairwise(starts), speakers, strict=True):
            if end > start:
                found.append(Turn(start, end, speaker))
    return found


def _delegates(scope: Scope) -> list[tuple[int, Mention]]:
    """Return the delegates who are the subjects of sentences, with whom they speak for."""
    doc = scope.parsed.doc
    found: dict[int, tuple[int, Mention]] = {}
    posts = [(p.head, set(p.label.lower().split()) & word_list("delegates")) for p in scope.people.posts]
    persons = [(m.head, {"("} & {doc[m.last].text}) for m in scope.people.mentions if _opens_block(scope, m)]
    for index, wanted in sorted((*posts, *persons), key=lambda item: item[0]):
        token = doc[index]
        verb = token.head
        if not wanted or token.dep_ != "nsubj" or verb.dep_ not in {"ROOT", "ccomp", "conj"}:
            continue
        speaker = scope.resolve(token)
        if speaker:
            found.setdefault(token.sent.start, (index, speaker[0]))
    return list(found.values())


def _opens_block(scope: Scope, mention: Mention) -> bool:
    """Say whether the person *mention*, who speaks for a state, is what a paragraph opens with."""
    first, last = scope.parsed.block_range(scope.parsed.block_of[mention.head])
    serves = scope.people.persons[mention.entity.iri].speaks_for == "state"
    return serves and mention.first <= first + 2 and mention.last < last
