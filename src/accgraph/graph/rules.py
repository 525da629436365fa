"""What follows from claims: the saved CONSTRUCT rules, run until they yield nothing new.

Derived statements live in one graph of their own, which is made anew each time and never mixed with claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store, Triple

from accgraph.errors import QueryError
from accgraph.namespaces import ACCID
from accgraph.resources import ontology_folder

__all__ = ["DERIVED_GRAPH", "Rule", "derive", "load_rules"]

DERIVED_GRAPH = f"{ACCID}graph/derived"

_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """A saved rule: its name and the CONSTRUCT query that it is."""

    name: str
    text: str


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules in *folder*, by default those of the ontology, in the order of their names."""
    folder = folder or ontology_folder() / "rules"
    return tuple(Rule(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))


def derive(quads: Iterable[Quad], rules: Sequence[Rule]) -> list[Quad]:
    """Return the statements that *rules* derive from *quads*, and from what is derived already, as a graph.

    A rule sees all graphs merged into one: what several documents say is said once there. What *quads*
    hold in the derived graph is left out of account.

    Raises QueryError if a rule is not a CONSTRUCT query, makes a blank node, or never comes to rest.
    """
    graph = NamedNode(DERIVED_GRAPH)
    store = Store()
    store.bulk_extend(_quad(quad.triple) for quad in quads if quad.graph_name != graph)
    derived: set[Triple] = set()
    for _ in range(_MOST_ROUNDS):
        found = {triple for rule in rules for triple in _apply(rule, store)} - derived
        if not found:
            return sorted((_quad(triple, graph) for triple in derived), key=str)
        store.extend(_quad(triple) for triple in found)
        derived |= found
    raise QueryError(
        f"the rules still derive new statements after {_MOST_ROUNDS} rounds: one of them feeds itself"
    )


def _apply(rule: Rule, store: Store) -> list[Triple]:
    try:
        triples = store.query(rule.text)
    except SyntaxError as error:
        raise QueryError(f"the rule {rule.name!r} is not SPARQL: {error}") from error
    if not isinstance(triples, QueryTriples):
        raise QueryError(f"the rule {rule.name!r} is not a CONSTRUCT query")
    found = list(triples)
    for triple in found:
        if not isinstance(triple.subject, NamedNode):
            raise QueryError(f"the rule {rule.name!r} makes a blank node: every node must have an IRI")
    return found


def _quad(triple: Triple, graph: NamedNode | None = None) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
