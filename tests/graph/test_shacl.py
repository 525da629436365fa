"""The quick engine against the reference: what they find in the same graphs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from graph.factories import claims, document
from pyoxigraph import Quad, RdfFormat, parse

from accgraph.errors import ValidationError
from accgraph.graph.background import Background
from accgraph.graph.quads import document_quads
from accgraph.graph.shacl import compiled, compiled_by_pyshacl, compiled_by_rust
from accgraph.graph.syntax import read_rdf
from accgraph.graph.terms import term
from accgraph.resources import ontology_folder

pytest.importorskip("shacl", reason="there is no wheel of the engine in Rust for this machine")

EXAMPLES = sorted((ontology_folder() / "examples").glob("*/*.ttl"))


def ntriples(quads: list[Quad]) -> str:
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads}))


@pytest.fixture(scope="module")
def shapes() -> str:
    files = sorted((ontology_folder() / "shapes").glob("*.ttl"))
    return ntriples([quad for file in files for quad in read_rdf(file, "urn:shapes")])


@pytest.fixture(scope="module")
def background() -> Background:
    return Background.load()


def read(file: Path) -> list[Quad]:
    return list(parse(file.read_bytes(), format=RdfFormat.TURTLE))


def test_both_find_the_same_in_all_examples(shapes: str, background: Background) -> None:
    quads = [quad for file in EXAMPLES for quad in read(file)]
    data = ntriples(quads) + background.text_for(quads)
    found = compiled_by_rust(shapes)(data)
    assert found == compiled_by_pyshacl(shapes)(data)
    assert len(found) > 100


def test_both_find_the_same_in_damaged_graphs(shapes: str, background: Background) -> None:
    chance = random.Random(7)
    source = document()
    whole = document_quads(source, claims(source), "1")
    # Where a number is compared with what is none, SPARQL has an error, but rdflib an order.
    numbers = (term("oa:start"), term("oa:end"), term("acc:length"))
    comparable = [quad for quad in whole if quad.predicate not in numbers]
    damaged = []
    for number in range(8):
        # Statements are lost, doubled with the object of another, and given to another subject.
        quads = [quad for quad in whole if chance.random() > 0.03]
        for _ in range(4):
            one, other = chance.choice(comparable), chance.choice(quads)
            quads.append(Quad(one.subject, one.predicate, other.object))
            quads.append(Quad(other.subject, one.predicate, one.object))
        # Each damaged graph has nodes of its own, so that all can be checked at once.
        damaged.append(ntriples(quads).replace("/id/claim/", f"/id/claim/{number}-"))
    data = "".join(damaged) + background.text_for(whole)
    found = compiled_by_rust(shapes)(data)
    assert found == compiled_by_pyshacl(shapes)(data)
    assert len({finding.shape for finding in found}) > 20


def test_what_is_no_shapes_graph_is_an_error() -> None:
    with pytest.raises(ValidationError, match="the shapes cannot be applied"):
        compiled("no triples")
