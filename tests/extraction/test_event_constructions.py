"""Constructions: an event is found whatever the construction that tells of it, for verbs of every type."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.events import EventExtractor

Analyse = Callable[..., Analysis]
TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "event-constructions.toml").read_text("utf-8")
)
STATES = {"A": "Chile", "B": "Norway"}
LEAD = "Report\n\nNews agency, 3 May 2022\n\n"


@pytest.fixture(scope="module")
def extractor() -> EventExtractor:
    return EventExtractor.load()


@pytest.mark.parametrize("verb", TABLE["verb"], ids=[verb["base"] for verb in TABLE["verb"]])
@pytest.mark.parametrize("construction", TABLE["construction"], ids=lambda c: str(c["text"]))
def test_the_event_is_found(
    construction: dict[str, Any], verb: dict[str, Any], analyse: Analyse, extractor: EventExtractor
) -> None:
    named = verb["object"]
    words = {**verb, **STATES, "O": named, "OO": named[0].upper() + named[1:]}
    text = LEAD + construction["text"].format(**words) + "\n"
    (event,) = extractor.extract(analyse(text))
    assert (event.kind, event.date) == (verb["kind"], construction["date"])
    wanted = {STATES["A"], *verb["participants"], *construction.get("also", ())}
    assert wanted <= {role.entity.label for role in event.participants}
    if "place" in construction:
        assert event.place is not None and event.place.entity.label == construction["place"]
