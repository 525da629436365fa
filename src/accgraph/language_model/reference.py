"""Reference: whether sentences speak of something that is named elsewhere, and where that would be.

The rules resolve what grammar and nearness settle; a language model resolves more. It is followed only where
the sentences do refer to something, and only to what is named near them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import Mention
from accgraph.extraction.pronouns import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    SECOND,
    SUBJECTS,
    THIRD_PERSON,
    THIRD_PLURAL,
    THIRD_THING,
)

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["named_before", "named_near", "refers_elsewhere"]

_PRONOUNS = frozenset().union(FIRST_PLURAL, FIRST_SINGULAR, SECOND, THIRD_PERSON, THIRD_PLURAL, THIRD_THING)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "all"})
_BLOCKS_BEFORE = 3
_BLOCKS_OF_HEAD = 3


def refers_elsewhere(analysis: Analysis, first: int, last: int) -> bool:
    """Say whether the sentences of tokens *first* to *last* refer to what they do not name.

    They do by a pronoun, by a definite noun that no rule resolves ("the convention"), or by having no
    subject.
    """
    doc = analysis.parsed.doc
    if any(_is_open(analysis, doc[i]) for i in range(first, last)):
        return True
    roots = {doc[i].sent.root.i for i in range(first, last)}
    return any(not any(child.dep_ in SUBJECTS for child in doc[i].children) for i in roots)


def named_near(analysis: Analysis, first: int, last: int) -> Iterator[Mention]:
    """Yield what is named near tokens *first* to *last*.

    First what stands before them in their paragraph and in a few before it, then what stands after them in
    it, then what stands at the head of the document.
    """
    parsed, resolver = analysis.parsed, analysis.resolver
    block = parsed.block_of[first]
    begin, _ = parsed.block_range(max(0, block - _BLOCKS_BEFORE))
    _, end = parsed.block_range(block)
    yield from reversed(resolver.starting_in(begin, first))
    yield from resolver.starting_in(last, end)
    _, head = parsed.block_range(min(_BLOCKS_OF_HEAD, len(parsed.blocks)) - 1)
    yield from resolver.starting_in(0, min(head, begin))


def named_before(analysis: Analysis, last: int) -> Iterator[Mention]:
    """Yield what is named before token *last*, the nearest first."""
    yield from reversed(analysis.resolver.starting_in(0, last))


def _is_open(analysis: Analysis, token: Token) -> bool:
    if token.lower_ in _PRONOUNS:
        return True
    if token.pos_ not in {"NOUN", "PROPN"} or analysis.resolver.mention_at(token.i) is not None:
        return False
    definite = any(child.lower_ in _DEFINITE or child.dep_ == "poss" for child in token.children)
    return definite and not analysis.resolver.resolve(token)
