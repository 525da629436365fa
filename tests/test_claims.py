from __future__ import annotations

import json

import pytest
from graph.factories import claims, document
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from accgraph.claims import claim_from_json, claim_to_json, claims_schema, read_claims, write_claims
from accgraph.errors import DocumentError
from accgraph.model import Claim, Entity, EventClaim, PositionClaim, Role, Span

SOURCE = document()
MADE = claims(SOURCE)
VALIDATOR = Draft202012Validator(claims_schema())


def entities(claim: Claim) -> dict[str, Entity]:
    found: list[Role | None] = [claim.by]
    if isinstance(claim, PositionClaim):
        found += [claim.holder, claim.target]
    elif isinstance(claim, EventClaim):
        found += [claim.place, *claim.participants]
    else:
        found += [*claim.bearer, *claim.mechanisms]
    return {role.entity.iri: role.entity for role in found if role}


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(claims_schema())


@pytest.mark.parametrize("claim", MADE, ids=lambda claim: claim.iri[-6:])
def test_every_claim_fits_the_schema_and_comes_back_whole(claim: Claim) -> None:
    record = json.loads(json.dumps(claim_to_json(claim, SOURCE)))
    VALIDATOR.validate(record)
    assert claim_from_json(record, entities(claim)) == claim


def test_a_position_reads_as_the_design_says() -> None:
    record = claim_to_json(MADE[0], SOURCE)
    assert list(record)[:7] == ["type", "kind", "holder", "target", "by", "denied", "date"]
    assert record["holder"] == {
        "iri": "https://w3id.org/accgraph/id/state/DNK",
        "label": "Denmark",
        "mention": "Denmark",
        "start": 0,
        "end": 7,
    }
    assert record["trigger"] == {"mention": "joined", "start": 8, "end": 14}
    assert record["post"] == "Prosecutor General of Ukraine"
    assert record["document"] == "made.txt"


def test_without_its_document_a_claim_tells_the_trigger_only_inside_its_quote() -> None:
    assert claim_to_json(MADE[0])["trigger"]["mention"] == "joined"
    outside = PositionClaim(
        iri="x:y", document="made.txt", start=8, end=14, quote="joined", trigger=Span(0, 7), rule="r",
        kind="join", holder=Role(Entity("x:a", "A", ())), target=Role(Entity("x:b", "B", ())),
    )  # fmt: skip
    assert claim_to_json(outside)["trigger"] == {"mention": None, "start": 0, "end": 7}
    assert claim_to_json(outside, SOURCE)["trigger"]["mention"] == "Denmark"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "adore"},
        {"confidence": 1.5},
        {"start": -1},
        {"date": "July"},
        {"quote": ""},
        {"extra": 1},
        {"holder": None},
    ],
    ids=str,
)
def test_the_schema_refuses(change: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid(claim_to_json(MADE[0], SOURCE) | change)


def test_lines_are_written_and_read() -> None:
    lines = list(write_claims(MADE, SOURCE))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert list(read_claims([*lines, "\n"])) == [claim_to_json(claim, SOURCE) for claim in MADE]


@pytest.mark.parametrize(
    ("line", "message"),
    [("{", "line 2 is not JSON"), ("[]", "line 2 is not a JSON object")],
    ids=["broken", "list"],
)
def test_a_line_that_is_not_a_claim_is_named(line: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        list(read_claims(["{}", line]))


def test_a_record_that_is_not_a_claim_is_refused() -> None:
    with pytest.raises(DocumentError, match="'iri'"):
        claim_from_json({"type": "position"})
    with pytest.raises(DocumentError, match="'wish'"):
        claim_from_json(claim_to_json(MADE[0], SOURCE) | {"type": "wish"})


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_any_words_survive_the_journey(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    claim = EventClaim(
        iri="x:e", document="d.txt", start=start, end=end, quote=words[start:end],
        trigger=Span(start, end), rule="r", kind="meeting",
        place=Role(Entity("x:p", words, ()), words[start:end], start, end),
    )  # fmt: skip
    (line,) = write_claims([claim])
    (record,) = read_claims([line])
    assert claim_from_json(record) == claim
