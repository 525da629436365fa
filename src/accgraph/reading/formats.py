"""The formats that can be read, how each is recognised, and which function reads it.

A format is recognised by the first bytes of a file; its name decides only between formats whose content does
not tell (CSV is text, too) and whether plain text is meant to be read at all.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, Fault, Member
from accgraph.reading.options import ReadingOptions

__all__ = ["FORMATS", "HEAD", "Format", "Original", "recognise", "supported_suffixes"]

HEAD = 8192
"""How many of the first bytes of a file tell its format."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file, or of a file within a file. ``name`` is what messages call it."""

    name: str
    file_name: str
    data: bytes
    options: ReadingOptions


Reader = Callable[[Original], Iterator[Content | Member | Fault]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, the suffixes it usually has, and its reader as ``module:function``.

    ``trusted`` is true if reading it runs only code that cannot hang, crash or eat the memory; a reader that
    is not trusted runs in a process of its own.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    reader: str
    trusted: bool = False

    def read(self, original: Original) -> Iterator[Content | Member | Fault]:
        """Yield the documents, and the files, that *original* holds.

        Raises DocumentError if it cannot be read, or the libraries for its format are not installed.
        """
        module, _, function = self.reader.partition(":")
        try:
            reader: Reader = getattr(importlib.import_module(f"accgraph.reading.{module}"), function)
            yield from reader(original)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("accgraph"):
                raise
            raise DocumentError(
                f"{original.name}: to read {self.name}, install what it needs"
                f" (there is no module {error.name!r}): pip install 'accgraph[formats]'"
            ) from None


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("text", "text/plain", (".txt", ".text"), "text:read_plain", trusted=True),
        Format("Markdown", "text/markdown", (".md", ".markdown"), "text:read_plain", trusted=True),
        Format("HTML", "text/html", (".html", ".htm", ".xhtml"), "html:read_html"),
        Format("PDF", "application/pdf", (".pdf",), "pdf:read_pdf"),
        Format(
            "DOCX",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            (".docx", ".docm"),
            "docx:read_docx",
        ),
        Format("ODT", "application/vnd.oasis.opendocument.text", (".odt",), "odt:read_odt"),
        Format("mail", "message/rfc822", (".eml",), "mail:read_mail"),
        Format("saved page", "multipart/related", (".mhtml", ".mht"), "mail:read_mail"),
        Format("feed", "application/rss+xml", (".rss", ".atom", ".xml"), "feeds:read_feed"),
        Format("JSON Lines", "application/jsonl", (".jsonl", ".ndjson"), "rows:read_jsonl", trusted=True),
        Format("CSV", "text/csv", (".csv", ".tsv"), "rows:read_csv", trusted=True),
        Format("gzip", "application/gzip", (".gz",), "archives:read_gzip"),
        Format("Zstandard", "application/zstd", (".zst",), "archives:read_zstd"),
        Format("ZIP", "application/zip", (".zip",), "archives:read_zip"),
        Format("WARC", "application/warc", (".warc",), "archives:read_warc"),
    )
}

_BY_SUFFIX = {suffix: format for format in FORMATS.values() for suffix in format.suffixes}

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"WARC/", "WARC"),
)
_UNREADABLE = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an old or an encrypted file of Microsoft Office: save it as DOCX or PDF, without a password",
    ),
    (b"{\\rtf", "is RTF, which is not supported: save it as DOCX"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):[ \t]", re.MULTILINE)
_FIELDS_OF_MAIL = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to"}
_TEXTUAL = ("text", "Markdown", "JSON Lines", "CSV")
_MARKED_UP = ("HTML", "feed", "mail", "saved page")


def supported_suffixes() -> tuple[str, ...]:
    """Return the suffixes that the formats usually have, sorted."""
    return tuple(sorted(_BY_SUFFIX))


def recognise(head: bytes, file_name: str, name: str) -> Format:
    """Return the format of the file that begins with *head*, called *name* in messages.

    Raises DocumentError if it is none that can be read.
    """
    suffix = PurePath(file_name).suffix.lower()
    named = _BY_SUFFIX.get(suffix)
    for magic, fault in _UNREADABLE:
        if head.startswith(magic):
            raise DocumentError(f"{name}: {fault}")
    for magic, format_name in _MAGIC:
        if head.startswith(magic):
            return FORMATS[format_name]
    if b"%PDF-" in head[:1024]:
        return FORMATS["PDF"]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(head, named, suffix, name)
    marked_up = _marked_up(head, named)
    if marked_up is not None:
        return marked_up
    if named is None and suffix:
        raise DocumentError(
            f"{name}: the format {suffix!r} is not supported: give one of {', '.join(supported_suffixes())}"
        )
    if named is not None and named.name in (*_TEXTUAL, *_MARKED_UP):
        # A page or a feed without any tag of one is text that somebody has given that name.
        return named if named.name in _TEXTUAL else FORMATS["text"]
    if named is not None and head:
        raise DocumentError(f"{name}: is damaged, or no {named.name}: its content does not begin like one")
    return FORMATS["text"]


def _packed(head: bytes, named: Format | None, suffix: str, name: str) -> Format:
    if b"word/" in head or (named and named.name == "DOCX"):
        return FORMATS["DOCX"]
    if b"application/vnd.oasis.opendocument.text" in head[:200]:
        return FORMATS["ODT"]
    if named is None and suffix:
        raise DocumentError(f"{name}: the format {suffix!r} is not supported: save it as PDF or text")
    if b"[Content_Types].xml" in head[:200] or b"mimetypeapplication/" in head[:200]:
        # An office file under a wrong name, or one whose parts stand in another order: its list tells.
        return FORMATS["DOCX"] if b"wordprocessingml" in head else FORMATS["ZIP"]
    return FORMATS["ZIP"]


def _marked_up(head: bytes, named: Format | None) -> Format | None:
    """Return the format of *head* if it is one of those that are text with marks."""
    text = _as_ascii(head).lstrip()
    fields = {field.lower() for field in _FIELD.findall(text.partition(b"\n\n")[0].replace(b"\r", b""))}
    begins = _FIELD.match(text) is not None
    if begins and (fields & _FIELDS_OF_MAIL or (named and named.name in ("mail", "saved page"))):
        related = re.search(rb"^content-type:\s*multipart/related", text, re.IGNORECASE | re.MULTILINE)
        return FORMATS["saved page" if related else "mail"]
    if text.startswith(b"<"):
        may_be_feed = text.startswith(b"<?xml") or (named and named.name == "feed") or _FEED.match(text)
        if may_be_feed and _FEED.search(text) and not _HTML.search(text[:1024]):
            return FORMATS["feed"]
        if _HTML.search(text[:4096]) or (named and named.name == "HTML"):
            return FORMATS["HTML"]
    return None


def _as_ascii(head: bytes) -> bytes:
    """Return *head* without a byte order mark, and in one byte a character if it is UTF-16."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "replace").encode("ascii", "replace")
    return head
