from __future__ import annotations

import json
import re
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


# From who brings a proceeding or intervenes, to the respondent, or else the court, or else the proceeding.
GENEVA = """
@prefix : <urn:x-test:> .
@prefix acc: <https://w3id.org/accgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:g {
  :c1 acc:asserts :p1 ; acc:statedIn :d1 ; acc:confidence 0.9 ; acc:statedOn "2024-01-02" .
  :c2 acc:asserts :p1 ; acc:statedIn :d1 ; acc:confidence 0.9 ; acc:statedOn "2024-01-02" .
  :c3 acc:asserts :p2 ; acc:statedIn :d1 ; acc:confidence 0.9 ; acc:statedOn "2024-01-02" .
  :c4 acc:asserts :p3 ; acc:statedIn :d1 ; acc:confidence 0.9 .
  :c5 acc:asserts :p4 ; acc:statedIn :d1 ; acc:confidence 0.2 .
  :c6 acc:asserts :p5 ; acc:statedIn :d1 ; acc:confidence 0.9 .
  :c7 acc:denies :p1 ; acc:statedIn :d1 ; acc:confidence 0.9 .
  :p1 a acc:Initiation ; acc:holder :A ; acc:target :case .
  :p2 a acc:Accession ; acc:holder :B ; acc:target :case .
  :p3 a acc:Initiation ; acc:holder :B ; acc:target :probe .
  :p4 a acc:Initiation ; acc:holder :A ; acc:target :rumour .
  :p5 a acc:Rejection ; acc:holder :R ; acc:target :case .
}
:v {
  :A a acc:State ; skos:prefLabel "A" . :B a acc:State ; skos:prefLabel "B" .
  :R a acc:State ; skos:prefLabel "R" . :court a acc:Court ; skos:prefLabel "Court" .
  :case a acc:Proceeding ; skos:prefLabel "A v. R" ; acc:respondent :R ; acc:forum :court ; acc:situation :s .
  :probe a acc:Proceeding ; skos:prefLabel "Probe" ; acc:forum :court .
  :rumour a acc:Proceeding ; skos:prefLabel "Rumour" .
  :s skos:prefLabel "Strife" .
}
"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Store:
    file = tmp_path_factory.mktemp("cases") / "cases.trig"
    file.write_text(GENEVA, encoding="utf-8")
    return Store.open(file)


def listed(graph: nx.MultiGraph) -> set[tuple[str, ...]]:
    return {
        (one, other, data["kind"], data["proceeding"], data.get("court", ""), str(data["count"]))
        for one, other, data in graph.edges(data=True)
    }


def test_proceedings_lead_to_the_respondent_or_the_court(cases: Store) -> None:
    brought = {
        ("A", "R", "initiate", "A v. R", "Court", "2"),
        ("B", "R", "join", "A v. R", "Court", "1"),
        ("B", "Court", "initiate", "Probe", "Court", "1"),
        ("A", "Rumour", "initiate", "Rumour", "", "1"),
    }
    graph = tie_graph(cases, "proceedings")
    assert graph.is_directed()
    assert listed(graph) == brought
    sure = tie_graph(cases, "proceedings", confidence=0.5)
    assert listed(sure) == {tie for tie in brought if tie[3] != "Rumour"}
    rejected = tie_graph(cases, "proceedings", kinds=["reject"])
    assert listed(rejected) == {("R", "R", "reject", "A v. R", "Court", "1")}


def test_ties_are_filtered_by_their_ends_and_by_what_they_are_about(cases: Store) -> None:
    states = tie_graph(cases, "proceedings", actors=lambda node: "State" in node.classes)
    assert {tie[:2] for tie in listed(states)} == {("A", "R"), ("B", "R")}
    probe = tie_graph(cases, "proceedings", about=lambda node: node.label == "Probe")
    assert {tie[:2] for tie in listed(probe)} == {("B", "Court")}
    assert tie_graph(cases, "proceedings", start="2024", stop="2024").graph["undated"] == 2


def test_ties_have_days_for_the_timeline(cases: Store) -> None:
    graph = tie_graph(cases, "proceedings")
    (one,) = [data for *_, data in graph.edges(data=True) if data["kind"] == "join"]
    one["date"] = "2024-02"
    text = network_text(graph, "gexf")
    assert 'start="2024-02-01" end="2024-02-29"' in text
    # B joined in February, and its other step has no date.
    assert re.search(r'label="B" start="2024-02-01" end="2024-02-29"', text)
    assert "start" not in one


def test_demands_are_about_the_mechanisms_that_they_concern(source: Store, claims: list) -> None:  # type: ignore[type-arg]
    wanted = Counter(
        (claim["by"]["label"], bearer["label"], "demand")
        for claim in claims
        if claim["type"] == "commitment" and claim["kind"] == "demand" and claim["by"] and claim["mechanisms"]
        for bearer in claim["bearer"]
    )
    assert wanted
    about = tie_graph(source, "demands", about=lambda node: "Mechanism" in node.classes)
    assert counted(about) == wanted


def test_events_are_about_who_takes_part_and_where(source: Store, claims: list) -> None:  # type: ignore[type-arg]
    places = {claim["place"]["label"] for claim in claims if claim["type"] == "event" and claim["place"]}
    assert places
    there = tie_graph(source, "encounters", about=lambda node: node.label in places)
    assert 0 < there.number_of_edges() <= tie_graph(source, "encounters").number_of_edges()
    kinds = {data["kind"] for *_, data in tie_graph(source, "encounters").edges(data=True)}
    for kind in kinds:
        one = tie_graph(source, "encounters", kinds=[kind])
        assert {data["kind"] for *_, data in one.edges(data=True)} == {kind}


def test_ties_that_there_are_not(source: Store) -> None:
    with pytest.raises(NetworkError, match="one of demands, encounters, proceedings"):
        tie_graph(source, "friendships")
    with pytest.raises(NetworkError, match=r"no kind called 'meting' \(do you mean 'meeting'\?\)"):
        tie_graph(source, "encounters", kinds=["meting"])
