"""Validation: whether a graph keeps to the SHACL shapes, and what is wrong where it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Literal as OxigraphLiteral

from accgraph.errors import StoreError, ValidationError
from accgraph.graph.background import Background
from accgraph.graph.syntax import canonical, nquads_lines, read_rdf
from accgraph.graph.terms import term
from accgraph.namespaces import ACCID, digest
from accgraph.resources import ontology_folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["SHAPES_GRAPH", "Finding", "Shapes", "check_dataset"]

SHAPES_GRAPH = f"{ACCID}graph/shapes"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One way in which one node does not keep to a shape.

    ``severity`` is ``Violation``, ``Warning`` or ``Info``; only a violation makes a graph not conform.
    ``path`` is the property that is at fault and ``value`` its value, each where there is one.
    """

    focus: str
    path: str | None
    severity: str
    message: str
    value: str | None
    shape: str

    def __str__(self) -> str:
        where = f"{self.focus} {self.path}" if self.path else self.focus
        return f"{where}: {self.message}" + (f" (it is {self.value})" if self.value else "")


class Shapes:
    """The SHACL shapes, parsed once and checked against as many graphs as wanted."""

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes

    @cached_property
    def digest(self) -> str:
        """A digest that changes when the shapes do."""
        triples = parse(self._shapes.serialize(format="nt"), format=RdfFormat.N_TRIPLES)
        return digest(*nquads_lines(canonical(triples)))

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
            return cls(_graph(quad for file in files for quad in read_rdf(file, SHAPES_GRAPH)))
        except StoreError as error:
            raise ValidationError(f"the shapes cannot be read: {error}") from error

    def check(self, quads: Sequence[Quad], background: Background) -> tuple[Finding, ...]:
        """Return what is wrong with the nodes that *quads* describe, sorted; nothing if they conform.

        *background* tells the classes of the known entities that they refer to. What is wrong with known
        entities themselves is not reported.

        Raises ValidationError if the shapes cannot be applied.
        """
        import pyshacl
        from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
        from rdflib import SH

        data = _graph([*quads, *background.known(quads), *background.class_hierarchy()])
        try:
            _, report, _ = pyshacl.validate(data, shacl_graph=self._shapes, advanced=False, inference="none")
        except (ReportableRuntimeError, ShapeLoadError) as error:
            raise ValidationError(f"the shapes cannot be applied: {error}") from error
        if isinstance(report, ValidationFailure):
            raise ValidationError(f"the shapes cannot be applied: {report.message}")
        described = {_term(quad.subject) for quad in quads}
        findings = set()
        for result in report.subjects(SH.resultSeverity):
            focus = report.value(result, SH.focusNode)
            if focus not in described:
                continue
            findings.add(
                Finding(
                    focus=str(focus),
                    path=_text(report.value(result, SH.resultPath)),
                    severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
                    message="; ".join(sorted(str(m) for m in report.objects(result, SH.resultMessage))),
                    value=_text(report.value(result, SH.value)),
                    shape=_text(report.value(result, SH.sourceShape)) or "",
                )
            )
        return tuple(
            sorted(findings, key=lambda f: (f.focus, f.path or "", f.message, f.value or "", f.shape))
        )


def check_dataset(quads: Sequence[Quad], shapes: Shapes) -> list[tuple[str, Finding]]:
    """Return what is wrong with each graph of *quads*: the IRI of the graph, and the finding.

    A node is checked in the graph that says what it is, with all that any graph says of it.

    Raises ValidationError if the shapes cannot be applied.
    """
    everything = Background.of(quads)
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in everything.quads:
        graphs[getattr(quad.graph_name, "value", "the default graph")].append(quad)
    typed = {name: _typed(graph) for name, graph in graphs.items()}
    anywhere = set().union(*typed.values())
    return [
        (name, finding)
        for name in sorted(graphs)
        for finding in shapes.check(graphs[name], everything)
        if finding.focus in typed[name] or finding.focus not in anywhere
    ]


def _typed(quads: Iterable[Quad]) -> set[str]:
    """Return the nodes that *quads* give a class."""
    rdf_type = term("rdf:type")
    return {str(_term(quad.subject)) for quad in quads if quad.predicate == rdf_type}


def _text(node: Node | None) -> str | None:
    from rdflib import BNode

    # The label of a blank node means nothing to a reader, and is another at each run.
    return None if node is None or isinstance(node, BNode) else str(node)


def _graph(quads: Iterable[Quad]) -> Graph:
    from rdflib import Graph

    graph = Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(node: object) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(node, NamedNode):
        return URIRef(node.value)
    if isinstance(node, BlankNode):
        return BNode(node.value)
    assert isinstance(node, OxigraphLiteral), "RDF 1.1 has no other terms"
    if node.language:
        return Literal(node.value, lang=node.language)
    return Literal(node.value, datatype=URIRef(node.datatype.value), normalize=False)
