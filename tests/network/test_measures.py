from __future__ import annotations

import networkx as nx
import pytest

from accgraph.errors import NetworkError
from accgraph.network.measures import METHODS, communities, node_measures


def two_camps() -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        [
            ("a", "b", 3),
            ("b", "c", 3),
            ("a", "c", 2),
            ("c", "d", 1),
            ("d", "e", 3),
            ("e", "f", 3),
            ("d", "f", 3),
        ]
    )
    return graph


def test_measures_by_hand() -> None:
    measures = node_measures(two_camps())
    assert measures["a"] == {"degree": 2, "strength": 5, "betweenness": 0}
    assert measures["c"]["strength"] == 6
    # Of the 10 pairs of others, the 2 of {a, b} with the 3 of {d, e, f} must pass c.
    assert measures["c"]["betweenness"] == pytest.approx(6 / 10)


@pytest.mark.parametrize("method", METHODS)
def test_camps_are_found_with_their_modularity(method: str) -> None:
    found = communities(two_camps(), method=method)
    assert found.groups == (("a", "b", "c"), ("d", "e", "f"))
    # Of the weight 18, 8 and 9 lie inside, and the camps have 17 and 19 of the 36 ends.
    assert found.modularity == pytest.approx((8 + 9) / 18 - (17 / 36) ** 2 - (19 / 36) ** 2)


def test_the_order_of_nodes_and_ties_does_not_matter() -> None:
    graph = two_camps()
    other = nx.Graph()
    other.add_weighted_edges_from([(v, u, w["weight"]) for u, v, w in reversed(list(graph.edges(data=True)))])
    assert communities(other) == communities(graph)


@pytest.mark.parametrize("method", METHODS)
def test_nodes_without_ties_are_communities_of_their_own(method: str) -> None:
    assert communities(nx.empty_graph(["b", "a"]), method=method).groups == (("a",), ("b",))
    graph = two_camps()
    graph.add_node("z")
    assert communities(graph, method=method).groups == (("a", "b", "c"), ("d", "e", "f"), ("z",))


def test_a_method_that_there_is_not() -> None:
    with pytest.raises(NetworkError, match="one of leiden, louvain"):
        communities(two_camps(), method="palmistry")


def test_opposition_has_no_modularity() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=-1.0)
    with pytest.raises(NetworkError, match="that of a and b is"):
        communities(graph)
