"""Verb phrase ellipsis: "as Canada did", "Mongolia did not do so": a verb stands for one said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.frames import Trigger
from accgraph.extraction.syntax import subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Ellipsis", "ellipses"]

_PROVERBS = frozenset({"do", "have", "be"})


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """*verb* says of *doers*, heads of noun phrases, what *trigger* says, or denies it."""

    trigger: Trigger
    verb: Token
    doers: tuple[Token, ...]
    denied: bool


def ellipses(triggers: Sequence[Trigger]) -> Iterator[Ellipsis]:
    """Yield what verbs without content of their own say by way of *triggers*, which are in text order."""
    seen: set[tuple[int, str]] = set()
    for trigger in triggers:
        for verb in trigger.token.children:
            compares = verb.dep_ == "advcl" and verb.lemma_ in _PROVERBS and _marked_as(verb)
            if compares and (verb.i, trigger.frame.kind) not in seen:
                seen.add((verb.i, trigger.frame.kind))
                yield Ellipsis(trigger, verb, tuple(subjects(verb)), False)
    if not triggers:
        return
    for verb in triggers[0].token.doc:
        if verb.lemma_ != "do":
            continue
        finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
            c.dep_ == "aux" and c.lower_ != "to" for c in verb.children
        )
        so = any(c.lower_ == "so" and abs(c.i - verb.i) == 1 for c in verb.children)
        if not so or not finite:
            continue
        before = [t for t in triggers if verb.sent.start - _sentence_before(verb) <= t.token.i < verb.i]
        denied = any(c.dep_ == "neg" for c in verb.children)
        for trigger in before:
            yield Ellipsis(trigger, verb, tuple(subjects(verb)), denied)


def _marked_as(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)


def _sentence_before(verb: Token) -> int:
    """Return how many tokens the sentence before that of *verb* has."""
    start = verb.sent.start
    return len(verb.doc[start - 1].sent) if start else 0
