from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.language_model.windows import paragraphs, windows
from accgraph.model import Span


def texts(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def test_paragraphs_are_what_blank_lines_part() -> None:
    text = "  One\nline.\n\n \nTwo.\n\n\n"
    assert texts(text, paragraphs(text)) == ["One\nline.", "Two."]


def test_windows_end_where_paragraphs_do_and_share_some() -> None:
    text = "\n\n".join(["a" * 30, "b" * 30, "c" * 10, "d" * 30])
    found = windows(text, paragraphs(text), 80, 15)
    assert texts(text, found) == [text[:74], text[64:]]


def test_a_long_paragraph_is_parted_after_a_sentence() -> None:
    text = "This is a first sentence of some length. And this is the second one."
    assert texts(text, windows(text, paragraphs(text), 50, 0)) == [
        "This is a first sentence of some length.",
        "And this is the second one.",
    ]


@settings(max_examples=80, deadline=None)
@given(st.text("ab. \n", max_size=200), st.integers(1, 40), st.integers(0, 20))
def test_windows_hold_every_word_and_none_is_too_long(text: str, size: int, overlap: int) -> None:
    found = windows(text, paragraphs(text), size, overlap)
    shown = {i for span in found for i in range(span.start, span.end)}
    assert {i for i, character in enumerate(text) if not character.isspace()} <= shown
    assert all(0 < span.end - span.start <= size for span in found)
    for earlier, later in pairwise(found):
        assert earlier.start < later.start
        assert earlier.end < later.end
        assert earlier.end - later.start <= overlap
