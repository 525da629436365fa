"""From canonical text to blocks: paragraphs, list items and headings, free of markup, mapped back.

A block's text is what the parser reads: Markdown and HTML leftovers are gone, character references are
decoded, quotation marks and spaces are of one kind, hard-wrapped lines are joined. Every character of it
knows which characters of the canonical text it stands for, so that any run of it can be quoted from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from accgraph.extraction.characters import Run, readable
from accgraph.extraction.labels import FEWEST_LABELS, label_of, standing_label
from accgraph.model import Span

__all__ = ["Block", "split_blocks"]

BlockKind = Literal["paragraph", "item", "heading", "label"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that belongs together.

    ``starts[i]`` and ``ends[i]`` are the offsets in the canonical text of character ``i`` of ``text``.
    ``marker`` is what stood before a list item ("(a)", "3.", "-"), ``depth`` how far it is indented, and
    ``intro`` the index of the block that introduces the list it stands in, if one does.
    """

    index: int
    kind: BlockKind
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    marker: str = ""
    depth: int = 0
    intro: int | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the canonical text that ``text[start:end]`` stands for (not empty)."""
        return Span(self.starts[start], self.ends[end - 1])


@dataclass(frozen=True, slots=True)
class _Line:
    run: Run
    indent: int
    kind: BlockKind
    marker: str

    @property
    def text(self) -> str:
        return self.run.text


_MARKER = re.compile(
    r"(?P<marker>[-*•·▪◦‣–—]|[\"']?\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\d{1,3}\.?)?|\d{1,3}\.\d{1,3}\.?"
    r"|\(?[A-Z]{1,2}[.)](?=\s+(?i:whereas)\b))\s+(?=\S)"
)
_HEADING = re.compile(r"#{1,6}\s*")
_TERMINAL = re.compile(r"[.!?:;…][\"')\]]*$")
_UPPER = "A-ZÀ-ÖØ-ÞĀČĆĎĐĒĖĘĚĞĢĪİĶŁĻŃŅŇŌŐŘŚŞŠŢŤŪŮŰŽŹŻ"
_DATELINE = re.compile(
    rf"(?P<dateline>[{_UPPER}][{_UPPER}'./ -]{{2,40}}"
    r"(?:[,/ ]+[A-Z][\w.'/ ]{1,30})?"
    r"(?:, (?:\w{3,9}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z]\w{2,8}\.?(?: \d{4})?)"
    r"(?:,? \d{1,2}[:.]\d{2}(?: ?[A-Z]{2,5})?)?)?(?: ?\([^()]{2,40}\))?)"
    r" ?(?:--?|[–—]) +(?=\S)"
)
_OPEN = re.compile(
    r"\b(?:the|a|an|of|and|or|to|in|for|by|with|that|on|from|at|as|its|their|his|her|our|which|who|is|are|was|"
    r"were|be|has|have|had|will|not)$"
)
_RULE = re.compile(r"[-_*=~ |.]{3,}$")


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of *text* in their order; every one of them holds at least one letter or digit."""
    lines = [line for group in _paragraph_groups(_lines(readable(text))) for line in group]
    labels = _labels(lines)
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        parts = _parted(line, *labels[number], "label") if number in labels else _without_dateline(line)
        for part in parts:
            block = _as_block(part, len(blocks))
            if block is not None:
                blocks.append(block)
    return _introduced(blocks)


def _labels(lines: list[_Line]) -> dict[int, tuple[int, int]]:
    """Return where the label of a turn ends and its words begin, by the number of the line.

    Empty if *lines* are no debate.
    """
    found: dict[int, tuple[int, int]] = {}
    texts = [line.text if line.kind == "paragraph" else "" for line in lines]
    for number, (text, after) in enumerate(zip(texts, [*texts[1:], ""], strict=False)):
        parts = (len(text), len(text)) if standing_label(text, after) else label_of(text)
        if parts is not None:
            found[number] = parts
    return found if len(found) >= FEWEST_LABELS else {}


def _parted(line: _Line, end: int, begin: int, kind: BlockKind) -> list[_Line]:
    """Return *line* in two: of another *kind* up to character *end*, its own from *begin* on."""
    rest = replace(line, run=line.run.part(begin))
    return [_Line(line.run.part(0, end), line.indent, kind, ""), rest]


def _lines(run: Run) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for line in run.text.split("\n"):
        lines.append(_line(run.part(start, start + len(line))))
        start += len(line) + 1
    return lines


def _line(run: Run) -> _Line:
    indent = len(run.text) - len(run.text.lstrip(" >"))
    rest = run.part(indent, indent + len(run.text[indent:].rstrip(" ")))
    if heading := _HEADING.match(rest.text):
        return _Line(rest.part(heading.end()), indent, "heading", "#")
    if (marked := _MARKER.match(rest.text)) and not _looks_like_date(rest.text):
        return _Line(rest.part(marked.end()), indent, "item", marked.group("marker"))
    return _Line(rest, indent, "paragraph", "")


