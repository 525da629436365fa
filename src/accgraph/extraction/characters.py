"""The readable characters of a text, each with the characters of the canonical text that it stands for.

Markdown and HTML leftovers are gone, character references are decoded, quotation marks and spaces are of one
kind.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Run", "readable"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters: ``starts[i]:ends[i]`` is what ``text[i]`` stands for in the canonical text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def part(self, first: int, last: int | None = None) -> Run:
        """Return the run of the characters from *first* to *last* (exclusive)."""
        return Run(self.text[first:last], self.starts[first:last], self.ends[first:last])

    def __add__(self, other: Run) -> Run:
        """Return this run followed by *other*."""
        return Run(self.text + other.text, self.starts + other.starts, self.ends + other.ends)

    def kept(self, which: list[int]) -> Run:
        """Return the run of the characters at the indices *which*."""
        return Run(
            "".join([self.text[i] for i in which]),
            tuple([self.starts[i] for i in which]),
            tuple([self.ends[i] for i in which]),
        )


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


def readable(text: str) -> Run:
    """Return the readable characters of *text*: markup dropped or turned into line breaks."""
    made = _Made([], [], [])
    position = 0
    for match in _PIECE.finditer(text):
        _plain(text, position, match.start(), made)
        position = match.end()
        start, end = match.span()
        kind = match.lastgroup
        if kind == "break":
            made.put("\n\n", start, end)
        elif kind == "newline":
            made.put("\n", start, end)
        elif kind == "item":
            made.put("\n- ", start, end)
        elif kind in {"link", "anchor"}:
            first, last = match.span("anchor")
            inner = readable(text[first:last])
            made.texts.append(inner.text)
            made.starts.extend([first + i for i in inner.starts])
            made.ends.extend([first + i for i in inner.ends])
        elif kind == "escape":
            made.put(text[end - 1], start, end)
        elif kind == "entity":
            decoded = html.unescape(match.group())
            made.put(_folded(decoded) if len(decoded) == 1 else decoded, start, end)
    _plain(text, position, len(text), made)
    return Run("".join(made.texts), tuple(made.starts), tuple(made.ends))


@dataclass(frozen=True, slots=True)
class _Made:
    """What is there of a run so far."""

    texts: list[str]
    starts: list[int]
    ends: list[int]

    def put(self, text: str, start: int, end: int) -> None:
        """Add *text*, each of whose characters stands for all from *start* to *end*."""
        self.texts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))


def _plain(text: str, start: int, end: int, made: _Made) -> None:
    """Add the characters of *text* from *start* to *end*, which hold no markup."""
    folded = [_folded(char) for char in text[start:end]]
    made.texts.extend(folded)
    if all(folded):
        made.starts.extend(range(start, end))
        made.ends.extend(range(start + 1, end + 1))
    else:
        kept = [i for i, char in enumerate(folded, start) if char]
        made.starts.extend(kept)
        made.ends.extend([i + 1 for i in kept])


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """Return what the parser is given for *char*: one kind of quote and space, no control characters."""
    char = _FOLD.get(char, char)
    if char and char != "\n" and (char.isspace() or not (char.isprintable() or ord(char) > 0x9F)):
        return " "
    return char
