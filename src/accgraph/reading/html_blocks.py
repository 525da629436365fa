"""The blocks of a page: paragraphs, headings, items of lists and rows of tables, in their order.

A block is a run of text with no block of another element within it. It is told from the elements alone, as
no style sheet is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from accgraph.reading.content import CELL_END, flowing
from accgraph.reading.html_table import html_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Block", "blocks_of"]

Kind = Literal["paragraph", "heading", "item", "row"]

_LONGEST_CELL = 400
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Which elements part text, are not shown, or are set aside."""

    blocks: frozenset[str]
    unseen: frozenset[str]
    aside: frozenset[str]
    roles: frozenset[str]
    names: re.Pattern[str]

    @classmethod
    def load(cls) -> _Kinds:
        table = html_table()
        elements, aside = table["elements"], table["aside"]
        # A name stands between hyphens, underscores or the ends of a class: "related" in "box-related".
        names = "|".join(re.escape(name).replace(r"\-", "[-_]?") for name in aside["names"])
        return cls(
            frozenset(elements["blocks"]),
            frozenset(elements["unseen"]),
            frozenset(aside["elements"]),
            frozenset(aside["roles"]),
            re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE),
        )


@dataclass(slots=True)
class Block:
    """A block: its runs of flowing text, each with the path of its element.

    ``heading`` is the level of a heading, else 0; ``aside`` is true within navigation and the like;
    ``linked`` is the share of its characters that are links; ``mark`` is what is put before it.
    """

    kind: Kind
    runs: list[tuple[str, str]]
    segment: str | None
    heading: int = 0
    aside: bool = False
    linked: float = 0.0
    mark: str = ""
    between: str = " "

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.between.join(words for words, _ in self.runs)


@dataclass(slots=True)
class _Around:
    """What holds for the text of an element: it is handed down to its children.

    ``marks`` holds the mark of an item of a list until its first block has taken it.
    """

    owner: HtmlElement
    kind: Kind = "paragraph"
    segment: str | None = "body"
    heading: int = 0
    aside: bool = False
    marks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """The text that is being gathered, with its line ends by ``<br>`` and how much of it is links."""

    around: _Around
    lines: list[list[str]] = field(default_factory=lambda: [[]])
    linked: int = 0


def blocks_of(page: HtmlElement) -> list[Block]:
    """Return the blocks of *page* that hold text, in their order."""
    return list(_Walk(page).blocks())


class _Walk:
    """One walk over a page: the run of text that is open, and the row that its cells go to."""

    def __init__(self, page: HtmlElement) -> None:
        self._page = page
        self._kinds = _Kinds.load()
        self._tree = page.getroottree()
        self._done: list[Block] = []
        self._run: _Run | None = None
        self._row: Block | None = None
        self._cell: HtmlElement | None = None

    def blocks(self) -> Iterator[Block]:
        bodies = self._page.findall("body")
        for body in bodies or [self._page]:
            self._element(body)
        yield from self._done

    def _element(self, root: HtmlElement) -> None:
        """Visit *root* and all below it; with a stack of its own, as pages may be nested very deeply."""
        stack: list[tuple[HtmlElement, _Around, bool, bool]] = [(root, _Around(root), False, False)]
        while stack:
            element, around, linked, leaving = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if leaving:
                self._leave(element, tag, around)
                if element is not root and element.tail:
                    self._text(element.tail, around, linked)
                continue
            if tag in self._kinds.unseen or not tag or _is_hidden(element):
                if element is not root and element.tail:
                    self._text(element.tail, around, linked)
                continue
            inner = self._enter(element, tag, around)
            linked_inside = linked or tag == "a"
            stack.append((element, around, linked, True))
            if element.text:
                self._text(element.text, inner, linked_inside)
            stack += [(child, inner, linked_inside, False) for child in reversed(element)]

    def _enter(self, element: HtmlElement, tag: str, around: _Around) -> _Around:
        if tag == "br" and self._run is not None:
            self._run.lines.append([])
        if tag not in self._kinds.blocks:
            return around
        self._flush()
        inner = _inside(element, tag, around)
        inner.aside = around.aside or self._is_aside(element, tag)
        if tag == "tr" and _holds_data(element):
            self._row = Block("row", [], "table", aside=inner.aside, between=CELL_END)
        if tag in ("td", "th"):
            self._cell = None
        return inner

    def _leave(self, element: HtmlElement, tag: str, around: _Around) -> None:
        if tag not in self._kinds.blocks:
            return
        self._flush()
        if tag == "tr" and self._row is not None:
            if self._row.runs:
                self._done.append(self._row)
            self._row = None

    def _is_aside(self, element: HtmlElement, tag: str) -> bool:
        kinds = self._kinds
        if tag in kinds.aside or element.get("role", "").lower() in kinds.roles:
            return True
        if tag in ("html", "body", "main", "article"):
            return False
        return kinds.names.search(f"{element.get('class', '')} {element.get('id', '')}") is not None

    def _text(self, text: str, around: _Around, linked: bool) -> None:
        if self._run is None:
            if not text.strip():
                return
            self._run = _Run(around)
        self._run.lines[-1].append(text)
        if linked:
            self._run.linked += len("".join(text.split()))

    def _flush(self) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        path = self._tree.getpath(run.around.owner)
        lines = [words for words in (flowing("".join(line)) for line in run.lines) if words]
        if not lines:
            return
        if self._row is not None:
            cell = " ".join(lines)
            if self._cell is None:
                self._row.runs.append((cell, path))
            else:
                words, first = self._row.runs[-1]
                self._row.runs[-1] = (f"{words} {cell}", first)
            self._cell = run.around.owner
            return
        letters = sum(len(line.replace(" ", "")) for line in lines)
        around = run.around
        self._done.append(
            Block(
                kind=around.kind,
                runs=[(line, path) for line in lines],
                segment=around.segment,
                heading=around.heading,
                aside=around.aside,
                linked=run.linked / max(1, letters),
                mark=around.marks.pop() if around.marks else "",
                between="\n",
            )
        )


def _inside(element: HtmlElement, tag: str, around: _Around) -> _Around:
    """Return what holds within *element*, a block, that stands in *around*."""
    inner = _Around(element, around.kind, around.segment, around.heading, around.aside, around.marks)
    if re.fullmatch(r"h[1-6]", tag):
        inner.kind, inner.heading, inner.segment = "heading", int(tag[1]), "headline"
    elif tag == "li":
        inner.kind, inner.segment = "item", "list"
        inner.marks = [_mark(element)]
    elif tag == "blockquote":
        inner.segment = "quotation"
    elif tag == "caption":
        inner.segment = "table"
    return inner


def _holds_data(row: HtmlElement) -> bool:
    """Say whether *row* is one of a table of data, and not of one that a page is laid out with."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or row.find(".//table") is not None:
        return False
    return all(len(cell.text_content()) <= _LONGEST_CELL for cell in cells)


def _mark(item: HtmlElement) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    number = 1 + sum(1 for sibling in item.itersiblings("li", preceding=True))
    begins = parent.get("start", "1")
    return f"{number + int(begins) - 1 if re.fullmatch(r'[0-9]{1,6}', begins) else number}. "


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )
