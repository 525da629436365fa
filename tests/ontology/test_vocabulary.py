"""The names: complete, well-formed, each entity's IRI made from its label, each Turtle file readable."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from ontology.graphs import ACC, core, graph, vocabulary
from rdflib import ORG, RDF, RDFS, SKOS, Literal, URIRef

from accgraph.namespaces import ACCID, named_iri
from accgraph.resources import ontology_folder

FILES = sorted(path.name for path in (ontology_folder() / "vocabulary").glob("*.ttl"))
FAMILIES = {"court", "organisation", "group", "body", "mechanism", "situation", "post", "person"}


def named() -> list[tuple[URIRef, str]]:
    return sorted(
        (s, str(o)) for s, o in vocabulary().subject_objects(SKOS.prefLabel) if isinstance(s, URIRef)
    )


def family(entity: URIRef) -> str:
    return entity.removeprefix(ACCID).partition("/")[0]


def test_each_iri_is_made_from_its_label() -> None:
    for entity, label in named():
        if family(entity) in FAMILIES:
            assert str(entity) == named_iri(family(entity), label)
        else:
            assert family(entity) in {"state", "scheme", "membership"}, entity


def test_states_are_named_by_their_code() -> None:
    for state, code in vocabulary().subject_objects(ACC.iso3):
        assert str(state) == f"{ACCID}state/{code}"


def test_all_members_and_observers_of_the_united_nations_are_there() -> None:
    counts = Counter(str(value) for value in vocabulary().objects(None, ACC.recognition))
    assert counts["UN member"] == 193
    assert counts["UN observer"] == 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Denmark", "DNK"),
        ("Kingdom of Denmark", "DNK"),
        ("Danish", "DNK"),
        ("Czech Republic", "CZE"),
        ("U.S.", "USA"),
        ("UK", "GBR"),
        ("Kremlin", "RUS"),
        ("The Hague", "NLD"),
        ("Ivory Coast", "CIV"),
        ("Burma", "MMR"),
        ("Turkey", "TUR"),
        ("DRC", "COD"),
        ("Poles", "POL"),
    ],
)
def test_state_is_found_by_its_names(name: str, code: str) -> None:
    found = {
        s for s, p, o in vocabulary() if isinstance(o, Literal) and str(o) == name and family(s) == "state"
    }  # type: ignore[arg-type]
    assert found == {URIRef(f"{ACCID}state/{code}")}


def test_no_name_stands_for_two_entities_of_one_family() -> None:
    owners: dict[tuple[str, str], set[URIRef]] = defaultdict(set)
    for predicate in (SKOS.prefLabel, SKOS.altLabel, ACC.officialName, ACC.demonym, ACC.metonym):
        for entity, name in vocabulary().subject_objects(predicate):
            assert isinstance(entity, URIRef)
            owners[family(entity), str(name).casefold()].add(entity)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_every_entity_that_is_referred_to_exists() -> None:
    described = set(vocabulary().subjects(RDF.type, None))
    for subject, predicate, object_ in vocabulary():
        if isinstance(object_, URIRef) and object_.startswith(ACCID):
            assert object_ in described, f"{subject} {predicate} {object_}"


def test_every_class_is_one_of_the_ontology() -> None:
    known = {ORG.Post, SKOS.Concept, SKOS.ConceptScheme}
    for entity, cls in vocabulary().subject_objects(RDF.type):
        assert cls in known or (cls, RDFS.label, None) in core(), f"{entity} is a {cls}"


def test_every_holding_has_one_person_one_post_and_one_institution() -> None:
    holdings = list(vocabulary().subjects(RDF.type, ACC.PostHolding))
    assert holdings
    for holding in holdings:
        for name in (ORG.member, ACC.post, ORG.organization, ACC.since):
            assert len(list(vocabulary().objects(holding, name))) == 1, f"{holding} {name}"
        since, until = (vocabulary().value(holding, p) for p in (ACC.since, ACC.until))
        assert until is None or str(since) <= str(until), holding


def test_every_person_holds_a_post_and_is_called_as_texts_found_them() -> None:
    for person in vocabulary().subjects(RDF.type, ACC.Person):
        assert (None, ORG.member, person) in vocabulary(), person
        assert named_iri("person", str(vocabulary().value(person, SKOS.prefLabel))) == str(person)


@pytest.mark.parametrize("name", FILES)
def test_file_says_where_its_content_comes_from(name: str) -> None:
    head = (ontology_folder() / "vocabulary" / name).read_text(encoding="utf-8").split("@prefix")[0]
    assert all(line.startswith("#") or not line for line in head.splitlines())
    assert "Apache-2.0" in head


def test_entities_of_one_file_stand_in_no_other() -> None:
    homes: dict[URIRef, set[str]] = defaultdict(set)
    for name in FILES:
        for entity in graph(f"vocabulary/{name}").subjects(SKOS.prefLabel, None):
            assert isinstance(entity, URIRef)
            homes[entity].add(name)
    assert {entity: files for entity, files in homes.items() if len(files) > 1} == {}
