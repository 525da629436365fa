"""Validation: whether a graph keeps to the SHACL shapes, and what is wrong where it does not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from accgraph.errors import StoreError, ValidationError
from accgraph.graph.background import Background
from accgraph.graph.inspection import Inspector, Looks, graph_names, places
from accgraph.graph.shacl import Engine, Finding, compiled
from accgraph.graph.statements import Statements
from accgraph.graph.syntax import canonical, read_rdf
from accgraph.namespaces import ACCID, digest
from accgraph.resources import ontology_folder

__all__ = ["SHAPES_GRAPH", "Finding", "Shapes", "check_dataset", "located"]

SHAPES_GRAPH = f"{ACCID}graph/shapes"

_SHACL = "http://www.w3.org/ns/shacl#"
# In a constraint that is written in SPARQL: a property whose value is the node that is checked.
_BACK = re.compile(r"([\w-]+):([\w-]+)\s+\$this\b")


class Shapes:
    """The SHACL shapes, compiled once and checked against as many graphs as wanted; they can be pickled."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._text = "".join(sorted({f"{quad.triple} .\n" for quad in canonical(quads)}))

    def __getstate__(self) -> dict[str, object]:
        """Return the shapes alone, without the engine that was made of them."""
        return {"_text": self._text}

    @classmethod
    def load(cls, folder: Path | None = None) -> Shapes:
        """Read the shapes in *folder*, by default those of the ontology.

        Raises ValidationError if there are none, or a file is not Turtle.
        """
        folder = folder or ontology_folder() / "shapes"
        files = sorted(folder.glob("*.ttl"))
        if not files:
            raise ValidationError(f"{folder}: holds no shapes (*.ttl) to validate with")
        try:
            return cls(quad for file in files for quad in read_rdf(file, SHAPES_GRAPH))
        except StoreError as error:
            raise ValidationError(f"the shapes cannot be read: {error}") from error

    @property
    def digest(self) -> str:
        """A digest that changes when the shapes do."""
        return digest(self._text)

    def check(self, quads: Sequence[Quad], background: Background) -> tuple[Finding, ...]:
        """Return what is wrong with the nodes that *quads* describe, sorted; nothing if they conform.

        *background* tells the classes of the known entities that they refer to. What is wrong with known
        entities themselves is not reported.

        Raises ValidationError if the shapes cannot be applied.
        """
        data = "".join([*(f"{quad.triple} .\n" for quad in quads), background.text_for(quads)])
        described = {getattr(quad.subject, "value", "") for quad in quads}
        findings = {finding for finding in self._engine(data) if finding.focus in described}
        return tuple(sorted(findings, key=_order))

    def inspector(self, store: Store, statements: Statements) -> Inspector:
        """Return what inspects the graphs of *store*, which holds *statements*, with these shapes."""
        return Inspector(store, statements, self._engine, self._looks)

    @cached_property
    def _engine(self) -> Engine:
        return compiled(self._text)

    @cached_property
    def _looks(self) -> Looks:
        back: set[str] = set()
        pointed_at: set[str] = set()
        constraints: list[str] = []
        declared: dict[object, dict[str, str]] = defaultdict(dict)
        for quad in parse(self._text, format=RdfFormat.N_TRIPLES):
            name, value = quad.predicate.value.removeprefix(_SHACL), getattr(quad.object, "value", "")
            if name == "inversePath":
                back.add(value)
            elif name == "targetObjectsOf":
                pointed_at.add(value)
            elif name in ("prefix", "namespace"):
                declared[quad.subject][name] = value
            elif name in ("select", "ask"):
                constraints.append(value)
        namespaces = {one["prefix"]: one["namespace"] for one in declared.values() if len(one) == 2}
        for text in constraints:
            for prefix, local in _BACK.findall(text):
                back.add(namespaces[prefix] + local)
        return Looks(*(tuple(map(NamedNode, sorted(names))) for names in (back, pointed_at)))


def check_dataset(quads: Iterable[Quad], shapes: Shapes) -> list[tuple[str, Finding]]:
    """Return what is wrong with *quads*, as located() does.

    Raises ValidationError if the shapes cannot be applied.
    """
    quads = list(quads)
    store = Store()
    store.bulk_extend(quads)
    inspector = shapes.inspector(store, Statements.of(quads))
    return located(store, inspector.inspect(list(graph_names(store))))


def located(store: Store, findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Return *findings* with the IRI of each graph of *store* that says what the node is; sorted."""
    return sorted(
        ((graph, finding) for finding in findings for graph in places(store, finding.focus)),
        key=lambda row: (row[0], *_order(row[1])),
    )


def _order(finding: Finding) -> tuple[str, ...]:
    return finding.focus, finding.path or "", finding.message, finding.value or "", finding.shape
