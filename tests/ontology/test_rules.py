"""The derived statements: what the saved CONSTRUCT rules make of asserted and denied claims."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from accgraph.graph.rules import DERIVED_GRAPH, derive, load_rules
from accgraph.namespaces import ACC

PREFIXES = """
@prefix acc: <https://w3id.org/accgraph/ontology#> .
@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

PREFIX_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

RELATIONS = [
    ("Endorsement", "endorses", "supports"),
    ("Accession", "joins", "supports"),
    ("Initiation", "initiates", "supports"),
    ("Hosting", "hosts", "supports"),
    ("Funding", "funds", "supports"),
    ("Cooperation", "cooperatesWith", "supports"),
    ("Rejection", "rejects", "opposes"),
    ("Sanctioning", "sanctions", "opposes"),
    ("Withdrawal", "withdrawsFrom", "opposes"),
    ("Obstruction", "obstructs", "opposes"),
]


def derived(turtle: str) -> set[tuple[str, str, str]]:
    """What the shipped rules derive from *turtle*, as local names and lexical values."""
    quads = [
        Quad(q.subject, q.predicate, q.object, DefaultGraph())
        for q in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    ]
    result = derive(quads, load_rules())
    assert all(quad.graph_name == NamedNode(DERIVED_GRAPH) for quad in result)
    return {(local(q.subject), local(q.predicate), local(q.object)) for q in result}


def local(term: object) -> str:
    if isinstance(term, Literal):
        return f"{term.value}^^{term.datatype.value.rpartition('#')[2]}"
    assert isinstance(term, NamedNode)
    return term.value.removeprefix(ACC).removeprefix("https://example.org/")


def relations(turtle: str) -> set[tuple[str, str, str]]:
    names = {relation for row in RELATIONS for relation in row[1:]}
    return {statement for statement in derived(turtle) if statement[1] in names}


@pytest.mark.parametrize(("kind", "relation", "side"), RELATIONS)
def test_asserted_position_yields_relation_and_side(kind: str, relation: str, side: str) -> None:
    found = relations(f"""
        ex:claim acc:asserts ex:position ; acc:statedIn ex:document .
        ex:position a acc:{kind} ; acc:holder ex:holder ; acc:target ex:target .
    """)
    assert found == {("holder", relation, "target"), ("holder", side, "target")}


def test_denied_position_yields_no_relation_but_is_counted() -> None:
    found = derived("""
        ex:claim acc:denies ex:position ; acc:statedIn ex:document .
        ex:position a acc:Accession ; acc:holder ex:holder ; acc:target ex:target .
    """)
    assert found == {("position", "denialCount", "1^^integer")}


def test_one_assertion_is_enough_beside_a_denial() -> None:
    found = relations("""
        ex:claim1 acc:denies ex:position ; acc:statedIn ex:document1 .
        ex:claim2 acc:asserts ex:position ; acc:statedIn ex:document2 .
        ex:position a acc:Accession ; acc:holder ex:holder ; acc:target ex:target .
    """)
    assert found == {("holder", "joins", "target"), ("holder", "supports", "target")}


def test_a_demand_that_backs_a_mechanism_makes_its_demander_a_supporter() -> None:
    found = relations("""
        ex:claim acc:asserts ex:demand ; acc:statedIn ex:document .
        ex:demand a acc:Demand ; acc:demandedBy ex:demander ; acc:bearer ex:bearer ;
            acc:concerns ex:backed, ex:named ; acc:backs ex:backed .
    """)
    assert found == {("demander", "supports", "backed")}


def test_a_demand_that_only_concerns_a_mechanism_supports_nothing() -> None:
    found = relations("""
        ex:claim acc:asserts ex:demand ; acc:statedIn ex:document .
        ex:demand a acc:Demand ; acc:demandedBy ex:demander ; acc:concerns ex:mechanism .
    """)
    assert found == set()


def test_claims_and_documents_are_counted_and_dates_keep_their_precision() -> None:
    found = derived("""
        ex:claim1 acc:asserts ex:event ; acc:statedIn ex:document1 ; acc:statedOn "2025-03-04"^^xsd:date .
        ex:claim2 acc:asserts ex:event ; acc:statedIn ex:document1 ; acc:statedOn "2025-03-04"^^xsd:date .
        ex:claim3 acc:asserts ex:event ; acc:statedIn ex:document2 ; acc:statedOn "2025-03"^^xsd:gYearMonth .
        ex:claim4 acc:asserts ex:event ; acc:statedIn ex:document3 ; acc:statedOn "2026"^^xsd:gYear .
        ex:claim5 acc:asserts ex:event ; acc:statedIn ex:document4 .
    """)
    assert found == {
        ("event", "claimCount", "5^^integer"),
        ("event", "documentCount", "4^^integer"),
        ("event", "firstStated", "2025-03^^gYearMonth"),
        ("event", "lastStated", "2026^^gYear"),
    }


