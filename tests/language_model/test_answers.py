from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language_model.samples import ANSWER, JOIN

from accgraph.language_model.answers import Unusable, read_answer


def test_an_answer_is_taken_apart() -> None:
    names = [{"name": "Baltic Commission", "class": "Inquiry"}]
    said = read_answer(json.dumps({**ANSWER, "names": names}))
    assert [type(record).__name__ for record in said.records] == [
        "SaidPosition",
        "SaidPosition",
        "SaidCommitment",
        "SaidEvent",
    ]
    assert said.classes == {"Baltic Commission": "Inquiry"}
    assert said.malformed == ()


def test_an_answer_may_stand_in_a_fence() -> None:
    assert read_answer(f"```json\n{json.dumps(ANSWER)}\n```\n") == read_answer(json.dumps(ANSWER))


UNUSABLE = [
    ("", "not JSON"),
    ("Here are the claims:", "not JSON"),
    ('{"positions": [', "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("[]", "not a JSON object"),
    ('{"claims": []}', "none of the lists"),
    ('{"positions": {"kind": "join"}}', "not a list"),
]


@pytest.mark.parametrize(("text", "fault"), UNUSABLE)
def test_what_is_no_answer_is_said_to_be_none(text: str, fault: str) -> None:
    with pytest.raises(Unusable, match=fault):
        read_answer(text)


def test_a_record_that_is_wrong_spoils_no_other() -> None:
    wrong = [
        "join",
        {},
        {**JOIN, "target": 7},
        {**JOIN, "holders": [1]},
        {**JOIN, "by": 3},
        {**JOIN, "kind": "x"},
    ]
    said = read_answer(json.dumps({"positions": [*wrong, JOIN]}))
    assert len(said.records) == 1
    assert [each.record for each in said.malformed] == wrong


@pytest.mark.parametrize("nothing", [None, "", "null", "None"])
def test_words_for_nothing_are_nothing(nothing: str | None) -> None:
    (record,) = read_answer(json.dumps({"positions": [{**JOIN, "by": nothing, "date": nothing}]})).records
    assert (getattr(record, "by"), record.date) == (None, None)  # noqa: B009


def test_what_no_file_can_hold_is_replaced() -> None:
    (record,) = read_answer(
        '{"positions": [' + json.dumps(JOIN).replace("Ukraine.", "\\ud800") + "]}"
    ).records
    record.quote.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*JOIN, "action", "positions"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["positions", "commitments", "events", "names"]), st.lists(JSON), min_size=1
    )
)
def test_any_object_with_the_lists_is_taken_apart(answer: dict[str, list[object]]) -> None:
    said = read_answer(json.dumps(answer))
    listed = sum(len(records) for name, records in answer.items() if name != "names")
    assert listed == len(said.records) + sum(each.list_name != "names" for each in said.malformed)
