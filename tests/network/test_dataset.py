from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from accgraph.errors import NetworkError
from accgraph.model import polarity
from accgraph.network.dataset import positions, situation_mechanisms
from accgraph.network.discourse import Options, two_mode
from accgraph.network.statements import Node
from accgraph.store import Store

PREFIXES = (
    "@prefix acc: <https://w3id.org/accgraph/ontology#> ."
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
)


@pytest.fixture(scope="module")
def source(story: Path) -> Store:
    return Store.open(story)


def ties(source: Store, **choices: object) -> dict[tuple[str, str], float]:
    matrix = two_mode(positions(source, **choices), Options(qualifier="subtract"))  # type: ignore[arg-type]
    return {
        (actor.label, mechanism.label): matrix.values[i, j]
        for i, actor in enumerate(matrix.rows)
        for j, mechanism in enumerate(matrix.columns)
        if matrix.values[i, j]
    }


def test_supporters_and_opponents_of_the_story(source: Store, story: Path) -> None:
    claimed: dict[tuple[str, str], float] = {}
    for line in (story / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        if claim["type"] == "position" and not claim["denied"]:
            key = (claim["holder"]["label"], claim["target"]["label"])
            side = -1 if claim["kind"] in ("reject", "sanction", "withdraw", "obstruct") else 1
            claimed[key] = claimed.get(key, 0) + side
    assert {key: value for key, value in claimed.items() if value} == ties(source)
    assert -1 in claimed.values()


def test_kinds_narrow_the_positions(source: Store) -> None:
    assert set(ties(source, kinds=["join"])) < set(ties(source))
    assert all(value > 0 for value in ties(source, kinds=["join"]).values())
    assert all(value < 0 for value in ties(source, kinds=["reject", "sanction", "obstruct"]).values())


def test_nobody_is_surer_than_certain(source: Store) -> None:
    statements = positions(source, confidence=1.0)
    assert len(statements) <= len(positions(source))


def test_speakers_take_the_place_of_holders(source: Store) -> None:
    speakers = {node.label for node in positions(source, by="speaker").actors}
    assert speakers
    assert speakers != {node.label for node in positions(source).actors}


def test_nodes_know_all_their_classes(source: Store) -> None:
    states = [node for node in positions(source).actors if "State" in node.classes]
    assert states
    assert all("Actor" in node.classes for node in states)


def test_mechanisms_of_a_situation(source: Store) -> None:
    assert situation_mechanisms(source, "ukraine")
    with pytest.raises(NetworkError, match="Ukrane"):
        situation_mechanisms(source, "Ukrane")


def test_choices_that_there_are_not(source: Store) -> None:
    with pytest.raises(NetworkError, match="one of endorse"):
        positions(source, kinds=["endorsed"])
    with pytest.raises(NetworkError, match="one of holder, speaker"):
        positions(source, by="issuer")


def test_claims_are_counted_alike_in_columns_and_one_by_one(story: Path) -> None:
    records = [json.loads(line) for line in (story / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    held = [one for one in records if one["type"] == "position" and not one["denied"]]
    for by, name in (("holder", "holder"), ("speaker", "by")):
        for least in (0.0, 0.6, 1.0):
            wanted = Counter(
                (one[name]["iri"], one["target"]["iri"], int(polarity(one["kind"]) == "support"))
                for one in held
                if one[name] and one["confidence"] >= least
            )
            found = positions(Store.open(story), by=by, confidence=least)
            counted: Counter[tuple[str, str, int]] = Counter()
            for actor, concept, level, count in zip(
                found.actor, found.concept, found.level, found.count, strict=True
            ):
                counted[found.actors[actor].key, found.concepts[concept].key, int(level)] += int(count)
            assert counted == wanted
            assert np.array_equal(found.time, np.sort(found.time))


def test_what_many_documents_say_of_one_is_said_once(tmp_path: Path) -> None:
    # As many statements of each in as many graphs: joined as they are, they would be a cube.
    trig = PREFIXES + "".join(
        f"<urn:g/{n}> {{ <urn:c/{n}> acc:asserts <urn:p> ; acc:statedIn <urn:d/{n}> ; acc:confidence 0.5 ."
        " <urn:p> a acc:Hosting ; acc:holder <urn:h> ; acc:target <urn:t> ."
        " <urn:h> skos:prefLabel 'H' ; a acc:State . }"
        for n in range(1_000)
    )
    (tmp_path / "dataset.trig").write_text(f"{trig} acc:State rdfs:subClassOf acc:Actor .")
    found = positions(Store.open(tmp_path / "dataset.trig"))
    assert len(found) == len(found.documents) == 1_000
    assert found.actors == (Node("H", "urn:h", ("Actor", "State")),)
    assert [node.key for node in found.concepts] == ["urn:t"]
