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
# What many documents say of an entity is made distinct before it is joined: else the rows are as many as the
# square of the documents.
_NAMED = (
    _PREFIXES
    + """SELECT DISTINCT ?entity ?property ?name ?label WHERE {
  {
    SELECT DISTINCT ?entity ?property ?name WHERE {
      VALUES ?property { skos:prefLabel skos:altLabel acc:officialName acc:iso2 acc:iso3 }
      ?entity ?property ?name .
    }
  }
  { SELECT DISTINCT ?entity ?label WHERE { ?entity skos:prefLabel ?label } }
  FILTER(LCASE(STR(?name)) = ?folded)
}"""
)
_OF_CLASS = (
    _PREFIXES
    + """SELECT DISTINCT ?entity WHERE {{
  {{ SELECT DISTINCT ?entity ?type WHERE {{ VALUES ?entity {{ {} }} ?entity a ?type }} }}
  ?type rdfs:subClassOf* ?class .
}}"""
)
_LABELS = (
    _PREFIXES
    + """SELECT DISTINCT ?name WHERE {
  {
    SELECT DISTINCT ?name ?type WHERE {
      {
        SELECT DISTINCT ?entity ?name WHERE {
          VALUES ?property { skos:prefLabel skos:altLabel }
          ?entity ?property ?name .
        }
      }
      ?entity a ?type .
    }
  }
  ?type rdfs:subClassOf* ?class .
}"""
)
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
        fitting = _of_class(source, {row[0] for row in named}, kind)
        for entity, prop, _, label in named:
            if entity in fitting:
                found = preferred if prop == f"{PREFIXES['skos']}prefLabel" else others
                found.add(Candidate(label, entity))
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
    wanted = ENTITY_TYPES[kind]
    query = bind(_LABELS, {"class": term(wanted)}) if wanted else _LABELS
    labels = [row[0] for row in select(source, query).values()]
    raise QueryError(f"no {kind} of this dataset is called {name!r}{nearest(name, labels)}")


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
    wanted = ENTITY_TYPES[kind]
    if wanted is None or not entities:
        return entities
    listed = " ".join(str(NamedNode(entity)) for entity in sorted(entities))
    query = bind(_OF_CLASS.format(listed), {"class": term(wanted)})
    return {row[0] for row in select(source, query).values()}
