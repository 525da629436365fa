"""Commitments: a table of short texts, and what holds for every claim."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments import CommitmentExtractor
from accgraph.model import CommitmentClaim

Analyse = Callable[..., Analysis]
TABLE = Path(__file__).parent / "cases" / "commitments.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def extractor() -> CommitmentExtractor:
    return CommitmentExtractor.load()


def shown(claim: CommitmentClaim) -> str:
    return f"{claim.kind} | {'; '.join(r.entity.label for r in claim.bearer)} | {claim.action}"


def claims_of(extractor: CommitmentExtractor, analysis: Analysis) -> list[CommitmentClaim]:
    return sorted(extractor.extract(analysis), key=lambda c: (c.action_span, c.iri))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["text"][:60],
            marks=[pytest.mark.xfail(reason=case["missed"], strict=True)] if "missed" in case else [],
        )
        for case in CASES
    ],
)
def test_finds_what_an_analyst_would_record(
    case: dict[str, Any], extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    found = claims_of(extractor, analyse(case["text"]))
    assert list(dict.fromkeys(shown(c) for c in found)) == case["expect"]


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_every_claim_is_grounded_and_explained(
    text: str, extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    for claim in extractor.extract(analyse(text)):
        assert text[claim.start : claim.end] == claim.quote
        assert text[claim.action_span.start : claim.action_span.end] == claim.action
        assert claim.start <= claim.action_span.start < claim.action_span.end <= claim.end
        assert claim.rule in extractor.rules
        assert 0 < claim.confidence <= 1
        for role in (*claim.bearer, *claim.mechanisms, *([claim.by] if claim.by else [])):
            if role.start is not None:
                assert text[role.start : role.end] == role.mention


def test_the_table_is_large_and_holds_texts_without_commitments() -> None:
    assert len(CASES) >= 120
    assert sum(not case["expect"] for case in CASES) >= 30


def test_a_joint_demand_is_a_claim_of_each_who_makes_it(
    extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    claims = claims_of(
        extractor, analyse("Ireland and Spain call upon Israel and Lebanon to lift the blockade.")
    )
    assert sorted(c.by.entity.label for c in claims if c.by) == ["Ireland", "Spain"]
    assert all([r.entity.label for r in c.bearer] == ["Israel", "Lebanon"] for c in claims)


def test_a_joint_pledge_is_one_claim_with_several_bearers(
    extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    (claim,) = extractor.extract(analyse("Poland and Latvia undertake to fund the Special Tribunal."))
    assert [r.entity.label for r in claim.bearer] == ["Poland", "Latvia"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Jordan failed in its duty to arrest him.", "breached"),
        ("Ireland kept its promise to fund the court.", "fulfilled"),
        ("Ireland promised to fund the court.", "open"),
        ("Mali is obliged to arrest him.", "open"),
    ],
)
def test_status_is_what_the_text_says(
    text: str, status: str, extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    (claim,) = extractor.extract(analyse(text))
    assert claim.status == status


def test_mechanisms_in_the_action_are_resolved(extractor: CommitmentExtractor, analyse: Analyse) -> None:
    text = (
        "The United States imposed sanctions on the International Criminal Court. "
        "Norway urges all States to cooperate with the Court and to accede to the Rome Statute."
    )
    claims = claims_of(extractor, analyse(text))
    assert [[m.entity.label for m in c.mechanisms] for c in claims] == [
        ["International Criminal Court"],
        ["Rome Statute"],
    ]


def test_the_speaker_of_a_quoted_demand_is_named(extractor: CommitmentExtractor, analyse: Analyse) -> None:
    text = 'Norway\'s Foreign Minister Espen Barth Eide said: "Russia must return the children."'
    (claim,) = extractor.extract(analyse(text))
    assert claim.by is not None
    assert claim.by.entity.label == "Espen Barth Eide"


def test_the_court_behind_an_order_is_named(extractor: CommitmentExtractor, analyse: Analyse) -> None:
    (claim,) = extractor.extract(
        analyse("The International Court of Justice ordered Israel to open the crossing.")
    )
    assert claim.by is not None
    assert claim.by.entity.label == "International Court of Justice"


def test_a_clear_demand_is_surer_than_one_of_a_pronoun(
    extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    (clear,) = extractor.extract(analyse("Norway urges Sudan to arrest him."))
    (vague,) = extractor.extract(analyse("Sudan refused. It must arrest him."))
    assert clear.confidence > vague.confidence
