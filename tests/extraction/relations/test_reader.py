"""The second reader: what it adds to the rules, what it must leave alone, and that all of it is proven."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.pipeline import Extractor
from accgraph.extraction.positions import PositionExtractor
from accgraph.extraction.relations import SecondReader
from accgraph.model import PositionClaim

Analyse = Callable[..., Analysis]

READ = [
    (
        "The prosecutors of Chile and Peru sit in the Joint Investigation Team.",
        ["Chile join Joint Investigation Team", "Peru join Joint Investigation Team"],
    ),
    (
        "The ICC's premises were a present from the Netherlands.",
        ["Netherlands host International Criminal Court"],
    ),
    (
        "Belarus treats the International Criminal Court as if it did not exist.",
        ["Belarus reject International Criminal Court"],
    ),
    (
        "Kenya's door is shut to the investigators of the Independent Investigative Mechanism for Myanmar.",
        ["Kenya obstruct Independent Investigative Mechanism for Myanmar"],
    ),
]
NOT_READ = [
    "Will Peru open its archives to the Independent Investigative Mechanism for Myanmar?",
    "Peru has promised to open its archives to the Independent Investigative Mechanism for Myanmar.",
    "We are dismayed by the intention of Chad, voiced last week, to withdraw from the Rome Statute.",
    "Brazil and Peru discussed the International Criminal Court in Lima.",
    "Chile referred the situation in Gaza to the International Criminal Court.",
    "The Prosecutor of the International Criminal Court spoke in Riga.",
    "Peru supports the International Criminal Court.",
    "Minister Savchuk of Ukraine was grateful and asked Japan to support the International Criminal Court.",
    "Thailand has not so far replied to the Independent Investigative Mechanism for Myanmar.",
    "A Kyiv-based group handed its files to the International Criminal Court.",
    "Finland's top court upheld the sentence, and Norway took note of a training programme for coroners.",
    "Cc: Presidency of the Assembly of States Parties to the Rome Statute",
]


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    return SecondReader()


@pytest.fixture(scope="module")
def positions() -> PositionExtractor:
    return PositionExtractor.load()


@pytest.mark.parametrize(("text", "expected"), READ)
def test_it_reads_what_no_frame_tells(
    text: str, expected: list[str], reader: SecondReader, positions: PositionExtractor, analyse: Analyse
) -> None:
    analysis = analyse(text)
    rules = list(positions.extract(analysis))
    assert rules == []
    assert sorted(map(shown, reader.read(analysis, rules))) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_it_adds_nothing_there(
    text: str, reader: SecondReader, positions: PositionExtractor, analyse: Analyse
) -> None:
    analysis = analyse(text)
    assert list(reader.read(analysis, list(positions.extract(analysis)))) == []


def test_what_it_claims_is_there_word_for_word(reader: SecondReader, analyse: Analyse) -> None:
    text = " ".join(text for text, _ in READ)
    analysis = analyse(text)
    claims = list(reader.read(analysis, []))
    assert len(claims) >= 4
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.rule in reader.rules
        assert 0.3 <= claim.confidence <= 0.75
        for role in (claim.holder, claim.target):
            assert role.mention is None or text[role.start : role.end] == role.mention


def test_who_is_named_does_not_matter(reader: SecondReader, analyse: Analyse) -> None:
    text = "{} treats the International Criminal Court as if it did not exist."
    told = {
        (claim.kind, claim.confidence)
        for state in ("Belarus", "Norway", "Russia", "Costa Rica", "Guinea-Bissau")
        for claim in reader.read(analyse(text.format(state)), [])
    }
    assert len(told) == 1


def test_nothing_is_claimed_twice(reader: SecondReader, analyse: Analyse) -> None:
    analysis = analyse(READ[2][0])
    once = list(reader.read(analysis, []))
    assert len(once) == 1
    assert list(reader.read(analysis, once)) == []


def test_it_can_be_left_out(analyse: Analyse) -> None:
    from accgraph.model import Document

    document = Document("https://example.org/document", "case.txt", READ[2][0], "0" * 64)
    with_it, without = Extractor.load(), Extractor.load(second_reader=False)
    assert [claim.rule for claim in with_it.extract(document)] == ["read.reject"]
    assert without.extract(document) == ()
    assert with_it.version != without.version
    assert "read.reject" in with_it.rules
    assert "read.reject" not in without.rules


def shown(claim: PositionClaim) -> str:
    return f"{claim.holder.entity.label} {claim.kind} {claim.target.entity.label}"


def test_a_list_of_demands_takes_no_position(reader: SecondReader, analyse: Analyse) -> None:
    text = "They should:\n\n- To support the International Criminal Court;\n- Peru to host the Court."
    for claim in reader.read(analyse(text), []):
        assert text[claim.start : claim.end] == claim.quote
