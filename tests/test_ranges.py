from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.terms import term
from accgraph.ranges import retyped

GRAPH = NamedNode("urn:g")
PROPERTY = NamedNode("urn:p")


def quad(predicate: NamedNode, value: str, kind: str) -> Quad:
    return Quad(NamedNode("urn:s"), predicate, Literal(value, datatype=term(kind)), GRAPH)


@pytest.mark.parametrize(
    ("wanted", "found", "made"),
    [
        ("xsd:boolean", ("1", "xsd:integer"), ("true", "xsd:boolean")),
        ("xsd:boolean", ("0", "xsd:boolean"), ("false", "xsd:boolean")),
        ("xsd:integer", ("7", "xsd:int"), ("7", "xsd:integer")),
        ("xsd:decimal", ("1", "xsd:integer"), ("1", "xsd:decimal")),
        ("xsd:integer", ("7", "xsd:string"), ("7", "xsd:string")),
        ("xsd:date", ("2025", "xsd:integer"), ("2025", "xsd:integer")),
    ],
)
def test_a_value_has_the_type_that_its_property_wants(
    wanted: str, found: tuple[str, str], made: tuple[str, str]
) -> None:
    said = Quad(PROPERTY, term("rdfs:range"), term(wanted), GRAPH)
    assert retyped([said, quad(PROPERTY, *found)]) == [said, quad(PROPERTY, *made)]


def test_offsets_are_typed_as_web_annotation_wants_them() -> None:
    given = [quad(term("oa:start"), "3", "xsd:integer"), quad(PROPERTY, "3", "xsd:integer")]
    assert retyped(given) == [quad(term("oa:start"), "3", "xsd:nonNegativeInteger"), given[1]]
