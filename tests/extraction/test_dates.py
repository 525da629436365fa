"""Dates: what a text means by them, when it was published, and which act each belongs to."""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accgraph.extraction.analysis import Analyser, Analysis
from accgraph.extraction.date_expressions import expressions, nearest, precision_of
from accgraph.extraction.dates import date_of, find_dates
from accgraph.extraction.publication import block_date, published_date
from accgraph.extraction.sentences import parse

Analyse = Callable[..., Analysis]
CASES = tomllib.loads((Path(__file__).parent / "cases" / "dates.toml").read_text(encoding="utf-8"))
THURSDAY = "2025-11-06"


def name(case: Mapping[str, Any]) -> str:
    return str(case["text"])[:60]


@pytest.mark.parametrize("case", CASES["found"], ids=name)
def test_dates_of_a_text(case: Mapping[str, Any], analyser: Analyser) -> None:
    parsed = parse(case["text"], analyser.nlp)
    found = find_dates(parsed, case.get("published", THURSDAY), 0, len(parsed.doc))
    assert [mention.iso or "" for mention in found] == case["dates"]


@pytest.mark.parametrize("case", CASES["published"], ids=name)
def test_date_of_publication(case: Mapping[str, Any], analyser: Analyser) -> None:
    assert (published_date(parse(case["text"], analyser.nlp)) or "") == case["date"]


@pytest.mark.parametrize("case", CASES["of"], ids=name)
def test_date_of_an_act(case: Mapping[str, Any], analyse: Analyse) -> None:
    analysis = analyse(case["text"], THURSDAY)
    trigger = next(token for token in analysis.parsed.doc if token.text == case["word"])
    assert (date_of(analysis, trigger) or "") == case["date"]


def test_a_resolutions_clauses_have_the_date_of_its_adoption(analyse: Analyse) -> None:
    text = (
        "Resolution adopted by the Human Rights Council on 1 April 2026\n\nThe Human Rights Council,\n\n"
        "1. Calls upon Belarus to provide the registers by 30 June 2026;\n"
    )
    analysis = analyse(text, "2026-04-07")
    trigger = next(token for token in analysis.parsed.doc if token.text == "Calls")
    assert date_of(analysis, trigger) == "2026-04-01"


def test_a_teaser_has_the_date_of_the_headline_over_it(analyser: Analyser) -> None:
    text = (
        "Denmark strengthens engagement with African countries26.8.2024 10:15:30 CEST | Press release\n"
        "The new strategy was launched today by the Minister.\n"
    )
    parsed = parse(text, analyser.nlp)
    assert block_date(parsed, 0) == block_date(parsed, 1) == "2024-08-26"
    found = find_dates(parsed, None, *parsed.block_range(1))
    assert [mention.iso for mention in found] == ["2024-08-26"]


def test_a_range_of_tokens_leaves_out_the_dates_outside_it(analyser: Analyser) -> None:
    parsed = parse("In May 2020 they met. In June 2021 they met again.", analyser.nlp)
    second = next(s for s in parsed.sentences() if s.start > 0)
    assert [d.iso for d in find_dates(parsed, None, second.start, second.end)] == ["2021-06"]


def test_the_preposition_is_kept(analyser: Analyser) -> None:
    parsed = parse("Act by 30 June 2026.", analyser.nlp)
    assert [d.preposition for d in find_dates(parsed, None, 0, len(parsed.doc))] == ["by"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_way_of_writing_it(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {day:%B %Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d/%m/%Y}",
    )
    for form in forms:
        text = f"It was signed on {form} in Rome."
        (found,) = expressions(text)
        assert nearest(found, None, "near") == day.isoformat(), form
        assert day.isoformat()[:4] in text[found.start : found.end]


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_no_day_is_invented(year: int, month: int) -> None:
    (found,) = expressions(f"In {calendar.month_name[month]} {year} they met.")
    iso = nearest(found, "2025-11-06", "past")
    assert iso == f"{year:04d}-{month:02d}" and precision_of(iso) == "month"
