"""Seats: whose "the government in X", "the authorities of X" are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.allegiance import is_seat_of_courts
from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["seat_of"]

_OF_JUSTICE = frozenset({"court", "judge", "prosecutor", "prosecutors"})


def seat_of(scope: Scope, token: Token) -> Entity | None:
    """Return the state whose "the government in X", "the authorities in X" are, X its name or its capital.

    Of an entity or a group that is no state, it is "the government of X" too.
    """
    for child in token.children:
        if child.lower_ in {"in", "at", "of"}:
            for place in child.children:
                mention = scope.mention_at(place.i)
                if child.lower_ == "of":
                    if mention is not None and mention.kind == "name" and _rules_itself(scope, mention):
                        return mention.entity
                    continue
                if mention is not None and is_seat_of_courts(scope, mention) and token.lemma_ in _OF_JUSTICE:
                    continue
                capital = mention is not None and mention.kind == "metonym"
                if mention is not None and (capital or scope.is_a(mention.entity, "State")):
                    return mention.entity
    return None


def _rules_itself(scope: Scope, mention: Mention) -> bool:
    """Say whether *mention* is a group or an entity with a government that is no state's."""
    return scope.is_a(mention.entity, "Group", "Actor") and not scope.is_a(mention.entity, "State", "Person")
