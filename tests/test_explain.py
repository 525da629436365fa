from __future__ import annotations

from pathlib import Path

import pytest
from story import Teller

from accgraph.dataset import TEXTS_FOLDER
from accgraph.errors import QueryError
from accgraph.explain import explain, find_claim
from accgraph.model import Claim
from accgraph.store import Store

CLAIMS = [claim for writer in Teller()._writers.values() for claim in writer.claims]


@pytest.fixture(scope="module")
def store(story: Path) -> Store:
    return Store.open(story)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.iri[-6:])
def test_every_claim_is_explained(store: Store, story: Path, claim: Claim) -> None:
    found = explain(store, claim.iri, story / TEXTS_FOLDER)
    assert (found.rule, found.gloss) == ("test.rule", "A rule that a test wrote down.")
    assert found.quote in found.text
    assert "".join(words for words, _ in found.passage()) == found.text
    (trigger,) = (mark for mark in found.marked if mark.role == "trigger")
    assert (trigger.start, trigger.end) == (claim.trigger.start, claim.trigger.end)
    assert any(mark is trigger for _, mark in found.passage())


def test_the_parts_of_a_sentence_are_marked(store: Store, story: Path) -> None:
    found = explain(store, CLAIMS[0].iri, story / TEXTS_FOLDER)
    assert (found.how, found.kind, found.document) == ("asserts", "endorsement", "first.txt")
    assert found.text == "Norway supports the Special Tribunal, Minister Kari Nordmann said."
    assert [(words, mark.role if mark else None) for words, mark in found.passage()] == [
        ("Norway", "holder"),
        (" ", None),
        ("supports", "trigger"),
        (" the ", None),
        ("Special Tribunal", "target"),
        (", Minister ", None),
        ("Kari Nordmann", "speaker"),
        (" said.", None),
    ]
    assert {mark.role: mark.label for mark in found.marked}["holder"] == "Norway"


def test_without_the_texts_the_words_around_are_those_of_the_graph(store: Store) -> None:
    found = explain(store, CLAIMS[0].iri)
    assert found.text == "Norway supports the Special Tribunal, Minister Kari Nordmann said.\nH"
    assert found.start == 0


def test_a_denial_is_said_to_be_one(store: Store) -> None:
    assert explain(store, CLAIMS[1].iri).how == "denies"


def test_marks_that_overlap_are_not_shown_twice(store: Store, story: Path) -> None:
    pledge = next(claim for claim in CLAIMS if claim.kind == "pledge")
    found = explain(store, pledge.iri, story / TEXTS_FOLDER)
    shown = [mark.role for _, mark in found.passage() if mark]
    assert "action" in shown
    assert "mechanism" not in shown
    assert "mechanism" in {mark.role for mark in found.marked}


def test_a_claim_is_found_by_as_much_as_tells_it_from_others(store: Store) -> None:
    iri = CLAIMS[0].iri
    digits = iri.rpartition("/")[2]
    for name in (iri, f"accid:claim/{digits}", f"claim/{digits}", digits, digits[:10]):
        assert find_claim(store, name) == iri
    with pytest.raises(QueryError, match=r"'' is the beginning of several claims: .*, \.\.\."):
        find_claim(store, "")
    with pytest.raises(QueryError, match="no claim of this dataset begins with 'zzz'"):
        find_claim(store, "zzz")
    with pytest.raises(QueryError, match="there is no claim urn:x"):
        explain(store, "urn:x")
