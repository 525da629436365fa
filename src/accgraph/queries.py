"""Saved queries: one question each, in a file of SPARQL whose header says what it asks and takes.

The header is YAML in comments that begin with ``#+``, as grlc has it::

    #+ summary: Who demands what of whom
    #+ question: What is asked of the European Union?
    #+ parameters:
    #+   - name: bearer
    #+     type: actor
    #+     description: who is to act

A parameter is a variable of the query. Without a value and a default it stays open.

A comment that begins with ``#?`` is part of the query only if the parameter that it names has a value, for
which ``$NAME`` stands in it::

    #? demander: ?demand acc:demandedBy ?demander .

It changes no row: it says where to begin, where a value that is compared in the end, or that a sub-select
does not see, would let the engine go through everything first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from accgraph.errors import QueryError
from accgraph.graph.terms import term
from accgraph.resources import queries_folder
from accgraph.sparql import bind
from accgraph.suggest import nearest

__all__ = [
    "ENTITY_TYPES",
    "TYPES",
    "Parameter",
    "SavedQuery",
    "catalogue",
    "parse_query",
    "saved_query",
]

ENTITY_TYPES: Mapping[str, str | None] = {
    "entity": None,
    "actor": "acc:Actor",
    "state": "acc:State",
    "person": "acc:Person",
    "mechanism": "acc:Mechanism",
    "situation": "skos:Concept",
}
"""Parameters whose value is a name or an IRI, and the class that the name must be of."""

TYPES = (*ENTITY_TYPES, "claim", "date", "text", "integer")
_NARROWING = re.compile(r"^(?P<indent>\s*)#\? (?P<name>\w+): (?P<pattern>.*)$", re.MULTILINE)
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the one who asks may bind.

    ``type`` is one of TYPES. ``choices`` are the values it may have, where they are few.
    """

    name: str
    type: str
    description: str = ""
    default: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its header."""

    name: str
    summary: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    def bound(self, values: Mapping[str, NamedNode | Literal]) -> str:
        """Return the SPARQL text with *values*, by name of parameter, and the defaults of the others.

        Raises QueryError if there is no such parameter, or a required one has no value.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise QueryError(
                    f"the query {self.name!r} has no parameter {name!r}{nearest(name, known)}:"
                    f" it takes {', '.join(known) or 'none'}"
                )
        given: dict[str, NamedNode | Literal] = {}
        for parameter in self.parameters:
            if parameter.name in values:
                given[parameter.name] = values[parameter.name]
            elif parameter.default is not None:
                given[parameter.name] = literal(parameter, parameter.default)
            elif parameter.required:
                raise QueryError(
                    f"the query {self.name!r} needs a value for {parameter.name!r}"
                    f" ({parameter.description or parameter.type})"
                )
        return bind(_narrowed(self.text, given), given)


def literal(parameter: Parameter, value: str) -> NamedNode | Literal:
    """Return *value*, as a user gave it, as the RDF term that *parameter* wants.

    Entities and claims are given by IRI here; names are looked up in accgraph.lookup.

    Raises QueryError if the value is not of the parameter's type, or not one of its choices.
    """
    if parameter.choices and value not in parameter.choices:
        raise QueryError(
            f"{parameter.name!r} is {value!r}{nearest(value, parameter.choices)}:"
            f" one of {', '.join(parameter.choices)} is wanted"
        )
    if parameter.type in ENTITY_TYPES or parameter.type == "claim":
        try:
            return NamedNode(value)
        except ValueError as error:
            raise QueryError(f"{parameter.name!r} is {value!r}: an IRI is wanted") from error
    if parameter.type == "date":
        if not _DATE.fullmatch(value):
            raise QueryError(f"{parameter.name!r} is {value!r}: YYYY-MM-DD, YYYY-MM or YYYY is wanted")
        return Literal(value)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?[0-9]+", value):
            raise QueryError(f"{parameter.name!r} is {value!r}: a whole number is wanted")
        return Literal(str(int(value)), datatype=term("xsd:integer"))
    return Literal(value)


def parse_query(name: str, text: str) -> SavedQuery:
    """Return the query that *text* is, with what its header says; a query without a header is taken as it is.

    Raises QueryError if the header is not YAML, or says something it cannot.
    """
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    header: Any = {}
    if lines:
        import yaml

        try:
            header = yaml.safe_load("\n".join(lines))
        except yaml.YAMLError as error:
            raise QueryError(f"the header of the query {name!r} is not YAML: {error}") from error
    if not isinstance(header, dict):
        raise QueryError(f"the header of the query {name!r} does not give fields and values")
    listed = header.get("parameters") or []
    if not isinstance(listed, list):
        raise QueryError(f"'parameters' in the header of the query {name!r} is not a list")
    return SavedQuery(
        name=name,
        summary=str(header.get("summary", "")),
        question=str(header.get("question", "")),
        parameters=tuple(_parameter(name, entry) for entry in listed),
        text=text,
    )


def catalogue(folder: Path | None = None) -> Mapping[str, SavedQuery]:
    """Return the saved queries in *folder*, by default those that ship with accgraph, by name."""
    folder = folder or queries_folder()
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def saved_query(name: str, folder: Path | None = None) -> SavedQuery:
    """Return the saved query called *name*.

    Raises QueryError if there is none, naming the nearest.
    """
    folder = folder or queries_folder()
    path = folder / f"{name}.rq"
    names = [path.stem for path in sorted(folder.glob("*.rq"))]
    if name not in names:
        raise QueryError(
            f"there is no saved query {name!r}{nearest(name, names)}: 'accgraph query --list' lists them"
        )
    return _read(path)


def _narrowed(text: str, given: Mapping[str, NamedNode | Literal]) -> str:
    """Return *text* with those of its ``#?`` comments laid open whose parameter is *given*."""

    def opened(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in given:
            return match.group()
        value = str(given[name])
        return match["indent"] + re.sub(rf"\${name}\b", lambda _: value, match["pattern"])

    return _NARROWING.sub(opened, text)


def _read(path: Path) -> SavedQuery:
    return parse_query(path.stem, path.read_text(encoding="utf-8"))


def _parameter(query: str, entry: Any) -> Parameter:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise QueryError(f"a parameter in the header of the query {query!r} has no name")
    kind = str(entry.get("type", "text"))
    if kind not in TYPES:
        raise QueryError(
            f"the parameter {entry['name']!r} of the query {query!r} has the type {kind!r}:"
            f" one of {', '.join(TYPES)} is wanted"
        )
    default = entry.get("default")
    return Parameter(
        name=entry["name"],
        type=kind,
        description=str(entry.get("description", "")),
        default=None if default is None else str(default),
        required=bool(entry.get("required", False)),
        choices=tuple(map(str, entry.get("choices", ()))),
    )
