"""Deadlines: by when commitments are due, as their own words and the day of speaking tell."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments import CommitmentExtractor

Analyse = Callable[..., Analysis]
PUBLISHED = "2025-11-06"
TABLE = Path(__file__).parent / "cases" / "deadlines.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def extractor() -> CommitmentExtractor:
    return CommitmentExtractor.load()


def due(extractor: CommitmentExtractor, analysis: Analysis) -> list[str]:
    found = {c.action_span: c.deadline or "" for c in extractor.extract(analysis)}
    return [found[span] for span in sorted(found)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:70])
def test_a_commitment_is_due_when_its_text_says(
    case: dict[str, Any], extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    assert due(extractor, analyse(case["text"], PUBLISHED)) == case["due"]


def test_a_period_is_not_reckoned_without_a_day_to_start_from(
    extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    assert due(extractor, analyse("Hungary must comply with the order within 30 days.", None)) == [""]
    assert due(extractor, analyse("Hungary must comply with the order within 30 days.", "2025")) == [""]


def test_each_item_of_a_list_is_due_when_its_introduction_says(
    extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    text = (
        "By 1 February 2026 the Government of Sudan must:\n\n"
        "- release all journalists;\n\n- publish the list of detainees by 10 January 2026.\n"
    )
    assert due(extractor, analyse(text, PUBLISHED)) == ["2026-02-01", "2026-01-10"]
