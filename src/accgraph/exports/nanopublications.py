"""Nanopublications: each claim with its provenance, as a small publication of its own (http://nanopub.net).

The assertion is the claim with what it asserts or denies; the provenance says where, when and by whom it was
said, and in which words; the publication info names the run and the rule that made it. Date, creator and
signature are given to a nanopublication when it is published, by whoever does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Quad

from accgraph.exports.selection import CONTENT, Statements, claim_quads
from accgraph.graph.syntax import write_rdf
from accgraph.graph.terms import term
from accgraph.namespaces import ACCID

__all__ = ["nanopublications", "write_nanopublications"]

_NP = "http://www.nanopub.org/nschema#"
_SAID = frozenset({*CONTENT, term("acc:reportsStatus"), term("rdf:type")})
_MADE = frozenset({term("acc:rule"), term("acc:confidence"), term("prov:wasGeneratedBy")})
_ORIGIN = frozenset(
    {
        term("acc:Document"),
        term("acc:Mention"),
        term("oa:SpecificResource"),
        term("oa:TextQuoteSelector"),
        term("oa:TextPositionSelector"),
    }
)
_RUN = term("prov:Activity")


def nanopublications(statements: Statements, claims: Iterable[NamedNode]) -> list[Quad]:
    """Return a nanopublication, four named graphs, for each of *claims*."""
    return [quad for claim in claims for quad in _nanopublication(statements, claim)]


def write_nanopublications(quads: Sequence[Quad]) -> bytes:
    """Return *quads*, which nanopublications made, as TriG."""
    return write_rdf(quads, "trig", {"np": _NP})


def _nanopublication(statements: Statements, claim: NamedNode) -> list[Quad]:
    node = NamedNode(f"{ACCID}nanopub/{claim.value.rpartition('/')[2]}")
    head, assertion, provenance, info = (
        NamedNode(f"{node.value}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    said = dict.fromkeys(claim_quads(statements, claim))
    classes = {quad.subject: quad.object for quad in said if quad.predicate == term("rdf:type")}
    made = [
        Quad(node, term("rdf:type"), NamedNode(f"{_NP}Nanopublication"), head),
        Quad(node, NamedNode(f"{_NP}hasAssertion"), assertion, head),
        Quad(node, NamedNode(f"{_NP}hasProvenance"), provenance, head),
        Quad(node, NamedNode(f"{_NP}hasPublicationInfo"), info, head),
    ]
    for quad in said:
        subject, graph = quad.subject, assertion
        if subject == claim and quad.predicate in _MADE:
            subject, graph = node, info
        elif classes.get(subject) == _RUN:
            graph = info
        elif classes.get(subject) in _ORIGIN or (subject == claim and quad.predicate not in _SAID):
            graph = provenance
        made.append(Quad(subject, quad.predicate, quad.object, graph))
        if subject == claim and quad.predicate == term("acc:statedIn"):
            made.append(Quad(assertion, term("prov:wasDerivedFrom"), quad.object, provenance))
        if subject == claim and quad.predicate == term("acc:attributedTo"):
            made.append(Quad(assertion, term("prov:wasAttributedTo"), quad.object, provenance))
    return made
