"""Plain text and Markdown: the canonical text is the text of the file itself.

Markdown is kept as it is written, so that a quote is found in the file by anybody who searches for it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import PurePath

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, canonical
from accgraph.reading.formats import Original

__all__ = ["read_plain", "read_text"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_plain(original: Original) -> Iterator[Content]:
    """Yield the one document of a plain text; raises DocumentError as read_text does."""
    markdown = PurePath(original.file_name).suffix.lower() in (".md", ".markdown")
    media_type = "text/markdown" if markdown else "text/plain"
    yield Content(read_text(original.data, original.name), media_type)


def read_text(data: bytes, name: str) -> str:
    """Return the canonical text of *data*, the content of the file called *name*.

    The encoding is UTF-8, or what a byte order mark says (UTF-8, UTF-16, UTF-32).

    Raises DocumentError if the content is not text in one of these encodings.
    """
    encoding = next((label for mark, label in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name}: is not text in {encoding.removesuffix('-sig').upper()}"
            f" (byte {error.start} does not fit): save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise DocumentError(f"{name}: is not text: it holds NUL characters")
    return canonical(text)
