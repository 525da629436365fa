"""Constructions: a position is found whatever the construction that says it, for verbs of several kinds."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.positions import PositionExtractor

Analyse = Callable[..., Analysis]
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "constructions.toml").read_text("utf-8")
)
STATES = {"A": "Chile", "B": "Kenya", "C": "Norway"}
LEAD = "Report\n\nNews agency, 3 May 2022\n\n"


@pytest.mark.parametrize("verb", TABLE["verb"], ids=[verb["base"] for verb in TABLE["verb"]])
@pytest.mark.parametrize("construction", TABLE["construction"], ids=lambda c: c["text"])
def test_the_holders_are_found(construction: dict[str, Any], verb: dict[str, Any], analyse: Analyse) -> None:
    words = {**verb, **STATES, "T": verb["mechanism"], "N": verb["noun"]}
    text = LEAD + construction["text"].format(**words) + "\n"
    found = {
        (claim.holder.entity.label, claim.kind, claim.target.entity.label)
        for claim in PositionExtractor.load().extract(analyse(text))
        if not claim.denied
    }
    held = {(STATES[each], verb["kind"], verb["mechanism"]) for each in construction["holders"]}
    assert found == held
