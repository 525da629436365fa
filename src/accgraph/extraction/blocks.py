"""From canonical text to blocks: paragraphs, list items and headings, free of markup, mapped back.

A block's text is what the parser reads: Markdown and HTML leftovers are gone, character references are
decoded, quotation marks and spaces are of one kind, hard-wrapped lines are joined. Every character of it
knows which characters of the canonical text it stands for, so that any run of it can be quoted from there.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

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


class _Char(NamedTuple):
    char: str
    start: int
    end: int


@dataclass(slots=True)
class _Line:
    chars: list[_Char]
    indent: int
    kind: BlockKind
    marker: str

    @property
    def text(self) -> str:
        return "".join(c.char for c in self.chars)


_BLOCK_TAGS = r"p|div|h[1-6]|ul|ol|tr|td|th|table|section|article|header|footer|nav|blockquote|figure"
_PIECE = re.compile(
    rf"""
      (?P<comment><!--.*?-->)
    | (?P<break><\s*/?\s*(?:{_BLOCK_TAGS})\b[^<>]*>)
    | (?P<newline><\s*br\b[^<>]*>)
    | (?P<item><\s*li\b[^<>]*>)
    | (?P<tag></?[A-Za-z][^<>]*>)
    | (?P<image>!\[[^\]\n]*\]\([^()\n]*\))
    | (?P<link>\[(?P<anchor>[^\[\]\n]+)\]\([^()\n]*\))
    | (?P<escape>\\[\\|*_`\[\]#-])
    | (?P<entity>&(?:[A-Za-z][A-Za-z0-9]{{1,30}}|\#\d{{1,7}}|\#x[0-9A-Fa-f]{{1,6}});)
    | (?P<strong>\*\*|__)
    | (?P<emphasis>(?<![\w*])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*]))
    """,
    re.VERBOSE | re.DOTALL,
)

_FOLD = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060", "'"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\f\v\r", " "),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e", ""),
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2026": "…",
}

_MARKER = re.compile(
    r"(?P<marker>[-*•·▪◦‣–—]|[\"']?\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\d{1,3}\.?)?|\d{1,3}\.\d{1,3}\.?"
    r"|\(?[A-Z]{1,2}[.)](?=\s+(?i:whereas)\b))\s+(?=\S)"
)
_HEADING = re.compile(r"#{1,6}\s*")
_TERMINAL = re.compile(r"[.!?:;…][\"')\]]*$")
_DATELINE = re.compile(
    r"(?P<dateline>[A-Z][A-Z'./ -]{2,40}(?:[,/ ]+[A-Z][\w.'/ ]{1,30})?"
    r"(?:, (?:\w{3,9}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z]\w{2,8}\.?(?: \d{4})?))?(?: ?\([^()]{2,40}\))?)"
    r" ?(?:--?|[–—]) +(?=\S)"
)
_OPEN = re.compile(
    r"\b(?:the|a|an|of|and|or|to|in|for|by|with|that|on|from|at|as|its|their|his|her|our|which|who|is|are|was|"
    r"were|be|has|have|had|will|not)$"
)
_RULE = re.compile(r"[-_*=~ |.]{3,}$")


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of *text* in their order; every one of them holds at least one letter or digit."""
    lines = [line for group in _paragraph_groups(_lines(_characters(text))) for line in group]
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
    rest = _Line(line.chars[begin:], line.indent, line.kind, line.marker)
    return [_Line(line.chars[:end], line.indent, kind, ""), rest]


def _characters(text: str) -> list[_Char]:
    """Return the readable characters of *text*: markup dropped or turned into line breaks."""
    chars: list[_Char] = []
    position = 0
    for match in _PIECE.finditer(text):
        _plain(text, position, match.start(), chars)
        position = match.end()
        start, end = match.span()
        kind = match.lastgroup
        if kind == "anchor":
            kind = "link"
        if kind == "break":
            chars += [_Char("\n", start, end), _Char("\n", start, end)]
        elif kind == "newline":
            chars.append(_Char("\n", start, end))
        elif kind == "item":
            chars += [_Char(c, start, end) for c in "\n- "]
        elif kind == "link":
            inner_start, inner_end = match.span("anchor")
            for char in _characters(text[inner_start:inner_end]):
                chars.append(_Char(char.char, char.start + inner_start, char.end + inner_start))
        elif kind == "escape":
            chars.append(_Char(text[end - 1], start, end))
        elif kind == "entity":
            decoded = html.unescape(match.group())
            if len(decoded) == 1:
                decoded = _folded(decoded)
            chars += [_Char(c, start, end) for c in decoded]
    _plain(text, position, len(text), chars)
    return chars


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """Return what the parser is given for *char*: one kind of quote and space, no control characters."""
    char = _FOLD.get(char, char)
    if char and char != "\n" and (char.isspace() or not (char.isprintable() or ord(char) > 0x9F)):
        return " "
    return char


def _plain(text: str, start: int, end: int, chars: list[_Char]) -> None:
    folded = enumerate(map(_folded, text[start:end]), start)
    # Every character of every document passes here: the way around the constructor halves what it takes.
    chars += [tuple.__new__(_Char, (char, i, i + 1)) for i, char in folded if char]


def _lines(chars: list[_Char]) -> list[_Line]:
    lines: list[_Line] = []
    current: list[_Char] = []
    for char in [*chars, _Char("\n", 0, 0)]:
        if char.char != "\n":
            current.append(char)
            continue
        lines.append(_line(current))
        current = []
    return lines


def _line(chars: list[_Char]) -> _Line:
    indent = 0
    while indent < len(chars) and chars[indent].char in " >":
        indent += 1
    rest = chars[indent:]
    while rest and rest[-1].char == " ":
        rest.pop()
    text = "".join(c.char for c in rest)
    if heading := _HEADING.match(text):
        return _Line(rest[heading.end() :], indent, "heading", "#")
    if (marked := _MARKER.match(text)) and not _looks_like_date(text):
        return _Line(rest[marked.end() :], indent, "item", marked.group("marker"))
    return _Line(rest, indent, "paragraph", "")


def _looks_like_date(text: str) -> bool:
    return re.match(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b|\d{1,2}\.\s+[A-Z][a-z]+ \d{4}", text) is not None


def _paragraph_groups(lines: list[_Line]) -> list[list[_Line]]:
    """Return the lines in groups that blank lines separate, wrapped lines joined."""
    groups: list[list[_Line]] = []
    current: list[_Line] = []
    for line in [*lines, _Line([], 0, "paragraph", "")]:
        if line.chars and not _RULE.match(line.text):
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
            begin, following = before.chars[-1].end, line.chars[0]
            # A tag may stand for the line break and for what follows it.
            seam = _Char(" ", begin, following.start if begin < following.start else following.end)
            if before.text.endswith("-") and before.text[-2:-1].isalpha() and line.text[0].islower():
                before.chars += line.chars
            else:
                before.chars += [seam, *line.chars]
        else:
            joined.append(line)
    return joined


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
    chars: list[_Char] = []
    for char in line.chars:
        if char.char == " " and (not chars or chars[-1].char == " "):
            continue
        chars.append(char)
    while chars and chars[-1].char == " ":
        chars.pop()
    text = "".join(c.char for c in chars)
    if not any(c.isalnum() for c in text):
        return None
    kind = line.kind
    if kind == "paragraph" and _is_heading(text):
        kind = "heading"
    return Block(
        index=index,
        kind=kind,
        text=text,
        starts=tuple(c.start for c in chars),
        ends=tuple(c.end for c in chars),
        marker=line.marker,
        depth=line.indent,
    )


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
