"""What a dataset says about one thing: a document, a claim, an actor or a mechanism, with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pyoxigraph import Dataset, Literal, NamedNode, Quad

from accgraph.errors import QueryError
from accgraph.explain import find_claim
from accgraph.graph.rules import DERIVED_GRAPH
from accgraph.graph.terms import term
from accgraph.lookup import candidates, expand, find_entity
from accgraph.results import Source, select
from accgraph.sparql import bind
from accgraph.store import dataset_quads

__all__ = ["CONTENT", "Statements", "about", "all_claims", "claim_quads", "claims_about", "find_thing"]

CONTENT = (term("acc:asserts"), term("acc:denies"))
"""What leads from a claim to the position, commitment or event that it is about."""

_PARTS = tuple(
    term(f"acc:{name}")
    for name in ("holder", "target", "bearer", "demandedBy", "concerns", "backs", "participant", "place")
)
_OF_CLAIMS = (term("acc:attributedTo"), term("acc:statedIn"), term("acc:inCapacityOf"))
_LED_TO = frozenset(
    {
        *CONTENT,
        *_PARTS,
        *_OF_CLAIMS,
        term("acc:evidence"),
        term("acc:hasMention"),
        term("oa:hasSelector"),
        term("prov:wasGeneratedBy"),
    }
)
_TYPE = term("rdf:type")
_NAMING = frozenset({_TYPE, term("skos:prefLabel"), term("acc:foundInText")})
_FILES = f"SELECT ?document WHERE {{ ?document {term('acc:fileName')} ?name }} ORDER BY ?document"


class Statements:
    """The statements of a dataset, found by subject or object; as its file has them, to the letter.

    An Oxigraph store would not do: it keeps numbers by their values, and forgets how they were written.
    """

    def __init__(self, quads: Iterable[Quad], name: str = "the dataset") -> None:
        self._quads = Dataset(quads)
        self.name = name

    @classmethod
    def read(cls, dataset: Path) -> Statements:
        """Read the statements of the dataset at *dataset*.

        Raises StoreError if there is none, or it is not RDF.
        """
        return cls(dataset_quads(dataset), str(dataset))

    def of(self, subject: NamedNode, graphs: Collection[object] | None = None) -> Iterator[Quad]:
        """Yield what is said of *subject*, in *graphs* or in all."""
        for quad in self._quads.quads_for_subject(subject):
            if graphs is None or quad.graph_name in graphs:
                yield quad

    def to(self, object_: NamedNode, predicates: Collection[NamedNode] | None = None) -> Iterator[Quad]:
        """Yield what leads to *object_*, by one of *predicates* or by any."""
        for quad in self._quads.quads_for_object(object_):
            if predicates is None or quad.predicate in predicates:
                yield quad

    def within(self, graph: NamedNode) -> Iterator[Quad]:
        """Yield what the graph of this name says."""
        return iter(self._quads.quads_for_graph_name(graph))


def find_thing(source: Source, name: str) -> NamedNode:
    """Return the IRI of what *name* is: an IRI, the name of a document's file, an entity's name, or a claim.

    A claim is given as find_claim takes it: by the beginning of its IRI or of the last part of that.

    Raises QueryError if it is nothing, or may be several things.
    """
    known = expand(name)
    if known:
        return NamedNode(known)
    documents = [row[0] for row in select(source, bind(_FILES, {"name": Literal(name)})).values()]
    if len(documents) == 1:
        return NamedNode(documents[0])
    if documents:
        raise QueryError(
            f"{name!r} is the name of several documents: give the IRI of one: {', '.join(documents)}"
        )
    if not candidates(source, name):
        try:
            return NamedNode(find_claim(source, name))
        except QueryError:
            pass
    return find_entity(source, name)


def claims_about(statements: Statements, thing: NamedNode) -> list[NamedNode]:
    """Return the claims that are *thing*, are in it, are its words, or give it a part, sorted.

    If *thing* is a position, commitment or event, these are the claims about it.

    Raises QueryError if there are none.
    """
    if any(quad.object == term("acc:Claim") for quad in statements.of(thing)):
        return [thing]
    found = _subjects(statements.to(thing, _OF_CLAIMS))
    for content in {thing} | _subjects(statements.to(thing, _PARTS)):
        found |= _subjects(statements.to(content, CONTENT))
    if not found:
        raise QueryError(f"{statements.name}: there is no claim about <{thing.value}>")
    return sorted(found, key=str)


def all_claims(statements: Statements) -> list[NamedNode]:
    """Return all claims of the dataset, sorted."""
    return sorted(_subjects(statements.to(term("acc:Claim"), (_TYPE,))), key=str)


def about(statements: Statements, thing: NamedNode) -> list[Quad]:
    """Return what is said about *thing*: its description, its claims, and all that these rest on.

    With them comes what is derived from the claims. Other entities come with their classes and names only.

    Raises QueryError if nothing is claimed about it.
    """
    found = dict.fromkeys(statements.of(thing))
    for claim in claims_about(statements, thing):
        found |= dict.fromkeys(claim_quads(statements, claim))
    derived = NamedNode(DERIVED_GRAPH)
    for content in _named(quad.object for quad in found if quad.predicate in CONTENT):
        found |= dict.fromkeys(statements.of(content, (derived,)))
    described = _named(quad.subject for quad in found)
    found |= dict.fromkeys(quad for quad in statements.to(thing) if quad.graph_name == derived)
    mentioned = _named(quad.object for quad in found if quad.predicate != _TYPE)
    for node in (mentioned | _named(quad.subject for quad in found)) - described:
        found |= dict.fromkeys(quad for quad in statements.of(node) if quad.predicate in _NAMING)
    return list(found)


def claim_quads(statements: Statements, claim: NamedNode) -> Iterator[Quad]:
    """Yield what the graph of *claim* says of it, of the nodes that it leads to, and of entities it found."""
    graphs = {quad.graph_name for quad in statements.of(claim)}
    waiting = [claim]
    seen: set[NamedNode] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in statements.of(node, graphs):
            yield quad
            if not isinstance(quad.object, NamedNode):
                continue
            if quad.predicate in _LED_TO:
                waiting.append(quad.object)
            if quad.predicate == term("acc:attributedTo"):
                held = statements.to(quad.object, (term("org:member"),))
                waiting += _subjects(one for one in held if one.graph_name in graphs)


def _subjects(quads: Iterable[Quad]) -> set[NamedNode]:
    return _named(quad.subject for quad in quads)


def _named(nodes: Iterable[object]) -> set[NamedNode]:
    return {node for node in nodes if isinstance(node, NamedNode)}
