from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.language_model.quotes import Searchable, plain
from accgraph.model import Span

FOUND = [
    ("We support the Court.", "support the Court", "support the Court", True),
    ("We  support\nthe\u00a0Court.", "We support the Court.", "We  support\nthe\u00a0Court.", False),
    ("the Court’s work – “vital”", 'the Court\'s work - "vital"', "the Court’s work – “vital”", False),
    ("the Court's work", "the Court’s work", "the Court's work", False),
    ("co\u00adoperate with it", "cooperate with", "co\u00adoperate with", False),
    ("one two one two", " one two ", "one two", True),
]


@pytest.mark.parametrize(("text", "words", "there", "exact"), FOUND)
def test_words_are_found_in_another_typography(text: str, words: str, there: str, exact: bool) -> None:
    found = Searchable(text).find(words)
    assert found is not None
    span, is_exact = found
    assert (text[span.start : span.end], is_exact) == (there, exact)


@pytest.mark.parametrize(
    "words", ["", "  ", "\u200b", "supports the Court", "Support the court", "We the Court"]
)
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert Searchable("We support the Court.").find(words) is None


def test_words_must_lie_within_what_is_given() -> None:
    text = "The Court ruled. The Court – ruled."
    assert Searchable(text).find("The Court", Span(5, 30)) == (Span(17, 26), True)
    assert Searchable(text).find("Court - ruled", Span(0, 20)) is None


@settings(max_examples=60, deadline=None)
@given(st.text("ab’'“\"–- \n\u00a0\u00ad", max_size=40), st.data())
def test_any_part_of_a_text_is_found_in_it_as_it_stands_or_made_plain(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    for words in (part, plain(part)):
        found = Searchable(text).find(words)
        if plain(words):
            assert found is not None
            span, _ = found
            assert plain(text[span.start : span.end]) == plain(words)
