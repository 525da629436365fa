from __future__ import annotations

import json
from pathlib import Path

import pytest

from accgraph.evaluation.baselines import NamedText, co_occurrence, named_texts, verb_triples
from accgraph.evaluation.gold import read_gold
from accgraph.evaluation.grounding import misplaced_words

TEXT = """Denmark signed the Rome Statute. Norway said nothing.

Latvia and Estonia rejected a proposal. Sweden welcomed the work of the International Criminal Court.
"""


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> NamedText:
    folder = tmp_path_factory.mktemp("gold")
    (folder / "x01.txt").write_text(TEXT, encoding="utf-8")
    gold = {"document": "x01.txt", "positions": [], "commitments": [], "events": [], "names": {}}
    (folder / "x01.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (named,) = named_texts(read_gold(Path(folder)))
    return named


def triples(claims: tuple) -> list[tuple[str, str, str]]:
    return [(each["holder"]["label"], each["kind"], each["target"]["label"]) for each in claims]


def test_co_occurrence_takes_everybody_in_the_sentence(text: NamedText) -> None:
    assert triples(co_occurrence(text)) == [
        ("Denmark", "endorse", "Rome Statute"),
        ("Sweden", "endorse", "International Criminal Court"),
    ]


def test_verb_triples_take_the_kind_from_the_verb(text: NamedText) -> None:
    pytest.importorskip("textacy", reason="textacy cannot be installed with Python 3.13")
    assert triples(verb_triples(text)) == [
        ("Denmark", "join", "Rome Statute"),
        ("Sweden", "endorse", "International Criminal Court"),
    ]


def test_baselines_are_grounded_like_any_claim(text: NamedText) -> None:
    claims = co_occurrence(text)
    scored = text.case(claims)
    assert [misplaced_words(scored, each) for each in claims] == [[], []]
    assert claims[0]["quote"] == "Denmark signed the Rome Statute."
