"""Mentions: runs of tokens that stand for an actor or a mechanism."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.namespaces import named_iri

__all__ = ["Mention", "MentionKind", "by_frequency", "family_of", "found_entity", "head_of"]

MentionKind = Literal["name", "adjective", "metonym", "nominal", "pronoun"]

_ACTOR_FAMILIES = {
    "Person": "person",
    "Group": "group",
    "Court": "court",
    "State": "state",
    "InternationalOrganisation": "organisation",
    "CivilSocietyOrganisation": "organisation",
    "GovernmentBody": "organisation",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens *first* to *last* (exclusive), headed by token *head*, stand for *entity*.

    ``kind`` says how: by name, by an adjective of belonging ("Danish"), by the place where it sits
    ("Copenhagen"), by a description ("the Court") or by a pronoun. ``sure`` lies in 0..1.
    """

    first: int
    last: int
    head: int
    entity: Entity
    kind: MentionKind
    sure: float = 1.0


def by_frequency(entities: Iterable[Entity]) -> list[tuple[Entity, int]]:
    """Return each of *entities* with how often it is there, the most frequent first, then by IRI."""
    return sorted(Counter(entities).items(), key=lambda item: (-item[1], item[0].iri))


def family_of(classes: Sequence[str]) -> str:
    """Return the IRI family of an entity of these classes: ``person``, ``court``, ``mechanism``, ..."""
    for name in classes:
        if name in _ACTOR_FAMILIES:
            return _ACTOR_FAMILIES[name]
    return "mechanism"


def found_entity(label: str, classes: Sequence[str], part_of: str | None = None) -> Entity:
    """Return an entity that was found in text only, with the IRI that every like-named one gets."""
    return Entity(named_iri(family_of(classes), label), label, tuple(classes), False, part_of)


def head_of(parsed: ParsedText, first: int, last: int) -> int:
    """Return the syntactic head of tokens *first* to *last*: the one whose governor is outside."""
    for i in range(first, last):
        if not first <= parsed.doc[i].head.i < last or parsed.doc[i].head.i == i:
            return i
    return last - 1
