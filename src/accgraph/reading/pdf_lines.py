"""The lines of a page of a PDF, in the order in which they are read.

PDFium gives characters in the order in which the page draws them, which is that of reading in most files. A
page that is drawn across its columns, line by line, is known by lines that share a baseline with a wide gap
between them, again and again at the same place; then its columns are read one after the other, between the
lines that run across them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from accgraph.reading.content import CELL_END, flowing

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

__all__ = ["ACROSS", "Line", "page_lines", "without_furniture"]

ACROSS = -1

# In units of the size of the letters: how wide a gap between two words of one line can be.
_WIDEST_SPACE = 2.0
_SAME_BASELINE = 0.4
# A column is told from a column of a table by how many letters its lines have, and how many they are.
_COLUMN_LETTERS = 18
_COLUMN_LINES = 4
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—]?|[ivxlc]{1,6}", re.IGNORECASE
)
# What PDFium puts for a hyphen at the end of a line that it takes for a word parted there.
_PARTED = "\x02\ufffe"


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its flowing text and its box in points, from the top left corner of its page.

    ``size`` is that of most of its letters, ``height`` that of the page, ``column`` counts from 0 or is
    ACROSS for a line that runs across the columns of its page. ``is_row`` is true if it was put together
    of cells that stand beside each other.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    height: float
    column: int = 0
    is_row: bool = False

    @property
    def place(self) -> str:
        """The fragment of an address that leads to the line."""
        width, height = self.right - self.left, self.bottom - self.top
        return f"page={self.page}&viewrect={self.left:.0f},{self.top:.0f},{width:.0f},{height:.0f}"


@dataclass(slots=True)
class _Letter:
    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


def page_lines(page: PdfPage, number: int) -> list[Line]:
    """Return the lines of *page*, which is the page *number*, in the order in which they are read."""
    height = page.get_height()
    pieces = [line for letters in _runs(page) if (line := _line(letters, number, height)) is not None]
    pieces = _with_header_first(pieces)
    gutters = _gutters(pieces)
    if not gutters:
        return _with_cells_joined(pieces)
    if _is_drawn_across(pieces):
        return _by_columns(pieces, gutters)
    return [_in_column(line, gutters) for line in pieces]


def _with_header_first(pieces: list[Line]) -> list[Line]:
    """Return *pieces* with the header of the page in its place, which programs draw after its text."""
    end = len(pieces)
    while end > 0 and (_in_header(pieces[end - 1]) or _in_footer(pieces[end - 1])):
        end -= 1
    text, drawn_last = pieces[:end], pieces[end:]
    above = min((line.top for line in text), default=0.0)
    header = [line for line in drawn_last if _in_header(line) and line.bottom <= above]
    return [*header, *text, *(line for line in drawn_last if line not in header)]


def _runs(page: PdfPage) -> Iterator[list[_Letter]]:
    """Yield the letters of *page* in runs that stand on one baseline without a wide gap."""
    import ctypes

    from pypdfium2 import raw

    text = page.get_textpage()
    origin_left, origin_bottom, *_ = page.get_mediabox()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    run: list[_Letter] = []
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        char = chr(code) if code <= 0x10FFFF else " "
        if char in "\r\n":
            if run:
                yield run
            run = []
            continue
        if char in _PARTED:
            char = "-"
        if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            continue
        size = raw.FPDFText_GetFontSize(text, index)
        letter = _Letter(
            char,
            left.value - origin_left,
            bottom.value - origin_bottom,
            right.value - origin_left,
            top.value - origin_bottom,
            size,
        )
        if run and not char.isspace() and _is_apart(run, letter):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _is_apart(run: Sequence[_Letter], letter: _Letter) -> bool:
    last = next((other for other in reversed(run) if not other.char.isspace()), None)
    if last is None:
        return False
    size = max(min(last.size, letter.size), 1.0)
    return letter.left - last.right > _WIDEST_SPACE * size or letter.left < last.left - 4 * size


def _line(letters: Sequence[_Letter], number: int, height: float) -> Line | None:
    text = flowing("".join(letter.char for letter in letters))
    if not text:
        return None
    seen = [letter for letter in letters if not letter.char.isspace()]
    tops = max(letter.top for letter in seen)
    bottoms = min(letter.bottom for letter in seen)
    size = median(letter.size for letter in seen)
    if size <= 1.5:
        # The size is that of the font before the page scales it.
        size = max(1.0, tops - bottoms)
    return Line(
        text,
        number,
        min(letter.left for letter in seen),
        height - tops,
        max(letter.right for letter in seen),
        height - bottoms,
        size,
        height,
    )


def _beside(first: Line, second: Line) -> bool:
    """Say whether *second* stands on the same baseline as *first*, right of it."""
    close = abs(first.bottom - second.bottom) <= _SAME_BASELINE * max(first.size, second.size)
    return close and second.left >= first.right


def _gutters(pieces: Sequence[Line]) -> list[float]:
    """Return where the gaps between the columns of a page are, from left to right.

    A column begins where many lines of running text begin, if next to none of those beside them runs across.
    """
    running = [line for line in pieces if len(line.text) >= _COLUMN_LETTERS]
    edges: list[list[Line]] = []
    for line in sorted(running, key=lambda line: line.left):
        if edges and line.left - edges[-1][0].left < line.size:
            edges[-1].append(line)
        else:
            edges.append([line])
    gutters: list[float] = []
    for begun in edges:
        if len(begun) < _COLUMN_LINES:
            continue
        gutter = min(line.left for line in begun) - 1
        top, bottom = min(line.top for line in begun), max(line.bottom for line in begun)
        beside = [
            line for line in running if line.left < gutter and top <= line.bottom and line.top <= bottom
        ]
        across = sum(line.right > gutter for line in beside)
        if len(beside) - across >= _COLUMN_LINES and across <= len(begun) / 4:
            gutters.append(gutter)
    return gutters


def _is_drawn_across(pieces: Sequence[Line]) -> bool:
    """Say whether a page of columns is drawn line by line across them."""
    pairs = pairwise(pieces)
    return sum(_beside(first, second) for first, second in pairs) >= _COLUMN_LINES


def _in_column(line: Line, gutters: Sequence[float]) -> Line:
    if any(line.left < gutter < line.right for gutter in gutters):
        return replace(line, column=ACROSS)
    return replace(line, column=sum(line.left > gutter for gutter in gutters))


def _by_columns(pieces: Sequence[Line], gutters: Sequence[float]) -> list[Line]:
    """Return *pieces* column by column, between those that run across a gutter."""
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(pieces, key=lambda line: (round(line.bottom), line.left)):
        placed = _in_column(line, gutters)
        if placed.column == ACROSS:
            ordered += _columns(band)
            ordered.append(placed)
            band = []
        else:
            band.append(placed)
    return ordered + _columns(band)


def _columns(band: Sequence[Line]) -> list[Line]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in band:
        columns[line.column].append(line)
    return [line for column in sorted(columns) for line in columns[column]]


def _with_cells_joined(pieces: Sequence[Line]) -> list[Line]:
    """Return *pieces* with those that stand beside each other, as the cells of a table do, as one line."""
    joined: list[Line] = []
    for piece in pieces:
        if joined and joined[-1].page == piece.page and _beside(joined[-1], piece):
            last = joined[-1]
            joined[-1] = replace(
                last,
                text=last.text + CELL_END + piece.text,
                right=piece.right,
                top=min(last.top, piece.top),
                bottom=max(last.bottom, piece.bottom),
                is_row=True,
            )
        else:
            joined.append(piece)
    return joined


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of *pages* without page numbers and what stands at one place of many of them."""
    places: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        places.update({_furniture_key(line) for line in lines if _in_margin(line)})
    wanted = max(2, (len(pages) + 2) // 3)
    return [
        line
        for lines in pages
        for line in lines
        if not (
            _in_margin(line)
            and (places[_furniture_key(line)] >= wanted or _PAGE_NUMBER.fullmatch(line.text) is not None)
        )
    ]


def _in_margin(line: Line) -> bool:
    return _in_header(line) or _in_footer(line)


def _in_header(line: Line) -> bool:
    return line.bottom < _MARGIN * line.height


def _in_footer(line: Line) -> bool:
    return line.top > (1 - _MARGIN) * line.height


def _furniture_key(line: Line) -> tuple[str, int]:
    # Numbers differ from page to page, and so does the place by a fraction of a point.
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)
