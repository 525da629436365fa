from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from accgraph.errors import QueryError
from accgraph.sparql import bind, nested

P, G = NamedNode("urn:p"), NamedNode("urn:g")
HOSTILE = 'x" } DROP ALL ; INSERT DATA { <urn:a> <urn:b> "y'


def store(*words: str) -> Store:
    made = Store()
    made.extend(Quad(NamedNode(f"urn:s{i}"), P, Literal(word), G) for i, word in enumerate(words))
    return made


def answers(store: Store, text: str) -> list[list[str]]:
    solutions = store.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return [[node.value for node in solution if node is not None] for solution in solutions]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s WHERE { ?s <urn:p> ?word }",
        "SELECT ?s { ?s <urn:p> ?word }",
        "select (str(?s) as ?t) where { ?s <urn:p> ?word }",
        "# SELECT { \nSELECT ?s WHERE { ?s <urn:p> ?word FILTER(STR(?s) != '} {') }",
        "PREFIX select: <urn:select> SELECT ?s WHERE { ?s <urn:p> ?word }",
        "SELECT ?s (EXISTS { ?s <urn:p> ?word } AS ?yes) WHERE { ?s <urn:p> ?word }",
        'SELECT ?s WHERE { ?s <urn:p> ?word FILTER(STR(?s) != """a "quoted" } word""") }',
        "SELECT ?s WHERE { { ?s <urn:p> ?word } UNION { ?s <urn:q> ?word } }",
        "SELECT ?s WHERE { ?s <urn:p> ?o FILTER(!BOUND(?word) || ?o = ?word) }",
        "SELECT ?s { ?s <urn:p> ?o OPTIONAL { ?s <urn:p> ?x FILTER(?x = ?word) } FILTER(BOUND(?x))}",
        "SELECT ?s WHERE { { SELECT ?s ?word (COUNT(*) AS ?n) { ?s <urn:p> ?word } GROUP BY ?s ?word } }",
        "SELECT ?s (COUNT(?word) AS ?n) WHERE { ?s <urn:p> ?word } GROUP BY ?s ORDER BY ?s",
    ],
)
def test_a_bound_variable_narrows_the_answer(query: str) -> None:
    made = store("one", "two", HOSTILE)
    for i, word in enumerate(("one", "two", HOSTILE)):
        rows = answers(made, bind(query, {"word": Literal(word)}))
        assert [row[0] for row in rows] == [f"urn:s{i}"]
    assert bind(query, {}) == query


def test_ask_construct_and_describe_are_bound() -> None:
    made = store("one", "two")
    assert not made.query(bind("ASK { GRAPH ?g { ?s <urn:p> ?word } }", {"word": Literal("three")}))
    text = bind(
        "CONSTRUCT { ?s <urn:q> ?word } WHERE { GRAPH ?g { ?s <urn:p> ?word } }", {"word": Literal("two")}
    )
    assert len(list(made.query(text))) == 1  # type: ignore[arg-type]
    text = bind("DESCRIBE ?s WHERE { ?s <urn:p> ?word }", {"word": Literal("one")})
    assert "VALUES (?word)" in text


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s WHERE { ?s ?p ?o }", r"no variable \?word: it has \?o, \?p, \?s"),
        ("CONSTRUCT WHERE { ?s <urn:p> ?word }", "CONSTRUCT WHERE"),
        ("DESCRIBE ?word", "no WHERE clause"),
        ("SELECT * WHERE { <urn:s> <urn:p> '?word' }", "it has none"),
    ],
)
def test_a_query_that_cannot_be_bound_is_refused(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        bind(query, {"word": Literal("x")})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_value_becomes_part_of_the_query(word: str) -> None:
    made = store(word, word + "x")
    text = bind("SELECT ?s WHERE { ?s <urn:p> ?word }", {"word": Literal(word)})
    assert answers(made, text) == [["urn:s0"]]
    assert len(made) == 2


def test_a_page_of_a_sub_select_is_the_same_page() -> None:
    query = "# select\nPREFIX x: <urn:>\nselect ?s ?o WHERE { GRAPH ?g { ?s x:p ?o } } ORDER BY ?o # the end"
    page = nested(query, 3, 4)
    assert page.count("LIMIT 3 OFFSET 4") == 1
    found = store(*"abcdefghi").query(page)
    assert isinstance(found, QuerySolutions)
    assert [solution["s"] for solution in found] == [NamedNode(f"urn:s{i}") for i in (4, 5, 6)]
