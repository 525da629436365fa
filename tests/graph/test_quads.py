from __future__ import annotations

from dataclasses import replace

import pytest
from graph.factories import COPENHAGEN, DENMARK, ICC, KRAVCHENKO, NORWAY, PANEL, TEXT, claims, document, named
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from accgraph.graph.entities import found_entities
from accgraph.graph.quads import document_graph, document_quads
from accgraph.graph.terms import date, decimal, iri, term, truth
from accgraph.model import POSITION_KINDS, Document, PositionClaim, Role, Span
from accgraph.namespaces import ACC, ACCID, content_iri

SOURCE = document(title="Made", issuer="UNN", address="https://example.org/made", genre="news")
MADE = claims(SOURCE)
QUADS = document_quads(SOURCE, MADE, "1")


def objects(quads: list[Quad], subject: str, predicate: str) -> set[object]:
    return {q.object for q in quads if q.subject == iri(subject) and q.predicate == term(predicate)}


def only(quads: list[Quad], subject: str, predicate: str) -> object:
    (found,) = objects(quads, subject, predicate)
    return found


def value(quads: list[Quad], subject: str, predicate: str) -> str:
    found = only(quads, subject, predicate)
    assert isinstance(found, (NamedNode, Literal))
    return found.value


def test_a_graph_is_one_documents_and_holds_no_blank_node() -> None:
    assert {quad.graph_name for quad in QUADS} == {iri(document_graph(SOURCE))}
    assert not any(isinstance(node, BlankNode) for quad in QUADS for node in (quad.subject, quad.object))
    assert sorted(set(QUADS), key=str) == QUADS


def test_the_document_is_described() -> None:
    assert value(QUADS, SOURCE.iri, "dcterms:title") == "Made"
    assert value(QUADS, SOURCE.iri, "acc:issuerName") == "UNN"
    assert only(QUADS, SOURCE.iri, "dcterms:issued") == date("2025-11-24")
    assert only(QUADS, SOURCE.iri, "dcterms:source") == iri("https://example.org/made")
    assert value(QUADS, SOURCE.iri, "acc:sha256") == SOURCE.sha256
    assert value(QUADS, SOURCE.iri, "acc:length") == str(len(TEXT))


def test_a_position_is_modelled_as_the_design_says() -> None:
    claim = MADE[0]
    position = value(QUADS, claim.iri, "acc:asserts")
    assert position == content_iri("position", "join", DENMARK.iri, ICC.iri)
    assert only(QUADS, position, "rdf:type") == term("acc:Accession")
    assert only(QUADS, position, "acc:holder") == iri(DENMARK.iri)
    assert only(QUADS, position, "acc:target") == iri(ICC.iri)
    assert only(QUADS, claim.iri, "rdf:type") == term("acc:Claim")
    assert only(QUADS, claim.iri, "acc:statedIn") == iri(SOURCE.iri)
    assert only(QUADS, claim.iri, "acc:statedOn") == date("2025-11-24")
    assert only(QUADS, claim.iri, "acc:effectiveOn") == Literal("2025-11", datatype=term("xsd:gYearMonth"))
    assert only(QUADS, claim.iri, "acc:confidence") == Literal("0.9", datatype=term("xsd:decimal"))
    assert only(QUADS, claim.iri, "acc:attributedTo") == iri(KRAVCHENKO.iri)
    post = value(QUADS, claim.iri, "acc:inCapacityOf")
    assert value(QUADS, post, "skos:prefLabel") == "Prosecutor General of Ukraine"
    assert only(QUADS, post, "rdf:type") == term("org:Post")


def test_a_known_post_is_only_referred_to() -> None:
    post = value(QUADS, MADE[0].iri, "acc:inCapacityOf")
    quads = document_quads(SOURCE, MADE, "1", known={post})
    assert value(quads, MADE[0].iri, "acc:inCapacityOf") == post
    assert not objects(quads, post, "acc:foundInText")


def test_a_post_is_held_by_the_person_who_speaks_from_it() -> None:
    (holding,) = {q.subject for q in QUADS if q.object == term("acc:PostHolding")}
    assert isinstance(holding, NamedNode)
    assert only(QUADS, holding.value, "org:member") == iri(KRAVCHENKO.iri)
    person = replace(KRAVCHENKO, part_of="https://w3id.org/accgraph/id/state/UKR")
    quads = document_quads(SOURCE, [replace(MADE[0], by=Role(person))], "1")
    assert value(quads, holding.value, "org:organization").endswith("state/UKR")
    assert not objects(quads, person.iri, "acc:organOf")


def test_what_is_denied_is_not_asserted() -> None:
    denial = MADE[1]
    assert not objects(QUADS, denial.iri, "acc:asserts")
    assert only(QUADS, value(QUADS, denial.iri, "acc:denies"), "rdf:type") == term("acc:Rejection")


def test_a_demand_and_an_event_are_modelled() -> None:
    demand = value(QUADS, MADE[2].iri, "acc:asserts")
    assert only(QUADS, demand, "rdf:type") == term("acc:Demand")
    assert value(QUADS, demand, "acc:action") == "activate the blocking statute"
    assert value(QUADS, demand, "acc:demandedBy").endswith("amnesty-international")
    assert value(QUADS, demand, "acc:bearer").endswith("european-union")
    assert value(QUADS, demand, "acc:concerns").endswith("eu-blocking-statute")
    assert only(QUADS, MADE[2].iri, "acc:reportsStatus") == iri(ACC + "Open")
    event = value(QUADS, MADE[3].iri, "acc:asserts")
    assert only(QUADS, event, "rdf:type") == term("acc:Meeting")
    assert only(QUADS, event, "acc:eventDate") == date("2025-07-04")
    assert only(QUADS, event, "acc:place") == iri(COPENHAGEN.iri)
    assert objects(QUADS, event, "acc:participant") == {iri(DENMARK.iri), iri(NORWAY.iri)}
    assert not objects(QUADS, MADE[3].iri, "acc:effectiveOn")


