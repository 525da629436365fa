"""The engines that apply SHACL shapes: one in Rust, and pySHACL, which is the reference.

The one in Rust (https://github.com/pwin/SHACL_Engine, on PyPI as ``shacl``) is used where it is installed,
as it is forty times quicker; the tests compare the findings of both. Where there is no wheel of it, pySHACL
does the work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.errors import ValidationError

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Engine", "Finding", "compiled", "compiled_by_pyshacl", "compiled_by_rust"]

_IRI = re.compile(r"<([^<>]*)>")


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


Engine = Callable[[str], set[Finding]]
"""Takes a graph in N-Triples, and returns what is wrong in it. Raises ValidationError if it cannot tell."""


def compiled(shapes: str) -> Engine:
    """Return an engine that applies *shapes*, which are given in N-Triples.

    Raises ValidationError if they are no shapes.
    """
    try:
        return compiled_by_rust(shapes)
    except ImportError:
        return compiled_by_pyshacl(shapes)


def compiled_by_rust(shapes: str) -> Engine:
    """Return the engine in Rust; raises ImportError if it is missing, ValidationError as compiled does."""
    import shacl

    try:
        rules = shacl.Shapes.from_text(shapes, format="ntriples")
    except ValueError as error:
        raise ValidationError(f"the shapes cannot be applied: {error}") from error

    def check(data: str) -> set[Finding]:
        try:
            report = rules.validate_text(data, format="ntriples", allow_warnings=True)
        except ValueError as error:
            raise ValidationError(f"the shapes cannot be applied: {error}") from error
        return {
            Finding(
                focus=_plain(result.focus_node),
                path=_iri(result.path),
                severity=result.severity,
                message="; ".join(sorted(result.messages)),
                value=None if (result.value or "_:").startswith("_:") else result.value_plain,
                shape=_iri(result.source_shape) or "",
            )
            for result in report.results
        }

    return check


def compiled_by_pyshacl(shapes: str) -> Engine:
    """Return pySHACL as an engine."""
    graph = _graph(shapes)

    def check(data: str) -> set[Finding]:
        import pyshacl
        from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
        from rdflib import SH

        try:
            _, report, _ = pyshacl.validate(_graph(data), shacl_graph=graph, advanced=False, inference="none")
        except (ReportableRuntimeError, ShapeLoadError) as error:
            raise ValidationError(f"the shapes cannot be applied: {error}") from error
        if isinstance(report, ValidationFailure):
            raise ValidationError(f"the shapes cannot be applied: {report.message}")
        return {
            Finding(
                focus=str(report.value(result, SH.focusNode)),
                path=_named(report.value(result, SH.resultPath)),
                severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
                message="; ".join(sorted(str(m) for m in report.objects(result, SH.resultMessage))),
                value=_named(report.value(result, SH.value)),
                shape=_named(report.value(result, SH.sourceShape)) or "",
            )
            for result in report.subjects(SH.resultSeverity)
        }

    return check


def _plain(node: str) -> str:
    """Return the IRI, the label or the lexical form of *node*, which is written as in N-Triples."""
    if node.startswith('"'):
        from pyoxigraph import RdfFormat, parse

        (quad,) = parse(f"<urn:s> <urn:p> {node} .", format=RdfFormat.N_TRIPLES)
        return str(getattr(quad.object, "value", node))
    return node[1:-1] if node.startswith("<") else node.removeprefix("_:")


def _iri(node: str | None) -> str | None:
    match = _IRI.fullmatch(node or "")
    return match.group(1) if match else None


def _named(node: Node | None) -> str | None:
    from rdflib import BNode

    # The label of a blank node means nothing to a reader, and is another at each run.
    return None if node is None or isinstance(node, BNode) else str(node)


def _graph(ntriples: str) -> Graph:
    """Return the graph of *ntriples*, its literals as they are written, whatever rdflib thinks of them."""
    from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
    from rdflib import BNode, Graph, Literal, URIRef

    def term(node: object) -> Node:
        if isinstance(node, NamedNode):
            return URIRef(node.value)
        if isinstance(node, BlankNode):
            return BNode(node.value)
        language, value, datatype = (getattr(node, name) for name in ("language", "value", "datatype"))
        if language:
            return Literal(value, lang=language)
        return Literal(value, datatype=URIRef(datatype.value), normalize=False)

    graph = Graph()
    for quad in parse(ntriples, format=RdfFormat.N_TRIPLES):
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph
