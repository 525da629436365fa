"""Validation: whether a graph keeps to the SHACL shapes, and what is wrong where it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from pyoxigraph import Quad

from accgraph.errors import StoreError, ValidationError
from accgraph.graph.background import Background
from accgraph.graph.rules import DERIVED_GRAPH
from accgraph.graph.shacl import Engine, Finding, compiled
from accgraph.graph.syntax import canonical, read_rdf
from accgraph.graph.terms import term
from accgraph.namespaces import ACCID, digest
from accgraph.resources import ontology_folder

__all__ = ["SHAPES_GRAPH", "Finding", "Shapes", "check_dataset"]

SHAPES_GRAPH = f"{ACCID}graph/shapes"


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
        return tuple(
            sorted(findings, key=lambda f: (f.focus, f.path or "", f.message, f.value or "", f.shape))
        )

    @cached_property
    def _engine(self) -> Engine:
        return compiled(self._text)


def check_dataset(quads: Sequence[Quad], shapes: Shapes) -> list[tuple[str, Finding]]:
    """Return what is wrong with each graph of *quads*: the IRI of the graph, and the finding.

    A node is checked in the graph that says what it is, with all that any graph says of it. What the derived
    graph says of the classes of nodes, it repeats.

    Raises ValidationError if the shapes cannot be applied.
    """
    everything = Background.of(quads)
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in everything.quads:
        graphs[getattr(quad.graph_name, "value", "the default graph")].append(quad)
    typed = {name: _typed(graph) if name != DERIVED_GRAPH else set() for name, graph in graphs.items()}
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
    return {getattr(quad.subject, "value", "") for quad in quads if quad.predicate == rdf_type}
