"""The vocabulary as a graph: what is known before any document is read."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from accgraph.graph.syntax import canonical, in_order, read_rdf
from accgraph.graph.terms import term
from accgraph.namespaces import ACCID
from accgraph.resources import ontology_folder

__all__ = ["VOCABULARY_GRAPH", "Background"]

VOCABULARY_GRAPH = f"{ACCID}graph/vocabulary"

Node = NamedNode | BlankNode


@dataclass(frozen=True)
class Background:
    """The statements of the ontology and the vocabulary, in the vocabulary graph, and an index to them."""

    quads: Sequence[Quad]
    about: Mapping[Node, Sequence[Quad]]

    @classmethod
    def load(cls, vocabulary: Sequence[Path] = ()) -> Background:
        """Read the ontology and vocabulary that ship with accgraph, and the files of *vocabulary* after them.

        Raises StoreError if a file cannot be read or is not RDF.
        """
        folder = ontology_folder()
        files = [*sorted(folder.glob("*.ttl")), *sorted((folder / "vocabulary").glob("*.ttl")), *vocabulary]
        return cls.of(quad for file in files for quad in read_rdf(file, VOCABULARY_GRAPH))

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Background:
        """Make the background of *quads*."""
        ordered = in_order(set(canonical(quads)))
        about: dict[Node, list[Quad]] = defaultdict(list)
        for quad in ordered:
            if isinstance(quad.subject, NamedNode | BlankNode):
                about[quad.subject].append(quad)
        return cls(tuple(ordered), dict(about))

    @property
    def digest(self) -> str:
        """A digest that changes when a statement does."""
        return hashlib.sha256("\n".join(map(str, self.quads)).encode()).hexdigest()[:20]

    @cached_property
    def names(self) -> frozenset[str]:
        """The IRIs of what is described here."""
        return frozenset(node.value for node in self.about if isinstance(node, NamedNode))

    def text_for(self, quads: Iterable[Quad]) -> str:
        """Return in N-Triples what known() returns for *quads*, and the class hierarchy."""
        texts = [self._hierarchy]
        waiting: list[object] = [node for quad in quads for node in (quad.subject, quad.object)]
        seen: set[object] = set()
        while waiting:
            node = waiting.pop()
            if node in seen or node not in self.about:
                continue
            seen.add(node)
            text, objects = self._described(node)
            texts.append(text)
            waiting += objects
        return "".join(texts)

    def _described(self, node: object) -> tuple[str, tuple[object, ...]]:
        """Return what is said of *node*, in N-Triples, and the nodes that this leads to; worked out once."""
        found = self._texts.get(node)
        if found is None:
            quads = self.about[cast(Node, node)]
            objects = tuple(quad.object for quad in quads if not isinstance(quad.object, Literal))
            found = self._texts[node] = ("".join(f"{quad.triple} .\n" for quad in quads), objects)
        return found

    @cached_property
    def _texts(self) -> dict[object, tuple[str, tuple[object, ...]]]:
        return {}

    @cached_property
    def _hierarchy(self) -> str:
        return "".join(f"{quad.triple} .\n" for quad in self.class_hierarchy())

    def class_hierarchy(self) -> list[Quad]:
        """Return the statements that say which class or property stands below which."""
        below = (term("rdfs:subClassOf"), term("rdfs:subPropertyOf"))
        return [quad for quad in self.quads if quad.predicate in below]

    def known(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return what is known about the nodes that *quads* speak of, and about the nodes these lead to."""
        found: list[Quad] = []
        waiting: list[object] = [node for quad in quads for node in (quad.subject, quad.object)]
        seen: set[object] = set()
        while waiting:
            node = waiting.pop()
            if node in seen or not isinstance(node, NamedNode | BlankNode):
                continue
            seen.add(node)
            for quad in self.about.get(node, ()):
                found.append(quad)
                waiting.append(quad.object)
        return found
