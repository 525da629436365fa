"""What is damaged, locked, hostile or too large is named, and costs nothing else."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.writers import Part, as_docx, as_html, as_odt, as_pdf

from accgraph.reading import Limits, ReadingOptions, read_documents
from accgraph.reading.confinement import Confinement
from accgraph.reading.content import Content, Fault
from accgraph.reading.formats import Original
from accgraph.reading.unpacking import contents

BLOCKS = [
    Part("title", "Joint statement on the Special Tribunal"),
    Part("paragraph", "Norway and Denmark support the Special Tribunal for the Crime of Aggression. " * 4),
    Part("item", "Norway"),
    Part("item", "Denmark"),
]


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def encrypted_pdf() -> bytes:
    from reportlab.lib import pdfencrypt
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "Norway supports the tribunal.")
    canvas.save()
    return stream.getvalue()


def scanned_pdf(*texts: str) -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for text in ("", *texts):
        if text:
            canvas.drawString(72, 700, text)
        else:
            canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 400, 600)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def locked_zip() -> bytes:
    """A ZIP file whose entry says that it is encrypted, in both of its headers."""
    data = bytearray(zipped(**{"a.txt": b"Oslo"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def with_entities(data: bytes, part: str) -> bytes:
    """The package *data* with a document type in the XML called *part*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                at = content.index(b"?>") + 2
                content = content[:at] + b'<!DOCTYPE x [<!ENTITY a "b">]>' + content[at:]
            new.writestr(entry, content)
    return stream.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><rss><channel><item><title>&l9;</title>'
NESTED = gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"Oslo")))))


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("a.pdf", encrypted_pdf, "is encrypted with a password"),
        ("a.pdf", lambda: as_pdf(BLOCKS)[:300], "is damaged or no PDF"),
        ("a.pdf", scanned_pdf, "has no text, as a scan has none"),
        ("a.docx", lambda: as_docx(BLOCKS)[:2000], "is damaged"),
        ("a.docx", lambda: with_entities(as_docx(BLOCKS), "word/document.xml"), "its XML declares entities"),
        ("a.odt", lambda: with_entities(as_odt(BLOCKS), "content.xml"), "its XML declares entities"),
        ("a.xml", BOMB.encode, "its XML declares entities"),
        (
            "a.zip",
            lambda: zipped(**{"a.txt": b"\0" * 3_000_000}),
            "unpacked, than the limit of 1.0 MB",
        ),
        ("a.docx", lambda: zipped(**{"word/document.xml": b" " * 3_000_000}), "is larger, unpacked"),
        ("a.txt.gz", lambda: gzip.compress(b" " * 3_000_000), "is larger, unpacked"),
        ("a.txt.gz", lambda: gzip.compress(b"Oslo " * 99)[:-9], "is damaged"),
        ("a.gz", lambda: NESTED, "lies in more than 4 files within each other"),
        (
            "a.html",
            lambda: b"<html><body>" + b"x" * 2_000_000,
            "is 2.0 MB large, more than the limit",
        ),
        ("a.html", lambda: b"<html><body><script>alert()</script></body></html>", "is empty"),
        (
            "a.eml",
            lambda: b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx",
            "without text",
        ),
        ("a.zip", lambda: zipped(), "is empty: it holds no document"),
        ("a.warc", lambda: b"WARC/1.0\r\nbroken", "is "),
    ],
)
def test_bad_input_is_named(tmp_path: Path, name: str, make: Callable[[], bytes], message: str) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    limits = Limits(size=1_000_000)
    try:
        reading = read_documents(path, ReadingOptions(limits=limits))
        assert reading.documents == ()
        reasons = [reason for _, reason in reading.left_out]
    except Exception as error:
        reasons = [str(error)]
    assert len(reasons) == 1
    assert reasons[0].startswith(str(path)) and message in reasons[0]


def test_a_locked_part_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"l.zip": locked_zip(), "b.txt": b"Oslo", "c.pdf": encrypted_pdf()}))
    reading = read_documents(path)
    assert [document.text for document in reading.documents] == ["Oslo"]
    assert [name for name, _ in reading.left_out] == ["a.zip/c.pdf", "a.zip/l.zip/a.txt"]
    assert all("is encrypted" in reason for _, reason in reading.left_out)


def test_pages_that_are_pictures_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(scanned_pdf("Norway supports the tribunal.", "", "Denmark, too."))
    reading = read_documents(path)
    assert [document.text for document in reading.documents] == [
        "Norway supports the tribunal.\n\nDenmark, too."
    ]
    assert [reason for _, reason in reading.left_out] == [
        f"{path}: no text on page 1, 3, only a picture: the rest of it is read"
    ]


