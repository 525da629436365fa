"""Partitions: the files of a build in parts, each with an identity that says what will be made of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accgraph.building.contract import LeftOut
from accgraph.building.shards import is_key
from accgraph.building.unit import Converted, Outcome
from accgraph.cluster.sources import Source
from accgraph.namespaces import digest

__all__ = ["MadePartition", "Partition", "parted"]

# What the workers write is named after this, too: another layout is another name.
_LAYOUT = "1"
_LARGEST = 20_000_000
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Partition:
    """Files that one worker reads at a time; ``key`` is a digest of them and of all that their shards depend
    on."""

    key: str
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, sources: Sequence[Source], basis: str) -> Partition:
        """Return the partition of *sources*; *basis* says what their shards depend on beside them."""
        parts = (part for source in sources for part in (source.address, source.version))
        return cls(digest(_LAYOUT, basis, *parts), tuple(sources))

    def halves(self, basis: str) -> tuple[Partition, Partition]:
        """Return two partitions of the same files; there must be more than one."""
        middle = len(self.sources) // 2
        return Partition.of(self.sources[:middle], basis), Partition.of(self.sources[middle:], basis)


@dataclass(frozen=True, slots=True)
class MadePartition:
    """The manifest entry of a partition: what became of its files, and the file that holds their shards.

    ``overdue`` says that one was left out as it took too long, which it may not the next time.
    """

    key: str
    files: tuple[Converted, ...]
    shards: str | None
    sha256: str | None
    overdue: bool = False

    def dumped(self) -> bytes:
        """Return the entry as JSON."""
        entry = {
            "partition": self.key,
            "shards": self.shards,
            "sha256": self.sha256,
            "overdue": self.overdue,
            "files": [
                {
                    "address": file.address,
                    "name": file.name,
                    "source": file.source,
                    "shards": list(file.outcome.shards),
                    "left_out": [[part.name, part.reason] for part in file.outcome.left_out],
                }
                for file in self.files
            ],
        }
        return (json.dumps(entry, ensure_ascii=False) + "\n").encode()

    @classmethod
    def loaded(cls, content: bytes) -> MadePartition | None:
        """Return the entry that *content* is; None if it is none, or not whole."""
        try:
            entry = json.loads(content)
            files = tuple(_file(one) for one in entry["files"])
            return cls(entry["partition"], files, entry["shards"], entry["sha256"], entry["overdue"])
        except (ValueError, KeyError, TypeError):
            return None


def parted(sources: Iterable[Source], basis: str, size: int) -> Iterator[Partition]:
    """Yield *sources*, which are sorted, in partitions of *size* files on average.

    Where one ends depends on the address of its last file alone, so that a file which comes or goes changes
    the partition that it lies in and no other, but for those that are cut because they are too large (20 MB,
    or four times the average). (The idea is that of A. Muthitacharoen et al., "A low-bandwidth network file
    system", 2001.)
    """
    waiting: list[Source] = []
    weight = 0
    for source in sources:
        waiting.append(source)
        weight += source.size
        if len(waiting) >= _LONGEST * size or weight >= _LARGEST or _ends(source, size):
            yield Partition.of(waiting, basis)
            waiting, weight = [], 0
    if waiting:
        yield Partition.of(waiting, basis)


def _ends(source: Source, size: int) -> bool:
    return (
        int(hashlib.sha256(source.address.encode("utf-8", "surrogateescape")).hexdigest()[:8], 16) % size == 0
    )


def _file(entry: Any) -> Converted:
    left_out = tuple(LeftOut(name, reason) for name, reason in entry["left_out"])
    keys = tuple(map(str, entry["shards"]))
    if not all(map(is_key, keys)):
        raise ValueError("names shards that have no such names")
    return Converted(entry["address"], entry["name"], entry["source"], Outcome(keys, left_out))
