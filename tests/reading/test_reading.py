from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accgraph.errors import DocumentError
from accgraph.reading import ReadingOptions, find_documents, read_document, read_documents
from accgraph.reading.content import canonical, flowing
from accgraph.reading.dateline import stated
from accgraph.reading.encoding import decode


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_same_text_is_the_same_document(tmp_path: Path) -> None:
    first = read_document(write(tmp_path / "a.txt", "One line.\nAnother.\n"))
    second = read_document(write(tmp_path / "b.md", "One line.\r\nAnother.\r\n"))
    assert first.text == "One line.\nAnother.\n"
    assert (first.iri, first.sha256) == (second.iri, second.sha256)
    assert first.sha256 == hashlib.sha256(first.text.encode()).hexdigest()
    assert (first.name, second.name) == ("a.txt", "b.md")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_a_byte_order_mark_says_is_believed(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.txt", "Lars Løkke “Rasmussen”".encode(encoding))
    assert read_document(path).text == "Lars Løkke “Rasmussen”"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty.txt: is empty"),
        ("blank.md", b" \n\t\n", "blank.md: is empty"),
        ("latin.txt", "Løkke".encode("latin-1"), "latin.txt: is not in UTF-8: read as windows-1252"),
        ("image.txt", b"\x89PNG\x0d\x0a\x1a\x0a\x00", "image.txt: is not text"),
        ("null.txt", b"abc\x00def", "null.txt: is not text: it holds NUL"),
        ("table.xlsx", b"abc", "the format '.xlsx' is not supported: give one of .atom"),
        ("README", b"abc\x00", "README: is not text: it holds NUL"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.doc: is an old or an encrypted file"),
        ("letter.rtf", b"{\\rtf1 Oslo}", "letter.rtf: is RTF"),
        ("letter.pdf", b"Oslo", "letter.pdf: is damaged, or no PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_document(write(tmp_path / name, content))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)


@given(st.text())
def test_canonical_text_keeps_its_length_but_for_line_ends(text: str) -> None:
    result = canonical(text)
    assert len(result) == len(text.replace("\r\n", "\n"))
    assert canonical(result) == result
    assert "\r" not in result


@given(st.text())
def test_flowing_text_reads_the_same_a_second_time(text: str) -> None:
    result = flowing(text)
    assert flowing(result) == result == canonical(result)
    assert "\n" not in result and "  " not in result and result == result.strip()
    kept = [char for char in text if char.isalnum() and not "\ufb00" <= char <= "\ufb06"]
    assert [char for char in result if char in set(kept)][: len(kept)] or not kept


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(lambda text: text[:1] != "\ufeff"))
def test_text_without_controls_is_read_as_it_is(text: str) -> None:
    assert canonical(decode(text.encode(), "x").text) == canonical(text)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (" date 2025-11-24 Prosecutor General of Ukraine held a meeting.", "2025-11-24"),
        ("Title\n\nPress release  |  Date: 06/11/2025  |  No: 143/25", "2025-11-06"),
        ("Title\n03.10.2025&nbsp;14:20 | 1 874 views", "2025-10-03"),
        ("Title\nBrussels, 24 February 2025\n\nDear Ministers,", "2025-02-24"),
        ("Title\nJanuary 12, 2026 - Ottawa, Ontario", "2026-01-12"),
        ("CARACAS, Nov 14, 2024 (Wire) - " + "Venezuela ordered the office to close. " * 9, "2024-11-14"),
        ("Title\nTuesday, 1st of July 2025", "2025-07-01"),
        ("Title\n31/02/2025\n3 March 2025", "2025-03-03"),
        ("Title\nCase 2025/58\nIn July 2025 they met.", None),
        ("They met, " + "after long talks " * 8 + "on 3 March 2025. " + "They parted. " * 9, None),
    ],
)
def test_the_head_of_a_text_states_its_day(text: str, published: str | None) -> None:
    found = stated(text).get("published")
    assert (found.value if found else None) == published


def test_what_the_text_states_is_pointed_at(tmp_path: Path) -> None:
    text = "\n# Open letter\n\nOslo, 3 March 2025\n"
    document = read_document(write(tmp_path / "a.md", text))
    assert document.title == "Open letter"
    assert document.published == "2025-03-03"
    where = dict(document.sources)
    for field, words in (("title", "Open letter"), ("published", "3 March 2025")):
        start, end = where[field].removeprefix("text ").split("-")
        assert text[int(start) : int(end)] == words


def test_what_is_written_beside_a_document_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Title\n3 March 2025\n")
    write(tmp_path / "documents.toml", '["a.txt"]\nissuer = "Amnesty International"\npublished = "2025-03"\n')
    document = read_document(path)
    assert (document.title, document.issuer) == ("Title", "Amnesty International")
    assert document.published == "2025-03"
    assert dict(document.sources) == {
        "issuer": "documents.toml",
        "published": "documents.toml",
        "title": "text 0-5",
    }


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('["a.txt"]\nauthor = "X"', "unknown field 'author'"),
        ('["a.txt"]\npublished = "3 March"', "YYYY-MM-DD, YYYY-MM or YYYY is wanted"),
        ('["a.txt"]\ntitle = 3', "'title' of 'a.txt' must be a non-empty string"),
        ('"a.txt" = "X"', "'a.txt' must be a table"),
        ("[", "cannot be read as TOML"),
    ],
)
def test_faults_of_the_metadata_file_are_named(tmp_path: Path, toml: str, message: str) -> None:
    write(tmp_path / "documents.toml", toml)
    with pytest.raises(DocumentError, match=message):
        read_document(write(tmp_path / "a.txt", "text"))


