"""The ontology keeps to OWL 2 RL, which rule engines and triple stores understand.

The check is stricter than the profile: it allows only the axioms listed here, between named classes and
properties, all of which OWL 2 RL allows (https://www.w3.org/TR/owl2-profiles/#OWL_2_RL).
"""

from __future__ import annotations

from ontology.graphs import ACC, core, graph
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef
from rdflib.collection import Collection

AXIOMS = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.disjointWith,
    OWL.members,
}
ANNOTATIONS_OF_OWL = {OWL.versionIRI, OWL.versionInfo, OWL.deprecated, OWL.priorVersion}
TYPES = {
    OWL.Ontology,
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.FunctionalProperty,
    OWL.NamedIndividual,
    OWL.AllDisjointClasses,
}
# Datatypes of OWL 2 RL that are used here; xsd:date, xsd:gYearMonth and xsd:gYear are none.
DATATYPES = {XSD.string, XSD.boolean, XSD.integer, XSD.decimal}


def terms() -> Graph:
    return graph("accgraph.ttl", "alignments.ttl")


def test_only_allowed_constructs_are_used() -> None:
    for subject, predicate, object_ in terms():
        if predicate == RDF.type and (object_.startswith(str(OWL)) or object_.startswith(str(RDF))):
            assert object_ in TYPES, f"{subject} is an {object_}"
        elif predicate.startswith(str(OWL)):
            assert predicate in AXIOMS | ANNOTATIONS_OF_OWL, f"{predicate} at {subject}"


def test_axioms_stand_between_names() -> None:
    for predicate in AXIOMS - {OWL.members}:
        for subject, object_ in terms().subject_objects(predicate):
            assert isinstance(subject, URIRef), f"{predicate} of an anonymous class"
            assert isinstance(object_, URIRef), f"{predicate} of {subject} is anonymous"
            assert object_ != OWL.Thing


def test_disjoint_classes_are_named() -> None:
    for node in terms().subjects(RDF.type, OWL.AllDisjointClasses):
        assert isinstance(node, BNode)
        members = terms().value(node, OWL.members)
        assert members is not None
        listed = list(Collection(terms(), members))
        assert len(listed) == len(set(listed)) > 1
        assert all((member, RDF.type, OWL.Class) in terms() for member in listed)


def test_each_name_is_of_one_sort_and_every_name_in_an_axiom_is_declared() -> None:
    sorts = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for subject in set(terms().subjects(RDF.type, None)):
        assert sum((subject, RDF.type, sort) in terms() for sort in sorts) <= 1, subject
    for predicate in (RDFS.subClassOf, RDFS.domain, OWL.disjointWith):
        for object_ in terms().objects(None, predicate):
            assert (object_, RDF.type, OWL.Class) in terms(), object_


def test_ranges_fit_their_properties() -> None:
    for name in core().subjects(RDF.type, OWL.ObjectProperty):
        for range_ in core().objects(name, RDFS.range):
            assert (range_, RDF.type, OWL.Class) in core(), f"range of {name}"
    for name in core().subjects(RDF.type, OWL.DatatypeProperty):
        assert set(core().objects(name, RDFS.range)) <= DATATYPES, f"range of {name}"


def test_properties_stand_below_properties_of_their_sort() -> None:
    for sort in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for name in core().subjects(RDF.type, sort):
            for above in core().objects(name, RDFS.subPropertyOf):
                assert (above, RDF.type, sort) in core(), f"{name} below {above}"


def test_nothing_is_said_of_other_vocabularies_terms_but_that_they_exist() -> None:
    for subject, predicate, _ in terms():
        if isinstance(subject, URIRef) and not subject.startswith(str(ACC).removesuffix("ontology#")):
            assert predicate == RDF.type, f"{predicate} of {subject}"
