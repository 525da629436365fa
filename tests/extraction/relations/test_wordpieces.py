"""Word pieces: words cut as BERT's uncased vocabulary cuts them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accgraph.extraction.relations.classifier import vocabulary
from accgraph.extraction.relations.wordpieces import WordPieces

VOCABULARY = vocabulary()


@pytest.fixture(scope="module")
def cutter() -> WordPieces:
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Tribunal", ["tribunal"]),
        ("prosecutorial", ["prosecutor", "##ial"]),
        ("Đukanović", ["đ", "##uka", "##nov", "##ic"]),
        ("İstanbul", ["istanbul"]),
        ("中国", ["中", "国"]),
        ("a\u200bb", ["ab"]),
        ("Côte", ["cote"]),
        ("U.N.-backed", ["u", ".", "n", ".", "-", "backed"]),
        ("’s", ["’", "s"]),
        ("€5m", ["€", "##5", "##m"]),
        ("☃", ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_cut(cutter: WordPieces, word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in cutter.pieces(word)] == pieces


def test_a_word_that_never_ends_is_unknown(cutter: WordPieces) -> None:
    assert [VOCABULARY[number] for number in cutter.pieces("a" * 101)] == ["[UNK]"]


@given(st.text(max_size=30))
def test_pieces_make_up_the_word_again(word: str) -> None:
    cutter = WordPieces(VOCABULARY)
    pieces = [VOCABULARY[number] for number in cutter.pieces(word)]
    if "[UNK]" not in pieces:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if _is_kept(c))
        assert "".join(piece.removeprefix("##") if len(piece) > 2 else piece for piece in pieces) == plain


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    return not (char.isspace() or category == "Mn" or category[0] in "CZ" or char in "\0\ufffd")
