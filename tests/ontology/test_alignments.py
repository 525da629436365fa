"""Matches with other vocabularies claim no more than a match, and of our terms only."""

from __future__ import annotations

import re

from ontology.graphs import ACC, core, graph
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, URIRef

MATCHES = {SKOS.closeMatch, SKOS.relatedMatch}
CODES = {ACC.cameoCode, ACC.ploverType}


def test_only_matches_and_codes_are_stated_of_our_terms() -> None:
    declared = {ACC.cameoCode, ACC.ploverType, URIRef("https://w3id.org/accgraph/alignments")}
    for subject, predicate, object_ in graph("alignments.ttl"):
        if subject in declared or (predicate, object_) == (RDF.type, OWL.AnnotationProperty):
            continue
        assert predicate in MATCHES | CODES
        assert (subject, RDFS.label, None) in core(), f"{subject} is no term of the ontology"


def test_matches_point_at_other_vocabularies() -> None:
    for name in MATCHES:
        for subject, object_ in graph("alignments.ttl").subject_objects(name):
            assert isinstance(object_, URIRef)
            assert not object_.startswith(ACC), f"{subject} matches a term of our own"


def test_codes_have_the_form_of_their_scheme() -> None:
    for code in graph("alignments.ttl").objects(None, ACC.cameoCode):
        assert re.fullmatch(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}", str(code))
    plover = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE"}
    plover |= {"REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
    assert {str(code) for code in graph("alignments.ttl").objects(None, ACC.ploverType)} <= plover


def test_superterms_stand_in_the_core() -> None:
    upper = ("http://www.w3.org/ns/prov#", "http://www.w3.org/ns/org#", "http://xmlns.com/foaf/0.1/")
    upper += ("http://www.w3.org/ns/oa#",)
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for subject, object_ in core().subject_objects(predicate):
            assert str(object_).startswith((str(ACC), *upper)), f"{subject} below {object_}"


def test_codes_name_their_scheme() -> None:
    for code in CODES:
        assert list(graph("alignments.ttl").objects(code, DCTERMS.source))
