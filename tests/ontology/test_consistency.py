"""The ontology is consistent under OWL 2 DL, alone and with its vocabulary: HermiT finds no contradiction."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ontology.graphs import ACC, core, graph
from rdflib import RDF, XSD, Graph, Literal, Namespace

owlready2 = pytest.importorskip(
    "owlready2", reason="owlready2, which brings the reasoner HermiT, is not installed"
)

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="the reasoner HermiT needs Java, and there is none"
)

EX = Namespace("https://example.org/")
# OWL 2 has no such values; as the properties that have them state no range, nothing hangs on them.
CALENDAR = {XSD.date, XSD.gYearMonth, XSD.gYear}


def unsatisfiable(ontology: Graph, folder: Path) -> list[str]:
    """The names of classes that can have no member; raises if the whole ontology contradicts itself."""
    file = folder / "ontology.nt"
    ontology.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    loaded = world.get_ontology(file.as_uri()).load()
    with loaded:
        owlready2.sync_reasoner_hermit(world, debug=0)
    return sorted(cls.iri for cls in world.inconsistent_classes())


def test_ontology_and_alignments_are_consistent(tmp_path: Path) -> None:
    assert unsatisfiable(graph("accgraph.ttl", "alignments.ttl"), tmp_path) == []


def test_vocabulary_agrees_with_the_ontology(tmp_path: Path) -> None:
    both = Graph()
    both += core()
    for triple in graph("vocabulary/*.ttl"):
        if not (isinstance(triple[2], Literal) and triple[2].datatype in CALENDAR):
            both.add(triple)
    assert unsatisfiable(both, tmp_path) == []


def test_a_contradiction_is_found(tmp_path: Path) -> None:
    wrong = Graph()
    wrong += core()
    wrong.add((EX.thing, RDF.type, ACC.State))
    wrong.add((EX.thing, RDF.type, ACC.Mechanism))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(wrong, tmp_path)
