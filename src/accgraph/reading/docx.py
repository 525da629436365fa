"""DOCX: the paragraphs and tables of the body, then the footnotes; macros are never looked at.

The place of a block counts paragraphs and tables in the order of the body: ``paragraph=4``,
``table=1&row=2&cell=1``, ``footnote=3``. What tracked changes have deleted is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from accgraph.errors import DocumentError
from accgraph.reading.content import CELL_END, Content, ContentBuilder, Stated, flowing
from accgraph.reading.formats import FORMATS, Original
from accgraph.reading.packages import check_package

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_HEADING = re.compile(r"(?:Heading \d|Title|Subtitle)$")
_LIST = re.compile(r"List\b")
_QUOTE = re.compile(r"(?:Intense )?Quote$")


def read_docx(original: Original) -> Iterator[Content]:
    """Yield the one document of a DOCX; raises DocumentError if it is damaged, encrypted or no DOCX."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    check_package(original)
    try:
        document = Document(BytesIO(original.data))
        builder = ContentBuilder(FORMATS["DOCX"].media_type)
        _body(document, builder)
        _footnotes(document, builder)
        metadata = _properties(document)
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError, OSError) as error:
        raise DocumentError(f"{original.name}: is damaged, or no DOCX: {error}") from error
    yield builder.content(metadata)


def _body(document: DocxDocument, builder: ContentBuilder) -> None:
    from docx.table import Table

    paragraphs = tables = 0
    listed = False
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            tables += 1
            _table(item, f"table={tables}", builder)
            listed = False
            continue
        paragraphs += 1
        listed = _paragraph(item, f"paragraph={paragraphs}", builder, listed)


def _paragraph(paragraph: Paragraph, place: str, builder: ContentBuilder, listed: bool) -> bool:
    """Add *paragraph*; *listed* is true after an item of a list. Return whether this is one, too."""
    style = (paragraph.style.name if paragraph.style else None) or ""
    lines = _lines(paragraph._p)
    if not lines:
        return False
    numbered = paragraph._p.find(f"{_W}pPr/{_W}numPr") is not None
    item = (numbered or _LIST.match(style) is not None) and not _HEADING.match(style)
    if _HEADING.match(style):
        segment = "headline"
    elif _QUOTE.match(style):
        segment = "quotation"
    else:
        segment = "list" if item else "body"
    builder.add(
        [(line, place) for line in lines],
        segment=segment,
        mark="- " if item else "",
        between="\n",
        end="\n" if item and listed else "\n\n",
    )
    return item


def _lines(paragraph: Any) -> list[str]:
    """Return the lines of the element *paragraph* of WordprocessingML, its deleted words left out."""
    pieces: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if any(parent.tag in (_FALLBACK, f"{_W}del", f"{_W}tabs") for parent in node.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append("\t" if node.tag == f"{_W}tab" else "\n")
    return [line for line in map(flowing, "".join(pieces).split("\n")) if line]


def _table(table: Table, place: str, builder: ContentBuilder) -> None:
    for number, row in enumerate(table.rows, 1):
        cells = []
        seen = set()
        for column, cell in enumerate(row.cells, 1):
            # A cell that spans columns is given once for each of them.
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            words = " ".join(line for node in cell._tc.iter(f"{_W}p") for line in _lines(node))
            cells.append((words, f"{place}&row={number}&cell={column}"))
        builder.add(cells, segment="table", between=CELL_END, end="\n" if number > 1 else "\n\n")


def _footnotes(document: DocxDocument, builder: ContentBuilder) -> None:
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype != _FOOTNOTES or relation.is_external:
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        notes = etree.fromstring(relation.target_part.blob, parser)
        number = 0
        for note in notes.iter(f"{_W}footnote"):
            if note.get(f"{_W}type") not in (None, "normal"):
                continue
            number += 1
            words = " ".join(line for node in note.iter(f"{_W}p") for line in _lines(node))
            builder.add(
                [(words, f"footnote={number}")], segment="footnote", mark=f"{number}. " if words else ""
            )


def _properties(document: DocxDocument) -> dict[str, Stated]:
    properties = document.core_properties
    found = {}
    for field, value, name in (
        ("title", properties.title, "title"),
        ("language", properties.language, "language"),
    ):
        if value and value.strip():
            found[field] = Stated(value.strip(), f"DOCX property {name}", certain=False)
    if properties.created is not None and properties.author != "python-docx":
        day = properties.created.date().isoformat()
        found["published"] = Stated(day, "DOCX property created", certain=False)
    return found
