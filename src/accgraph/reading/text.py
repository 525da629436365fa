"""Plain text and Markdown: the canonical text is the text of the file itself.

Markdown is kept as it is written, so that a quote is found in the file by anybody who searches for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from accgraph.reading.content import Content, Fault, canonical
from accgraph.reading.encoding import decode
from accgraph.reading.formats import Original

__all__ = ["read_plain"]


def read_plain(original: Original) -> Iterator[Content | Fault]:
    """Yield the one document of a plain text, and a fault if its encoding is a guess.

    Raises DocumentError if it is no text.
    """
    markdown = PurePath(original.file_name).suffix.lower() in (".md", ".markdown")
    media_type = "text/markdown" if markdown else "text/plain"
    decoded = decode(original.data, original.name)
    yield Content(canonical(decoded.text), media_type)
    if decoded.doubt is not None:
        yield decoded.doubt
