"""Statements in sorted lines of N-Quads, looked up by their subject.

A store gives numbers and dates back in another form than they were written in, and some with another
datatype, which shapes check: what is checked is read from the lines.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad

__all__ = ["Statement", "Statements"]

_LINE = re.compile(
    rb"(?P<triple>(?P<start>\S+ \S+ )(?P<object><[^>]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"(?:@[\w-]+|\^\^<[^>]*>)?))"
    rb"(?: (?P<graph>\S+))? \.\n?",
    re.DOTALL,
)
_DEFAULT = "DEFAULT"


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple, as a line of N-Triples, its object if that is a node, and the graph that it stands in."""

    triple: str
    predicate: str
    node: NamedNode | BlankNode | None
    graph: str


class Statements:
    """Lines of N-Quads in the order of their bytes."""

    def __init__(self, lines: bytes | mmap.mmap) -> None:
        self._lines = lines

    @classmethod
    def open(cls, path: Path) -> Statements:
        """Open the file *path*, whose lines are sorted. Raises OSError if it cannot be read."""
        with path.open("rb") as file:
            if not path.stat().st_size:
                return cls(b"")
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Statements:
        """Hold *quads* in memory."""
        return cls(b"".join(sorted({f"{quad} .\n".encode() for quad in quads})))

    def about(self, node: NamedNode | BlankNode) -> Iterator[Statement]:
        """Yield the statements whose subject is *node*, in order: what graphs share comes together."""
        prefix = f"{node} ".encode()
        place = self._first(prefix)
        while self._lines[place : place + len(prefix)] == prefix:
            end = self._lines.find(b"\n", place) + 1 or len(self._lines)
            match = _LINE.match(self._lines[place:end])
            if match:
                yield _statement(match)
            place = end

    def _first(self, prefix: bytes) -> int:
        """Return where the first line begins that is not before *prefix*."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            begin = self._lines.rfind(b"\n", low, middle) + 1 or low
            if self._lines[begin : begin + len(prefix)] < prefix:
                low = self._lines.find(b"\n", middle) + 1 or len(self._lines)
            else:
                high = begin
        return low


def _statement(match: re.Match[bytes]) -> Statement:
    value = match["object"].decode()
    node: NamedNode | BlankNode | None = None
    if value.startswith("<"):
        node = NamedNode(value[1:-1])
    elif value.startswith("_:"):
        node = BlankNode(value[2:])
    graph = match["graph"]
    return Statement(
        triple=f"{match['triple'].decode()} .\n",
        predicate=match["start"].split(b" ")[1].decode(),
        node=node,
        graph=graph.decode() if graph else _DEFAULT,
    )
