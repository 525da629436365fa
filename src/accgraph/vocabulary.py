"""The vocabulary: who and what has a name, read from SKOS in Turtle.

Everything accgraph knows of states, institutions, mechanisms, posts and situations stands in
``ontology/vocabulary/*.ttl``, and in the files a user adds; nothing of it stands in code.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from accgraph.errors import VocabularyError
from accgraph.model import Entity
from accgraph.namespaces import ACC, PREFIXES
from accgraph.resources import ontology_folder

__all__ = ["Entry", "Holding", "Vocabulary"]

_RDF_TYPE = PREFIXES["rdf"] + "type"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
_PREF = PREFIXES["skos"] + "prefLabel"
_ALT = PREFIXES["skos"] + "altLabel"
_HOLDING, _SINCE, _UNTIL, _POST = f"{ACC}PostHolding", f"{ACC}since", f"{ACC}until", f"{ACC}post"
_HOLDER, _HELD_IN = PREFIXES["org"] + "member", PREFIXES["org"] + "organization"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the vocabulary says of one entity.

    ``names`` are its labels, the preferred one first; ``demonyms`` its adjectives and nouns of belonging;
    ``metonyms`` the places that stand for it ("Moscow"). ``links`` holds its other properties that point at
    entities, by local name of the property (``organOf``, ``forum``, ``applicant``, ``situation``, ...), and
    ``notes`` those with plain values (``speaksFor``, ``capital``).
    """

    entity: Entity
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def link(self, name: str) -> str | None:
        """Return the first entity that property *name* points at, or None."""
        values = self.links.get(name, ())
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Holding:
    """That a person held *post* (an IRI) in or for *institution*, from *since* until *until*, ISO dates.

    *until* is None if the holding had not ended when it was written down.
    """

    post: str
    institution: Entity
    since: str
    until: str | None

    def at(self, date: str) -> bool:
        """Say whether the post was held in the year of *date*."""
        return self.since[:4] <= date[:4] and (self.until is None or date[:4] <= self.until[:4])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All entries by IRI, the class hierarchy of the ontology, and who has held which posts.

    ``superclasses`` gives for each local class name all classes above it, itself included. ``digest``
    changes when a byte of the files changes. ``holdings`` gives for each person, by IRI, the posts held.
    """

    entries: Mapping[str, Entry]
    superclasses: Mapping[str, frozenset[str]]
    digest: str
    holdings: Mapping[str, tuple[Holding, ...]] = field(default_factory=dict)
    _by_name: Mapping[str, tuple[Entity, ...]] = field(init=False, repr=False, compare=False)
    _classes: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _members: dict[str, tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)
    _noted: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Entity]] = defaultdict(list)
        for _, entry in sorted(self.entries.items()):
            for name in {name.casefold() for name in entry.names}:
                by_name[name].append(entry.entity)
        object.__setattr__(self, "_by_name", {name: tuple(found) for name, found in by_name.items()})

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Vocabulary:
        """Read the vocabulary that ships with accgraph, and the Turtle files of *extra* after it.

        Raises VocabularyError if a file cannot be read or is not Turtle.
        """
        folder = ontology_folder()
        files = [folder / "accgraph.ttl", *sorted((folder / "vocabulary").glob("*.ttl")), *extra]
        triples, digest = _read(files)
        entries = _entries(triples)
        return cls(entries, _superclasses(triples), digest, _holdings(triples, entries))

    def is_a(self, entity: Entity, name: str) -> bool:
        """Say whether *entity* is of the ontology class with local name *name*, or of one below it."""
        return name in self.classes(entity)

    def classes(self, entity: Entity) -> frozenset[str]:
        """Return the local names of the ontology classes of *entity*, and of those above them."""
        found = self._classes.get(entity.classes)
        if found is None:
            found = frozenset[str]().union(*(self.superclasses.get(c, {c}) for c in entity.classes))
            self._classes[entity.classes] = found
        return found

    def members(self, name: str) -> tuple[Entry, ...]:
        """Return the entries of the ontology class with local name *name*, or of one below it."""
        found = self._members.get(name)
        if found is None:
            found = tuple(entry for entry in self.entries.values() if self.is_a(entry.entity, name))
            self._members[name] = found
        return found

    def noted(self, name: str) -> frozenset[str]:
        """Return all that the entries note under *name*."""
        found = self._noted.get(name)
        if found is None:
            found = frozenset(each for entry in self.entries.values() for each in entry.notes.get(name, ()))
            self._noted[name] = found
        return found

    def acting(self, entity: Entity) -> Entity:
        """Return the institution or state that the acts of *entity* count as (itself, if it is no organ)."""
        seen = {entity.iri}
        while entity.part_of is not None and entity.part_of in self.entries and entity.part_of not in seen:
            entity = self.entries[entity.part_of].entity
            seen.add(entity.iri)
        return entity

    def told(self, entity: Entity) -> Entity:
        """Return *entity*, found in a text, as it is described here if its IRI is that of a known one."""
        return entity if entity.known or entity.iri not in self.entries else self.entries[entity.iri].entity

    def lookup(self, name: str) -> tuple[Entity, ...]:
        """Return the entities called *name* (any label, in any case, or an IRI), sorted by IRI."""
        if name in self.entries:
            return (self.entries[name].entity,)
        return self._by_name.get(name.casefold().strip(), ())


def _read(files: Iterable[Path]) -> tuple[dict[str, dict[str, list[str]]], str]:
    from pyoxigraph import BlankNode, RdfFormat, parse

    triples: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    hasher = hashlib.sha256()
    for file in files:
        try:
            data = file.read_bytes()
            for quad in parse(data, format=RdfFormat.TURTLE):
                if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode):
                    triples[quad.subject.value][quad.predicate.value].append(quad.object.value)
        except OSError as error:
            raise VocabularyError(f"the vocabulary file {file} cannot be read: {error.strerror}") from error
        except SyntaxError as error:
            raise VocabularyError(f"the vocabulary file {file} is not valid Turtle: {error}") from error
        hasher.update(data)
    return triples, hasher.hexdigest()[:16]


def _superclasses(triples: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, frozenset[str]]:
    direct = {
        _local(subject): {_local(o) for o in properties.get(_SUBCLASS, ())}
        for subject, properties in triples.items()
        if subject.startswith(ACC)
    }

    def above(name: str, seen: frozenset[str]) -> frozenset[str]:
        for parent in sorted(direct.get(name, ())):
            if parent not in seen:
                seen = above(parent, seen | {parent})
        return seen

    return {name: above(name, frozenset((name,))) for name in direct}


def _entries(triples: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for iri, properties in sorted(triples.items()):
        labels = properties.get(_PREF, ())
        if iri.startswith(ACC) or not labels:
            continue
        links: dict[str, tuple[str, ...]] = {}
        notes: dict[str, tuple[str, ...]] = {}
        for predicate, values in properties.items():
            local = _local(predicate)
            if predicate in (_RDF_TYPE, _PREF, _ALT):
                continue
            if all(v.startswith(("http://", "https://")) for v in values):
                links[local] = tuple(sorted(values))
            else:
                notes[local] = tuple(values)
        names = [*labels, *sorted(properties.get(_ALT, ())), *notes.pop("officialName", ())]
        classes = tuple(_local(c) for c in properties.get(_RDF_TYPE, ()))
        part_of = links.get("organOf", (None,))[0]
        entries[iri] = Entry(
            entity=Entity(iri, labels[0], classes, True, part_of),
            names=tuple(dict.fromkeys(names)),
            demonyms=notes.pop("demonym", ()),
            metonyms=notes.pop("metonym", ()),
            links=links,
            notes=notes,
        )
    return entries


def _holdings(
    triples: Mapping[str, Mapping[str, Sequence[str]]], entries: Mapping[str, Entry]
) -> dict[str, tuple[Holding, ...]]:
    held: dict[str, list[Holding]] = defaultdict(list)
    for _, properties in sorted(triples.items()):
        institutions = [entries[iri] for iri in properties.get(_HELD_IN, ()) if iri in entries]
        if _HOLDING not in properties.get(_RDF_TYPE, ()) or not institutions or _SINCE not in properties:
            continue
        until = next(iter(properties.get(_UNTIL, ())), None)
        for person in properties.get(_HOLDER, ()):
            post = next(iter(properties.get(_POST, ())), "")
            held[person].append(Holding(post, institutions[0].entity, properties[_SINCE][0], until))
    return {person: tuple(found) for person, found in held.items()}


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
