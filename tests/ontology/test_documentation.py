"""Every term is declared, labelled, defined and exemplified, and the ontology says what it is."""

from __future__ import annotations

import re

import pytest
from ontology.graphs import ACC, ONTOLOGY, core, graph, turtle_files
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD, Graph, Literal, URIRef

from accgraph.graph.quads import COMMITMENT_CLASSES, EVENT_CLASSES, POSITION_CLASSES

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)
TERMS = sorted(
    {
        subject
        for kind in KINDS
        for subject in graph("accgraph.ttl", "alignments.ttl").subjects(RDF.type, kind)
        if isinstance(subject, URIRef) and subject.startswith(ACC)
    }
)


def terms() -> Graph:
    return graph("accgraph.ttl", "alignments.ttl")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(ACC))
def test_term_is_documented(term: URIRef) -> None:
    for name in (RDFS.label, SKOS.definition, SKOS.example):
        values = list(terms().objects(term, name))
        assert len(values) == 1, f"{name} of {term}: {values}"
        assert isinstance(values[0], Literal)
        assert values[0].language == "en"
        assert str(values[0]).strip()
    assert list(terms().objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]
    assert len(set(terms().objects(term, RDF.type)) & set(KINDS[:4])) <= 1


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(ACC))
def test_name_tells_the_sort_of_term(term: URIRef) -> None:
    name = term.removeprefix(ACC)
    upper = OWL.Class in terms().objects(term, RDF.type) or OWL.NamedIndividual in terms().objects(
        term, RDF.type
    )
    assert re.fullmatch(r"[A-Z][A-Za-z]+" if upper else r"[a-z][A-Za-z0-9]+", name)


def test_definitions_and_labels_are_not_used_twice() -> None:
    for name in (RDFS.label, SKOS.definition):
        values = [
            (str(value), OWL.Class in terms().objects(term, RDF.type))
            for term in TERMS
            for value in terms().objects(term, name)
        ]
        assert len(values) == len(set(values)), name


def test_every_term_that_is_used_is_declared() -> None:
    declared = set(TERMS)
    for file in turtle_files():
        used = {
            node
            for triple in Graph().parse(file)
            for node in triple
            if isinstance(node, URIRef) and node.startswith(ACC)
        }
        assert used <= declared, f"{file.name} uses what is not declared"


def test_ontology_says_what_it_is() -> None:
    wanted = {
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.license,
        DCTERMS.created,
        DCTERMS.modified,
        DCTERMS.bibliographicCitation,
        OWL.versionIRI,
        OWL.versionInfo,
        VANN.preferredNamespacePrefix,
        VANN.preferredNamespaceUri,
    }
    assert wanted <= set(core().predicates(ONTOLOGY))
    version = core().value(ONTOLOGY, OWL.versionInfo)
    assert core().value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(core().value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(ACC)
    created, modified = (core().value(ONTOLOGY, name) for name in (DCTERMS.created, DCTERMS.modified))
    assert isinstance(created, Literal) and isinstance(modified, Literal)
    assert created.datatype == modified.datatype == XSD.date
    assert str(created) <= str(modified)


def test_nothing_is_imported_from_the_network() -> None:
    for file in turtle_files():
        assert not list(Graph().parse(file).triples((None, OWL.imports, None))), file.name


def test_kinds_carry_the_words_of_the_claim_model() -> None:
    names = {**POSITION_CLASSES, **COMMITMENT_CLASSES, **EVENT_CLASSES}
    assert {kind: str(core().value(ACC[name], SKOS.notation)) for kind, name in names.items()} == {
        kind: kind for kind in names
    }


def test_deprecated_terms_say_what_takes_their_place() -> None:
    for term in core().subjects(OWL.deprecated, Literal(True)):
        assert core().value(term, DCTERMS.isReplacedBy), f"{term} is deprecated, but by what is it replaced?"
