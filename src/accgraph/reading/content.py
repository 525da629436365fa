"""What a reader hands back: the canonical text of a document, what the file says of it, and the way back.

Canonical text is Unicode in which lines end with ``\\n`` and each character that XML 1.0 cannot hold is one
space (``canonical``). In the formats whose spaces and line ends are layout, not text (HTML, PDF, DOCX, ODT),
each block of it is ``flowing`` besides: a run of white space is one space, there is none at its ends, soft
hyphens and zero-width characters are gone, and typographic ligatures are letters again. Blocks are parted by
an empty line; the lines within one, by a line end; items of a list begin with ``- `` or their number; the
cells of a row of a table are parted by `` | ``. Nothing else is changed: no other Unicode normalisation, no
folding of quotation marks or dashes, so that a quote is found in the original by whoever searches for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accgraph.model import Passage

__all__ = [
    "BLOCK_END",
    "CELL_END",
    "Content",
    "ContentBuilder",
    "Fault",
    "Member",
    "Stated",
    "canonical",
    "flowing",
]

BLOCK_END = "\n\n"
CELL_END = " | "

# Characters that XML 1.0 cannot hold, so that every quote can be written in every RDF syntax.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def canonical(text: str) -> str:
    """Return *text* with line ends as ``\\n`` and each character that XML cannot hold as one space."""
    return _UNWRITABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def flowing(text: str) -> str:
    """Return *text* as it reads, on one line: without the spaces, line ends and glyphs of its layout."""
    text = _INVISIBLE.sub("", canonical(text))
    return _SPACES.sub(" ", _LIGATURE.sub(lambda glyph: _LIGATURES[glyph.group()], text)).strip()


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of metadata and where it was found.

    ``certain`` is false for what a program may have filled in (the title among the properties of a PDF):
    then what the text itself states comes before it.
    """

    value: str
    where: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """One document as a reader found it: its canonical text, passages and metadata by field.

    ``part`` tells it from the other documents of the same file; it is empty if there is only one.
    """

    text: str
    media_type: str
    passages: tuple[Passage, ...] = ()
    metadata: Mapping[str, Stated] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: the part of the file, empty for all of it, and why, for people."""

    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a file, to be read in its turn.

    ``part`` tells it from the others of its file, ``name`` is its own file name where it has one.
    ``metadata`` are what the outer file says of it; ``wanted`` is false if it may be passed over where its
    format is none that can be read (the images of a saved page).
    """

    part: str
    name: str
    data: bytes
    metadata: Mapping[str, Stated] = field(default_factory=dict)
    format: str | None = None
    wanted: bool = True


class ContentBuilder:
    """Puts the canonical text of a document together, block by block, and keeps where each came from."""

    def __init__(self, media_type: str) -> None:
        self._media_type = media_type
        self._pieces: list[str] = []
        self._passages: list[Passage] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(
        self,
        runs: Sequence[tuple[str, str | None]],
        *,
        segment: str | None = None,
        mark: str = "",
        between: str = " ",
        end: str = BLOCK_END,
    ) -> None:
        """Add a block: *runs* of flowing text, each with its place in the original.

        *mark* is put before the block ("- "), *between* between its runs, *end* between it and the block
        before. What these say does not come from the original, so it belongs to no passage.
        """
        runs = [(words, place) for words, place in runs if words]
        if not runs:
            return
        if self._length:
            self._put(end)
        self._put(mark)
        for index, (words, place) in enumerate(runs):
            if index:
                self._put(between)
            start = self._length
            self._put(words)
            self._passages.append(Passage(start, self._length, segment, place))

    def join(self, words: str, place: str | None, segment: str | None, between: str = "") -> None:
        """Add *words* to the block that was added last."""
        self._put(between)
        start = self._length
        self._put(words)
        self._passages.append(Passage(start, self._length, segment, place))

    def content(self, metadata: Mapping[str, Stated], part: str = "") -> Content:
        """Return what was put together."""
        text = "".join(self._pieces)
        return Content(text, self._media_type, tuple(self._passages), dict(metadata), part)

    def _put(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
