"""Lines in order, more of them than fit into memory: an external merge sort (Knuth, TAOCP 3, 5.4).

Lines are bytes with their line end. The order is that of the bytes, which for UTF-8 is that of the
characters.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

__all__ = ["SortedLines", "distinct", "merged"]

_IN_MEMORY = 32 * 2**20
# Not more files open at once than any system allows.
_FAN_IN = 64


class SortedLines:
    """Lines that are added in any order and come out sorted, each once; runs of them lie in *folder*."""

    def __init__(self, folder: Path, name: str, in_memory: int = _IN_MEMORY) -> None:
        self._folder = folder
        self._name = name
        self._most = in_memory
        self._lines: list[bytes] = []
        self._size = 0
        self._runs: list[Path] = []
        self._made = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Add *lines*."""
        for line in lines:
            self._lines.append(line)
            self._size += len(line)
            if self._size >= self._most:
                self._spill()

    def write(self, path: Path) -> None:
        """Write all lines to the file *path*, and forget them."""
        if self._runs:
            self._spill()
            while len(self._runs) > _FAN_IN:
                batch, self._runs = self._runs[:_FAN_IN], self._runs[_FAN_IN:]
                self._runs.append(merged(batch, self._next()))
                for run in batch:
                    run.unlink()
            merged(self._runs, path)
            for run in self._runs:
                run.unlink()
            self._runs = []
        else:
            with path.open("wb") as file:
                file.writelines(distinct(sorted(self._lines)))
            self._lines = []

    def _spill(self) -> None:
        run = self._next()
        with run.open("wb") as file:
            file.writelines(distinct(sorted(self._lines)))
        self._runs.append(run)
        self._lines, self._size = [], 0

    def _next(self) -> Path:
        self._made += 1
        return self._folder / f"{self._name}.{self._made}.run"


def merged(files: Iterable[Path], path: Path) -> Path:
    """Write the lines of *files*, each of which is sorted, to *path*, sorted and each once; return *path*."""
    with ExitStack() as stack:
        opened: list[BinaryIO] = [stack.enter_context(file.open("rb")) for file in files]
        out = stack.enter_context(path.open("wb"))
        out.writelines(distinct(heapq.merge(*opened)))
    return path


def distinct(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield *lines*, which are sorted, each once."""
    before = None
    for line in lines:
        if line != before:
            yield line
            before = line