def test_only_what_was_found_in_text_is_described() -> None:
    assert only(QUADS, PANEL.iri, "acc:foundInText") == truth(True)
    assert value(QUADS, PANEL.iri, "skos:prefLabel") == "Independent Panel on Kivu"
    assert only(QUADS, PANEL.iri, "rdf:type") == term("acc:Inquiry")
    assert not any(quad.subject == iri(DENMARK.iri) for quad in QUADS)


def test_every_span_of_the_graph_holds_the_words_it_quotes() -> None:
    checked = 0
    for quad in QUADS:
        if quad.predicate == term("oa:start"):
            node = quad.subject.value  # type: ignore[union-attr]
            start, end = int(value(QUADS, node, "oa:start")), int(value(QUADS, node, "oa:end"))
            if objects(QUADS, node, "oa:exact"):
                assert TEXT[start:end] == value(QUADS, node, "oa:exact")
                checked += 1
    assert checked >= 12
    for claim in MADE:
        evidence = value(QUADS, claim.iri, "acc:evidence")
        words, places = [], []
        for selector in objects(QUADS, evidence, "oa:hasSelector"):
            assert isinstance(selector, NamedNode)
            words += objects(QUADS, selector.value, "oa:exact")
            places += objects(QUADS, selector.value, "oa:start")
        assert words == [Literal(claim.quote)]
        assert [place.value for place in places] == [str(claim.start)]  # type: ignore[attr-defined]


def test_the_words_around_the_evidence_are_those_of_the_text() -> None:
    for quad in QUADS:
        if quad.predicate == term("oa:prefix"):
            node = quad.subject.value  # type: ignore[union-attr]
            assert value(QUADS, node, "oa:prefix") + value(QUADS, node, "oa:exact") in TEXT
            assert value(QUADS, node, "oa:exact") + value(QUADS, node, "oa:suffix") in TEXT


def test_claims_of_one_position_share_its_node() -> None:
    again = replace(MADE[0], iri=content_iri("claim", "again"), by=None)
    quads = document_quads(SOURCE, [MADE[0], again], "1")
    assert value(quads, MADE[0].iri, "acc:asserts") == value(quads, again.iri, "acc:asserts")


def test_a_found_entity_has_one_label_and_all_its_classes() -> None:
    def claim(label: str, *classes: str) -> PositionClaim:
        target = named("mechanism", label, *classes, known=False)
        return replace(MADE[0], target=Role(target), iri=content_iri("claim", label))  # type: ignore[type-var]

    made = [claim("The Panel", "Inquiry"), claim("the panel", "Tribunal"), claim("THE PANEL", "Inquiry")]
    found = found_entities(made)
    assert found[f"{ACCID}mechanism/the-panel"].label == "THE PANEL"
    assert found[f"{ACCID}mechanism/the-panel"].classes == ("Inquiry", "Tribunal")
    commoner = found_entities([*made, claim("the panel", "Inquiry")])
    assert commoner[f"{ACCID}mechanism/the-panel"].label == "the panel"
    quads = document_quads(SOURCE, made, "1", found)
    assert value(quads, f"{ACCID}mechanism/the-panel", "skos:prefLabel") == "THE PANEL"
    assert DENMARK.iri not in found


@pytest.mark.parametrize(
    ("number", "written"), [(1.0, "1"), (0.5, "0.5"), (0.12345, "0.123"), (0.0, "0"), (10.0, "10")]
)
def test_a_decimal_is_written_in_one_way(number: float, written: str) -> None:
    assert decimal(number).value == written


@pytest.mark.parametrize(
    ("day", "kind"), [("2025", "gYear"), ("2025-01", "gYearMonth"), ("2025-01-02", "date")]
)
def test_a_date_keeps_its_precision(day: str, kind: str) -> None:
    assert date(day).datatype == term(f"xsd:{kind}")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'July'"):
        date("July")


@given(st.data())
def test_any_claim_is_grounded_in_its_graph(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=3))
    spans = []
    for _ in range(3):
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append(Span(start, data.draw(st.integers(start + 1, len(text)))))
    evidence, holder, trigger = spans
    source: Document = document(text)
    claim = PositionClaim(
        iri=content_iri("claim", text),
        document=source.name,
        start=evidence.start,
        end=evidence.end,
        quote=text[evidence.start : evidence.end],
        trigger=trigger,
        rule="r",
        kind=data.draw(st.sampled_from(POSITION_KINDS)),
        holder=Role(DENMARK, text[holder.start : holder.end], holder.start, holder.end),
        target=Role(ICC),
        denied=data.draw(st.booleans()),
    )
    quads = document_quads(source, [claim], "1")
    assert quads == document_quads(source, [claim, claim], "1")
    for quad in quads:
        if quad.predicate == term("oa:exact"):
            node = quad.subject.value  # type: ignore[union-attr]
            if objects(quads, node, "oa:start"):
                start, end = int(value(quads, node, "oa:start")), int(value(quads, node, "oa:end"))
                assert text[start:end] == value(quads, node, "oa:exact")
