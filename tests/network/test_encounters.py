from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from accgraph.errors import NetworkError
from accgraph.network.encounters import tie_graph
from accgraph.network.formats import network_text
from accgraph.store import Store


@pytest.fixture(scope="module")
def source(story: Path) -> Store:
    return Store.open(story)


@pytest.fixture(scope="module")
def claims(story: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in (story / "claims.jsonl").read_text("utf-8").splitlines()]


def counted(graph: nx.MultiGraph) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for one, other, data in graph.edges(data=True):
        ends = (one, other) if graph.is_directed() else tuple(sorted((one, other)))
        found[(*ends, data["kind"])] += data["count"]
    return found


def test_demands_lead_from_who_demands_to_who_is_to_act(source: Store, claims: list) -> None:  # type: ignore[type-arg]
    wanted = Counter(
        (claim["by"]["label"], bearer["label"], "demand")
        for claim in claims
        if claim["type"] == "commitment" and claim["kind"] == "demand" and claim["by"]
        for bearer in claim["bearer"]
    )
    assert wanted
    graph = tie_graph(source, "demands")
    assert graph.is_directed()
    assert counted(graph) == wanted


def test_encounters_tie_all_who_take_part(source: Store, claims: list) -> None:  # type: ignore[type-arg]
    wanted: Counter[tuple[str, ...]] = Counter()
    for claim in claims:
        if claim["type"] == "event":
            names = sorted({role["label"] for role in claim["participants"]})
            wanted.update((*pair, claim["kind"]) for pair in combinations(names, 2))
    assert wanted
    assert counted(tie_graph(source, "encounters")) == wanted


def test_time_bounds_ties_and_the_undated_are_counted(source: Store) -> None:
    everything = tie_graph(source, "encounters")
    assert everything.graph["undated"] == 0
    none = tie_graph(source, "encounters", start="1900", stop="1901")
    assert none.number_of_edges() == 0
    dated = sum(data["count"] for *_, data in everything.edges(data=True) if "date" in data)
    total = sum(data["count"] for *_, data in everything.edges(data=True))
    assert none.graph["undated"] == total - dated


def test_ties_can_be_written(source: Store) -> None:
    graph = tie_graph(source, "demands")
    read = nx.parse_graphml(network_text(graph, "graphml"), force_multigraph=True)
    assert counted(read) == counted(graph)
    for form in ("gexf", "cytoscape", "edges", "nodes"):
        assert network_text(graph, form) == network_text(tie_graph(source, "demands"), form)


def test_ties_that_there_are_not(source: Store) -> None:
    with pytest.raises(NetworkError, match="one of demands, encounters"):
        tie_graph(source, "friendships")
