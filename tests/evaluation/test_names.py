from __future__ import annotations

import pytest

from accgraph.evaluation.names import agree, form, gold_forms, role_forms

SAME = [
    ("the Court", "Court"),
    ("The Netherlands", "Netherlands"),
    ("Ukraine’s", "Ukraine"),
    ("Ukraine's lawsuit", "Ukraine lawsuit"),
    ("United Nations'", "united nations"),
    ("U.S.", "US"),
    ("ICJ genocide case (Ukraine v. Russia)", "ICJ genocide case Ukraine v Russia"),
    ("Independent International Commission of Inquiry", "International Commission of Inquiry"),
    ("a Special Tribunal for the crime of aggression", "Special Tribunal for the Crime of Aggression"),
]
DIFFERENT = [
    ("Court", "International Criminal Court"),
    ("South Korea", "North Korea"),
    ("Register of Damage", "Register of Damage for Ukraine"),
    ("Special Court for Sierra Leone", "Special Tribunal for Lebanon"),
    ("The", "the Court"),
    ("", "Court"),
    ("...", "..."),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_same_name(left: str, right: str) -> None:
    assert agree([form(left)], [form(right)])
    assert agree([form(right)], [form(left)])


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_name(left: str, right: str) -> None:
    assert not agree([form(left)], [form(right)])
    assert not agree([form(right)], [form(left)])


def test_three_quarters_is_enough_and_less_is_not() -> None:
    assert agree([("one", "two", "three")], [("one", "two", "three", "four")])
    assert not agree([("one", "two")], [("one", "two", "three")])


def test_either_label_or_mention_may_be_the_name() -> None:
    names = {"Norway": {"type": "state", "aliases": ["Oslo"]}}
    gold = gold_forms("Norway", names)
    assert agree(gold, role_forms({"label": "Norway", "mention": "the Storting"}))
    assert agree(gold, role_forms({"label": "City of Oslo council", "mention": "Oslo"}))
    assert not agree(gold, role_forms({"label": "Sweden", "mention": None}))
