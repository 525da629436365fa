from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from asking import ask, shown
from pyoxigraph import Literal, NamedNode

from accgraph.dataset.writing import encoded
from accgraph.errors import QueryError
from accgraph.graph.rules import derive, load_rules
from accgraph.graph.syntax import read_rdf
from accgraph.lookup import candidates, find_entity
from accgraph.namespaces import ACCID
from accgraph.queries import SavedQuery, catalogue, literal, parse_query, saved_query
from accgraph.results import select
from accgraph.sparql import bind
from accgraph.store import Store

CASES = tomllib.loads((Path(__file__).parent / "expected" / "catalogue.toml").read_text(encoding="utf-8"))[
    "case"
]
PREFIXES = (
    "@prefix acc: <https://w3id.org/accgraph/ontology#> ."
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
)
HOSTILE = 'x" } } DROP ALL ; # <urn:x> {'


@pytest.fixture(scope="module")
def store(story: Path) -> Store:
    return Store.open(story)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: " ".join([case["query"], *case.get("values", {}).values()])
)
def test_each_query_gives_these_rows(store: Store, case: dict) -> None:  # type: ignore[type-arg]
    answer = ask(store, saved_query(case["query"]), case.get("values", {}))
    assert shown(answer) == case["rows"]


def test_the_matrix_says_how_often_and_in_how_many_documents(tmp_path: Path) -> None:
    said = [("1", "a"), ("2", "a"), ("3", "b")]
    trig = PREFIXES + "".join(
        f"<urn:graph/{document}> {{ <urn:claim/{claim}> acc:asserts <urn:p> ; acc:statedIn <urn:{document}> ."
        f" <urn:p> a acc:Hosting ; acc:holder <urn:h> ; acc:target <urn:t> . <urn:h> skos:prefLabel 'H' . }}"
        for claim, document in said
    )
    (tmp_path / "dataset.trig").write_text(trig)
    quads = read_rdf(tmp_path / "dataset.trig")
    (tmp_path / "dataset.nq").write_bytes(b"".join(encoded([*quads, *derive(quads, load_rules())])))
    answer = ask(Store.open(tmp_path / "dataset.nq"), saved_query("support-matrix"), {})
    assert answer.values() == [["urn:h", "H", "urn:t", "", "support", "hosting", "3", "2"]]


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if "values" in case and "#? " in saved_query(case["query"]).text],
    ids=lambda case: " ".join([case["query"], *case["values"].values()]),
)
def test_a_comment_that_says_where_to_begin_changes_no_row(store: Store, case: dict) -> None:  # type: ignore[type-arg]
    saved = saved_query(case["query"])
    plain = replace(saved, text=saved.text.replace("#? ", "# "))
    assert ask(store, plain, case["values"]) == ask(store, saved, case["values"])


def test_a_comment_is_part_of_the_query_if_its_parameter_has_a_value() -> None:
    text = (
        "#+ parameters:\n#+   - name: who\n#+     type: actor\n"
        "SELECT ?who WHERE {\n  ?who ?p ?o\n  { SELECT ?who WHERE {\n"
        "    #? who: VALUES ?who { $who }\n    #? whom: $whom\n    ?who ?p ?whom } }\n}\n"
    )
    saved = parse_query("test", text)
    assert saved.bound({}) == text
    bound_text = saved.bound({"who": NamedNode("urn:a")})
    assert "    VALUES ?who { <urn:a> }\n    #? whom: $whom\n" in bound_text


def test_every_query_has_a_case_that_gives_rows() -> None:
    assert {case["query"] for case in CASES if case["rows"]} == set(catalogue())


@pytest.mark.parametrize("saved", catalogue().values(), ids=lambda saved: saved.name)
def test_every_header_says_what_is_asked(saved: SavedQuery) -> None:
    assert saved.summary
    assert saved.question.endswith("?")
    assert all(parameter.description for parameter in saved.parameters)
    assert "ORDER BY" in saved.text or saved.name == "evidence"


@pytest.mark.parametrize("saved", catalogue().values(), ids=lambda saved: saved.name)
def test_no_value_can_change_what_is_asked(store: Store, saved: SavedQuery) -> None:
    for parameter in saved.parameters:
        with pytest.raises(QueryError):
            ask(store, saved, {parameter.name: HOSTILE})
        needed = {p.name: Literal("needed") for p in saved.parameters if p.required}
        everything = select(store, bind(saved.text, needed))
        hostile = saved.bound(needed | {parameter.name: Literal(HOSTILE)})
        found = set(select(store, hostile).rows)
        assert found <= set(everything.rows)
        assert not found or parameter.type == "date"


