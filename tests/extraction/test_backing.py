"""Backing: which mechanisms a demanded action takes the side of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments import CommitmentExtractor

Analyse = Callable[..., Analysis]


@pytest.fixture(scope="module")
def extractor() -> CommitmentExtractor:
    return CommitmentExtractor.load()


@pytest.mark.parametrize(
    ("text", "backed"),
    [
        (
            "Norway urged Chile to join the Register of Damage for Ukraine.",
            ["Register of Damage for Ukraine"],
        ),
        ("Norway urged Chile to fund the Trust Fund for Victims.", ["Trust Fund for Victims"]),
        (
            "Kenya called on Sudan to cooperate with the International Criminal Court.",
            ["International Criminal Court"],
        ),
        ("Russia urged Armenia to leave the International Criminal Court.", []),
        ("Russia called on Serbia to reject the International Criminal Court.", []),
        ("Canada urged Brazil to abolish the death penalty.", []),
    ],
)
def test_a_demand_backs_what_its_action_supports(
    text: str, backed: list[str], extractor: CommitmentExtractor, analyse: Analyse
) -> None:
    claims = list(extractor.extract(analyse(text)))
    assert len(claims) == 1
    assert [role.entity.label for role in claims[0].backs] == backed
    assert set(claims[0].backs) <= set(claims[0].mechanisms)


def test_a_pledge_backs_nothing(extractor: CommitmentExtractor, analyse: Analyse) -> None:
    claims = list(extractor.extract(analyse("Norway promised to join the Register of Damage for Ukraine.")))
    assert claims and not any(claim.backs for claim in claims)
