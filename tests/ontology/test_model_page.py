"""The page on the model: its Turtle is Turtle, of terms that exist, and its example stands in the seeds."""

from __future__ import annotations

import re
from pathlib import Path

from ontology.graphs import ACC, core, vocabulary
from rdflib import RDFS, Graph, Literal, Namespace, URIRef

from accgraph.namespaces import ACCID, PREFIXES
from accgraph.resources import seeds_folder

PAGE = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```turtle\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)
FAMILIES = ("claim", "commitment", "document", "evidence", "mechanism", "mention")
FAMILIES += ("organisation", "person", "position", "run", "state")
OA = Namespace(PREFIXES["oa"])


def examples() -> Graph:
    prefixes = {**PREFIXES, **{family: f"{ACCID}{family}/" for family in FAMILIES}}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    result = Graph()
    for block in BLOCKS:
        result.parse(data=head + block, format="turtle")
    return result


def test_terms_and_names_of_the_examples_exist() -> None:
    assert len(BLOCKS) >= 4
    for triple in examples():
        for node in triple:
            if isinstance(node, URIRef) and node.startswith(ACC):
                assert (node, RDFS.label, None) in core(), f"the page uses {node}"
            known = ("state/", "organisation/", "mechanism/")
            if isinstance(node, URIRef) and node.startswith(tuple(ACCID + family for family in known)):
                new = "special-court-for-the-steppe" in node
                assert new or (node, None, None) in vocabulary(), f"the page names {node}"


def test_words_and_offsets_of_the_example_are_those_of_the_seed() -> None:
    (file,) = seeds_folder().glob("001_*.txt")
    text = file.read_text(encoding="utf-8")
    graph = examples()
    mentions = 0
    for node, start in graph.subject_objects(OA.start):
        end = graph.value(node, OA.end)
        assert isinstance(start, Literal) and isinstance(end, Literal)
        found = text[start.toPython() : end.toPython()]
        words = graph.value(node, OA.exact)
        if words is not None:
            assert found == str(words)
            mentions += 1
        else:
            assert found.startswith("I separately thanked Mr. Ambassador for Denmark's accession to")
            assert found.endswith("International Court of Justice.")
    assert mentions == 2


def test_every_kind_of_position_is_in_the_table() -> None:
    positions = set(core().transitive_subjects(RDFS.subClassOf, ACC.Support))
    positions |= set(core().transitive_subjects(RDFS.subClassOf, ACC.Opposition))
    for position in positions - {ACC.Support, ACC.Opposition}:
        assert f"| `acc:{position.removeprefix(ACC)}` |" in PAGE


def test_every_kind_of_mechanism_and_actor_is_in_the_picture() -> None:
    picture = PAGE.split("```mermaid")[1].split("```")[0]
    for top in (ACC.Mechanism, ACC.Actor, ACC.Position, ACC.Commitment, ACC.Event):
        for below in core().transitive_subjects(RDFS.subClassOf, top):
            if not list(core().subjects(RDFS.subClassOf, below)):
                assert re.search(rf"\b{below.removeprefix(ACC)}\b", picture), below
