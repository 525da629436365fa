"""The quality checks: what ships has no errors, and each check finds the fault it is for and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from accgraph.check import SEVERITIES, check, find_faults, load_checks
from accgraph.errors import QueryError, StoreError
from accgraph.graph.background import Background

PREFIXES = """
@prefix acc: <https://w3id.org/accgraph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix m: <https://w3id.org/accgraph/id/mechanism/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/accgraph/id/situation/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/accgraph/id/state/> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""

NEW = 'm:new a acc:Register ; skos:prefLabel "New Register"@en ; acc:situation s:ukraine'
TERM = (
    'acc:novelty a owl:ObjectProperty ; rdfs:label "novelty"@en ;'
    " rdfs:isDefinedBy <https://w3id.org/accgraph/ontology>"
)
DEFINED = f'{TERM} ; skos:definition "New."@en ; skos:example "New."@en'

FAULTS = {
    "missing-label": "m:new a acc:Register ; acc:situation s:ukraine .",
    "missing-definition": f'{TERM} ; skos:example "New."@en .',
    "duplicate-label": 'm:new a acc:Treaty ; skos:prefLabel "Rome Statute"@en ; acc:situation s:ukraine .',
    "clashing-alternative-label": f'{NEW} ; skos:altLabel "register OF damage"@en .',
    "label-shared-across-classes": f'{NEW} ; skos:altLabel "genocide convention"@en .',
    "label-whitespace": f'{NEW} ; skos:altLabel "Newest  Register"@en .',
    "label-language": f'{NEW} ; skos:altLabel "Newest Register" .',
    "undeclared-term": f"{NEW} ; acc:sitation s:ukraine .",
    "dead-reference": f"{NEW} ; acc:underAuspicesOf m:nowhere .",
    "deprecated-in-use": (
        f"{DEFINED} ; owl:deprecated true ; dcterms:isReplacedBy acc:concerns ."
        f" {NEW} ; acc:novelty m:rome-statute ."
    ),
    "deprecated-without-replacement": f"{DEFINED} ; owl:deprecated true .",
    "malformed-identifier": f"{NEW} . m:New_Register a acc:Fund ; skos:prefLabel 'N'@en ; acc:basis m:new .",
    "malformed-match": f"{NEW} ; skos:exactMatch <https://www.wikidata.org/wiki/Q458> .",
    "duplicate-identifier": f"{NEW} ; skos:exactMatch wd:Q458 .",
    "circular-hierarchy": f"{NEW} ; acc:organOf m:new .",
    "orphan-situation": 's:nowhere a skos:Concept ; skos:prefLabel "Nowhere"@en .',
    "orphan-entity": f"{NEW} ; acc:foundInText true .",
    "orphan-content": f"{NEW} . m:position a acc:Hosting ; acc:holder state:DNK ; acc:target m:new .",
    "one-sided-proceeding": (
        'm:new a acc:Proceeding ; skos:prefLabel "New case"@en ; acc:situation s:ukraine ;'
        " acc:applicant state:DNK ; acc:respondent state:RUS ."
    ),
    "mechanism-without-link": 'm:new a acc:Register ; skos:prefLabel "New Register"@en .',
}


def quads(turtle: str) -> list[Quad]:
    return [
        Quad(q.subject, q.predicate, q.object, DefaultGraph())
        for q in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    ]


@pytest.fixture(scope="module")
def background() -> Background:
    return Background.load()


def test_what_ships_has_no_errors_and_no_warnings() -> None:
    assert [fault for fault in check() if fault.check.severity != "info"] == []


def test_each_check_has_a_case() -> None:
    assert sorted(FAULTS) == sorted(one.name for one in load_checks())


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_fault_is_found_by_its_check_and_no_other(background: Background, name: str) -> None:
    checks = load_checks()
    before = set(find_faults(background.quads, checks))
    after = set(find_faults([*background.quads, *quads(FAULTS[name])], checks))
    new = {fault.check.name for fault in after - before}
    # A clash within a class is a shared label too, and a stray term leaves the new entity as it is.
    implied = {"label-shared-across-classes"} if name == "clashing-alternative-label" else set()
    assert new - implied == {name}


def test_gravest_faults_come_first(tmp_path: Path) -> None:
    file = tmp_path / "new.ttl"
    file.write_text(PREFIXES + FAULTS["dead-reference"] + FAULTS["orphan-situation"], encoding="utf-8")
    order = [SEVERITIES.index(fault.check.severity) for fault in check([file])]
    assert order == sorted(order)
    assert {0, 1, 2} == set(order)


def test_fault_says_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "new.ttl"
    file.write_text(PREFIXES + FAULTS["dead-reference"], encoding="utf-8")
    (fault,) = [fault for fault in check([file]) if fault.check.severity == "error"]
    assert fault.entity == "https://w3id.org/accgraph/id/mechanism/new"
    assert fault.property == "https://w3id.org/accgraph/ontology#underAuspicesOf"
    assert fault.value == "https://w3id.org/accgraph/id/mechanism/nowhere"


def test_a_path_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"absent\.ttl"):
        check([tmp_path / "absent.ttl"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT ?entity ?property ?value WHERE { }", "has no header"),
        ("#+ summary: A\n#+ severity: error\n#+ problem: B\nSELECT", "does not give solution"),
        (
            "#+ summary: A\n#+ severity: fatal\n#+ problem: B\n#+ solution: C\nSELECT",
            "one of error, warning, info",
        ),
        ("#+ summary: [\nSELECT", "not YAML"),
    ],
)
def test_a_header_that_is_wrong_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "wrong.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=f"'wrong'.*{complaint}"):
        load_checks(tmp_path)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT", "is not SPARQL"),
        ("ASK { }", "is not a SELECT query"),
        ("SELECT ?entity WHERE { ?entity ?p ?o }", "does not select"),
    ],
)
def test_a_query_that_is_no_check_is_named(tmp_path: Path, query: str, complaint: str) -> None:
    header = "#+ summary: A\n#+ severity: error\n#+ problem: B\n#+ solution: C\n"
    (tmp_path / "wrong.rq").write_text(header + query, encoding="utf-8")
    with pytest.raises(QueryError, match=complaint):
        find_faults([], load_checks(tmp_path))
