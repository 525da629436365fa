"""Two datasets side by side: the statements of each subject that is not the same in both.

The lines of a dataset are sorted, so all statements of a subject stand together, and two datasets of any size
are compared in one pass over both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph

from accgraph.errors import StoreError
from accgraph.graph.syntax import nquads_lines
from accgraph.store import dataset_file, dataset_quads

__all__ = ["Block", "differing", "sorted_lines"]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of N-Quads that speak of *subject*, before and after; they are not the same."""

    subject: str
    old: frozenset[bytes]
    new: frozenset[bytes]

    @property
    def gone(self) -> list[bytes]:
        """The lines that are only in the old dataset, sorted."""
        return sorted(self.old - self.new)

    @property
    def come(self) -> list[bytes]:
        """The lines that are only in the new dataset, sorted."""
        return sorted(self.new - self.old)


def sorted_lines(dataset: Path) -> Iterator[bytes]:
    """Yield the statements of the dataset at *dataset* as lines of N-Quads, sorted.

    Raises StoreError if there is none, it is not RDF, or the file in a folder is not sorted any more.
    """
    if not dataset.is_dir():
        quads = dataset_quads(dataset)
        if any(isinstance(quad.graph_name, DefaultGraph) for quad in quads):
            raise StoreError(f"{dataset}: its graphs are merged into one: compare N-Quads or TriG")
        yield from (line.encode() for line in nquads_lines(quads))
        return
    path = dataset_file(dataset)
    before = b""
    try:
        with path.open("rb") as file:
            for line in file:
                if line < before:
                    raise StoreError(f"{path}: its lines are not in the order of a build: build it again")
                before = line
                yield line
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error


def differing(old: Path, new: Path) -> Iterator[Block]:
    """Yield the subjects of which the datasets *old* and *new* do not say the same, in their order.

    Raises StoreError if one of them is no dataset.
    """
    befores, afters = _subjects(old), _subjects(new)
    before, after = next(befores, None), next(afters, None)
    while before or after:
        if before and after and before[0] == after[0]:
            if before[1] != after[1]:
                yield Block(before[0].decode(), before[1], after[1])
            before, after = next(befores, None), next(afters, None)
        elif after is None or (before and before[0] < after[0]):
            assert before is not None
            yield Block(before[0].decode(), before[1], frozenset())
            before = next(befores, None)
        else:
            yield Block(after[0].decode(), frozenset(), after[1])
            after = next(afters, None)


def _subjects(dataset: Path) -> Iterator[tuple[bytes, frozenset[bytes]]]:
    for subject, lines in groupby(sorted_lines(dataset), lambda line: line.partition(b" ")[0]):
        yield subject, frozenset(lines)
