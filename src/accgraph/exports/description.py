"""The description of a dataset (VoID, DCAT) with the files that it can be had in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.dataset import CLAIMS_FILE
from accgraph.errors import ExportError
from accgraph.exports.selection import Statements
from accgraph.graph.description import DESCRIPTION_GRAPH
from accgraph.graph.terms import iri, term
from accgraph.namespaces import content_iri
from accgraph.store import DATASET_FILE

__all__ = ["SPDX", "description"]

SPDX = "http://spdx.org/rdf/terms#"

_MEDIA: Mapping[str, str] = {
    DATASET_FILE: "application/n-quads",
    "dataset.trig": "application/trig",
    "dataset.ttl": "text/turtle",
    CLAIMS_FILE: "application/jsonl",
}
_REGISTERED = "https://www.iana.org/assignments/media-types/"
_FEATURES: Mapping[str, str] = {
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "text/turtle": "Turtle",
}
_BLOCK = 1 << 20


def description(dataset: Path, address: str | None = None) -> list[Quad]:
    """Return the graph of the dataset at *dataset* that describes it, and its files as distributions.

    A distribution has the media type, the size and the SHA-256 of its file. *address* is where the folder
    is to be had: with it, distributions have download URLs, and those with RDF are VoID's dumps.

    Raises StoreError if there is no dataset, ExportError if it has no description, a file cannot be read or
    the address is none.
    """
    graph = NamedNode(DESCRIPTION_GRAPH)
    quads = list(Statements.read(dataset).within(graph))
    named = sorted(
        quad.subject.value
        for quad in quads
        if quad.object == term("dcat:Dataset") and isinstance(quad.subject, NamedNode)
    )
    if len(named) != 1:
        raise ExportError(f"{dataset}: holds the descriptions of {len(named)} datasets: one is wanted")
    folder = dataset if dataset.is_dir() else dataset.parent
    files = [
        name for name in _MEDIA if (folder / name).is_file() and (dataset.is_dir() or name == dataset.name)
    ]
    for name in files:
        quads += _distribution(named[0], folder / name, address, graph)
    return quads


def _distribution(dataset: str, file: Path, address: str | None, graph: NamedNode) -> list[Quad]:
    media = _MEDIA[file.name]
    digest, size = _measure(file)
    node, checksum = content_iri("distribution", digest), content_iri("checksum", digest)
    statements: list[tuple[str, NamedNode, NamedNode | Literal]] = [
        (dataset, term("dcat:distribution"), iri(node)),
        (node, term("rdf:type"), term("dcat:Distribution")),
        (node, term("dcterms:title"), Literal(file.name)),
        (node, term("dcat:mediaType"), _iri(_REGISTERED + media)),
        (node, term("dcat:byteSize"), Literal(str(size), datatype=term("xsd:nonNegativeInteger"))),
        (node, _spdx("checksum"), iri(checksum)),
        (checksum, term("rdf:type"), _spdx("Checksum")),
        (checksum, _spdx("algorithm"), _spdx("checksumAlgorithm_sha256")),
        (checksum, _spdx("checksumValue"), Literal(digest, datatype=term("xsd:hexBinary"))),
    ]
    if media in _FEATURES:
        feature = NamedNode(f"http://www.w3.org/ns/formats/{_FEATURES[media]}")
        statements += [(dataset, term("void:feature"), feature), (node, term("dcterms:format"), feature)]
    if address is not None:
        access = _iri(address)
        place = _iri(f"{address.rstrip('/')}/{file.name}")
        statements += [
            (node, term("dcat:accessURL"), access),
            (node, term("dcat:downloadURL"), place),
        ]
        if media in _FEATURES:
            statements.append((dataset, term("void:dataDump"), place))
    return [Quad(iri(subject), predicate, object_, graph) for subject, predicate, object_ in statements]


def _measure(file: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with file.open("rb") as opened:
            while block := opened.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise ExportError(f"{file}: cannot be read: {error.strerror or error}") from error
    return digest.hexdigest(), size


def _spdx(name: str) -> NamedNode:
    return NamedNode(SPDX + name)


def _iri(value: str) -> NamedNode:
    try:
        return NamedNode(value)
    except ValueError as error:
        raise ExportError(f"{value!r} is no address: an absolute URL is wanted") from error
