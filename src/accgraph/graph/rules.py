"""What follows from claims: the saved CONSTRUCT rules, run until they yield nothing new.

Derived statements live in one graph of their own, which is made anew each time and never mixed with claims.

A rule may say in its header which other rules it needs the results of, or that it needs none::

    #+ needs: [positions]

It is then run once, after them. A rule that does not say so is run until it yields nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from accgraph.errors import QueryError
from accgraph.namespaces import ACCID
from accgraph.resources import ontology_folder

__all__ = ["DERIVED_GRAPH", "Rule", "derive", "derive_in", "load_rules"]

DERIVED_GRAPH = f"{ACCID}graph/derived"

_MOST_ROUNDS = 20
_PORTION = 10_000
_NEEDS = re.compile(r"^#\+ needs: \[(?P<names>[\w, -]*)\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A saved rule: its name and the CONSTRUCT query that it is."""

    name: str
    text: str

    @property
    def needs(self) -> tuple[str, ...] | None:
        """The names of the rules whose results it needs; None if it does not say."""
        match = _NEEDS.search(self.text)
        return None if match is None else tuple(name for name in match["names"].replace(",", " ").split())


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules in *folder*, by default those of the ontology, in the order of their names."""
    folder = folder or ontology_folder() / "rules"
    return tuple(Rule(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq")))


def derive(quads: Iterable[Quad], rules: Sequence[Rule]) -> list[Quad]:
    """Return the statements that *rules* derive from *quads*, and from what is derived already, as a graph.

    What *quads* hold in the derived graph is left out of account.

    Raises QueryError as derive_in does.
    """
    store = Store()
    graph = NamedNode(DERIVED_GRAPH)
    store.bulk_extend(quad for quad in quads if quad.graph_name != graph)
    derive_in(lambda: store, rules)
    return sorted(store.quads_for_pattern(None, None, None, graph), key=str)


def derive_in(opened: Callable[[], Store], rules: Sequence[Rule]) -> None:
    """Put into the derived graph of a store, which is empty, what *rules* derive from the others and from it.

    A rule sees all graphs as one. What several documents say it may see several times: a rule that joins such
    statements makes them distinct first. What is derived is put in place in portions, so that no more of it
    than that is held in memory. *opened* gives the store, for each rule anew, so that what Oxigraph keeps at
    hand of the statements that one rule read does not add up over the rules.

    Raises QueryError if a rule is not a CONSTRUCT query, makes a blank node, needs one that there is not or
    that needs it, or never comes to rest.
    """
    for rule in _in_order(rules):
        _apply(rule, opened())
    waiting = [rule for rule in rules if rule.needs is None]
    for _ in range(_MOST_ROUNDS):
        grown = [_apply(rule, opened()) for rule in waiting]
        if not any(grown):
            return
    raise QueryError(
        f"the rules still derive new statements after {_MOST_ROUNDS} rounds: one of them feeds itself"
    )


def _in_order(rules: Sequence[Rule]) -> list[Rule]:
    """Return those of *rules* that say what they need, each after what it needs."""
    named = {rule.name: rule for rule in rules if rule.needs is not None}
    for rule in named.values():
        missing = [name for name in rule.needs or () if name not in named]
        if missing:
            raise QueryError(
                f"the rule {rule.name!r} needs {missing[0]!r}, which is no rule that says its needs"
            )
    try:
        ordered = TopologicalSorter({rule.name: rule.needs or () for rule in named.values()}).static_order()
        return [named[name] for name in ordered]
    except CycleError as error:
        raise QueryError(f"the rules {', '.join(error.args[1])} need each other") from error


def _apply(rule: Rule, store: Store) -> bool:
    """Add what *rule* derives to the derived graph of *store*; say whether any of it is new."""
    try:
        triples = store.query(rule.text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(f"the rule {rule.name!r} is not SPARQL: {error}") from error
    if not isinstance(triples, QueryTriples):
        raise QueryError(f"the rule {rule.name!r} is not a CONSTRUCT query")
    graph = NamedNode(DERIVED_GRAPH)
    grown = False
    while portion := list(islice(triples, _PORTION)):
        new = []
        for triple in portion:
            if not isinstance(triple.subject, NamedNode):
                raise QueryError(f"the rule {rule.name!r} makes a blank node: every node must have an IRI")
            quad = Quad(triple.subject, triple.predicate, triple.object, graph)
            if quad not in store:
                new.append(quad)
        store.bulk_extend(new)
        grown = grown or bool(new)
    return grown
