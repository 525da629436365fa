from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from graph.factories import DENMARK, ICC, claims, document
from pyoxigraph import Literal, Quad, RdfFormat, parse

from accgraph.errors import ValidationError
from accgraph.graph.background import Background
from accgraph.graph.quads import document_quads
from accgraph.graph.rules import derive, load_rules
from accgraph.graph.terms import iri, term
from accgraph.graph.validation import Finding, Shapes, check_dataset
from accgraph.model import Entity, PositionClaim, Role
from accgraph.namespaces import ACC

SOURCE = document()
MADE = claims(SOURCE)


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.load()


@pytest.fixture(scope="module")
def background() -> Background:
    return Background.load()


def test_what_the_build_emits_conforms(shapes: Shapes, background: Background) -> None:
    assert shapes.check(document_quads(SOURCE, MADE, "1"), background) == ()


def test_a_holder_that_is_no_actor_is_found(shapes: Shapes, background: Background) -> None:
    place = Entity("https://w3id.org/accgraph/id/place/oslo", "Oslo", ("Place",), known=False)
    wrong = replace(MADE[0], holder=Role(place))  # type: ignore[type-var]
    (found,) = shapes.check(document_quads(SOURCE, [wrong], "1"), background)
    assert (found.severity, found.path) == ("Violation", f"{ACC}holder")
    assert found.value == place.iri
    assert "an actor" in str(found)


def test_a_claim_without_evidence_is_found(shapes: Shapes, background: Background) -> None:
    quads = [q for q in document_quads(SOURCE, MADE[:1], "1") if q.predicate != term("acc:evidence")]
    found = shapes.check(quads, background)
    assert f"{ACC}evidence" in {finding.path for finding in found}


def test_known_entities_are_not_reported(background: Background) -> None:
    strict = Shapes(
        parse(
            "@prefix sh: <http://www.w3.org/ns/shacl#> ."
            f"@prefix acc: <{ACC}> ."
            "acc:S a sh:NodeShape ; sh:targetClass acc:State , acc:Claim ;"
            " sh:property [ sh:path acc:none ; sh:minCount 1 ] .",
            format=RdfFormat.TURTLE,
        )
    )
    found = strict.check(document_quads(SOURCE, MADE[:1], "1"), background)
    assert {finding.focus for finding in found} == {MADE[0].iri}


def test_findings_come_in_the_same_order(shapes: Shapes, background: Background) -> None:
    quads = [q for q in document_quads(SOURCE, MADE, "1") if q.predicate != term("acc:rule")]
    first = shapes.check(quads, background)
    assert first == shapes.check(quads[::-1], background)
    assert len(first) == len(MADE)


def test_a_whole_dataset_is_checked_graph_by_graph(shapes: Shapes, background: Background) -> None:
    other = document("Denmark supports the ICC.", name="other.txt")
    assert isinstance(MADE[0], PositionClaim)
    same = PositionClaim(
        iri="https://w3id.org/accgraph/id/claim/other", document="other.txt", start=0, end=24,
        quote=other.text[:24], trigger=MADE[0].trigger, rule="r", kind="join", holder=Role(DENMARK),
        target=Role(ICC),
    )  # fmt: skip
    quads = [
        *background.class_hierarchy(),
        *background.known([Quad(iri(DENMARK.iri), term("rdf:type"), iri(ICC.iri))]),
        *document_quads(SOURCE, MADE[:1], "1"),
        *document_quads(other, [same], "1"),
    ]
    quads += derive(quads, load_rules())
    assert [
        (g, f) for g, f in check_dataset(quads, shapes) if "claim" in f.focus or "position" in f.focus
    ] == []
    broken = [q for q in quads if not (q.predicate == term("acc:statedIn") and q.subject == iri(same.iri))]
    found = check_dataset(broken, shapes)
    assert {finding.focus for _, finding in found if finding.path == f"{ACC}statedIn"} == {same.iri}


def test_shapes_that_are_not_there_or_not_turtle_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="holds no shapes"):
        Shapes.load(tmp_path)
    (tmp_path / "bad.ttl").write_text("<a> <b>")
    with pytest.raises(ValidationError, match=r"the shapes cannot be read: .*bad\.ttl: is not Turtle"):
        Shapes.load(tmp_path)


def test_a_finding_reads_as_a_sentence() -> None:
    found = Finding("urn:a", "urn:p", "Violation", "is wrong", "7", "urn:s")
    assert str(found) == "urn:a urn:p: is wrong (it is 7)"
    assert str(replace(found, path=None, value=None)) == "urn:a: is wrong"


def test_the_background_is_the_same_whatever_the_order() -> None:
    quads = [
        Quad(iri("urn:a"), term("rdfs:subClassOf"), iri("urn:b")),
        Quad(iri("urn:b"), term("rdfs:label"), Literal("b")),
    ]
    assert Background.of(quads) == Background.of(quads[::-1])
    assert Background.of(quads).known([Quad(iri("urn:x"), term("rdf:type"), iri("urn:a"))]) == quads
