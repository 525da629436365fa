from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path

import networkx
import pandas
import pytest
from rdflib import Graph, URIRef

import accgraph
import accgraph.api
from accgraph.api import Opened, Table
from accgraph.errors import AccgraphError, NetworkError, QueryError, StoreError
from accgraph.exports.forms import export

DOCS = Path(__file__).parents[1] / "docs"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="module")
def opened(story: Path) -> Opened:
    return accgraph.open(story)


def test_the_examples_in_the_module_are_so(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeds.parent)
    done = doctest.testmod(accgraph.api, extraglobs={"demo": accgraph.open(seeds)}, optionflags=FLAGS)
    assert done.attempted > 10
    assert done.failed == 0


def test_the_examples_in_the_page_are_so(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeds.parent)
    done = doctest.testfile(str(DOCS / "exchange.md"), module_relative=False, optionflags=FLAGS)
    assert done.attempted > 10
    assert done.failed == 0


def test_import_is_light() -> None:
    program = (
        "import sys, accgraph\n"
        "heavy = {'pyoxigraph', 'rdflib', 'spacy', 'pandas', 'networkx', 'accgraph.api'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    path = os.pathsep.join(part for part in sys.path if part)
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": path})


def test_a_query_gives_rows_by_column(opened: Opened) -> None:
    answer = opened.query("supporters", mechanism="ICC", side="opposition")
    assert isinstance(answer, Table)
    assert [row["holderLabel"] for row in answer] == ["Hungary", "Hungary", "Mongolia", "United States"]
    assert answer[0]["date"] == "2025-01-15"
    assert answer[-1]["speaker"] is None
    assert [row["kindLabel"] for row in answer[:2]] == ["rejection", "withdrawal"]
    assert len(answer[1:]) == 3


def test_a_table_is_printed_as_one(opened: Opened) -> None:
    answer = opened.sparql("SELECT ('a|b' AS ?x) (1 AS ?y) ?z {}")
    assert repr(answer) == "<1 row of x, y, z>"
    assert str(answer) == "| x | y | z |\n| --- | --- | --- |\n| a\\|b | 1 |  |\n"


def test_numbers_are_numbers(opened: Opened) -> None:
    (row,) = opened.query("stance", actor="Denmark")[:1]
    assert [type(row[name]) for name in ("claims", "documents")] == [int, int]
    answer = opened.sparql("SELECT (0.5 AS ?half) (true AS ?yes) (1e0 AS ?one) ('1' AS ?text) ?none {}")
    assert answer == Table(("half", "yes", "one", "text", "none"), ((0.5, True, 1.0, "1", None),))


def test_a_data_frame_holds_the_same(opened: Opened) -> None:
    answer = opened.query("supporters")
    frame = answer.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert tuple(frame.columns) == answer.columns
    assert frame["quote"].tolist() == [row["quote"] for row in answer]


def test_questions_of_ones_own(opened: Opened) -> None:
    assert opened.sparql("ASK { ?s a <urn:x> }") is False
    graph = opened.sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRENDS(STR(?s), '/state/DNK')) }")
    assert isinstance(graph, Graph)
    assert set(graph.subjects()) == {URIRef("https://w3id.org/accgraph/id/state/DNK")}


def test_claims_are_all_or_those_about_a_thing(opened: Opened, story: Path) -> None:
    claims = opened.claims()
    assert len(claims) == len((story / "claims.jsonl").read_text(encoding="utf-8").splitlines())
    about = opened.claims("Hungary")
    assert {claim["holder"] for claim in about} == {"Hungary"}
    assert [claim for claim in claims if claim["holder"] == "Hungary"] == list(about)
    assert {claim["document"] for claim in opened.claims("second.txt")} == {"second.txt"}


def test_a_claim_is_explained(opened: Opened) -> None:
    claim = opened.claims("Hungary")[0]
    explained = opened.explain(claim["claim"])
    assert explained.quote == claim["quote"]
    assert any(mark.role == "holder" for mark in explained.marked)


def test_networks_are_those_of_the_command_line(opened: Opened) -> None:
    graph = opened.network(qualifier="subtract", stop="2025-01-15")
    assert isinstance(graph, networkx.Graph)
    assert graph.edges["Hungary", "International Criminal Court"]["weight"] == -2
    assert "United States" not in graph
    assert opened.network("actors", qualifier="congruence").edges["Denmark", "Norway"]["weight"] == 2
    assert opened.network("mechanisms").number_of_nodes() > 1
    assert opened.network("encounters").number_of_edges() > 0
    with pytest.raises(NetworkError, match=r"'actor' is no network \(do you mean 'actors'\?\)"):
        opened.network("actor")


def test_exports_are_those_of_the_command_line(opened: Opened, story: Path) -> None:
    assert opened.export("csv", "RD4U") == export(story, "csv", "RD4U").content


def test_what_is_asked_wrongly_is_said(opened: Opened, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no saved query 'suporters' \(do you mean 'supporters'\?\)"):
        opened.query("suporters")
    with pytest.raises(QueryError, match="no claim about"):
        opened.claims("New Zealand")
    with pytest.raises(StoreError, match="there is no dataset"):
        accgraph.open(tmp_path / "nothing")
    far = accgraph.open("http://127.0.0.1:9/sparql")
    for action in (far.graph, lambda: far.export("csv")):
        with pytest.raises(StoreError, match="is on a server: bring the dataset here first"):
            action()
    with pytest.raises(AccgraphError, match="cannot be reached"):
        far.claims()


def test_the_claims_about_a_thing_are_the_same_by_records_and_by_statements(
    opened: Opened, story: Path
) -> None:
    from pyoxigraph import NamedNode

    from accgraph.exports.selection import Statements, claims_about

    statements = Statements.read(story)
    claims = opened.claims()
    things = {claim[name] for claim in claims for name in claims.columns if name.endswith("_iri")}
    things = {iri for cell in things for iri in cell.split("; ") if iri} | {claims[0]["content"]}
    assert len(things) > 15
    for thing in sorted(things):
        expected = {claim.value for claim in claims_about(statements, NamedNode(thing))}
        assert {claim["claim"] for claim in opened.claims(thing)} == expected
