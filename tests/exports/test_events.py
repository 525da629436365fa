"""Event records and FollowTheMoney entities: what others' programs make of the claims."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas
import pytest
from engines.servers import needed
from exports.readers import ftm, run

from accgraph.exports.forms import export
from accgraph.exports.plover import COLUMNS
from accgraph.exports.records import Record, read_records
from accgraph.store import Store

# Classes of what is claimed that the alignment gives no code, as it says itself.
UNCODED = {"Initiation", "Hosting", "Obligation", "LegalStep", "Measure"}


@pytest.fixture(scope="module")
def records(story: Path) -> list[Record]:
    return read_records(Store.open(story))


@pytest.fixture(scope="module")
def events(story: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(story, "plover").content.decode())))


@pytest.fixture(scope="module")
def entities(story: Path) -> dict[str, dict[str, Any]]:
    lines = export(story, "followthemoney").content.decode().splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def test_pandas_reads_the_event_records(story: Path, events: list[dict[str, str]]) -> None:
    read = pandas.read_csv(io.BytesIO(export(story, "plover").content), dtype=str, keep_default_na=False)
    assert list(read.columns) == list(COLUMNS)
    assert read.to_dict("records") == events


def test_each_claim_is_coded_or_counted(
    story: Path, records: list[Record], events: list[dict[str, str]]
) -> None:
    left = [record for record in records if record.denied or record.kind in UNCODED]
    assert export(story, "plover").left_out == len(left) > 0
    assert {event["claim"] for event in events} == {r.claim for r in records if r not in left}


@pytest.mark.parametrize(
    "expected",
    [
        {"event_type": "REJECT", "cameo_code": "11", "actor_name": "Hungary", "actor_country": "HUN",
         "actor_sector": "GOV", "recipient_name": "International Criminal Court", "recipient_sector": "JUD",
         "event_date": "2025-01-15", "source": "second.txt"},
        {"event_type": "SANCTION", "cameo_code": "163", "actor_country": "USA", "recipient_country": ""},
        {"event_type": "SUPPORT", "cameo_code": "057", "actor_country": "DNK", "event_date": "2022-09",
         "text": "Denmark joined the genocide case"},
    ],
    ids=lambda expected: expected["event_type"],
)  # fmt: skip
def test_who_does_what_to_whom(events: list[dict[str, str]], expected: dict[str, str]) -> None:
    assert any(expected.items() <= event.items() for event in events)


def test_a_demand_goes_from_who_demands_to_who_is_to_act(
    records: list[Record], events: list[dict[str, str]]
) -> None:
    demands = {record.claim: record for record in records if record.kind == "Demand"}
    coded = [event for event in events if event["event_type"] == "REQUEST"]
    assert {event["claim"] for event in coded} == set(demands)
    for event in coded:
        assert event["recipient_iri"] in {party.iri for party in demands[event["claim"]].party("bearer")}


def test_events_have_numbers_of_their_own(events: list[dict[str, str]]) -> None:
    assert tuple(events[0]) == COLUMNS
    assert max(Counter(event["event_id"] for event in events).values()) == 1


@pytest.mark.server
def test_followthemoney_finds_every_entity_valid(story: Path, tmp_path: Path) -> None:
    """Its command keeps what is valid: nothing goes missing, nothing is put in other words."""
    file = tmp_path / "entities.ftm.json"
    file.write_bytes(export(story, "followthemoney").content)
    read = [json.loads(line) for line in ftm(file)]
    written = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [_plain(entity) for entity in read] == [_plain(entity) for entity in written]


@pytest.mark.server
def test_entities_have_what_their_schema_requires_and_point_at_what_it_allows(
    entities: dict[str, dict[str, Any]],
) -> None:
    schemata = json.loads(run([needed("ftm"), "dump-model"]))["schemata"]
    for entity in entities.values():
        assert set(schemata[entity["schema"]].get("required", ())) <= set(entity["properties"])
        for above in schemata[entity["schema"]]["schemata"]:
            for name, prop in schemata[above]["properties"].items():
                if prop["type"] == "entity":
                    for target in entity["properties"].get(name, ()):
                        assert prop["range"] in schemata[entities[target]["schema"]]["schemata"]


def test_each_claim_that_is_not_denied_has_its_words_in_an_entity(
    story: Path, records: list[Record], entities: dict[str, dict[str, Any]]
) -> None:
    words = [text for entity in entities.values() for text in entity["properties"].get("description", ())]
    for record in records:
        assert record.denied != any(record.quote in text for text in words)
    assert export(story, "followthemoney").left_out == sum(record.denied for record in records)


def test_a_link_says_who_towards_what_with_which_proof(entities: dict[str, dict[str, Any]]) -> None:
    links = [entity["properties"] for entity in entities.values() if entity["schema"] == "UnknownLink"]
    assert {
        "subject": ["accgraph-state-DNK"],
        "object": ["accgraph-mechanism-register-of-damage-for-ukraine"],
        "role": ["hosting"],
        "date": ["2023-05"],
    }.items() <= next(link for link in links if link["role"] == ["hosting"]).items()
    assert entities["accgraph-state-DNK"] == {
        "id": "accgraph-state-DNK",
        "schema": "PublicBody",
        "properties": {"country": ["dk"], "name": ["Denmark"]},
    }
    assert all(entities[link["proof"][0]]["schema"] == "Document" for link in links)


@pytest.mark.parametrize("form", ["plover", "followthemoney"])
def test_the_same_bytes_each_time(story: Path, form: str) -> None:
    assert export(story, form) == export(story, form)


def _plain(entity: dict[str, Any]) -> tuple[str, str, dict[str, list[str]]]:
    return (
        entity["id"],
        entity["schema"],
        {name: sorted(values) for name, values in entity["properties"].items()},
    )
