from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from language_model.conftest import document
from language_model.samples import ANSWER, DEMAND, JOIN, MEETING, STAY, TEXT

from accgraph.extraction.analysis import Analyser, Analysis
from accgraph.extraction.frames import FrameLexicon
from accgraph.language_model.answers import read_answer
from accgraph.language_model.belief import Disbelief, believe
from accgraph.model import Claim, CommitmentClaim, EventClaim, PositionClaim, Span

Record = Mapping[str, Any]
Believe = Callable[..., tuple[list[Claim], list[Disbelief]]]


@pytest.fixture(scope="module")
def analyses(analyser: Analyser) -> Callable[[str], Analysis]:
    return functools.cache(lambda text: analyser.analyse(document(text)))


@pytest.fixture
def told(analyses: Callable[[str], Analysis]) -> Believe:
    def run(
        *, text: str = TEXT, withheld: Sequence[Span] = (), **lists: list[Record]
    ) -> tuple[list[Claim], list[Disbelief]]:
        said = read_answer(json.dumps(lists))
        return believe(analyses(text), Span(0, len(text)), said, withheld, FrameLexicon.load())

    return run


def shown(claim: Claim) -> tuple[object, ...]:
    by = claim.by.entity.label if claim.by else None
    if isinstance(claim, PositionClaim):
        return claim.kind, claim.holder.entity.label, claim.target.entity.label, claim.denied, by, claim.date
    if isinstance(claim, CommitmentClaim):
        bearers = [role.entity.label for role in claim.bearer]
        return claim.kind, bearers, claim.action, [role.entity.label for role in claim.mechanisms], by
    assert isinstance(claim, EventClaim)
    place = claim.place.entity.label if claim.place else None
    return claim.kind, claim.date, place, [role.entity.label for role in claim.participants]


def test_what_the_text_proves_is_believed(told: Believe) -> None:
    claims, disbeliefs = told(**ANSWER)
    assert disbeliefs == []
    assert [shown(claim) for claim in claims] == [
        ("join", "Denmark", "Register of Damage for Ukraine", False, None, "2025-03-03"),
        ("join", "Norway", "Register of Damage for Ukraine", False, None, "2025-03-03"),
        ("withdraw", "Hungary", "Rome Statute", True, None, None),
        (
            "demand",
            ["Russia"],
            "comply with the orders of the International Court of Justice",
            ["International Court of Justice"],
            "Lars Løkke Rasmussen",
        ),
        ("meeting", "2025-03-05", "The Hague", ["Ruslan Kravchenko"]),
    ]
    for claim in claims:
        assert TEXT[claim.start : claim.end] == claim.quote


def test_roles_point_at_the_words_that_name_them(told: Believe) -> None:
    claims, _ = told(**ANSWER)
    positions = [claim for claim in claims if isinstance(claim, PositionClaim)]
    for role in (role for claim in positions for role in (claim.holder, claim.target)):
        assert role.start is not None
        assert TEXT[role.start : role.end] == role.mention == role.entity.label


POSITIONS = [
    ("quote", {"quote": "Denmark and Norway joined the Register of Damage for Ukraine."}),
    ("quote", {"quote": "Denmark and Norway ... the Register of Damage for Ukraine."}),
    ("quote", {"quote": "Denmark"}),
    ("quote", {"quote": "x " * 1000}),
    ("holder", {"holders": ["Sweden"]}),
    ("holder", {"holders": ["Hungary"]}),
    ("target", {"target": "International Criminal Court"}),
    ("target", {"target": "Denmark"}),
    ("target", {"target": "accountability"}),
    ("speaker", {"by": "Emmanuel Macron"}),
    ("malformed", {"kind": "adore"}),
    ("malformed", {"holders": []}),
    ("malformed", {"quote": None}),
    ("itself", {"holders": ["Register of Damage for Ukraine"]}),
]


@pytest.mark.parametrize(("reason", "changes"), POSITIONS)
def test_a_position_that_is_not_proved_is_not_believed(told: Believe, reason: str, changes: Record) -> None:
    claims, disbeliefs = told(positions=[{**JOIN, **changes}])
    assert claims == []
    assert {each.reason for each in disbeliefs} == {reason}
    assert all(each.why and each.document == "case.txt" for each in disbeliefs)


