"""The gold sets of this repository: they can be read, and scoring gold against itself finds nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from evaluation.factories import Json, commitment, event, position, role

from accgraph.evaluation.gold import GoldFile, read_gold
from accgraph.evaluation.report import Report
from accgraph.evaluation.scoring import FAMILIES, Case

SETS = Path(__file__).parents[2] / "evaluation"


def perfect(file: GoldFile) -> Case:
    gold, text = file.record, file.path.read_bytes().decode()

    def place(record: Json) -> Json:
        start = text.index(record["quote"])
        return {"quote": record["quote"], "start": start, "end": start + len(record["quote"])}

    positions = [position(p["holder"], p["kind"], p["target"], **place(p)) for p in gold["positions"]]
    commitments = [commitment(c["kind"], c["bearer"], c["action"], **place(c)) for c in gold["commitments"]]
    events = [
        event(e["type"], e["date"], e["participants"], **place(e))
        | {"place": e["place"] and role(e["place"])}
        for e in gold["events"]
    ]
    return Case(file.name, text, gold, (*positions, *commitments, *events))


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_gold_agrees_with_itself(name: str) -> None:
    report = Report(tuple(perfect(each) for each in read_gold(SETS / name)))
    assert report.ungrounded == ()
    for family in FAMILIES:
        score = report.score(family)
        assert score.hits > 0, family
        assert (score.false_alarms, score.misses) == (0, 0), family


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_names_used_in_gold_have_their_forms_in_the_text(name: str) -> None:
    for file in read_gold(SETS / name):
        text = file.path.read_bytes().decode()
        names = file.record["names"]
        for record in file.record["positions"]:
            assert {record["holder"], record["target"]} <= names.keys()
        for entry in names.values():
            assert entry["aliases"]
            assert all(alias in text for alias in entry["aliases"])
