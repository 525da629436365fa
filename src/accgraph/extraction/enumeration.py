"""Enumeration: the mechanisms that a list goes on with ("the ICC, the war crimes unit of X and the Y").

The parser takes long lists apart, most of all where their items have tails of their own; so a list is read by
its commas and its last "and" alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import is_mechanism

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Doc

__all__ = ["listed_after"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({";", ":", ".", "(", "–", "—", '"', "?", "!"})
_CLAUSES = frozenset(
    {"who", "which", "that", "whose", "where", "when", "but", "while", "although", "because"}
)
_BEGINS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_FIRST_WORDS = 8


def listed_after(analysis: Analysis, mention: Mention) -> list[Mention]:
    """Return the mechanisms with which the list that *mention* opens goes on, as far as after its "and"."""
    doc = analysis.parsed.doc
    found: list[Mention] = []
    items = list(_items(doc, mention.last, analysis.parsed.sentence(mention.head).end))
    if not items or not items[-1][2]:
        return []
    for first, last, _ in items:
        item = _named_in(analysis, first, last)
        if item is not None:
            found.append(item)
    return found


def _items(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield first and last token of each further item, and whether "and", which ends it, stands before."""
    tail = _item_end(doc, start, end)
    while tail is not None and tail < end - 1:
        first, closing = tail, False
        while first < end and (doc[first].text == "," or doc[first].lower_ in {"and", "&"}):
            closing = closing or doc[first].text != ","
            first += 1
        if first == tail or first >= end or doc[first].pos_ not in _BEGINS:
            return
        tail = _item_end(doc, first, end)
        if tail is None:
            return
        yield first, tail, closing
        if closing:
            return


def _item_end(doc: Doc, start: int, end: int) -> int | None:
    """Return where the item that goes on at token *start* ends; None if a clause goes on there."""
    for i in range(start, end):
        token = doc[i]
        if token.tag_ in _FINITE or token.lower_ in _CLAUSES:
            return None
        if token.text in _STOPS:
            return i
        joins = token.lower_ in {"and", "&"} and i + 1 < end and doc[i + 1].pos_ in {"DET", "PROPN"}
        if i > start and (joins or (token.text == "," and i + 1 < end)):
            return i
        if i == start and (token.text == "," or joins):
            return i
    return end


def _named_in(analysis: Analysis, first: int, last: int) -> Mention | None:
    """Return the mechanism that the item of tokens *first* to *last* is, not one that it only speaks of."""
    for i in range(first, min(last, first + _FIRST_WORDS)):
        mention = analysis.resolver.mention_at(i)
        if mention is not None and mention.kind != "adjective":
            whole = mention.kind == "name" and mention.first >= first
            fits = is_mechanism(analysis, mention.entity) and not analysis.resolver.is_forum(mention.entity)
            return mention if whole and fits else None
        if analysis.parsed.doc[i].pos_ == "ADP":
            return None
    return None
