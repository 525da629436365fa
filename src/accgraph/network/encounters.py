"""Ties that are no agreement: who demands something of whom, who meets whom, and who takes whom to court."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from accgraph.errors import NetworkError
from accgraph.graph.quads import EVENT_CLASSES, POSITION_CLASSES
from accgraph.graph.terms import decimal
from accgraph.model import EVENT_KINDS, POSITION_KINDS
from accgraph.namespaces import ACC
from accgraph.network.dataset import entities, network_rows
from accgraph.network.statements import Node, first_moment, labels, last_moment
from accgraph.results import Source
from accgraph.suggest import nearest

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["TIES", "Ties", "tie_graph"]

_KIND_OF = {f"{ACC}{name}": kind for kind, name in (*EVENT_CLASSES.items(), *POSITION_CLASSES.items())}


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties of a sort are like.

    ``kinds`` are those that they can be of, ``usual`` those that are taken if nobody says which, and ``more``
    the attributes that they have besides those of every tie: labels of what the query gives.
    """

    directed: bool
    kinds: tuple[str, ...]
    usual: tuple[str, ...]
    more: tuple[str, ...] = ()


TIES: Mapping[str, Ties] = MappingProxyType(
    {
        "demands": Ties(True, ("demand",), ("demand",)),
        "encounters": Ties(False, EVENT_KINDS, EVENT_KINDS),
        "proceedings": Ties(True, POSITION_KINDS, ("initiate", "join"), ("proceeding", "court")),
    }
)
"""Sorts of ties: from who demands to who is to act; between those who take part in one event; from who
brings a proceeding or intervenes in it to its respondent."""

_Key = tuple[str, str, str, str, tuple[str, ...]]


def tie_graph(
    source: Source,
    ties: str,
    *,
    confidence: float = 0.0,
    start: str | None = None,
    stop: str | None = None,
    kinds: Collection[str] = (),
    actors: Callable[[Node], bool] | None = None,
    about: Callable[[Node], bool] | None = None,
) -> nx.MultiGraph:
    """Return the multigraph of *ties*, one of TIES: undirected for encounters, else directed.

    An edge stands for the claims of one kind that tie two actors on one date: ``kind`` (``demand``, or the
    kind of event or position), ``date`` (of the event, else of the document; absent if not known), ``count``
    and ``weight`` (the claims), and ``sources``, the documents. One of proceedings has the labels of the
    ``proceeding`` and, if that is known, its ``court`` too; it leads to the respondent, or to the court where
    no respondent is known, or to the proceeding.

    Only ties of *kinds* count, by default the usual ones; ties whose both ends *actors* takes; and ties about
    something that *about* takes: a mechanism that the demand concerns, a participant or the place of the
    event, the proceeding. A date of a month or year is inside *start* and *stop*, ISO dates, if its first day
    is; with a bound, what has no date is left out, and the graph's attribute ``undated`` is the number of
    those claims.

    Raises NetworkError if there are no such ties or kinds, or a date is none.
    """
    wanted = _kinds(ties, kinds)
    first = first_moment(start) if start else None
    last = last_moment(stop) if stop else None
    known = entities(source)
    counts: dict[_Key, int] = defaultdict(int)
    sources: dict[_Key, set[str]] = defaultdict(set)
    undated = 0
    for one, other, kind_class, document, date, claims, things, *more in network_rows(
        source, ties, least=decimal(confidence)
    ):
        kind = _KIND_OF.get(kind_class, kind_class)
        if kind not in wanted or not _taken((one, other), known, actors, all):
            continue
        if not _taken(things.split(), known, about, any):
            continue
        if not date and (first is not None or last is not None):
            undated += int(claims)
            continue
        if date and not _inside(date, first, last):
            continue
        key = (one, other, kind, date, tuple(more))
        counts[key] += int(claims)
        sources[key].add(document)
    graph = _graph(TIES[ties], counts, sources, known)
    graph.graph["undated"] = undated
    return graph


def _kinds(ties: str, kinds: Collection[str]) -> frozenset[str]:
    if ties not in TIES:
        raise NetworkError(f"{ties!r} are no ties: one of {', '.join(TIES)} is wanted")
    for kind in kinds:
        if kind not in TIES[ties].kinds:
            raise NetworkError(
                f"{ties} have no kind called {kind!r}{nearest(kind, TIES[ties].kinds)}:"
                f" one of {', '.join(TIES[ties].kinds)} is wanted"
            )
    return frozenset(kinds or TIES[ties].usual)


def _taken(
    keys: Collection[str],
    known: Mapping[str, Node],
    predicate: Callable[[Node], bool] | None,
    quantifier: Callable[[list[bool]], bool],
) -> bool:
    return predicate is None or quantifier([predicate(known.get(key) or Node(key, key)) for key in keys])


def _graph(
    ties: Ties, counts: Mapping[_Key, int], sources: Mapping[_Key, set[str]], known: Mapping[str, Node]
) -> nx.MultiGraph:
    import networkx as nx

    graph: nx.MultiGraph = nx.MultiDiGraph() if ties.directed else nx.MultiGraph()
    ends = {iri for one, other, *_ in counts for iri in (one, other)}
    nodes = sorted(known.get(key) or Node(key, key) for key in ends)
    names = dict(zip((node.key for node in nodes), labels(nodes), strict=True))
    for node in nodes:
        graph.add_node(names[node.key], label=node.label, iri=node.key, classes=" ".join(node.classes))
    for key in sorted(counts, key=lambda key: (names[key[0]], names[key[1]], *key)):
        one, other, kind, date, more = key
        attributes = {
            name: known[iri].label if iri in known else iri
            for name, iri in zip(ties.more, more, strict=True)
            if iri
        }
        if date:
            attributes["date"] = date
        graph.add_edge(
            names[one],
            names[other],
            kind=kind,
            count=counts[key],
            weight=float(counts[key]),
            sources=" ".join(sorted(sources[key])),
            **attributes,
        )
    return graph


def _inside(date: str, first: np.datetime64 | None, last: np.datetime64 | None) -> bool:
    moment = first_moment(date)
    return (first is None or bool(moment >= first)) and (last is None or bool(moment <= last))
