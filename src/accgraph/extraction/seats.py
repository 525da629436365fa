"""Seats: whose "the government in X", "the authorities of X" are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.allegiance import is_seat_of_courts
from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["seat_of", "seats_of"]

_OF_JUSTICE = frozenset({"court", "judge", "prosecutor", "prosecutors"})


def seat_of(scope: Scope, token: Token) -> Entity | None:
    """Return the state whose "the government in X", "the authorities of X" are, X its name or its capital.

    Of an entity or a group that is no state, it is "the government of X" too.
    """
    return next(iter(seats_of(scope, token)), None)


def seats_of(scope: Scope, token: Token) -> list[Entity]:
    """Return the states whose they are, as seat_of does: "prosecutors in *X and Y*"."""
    place = _place_of(scope, token)
    if place is None:
        return []
    named = [scope.mention_at(t.i) for t in scope.parsed.doc[place.head].conjuncts]
    beside = [m.entity for m in named if m is not None and scope.is_a(m.entity, "State")]
    return list(dict.fromkeys([place.entity, *(beside if scope.is_a(place.entity, "State") else ())]))


def _place_of(scope: Scope, token: Token) -> Mention | None:
    """Return what the words behind *token* name as the seat."""
    for child in token.children:
        if child.lower_ in {"in", "at", "of"}:
            for place in child.children:
                mention = scope.mention_at(place.i)
                if child.lower_ == "of":
                    if mention is not None and mention.kind == "name" and _rules_itself(scope, mention):
                        return mention
                    continue
                if mention is not None and is_seat_of_courts(scope, mention) and token.lemma_ in _OF_JUSTICE:
                    continue
                capital = mention is not None and mention.kind == "metonym"
                if mention is not None and (capital or scope.is_a(mention.entity, "State")):
                    return mention
    return None


def _rules_itself(scope: Scope, mention: Mention) -> bool:
    """Say whether *mention* is a group or an entity with a government that is no state's."""
    return scope.is_a(mention.entity, "Group", "Actor") and not scope.is_a(mention.entity, "State", "Person")
