from __future__ import annotations

from pathlib import Path

import pytest

from accgraph.errors import NetworkError
from accgraph.network.dataset import positions, situation_mechanisms
from accgraph.network.discourse import Options, two_mode
from accgraph.store import Store


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
    import json

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
