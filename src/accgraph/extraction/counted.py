"""Counted references: "both countries", "the latter", "the three organisations"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["as_listed", "pair_beside", "plural", "ranked", "told_apart"]

_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_DEFINITE = frozenset({"the", "these", "all"})
_LISTING = frozenset({",", "and", "the", "&"})


def ranked(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Resolve "the latter" to the actor named last before, "the former" to the one before it."""
    before = [
        m
        for m in scope.named
        if m.last <= token.i
        and scope.is_a(m.entity, "Actor")
        and m.kind == "name"
        and not scope.is_a(m.entity, "Mechanism")
    ]
    wanted = -1 if token.lower_ == "latter" else -2
    if len(before) < -wanted:
        return ()
    return (Mention(token.i, token.i + 1, token.i, before[wanted].entity, "nominal", 0.7),)


def as_listed(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Resolve "the three organisations" to the last list of so many actors before: "A, B and C"."""
    words = {c.lower_ for c in token.children}
    number = next((_NUMBERS[w] for w in _NUMBERS if w in words), None)
    if number is None or token.tag_ not in {"NNS", "NNPS"} or not words & _DEFINITE:
        return ()
    doc, run = scope.parsed.doc, list[Mention]()
    for mention in reversed([m for m in scope.named if m.last <= token.i]):
        if not scope.is_a(mention.entity, "Actor") or mention.kind == "adjective":
            continue
        between = {t.lower_ for t in doc[mention.last : run[-1].first]} if run else set()
        if run and between <= _LISTING and between:
            run.append(mention)
            continue
        if len(run) == number:
            break
        run = [mention]
    if len(run) != number:
        return ()
    return tuple(Mention(token.i, token.i + 1, token.i, m.entity, "nominal", 0.75) for m in reversed(run))


def plural(scope: Scope, token: Token, *classes: str) -> tuple[Mention, ...]:
    """Resolve "both countries", "both tribunals": the last two states, or *classes*, named before."""
    states: list[Mention] = []
    for mention in reversed([m for m in scope.named if m.first < token.i]):
        if scope.is_a(mention.entity, *(classes or ("State",))) and mention.entity not in [
            s.entity for s in states
        ]:
            states.append(mention)
        if len(states) == 2:
            return tuple(
                Mention(token.i, token.i + 1, token.i, s.entity, "nominal", 0.7) for s in reversed(states)
            )
    return ()


def pair_beside(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return the two states that the sentence joined last: "Peru and Chile, as *both states*"."""
    for mention in reversed(scope.starting_in(token.sent.start, token.i)):
        head = scope.parsed.doc[mention.head]
        first = scope.mention_at(head.head.i) if head.dep_ == "conj" else None
        if first is None or not (scope.is_a(mention.entity, "State") and scope.is_a(first.entity, "State")):
            continue
        if len([head, *head.conjuncts]) == 2:
            both = (first.entity, mention.entity)
            return tuple(Mention(token.i, token.i + 1, token.i, e, "nominal", 0.75) for e in both)
    return ()


def told_apart(token: Token, known: int) -> bool:
    """Say whether *token* is of others than those *known*: "the *states* that invoked it", "ten *states*"."""
    if any(c.dep_ == "relcl" for c in token.children):
        return True
    numbers = [c.lower_ for c in token.children if c.dep_ == "nummod"]
    return bool(numbers) and {"two": 2, **_NUMBERS}.get(numbers[0]) != known
