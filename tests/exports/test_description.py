"""The description of a dataset: what DCAT and VoID want of it, and that it tells the truth."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from exports.readers import rapper
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from accgraph.exports.forms import export

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
ADDRESS = "https://example.org/data"


@pytest.fixture(scope="module")
def described(story: Path) -> Graph:
    return Graph().parse(data=export(story, "void", address=ADDRESS).content, format="turtle")


def test_the_files_are_described_as_they_are(story: Path, described: Graph) -> None:
    (dataset,) = described.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, RDF.type, VOID.Dataset) in described
    found = {}
    for part in described.objects(dataset, DCAT.distribution):
        assert (part, RDF.type, DCAT.Distribution) in described
        file = story / str(described.value(part, DCTERMS["title"]))
        found[file.name] = str(described.value(part, DCAT.mediaType)).partition("media-types/")[2]
        assert described.value(part, DCAT.byteSize).toPython() == file.stat().st_size
        checksum = described.value(part, SPDX.checksum)
        assert (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256) in described
        assert (
            str(described.value(checksum, SPDX.checksumValue))
            == hashlib.sha256(file.read_bytes()).hexdigest()
        )
        assert described.value(part, DCAT.downloadURL) == URIRef(f"{ADDRESS}/{file.name}")
    assert found == {
        "claims.jsonl": "application/jsonl",
        "dataset.nq": "application/n-quads",
        "dataset.trig": "application/trig",
        "dataset.ttl": "text/turtle",
    }


def test_the_dumps_of_void_are_those_in_rdf(described: Graph) -> None:
    dumps = {str(dump).rpartition("/")[2] for dump in described.objects(None, VOID.dataDump)}
    assert dumps == {"dataset.nq", "dataset.trig", "dataset.ttl"}


def test_it_says_how_many_statements_and_graphs_there_are(described: Graph) -> None:
    (dataset,) = described.subjects(RDF.type, DCAT.Dataset)
    parts = [described.value(part, VOID.triples) for part in described.objects(dataset, VOID.subset)]
    whole = described.value(dataset, VOID.triples)
    assert len(parts) == 5
    assert isinstance(whole, Literal)
    assert sum(part.toPython() for part in parts) == whole.toPython()


def test_without_an_address_nothing_is_said_to_be_had(story: Path) -> None:
    bare = Graph().parse(data=export(story, "void").content, format="turtle")
    assert not list(bare.subject_objects(DCAT.downloadURL))
    assert not list(bare.subject_objects(VOID.dataDump))
    assert len(list(bare.subjects(RDF.type, DCAT.Distribution))) == 4


def test_one_file_is_one_distribution(story: Path) -> None:
    alone = Graph().parse(data=export(story / "dataset.nq", "void").content, format="turtle")
    assert [str(name) for name in alone.objects(None, DCTERMS["title"]) if "." in name] == ["dataset.nq"]


@pytest.mark.server
def test_raptor_reads_it(story: Path, described: Graph, tmp_path: Path) -> None:
    file = tmp_path / "void.ttl"
    file.write_bytes(export(story, "void", address=ADDRESS).content)
    assert len(set(rapper(file, "turtle"))) == len(described)
