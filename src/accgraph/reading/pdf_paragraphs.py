"""Paragraphs of the lines of a PDF: which lines go on, which begin anew, and where a word was parted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from accgraph.reading.pdf_lines import Line

__all__ = ["Paragraph", "paragraphs_of"]

_TERMINAL = re.compile(r"[.!?:;…][\"”’')\]]*\d{0,3}$")
_ITEM = re.compile(r"(?:[-•·▪◦‣–—*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+\S")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡])\s?\S")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = 0.9
_LARGE = 1.12
_WIDE_GAP = 1.4
_INDENT = 0.9
_SHORT = 0.75


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its lines, each with its words there and what stands between it and the line before."""

    segment: str | None
    runs: tuple[tuple[Line, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in the document: the size of its letters, how far its lines are apart, its edges."""

    size: float
    pitch: float
    edges: dict[tuple[int, int], float]
    lefts: dict[tuple[int, int], float]


def paragraphs_of(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Yield the paragraphs of *lines*, the footnotes after all others."""
    if not lines:
        return
    measure = _measure(lines)
    notes = _notes(lines, measure)
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text)[:-1])
    for is_note in (False, True):
        chosen = [line for index, line in enumerate(lines) if (index in notes) is is_note]
        for group in _groups(chosen, measure, is_note):
            yield Paragraph(_segment(group, measure, is_note), tuple(_runs(group, words)))


def _measure(lines: Sequence[Line]) -> _Measure:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    size = max(letters, key=lambda size: (letters[size], size))
    steps = [
        second.bottom - first.bottom
        for first, second in pairwise(lines)
        if _follows(first, second) and abs(first.size - size) < 1 and abs(second.size - size) < 1
    ]
    steps = [step for step in steps if 0 < step < 4 * size]
    edges: dict[tuple[int, int], float] = {}
    lefts: dict[tuple[int, int], float] = {}
    for line in lines:
        key = (line.page, line.column)
        edges[key] = max(edges.get(key, 0.0), line.right)
        lefts[key] = min(lefts.get(key, line.left), line.left)
    # The smaller steps are those within paragraphs.
    within = sorted(steps)[: max(1, len(steps) * 3 // 4)]
    return _Measure(size, median(within) if within else 1.2 * size, edges, lefts)


def _follows(first: Line, second: Line) -> bool:
    return first.page == second.page and first.column == second.column


def _notes(lines: Sequence[Line], measure: _Measure) -> set[int]:
    """Return which of *lines* are of footnotes: small, at the foot of a page, and begun by a mark."""
    notes: set[int] = set()
    open_page: int | None = None
    for index, line in enumerate(lines):
        small = line.size < _SMALL * measure.size
        if small and line.top > 0.5 * line.height and _NOTE.match(line.text):
            open_page = line.page
        if open_page == line.page and small:
            notes.add(index)
        else:
            open_page = None
    return notes


def _groups(lines: Sequence[Line], measure: _Measure, notes: bool) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, measure, notes):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[Line], line: Line, measure: _Measure, notes: bool) -> bool:
    """Say whether *line* goes on the paragraph *group*."""
    before = group[-1]
    if line.is_row or before.is_row:
        return False
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return False
    if _ITEM.match(line.text) or (notes and _NOTE.match(line.text)):
        return False
    parted = before.text.endswith("-") and line.text[:1].islower()
    edge = measure.edges[before.page, before.column]
    left = measure.lefts[before.page, before.column]
    full = before.right - left >= _SHORT * (edge - left)
    if not _follows(before, line):
        # Over the end of a column or a page: a paragraph goes on that has not come to its end.
        return parted or (full and not _TERMINAL.search(before.text))
    step = line.bottom - before.bottom
    pitch = measure.pitch * max(before.size, line.size) / measure.size
    if not 0 < step <= _WIDE_GAP * pitch:
        return False
    if parted:
        return True
    indented = line.left - before.left > _INDENT * line.size
    hanging = len(group) == 1 and _ITEM.match(before.text) is not None
    if indented and not hanging and (full or _TERMINAL.search(before.text)):
        return False
    return full or line.text[:1].islower()


def _segment(group: Sequence[Line], measure: _Measure, note: bool) -> str | None:
    if note:
        return "footnote"
    if group[0].is_row:
        return "table"
    if group[0].size >= _LARGE * measure.size:
        return "headline"
    return "list" if _ITEM.match(group[0].text) else None


def _runs(group: Sequence[Line], words: Counter[str]) -> Iterator[tuple[Line, str, str]]:
    """Yield the lines of *group* with their words, hyphens that only parted a word taken out."""
    between = ""
    for line, following in zip(group, [*group[1:], None], strict=True):
        text = line.text
        if following is None or not _is_parted(text, following.text):
            yield line, text, between
            between = " "
        elif _keeps_hyphen(text, following.text, words):
            yield line, text, between
            between = ""
        else:
            yield line, text[:-1], between
            between = ""


def _is_parted(text: str, following: str) -> bool:
    return text.endswith("-") and text[-2:-1].isalpha() and following[:1].isalpha()


def _keeps_hyphen(text: str, following: str, words: Counter[str]) -> bool:
    """Say whether the hyphen at the end of *text* is the word's own, as the document writes it elsewhere."""
    if following[:1].isupper():
        return True
    first, second = _WORD.findall(text)[-1].lower(), _WORD.findall(following)[0].lower()
    return words[f"{first}-{second}"] > words[f"{first}{second}"]
