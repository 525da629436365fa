"""Ties that are no positions: who demands something of whom, and who takes part in events together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from accgraph.errors import NetworkError
from accgraph.graph.quads import EVENT_CLASSES
from accgraph.graph.terms import decimal
from accgraph.namespaces import ACC
from accgraph.network.dataset import entities, network_rows
from accgraph.network.statements import Node, first_moment, labels, last_moment
from accgraph.results import Source

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["TIES", "tie_graph"]

TIES = ("demands", "encounters")
"""Kinds of ties: from who demands to who is to act; between those who take part in one event."""

_KIND_OF = {f"{ACC}{name}": kind for kind, name in EVENT_CLASSES.items()}


def tie_graph(
    source: Source,
    ties: str,
    *,
    confidence: float = 0.0,
    start: str | None = None,
    stop: str | None = None,
) -> nx.MultiGraph:
    """Return the multigraph of *ties*, one of TIES: directed for demands, undirected for encounters.

    An edge stands for the claims of one kind that tie two actors on one date: ``kind`` (``demand``, or the
    kind of event), ``date`` (of the event, else of the document; absent if not known), ``count`` and
    ``weight`` (the claims), and ``sources``, the documents. A date of a month or year is inside *start* and
    *stop*, ISO dates, if its first day is; with a bound, what has no date is left out, and the graph's
    attribute ``undated`` is the number of those claims.

    Raises NetworkError if there are no such ties, or a date is none.
    """
    import networkx as nx

    if ties not in TIES:
        raise NetworkError(f"{ties!r} are no ties: one of {', '.join(TIES)} is wanted")
    first = first_moment(start) if start else None
    last = last_moment(stop) if stop else None
    counts: dict[tuple[str, str, str, str], int] = defaultdict(int)
    sources: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    undated = 0
    for one, other, kind, document, date, claims in network_rows(source, ties, least=decimal(confidence)):
        if not date and (first is not None or last is not None):
            undated += int(claims)
            continue
        if date and not _inside(date, first, last):
            continue
        key = (one, other, _KIND_OF.get(kind, kind), date)
        counts[key] += int(claims)
        sources[key].add(document)
    graph: nx.MultiGraph = nx.MultiDiGraph() if ties == "demands" else nx.MultiGraph()
    graph.graph["undated"] = undated
    known = entities(source)
    keys = {iri for one, other, _, _ in counts for iri in (one, other)}
    nodes = sorted(known.get(key) or Node(key, key) for key in keys)
    names = dict(zip((node.key for node in nodes), labels(nodes), strict=True))
    for node in nodes:
        graph.add_node(names[node.key], label=node.label, iri=node.key, classes=" ".join(node.classes))
    for one, other, kind, date in sorted(counts, key=lambda key: (names[key[0]], names[key[1]], *key)):
        key = (one, other, kind, date)
        more = {"date": date} if date else {}
        graph.add_edge(
            names[one],
            names[other],
            kind=kind,
            count=counts[key],
            weight=float(counts[key]),
            sources=" ".join(sorted(sources[key])),
            **more,
        )
    return graph


def _inside(date: str, first: np.datetime64 | None, last: np.datetime64 | None) -> bool:
    moment = first_moment(date)
    return (first is None or bool(moment >= first)) and (last is None or bool(moment <= last))
