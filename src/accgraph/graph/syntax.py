"""RDF syntaxes, read and written so that the same statements give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from accgraph.errors import ExportError, StoreError
from accgraph.namespaces import ACCID, PREFIXES

__all__ = [
    "FORMATS",
    "canonical",
    "family_of",
    "in_order",
    "nquads_lines",
    "prefixes_for",
    "read_rdf",
    "write_rdf",
    "write_triples",
]

FORMATS = ("nquads", "trig", "turtle", "ntriples", "rdfxml", "jsonld")
"""The syntaxes that can be written; those that know no named graphs get all graphs merged into one."""

_WITH_GRAPHS = {"nquads", "trig", "jsonld"}
_OXIGRAPH = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
}
_LINE_BASED = {"nquads", "ntriples"}
_FAMILY = re.compile(f"{re.escape(ACCID)}([a-z]+)/.")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def read_rdf(path: Path, graph: str | None = None) -> list[Quad]:
    """Return the quads in the RDF file at *path*, its syntax told by its suffix.

    With *graph*, the triples of the file's default graph are put into the graph of that name.

    Raises StoreError if the file cannot be read or is not what its suffix says.
    """
    form = RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if form is None:
        raise StoreError(f"{path}: {path.suffix or 'no suffix'!r} does not tell a syntax of RDF")
    try:
        with path.open("rb") as file:
            # Files merged into one graph must not share blank nodes that happen to have the same label.
            quads = list(parse(file, format=form, rename_blank_nodes=graph is not None))
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise StoreError(f"{path}: is not {form.name}: {error}") from error
    if graph is None:
        return quads
    name = NamedNode(graph)
    return [
        Quad(quad.subject, quad.predicate, quad.object, name)
        if isinstance(quad.graph_name, DefaultGraph)
        else quad
        for quad in quads
    ]


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """Return *quads*, their blank nodes labelled by the RDF Dataset Canonicalization (RDFC-1.0)."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Return *quads* sorted as they are best read: by graph, by subject, the type of each first."""
    return sorted(quads, key=_key)


def nquads_lines(quads: Iterable[Quad]) -> list[str]:
    """Return *quads* as lines of N-Quads, each with its line end, sorted and without duplicates."""
    return sorted({f"{quad} .\n" for quad in quads})


def write_rdf(
    quads: Sequence[Quad], syntax: str, prefixes: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """Return *quads* written in *syntax*, one of FORMATS, with the prefixes of accgraph and *prefixes*.

    Raises ExportError if *syntax* is not known, or cannot express the quads.
    """
    if syntax not in FORMATS:
        raise ExportError(f"{syntax!r} is not a syntax that can be written: one of {', '.join(FORMATS)}")
    if syntax == "nquads":
        return "".join(nquads_lines(quads)).encode()
    statements: Sequence[Quad] | Sequence[Triple] = in_order(set(quads))
    if syntax not in _WITH_GRAPHS:
        merged = {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads}
        statements = [quad.triple for quad in in_order(merged)]
    if syntax == "jsonld":
        return _jsonld(statements)
    try:
        written = serialize(
            statements,
            format=_OXIGRAPH[syntax],
            prefixes=None if syntax in _LINE_BASED else {**_prefixes(statements), **prefixes},
        )
    except (OSError, ValueError) as error:
        raise ExportError(f"the dataset cannot be written as {syntax}: {error}") from error
    return written or b""


def write_triples(triples: Iterable[Triple]) -> bytes:
    """Return *triples* as Turtle, with the prefixes of accgraph."""
    return write_rdf([Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples], "turtle")


def family_of(iri: str) -> str | None:
    """Return the family of *iri*, a node of accgraph (``claim``, ``person``, ...); None if it is none."""
    match = _FAMILY.match(iri)
    return match.group(1) if match else None


def prefixes_for(families: Iterable[str]) -> dict[str, str]:
    """Return the prefixes to write nodes of *families* with: one for each too, as a slash needs escaping."""
    return PREFIXES | {family: f"{ACCID}{family}/" for family in sorted(set(families) - PREFIXES.keys())}


def _key(quad: Quad) -> tuple[str, bool, str, bool, str, str]:
    return (
        str(quad.graph_name),
        isinstance(quad.subject, BlankNode),
        str(quad.subject),
        quad.predicate != _TYPE,
        str(quad.predicate),
        str(quad.object),
    )


def _prefixes(statements: Iterable[Quad] | Iterable[Triple]) -> dict[str, str]:
    return prefixes_for(
        family
        for statement in statements
        for node in (statement.subject, statement.object)
        if isinstance(node, NamedNode) and (family := family_of(node.value))
    )


def _jsonld(statements: Sequence[Quad] | Sequence[Triple]) -> bytes:
    """Write JSON-LD by rdflib, which compacts it with a context, and put its unordered parts in order."""
    from rdflib import Dataset as RdflibDataset

    dataset = RdflibDataset()
    # rdflib would label blank nodes at random; told their labels, it keeps them.
    labels = {
        node.value: node.value
        for statement in statements
        for node in (statement.subject, statement.object)
        if isinstance(node, BlankNode)
    }
    nquads = serialize(statements, format=RdfFormat.N_QUADS) or b""
    dataset.parse(data=nquads, format="nquads", bnode_context=labels)
    context = {prefix: namespace for prefix, namespace in _prefixes(statements).items() if prefix != "rdf"}
    text = dataset.serialize(format="json-ld", context=context)
    ordered = _ordered(json.loads(text))
    return (json.dumps(ordered, ensure_ascii=False, indent=1) + "\n").encode()


def _ordered(value: Any, listed: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key], key == "@list") for key in sorted(value)}
    if isinstance(value, list):
        items = [_ordered(item) for item in value]
        return items if listed else sorted(items, key=lambda item: json.dumps(item, ensure_ascii=False))
    return value
