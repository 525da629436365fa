"""Marking: the candidates of a sentence stand between marks, each place once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accgraph.extraction.relations.classifier import vocabulary
from accgraph.extraction.relations.marking import marked
from accgraph.extraction.relations.wordpieces import WordPieces

VOCABULARY = vocabulary()
CUTTER = WordPieces(VOCABULARY)
PLACES = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 7)).filter(lambda p: p[0] < p[1]), max_size=5)
WORDS = ("Latvia", "welcomed", "the", "ICC", "Prosecutor", "in", "Riga")


def shown(pieces: tuple[int, ...]) -> str:
    return " ".join(VOCABULARY[number] for number in pieces)


def test_marks_stand_around_candidates_and_nest() -> None:
    told = marked(WORDS, [(0, 1), (3, 5)], [(3, 4)], CUTTER)
    assert shown(told.pieces) == (
        "[CLS] [unused0] latvia [unused1] welcomed the [unused0] [unused2] icc [unused3] prosecutor [unused1]"
        " in riga [SEP]"
    )
    assert [VOCABULARY[told.pieces[at]] for at in told.actors] == ["[unused0]", "[unused0]"]
    assert [VOCABULARY[told.pieces[at]] for at in told.mechanisms] == ["[unused2]"]


def test_who_is_named_by_the_same_words_is_marked_once() -> None:
    told = marked(WORDS, [(3, 4), (3, 4)], [(3, 4)], CUTTER)
    assert told.actors[0] == told.actors[1]
    assert shown(told.pieces).count("[unused0]") == 1


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 7)).filter(lambda p: p[0] < p[1]), max_size=5),
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 7)).filter(lambda p: p[0] < p[1]), max_size=5),
)
def test_marks_add_nothing_but_marks(
    actors: list[tuple[int, int]], mechanisms: list[tuple[int, int]]
) -> None:
    told = marked(WORDS, actors, mechanisms, CUTTER)
    plain = marked(WORDS, [], [], CUTTER).pieces
    marks = {VOCABULARY.index(f"[unused{n}]") for n in range(4)}
    assert tuple(number for number in told.pieces if number not in marks) == plain
    assert len(told.actors) == len(actors)
    assert len(told.mechanisms) == len(mechanisms)
    assert {told.pieces[at] for at in told.actors} <= {VOCABULARY.index("[unused0]")}
    assert {told.pieces[at] for at in told.mechanisms} <= {VOCABULARY.index("[unused2]")}
