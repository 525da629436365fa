"""ODT: the headings, paragraphs, lists and tables of the text, then the notes.

Places count as in DOCX: ``paragraph=4`` (headings and items of lists among them), ``table=1&row=2&cell=1``,
``note=2``. What tracked changes have deleted is left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from accgraph.errors import DocumentError
from accgraph.reading.content import CELL_END, Content, ContentBuilder, Stated, flowing
from accgraph.reading.dateline import iso_day
from accgraph.reading.formats import FORMATS, Original
from accgraph.reading.packages import check_package, refuse_entities

if TYPE_CHECKING:
    from odfdo import Document as OdfDocument

__all__ = ["read_odt"]

_PASSED_OVER = frozenset(
    (
        "text:tracked-changes",
        "text:note",
        "office:annotation",
        "office:annotation-end",
        "text:sequence-decls",
        "text:table-of-content",
        "office:forms",
        "draw:object",
        "draw:image",
    )
)
_SPACES = {"text:s": " ", "text:tab": " ", "text:line-break": "\n", "text:soft-page-break": ""}


def read_odt(original: Original) -> Iterator[Content]:
    """Yield the one document of an ODT; raises DocumentError if it is damaged, encrypted or no ODT."""
    from lxml.etree import LxmlError
    from odfdo import Document

    if original.data.startswith(b"PK"):
        check_package(original)
    refuse_entities(original)
    try:
        document = Document(BytesIO(original.data))
        if "manifest:encryption-data" in document.get_part("manifest").serialize().decode():  # type: ignore[union-attr]
            raise DocumentError(f"{original.name}: is encrypted with a password: save it without one")
        walk = _Walk(ContentBuilder(FORMATS["ODT"].media_type))
        walk.all(document.body)
        metadata = _properties(document)
    except (
        LxmlError,
        BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        raise DocumentError(f"{original.name}: is damaged, or no ODT: {error}") from error
    yield walk.builder.content(metadata)


class _Walk:
    """One walk over the text of a document, which counts its paragraphs, tables and notes."""

    def __init__(self, builder: ContentBuilder) -> None:
        self.builder = builder
        self._paragraphs = self._tables = 0
        self._notes: list[str] = []

    def all(self, body: Any) -> None:
        """Add what *body* holds."""
        for child in body.children:
            self._block(child, item=False, end="\n\n")
        for number, words in enumerate(self._notes, 1):
            self.builder.add([(words, f"note={number}")], segment="footnote", mark=f"{number}. ")

    def _block(self, element: Any, *, item: bool, end: str) -> None:
        tag = element.tag
        if tag in _PASSED_OVER:
            return
        if tag in ("text:p", "text:h"):
            self._paragraph(element, item, end)
        elif tag == "table:table":
            self._table(element)
        elif tag == "text:list":
            for number, child in enumerate(element.children):
                for inner in child.children:
                    self._block(inner, item=True, end=end if number == 0 else "\n")
        else:
            for child in element.children:
                self._block(child, item=item, end=end)

    def _paragraph(self, element: Any, item: bool, end: str) -> None:
        self._paragraphs += 1
        heading = element.tag == "text:h" or element.get_attribute("text:style-name") in ("Title", "Subtitle")
        self.builder.add(
            [(line, f"paragraph={self._paragraphs}") for line in self._lines(element)],
            segment="headline" if heading else "list" if item else "body",
            mark="- " if item and not heading else "",
            between="\n",
            end=end,
        )

    def _table(self, table: Any) -> None:
        self._tables += 1
        number = 0
        for row in table.children:
            rows = row.children if row.tag == "table:table-header-rows" else [row]
            for each in rows:
                if each.tag != "table:table-row":
                    continue
                number += 1
                cells = [
                    (
                        " ".join(" ".join(self._lines(inner)) for inner in cell.children),
                        f"table={self._tables}&row={number}&cell={column}",
                    )
                    for column, cell in enumerate(each.children, 1)
                ]
                self.builder.add(cells, segment="table", between=CELL_END, end="\n" if number > 1 else "\n\n")

    def _lines(self, element: Any) -> list[str]:
        return [line for line in map(flowing, self._text(element).split("\n")) if line]

    def _text(self, element: Any) -> str:
        pieces = [_without_line_ends(element.text)]
        for child in element.children:
            if child.tag == "text:note":
                self._note(child)
            elif child.tag in _SPACES:
                pieces.append(_SPACES[child.tag])
            elif child.tag not in _PASSED_OVER:
                pieces.append(self._text(child))
            pieces.append(_without_line_ends(child.tail))
        return "".join(pieces)

    def _note(self, note: Any) -> None:
        for child in note.children:
            if child.tag == "text:note-body":
                words = flowing(" ".join(self._text(inner) for inner in child.children))
                if words:
                    self._notes.append(words)


def _without_line_ends(text: str | None) -> str:
    """Return *text* with its line ends, which mean nothing in XML, as spaces."""
    return (text or "").replace("\n", " ")


def _properties(document: OdfDocument) -> dict[str, Stated]:
    meta: Any = document.meta
    found = {}
    if meta.title and meta.title.strip():
        found["title"] = Stated(meta.title.strip(), "ODT property title", certain=False)
    if meta.language and meta.language.strip():
        found["language"] = Stated(meta.language.strip(), "ODT property language", certain=False)
    created = iso_day(str(meta.creation_date)) if meta.creation_date else None
    if created:
        found["published"] = Stated(created, "ODT property creation-date", certain=False)
    return found
