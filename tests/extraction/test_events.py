"""Events: what is one, who takes part, when and where, and that each is told once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.events import EventExtractor
from accgraph.model import EVENT_KINDS, EventClaim

Analyse = Callable[..., Analysis]
PUBLISHED = "2025-11-06"
CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "cases" / "events.csv").read_text(encoding="utf-8").splitlines(),
        delimiter="|",
    )
)


@pytest.fixture(scope="session")
def extractor() -> EventExtractor:
    return EventExtractor.load()


def expected(cell: str) -> list[list[str]]:
    """Return kind, date, place and participants of each event of a cell."""
    return [[part.strip() for part in event.split(";")] for event in cell.split("//") if event.strip()]


def found(text: str, analyse: Analyse, extractor: EventExtractor) -> list[EventClaim]:
    return list(extractor.extract(analyse(text, PUBLISHED)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:70])
def test_events_of_a_sentence(case: Mapping[str, str], analyse: Analyse, extractor: EventExtractor) -> None:
    events = found(case["text"], analyse, extractor)
    wanted = expected(case["events"] or "")
    assert [(e.kind, e.date or "") for e in events] == [(kind, date) for kind, date, _, _ in wanted]
    for event, (_, _, place, participants) in zip(events, wanted, strict=True):
        assert place in (event.place.entity.label if event.place else "")
        assert bool(place) == (event.place is not None)
        labels = [role.entity.label for role in event.participants]
        for name in filter(None, (each.strip() for each in participants.split(","))):
            assert any(name in label for label in labels), f"{name} not among {labels}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:70])
def test_every_event_is_grounded_and_has_two_facts(
    case: Mapping[str, str], analyse: Analyse, extractor: EventExtractor
) -> None:
    for event in found(case["text"], analyse, extractor):
        assert case["text"][event.start : event.end] == event.quote
        assert event.start <= event.trigger.start < event.trigger.end <= event.end
        assert event.kind in EVENT_KINDS and event.rule in extractor.rules
        assert 0 < event.confidence <= 1
        assert (event.date is not None) + (event.place is not None) + (len(event.participants) >= 2) >= 2
        for role in event.participants:
            if role.start is not None and role.end is not None:
                assert case["text"][role.start : role.end] == role.mention


def test_an_event_told_twice_is_one(analyse: Analyse, extractor: EventExtractor) -> None:
    text = (
        "Norway received the Dutch minister Pieter van Dam in Oslo on Tuesday.\n\n"
        "On Tuesday in Oslo, Norway and Pieter van Dam held talks on the tribunal.\n"
    )
    assert [(e.kind, e.date) for e in found(text, analyse, extractor)] == [("meeting", "2025-11-04")]


def test_a_line_of_its_own_tells_of_the_adoption(analyse: Analyse, extractor: EventExtractor) -> None:
    text = (
        "Parliamentary Assembly of the Council of Europe\n\nResolution on missing persons\n\n"
        "Adopted on 4 June 2025 by 61 votes to 4\n\n"
        "1. The Assembly calls on Serbia to open its archives.\n"
    )
    (event,) = found(text, analyse, extractor)
    assert (event.kind, event.rule, event.date) == ("instrument", "event-adopted", "2025-06-04")
    assert [r.entity.label for r in event.participants] == ["Parliamentary Assembly of the Council of Europe"]
    assert event.quote == "Adopted on 4 June 2025 by 61 votes to 4"


def test_the_heading_of_a_speech_names_its_session(analyse: Analyse, extractor: EventExtractor) -> None:
    text = (
        "Ghana: statement in the General Debate of the United Nations General Assembly\n\n"
        "Session 59, 2004\n\n"
        "Peace is the concern of all nations, and my country has always been ready to work for it.\n"
    )
    (event,) = found(text, analyse, extractor)
    assert (event.kind, event.rule) == ("conference", "event-session")
    assert [role.entity.label for role in event.participants] == ["Ghana"]
    assert event.place is not None and event.place.entity.label == "United Nations General Assembly"


def test_a_related_headline_has_its_own_date(analyse: Analyse, extractor: EventExtractor) -> None:
    text = "The Minister smiled.\n\n27/10/2025 Norway and Canada open conference in Oslo\n"
    (event,) = found(text, analyse, extractor)
    assert (event.kind, event.date) == ("conference", "2025-10-27")


def test_who_paid_may_stand_in_the_sentence_before(analyse: Analyse, extractor: EventExtractor) -> None:
    text = (
        "The Norwegian Government has set aside 35 million kroner for the tribunal. "
        "Half of the amount was transferred to the Council of Europe on Monday."
    )
    (event,) = found(text, analyse, extractor)
    assert event.date == "2025-11-03"
    assert {role.entity.label for role in event.participants} == {"Norway", "Council of Europe"}


def test_a_surer_reading_has_more_confidence(analyse: Analyse, extractor: EventExtractor) -> None:
    (dated,) = found("Norway and Sweden signed an agreement in Oslo on 3 May 2025.", analyse, extractor)
    (undated,) = found("Norway and Sweden signed an agreement in Oslo.", analyse, extractor)
    assert dated.confidence > undated.confidence


def test_the_same_text_gives_the_same_claims(analyse: Analyse, extractor: EventExtractor) -> None:
    text = "On 28 November 2024, Chile and Mexico referred the situation to the International Criminal Court."
    assert found(text, analyse, extractor) == found(text, analyse, extractor)
