"""Quality checks: saved queries over ontology, vocabulary and data, each of which finds one sort of fault.

A check is a file of SPARQL in ``ontology/quality``. Its header, YAML in comments that begin with ``#+``,
gives a ``summary``, a ``severity`` (``error``, ``warning`` or ``info``), the ``problem`` that a row of the
answer shows and its ``solution``; its answer has the variables ``?entity``, ``?property`` and ``?value``, as
the queries of ROBOT's report have (http://robot.obolibrary.org/report). A row is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from pyoxigraph import DefaultGraph, Quad, QuerySolutions
from pyoxigraph import Store as Oxigraph

from accgraph.errors import QueryError
from accgraph.graph.background import Background
from accgraph.resources import ontology_folder
from accgraph.store import dataset_quads

__all__ = ["SEVERITIES", "Check", "Fault", "Severity", "check", "find_faults", "load_checks"]

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""How grave a fault can be, the gravest first."""

_FIELDS = ("summary", "severity", "problem", "solution")
_VARIABLES = ("entity", "property", "value")


@dataclass(frozen=True, slots=True)
class Check:
    """A saved query that finds one sort of fault."""

    name: str
    summary: str
    severity: Severity
    problem: str
    solution: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: the entity at fault and, where they help, the property and its value."""

    check: Check
    entity: str
    property: str | None
    value: str | None


def check(paths: Sequence[Path] = (), checks: Sequence[Check] | None = None) -> tuple[Fault, ...]:
    """Return the faults of the ontology and vocabulary that ship with accgraph, together with *paths*.

    *paths* are files of RDF, such as vocabulary files of the user's own, or folders that ``accgraph build``
    made. The gravest faults come first. *checks* stand in for those that ship with accgraph.

    Raises StoreError if a path cannot be read, QueryError if a check is not fit to be run.
    """
    quads = [*Background.load().quads, *(quad for path in paths for quad in dataset_quads(path))]
    return find_faults(quads, load_checks() if checks is None else checks)


def find_faults(quads: Iterable[Quad], checks: Sequence[Check]) -> tuple[Fault, ...]:
    """Return what *checks* find in *quads*, all graphs taken as one; the gravest faults first.

    Raises QueryError if a check is not a SELECT query in SPARQL.
    """
    store = Oxigraph()
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    ordered = sorted(checks, key=lambda one: (SEVERITIES.index(one.severity), one.name))
    return tuple(fault for one in ordered for fault in _run(one, store))


def load_checks(folder: Path | None = None) -> tuple[Check, ...]:
    """Return the checks in *folder*, by default those that ship with accgraph, by name.

    Raises QueryError if the header of one is not as it must be.
    """
    folder = folder or ontology_folder() / "quality"
    return tuple(_parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))


def _parse(name: str, text: str) -> Check:
    import yaml

    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise QueryError(f"the header of the check {name!r} is not YAML: {error}") from error
    if not isinstance(header, dict):
        raise QueryError(f"the check {name!r} has no header: {', '.join(_FIELDS)} are wanted")
    missing = [field for field in _FIELDS if not header.get(field)]
    if missing:
        raise QueryError(f"the header of the check {name!r} does not give {', '.join(missing)}")
    if header["severity"] not in SEVERITIES:
        raise QueryError(
            f"the check {name!r} has the severity {header['severity']!r}:"
            f" one of {', '.join(SEVERITIES)} is wanted"
        )
    return Check(
        name=name,
        summary=str(header["summary"]),
        severity=cast(Severity, header["severity"]),
        problem=str(header["problem"]),
        solution=str(header["solution"]),
        text=text,
    )


def _run(one: Check, store: Oxigraph) -> list[Fault]:
    try:
        rows = store.query(one.text)
    except SyntaxError as error:
        raise QueryError(f"the check {one.name!r} is not SPARQL: {error}") from error
    if not isinstance(rows, QuerySolutions):
        raise QueryError(f"the check {one.name!r} is not a SELECT query")
    if [variable.value for variable in rows.variables] != list(_VARIABLES):
        raise QueryError(f"the check {one.name!r} does not select ?entity ?property ?value")
    found = []
    for row in rows:
        entity, name, value = (getattr(row[variable], "value", None) for variable in _VARIABLES)
        found.append(Fault(one, entity or "", name, value))
    return found