COMMITMENTS = [
    ("bearer", {"bearers": ["France"]}),
    ("action", {"action": "pay reparations"}),
    ("speaker", {"by": ["Hungary"]}),
    ("itself", {"by": ["Russia"]}),
    ("malformed", {"status": "done"}),
    ("malformed", {"action": ""}),
]


@pytest.mark.parametrize(("reason", "changes"), COMMITMENTS)
def test_a_commitment_that_is_not_proved_is_not_believed(told: Believe, reason: str, changes: Record) -> None:
    claims, disbeliefs = told(commitments=[{**DEMAND, **changes}])
    assert claims == []
    assert reason in {each.reason for each in disbeliefs}


EVENTS = [
    ("facts", {"date": "2025-04-05", "place": None}),
    ("facts", {"date": None}),
    ("facts", {"place": "Vienna", "participants": []}),
    ("malformed", {"kind": "party"}),
]


@pytest.mark.parametrize(("reason", "changes"), EVENTS)
def test_an_event_that_is_not_proved_is_not_believed(told: Believe, reason: str, changes: Record) -> None:
    claims, disbeliefs = told(events=[{**MEETING, **changes}])
    assert claims == []
    assert reason in {each.reason for each in disbeliefs}


PARTS = [
    ("positions", JOIN, {"date": "2025-04-03"}, "part:date"),
    ("positions", JOIN, {"date": "2"}, "part:date"),
    ("positions", JOIN, {"date": "yesterday"}, "part:date"),
    ("positions", JOIN, {"holders": ["Denmark", "Norway", "Sweden"]}, "holder"),
    ("commitments", DEMAND, {"mechanisms": ["International Criminal Court"]}, "part:mechanism"),
    ("commitments", DEMAND, {"bearers": ["Russia", "China"]}, "part:bearer"),
    ("events", MEETING, {"participants": ["Ruslan Kravchenko", "France"]}, "part:participant"),
    (
        "events",
        {**MEETING, "participants": ["Ruslan Kravchenko", "Denmark"]},
        {"place": "Oslo"},
        "part:place",
    ),
]


@pytest.mark.parametrize(("where", "record", "changes", "reason"), PARTS)
def test_a_part_that_is_not_proved_is_left_out_and_noted(
    told: Believe, where: str, record: Record, changes: Record, reason: str
) -> None:
    whole, _ = told(**{where: [record]})
    claims, disbeliefs = told(**{where: [{**record, **changes}]})
    assert len(claims) == len(whole) > 0
    assert [each.reason for each in disbeliefs] == [reason]
    unproved = {"Sweden", "International Criminal Court", "China", "France", "Oslo", "2025-04-03"}
    assert not unproved & set(json.dumps([shown(claim) for claim in claims]).split('"'))


def test_a_quote_in_another_typography_gets_the_exact_words_of_the_text(told: Believe) -> None:
    quote = 'Ukraine. "We  call on Russia to comply with the orders of the International Court of Justice"'
    (claim,), disbeliefs = told(commitments=[{**DEMAND, "quote": quote}])
    assert disbeliefs == []
    assert claim.quote == TEXT[claim.start : claim.end]
    assert claim.quote.startswith("Ukraine. “We call")
    (exact,), _ = told(commitments=[DEMAND])
    assert claim.confidence < exact.confidence


def test_nothing_is_believed_of_what_speaks_to_the_machine(told: Believe) -> None:
    start = TEXT.index("Hungary will")
    claims, disbeliefs = told(positions=[STAY], withheld=[Span(start, len(TEXT))])
    assert claims == []
    assert [each.reason for each in disbeliefs] == ["order"]


WE = """Statement by the Foreign Minister of Denmark, Lars Løkke Rasmussen

We welcome the work of the International Criminal Court. The Court must remain independent.
"""


def test_whom_a_pronoun_stands_for_is_resolved(told: Believe) -> None:
    record = {**JOIN, "kind": "endorse", "target": "International Criminal Court", "date": None}
    quote = "We welcome the work of the International Criminal Court."
    (claim,), disbeliefs = told(text=WE, positions=[{**record, "holders": ["Denmark"], "quote": quote}])
    assert disbeliefs == []
    assert isinstance(claim, PositionClaim)
    assert (claim.holder.entity.label, claim.holder.mention) == ("Denmark", "We")


