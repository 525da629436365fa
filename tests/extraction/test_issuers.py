"""Issuers: whom "we", "the Ministry" or "this House" means, told by the head and the foot of a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.positions import PositionExtractor

CASES = Path(__file__).parent / "cases" / "issuers.txt"
MISSED = "missed: "


def documents() -> list[tuple[str, str]]:
    """Return what each document is said to hold, and its text."""
    parts = re.split(r"(?m)^=== ", CASES.read_text(encoding="utf-8"))[1:]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


def parameters() -> list[object]:
    return [
        pytest.param(
            *document,
            id=f"{number}: {document[0]}",
            marks=[pytest.mark.xfail(strict=True)] if document[0].startswith(MISSED) else [],
        )
        for number, document in enumerate(documents())
    ]


@pytest.fixture(scope="module")
def positions() -> PositionExtractor:
    return PositionExtractor.load()


@pytest.mark.parametrize(("stated", "text"), parameters())
def test_issuers(
    stated: str, text: str, positions: PositionExtractor, analyse: Callable[..., Analysis]
) -> None:
    holders, kind, target = (part.strip() for part in stated.removeprefix(MISSED).split("|"))
    found = {
        (claim.holder.entity.label, claim.kind, claim.target.entity.label)
        for claim in positions.extract(analyse(text))
        if not claim.denied
    }
    assert found == {(holder.strip(), kind, target) for holder in holders.split(";")}


def test_most_are_found() -> None:
    told = [stated for stated, _ in documents()]
    assert sum(not stated.startswith(MISSED) for stated in told) > 0.6 * len(told)