def _looks_like_date(text: str) -> bool:
    return re.match(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b|\d{1,2}\.\s+[A-Z][a-z]+ \d{4}", text) is not None


def _paragraph_groups(lines: list[_Line]) -> list[list[_Line]]:
    """Return the lines in groups that blank lines separate, wrapped lines joined."""
    groups: list[list[_Line]] = []
    current: list[_Line] = []
    for line in [*lines, _Line(Run("", (), ()), 0, "paragraph", "")]:
        if line.text and not _RULE.match(line.text):
            current.append(line)
        elif current:
            groups.append(_unwrapped(current))
            current = []
    return groups


def _unwrapped(group: list[_Line]) -> list[_Line]:
    """Return *group* with the lines joined that a writer's line width, not their sense, has parted."""
    wrapped = _is_wrapped(group)
    joined = [group[0]]
    for line in group[1:]:
        before = joined[-1]
        if line.kind == "paragraph" and before.kind != "heading" and _continues(before, line, wrapped):
            hyphenated = before.text.endswith("-") and before.text[-2:-1].isalpha() and line.text[0].islower()
            seam = Run("", (), ()) if hyphenated else _seam(before.run, line.run)
            joined[-1] = replace(before, run=before.run + seam + line.run)
        else:
            joined.append(line)
    return joined


def _seam(before: Run, following: Run) -> Run:
    """Return the space that parts two joined lines."""
    begin, start, end = before.ends[-1], following.starts[0], following.ends[0]
    # A tag may stand for the line break and for what follows it.
    return Run(" ", (begin,), (start if begin < start else end,))


def _is_wrapped(group: list[_Line]) -> bool:
    widths = [len(line.text) for line in group]
    if len(group) < 2 or max(widths) > 130 or max(widths) < 40:
        return False
    full = sum(width >= 0.65 * max(widths) for width in widths[:-1])
    cut = any(not _TERMINAL.search(a.text) and b.text[:1].islower() for a, b in pairwise(group))
    return cut and full >= 0.7 * (len(group) - 1)


def _continues(before: _Line, line: _Line, wrapped: bool) -> bool:
    if wrapped:
        return not (before.kind == "item" and line.indent < before.indent)
    if _TERMINAL.search(before.text):
        return False
    return line.text[0].islower() or before.text.endswith(",") or _OPEN.search(before.text) is not None


def _without_dateline(line: _Line) -> list[_Line]:
    """Return *line* parted after the dateline ("GENEVA, May 3 (Agency) - "), which is no sentence."""
    match = _DATELINE.match(line.text)
    if match is None or line.kind != "paragraph":
        return [line]
    return _parted(line, match.end("dateline"), match.end(), "heading")


def _as_block(line: _Line, index: int) -> Block | None:
    run = line.run
    if "  " in run.text or run.text[:1] == " " or run.text[-1:] == " ":
        run = run.kept(_singly_spaced(run.text))
    if not any(map(str.isalnum, run.text)):
        return None
    kind = line.kind
    if kind == "paragraph" and _is_heading(run.text):
        kind = "heading"
    return Block(
        index=index,
        kind=kind,
        text=run.text,
        starts=run.starts,
        ends=run.ends,
        marker=line.marker,
        depth=line.indent,
    )


def _singly_spaced(text: str) -> list[int]:
    """Return where the characters of *text* stand without spaces at its ends or after another space."""
    end = len(text.rstrip(" "))
    return [i for i in range(end) if text[i] != " " or (i > 0 and text[i - 1] != " ")]


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 8 and all(c.isupper() for c in letters):
        return True
    return len(text) <= 160 and text[0].isupper() and not re.search(r"[.!?:;,…][\"')\]]*$", text)


def _introduced(blocks: list[Block]) -> tuple[Block, ...]:
    """Return *blocks* with each list item pointing at the block that introduces its list.

    The introduction is the nearest block before it that ends with a colon and is not an item of the same
    list, without a paragraph that ends otherwise in between.
    """
    result: list[Block] = []
    open_intros: list[Block] = []
    for block in blocks:
        if block.kind == "heading" and not block.text.endswith(":"):
            open_intros = []
        intro: int | None = None
        if block.kind == "item":
            while open_intros and not _may_introduce(open_intros[-1], block):
                open_intros.pop()
            intro = open_intros[-1].index if open_intros else None
        elif block.kind == "paragraph" and not (block.text[0].islower() and open_intros):
            open_intros = []
        elif block.text[0].islower() and open_intros:
            intro = open_intros[-1].index
        placed = Block(
            block.index, block.kind, block.text, block.starts, block.ends, block.marker, block.depth, intro
        )
        result.append(placed)
        if block.text.endswith(":"):
            open_intros.append(placed)
    return tuple(result)


def _may_introduce(intro: Block, item: Block) -> bool:
    if intro.kind != "item":
        return True
    return item.depth > intro.depth or _style(intro.marker) != _style(item.marker)


def _style(marker: str) -> str:
    return re.sub(r"[ivx]+(?=[.)])|[a-z](?=[.)])", "a", re.sub(r"\d+", "1", marker))
