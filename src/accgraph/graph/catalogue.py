"""The saved queries as RDF, in the terms of SHACL, as the query collections of SIB have them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.terms import iri, term, truth
from accgraph.namespaces import ACC, ACCID, PREFIXES, content_iri
from accgraph.queries import SavedQuery

__all__ = ["CATALOGUE_GRAPH", "catalogue_quads"]

CATALOGUE_GRAPH = f"{ACCID}graph/queries"

_PREFIXES = f"{ACCID}query/prefixes"


def catalogue_quads(queries: Iterable[SavedQuery]) -> list[Quad]:
    """Return the graph that describes *queries*: text, question, prefixes and parameters of each, sorted.

    The variable that a parameter binds is the local name of its ``sh:path``.
    """
    graph = NamedNode(CATALOGUE_GRAPH)
    statements: list[tuple[str, str, NamedNode | Literal]] = []
    for prefix, namespace in PREFIXES.items():
        declaration = content_iri("prefix", prefix)
        statements += [
            (_PREFIXES, "sh:declare", iri(declaration)),
            (declaration, "sh:prefix", Literal(prefix)),
            (declaration, "sh:namespace", Literal(namespace, datatype=term("xsd:anyURI"))),
        ]
    for query in queries:
        node = f"{ACCID}query/{query.name}"
        statements += [
            (node, "rdf:type", term("sh:SPARQLExecutable")),
            (node, "rdf:type", term("sh:SPARQLSelectExecutable")),
            (node, "dcterms:identifier", Literal(query.name)),
            (node, "rdfs:label", Literal(query.summary, language="en")),
            (node, "rdfs:comment", Literal(query.question, language="en")),
            (node, "sh:prefixes", iri(_PREFIXES)),
            (node, "sh:select", Literal(query.text)),
            (node, "dcterms:subject", iri(ACC)),
        ]
        for parameter in query.parameters:
            part = f"{node}/{parameter.name}"
            statements += [
                (node, "sh:parameter", iri(part)),
                (part, "rdf:type", term("sh:Parameter")),
                (part, "sh:path", iri(f"{ACCID}parameter/{parameter.name}")),
                (part, "sh:description", Literal(parameter.description, language="en")),
                (part, "sh:optional", truth(not parameter.required)),
            ]
            if parameter.default is not None:
                statements.append((part, "sh:defaultValue", Literal(parameter.default)))
    return sorted((Quad(iri(s), term(p), o, graph) for s, p, o in statements), key=str)
