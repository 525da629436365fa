"""Positions: a table of sentences, a table of short documents, and what holds for every claim."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.positions import PositionExtractor
from accgraph.model import PositionClaim

Analyse = Callable[..., Analysis]
CASES = Path(__file__).parent / "cases"
DOCUMENTS: list[dict[str, Any]] = tomllib.loads((CASES / "positions-documents.toml").read_text("utf-8"))[
    "case"
]
with (CASES / "positions.csv").open(encoding="utf-8", newline="") as table:
    SENTENCES = list(csv.DictReader(table, delimiter="|", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def extractor() -> PositionExtractor:
    return PositionExtractor.load()


def shown(claim: PositionClaim) -> str:
    denied = "denied " if claim.denied else ""
    return f"{denied}{claim.holder.entity.label} {claim.kind} {claim.target.entity.label}"


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        pytest.param(
            row["text"],
            row["positions"],
            id=row["text"][:60],
            marks=[pytest.mark.xfail(reason=row["missed"], strict=True)] if row["missed"] else [],
        )
        for row in SENTENCES
    ],
)
def test_sentence(text: str, positions: str, extractor: PositionExtractor, analyse: Analyse) -> None:
    expected = {each.strip() for each in positions.split(";") if each.strip()}
    assert {shown(claim) for claim in extractor.extract(analyse(text))} == expected


@pytest.mark.parametrize("case", DOCUMENTS, ids=[case["name"] for case in DOCUMENTS])
def test_document(case: dict[str, Any], extractor: PositionExtractor, analyse: Analyse) -> None:
    assert {shown(claim) for claim in extractor.extract(analyse(case["text"]))} == set(case["positions"])


@pytest.mark.parametrize("text", [case["text"] for case in DOCUMENTS] + [row["text"] for row in SENTENCES])
def test_every_claim_is_grounded_and_explained(
    text: str, extractor: PositionExtractor, analyse: Analyse
) -> None:
    for claim in extractor.extract(analyse(text)):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start <= claim.trigger.start < claim.trigger.end <= claim.end
        assert claim.rule in extractor.rules
        assert 0 < claim.confidence <= 1
        assert claim.holder.entity.iri != claim.target.entity.iri
        for role in (claim.holder, claim.target):
            if role.start is not None and role.end is not None:
                assert text[role.start : role.end] == role.mention
