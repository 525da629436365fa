"""The ontology's files as rdflib graphs, for the tests of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import Graph, Namespace, URIRef

from accgraph.namespaces import ACC as ACC_IRI
from accgraph.resources import ontology_folder

ACC = Namespace(ACC_IRI)
ONTOLOGY = URIRef(ACC_IRI.removesuffix("#"))


@cache
def graph(*names: str) -> Graph:
    """The union of the files that *names* match in the ontology folder (glob patterns)."""
    result = Graph()
    for name in names:
        files = sorted(ontology_folder().glob(name))
        assert files, f"no file of the ontology is called {name}"
        for file in files:
            result.parse(file, format="turtle")
    return result


def core() -> Graph:
    return graph("accgraph.ttl")


def vocabulary() -> Graph:
    return graph("vocabulary/*.ttl")


def turtle_files() -> list[Path]:
    return sorted(ontology_folder().rglob("*.ttl"))
