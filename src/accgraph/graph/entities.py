"""Entities that were found in text, and the one description of each that all documents share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.terms import iri, term, truth
from accgraph.model import Claim, CommitmentClaim, Entity, PositionClaim, Role
from accgraph.namespaces import ACC

__all__ = ["LABEL_LANGUAGE", "FoundEntities", "claim_roles", "entity_quads", "found_entities", "found_in"]

LABEL_LANGUAGE = "en"
"""The extractor reads English; one language for all labels keeps one label for each entity."""


@dataclass(slots=True)
class _Found:
    labels: Counter[str] = field(default_factory=Counter)
    classes: set[str] = field(default_factory=set)
    part_of: str | None = None


class FoundEntities:
    """The entities that claims name and the vocabulary does not, with how often each is called what."""

    def __init__(self) -> None:
        self._found: dict[str, _Found] = {}

    def add(self, entity: Entity, times: int = 1) -> None:
        """Add *entity* as a document has it, under a label that it bears there so many *times*."""
        found = self._found.setdefault(entity.iri, _Found())
        found.labels[entity.label] += times
        found.classes.update(entity.classes)
        found.part_of = min(filter(None, (entity.part_of, found.part_of)), default=None)

    def counted(self) -> Iterator[tuple[Entity, int]]:
        """Yield what add takes to make this again: an entity for each label, and how often it bears it."""
        for key, found in sorted(self._found.items()):
            for label, times in sorted(found.labels.items()):
                yield Entity(key, label, tuple(sorted(found.classes)), False, found.part_of), times

    def described(self, key: str) -> Entity:
        """Return the entity with IRI *key* with one label: the commonest, the first in order among equals.

        Texts write one name in several ways ("The Panel", "the panel"). An entity has all the classes that
        any text gives it. Raises KeyError if it was not added.
        """
        found = self._found[key]
        label = min(found.labels, key=lambda label: (-found.labels[label], label))
        return Entity(key, label, tuple(sorted(found.classes)), False, found.part_of)

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs of the entities, sorted."""
        return iter(sorted(self._found))


def found_in(claims: Iterable[Claim]) -> FoundEntities:
    """Return the entities of *claims* that were found in text."""
    found = FoundEntities()
    for claim in claims:
        for _, role in claim_roles(claim):
            if not role.entity.known:
                found.add(role.entity)
    return found


def found_entities(claims: Iterable[Claim]) -> Mapping[str, Entity]:
    """Return the entities of *claims* that were found in text, by IRI, each with one label."""
    found = found_in(claims)
    return {key: found.described(key) for key in found}


def entity_quads(entity: Entity, graph: str) -> list[Quad]:
    """Return what the graph called *graph* says of *entity*, which was found in text."""
    node, name = iri(entity.iri), NamedNode(graph)
    quads = [Quad(node, term("rdf:type"), iri(ACC + one), name) for one in entity.classes]
    quads += [
        Quad(node, term("skos:prefLabel"), Literal(entity.label, language=LABEL_LANGUAGE), name),
        Quad(node, term("acc:foundInText"), truth(True), name),
    ]
    if entity.part_of and "Person" not in entity.classes:
        quads.append(Quad(node, term("acc:organOf"), iri(entity.part_of), name))
    return quads


def claim_roles(claim: Claim) -> Iterator[tuple[str, Role]]:
    """Yield the roles of *claim*, each with its name among MENTION_ROLES."""
    if isinstance(claim, PositionClaim):
        yield "holder", claim.holder
        yield "target", claim.target
    elif isinstance(claim, CommitmentClaim):
        yield from (("bearer", role) for role in claim.bearer)
        yield from (("mechanism", role) for role in claim.mechanisms)
    else:
        yield from (("participant", role) for role in claim.participants)
        if claim.place:
            yield "place", claim.place
    if claim.by:
        yield "speaker", claim.by
