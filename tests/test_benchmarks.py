"""What the benchmarks run on: generated documents say what they are said to say, and their graphs conform."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from accgraph.extraction.pipeline import Extractor
from accgraph.graph.background import Background
from accgraph.graph.rules import DERIVED_GRAPH, derive_in, load_rules
from accgraph.graph.validation import Shapes, check_dataset
from accgraph.model import Claim, CommitmentClaim, EventClaim

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(scope="module")
def modules() -> tuple[ModuleType, ModuleType]:
    """The generator of documents, and that of graphs."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import generate
        import graphs
    finally:
        sys.path.remove(str(BENCHMARKS))
    return generate, graphs


def test_the_extractor_finds_what_generated_documents_claim(
    modules: tuple[ModuleType, ModuleType],
) -> None:
    extractor = Extractor.load()
    corpus = modules[0].Corpus(10)
    known: list[tuple[object, ...]] = []
    found: list[tuple[object, ...]] = []
    for number in range(3):
        document = corpus.document(number)
        known += map(essence, corpus.extract(document))
        found += map(essence, extractor.extract(document))
    assert len(known) == 30
    right = [claim for claim in known if claim in found]
    assert len(right) >= 0.9 * len(known)
    assert len([claim for claim in found if claim not in known]) <= 0.1 * len(known)


def essence(claim: Claim) -> tuple[object, ...]:
    """Where *claim* stands, of which kind it is, and who has a part in it."""
    if isinstance(claim, EventClaim):
        parties = {role.entity.iri for role in claim.participants}
    elif isinstance(claim, CommitmentClaim):
        parties = {role.entity.iri for role in claim.bearer}
    else:
        parties = {claim.holder.entity.iri, claim.target.entity.iri}
    return claim.document, claim.start, claim.kind, frozenset(parties)


def test_the_graphs_of_a_generated_dataset_conform(modules: tuple[ModuleType, ModuleType]) -> None:
    background = Background.load()
    (portion,) = modules[1].portions(40, 5, background.names)
    store = Store()
    store.bulk_extend(background.quads)
    store.bulk_load(portion, format=RdfFormat.N_QUADS)
    derive_in(lambda: store, load_rules())
    derived = list(store.quads_for_pattern(None, None, None, NamedNode(DERIVED_GRAPH)))
    assert derived
    quads = [*background.quads, *parse(portion, format=RdfFormat.N_QUADS)]
    found = check_dataset(quads, Shapes.load())
    # Mentions are left out of the graphs, on which each claim has one of the words that made its rule fire.
    assert {finding.shape.rpartition("#")[2] for _, finding in found if finding.severity == "Violation"} == {
        "claim-trigger"
    }
