"""Every format gives the words of the document, and each passage of it leads back into the file."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from reading.writers import Part, as_docx, as_html, as_odt, as_pdf, parts

from accgraph.errors import DocumentError
from accgraph.model import SEGMENTS, Document
from accgraph.reading import FieldNames, Limits, ReadingOptions, read_document, read_documents
from accgraph.resources import seeds_folder

SEEDS = sorted(seeds_folder().glob("*.txt"))
WRITERS: dict[str, Callable[[list[Part]], bytes]] = {
    "html": as_html,
    "docx": as_docx,
    "odt": as_odt,
    "pdf": as_pdf,
    "columns.pdf": lambda blocks: as_pdf(blocks, columns=2),
    "across.pdf": lambda blocks: as_pdf(blocks, columns=2, across=True),
}
STATEMENT = [
    Part("title", "Joint statement on the Special Tribunal"),
    Part("paragraph", "Brussels, 24 February 2025"),
    Part("paragraph", "Norway and Denmark support the Special Tribunal for the Crime of Aggression. " * 4),
    Part("paragraph", "The following states sign this statement:"),
    Part("item", "Norway"),
    Part("item", "Denmark"),
]


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def lines(text: str) -> set[str]:
    return {letters(part) for part in [*text.split("\n\n"), *text.split("\n")]}


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def leads_back(document: Document) -> None:
    """Assert that the passages of *document* are runs of its text, in order, each with a place."""
    position = 0
    for passage in document.passages:
        assert position <= passage.start < passage.end <= len(document.text)
        assert passage.place
        assert passage.segment is None or passage.segment in SEGMENTS
        position = passage.end


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_the_words_of_a_document_are_the_same_in_each_format(form: str, seed: Path, tmp_path: Path) -> None:
    blocks = parts(seed.read_text(encoding="utf-8"))
    document = read_document(write(tmp_path / f"x.{form}", WRITERS[form](blocks)))
    leads_back(document)
    missing = [part for part in blocks if letters(part.words) not in lines(document.text)]
    # A heading without a full stop and the one below it are one paragraph for a page without style; related
    # headlines are no part of a page.
    assert len(missing) <= len(blocks) / 8
    if form != "html":
        found = letters(document.text)
        for part in blocks:
            assert letters(part.words) in found


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("html", "/html/body/main/article/p[2]"),
        ("docx", "paragraph=3"),
        ("odt", "paragraph=3"),
        ("pdf", r"page=1&viewrect=60,\d+,\d+,\d+"),
    ],
)
def test_a_passage_tells_where_it_stands_in_the_original(form: str, place: str, tmp_path: Path) -> None:
    document = read_document(write(tmp_path / f"x.{form}", WRITERS[form](STATEMENT)))
    start = document.text.index("Norway and Denmark")
    passage = next(p for p in document.passages if p.start <= start < p.end)
    assert re.fullmatch(place if "viewrect" in place else re.escape(place), passage.place or "")
    item = next(p for p in document.passages if document.text[p.start : p.end].endswith("Denmark"))
    assert item.segment == "list"
    assert "- Norway" in document.text and "Home" not in document.text
    assert document.published == "2025-02-24"


def test_running_headers_footers_and_parted_words_are_no_text(tmp_path: Path) -> None:
    long = [
        *STATEMENT[:3],
        *[Part("paragraph", f"{n}. The implementation of this commitment. " * 40) for n in "abcd"],
    ]
    document = read_document(write(tmp_path / "x.pdf", as_pdf(long, notes=["See the Rome Statute."])))
    assert "Press Service" not in document.text and "Page 1" not in document.text
    assert "implementa-" not in document.text and "implemen-" not in document.text
    assert document.text.endswith("1 See the Rome Statute.")
    assert document.passages[-1].segment == "footnote"
    assert {p.place.partition("&")[0] for p in document.passages if p.place} == {"page=1", "page=2"}


def test_a_header_drawn_last_comes_first_and_large_letters_are_the_title(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "x.pdf", as_pdf(STATEMENT)))
    assert document.text.startswith("Ministry of Examples - Press Service\n\nJoint statement")
    assert document.title == STATEMENT[0].words
    assert dict(document.sources)["title"] == "PDF, the largest letters of page 1"


def test_a_page_states_its_metadata(tmp_path: Path) -> None:
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Norway joins",
        "datePublished": "2025-03-01T10:00:00+01:00",
        "publisher": {"@type": "Organization", "name": "The Wire"},
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(described)}</script>'
        '<link rel="canonical" href="https://example.org/news/1"><meta property="og:title" content="Other">'
    )
    document = read_document(write(tmp_path / "x.html", as_html(STATEMENT, head)))
    assert (document.title, document.issuer, document.genre) == ("Norway joins", "The Wire", "news")
    assert (document.published, document.address) == ("2025-03-01", "https://example.org/news/1")
    assert dict(document.sources) == {
        "title": "JSON-LD headline",
        "issuer": "JSON-LD publisher",
        "published": "JSON-LD datePublished",
        "language": "HTML lang",
        "address": "HTML link rel=canonical",
        "genre": "JSON-LD @type",
    }


def test_signatories_and_votes_stay_and_navigation_goes(tmp_path: Path) -> None:
    page = as_html(STATEMENT).replace(
        b"</article>",
        b"<table><tr><th>State</th><th>Vote</th></tr><tr><td>Norway</td><td>in favour</td></tr></table>"
        b"</article>",
    )
    document = read_document(write(tmp_path / "x.html", page))
    assert document.text.endswith("- Norway\n- Denmark\n\nState | Vote\nNorway | in favour")
    assert "France condemns" not in document.text and "press@example.org" not in document.text
    assert document.passages[-1].place == "/html/body/main/article/table/tr[2]/td[2]"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "windows-1252"),
        ("", "utf-8"),
        ("", "windows-1252"),
        ("", "utf-16"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">', "iso-8859-15"),
    ],
)
def test_pages_are_read_in_their_encoding(head: str, encoding: str, tmp_path: Path) -> None:
    page = f"<html><head>{head}</head><body><p>Lars Løkke Rasmussen visited Türkiye.</p></body></html>"
    document = read_document(write(tmp_path / "x.html", page.encode(encoding)))
    assert document.text == "Lars Løkke Rasmussen visited Türkiye."


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("page.txt", b"<!DOCTYPE html><html><body><p>Oslo</p></body></html>", "text/html"),
        ("letter", as_pdf(STATEMENT), "application/pdf"),
        ("letter.bin.txt", gzip.compress(b"Oslo"), "text/plain"),
        ("letter.html", b"Oslo, 3 March 2025", "text/plain"),
        (
            "letter.zip",
            as_docx(STATEMENT),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_the_content_tells_the_format(name: str, data: bytes, media_type: str, tmp_path: Path) -> None:
    assert read_document(write(tmp_path / name, data)).media_type == media_type


def test_a_mail_is_its_body_and_its_attachments(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Statement on the tribunal"
    mail["From"] = '"Ministry of Examples" <press@example.org>'
    mail["Date"] = "Mon, 24 Feb 2025 23:30:00 +0100"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("Norway supports the tribunal.\n\n> An older mail.\n")
    mail.add_attachment(as_docx(STATEMENT), maintype="application", subtype="octet-stream", filename="a.docx")
    reading = read_documents(write(tmp_path / "m.eml", bytes(mail)))
    body, attached = reading.documents
    assert (body.name, attached.name) == ("m.eml", "m.eml/a.docx")
    assert body.text == "Statement on the tribunal\n\nNorway supports the tribunal.\n\n> An older mail."
    assert (body.title, body.issuer) == ("Statement on the tribunal", "Ministry of Examples")
    assert body.published == "2025-02-24"
    assert [(p.place, p.segment) for p in body.passages[1:]] == [
        ("part=1&line=1", None),
        ("part=1&line=3", "boilerplate"),
    ]
    assert letters(attached.text).startswith(letters(STATEMENT[0].words))


def test_a_saved_page_is_read_like_the_page(tmp_path: Path) -> None:
    saved = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: A\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + as_html(STATEMENT)
        + b"\r\n--b--\r\n"
    )
    document = read_document(write(tmp_path / "a.mhtml", saved))
    assert document.text == read_document(write(tmp_path / "a.html", as_html(STATEMENT))).text
    assert document.address == "https://example.org/a"
    assert document.passages[0].place == "part=1&element=/html/body/main/article/h1"


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ministry of Examples</title>
<item><title>Norway joins</title><link>https://example.org/1</link>
<pubDate>Mon, 24 Feb 2025 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Norway joined the &lt;b&gt;Register&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;Denmark, too.&lt;/p&gt;</description></item>
<item><link>https://example.org/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<title>Ministry of Examples</title><entry><title>Norway joins</title>
<link href="https://example.org/1"/><published>2025-02-24T10:00:00Z</published>
<content type="html">&lt;p&gt;Norway joined the Register.&lt;/p&gt;
&lt;p&gt;Denmark, too.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_the_items_of_a_feed_are_documents(feed: str, tmp_path: Path) -> None:
    reading = read_documents(write(tmp_path / "news.xml", feed))
    document = reading.documents[0]
    assert document.text == "Norway joins\n\nNorway joined the Register.\n\nDenmark, too."
    assert (document.name, document.issuer, document.published, document.address) == (
        "news.xml#1",
        "Ministry of Examples",
        "2025-02-24",
        "https://example.org/1",
    )
    assert document.passages[1].place == "item=1&element=/html/body/p[1]"
    assert [name for name, _ in reading.left_out] == (["news.xml#2"] if feed is RSS else [])


def test_rows_are_documents_and_faults_are_named_by_line(tmp_path: Path) -> None:
    rows = [{"body": "Norway joined.", "date": "24.02.2025", "url": "https://example.org/1"}, {"x": 1}]
    path = write(tmp_path / "r.jsonl", "\n".join(map(json.dumps, rows)) + "\n{oops\n")
    reading = read_documents(path)
    document = reading.documents[0]
    assert (document.name, document.text, document.published) == ("r.jsonl#1", "Norway joined.", "2025-02-24")
    assert document.passages[0].place == "line=1&field=body"
    assert [reason.partition(": ")[2] for _, reason in reading.left_out] == [
        "no field is known to hold the text: give --text-field",
        "is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    ]


def test_fields_of_rows_can_be_named(tmp_path: Path) -> None:
    options = ReadingOptions(fields=FieldNames(text="article.words", issuer="who"))
    row = {"article": {"words": "Norway joined."}, "who": "NTB"}
    document = read_document(write(tmp_path / "r.jsonl", json.dumps(row)), options)
    assert (document.text, document.issuer) == ("Norway joined.", "NTB")
    table = write(tmp_path / "t.csv", 'words;who\n"Norway\njoined.";NTB\nDenmark joined.;DR\n')
    reading = read_documents(table, ReadingOptions(fields=FieldNames(text="words", issuer="who")))
    assert [(d.name, d.text, d.issuer) for d in reading.documents] == [
        ("t.csv#2", "Norway\njoined.", "NTB"),
        ("t.csv#4", "Denmark joined.", "DR"),
    ]
    with pytest.raises(DocumentError, match="give --text-field, one of words, who"):
        read_document(table)


def test_archives_hold_documents(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("letters/a.html", as_html(STATEMENT))
        package.writestr("b.txt.gz", gzip.compress(b"Oslo"))
        package.writestr("c.png", b"\x89PNG\x00")
        package.writestr(".DS_Store", b"\x00")
    reading = read_documents(write(tmp_path / "x.zip", stream.getvalue()))
    assert [document.name for document in reading.documents] == ["x.zip/b.txt.gz", "x.zip/letters/a.html"]
    assert [name for name, _ in reading.left_out] == ["x.zip/c.png"]


def test_pages_of_a_web_archive_have_their_address(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    for address, status, media_type, body in (
        ("https://example.org/a", "200 OK", "text/html; charset=utf-8", as_html(STATEMENT)),
        ("https://example.org/i.png", "200 OK", "image/png", b"\x89PNG\x00"),
        ("https://example.org/gone", "404 Not Found", "text/html", b"<html><body>Not found</body></html>"),
    ):
        http = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=http)
        )
    document = read_document(write(tmp_path / "x.warc.gz", stream.getvalue()))
    assert (document.name, document.address) == ("x.warc.gz#1", "https://example.org/a")


def test_zstandard_is_unpacked(tmp_path: Path) -> None:
    import zstandard

    path = write(tmp_path / "a.txt.zst", zstandard.compress(b"Oslo, 3 March 2025"))
    assert read_document(path).text == "Oslo, 3 March 2025"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt.gz", gzip.compress(b"Oslo " * 10_000), "is larger, unpacked, than the limit of 0.0 MB"),
        ("a.txt", b"Oslo " * 10_000, "is 0.1 MB large, more than the limit of 0.0 MB"),
        ("a.pdf", as_pdf([Part("paragraph", "Oslo " * 3000)]), "pages, more than the limit of 1"),
    ],
)
def test_what_costs_more_than_the_limits_is_left_out(
    name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    options = ReadingOptions(limits=Limits(size=40_000, pages=1))
    with pytest.raises(DocumentError, match=re.escape(message)):
        read_document(write(tmp_path / name, data), options)