def test_an_undated_claim_yields_no_dates() -> None:
    found = derived("ex:claim acc:asserts ex:event ; acc:statedIn ex:document .")
    assert found == {("event", "claimCount", "1^^integer"), ("event", "documentCount", "1^^integer")}


def test_members_are_those_whose_membership_has_not_ended() -> None:
    found = derived("""
        @prefix org: <http://www.w3.org/ns/org#> .
        ex:stayed a acc:Membership ; org:member ex:stayer ; org:organization ex:union .
        ex:left a acc:Membership ; org:member ex:leaver ; org:organization ex:union ;
            acc:until "2020"^^xsd:gYear .
        ex:members acc:membersOf ex:union .
    """)
    has_member = "http://www.w3.org/ns/org#hasMember"
    assert found == {("union", has_member, "stayer"), ("members", has_member, "stayer")}


def test_members_of_the_united_nations_say_so_themselves() -> None:
    organisation = "https://w3id.org/accgraph/id/organisation/united-nations"
    found = derived(f"""
        <{organisation}> a acc:InternationalOrganisation .
        ex:one acc:unMember true .
        ex:other acc:unMember false .
    """)
    assert found == {(organisation, "http://www.w3.org/ns/org#hasMember", "one")}


def test_rules_come_to_rest_on_what_they_derived() -> None:
    turtle = """
        ex:claim acc:asserts ex:position ; acc:statedIn ex:document ; acc:statedOn "2025"^^xsd:gYear .
        ex:position a acc:Hosting ; acc:holder ex:holder ; acc:target ex:target .
    """
    assert derived(turtle) == derived(turtle)


def test_every_rule_says_what_it_is_and_what_it_derives() -> None:
    for rule in load_rules():
        assert rule.text.startswith("#+ summary: "), rule.name
        assert re.search(r"\n#\+ derives: (acc|org|skos):", rule.text), rule.name


def test_a_position_that_many_documents_assert_is_summed_up_once() -> None:
    # Where a rule joins what documents say before it makes it distinct, its rows are the cube of these.
    number = 2_000
    lines = [
        line
        for document in range(number)
        for line in (
            f"ex:claim{document} acc:asserts ex:position ex:g{document}",
            f"ex:claim{document} acc:statedIn ex:document{document % 1_500} ex:g{document}",
            f"ex:position rdf:type acc:Hosting ex:g{document}",
            f"ex:position acc:holder ex:holder ex:g{document}",
            f"ex:position acc:target ex:target ex:g{document}",
            f"ex:demand acc:demandedBy ex:holder ex:g{document}",
            f"ex:demand acc:backs ex:other ex:g{document}",
            f"ex:demand rdf:type acc:Demand ex:g{document}",
            f"ex:claim{document} acc:asserts ex:demand ex:g{document}",
        )
    ]
    names = {"acc": ACC, "ex": "https://example.org/", "rdf": PREFIX_RDF}
    nodes = ([name.split(":") for name in line.split()] for line in lines)
    quads = [Quad(*(NamedNode(names[prefix] + name) for prefix, name in line)) for line in nodes]
    result = derive(quads, load_rules())
    found = {(local(q.subject), local(q.predicate), local(q.object)) for q in result}
    assert len(found) == len(result)
    assert found >= {
        ("position", "holder", "holder"),
        ("position", "target", "target"),
        ("position", "claimCount", f"{number}^^integer"),
        ("position", "documentCount", "1500^^integer"),
        ("holder", "hosts", "target"),
        ("holder", "supports", "target"),
        ("holder", "supports", "other"),
    }


def test_who_has_a_part_in_what_is_claimed_is_named_once() -> None:
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    holder, other, position = (NamedNode(f"https://example.org/{name}") for name in ("h", "o", "p"))
    quads = [
        quad
        for graph in (NamedNode("https://example.org/g1"), NamedNode("https://example.org/g2"))
        for quad in (
            Quad(position, NamedNode(f"{ACC}holder"), holder, graph),
            Quad(holder, label, Literal("A panel", language="en"), graph),
            Quad(other, label, Literal("Nobody", language="en"), graph),
        )
    ]
    result = derive(quads, load_rules())
    assert [(q.subject, q.object) for q in result if q.predicate == label] == [
        (holder, Literal("A panel", language="en"))
    ]
