"""What a dataset says of itself: its graphs, its size, the run that made it and the rules of its claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.terms import count, iri, term
from accgraph.namespaces import ACC, ACCID, PREFIXES, content_iri

__all__ = ["DESCRIPTION_GRAPH", "description_quads"]

DESCRIPTION_GRAPH = f"{ACCID}graph/dataset"

_TYPE = PREFIXES["rdf"] + "type"


def description_quads(quads: Sequence[Quad], version: str, rules: Mapping[str, str]) -> list[Quad]:
    """Return the graph that describes the dataset made of *quads* (VoID, DCAT).

    *version* is that of the extractor, *rules* says for each of its rules in one sentence what it does.
    """
    graph = NamedNode(DESCRIPTION_GRAPH)
    sizes = Counter(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))
    classes = Counter(
        quad.object.value
        for quad in quads
        if quad.predicate.value == _TYPE
        and isinstance(quad.object, NamedNode)
        and quad.object.value.startswith(ACC)
    )
    node = content_iri("dataset", version, *sorted(sizes))
    statements: list[tuple[str, str, NamedNode | Literal]] = [
        (node, "rdf:type", term("void:Dataset")),
        (node, "rdf:type", term("dcat:Dataset")),
        (node, "dcterms:title", Literal("Claims on accountability for international crimes", language="en")),
        (node, "void:vocabulary", iri(ACC)),
        (node, "void:uriSpace", Literal(ACCID)),
        (node, "void:triples", count(len(quads))),
        (node, "prov:wasGeneratedBy", iri(content_iri("run", version))),
    ]
    for name, size in sorted(sizes.items()):
        statements += [
            (node, "void:subset", iri(name)),
            (name, "rdf:type", term("void:Dataset")),
            (name, "void:triples", count(size)),
        ]
    for name, size in sorted(classes.items()):
        part = content_iri("partition", node, name)
        statements += [
            (node, "void:classPartition", iri(part)),
            (part, "void:class", iri(name)),
            (part, "void:entities", count(size)),
        ]
    for name, gloss in sorted(rules.items()):
        rule = content_iri("rule", name)
        statements += [
            (rule, "rdf:type", term("acc:Rule")),
            (rule, "dcterms:identifier", Literal(name)),
            (rule, "rdfs:comment", Literal(gloss, language="en")),
        ]
    return sorted((Quad(iri(s), term(p), o, graph) for s, p, o in statements), key=str)
