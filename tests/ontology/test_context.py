"""The JSON-LD context names every term of the ontology, and data come back from it as they went in."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from graph.factories import claims, document
from ontology.graphs import ACC, core
from rdflib import OWL, RDF, Graph
from rdflib.compare import isomorphic

from accgraph.graph.quads import document_quads
from accgraph.resources import ontology_folder


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    content = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))
    assert list(content) == ["@context"]
    found = content["@context"]
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def data() -> Graph:
    """The graph of a document with every kind of claim."""
    source = document(
        title="Statement", issuer="Ministry", genre="statement", address="https://example.org/a"
    )
    graph = Graph()
    for quad in document_quads(source, claims(source), "0.1.0"):
        line = " ".join(str(term) for term in (quad.subject, quad.predicate, quad.object))
        graph.parse(data=f"{line} .", format="nt")
    return graph


def test_every_term_of_the_ontology_has_its_name(context: dict[str, Any]) -> None:
    for sort in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual):
        for term in core().subjects(RDF.type, sort):
            if term.startswith(ACC):
                name = str(term).removeprefix(str(ACC))
                definition = context[name]
                assert (definition if isinstance(definition, str) else definition["@id"]) == f"acc:{name}"


def test_data_come_back_as_they_went_in(context: dict[str, Any], data: Graph) -> None:
    text = data.serialize(format="json-ld", context=context, auto_compact=True)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), data)


def test_data_are_written_with_short_names(context: dict[str, Any], data: Graph) -> None:
    written = json.loads(data.serialize(format="json-ld", context=context, auto_compact=True))
    nodes = written["@graph"]
    keys = {key for node in nodes for key in node}
    assert keys <= set(context) | {"@id", "@type"}
    claim = next(node for node in nodes if "Claim" in node.get("type", node.get("@type", "")))
    assert isinstance(claim["statedIn"], str)
    assert isinstance(claim["rule"], str)


def test_plain_json_with_the_context_is_rdf(context: dict[str, Any]) -> None:
    text = json.dumps(
        {
            "@context": context,
            "id": "accid:position/1",
            "type": "Accession",
            "holder": "accid:state/DNK",
            "target": "accid:mechanism/rome-statute",
            "claimCount": 3,
        }
    )
    graph = Graph().parse(data=text, format="json-ld")
    assert len(graph) == 4
    assert (None, RDF.type, ACC.Accession) in graph


def test_context_is_what_its_script_makes_of_the_ontology(context: dict[str, Any]) -> None:
    script = Path(__file__).parents[2] / "scripts" / "make_context.py"
    assert runpy.run_path(str(script))["context"](core()) == context
