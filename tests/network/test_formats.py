from __future__ import annotations

import csv
import io
import json
import re
import shlex

import networkx as nx
import numpy as np
import pytest
from network.cases import ROWS

from accgraph.errors import NetworkError
from accgraph.network.discourse import Options, one_mode, two_mode
from accgraph.network.formats import GRAPH_FORMATS, matrix_text, network_text
from accgraph.network.graphs import one_mode_graph, two_mode_graph
from accgraph.network.statements import Node, Statements

NODES = (Node('Ana "the Voice" & Söhne', "Ana", ("Actor",)), Node("y, z", "y"))
STATEMENTS = Statements.of(ROWS, NODES)
MATRIX = two_mode(STATEMENTS, Options(qualifier="subtract"))
GRAPH = two_mode_graph(MATRIX, STATEMENTS)
HALVES = one_mode(STATEMENTS, Options(qualifier="subtract", normalisation="average"))


def edges(graph: nx.Graph) -> dict[frozenset[str], float]:
    return {frozenset(ends): float(graph.edges[ends]["weight"]) for ends in graph.edges}


def test_the_graph_tells_what_the_statements_do() -> None:
    edge = GRAPH.edges["Bea", "x"]
    assert edge == {"weight": 0.0, "support": 1, "opposition": 1, "start": "2024-01-10", "end": "2025-01-09"}
    assert "start" not in GRAPH.edges["Cem", "z"]
    assert GRAPH.nodes["x"]["start"] == "2024-01-10"
    assert GRAPH.nodes["x"]["end"] == "2025-01-09"
    assert nx.is_bipartite(GRAPH)
    # An actor that is a concept too is a node on each side.
    both = Statements.of([*ROWS, ROWS[0].__class__("x", "Ana", True, "d9")])
    assert {"x", "x (concept)"} <= set(two_mode_graph(two_mode(both)).nodes)


def test_graphml_is_read_back() -> None:
    read = nx.parse_graphml(network_text(GRAPH, "graphml"))
    assert dict(read.nodes(data=True)) == dict(GRAPH.nodes(data=True))
    assert edges(read) == edges(GRAPH)
    assert read.edges['Ana "the Voice" & Söhne', "x"]["support"] == 2


def test_gexf_is_read_back_with_its_dates() -> None:
    text = network_text(GRAPH, "gexf")
    assert 'timeformat="date"' in text
    assert "lastmodifieddate" not in text
    read = nx.read_gexf(io.BytesIO(text.encode()))
    assert edges(read) == edges(GRAPH)
    assert read.edges["Bea", "x"]["end"] == "2025-01-09"
    assert read.nodes["Bea"]["label"] == "Bea"


def test_cytoscape_is_read_back() -> None:
    read = nx.cytoscape_graph(json.loads(network_text(GRAPH, "cytoscape")))
    assert edges(read) == edges(GRAPH)


def test_the_lists_are_read_back() -> None:
    listed = list(csv.DictReader(io.StringIO(network_text(GRAPH, "edges"))))
    assert {frozenset((row["source"], row["target"])): float(row["weight"]) for row in listed} == edges(GRAPH)
    nodes = list(csv.DictReader(io.StringIO(network_text(GRAPH, "nodes"))))
    assert [row["id"] for row in nodes] == list(GRAPH.nodes)


@pytest.mark.parametrize("matrix", [MATRIX, HALVES])
def test_dl_is_read_back(matrix) -> None:  # type: ignore[no-untyped-def]
    text = matrix_text(matrix, "dl")
    head, _, data = text.partition("data:\n")
    sizes = [int(number) for number in re.findall(r"= (\d+)", head.splitlines()[0])]
    assert tuple(sizes * (3 - len(sizes))) == matrix.values.shape
    quoted = [shlex.split(line)[0] for line in head.splitlines()[1:] if line.startswith('"')]
    assert len(quoted) == sum(sizes)
    assert "Ana the Voice & Söhne" in quoted
    np.testing.assert_array_equal(np.loadtxt(io.StringIO(data), ndmin=2), matrix.values)


def test_the_matrix_is_read_back() -> None:
    rows = list(csv.reader(io.StringIO(matrix_text(HALVES, "matrix"))))
    assert rows[0] == ["", 'Ana "the Voice" & Söhne', "Bea", "Cem"]
    np.testing.assert_array_equal(np.array([row[1:] for row in rows[1:]], dtype=float), HALVES.values)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_the_same_network_is_the_same_text(form: str) -> None:
    again = Statements.of(reversed(ROWS), NODES)
    assert network_text(one_mode_graph(HALVES), form) == network_text(one_mode_graph(HALVES), form)
    assert network_text(two_mode_graph(MATRIX, again), form) == network_text(GRAPH, form)


def test_an_empty_network_can_be_written() -> None:
    empty = two_mode(Statements.of([]))
    for form in GRAPH_FORMATS:
        assert network_text(two_mode_graph(empty), form)
    assert matrix_text(empty, "dl").startswith("dl nr = 0, nc = 0")


def test_forms_that_there_are_not() -> None:
    with pytest.raises(NetworkError, match="one of graphml, gexf"):
        network_text(GRAPH, "pajek")
    with pytest.raises(NetworkError, match="one of matrix, dl"):
        matrix_text(MATRIX, "xls")
