"""RDF exports, whole and about one thing, as Raptor and Jena read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from exports.readers import RAPPER, rapper, riot
from pyoxigraph import DefaultGraph, NamedNode, Quad

from accgraph.errors import ExportError, QueryError
from accgraph.exports.forms import export
from accgraph.exports.selection import Statements, about, all_claims, find_thing
from accgraph.graph.rules import DERIVED_GRAPH
from accgraph.graph.syntax import FORMATS, canonical
from accgraph.graph.terms import term
from accgraph.namespaces import ACCID
from accgraph.store import Store, dataset_quads

DENMARK = NamedNode(f"{ACCID}state/DNK")
GRAPHLESS = ("turtle", "ntriples", "rdfxml")


@pytest.fixture(scope="module")
def store(story: Path) -> Store:
    return Store.open(story)


@pytest.fixture(scope="module")
def statements(story: Path) -> Statements:
    return Statements.read(story)


def expected(quads: list[Quad], syntax: str) -> set[Quad]:
    if syntax in GRAPHLESS:
        quads = [Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads]
    return set(canonical(quads))


@pytest.mark.parametrize("syntax", FORMATS)
def test_the_same_bytes_each_time(story: Path, syntax: str) -> None:
    assert export(story, syntax, "Denmark") == export(story, syntax, "Denmark")


@pytest.mark.server
@pytest.mark.parametrize("syntax", RAPPER)
def test_raptor_reads_a_dataset(story: Path, tmp_path: Path, syntax: str) -> None:
    file = tmp_path / "dataset"
    file.write_bytes(export(story, syntax).content)
    assert set(rapper(file, syntax)) == expected(dataset_quads(story), syntax)


@pytest.mark.server
@pytest.mark.parametrize("syntax", ["turtle", "trig", "rdfxml"])
def test_jena_reads_what_is_said_about_denmark(
    story: Path, statements: Statements, tmp_path: Path, syntax: str
) -> None:
    file = tmp_path / "denmark"
    file.write_bytes(export(story, syntax, "Denmark").content)
    assert set(riot(file, syntax, tmp_path)) == expected(about(statements, DENMARK), syntax)


@pytest.mark.server
def test_jena_reads_a_dataset(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "dataset"
    file.write_bytes(export(story, "jsonld").content)
    assert set(riot(file, "jsonld", tmp_path)) == expected(dataset_quads(story), "jsonld")


def test_about_an_actor_there_are_its_claims_with_their_evidence(story: Path, statements: Statements) -> None:
    found = about(statements, DENMARK)
    assert set(found) <= set(dataset_quads(story))
    claims = {quad.subject for quad in found if quad.object == term("acc:Claim")}
    evidence = {quad.subject for quad in found if quad.predicate == term("acc:evidence")}
    quotes = {quad.object.value for quad in found if quad.predicate == term("oa:exact")}
    assert claims == evidence
    assert "Denmark joined the genocide case" in quotes
    assert "Norway supports the Special Tribunal" not in quotes
    derived = {quad.predicate for quad in found if quad.graph_name == NamedNode(DERIVED_GRAPH)}
    assert {term("acc:joins"), term("acc:hosts")} <= derived


def test_what_is_referred_to_has_a_name(statements: Statements) -> None:
    found = about(statements, DENMARK)
    named = {quad.subject for quad in found if quad.predicate == term("skos:prefLabel")}
    targets = {quad.object for quad in found if quad.predicate in (term("acc:holder"), term("acc:target"))}
    assert targets
    assert targets <= named


def test_about_a_document_there_is_its_graph(store: Store, statements: Statements) -> None:
    document = find_thing(store, "second.txt")
    (graph,) = {quad.graph_name for quad in statements.of(document)}
    assert isinstance(graph, NamedNode)
    assert set(statements.within(graph)) <= set(about(statements, document))


def test_about_a_mechanism_there_is_who_takes_a_stand(store: Store, statements: Statements) -> None:
    found = about(statements, find_thing(store, "RD4U"))
    holders = {quad.object for quad in found if quad.predicate == term("acc:holder")}
    assert holders == {DENMARK, NamedNode(f"{ACCID}state/NOR")}


def test_about_a_claim_there_is_only_that(store: Store, statements: Statements) -> None:
    claim = all_claims(statements)[0]
    thing = find_thing(store, claim.value.rpartition("/")[2][:12])
    assert thing == claim
    found = about(statements, thing)
    assert {quad.subject for quad in found if quad.object == term("acc:Claim")} == {thing}


def test_what_nothing_is_said_about_is_refused(story: Path) -> None:
    with pytest.raises(QueryError, match=r"no entity .* is called 'Denmrk' \(do you mean 'Denmark'\?\)"):
        export(story, "trig", "Denmrk")
    with pytest.raises(QueryError, match=r"there is no claim about <.*/state/NZL>"):
        export(story, "trig", "New Zealand")


@pytest.mark.parametrize(
    ("form", "name", "address", "message"),
    [
        ("nanopubs", None, None, r"'nanopubs' is no form of export \(do you mean 'nanopub'\?\)"),
        ("void", "Denmark", None, "void describes the whole dataset"),
        ("csv", None, "https://example.org/", "an address is for void"),
        ("void", None, "example", "'example' is no address"),
    ],
)
def test_what_does_not_fit_is_refused(
    story: Path, form: str, name: str | None, address: str | None, message: str
) -> None:
    with pytest.raises(ExportError, match=message):
        export(story, form, name, address=address)
