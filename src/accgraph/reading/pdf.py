"""PDF: the text of the pages as paragraphs, each line with its page and its box.

PDFium gives the characters with their boxes; ``pdf_lines`` makes lines of them in the order in which they are
read, and ``pdf_paragraphs`` paragraphs. Running headers and footers are left out, footnotes follow the text.
The place of a line is a fragment as RFC 8118 has it: ``page=3&viewrect=72,90,451,12`` (left, top, width,
height, in points from the top left corner of the page).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, ContentBuilder, Fault, Stated
from accgraph.reading.dateline import iso_day
from accgraph.reading.formats import Original
from accgraph.reading.pdf_lines import Line, page_lines, without_furniture
from accgraph.reading.pdf_paragraphs import Paragraph, paragraphs_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["read_pdf"]

_MEDIA_TYPE = "application/pdf"
# Titles that programs make up: the name of a file, or nothing.
_MADE_UP = re.compile(
    r"^(?:microsoft word - .*|.*\.(?:docx?|pdf|odt|indd|rtf)|untitled.*|document\d*|\W*)$", re.IGNORECASE
)
_PASSWORD_ERROR = 4
_LONGEST_TITLE = 300


def read_pdf(original: Original) -> Iterator[Content | Fault]:
    """Yield the one document of a PDF, after what of its pages holds no text that can be read.

    Raises DocumentError if it is damaged, needs a password, has more pages than the limit, or no text.
    """
    from pypdfium2 import PdfiumError

    document = _open(original)
    try:
        count = len(document)
        if count > original.options.limits.pages:
            raise DocumentError(
                f"{original.name}: has {count:,} pages, more than the limit of"
                f" {original.options.limits.pages:,}: part it, or set --max-pages"
            )
        pages: list[list[Line]] = []
        pictures: list[int] = []
        damaged: list[int] = []
        for number in range(1, count + 1):
            try:
                page = document[number - 1]
                lines = page_lines(page, number)
                if not lines and _is_picture(page):
                    pictures.append(number)
            except PdfiumError:
                lines = []
                damaged.append(number)
            pages.append(lines)
        if damaged and not any(pages):
            raise DocumentError(f"{original.name}: is damaged: none of its pages can be read")
        if not any(pages):
            raise DocumentError(
                f"{original.name}: has no text, as a scan has none: recognise its text first"
                " (with OCRmyPDF, for example)"
            )
        metadata = _properties(document)
    finally:
        document.close()
    if pictures:
        yield Fault(
            "", f"{original.name}: no text on {_listed(pictures)}, only a picture: the rest of it is read"
        )
    if damaged:
        yield Fault("", f"{original.name}: {_listed(damaged)} cannot be read: the rest of it is")
    builder = ContentBuilder(_MEDIA_TYPE)
    paragraphs = list(paragraphs_of(without_furniture(pages)))
    for paragraph in paragraphs:
        _add(builder, paragraph)
    yield builder.content(metadata | _title(paragraphs))


def _title(paragraphs: Sequence[Paragraph]) -> dict[str, Stated]:
    """Return the title that the first page sets in its largest letters, if any stand out."""
    headlines = [p for p in paragraphs if p.segment == "headline" and p.runs[0][0].page == 1]
    if not headlines:
        return {}
    largest = max(headlines, key=lambda paragraph: paragraph.runs[0][0].size)
    words = "".join(between + text for _, text, between in largest.runs)
    return (
        {"title": Stated(words, "PDF, the largest letters of page 1")} if len(words) <= _LONGEST_TITLE else {}
    )


def _open(original: Original) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(original.data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise DocumentError(
                f"{original.name}: is encrypted with a password: save it without one"
            ) from error
        raise DocumentError(f"{original.name}: is damaged or no PDF: {error}") from error


def _listed(pages: Sequence[int]) -> str:
    return f"page {', '.join(map(str, pages[:10]))}{' ...' if len(pages) > 10 else ''}"


def _is_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _add(builder: ContentBuilder, paragraph: Paragraph) -> None:
    for index, (line, words, between) in enumerate(paragraph.runs):
        if index == 0:
            builder.add([(words, line.place)], segment=paragraph.segment)
        else:
            builder.join(words, line.place, paragraph.segment, between)


def _properties(document: PdfDocument) -> dict[str, Stated]:
    found = {}
    written = document.get_metadata_dict(skip_empty=True)
    title = " ".join(written.get("Title", "").split())
    if title and not _MADE_UP.match(title):
        found["title"] = Stated(title, "PDF property Title", certain=False)
    day = iso_day(written.get("CreationDate", "").removeprefix("D:")[:8])
    if day:
        found["published"] = Stated(day, "PDF property CreationDate", certain=False)
    return found