def test_a_folder_stands_for_the_documents_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden/d.txt", "sub/e.json", "documents.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, "x")
    found = find_documents([tmp_path / "b.txt", tmp_path, tmp_path / "none.txt"])
    names = [str(path.relative_to(tmp_path)) for path in found.files]
    assert names == ["b.txt", "a.md", "sub/c.txt", "none.txt"]
    assert [(path.name, reason) for path, reason in found.left_out] == [
        ("e.json", "the format '.json' is not supported")
    ]


@pytest.mark.parametrize(
    ("pattern", "name", "found"),
    [
        (
            "{published}_{issuer}_{title}",
            "2025-02-24_Amnesty_Open+letter.txt",
            ("2025-02-24", "Amnesty", "Open letter"),
        ),
        ("{issuer} {published} {title}", "UNN 24.11.2025 A meeting.txt", ("2025-11-24", "UNN", "A meeting")),
        ("{published}-{}-{title}", "20251124-0001-A_meeting.txt.gz", ("2025-11-24", None, "A meeting")),
        ("{published}_{issuer}", "no-date_UNN.txt", (None, None, "Head")),
    ],
)
def test_names_of_files_tell_metadata_by_a_pattern(
    tmp_path: Path, pattern: str, name: str, found: tuple[str | None, ...]
) -> None:
    import gzip

    content = b"Head\n\nText."
    path = write(tmp_path / name, gzip.compress(content) if name.endswith(".gz") else content)
    document = read_document(path, ReadingOptions(name_pattern=pattern))
    assert (document.published, document.issuer, document.title) == found
    if document.published:
        assert dict(document.sources)["published"] == f"file name by the pattern {pattern}"


@pytest.mark.parametrize("pattern", ["{author}", "none", "{title}{title}"])
def test_a_pattern_of_names_must_name_fields(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(DocumentError, match="the name pattern"):
        read_document(write(tmp_path / "a.txt", "text"), ReadingOptions(name_pattern=pattern))


def test_a_sidecar_wins(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Title\n3 March 2025\n")
    write(tmp_path / "documents.toml", '["a.txt"]\nissuer = "A"\ntitle = "From the table"\n')
    write(tmp_path / "a.txt.meta.toml", 'issuer = "B"\naddress = "https://example.org/a"\n')
    document = read_document(path, ReadingOptions(name_pattern="{issuer}"))
    assert (document.issuer, document.title, document.published) == ("B", "From the table", "2025-03-03")
    assert dict(document.sources) == {
        "title": "documents.toml",
        "issuer": "a.txt.meta.toml",
        "published": "text 6-18",
        "address": "a.txt.meta.toml",
    }
    assert find_documents([tmp_path]).files == (path,)
    write(tmp_path / "a.txt.meta.toml", 'address = "not an address"\n')
    with pytest.raises(DocumentError, match="an address such as https"):
        read_document(path)


GERMAN = (
    "Die Ministerin hat heute in Berlin erklärt, dass Deutschland dem Sondertribunal beitreten wird. Das sei"
    " ein wichtiger Schritt. Man werde die Ukraine weiter unterstützen, sagte sie nach einem Treffen."
)
ENGLISH = (
    "The minister said in Berlin today that Germany will join the Special Tribunal. She called it an"
    " important step and said that the government would go on supporting Ukraine, after a meeting in the"
    " afternoon with her colleague."
)


def test_what_is_not_in_english_is_left_out_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", GERMAN)
    reading = read_documents(path)
    assert reading.documents == ()
    ((name, reason),) = reading.left_out
    assert name == "a.txt"
    assert reason.startswith(f"{path}: is in another language than English (de, detected in the text)")
    kept = read_document(path, ReadingOptions(any_language=True))
    assert (kept.language, dict(kept.sources)["language"]) == ("de", "detected in the text")


def test_the_language_of_the_text_comes_before_that_of_its_page(tmp_path: Path) -> None:
    page = f'<html lang="de"><body><p>{ENGLISH}</p></body></html>'
    document = read_document(write(tmp_path / "a.html", page))
    assert (document.language, dict(document.sources)["language"]) == ("en", "detected in the text")
    page = f'<html lang="en-GB"><body><p>{ENGLISH}</p></body></html>'
    assert read_document(write(tmp_path / "a.html", page)).language == "en-GB"
    assert read_documents(write(tmp_path / "a.html", page.replace(ENGLISH, GERMAN))).documents == ()
    write(tmp_path / "a.html.meta.toml", 'language = "en"\n')
    assert read_document(tmp_path / "a.html").language == "en"


def test_a_list_of_names_has_no_language(tmp_path: Path) -> None:
    names = (
        "Albania, Andorra, Angola, Argentina, Armenia, Australia, Austria, Belgium, Bulgaria, Canada, Chile,"
    )
    document = read_document(
        write(tmp_path / "a.txt", f"{names} Costa Rica, Croatia, Cyprus, Denmark, Estonia")
    )
    assert (document.language, "language" in dict(document.sources)) == ("en", False)
