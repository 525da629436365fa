"""Nanopublications, against the definition of nanopub.net and the nanopub library."""

from __future__ import annotations

import warnings
from collections import defaultdict
from pathlib import Path

import pytest
from exports.readers import rapper, riot
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from accgraph.exports.forms import export
from accgraph.exports.selection import Statements, all_claims
from accgraph.graph.terms import term

NP = "http://www.nanopub.org/nschema#"
GRAPHS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


@pytest.fixture(scope="module")
def written(story: Path) -> bytes:
    return export(story, "nanopub").content


@pytest.fixture(scope="module")
def publications(written: bytes) -> dict[NamedNode, dict[str, list[Quad]]]:
    """For each nanopublication its graphs, by what leads to them from the head."""
    graphs: dict[object, list[Quad]] = defaultdict(list)
    for quad in parse(written, format=RdfFormat.TRIG):
        graphs[quad.graph_name].append(quad)
    found = {}
    for head in list(graphs.values()):
        for quad in head:
            if quad.object == NamedNode(f"{NP}Nanopublication"):
                parts = {part.predicate.value.removeprefix(NP): part.object for part in head if part != quad}
                found[quad.subject] = {"head": head} | {name: graphs[parts[name]] for name in GRAPHS}
    inside = sum(len(graph) for parts in found.values() for graph in parts.values())
    assert inside == sum(map(len, graphs.values()))
    return found


def test_there_is_one_for_each_claim(story: Path, publications: dict[NamedNode, object]) -> None:
    claims = {claim.value.rpartition("/")[2] for claim in all_claims(Statements.read(story))}
    assert {node.value.rpartition("/")[2] for node in publications} == claims


def test_each_has_four_graphs_that_speak_of_what_they_must(
    publications: dict[NamedNode, dict[str, list[Quad]]],
) -> None:
    for node, parts in publications.items():
        names = {name: {quad.graph_name for quad in graph} for name, graph in parts.items()}
        assert all(len(graphs) == 1 for graphs in names.values())
        assert len(set.union(*names.values())) == 4
        assert len(parts["head"]) == 4
        (assertion,) = names["hasAssertion"]
        assert any(quad.subject == assertion for quad in parts["hasProvenance"])
        assert any(quad.subject == node for quad in parts["hasPublicationInfo"])


def test_nothing_that_the_graph_says_of_a_claim_is_lost(
    story: Path, publications: dict[NamedNode, dict[str, list[Quad]]]
) -> None:
    statements = Statements.read(story)
    for node, parts in publications.items():
        claim = NamedNode(node.value.replace("/nanopub/", "/claim/"))
        said = {(quad.predicate, quad.object) for quad in statements.of(claim)}
        kept = {
            (quad.predicate, quad.object)
            for graph in parts.values()
            for quad in graph
            if quad.subject in (claim, node)
        }
        assert said <= kept


def test_the_words_are_provenance_and_what_they_say_is_asserted(
    publications: dict[NamedNode, dict[str, list[Quad]]],
) -> None:
    for parts in publications.values():
        assert any(quad.predicate == term("oa:exact") for quad in parts["hasProvenance"])
        assert not any(quad.predicate == term("oa:exact") for quad in parts["hasAssertion"])
        said = {quad.predicate for quad in parts["hasAssertion"]}
        assert said & {term("acc:asserts"), term("acc:denies")}


def test_the_nanopub_library_finds_them_valid(
    publications: dict[NamedNode, dict[str, list[Quad]]],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nanopub import Nanopub
        from pyoxigraph import serialize
        from rdflib import ConjunctiveGraph

        for node, parts in list(publications.items())[:5]:
            graph = ConjunctiveGraph()
            quads = [quad for part in parts.values() for quad in part]
            graph.parse(data=serialize(quads, format=RdfFormat.N_QUADS), format="nquads")
            publication = Nanopub(rdf=graph)
            assert publication.is_valid
            assert str(publication.metadata.np_uri) == node.value


@pytest.mark.server
def test_raptor_and_jena_read_them(written: bytes, tmp_path: Path) -> None:
    file = tmp_path / "nanopubs.trig"
    file.write_bytes(written)
    expected = set(parse(written, format=RdfFormat.TRIG))
    assert set(rapper(file, "trig")) == expected
    assert set(riot(file, "trig", tmp_path)) == expected


def test_the_same_bytes_each_time(story: Path, written: bytes) -> None:
    assert export(story, "nanopub").content == written


def test_those_about_one_thing_are_those_of_its_claims(
    story: Path, publications: dict[NamedNode, dict[str, list[Quad]]]
) -> None:
    quads = list(parse(export(story, "nanopub", "RD4U").content, format=RdfFormat.TRIG))
    nodes = {quad.subject for quad in quads if quad.object == NamedNode(f"{NP}Nanopublication")}
    assert nodes
    assert nodes < set(publications)
    assert set(quads) == {q for node in nodes for graph in publications[node].values() for q in graph}
