"""Affiliations: for which state somebody speaks whose post names none, or who is named without a post."""

from __future__ import annotations

from collections.abc import Mapping

from accgraph.extraction.lexicon import NameLexicon
from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity

__all__ = ["country_after", "country_in_brackets", "country_opening", "seat_of_speaker", "state_owning"]

_FORMS_OF_ADDRESS, _IN_BRACKETS = 2, 6


def state_owning(
    parsed: ParsedText, mention: Mention, covered: Mapping[int, Mention], lexicon: NameLexicon
) -> Entity | None:
    """Return the state in "Ghana's Nana Akufo-Addo": news so names who leads it, without the post."""
    doc, k = parsed.doc, mention.first - 1
    while k > 0 and doc[k].text in lexicon.titles:
        k -= 1
    owner = covered.get(k - 1) if k > 0 and doc[k].lower_ in {"'s", "'"} else None
    named = owner is not None and owner.kind in {"name", "metonym"} and mention.last - mention.first > 1
    titled = k < mention.first - 1
    return owner.entity if owner and (named or titled) and "State" in owner.entity.classes else None


def country_after(parsed: ParsedText, mention: Mention, covered: Mapping[int, Mention]) -> Entity | None:
    """Return the state or body in "Foreign Minister X of Y"."""
    doc = parsed.tokens
    k = mention.last
    if k + 1 >= len(doc) or doc[k].lower_ != "of":
        return None
    k += 1 + (doc[k + 1].lower_ == "the")
    return covered[k].entity if k in covered else None


def country_opening(parsed: ParsedText, first: int, covered: Mapping[int, Mention]) -> Entity | None:
    """Return the state in "In Liberia, President X", whose post names none; a capital may only be visited."""
    start = parsed.doc[first].sent.start
    mention = covered.get(start + 1)
    if parsed.doc[start].lower_ != "in" or mention is None or mention.last >= first:
        return None
    opens = mention.kind == "name" and "State" in mention.entity.classes
    return mention.entity if opens and parsed.doc[mention.last].text == "," else None


def country_in_brackets(parsed: ParsedText, after: int, covered: Mapping[int, Mention]) -> Entity | None:
    """Return the state or body in brackets after a post: "X, Foreign Minister (Estonia)"."""
    doc = parsed.tokens
    if after + 2 >= len(doc) or doc[after].text != "(":
        return None
    mention = covered.get(after + 1 + (doc[after + 1].lower_ == "the"))
    closed = mention is not None and mention.last < len(doc) and doc[mention.last].text == ")"
    return mention.entity if mention is not None and closed and mention.kind == "name" else None


def seat_of_speaker(parsed: ParsedText, mention: Mention, covered: Mapping[int, Mention]) -> Entity | None:
    """Return the state or body in brackets after a name that opens a paragraph: "Ms. X (Denmark) said"."""
    first, last = parsed.block_range(parsed.block_of[mention.head])
    if mention.first - first > _FORMS_OF_ADDRESS:
        return None
    found = country_in_brackets(parsed, mention.last, covered)
    label = parsed.blocks[parsed.block_of[mention.head]].kind == "label"
    alone = mention.last + _IN_BRACKETS >= last and parsed.doc[last - 1].text == ")"
    return found if label or not alone else None
