"""Matrices as networkx graphs, with what programs that show networks want to know of nodes and edges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from accgraph.network.discourse import Matrix
from accgraph.network.statements import Node, Statements, labels

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["one_mode_graph", "two_mode_graph", "widen"]


def two_mode_graph(matrix: Matrix, statements: Statements | None = None) -> nx.Graph:
    """Return the two-mode network *matrix* as a graph, its nodes told apart by ``bipartite`` 0 and 1.

    A node has ``label``, ``iri``, ``classes`` and ``mode`` (``actor`` or ``concept``); an edge has its
    ``weight``. With the *statements* that the matrix is made of, an edge has ``support`` and ``opposition``,
    the numbers of statements, and ``start`` and ``end``, the days of the first and the last; a node has these
    days too. There is an edge wherever there is a tie or, with statements, a statement.
    """
    import networkx as nx

    graph = nx.Graph()
    actors = _add(graph, matrix.rows, mode="actor", bipartite=0)
    concepts = _add(graph, matrix.columns, mode="concept", bipartite=1)
    for i, j in np.argwhere(matrix.values != 0):
        graph.add_edge(actors[i], concepts[j], weight=float(matrix.values[i, j]))
    if statements is not None:
        _add_statements(graph, matrix, statements, actors, concepts)
    return graph


def one_mode_graph(matrix: Matrix, mode: str = "actor") -> nx.Graph:
    """Return the one-mode network *matrix* as a graph; nodes and edges as in two_mode_graph."""
    import networkx as nx

    graph = nx.Graph()
    names = _add(graph, matrix.rows, mode=mode)
    for i, j in np.argwhere(np.triu(matrix.values, 1) != 0):
        graph.add_edge(names[i], names[j], weight=float(matrix.values[i, j]))
    return graph


def _add(graph: nx.Graph, nodes: tuple[Node, ...], **more: object) -> list[str]:
    """Add *nodes* and return their names in the graph: their labels, or longer ones if those are taken."""
    names = []
    for node, name in zip(nodes, labels(nodes), strict=True):
        # What is both an actor and a mechanism, such as a court, is a node on each side.
        unique = f"{name} ({more['mode']})" if name in graph else name
        graph.add_node(unique, label=node.label, iri=node.key, classes=" ".join(node.classes), **more)
        names.append(unique)
    return names


def _add_statements(
    graph: nx.Graph, matrix: Matrix, statements: Statements, actors: list[str], concepts: list[str]
) -> None:
    row = {node.key: name for node, name in zip(matrix.rows, actors, strict=True)}
    column = {node.key: name for node, name in zip(matrix.columns, concepts, strict=True)}
    if not len(statements.actor):
        return
    width = len(statements.concepts)
    cell = statements.actor * width + statements.concept
    order = np.argsort(cell, kind="stable")
    cells, first = np.unique(cell[order], return_index=True)
    support, opposition = (
        np.add.reduceat((statements.count * side)[order], first)
        for side in (statements.supports, statements.opposes)
    )
    days = statements.time.astype("datetime64[D]")[order]
    start, end = np.fmin.reduceat(days, first), np.fmax.reduceat(days, first)
    for number, code in enumerate(cells):
        actor, concept = divmod(int(code), width)
        one, other = row.get(statements.actors[actor].key), column.get(statements.concepts[concept].key)
        if one is None or other is None:
            continue
        edge: dict[str, object] = {
            "support": int(support[number]),
            "opposition": int(opposition[number]),
            "weight": graph.get_edge_data(one, other, {}).get("weight", 0.0),
        }
        if not np.isnat(start[number]):
            edge |= {"start": str(start[number]), "end": str(end[number])}
        graph.add_edge(one, other, **edge)
        for name in (one, other):
            widen(graph.nodes[name], edge)


def widen(node: dict[str, object], edge: Mapping[str, object]) -> None:
    """Let the days of *node* reach over those of *edge*, if it has any."""
    if "start" in edge:
        node["start"] = min(str(node.get("start", edge["start"])), str(edge["start"]))
        node["end"] = max(str(node.get("end", edge["end"])), str(edge["end"]))
