from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from network.dna_file import write_dna

from accgraph.cli.main import cli
from accgraph.errors import NetworkError


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_a_network_of_a_dataset_is_graphml(story: Path) -> None:
    result = run("network", "two-mode", "--dataset", story)
    assert result.exit_code == 0, result.output
    graph = nx.parse_graphml(result.stdout)
    assert {data["mode"] for _, data in graph.nodes(data=True)} == {"actor", "concept"}
    assert graph.number_of_edges() > 3


@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape", "edges", "nodes", "matrix", "dl"])
@pytest.mark.parametrize("kind", ["two-mode", "actors", "mechanisms"])
def test_every_kind_in_every_form(story: Path, tmp_path: Path, kind: str, form: str) -> None:
    written = tmp_path / "network"
    result = run("network", kind, "--format", form, "--dataset", story, "-o", written)
    assert result.exit_code == 0, result.output
    assert (
        written.read_text(encoding="utf-8")
        == run("network", kind, "--format", form, "--dataset", story).stdout
    )


def test_types_and_names_filter_the_nodes(story: Path) -> None:
    options = ("network", "two-mode", "--dataset", story, "--format", "matrix")
    rows = list(csv.reader(io.StringIO(run(*options, "--actor-type", "State").stdout)))
    assert "Denmark" in [row[0] for row in rows]
    assert "Amnesty International" not in [row[0] for row in rows]
    without = run(*options, "--actor-type", "State", "--without", "Denmark").stdout
    assert "Denmark" not in without
    wrong = run(*options, "--actor-type", "Stat")
    assert isinstance(wrong.exception, NetworkError)
    assert "'Stat'" in str(wrong.exception)


def test_a_database_of_dna_is_a_dataset_too(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "sample.dna")
    result = run("network", "two-mode", "--dataset", path, "--qualifier", "subtract", "--format", "matrix")
    assert result.stdout == ",court,register\nFoes,2,-1\nFriends,-2,1\n"
    result = run("network", "two-mode", "--dataset", path, "--without", "court", "--format", "matrix")
    assert result.stdout == ",register\nFoes,1\nFriends,1\n"
    result = run("network", "actors", "--dataset", path, "--by", "speaker", "--format", "edges")
    assert result.stdout == "source,target,weight\nAna,Bea,3\nAna,Cem,2\nBea,Cem,3\n"
    wrong = run("network", "two-mode", "--dataset", path, "--kind", "join")
    assert wrong.exit_code == 2
    assert "--kind" in wrong.output


def test_windows_fill_a_folder(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "sample.dna")
    options = ("network", "two-mode", "--dataset", path, "--format", "matrix", "--window", "3 months")
    folder = tmp_path / "windows"
    assert "12 networks" in run(*options, "-o", folder).output
    assert len(list(folder.iterdir())) == 12
    first = folder / "two-mode-2005-03-01.csv"
    assert first.read_text(encoding="utf-8") == ",court,register\nFoes,2,1\nFriends,1,1\n"
    assert run(*options).exit_code == 2
    assert run(*options[:-1], "some", "-o", folder).exit_code == 2


def test_statements_without_a_date_are_not_lost_silently(story: Path) -> None:
    from accgraph.network.dataset import positions
    from accgraph.store import Store

    undated = positions(Store.open(story)).undated
    result = run("network", "two-mode", "--dataset", story, "--start", "1990")
    assert result.exit_code == (1 if undated else 0)
    assert ("without a date" in result.stderr) == bool(undated)


def test_nodes_can_have_measures(story: Path) -> None:
    options = ("network", "actors", "--qualifier", "congruence", "--measures", "--dataset", story)
    graph = nx.parse_graphml(run(*options).stdout)
    assert all(
        {"degree", "strength", "betweenness", "community"} <= set(data) for _, data in graph.nodes(data=True)
    )
    apart = nx.parse_graphml(run(*options, "--qualifier", "subtract").stdout)
    signs = [data["weight"] < 0 for *_, data in apart.edges(data=True)]
    assert all(("community" in data) != any(signs) for _, data in apart.nodes(data=True))
    assert run(*options, "--format", "dl").exit_code == 2


