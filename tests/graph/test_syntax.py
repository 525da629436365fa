from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.factories import claims, document
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic, to_isomorphic

from accgraph.errors import ExportError, StoreError
from accgraph.graph.quads import document_quads
from accgraph.graph.syntax import FORMATS, canonical, nquads_lines, read_rdf, write_rdf
from accgraph.namespaces import PREFIXES

SOURCE = document('Denmark “joined” the\tICC <br/> & others.\nÆrø — \\n "quoted"', title="A\nB")
QUADS = document_quads(document(), claims(document()), "1") + document_quads(SOURCE, [], "1")
RDFLIB = {
    "nquads": "nquads",
    "trig": "trig",
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


def merged(quads: list[Quad]) -> Graph:
    graph = Graph()
    text = "".join(f"{quad.triple} .\n" for quad in quads)
    return graph.parse(data=text, format="nt")


@pytest.mark.parametrize("syntax", FORMATS)
def test_another_implementation_reads_the_same_statements(syntax: str) -> None:
    written = write_rdf(QUADS, syntax)
    read = Dataset(default_union=True)
    read.parse(data=written, format=RDFLIB[syntax])
    flat = Graph()
    for triple in read.triples((None, None, None)):
        flat.add(triple)
    assert to_isomorphic(flat) == to_isomorphic(merged(QUADS))
    if syntax in ("nquads", "trig", "jsonld"):
        named = {str(graph.identifier) for graph in read.graphs() if len(graph)}
        assert named == {quad.graph_name.value for quad in QUADS}  # type: ignore[union-attr]


@pytest.mark.parametrize("syntax", FORMATS)
def test_the_order_of_quads_changes_nothing(syntax: str) -> None:
    assert write_rdf(QUADS, syntax) == write_rdf([*reversed(QUADS), QUADS[0]], syntax)


@pytest.mark.parametrize("syntax", ["trig", "turtle", "rdfxml", "jsonld"])
def test_prefixes_are_bound(syntax: str) -> None:
    written = write_rdf(QUADS, syntax).decode()
    assert f"{PREFIXES['acc']}Claim" not in written
    assert "acc:Claim" in written


def test_json_ld_keeps_lists_in_their_order() -> None:
    turtle = "@prefix a: <urn:> . a:s a:p ( 3 1 2 ) ; a:q 3 , 1 , 2 ."
    quads = list(parse(input=turtle, format=RdfFormat.TURTLE))
    data = json.loads(write_rdf(quads, "jsonld"))
    assert isomorphic(Graph().parse(data=json.dumps(data), format="json-ld"), Graph().parse(data=turtle))


def test_blank_nodes_are_labelled_by_what_is_said_of_them() -> None:
    def quads(first: str, second: str) -> list[Quad]:
        p = NamedNode("urn:p")
        return [
            Quad(BlankNode(first), p, Literal("1"), DefaultGraph()),
            Quad(BlankNode(second), p, BlankNode(first), DefaultGraph()),
        ]

    assert nquads_lines(canonical(quads("x", "y"))) == nquads_lines(canonical(quads("b", "a")))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<urn:a> <urn:b>", "a.ttl: is not Turtle"),
        ("a.doc", "", "'.doc' does not tell a syntax"),
    ],
)
def test_a_file_that_is_not_rdf_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(StoreError, match=message):
        read_rdf(tmp_path / name)
    with pytest.raises(StoreError, match="cannot be read"):
        read_rdf(tmp_path / "none.ttl")


def test_a_syntax_that_is_not_known_is_refused() -> None:
    with pytest.raises(ExportError, match="'excel' is not a syntax"):
        write_rdf(QUADS, "excel")


@settings(max_examples=60)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n")),
    st.sampled_from(FORMATS),
)
def test_any_words_survive_any_syntax(words: str, syntax: str) -> None:
    quads = [Quad(NamedNode("urn:s"), NamedNode("urn:x#p"), Literal(words), NamedNode("urn:g"))]
    form = {
        "nquads": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "turtle": RdfFormat.TURTLE,
        "ntriples": RdfFormat.N_TRIPLES,
        "rdfxml": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }[syntax]
    (read,) = parse(input=write_rdf(quads, syntax), format=form)
    assert read.object == Literal(words)


def test_json_ld_of_shared_blank_nodes_is_the_same_each_time() -> None:
    p = NamedNode("urn:p")
    shared = [Quad(NamedNode(f"urn:s{n}"), p, BlankNode(f"b{n % 3}"), DefaultGraph()) for n in range(9)]
    assert write_rdf(shared, "jsonld") == write_rdf(shared, "jsonld")
