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

_AGAIN = frozenset({"do", "say", "take", "hold", "adopt", "express", "follow"})
_STANCES = frozenset({"view", "position", "stance", "line", "step", "course", "opinion", "path"})
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
        if verb.lemma_ not in _AGAIN:
            continue
        finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
            c.dep_ == "aux" and c.lower_ != "to" for c in verb.children
        )
        so = verb.lemma_ == "do" and any(t.lower_ == "so" and abs(t.i - verb.i) == 1 for t in verb.subtree)
        so = so or _the_same(verb)
        if not so or not finite:
            continue
        first = verb.sent.start - _sentence_before(verb)
        before = [t for t in triggers if first <= t.token.i < verb.i and not _is_aside(t.token)]
        before = [t for t in before if t.frame.pos != "noun" or _is_carried(t)]
        denied = any(c.dep_ == "neg" for c in verb.children)
        for trigger in before:
            yield Ellipsis(trigger, verb, tuple(subjects(verb)), denied)


def _is_carried(trigger: Trigger) -> bool:
    """Say whether the noun of *trigger* has a verb that does not describe it ("expressed its support")."""
    told = any(c.dep_ in {"relcl", "acl"} and c.lemma_ in trigger.frame.light for c in trigger.token.children)
    return "light" in trigger.frame.holder and not told


def _is_aside(token: Token) -> bool:
    """Say whether *token* stands in a clause that describes a noun: no verb behind it stands for that."""
    return any(t.dep_ in {"relcl", "acl"} for t in (token, *token.ancestors))


def _the_same(verb: Token) -> bool:
    """Say whether *verb* says or does again what was said before: "did the same", "takes the same view"."""
    same = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i]
    return any(
        (c.lower_ == "same" or (c.lemma_ in _STANCES and any(m.lower_ == "same" for m in c.children)))
        and not any(m.dep_ in {"prep", "relcl", "acl"} for m in c.children)
        for c in same
    )


def _marked_as(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)


def _sentence_before(verb: Token) -> int:
    """Return how many tokens the sentence before that of *verb* has."""
    start = verb.sent.start
    return len(verb.doc[start - 1].sent) if start else 0