@pytest.mark.parametrize(
    "name", ["Denmark", "denmark", "Kingdom of Denmark", "DNK", "the Kingdom of Denmark"]
)
def test_a_name_an_alias_or_a_code_finds_the_state(store: Store, name: str) -> None:
    assert find_entity(store, name, "actor") == NamedNode(f"{ACCID}state/DNK")


def test_iris_and_prefixed_names_are_taken_as_they_are(store: Store) -> None:
    assert find_entity(store, "accid:state/DNK") == NamedNode(f"{ACCID}state/DNK")
    assert find_entity(store, "https://example.org/xy") == NamedNode("https://example.org/xy")


def test_an_entity_found_in_text_is_found_by_its_name(store: Store) -> None:
    assert find_entity(store, "Ivan Petrov", "actor") == NamedNode(f"{ACCID}person/ivan-petrov")


def test_a_misspelt_name_brings_the_nearest(store: Store) -> None:
    with pytest.raises(
        QueryError, match=r"no state of this dataset is called 'Denmrk' \(do you mean 'Denmark'\?\)"
    ):
        find_entity(store, "Denmrk", "state")
    with pytest.raises(QueryError, match="no mechanism of this dataset is called 'Denmark'"):
        find_entity(store, "Denmark", "mechanism")


def test_an_ambiguous_name_lists_its_candidates(tmp_path: Path) -> None:
    turtle = tmp_path / "two.ttl"
    turtle.write_text(
        PREFIXES + '<urn:a> a acc:Group ; skos:prefLabel "Core Group"@en ; skos:altLabel "CG"@en .\n'
        '<urn:b> a acc:Group ; skos:prefLabel "Contact Group"@en ; skos:altLabel "CG"@en .\n'
        '<urn:c> a acc:Group ; skos:prefLabel "CG Watch"@en .\n'
    )
    store = Store.open(turtle)
    assert [one.iri for one in candidates(store, "cg")] == ["urn:b", "urn:a"]
    with pytest.raises(
        QueryError, match="'CG' may be any of several: Contact Group <urn:b>, Core Group <urn:a>"
    ):
        find_entity(store, "CG")


def test_a_label_goes_before_an_alias(tmp_path: Path) -> None:
    turtle = tmp_path / "two.ttl"
    turtle.write_text(
        PREFIXES + '<urn:a> a acc:Court ; skos:prefLabel "Special Court"@en .\n'
        '<urn:b> a acc:Court ; skos:prefLabel "Court for Kivu"@en ; skos:altLabel "Special Court"@en .\n'
    )
    assert find_entity(Store.open(turtle), "special court") == NamedNode("urn:a")


QUERY = """#+ summary: Test
#+ parameters:
#+   - name: side
#+     choices: [left, right]
#+     default: left
#+   - name: day
#+     type: date
#+   - name: number
#+     type: integer
#+   - name: who
#+     type: actor
#+     required: true
SELECT * WHERE { ?s ?p ?side , ?day , ?number , ?who }
"""


def test_values_and_defaults_are_bound() -> None:
    saved = parse_query("test", QUERY)
    assert 'VALUES (?side ?who) { ("left" <urn:a>) }' in saved.bound({"who": NamedNode("urn:a")})
    with pytest.raises(QueryError, match="'test' needs a value for 'who'"):
        saved.bound({})
    with pytest.raises(
        QueryError, match=r"no parameter 'wo' \(do you mean 'who'\?\): it takes side, day, number, who"
    ):
        saved.bound({"wo": Literal("x")})


@pytest.mark.parametrize(
    ("parameter", "value", "message"),
    [
        ("side", "lefft", r"'side' is 'lefft' \(do you mean 'left'\?\): one of left, right is wanted"),
        ("day", "July", "'day' is 'July': YYYY-MM-DD, YYYY-MM or YYYY is wanted"),
        ("number", "1.5", "a whole number is wanted"),
        ("who", "two words", "an IRI is wanted"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(parameter: str, value: str, message: str) -> None:
    saved = parse_query("test", QUERY)
    (wanted,) = (p for p in saved.parameters if p.name == parameter)
    with pytest.raises(QueryError, match=message):
        literal(wanted, value)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#+ summary: [", "is not YAML"),
        ("#+ words", "does not give fields and values"),
        ("#+ parameters: x", "'parameters' .* is not a list"),
        ("#+ parameters: [{type: date}]", "has no name"),
        ("#+ parameters: [{name: x, type: dog}]", "has the type 'dog'"),
    ],
)
def test_a_header_at_fault_is_named(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse_query("bad", f"{header}\nSELECT * WHERE {{ ?s ?p ?o }}")


def test_a_misspelt_query_brings_the_nearest() -> None:
    with pytest.raises(QueryError, match=r"no saved query 'suporters' \(do you mean 'supporters'\?\)"):
        saved_query("suporters")
