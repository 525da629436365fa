"""A dataset in portions, by several processes, against pySHACL over the whole of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

import accgraph.validating
from accgraph.errors import StoreError
from accgraph.graph.background import Background
from accgraph.graph.inspection import graph_names
from accgraph.graph.rules import DERIVED_GRAPH
from accgraph.graph.shacl import Engine, Finding, compiled, compiled_by_pyshacl
from accgraph.graph.statements import Statements
from accgraph.graph.syntax import read_rdf
from accgraph.graph.validation import Shapes, located
from accgraph.namespaces import ACC
from accgraph.resources import ontology_folder
from accgraph.validating import validate_dataset

EXAMPLES = sorted((ontology_folder() / "examples").glob("*/*.ttl"))
DERIVED = {
    f"{ACC}{name}"
    for name in ("supports", "opposes", "claimCount", "documentCount", "firstStated", "lastStated")
}
GRAPHS = [NamedNode(f"urn:graph:{letter}") for letter in "abcdefg"] + [NamedNode(DERIVED_GRAPH)]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.load()


def scattered(files: Sequence[Path]) -> list[Quad]:
    """The examples in *files* and what they need of the ontology, each statement in a graph or two by lot.

    Only what rules derive, and the classes of nodes, may come into the derived graph.
    """
    chance = random.Random(3)
    triples: list[Quad] = []
    for number, file in enumerate(files):
        # Each example has nodes of its own.
        text = file.read_text(encoding="utf-8").replace("/id/claim/", f"/id/claim/{number}-")
        triples += parse(text, format=RdfFormat.TURTLE)
    background = Background.load()
    triples += [*background.class_hierarchy(), *background.known(triples)]
    quads = []
    for triple in triples:
        name = triple.predicate.value
        graphs = GRAPHS if name in DERIVED or name.endswith("#type") else GRAPHS[:-1]
        for graph in chance.sample(graphs, chance.choice((1, 1, 2))):
            quads.append(Quad(triple.subject, triple.predicate, triple.object, graph))
    return quads


def in_the_whole(quads: Sequence[Quad], engine: Callable[[str], Engine]) -> set[Finding]:
    """What *engine* finds in all statements taken as one graph."""
    files = (ontology_folder() / "shapes").glob("*.ttl")
    text = "".join(sorted({f"{quad.triple} .\n" for file in files for quad in read_rdf(file)}))
    return named(engine(text)("".join(sorted({f"{quad.triple} .\n" for quad in quads}))))


def named(findings: set[Finding]) -> set[Finding]:
    """Those of *findings* whose node has a name: the label of a blank node is another in each store."""
    return {finding for finding in findings if ":" in finding.focus}


# pySHACL takes minutes for all examples; that both engines find the same in them is a test of its own.
@pytest.mark.parametrize(
    ("files", "engine", "at_least"), [(EXAMPLES, compiled, 100), (EXAMPLES[::9], compiled_by_pyshacl, 10)]
)
def test_graph_by_graph_the_same_is_found_as_in_the_whole(
    shapes: Shapes, files: Sequence[Path], engine: Callable[[str], Engine], at_least: int
) -> None:
    quads = scattered(files)
    store = Store()
    store.bulk_extend(quads)
    inspector = shapes.inspector(store, Statements.of(quads))
    found = [named(inspector.inspect([graph])) for graph in graph_names(store)]
    assert set().union(*found) == in_the_whole(quads, engine)
    # No node is inspected twice.
    assert sum(map(len, found)) == len(set().union(*found)) >= at_least


def test_several_processes_find_the_same(
    shapes: Shapes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accgraph.validating, "_GRAPHS", 2)
    monkeypatch.setattr(accgraph.validating, "_WORTH_A_PROCESS", 1)
    quads = scattered(EXAMPLES[::5])
    serialize(quads, tmp_path / "dataset.nq", format=RdfFormat.N_QUADS)
    two = validate_dataset(tmp_path, shapes, jobs=2)
    assert named({finding for _, finding in two}) == in_the_whole(quads, compiled)
    assert two == validate_dataset(tmp_path, shapes, jobs=1)


def test_a_file_that_was_changed_after_the_build_is_what_is_validated(
    shapes: Shapes, story: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "story"
    shutil.copytree(story, folder)
    assert not [one for _, one in validate_dataset(folder, shapes) if one.severity == "Violation"]
    file = folder / "dataset.nq"
    kept = [line for line in file.read_text().splitlines(keepends=True) if "ontology#statedIn>" not in line]
    file.write_text("".join(kept))
    found = validate_dataset(folder, shapes)
    assert {finding.path for _, finding in found} >= {"https://w3id.org/accgraph/ontology#statedIn"}
    assert all(graph.startswith("https://w3id.org/accgraph/id/graph/") for graph, _ in found)


def test_a_finding_is_told_for_each_graph_that_says_what_the_node_is() -> None:
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    a, p, c = (NamedNode(f"urn:{name}") for name in "apc")
    store = Store()
    store.extend(
        [Quad(a, rdf_type, c, graph) for graph in (GRAPHS[1], GRAPHS[0], GRAPHS[-1])],
    )
    store.extend([Quad(a, p, c, GRAPHS[2]), Quad(p, a, c, GRAPHS[2])])
    finding = Finding(a.value, None, "Violation", "is wrong", None, "urn:s")
    assert [graph for graph, _ in located(store, [finding])] == ["urn:graph:a", "urn:graph:b"]
    other = Finding(p.value, None, "Violation", "is wrong", None, "urn:s")
    assert [graph for graph, _ in located(store, [other])] == ["urn:graph:c"]


def test_what_is_no_dataset_is_said_to_be_none(shapes: Shapes, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no dataset"):
        validate_dataset(tmp_path, shapes)
    (tmp_path / "dataset.nq").write_text("no statement")
    with pytest.raises(StoreError, match="cannot be validated"):
        validate_dataset(tmp_path, shapes)
