"""Literals typed as the vocabulary has them, where a server has written numbers and truths in its own way.

A server may keep a number by its value, and give an ``xsd:integer`` for an ``xsd:nonNegativeInteger``, or 1
for ``true``. SPARQL does not mind, but shapes do, and so does a comparison with the dataset that was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.terms import term

__all__ = ["retyped"]

_ELSEWHERE: Mapping[NamedNode, NamedNode] = {
    term("oa:start"): term("xsd:nonNegativeInteger"),
    term("oa:end"): term("xsd:nonNegativeInteger"),
}
"""What is said of properties of other vocabularies, which the ontology does not define anew."""

_TRUTHS = {"1": "true", "0": "false"}
_KEPT_BY_VALUE = frozenset(
    term(f"xsd:{name}") for name in ("boolean", "integer", "nonNegativeInteger", "decimal", "int", "long")
)


def retyped(quads: Sequence[Quad]) -> list[Quad]:
    """Return *quads*, their numbers and truth values having the datatype that their property wants.

    What a property wants is its ``rdfs:range`` among *quads*, or said by its own vocabulary.
    """
    ranges = dict(_ELSEWHERE) | _ranges(quads)
    return [_retyped(quad, ranges.get(quad.predicate)) for quad in quads]


def _ranges(quads: Iterable[Quad]) -> dict[NamedNode, NamedNode]:
    return {
        quad.subject: quad.object
        for quad in quads
        if quad.predicate == term("rdfs:range")
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.object in _KEPT_BY_VALUE
    }


def _retyped(quad: Quad, wanted: NamedNode | None) -> Quad:
    found = quad.object
    if wanted is None or not isinstance(found, Literal) or found.datatype not in _KEPT_BY_VALUE:
        return quad
    value = _TRUTHS.get(found.value, found.value) if wanted == term("xsd:boolean") else found.value
    return Quad(quad.subject, quad.predicate, Literal(value, datatype=wanted), quad.graph_name)
