"""Names given by people, looked up in a dataset: "Denmark", "the ICC", "RD4U", or an IRI."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from accgraph.errors import QueryError
from accgraph.graph.terms import term
from accgraph.namespaces import PREFIXES
from accgraph.queries import ENTITY_TYPES, Parameter, SavedQuery, literal
from accgraph.results import Source, select
from accgraph.sparql import bind
from accgraph.suggest import nearest

__all__ = ["Candidate", "bound", "candidates", "expand", "find_entity", "term_for"]

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("acc", "rdfs", "skos"))
# Each is a plain scan, and what two of them tell is joined here: what many documents say of an entity would
# else be multiplied by itself, and not every engine joins sub-selects by their keys.
_NAMED = (
    _PREFIXES
    + """SELECT DISTINCT ?entity ?property WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel acc:officialName acc:iso2 acc:iso3 }
  ?entity ?property ?name .
  FILTER(LCASE(STR(?name)) = ?folded)
}"""
)
_LABELS = (
    _PREFIXES
    + "SELECT DISTINCT ?entity ?label WHERE {{ VALUES ?entity {{ {} }} ?entity skos:prefLabel ?label }}"
)
_TYPES = _PREFIXES + "SELECT DISTINCT ?entity ?type WHERE {{ VALUES ?entity {{ {} }} ?entity a ?type }}"
_SUBCLASSES = _PREFIXES + "SELECT DISTINCT ?type WHERE { ?type rdfs:subClassOf* ?class }"
_ALL_NAMES = (
    _PREFIXES
    + """SELECT DISTINCT ?entity ?name WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel }
  ?entity ?property ?name .
}"""
)
_ALL_OF = _PREFIXES + "SELECT DISTINCT ?entity WHERE {{ VALUES ?type {{ {} }} ?entity a ?type }}"
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(https?|urn):\S+")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """An entity that a name may stand for."""

    label: str
    iri: str


def expand(name: str) -> str | None:
    """Return the IRI that *name* is, written in full or with a prefix of accgraph; None if it is none."""
    if _ABSOLUTE.fullmatch(name):
        return name
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and local and not re.search(r"\s", local):
        return PREFIXES[prefix] + local
    return None


def candidates(source: Source, name: str, kind: str = "entity") -> tuple[Candidate, ...]:
    """Return the entities that *name* stands for: those that it is the label of, or else an alias.

    Case and a leading article are of no account. *kind* is one of ENTITY_TYPES.
    """
    preferred: set[Candidate] = set()
    others: set[Candidate] = set()
    for words in dict.fromkeys((name.strip(), _ARTICLE.sub("", name.strip()))):
        named = select(source, bind(_NAMED, {"folded": Literal(words.lower())})).values()
        labelled = {row[0] for row in named if row[1] == f"{PREFIXES['skos']}prefLabel"}
        fitting = _of_class(source, {row[0] for row in named}, kind)
        for entity, label in select(source, _LABELS.format(_listed(fitting))).values() if fitting else ():
            (preferred if entity in labelled else others).add(Candidate(label, entity))
        if preferred or others:
            break
    return tuple(sorted(preferred or others))


def find_entity(source: Source, name: str, kind: str = "entity") -> NamedNode:
    """Return the IRI of the one entity that *name* stands for.

    Raises QueryError if there is none, naming the nearest, or more than one, listing them.
    """
    known = expand(name)
    if known:
        return NamedNode(known)
    found = candidates(source, name, kind)
    if len(found) == 1:
        return NamedNode(found[0].iri)
    if found:
        listed = ", ".join(f"{one.label} <{one.iri}>" for one in found)
        raise QueryError(f"{name!r} may be any of several: {listed}: give the IRI of one")
    raise QueryError(f"no {kind} of this dataset is called {name!r}{nearest(name, _all_names(source, kind))}")


def term_for(source: Source, parameter: Parameter, value: str) -> NamedNode | Literal:
    """Return the RDF term for *value*, as a user gave it for *parameter*.

    Raises QueryError if the value is not of the parameter's type, or is a name that stands for none or many.
    """
    if parameter.type in ENTITY_TYPES:
        return find_entity(source, value, parameter.type)
    if parameter.type == "claim":
        return literal(parameter, expand(value) or value)
    return literal(parameter, value)


def bound(source: Source, saved: SavedQuery, values: Mapping[str, str]) -> str:
    """Return the SPARQL text of *saved* with *values*, as a user gave them, by name of parameter.

    Names are looked up in *source*, in which the query is to be asked.

    Raises QueryError if there is no such parameter, a required one has no value, or a value does not fit.
    """
    parameters = {parameter.name: parameter for parameter in saved.parameters}
    terms: dict[str, NamedNode | Literal] = {}
    for name, value in values.items():
        parameter = parameters.get(name)
        # A parameter that there is not is complained of by the query, which knows the others.
        terms[name] = Literal(value) if parameter is None else term_for(source, parameter, value)
    return saved.bound(terms)


def _of_class(source: Source, entities: set[str], kind: str) -> set[str]:
    """Return those of *entities* that are of the class that *kind* stands for."""
    if ENTITY_TYPES[kind] is None or not entities:
        return entities
    types = _types_of(source, kind)
    return {row[0] for row in select(source, _TYPES.format(_listed(entities))).values() if row[1] in types}


def _all_names(source: Source, kind: str) -> list[str]:
    """Return the labels and aliases of all entities of *kind*, each once."""
    rows = select(source, _ALL_NAMES).values()
    if ENTITY_TYPES[kind] is not None:
        of_kind = {
            row[0] for row in select(source, _ALL_OF.format(_listed(_types_of(source, kind)))).values()
        }
        rows = [row for row in rows if row[0] in of_kind]
    return sorted({row[1] for row in rows})


def _types_of(source: Source, kind: str) -> set[str]:
    """Return the IRIs of the class that *kind* stands for and of those below it."""
    query = bind(_SUBCLASSES, {"class": term(ENTITY_TYPES[kind] or "")})
    return {row[0] for row in select(source, query).values()}


def _listed(iris: set[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in sorted(iris))
