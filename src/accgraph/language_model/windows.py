"""Windows: a long text in parts that overlap, each beginning and ending where a paragraph does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accgraph.model import Span

__all__ = ["paragraphs", "windows"]

_GAP = re.compile(r"\n[^\S\n]*\n\s*")
# Where a paragraph that is too long for a window may be parted, the best place first.
_BREAKS = (re.compile(r"\n"), re.compile(r"(?<=[.!?;:])\s"), re.compile(r"\s"))


def paragraphs(text: str) -> list[Span]:
    """Return the spans of the paragraphs of *text*: what blank lines part, without the space around it."""
    spans: list[Span] = []
    start = 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        part = text[start:end]
        if part.strip():
            lead = len(part) - len(part.lstrip())
            spans.append(Span(start + lead, start + len(part.rstrip())))
        start = gap.end() if gap else end
    return spans


def windows(text: str, parts: Sequence[Span], size: int, overlap: int) -> list[Span]:
    """Return spans of *text*, *size* characters at most, that hold all of *parts* (its paragraphs, in order).

    Each begins with those of the paragraphs before it that have *overlap* characters together at most. A
    paragraph longer than *size* is parted at a line end, else after a sentence, else at a space, else
    anywhere.
    """
    pieces = [piece for part in parts for piece in _pieces(text, part, size)]
    spans: list[Span] = []
    first = 0
    while first < len(pieces):
        last = first + 1
        while last < len(pieces) and pieces[last].end - pieces[first].start <= size:
            last += 1
        spans.append(Span(pieces[first].start, pieces[last - 1].end))
        if last == len(pieces):
            break
        following = last
        while (
            following - 1 > first
            and pieces[last - 1].end - pieces[following - 1].start <= overlap
            and pieces[last].end - pieces[following - 1].start <= size
        ):
            following -= 1
        first = following
    return spans


def _pieces(text: str, part: Span, size: int) -> Iterator[Span]:
    start = part.start
    while part.end - start > size:
        end = _break(text, start, start + size)
        yield Span(start, end)
        start = end
        while start < part.end and text[start].isspace():
            start += 1
    if start < part.end:
        yield Span(start, part.end)


def _break(text: str, start: int, limit: int) -> int:
    for pattern in _BREAKS:
        places = [match.end() for match in pattern.finditer(text, start + (limit - start) // 2, limit)]
        if places:
            return start + len(text[start : places[-1]].rstrip()) or limit
    return limit
