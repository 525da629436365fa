"""HTML: the main text of a page, with its headings, lists and tables, each block with its element's path.

Trafilatura tells which text of a page is its own and which is navigation. The blocks are then taken from the
page itself, in their order, so that nothing of the main text is reshaped and every block knows its element;
the lists and tables that Trafilatura takes for navigation (signatories, votes) are kept where they stand
within or right behind the main text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, ContentBuilder, Stated
from accgraph.reading.formats import Original
from accgraph.reading.html_blocks import Block, blocks_of
from accgraph.reading.html_metadata import page_metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["add_page", "read_fragment", "read_html"]

_MEDIA_TYPE = "text/html"

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_LETTERS = re.compile(r"[\W_]+")
# A run of this many letters that Trafilatura kept is taken to be the block's own words, wherever it stands.
_TELLING = 25
_LINKED = 0.6


def read_html(original: Original) -> Iterator[Content]:
    """Yield the one document of a page; raises DocumentError if nothing of it can be parsed."""
    builder = ContentBuilder(_MEDIA_TYPE)
    metadata = add_page(original.data, builder, original.name)
    yield builder.content(metadata)


def add_page(data: bytes, builder: ContentBuilder, name: str, place: str = "") -> dict[str, Stated]:
    """Add the main text of the page *data* to *builder*, and return what the page says of itself.

    *place* is put before the path of each element. Raises DocumentError if there is no page.
    """
    page = _parsed(data, name)
    _add_blocks(builder, _main(page, blocks_of(page)), place)
    return page_metadata(page)


def read_fragment(markup: str, builder: ContentBuilder, name: str, place: str = "") -> None:
    """Add all text of *markup*, a fragment of HTML without navigation, to *builder*.

    *place* is put before the path of each element.
    """
    if not markup.strip():
        return
    page = _parsed(f"<!DOCTYPE html><html><body>{markup}</body></html>".encode(), name)
    _add_blocks(builder, blocks_of(page), place)


def _parsed(data: bytes, name: str) -> HtmlElement:
    """Return the root of the page *data*; raises DocumentError, which calls it *name*, if there is none."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_decoded(data).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(f"{name}: cannot be read as HTML: {error}") from error
    return root


def _add_blocks(builder: ContentBuilder, blocks: Sequence[Block], place: str = "") -> None:
    """Add *blocks* to *builder*, items of a list and rows of a table on successive lines."""
    before: Block | None = None
    for block in blocks:
        together = before is not None and before.kind == block.kind and block.kind in ("item", "row")
        builder.add(
            [(words, f"{place}{path}") for words, path in block.runs],
            segment=block.segment,
            mark=block.mark,
            between=block.between,
            end="\n" if together else "\n\n",
        )
        before = block


def _decoded(data: bytes) -> str:
    """Return *data* as text, in the encoding that it states or else in UTF-8 or Windows-1252."""
    import codecs

    stated = _CHARSET.search(data[:4096])
    encodings = ["utf-8", "windows-1252"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings.insert(0, "utf-16")
    elif stated and not data.startswith(codecs.BOM_UTF8):
        encodings.insert(0, stated[1].decode("ascii", "replace"))
    for encoding in encodings:
        try:
            # Pages that say ISO-8859-1 mean Windows-1252, as browsers take it.
            known = codecs.lookup(encoding).name
            return data.decode("windows-1252" if known == "iso8859-1" else known).lstrip("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", "replace")


def _main(page: HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """Return those of *blocks* that are the page's own text."""
    kept = _extracted(page)
    lines = {_letters(line) for line in kept.splitlines()}
    whole = _letters(kept)
    own = [
        not block.aside and ((letters := _letters(block.text)) in lines or _within(letters, whole))
        for block in blocks
    ]
    if not any(own):
        return [block for block in blocks if not block.aside]
    first = own.index(True)
    last = len(own) - 1 - own[::-1].index(True)
    # The title of the page, and what stands between it and the text, such as the day.
    titles = [i for i in range(first) if blocks[i].heading == 1 and not blocks[i].aside]
    first = titles[-1] if titles else first
    while last + 1 < len(blocks) and _belongs(blocks[last], blocks[last + 1]):
        last += 1
    return [
        block
        for i, block in enumerate(blocks[first : last + 1], first)
        if own[i] or (not block.aside and block.linked < _LINKED)
    ]


def _belongs(last: Block, following: Block) -> bool:
    """Say whether *following* is a list or a table of the text that *last* ends."""
    if following.aside or following.linked >= _LINKED:
        return False
    return following.kind in ("item", "row") and (following.kind == last.kind or last.text.endswith(":"))


def _extracted(page: HtmlElement) -> str:
    """Return the text that Trafilatura takes for the main one of *page*; nothing if it finds none."""
    import copy

    from trafilatura import extract

    try:
        text = extract(
            copy.deepcopy(page),
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            with_metadata=False,
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        # A page that Trafilatura stumbles over is kept whole, without what is marked as navigation.
        return ""
    return text or ""


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def _within(letters: str, whole: str) -> bool:
    return len(letters) >= _TELLING and letters in whole