FOUND = "Sweden supports the Baltic Commission on Missing Children. It was founded in 1993.\n"


def test_a_name_that_nobody_knows_needs_a_class_and_stands_in_the_text(told: Believe) -> None:
    record = {
        **JOIN,
        "holders": ["Sweden"],
        "kind": "endorse",
        "target": "Baltic Commission on Missing Children",
        "date": None,
        "quote": "Sweden supports the Baltic Commission on Missing Children.",
    }
    names = [{"name": "Baltic Commission on Missing Children", "class": "Inquiry"}]
    (claim,), _ = told(text=FOUND, positions=[record], names=names)
    assert isinstance(claim, PositionClaim)
    assert not claim.target.entity.known
    claims, disbeliefs = told(text=FOUND, positions=[{**record, "target": "Children"}], names=[])
    assert claims == []
    assert [each.reason for each in disbeliefs] == ["target"]


NEAR = """Sweden on Monday signed the convention that creates the International Claims Commission.

We did not hesitate, said a visitor. Spain voted against the draft. Its seat will be The Hague.
"""
SIGN = {**JOIN, "holders": ["Sweden"], "target": "International Claims Commission", "date": None}


def test_what_words_refer_to_may_be_named_near_them_but_not_both_sides(told: Believe) -> None:
    proposal = {**SIGN, "holders": ["Spain"], "kind": "reject", "quote": "Spain voted against the draft."}
    (claim,), _ = told(text=NEAR, positions=[proposal])
    (named,), _ = told(
        text=NEAR,
        positions=[
            {**SIGN, "quote": "signed the convention that creates the International Claims Commission"}
        ],
    )
    assert claim.confidence < named.confidence
    both_elsewhere = {**SIGN, "quote": "We did not hesitate, said a visitor."}
    claims, disbeliefs = told(text=NEAR, positions=[both_elsewhere])
    assert claims == []
    assert {each.reason for each in disbeliefs} <= {"holder", "target"}


def test_what_is_named_near_is_not_taken_for_words_that_name_another(told: Believe) -> None:
    text = "Sweden spoke first. Norway joined the Register of Damage for Ukraine.\n"
    quote = "Norway joined the Register of Damage for Ukraine."
    record = {**JOIN, "holders": ["Sweden"], "date": None, "quote": quote}
    claims, disbeliefs = told(text=text, positions=[record])
    assert claims == []
    assert [each.reason for each in disbeliefs] == ["holder"]


def test_a_known_case_is_told_by_its_court_and_parties(told: Believe) -> None:
    text = "Finland intervened when Ukraine sued Russia before the International Court of Justice.\n"
    case = "ICJ genocide case (Ukraine v. Russia)"
    record = {**JOIN, "holders": ["Finland"], "target": case, "date": None, "quote": text.strip()}
    (claim,), disbeliefs = told(text=text, positions=[record])
    assert disbeliefs == []
    assert isinstance(claim, PositionClaim)
    assert (claim.target.entity.label, claim.target.start) == (case, None)
    other = "Finland intervened before the European Court of Human Rights.\n"
    claims, disbeliefs = told(text=other, positions=[{**record, "quote": other.strip()}])
    assert claims == []
    assert [each.reason for each in disbeliefs] == ["target"]


def test_a_speaker_may_be_introduced_at_the_top_in_capitals(told: Believe) -> None:
    text = "ADDRESS BY MS AOIFE KEANE-DOOLAN\n\nDenmark joined the Register of Damage for Ukraine.\n"
    quote = "Denmark joined the Register of Damage for Ukraine."
    record = {**JOIN, "holders": ["Denmark"], "by": "Aoife Keane-Doolan", "date": None, "quote": quote}
    names = [{"name": "Aoife Keane-Doolan", "class": "Person"}]
    (claim,), disbeliefs = told(text=text, positions=[record], names=names)
    assert disbeliefs == []
    assert claim.by is not None
    assert claim.by.mention == "AOIFE KEANE-DOOLAN"
    assert claim.by.entity.iri.endswith("/person/aoife-keane-doolan")
