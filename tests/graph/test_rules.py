from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from accgraph.errors import QueryError
from accgraph.graph.rules import DERIVED_GRAPH, Rule, derive, load_rules
from accgraph.store import dataset_quads

P, Q, R = (NamedNode(f"urn:{name}") for name in "pqr")
A, B, C, G = (NamedNode(f"urn:{name}") for name in "ABCG")
CHAIN = [Quad(A, P, B, G), Quad(B, P, C, G)]


def test_rules_build_on_each_other_until_nothing_is_new() -> None:
    rules = [
        Rule("closure", "CONSTRUCT { ?a <urn:q> ?c } WHERE { ?a <urn:q> ?b . ?b <urn:q> ?c }"),
        Rule("lift", "CONSTRUCT { ?a <urn:q> ?b } WHERE { ?a <urn:p> ?b }"),
    ]
    derived = derive(CHAIN, rules)
    assert {quad.graph_name for quad in derived} == {NamedNode(DERIVED_GRAPH)}
    assert {(quad.subject, quad.object) for quad in derived} == {(A, B), (B, C), (A, C)}
    assert derived == derive(reversed(CHAIN), rules[::-1])


def test_rules_that_say_what_they_need_are_run_once_after_it() -> None:
    rules = [
        Rule("a", "#+ needs: [b]\nCONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:q> ?b }"),
        Rule("b", "#+ needs: []\nCONSTRUCT { ?a <urn:q> ?b } WHERE { ?a <urn:p> ?b }"),
        Rule("c", "#+ needs: []\nCONSTRUCT { ?a <urn:s> ?b } WHERE { ?a <urn:r> ?b }"),
    ]
    assert {quad.predicate for quad in derive(CHAIN, rules[:2])} == {Q, R}
    assert {quad.predicate for quad in derive(CHAIN, rules[1:])} == {Q}


def test_what_rules_need_must_be_there() -> None:
    rule = Rule("a", "#+ needs: [b]\nCONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:q> ?b }")
    with pytest.raises(QueryError, match="the rule 'a' needs 'b', which is no rule"):
        derive(CHAIN, [rule])
    with pytest.raises(QueryError, match="need each other"):
        derive(CHAIN, [rule, Rule("b", rule.text.replace("[b]", "[a]"))])


def test_the_rules_of_the_ontology_need_no_more_than_they_say(story: Path) -> None:
    quads = [quad for quad in dataset_quads(story) if quad.graph_name != NamedNode(DERIVED_GRAPH)]
    rules = load_rules()
    silent = [Rule(rule.name, rule.text.replace("#+ needs:", "#")) for rule in rules]
    assert all(rule.needs is not None for rule in rules)
    assert derive(quads, rules) == derive(quads, silent) != []


def test_what_was_derived_before_counts_for_nothing() -> None:
    stale = Quad(A, P, C, NamedNode(DERIVED_GRAPH))
    rule = Rule("copy", "CONSTRUCT { ?a <urn:r> ?b } WHERE { ?a <urn:p> ?b }")
    assert {(q.subject, q.object) for q in derive([*CHAIN, stale], [rule])} == {(A, B), (B, C)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CONSTRUCT {", "'bad' is not SPARQL"),
        ("SELECT * WHERE { ?s ?p ?o }", "'bad' is not a CONSTRUCT"),
        ("CONSTRUCT { [] <urn:q> ?a } WHERE { ?a <urn:p> ?b }", "'bad' makes a blank node"),
        (
            "CONSTRUCT { ?a <urn:q> ?n } WHERE { SELECT ?a (COUNT(*) AS ?n) WHERE { ?a ?p ?o } GROUP BY ?a }",
            "still derive",
        ),
    ],
)
def test_a_rule_at_fault_is_named(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        derive(CHAIN, [Rule("bad", text)])


def test_rules_are_files_in_order(tmp_path: Path) -> None:
    for name in ("20-b.rq", "10-a.rq", "notes.txt"):
        (tmp_path / name).write_text(name)
    assert load_rules(tmp_path) == (Rule("10-a", "10-a.rq"), Rule("20-b", "20-b.rq"))


def test_literals_are_derived_as_they_are() -> None:
    rule = Rule(
        "count",
        "CONSTRUCT { ?a <urn:n> ?n } { SELECT ?a (COUNT(?b) AS ?n) { ?a <urn:p> ?b } GROUP BY ?a }",
    )
    assert {quad.object for quad in derive(CHAIN, [rule])} == {
        Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    }
