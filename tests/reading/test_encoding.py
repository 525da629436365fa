"""Texts in other encodings than UTF-8 are read, and it is said that it was a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.errors import DocumentError
from accgraph.reading import read_documents
from accgraph.reading.encoding import decode

ENGLISH = "Norway joined the Register of Damage for Ukraine on 24 February 2025. "
QUOTED = ENGLISH + "The “Türkiye” delegation’s café said that Norway supports the tribunal – fully. "


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (QUOTED, "cp1252", "windows-1252"),
        (ENGLISH + "Le café de Genève, à São Paulo", "latin-1", "windows-1252"),
        ("Lars Løkke Rasmussen", "latin-1", "windows-1252"),
        (QUOTED, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        ("Президент Украины встретился с министром иностранных дел Норвегии в Киеве.", "koi8-r", "koi8-r"),
        ("Президент Украины встретился с министром иностранных дел в Киеве.", "cp1251", "windows-1251"),
        ("国際刑事裁判所は、ウクライナにおける戦争犯罪の捜査を続けている。", "cp932", "cp932"),
    ],
)
def test_an_encoding_is_guessed_and_said_to_be(text: str, encoding: str, said: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.doubt is not None
    assert decoded.doubt.reason == (
        f"a.txt: is not in UTF-8: read as {said}, which is a guess; save it as UTF-8 to be sure"
    )


def test_lines_of_two_encodings_are_read_each_in_its_own() -> None:
    lines = [QUOTED.encode(), QUOTED.encode("cp1252"), ENGLISH.encode(), QUOTED.encode()]
    decoded = decode(b"\n".join(lines), "a.txt")
    assert decoded.text.split("\n") == [QUOTED, QUOTED, ENGLISH, QUOTED]
    assert decoded.doubt is not None
    assert decoded.doubt.reason.startswith("a.txt: is not in UTF-8 on line 2: read as windows-1252")
    many = decode(b"\n".join(lines[:2] * 8), "a.txt")
    assert many.doubt is not None
    assert "on line 2, 4, 6, 8, 10 and 3 more: " in many.doubt.reason


def test_utf_8_is_beyond_doubt() -> None:
    assert decode(QUOTED.encode(), "a.txt").doubt is None
    assert decode(b"", "a.txt").text == ""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"abc\x00def", "a.txt: is not text: it holds NUL characters"),
        (b"\x89PNG\x0d\x0a\x1a\x0a\x00", "a.txt: is not text in any encoding that is known"),
        (b"\xff\xfe\x00\xd8", "a.txt: is not text in UTF-16, as it says"),
        (bytes(range(256)) * 4, "a.txt: is not text in any encoding that is known"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=f"^{message}"):
        decode(data, "a.txt")


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_any_bytes_are_text_without_nul_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except DocumentError as error:
        assert str(error).startswith("a.txt: ")
    else:
        assert "\x00" not in decoded.text
        assert decoded == decode(data, "a.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_a_guess_is_reported_and_the_document_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    text = {"a.txt": QUOTED, "a.csv": f"text\n{QUOTED}\n", "a.jsonl": f'{{"text": "{QUOTED}"}}\n'}[name]
    path.write_bytes(text.encode("cp1252"))
    reading = read_documents(path)
    assert [document.text.strip() for document in reading.documents] == [QUOTED.strip()]
    assert [reason.partition(":")[0] for _, reason in reading.left_out] == [str(path)]