@pytest.mark.parametrize(
    ("name", "module", "form"),
    [("a.docx", "docx", "DOCX"), ("a.pdf", "pypdfium2", "PDF"), ("a.html", "lxml", "HTML")],
)
def test_what_must_be_installed_is_said(
    name: str, module: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (fault,) = contents(Original(name, name, WHOLE[name], ReadingOptions()))
    assert isinstance(fault, Fault)
    assert fault.reason == (
        f"{name}: to read {form}, install what it needs (there is no module {module!r}):"
        " pip install 'accgraph[formats]'"
    )


def test_elements_within_elements_without_end_are_read() -> None:
    page = b"<html><body>" + b"<div>" * 20_000 + b"<p>Oslo</p>" + b"</div>" * 20_000
    (found,) = contents(Original("a.html", "a.html", page, ReadingOptions()))
    assert isinstance(found, (Content, Fault))


class Ends:
    """Ends the process that it is unpickled in."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def huge() -> bytes:
    import zstandard

    return zstandard.compress(bytes(300_000_000))


@pytest.mark.parametrize(
    ("name", "make", "limits", "message"),
    [
        ("a.html", lambda: as_html(BLOCKS), Limits(seconds=0.001), "takes longer than 0.001 seconds to read"),
        (
            "a.zst",
            huge,
            Limits(size=400_000_000, memory=250_000_000),
            "needs more memory than 250 MB to read",
        ),
    ],
)
def test_what_takes_too_much_is_ended_and_the_next_file_is_read(
    name: str, make: Callable[[], bytes], limits: Limits, message: str
) -> None:
    confinement = Confinement()
    (fault,) = confinement.read(Original(name, name, make(), ReadingOptions(limits=limits)))
    assert isinstance(fault, Fault)
    assert message in fault.reason
    (content,) = confinement.read(Original("b.html", "b.html", as_html(BLOCKS), ReadingOptions()))
    assert isinstance(content, Content)
    assert content.text.startswith(BLOCKS[0].words)


def test_a_process_that_ends_is_not_the_end() -> None:
    confinement = Confinement()
    name: str = Ends()  # type: ignore[assignment]
    (fault,) = confinement.read(Original("a.pdf", name, b"", ReadingOptions()))
    assert isinstance(fault, Fault)
    assert fault.reason.startswith("a.pdf: ends the process that reads it")
    (content,) = confinement.read(Original("b.txt", "b.txt", b"Oslo", ReadingOptions()))
    assert isinstance(content, Content)


WHOLE = {
    "a.pdf": as_pdf(BLOCKS),
    "a.html": as_html(BLOCKS),
    "a.docx": as_docx(BLOCKS),
    "a.odt": as_odt(BLOCKS),
    "a.zip": zipped(**{"a.html": as_html(BLOCKS), "b.txt": b"Oslo"}),
    "a.html.gz": gzip.compress(as_html(BLOCKS)),
    "a.eml": b"From: A <a@example.org>\r\nMIME-Version: 1.0\r\nDate: Mon, 24 Feb 2025 10:00:00 +0000\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Oslo</p>"
    b"\r\n--b--",
    "a.xml": b'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><item><title>Oslo</title>'
    b"<description>&lt;p&gt;Norway joined.&lt;/p&gt;</description></item></channel></rss>",
    "a.jsonl": b'{"text": "Norway joined.", "date": "2025-02-24"}\n{"text": "Oslo"}\n',
    "a.csv": b'text,date\n"Norway\njoined.",2025-02-24\nOslo,\n',
}


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_damaged_files_give_documents_or_faults(name: str, data: st.DataObject) -> None:
    whole = WHOLE[name]
    damaged = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    if data.draw(st.booleans()):
        damaged = damaged[:cut] + data.draw(st.binary(max_size=20)) + damaged[cut:]
    else:
        damaged = damaged[:cut]
    for found in contents(Original(name, name, bytes(damaged), ReadingOptions())):
        assert isinstance(found, (Content, Fault))
        if isinstance(found, Content):
            assert all(0 <= p.start < p.end <= len(found.text) for p in found.passages)
        else:
            assert found.reason.startswith(name)


@pytest.mark.parametrize("name", [*WHOLE, "a.txt", "a", "a.warc", "a.txt.zst"])
@given(data=st.binary(max_size=300))
@settings(max_examples=10, deadline=None)
def test_any_bytes_give_documents_or_faults(name: str, data: bytes) -> None:
    begun = WHOLE[name][:40] + data if name in WHOLE and data[:1] > b"\x80" else data
    for found in contents(Original(name, name, begun, ReadingOptions())):
        assert isinstance(found, (Content, Fault))
