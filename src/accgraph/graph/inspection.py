"""What is wrong with a whole dataset: found in portions, each with what the shapes need to see around it.

A node is inspected once, with all that any graph says of it: in the portion of the graph that owns it, which
is the first, by name, of those that describe it. So what a portion takes grows with what it holds, and not
with the dataset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from accgraph.graph.rules import DERIVED_GRAPH
from accgraph.graph.shacl import Engine, Finding
from accgraph.graph.statements import Statements
from accgraph.graph.terms import term

__all__ = ["Inspector", "Looks", "graph_named", "graph_names", "places"]

Node = NamedNode | BlankNode
Graph = NamedNode | BlankNode | DefaultGraph

# How many nodes are inspected at once: the engines take longer a node where there are many more.
_NODES = 2_000
# How far from a node the shapes look. From a document it is three steps to the words of the evidence for a
# claim in it, and one more to the class of what stands there.
_STEPS = 4
_REMEMBERED = 50_000
_DERIVED = NamedNode(DERIVED_GRAPH)
_DERIVED_NAME = str(_DERIVED)
_TYPE = str(term("rdf:type"))


@dataclass(frozen=True, slots=True)
class Looks:
    """Where shapes look against the direction of statements.

    ``back`` are the properties that they follow from value to subject, ``pointed_at`` those whose values are
    checked, described or not.
    """

    back: tuple[NamedNode, ...]
    pointed_at: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class _Described:
    """What all graphs say of a node, in N-Triples; what is derived of it, but for its class, is kept apart.

    ``owner`` is the graph that owns it, as it is written, if anything is said of it.
    """

    text: str
    derived: str
    objects: tuple[Node, ...]
    derived_objects: tuple[Node, ...]
    owner: str | None


class Inspector:
    """Inspects the graphs of *store* with *engine*, which applies shapes that look where *looks* says.

    *statements* are those of the store, as they were written.
    """

    def __init__(self, store: Store, statements: Statements, engine: Engine, looks: Looks) -> None:
        self._store = store
        self._statements = statements
        self._engine = engine
        self._looks = looks
        self._described = lru_cache(_REMEMBERED)(self._describe)
        self._hierarchy = {
            _line(quad)
            for name in ("rdfs:subClassOf", "rdfs:subPropertyOf")
            for quad in store.quads_for_pattern(None, term(name), None, None)
        }

    def inspect(self, graphs: Sequence[Graph]) -> set[Finding]:
        """Return what is wrong with the nodes that *graphs* own.

        Raises ValidationError if the shapes cannot be applied.
        """
        found: set[Finding] = set()
        waiting: set[Node] = set()
        for graph in graphs:
            for node in self._subjects(graph):
                waiting.add(node)
                if len(waiting) >= _NODES:
                    found |= self._inspect(waiting)
                    waiting = set()
        return found | (self._inspect(waiting) if waiting else set())

    def _subjects(self, graph: Graph) -> Iterator[Node]:
        """Yield the nodes that *graph* owns."""
        before = None
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            node = quad.subject
            if node == before or not isinstance(node, NamedNode | BlankNode):
                continue
            before = node
            if graph == _DERIVED and self._stated(node):
                continue
            if self._described(node).owner == str(graph):
                yield node

    def _stated(self, node: Node) -> bool:
        """Whether another graph than the derived one says something of *node*."""
        return any(quad.graph_name != _DERIVED for quad in self._store.quads_for_pattern(node, None, None))

    def _inspect(self, nodes: Iterable[Node]) -> set[Finding]:
        lines = set(self._hierarchy)
        texts = []
        mine = {node.value for node in nodes}
        seen: set[Node] = set(nodes)
        level: list[Node] = []
        for node in nodes:
            described = self._described(node)
            texts += [described.text, described.derived]
            level += [*described.objects, *described.derived_objects]
            for quad in self._backwards(node):
                lines.add(_line(quad))
                if isinstance(quad.subject, NamedNode | BlankNode):
                    level.append(quad.subject)
        mine |= {node.value for node in self._undescribed(nodes)}
        for _ in range(_STEPS):
            following: list[Node] = []
            for node in level:
                if node not in seen:
                    seen.add(node)
                    described = self._described(node)
                    texts.append(described.text)
                    following += described.objects
            level = following
        data = "".join([*sorted(lines), *texts])
        return {finding for finding in self._engine(data) if finding.focus in mine}

    def _backwards(self, node: Node) -> Iterator[Quad]:
        for name in self._looks.back:
            yield from self._store.quads_for_pattern(None, name, node, None)
        for name in self._looks.pointed_at:
            # That there is one is enough for its value to be checked.
            quad = next(self._store.quads_for_pattern(None, name, node, None), None)
            if quad is not None:
                yield quad

    def _undescribed(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield what *nodes* point at with a property whose values are checked, and nothing describes."""
        for node in nodes:
            for name in self._looks.pointed_at:
                for quad in self._store.quads_for_pattern(node, name, None, None):
                    value = quad.object
                    if isinstance(value, NamedNode | BlankNode) and self._described(value).owner is None:
                        yield value

    def _describe(self, node: Node) -> _Described:
        stated: dict[str, Node | None] = {}
        derived: dict[str, Node | None] = {}
        owner: str | None = None
        for one in self._statements.about(node):
            if one.graph == _DERIVED_NAME:
                derived[one.triple] = one.node
            else:
                stated[one.triple] = one.node
                owner = one.graph if owner is None else min(owner, one.graph)
            if one.predicate == _TYPE:
                stated[one.triple] = one.node
        only = {triple: value for triple, value in derived.items() if triple not in stated}
        return _Described(
            text="".join(stated),
            derived="".join(only),
            objects=tuple(value for value in stated.values() if value is not None),
            derived_objects=tuple(value for value in only.values() if value is not None),
            owner=_DERIVED_NAME if owner is None and derived else owner,
        )


def graph_names(store: Store) -> Iterator[Graph]:
    """Yield the graphs of *store*, the one of what is derived first, as it takes longest."""
    yield _DERIVED
    yield DefaultGraph()
    for name in store.named_graphs():
        if name != _DERIVED:
            yield name


def graph_named(name: str) -> Graph:
    """Return the graph that is written *name* in N-Quads; the default graph is written DEFAULT."""
    if name.startswith("<"):
        return NamedNode(name[1:-1])
    return BlankNode(name.removeprefix("_:")) if name.startswith("_:") else DefaultGraph()


def places(store: Store, focus: str) -> list[str]:
    """Return the graphs that say what the node *focus* is, or else those that speak of it; sorted.

    The derived graph only repeats what the class of a node is.
    """
    node = _node(focus)
    for found in (
        store.quads_for_pattern(node, term("rdf:type"), None, None),
        store.quads_for_pattern(node, None, None, None),
        store.quads_for_pattern(None, None, node, None),
    ):
        names = {getattr(quad.graph_name, "value", "the default graph") for quad in found}
        if names - {DERIVED_GRAPH}:
            return sorted(names - {DERIVED_GRAPH})
        if names:
            return sorted(names)
    return []


def _node(focus: str) -> Node:
    try:
        return NamedNode(focus)
    except ValueError:
        return BlankNode(focus)


def _line(quad: Quad) -> str:
    return f"{quad.triple} .\n"