def test_polarisation_is_a_table_by_windows(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "sample.dna")
    options = ("network", "polarisation", "--dataset", path, "--by", "speaker")
    (whole,) = csv.DictReader(io.StringIO(run(*options).stdout))
    assert (whole["start"], whole["stop"]) == ("2005-02-01", "2006-03-02")
    assert (whole["statements"], whole["actors"]) == ("7", "3")
    # Ana and Cem agree and Bea does not: nothing is inside but their congruence, and the conflict is across.
    assert (whole["camps"], whole["ei"]) == ("Ana, Cem | Bea", "1.000000")
    rows = list(csv.DictReader(io.StringIO(run(*options, "--window", "3 events").stdout)))
    assert [row["statements"] for row in rows] == ["3"] * 5
    assert run(*options, "--qualifier", "subtract").exit_code == 2
    assert run(*options, "--format", "edges").exit_code == 2
    written = tmp_path / "table.csv"
    assert run(*options, "-o", written).stdout == ""
    assert written.read_text(encoding="utf-8") == run(*options).stdout


def test_the_backbone_is_a_table(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "sample.dna")
    options = ("network", "backbone", "--dataset", path, "--by", "speaker")
    rows = list(csv.DictReader(io.StringIO(run(*options).stdout)))
    assert [(row["concept"], row["statements"]) for row in rows] == [("register", "4"), ("court", "0")]
    assert run(*options, "--qualifier", "ignore").stdout != run(*options).stdout
    assert run(*options, "--window", "3 days").exit_code == 2


def test_windows_of_events_have_a_number(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "sample.dna")
    options = ("network", "two-mode", "--dataset", path, "--format", "edges", "--window", "5 events")
    assert "2 networks" in run(*options, "-o", tmp_path / "windows").output
    assert sorted(file.name for file in (tmp_path / "windows").iterdir()) == [
        "two-mode-00001-2005-02-01.csv",
        "two-mode-00002-2005-03-01.csv",
    ]


def test_a_dataset_has_no_variables(story: Path) -> None:
    for options in (("--variable", "concept=belief"), ("--statement-type", "Mine")):
        result = run("network", "two-mode", "--dataset", story, *options)
        assert result.exit_code == 2
        assert "is for a DNA database" in result.output


def test_kinds_of_events_are_for_encounters(story: Path) -> None:
    assert run("network", "two-mode", "--dataset", story, "--kind", "meeting").exit_code == 2
    wrong = run("network", "encounters", "--dataset", story, "--kind", "join")
    assert isinstance(wrong.exception, NetworkError)


def test_ties_know_situations_and_types(story: Path) -> None:
    options = ("network", "proceedings", "--dataset", story, "--format", "edges", "--kind", "join")
    rows = list(csv.DictReader(io.StringIO(run(*options, "--situation", "ukraine").stdout)))
    assert {row["proceeding"] for row in rows} == {"ICJ genocide case (Ukraine v. Russia)"}
    assert {row["target"] for row in rows} == {"Russia"}
    states = csv.DictReader(io.StringIO(run(*options, "--actor-type", "State").stdout))
    assert [row["source"] for row in states] == [row["source"] for row in rows]
    nothing = run(*options, "--mechanism-type", "Tribunal", "--without", "Russia")
    assert nothing.stdout == "source,target\n"
    assert isinstance(run(*options, "--actor-type", "Stat").exception, NetworkError)


@pytest.mark.parametrize("kind", ["demands", "encounters"])
def test_other_ties(story: Path, kind: str) -> None:
    options = ("network", kind, "--format", "edges", "--dataset", story)
    rows = list(csv.DictReader(io.StringIO(run(*options).stdout)))
    assert rows
    assert {"source", "target", "kind", "count", "sources"} <= set(rows[0])
    assert "leave out --isolates" in run(*options, "--isolates").output
    assert run(*options, "--window", "3 days").exit_code == 2
    assert run(*options[:2], "--format", "dl", "--dataset", story).exit_code == 2
    nothing = run(*options, "--stop", "1900")
    assert len(nothing.stdout.splitlines()) == 1
