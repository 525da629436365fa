"""Shards: all that a build makes of one document, in one compressed file named after what it is made of.

A shard is a line of JSON, which describes the document and says how long the rest is; the files of the
dataset that belong to the document alone (its text); its claims as JSON Lines; and its graph as sorted
lines of N-Quads, without what is said of entities found in text, for that depends on all documents.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from accgraph.errors import StoreError
from accgraph.model import Entity

__all__ = ["Record", "Shard", "Shards", "is_key"]

_SOURCES = "sources.jsonl"
_LEVEL = 3
_KEY = re.compile("[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Record:
    """What a build must know of a document to put the dataset together.

    ``kinds`` counts its claims by type and kind. ``entities`` are the IRIs of all that play a part in them,
    and ``found`` those among them that the vocabulary does not know, each with how often it bears its label
    here. ``signature`` is that of its text, by which copies of it are known.
    """

    name: str
    iri: str
    graph: str
    sha256: str
    kinds: tuple[tuple[str, str, int], ...] = ()
    entities: tuple[str, ...] = ()
    found: tuple[tuple[Entity, int], ...] = ()
    published: str | None = None
    signature: tuple[int, ...] = ()

    @property
    def claims(self) -> int:
        """How many claims the document makes."""
        return sum(number for _, _, number in self.kinds)


@dataclass(frozen=True, slots=True)
class Shard:
    """A document made into its part of a dataset; ``files`` have paths relative to the dataset's folder."""

    record: Record
    claims: bytes
    quads: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)


class Shards:
    """The shards in a folder, and those that an earlier build has left in others, each under its key.

    ``sources`` says for each file that was read whole, by the digest of its content, of which shards it
    consists.
    """

    def __init__(self, folder: Path, others: Iterable[Path] = ()) -> None:
        self.folder = folder
        self._others = tuple(others)

    def find(self, key: str) -> Path | None:
        """Return the file of the shard *key*, if there is one and it is whole."""
        for folder in (self.folder, *self._others):
            path = _path(folder, key)
            try:
                with gzip.open(path, "rb") as file:
                    empty = not file.readline()
                    while file.read(2**20):
                        pass
                if not empty:
                    return path
            except (OSError, EOFError, zlib.error):
                continue
        return None

    def write(self, key: str, shard: Shard) -> None:
        """Keep *shard* under *key*. Raises OSError if it cannot be written."""
        head = asdict(shard.record) | {
            "files": [[name, len(content)] for name, content in shard.files.items()],
            "claims": len(shard.claims),
            "quads": len(shard.quads),
        }
        line = json.dumps(head, ensure_ascii=False).encode() + b"\n"
        content = b"".join((line, *shard.files.values(), shard.claims, shard.quads))
        self.take(key, gzip.compress(content, _LEVEL, mtime=0))

    def content(self, key: str) -> bytes:
        """Return the file of the shard *key* as it is. Raises OSError if it cannot be read."""
        return _path(self.folder, key).read_bytes()

    def take(self, key: str, content: bytes) -> None:
        """Keep *content*, the file of a shard made elsewhere, under *key*. Raises OSError if it cannot be
        written."""
        path = _path(self.folder, key)
        path.parent.mkdir(exist_ok=True)
        # Two processes may make the same shard: each has a file of its own until it is whole.
        temporary = path.with_name(f"{key}.{os.getpid()}")
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def record(self, key: str) -> Record:
        """Return the record of the shard *key*. Raises StoreError if there is none."""
        with self._open(key) as file:
            return _record(json.loads(file.readline()))

    def read(self, key: str) -> Shard:
        """Return the shard *key*. Raises StoreError if there is none."""
        with self._open(key) as file:
            head = json.loads(file.readline())
            files = {name: file.read(size) for name, size in head["files"]}
            return Shard(_record(head), file.read(head["claims"]), file.read(head["quads"]), files)

    def keep(self, key: str, folder: Path) -> None:
        """Put the shard *key* into *folder*, the shards of a dataset, as a link where that can be."""
        target = _path(folder, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        source = next(path for other in (self.folder, *self._others) if (path := _path(other, key)).is_file())
        try:
            target.hardlink_to(source)
        except FileExistsError:
            return
        except OSError:
            shutil.copyfile(source, target)

    def sources(self) -> dict[str, tuple[str, ...]]:
        """Return the sources that are noted, each with the keys of its shards."""
        found: dict[str, tuple[str, ...]] = {}
        for folder in (*self._others, self.folder):
            try:
                lines = (folder / _SOURCES).read_text(encoding="utf-8").splitlines()
            except FileNotFoundError:
                continue
            for line in lines:
                try:
                    source, keys = json.loads(line)
                except ValueError:
                    # A build was killed while it wrote this line, which is the last one.
                    continue
                found[source] = tuple(keys)
        return found

    def note(self, source: str, keys: Iterable[str]) -> None:
        """Note that the file with the digest *source* consists of the shards *keys*."""
        with (self.folder / _SOURCES).open("a", encoding="utf-8") as file:
            # The line end comes first, so that a line which was cut off does not spoil this one.
            file.write("\n" + json.dumps([source, list(keys)]) + "\n")

    def _open(self, key: str) -> IO[bytes]:
        for folder in (self.folder, *self._others):
            path = _path(folder, key)
            if path.is_file():
                return cast(IO[bytes], gzip.open(path, "rb"))
        raise StoreError(f"{self.folder}: the shard {key} has gone: build again")


def is_key(name: str) -> bool:
    """Say whether *name* can be the key of a shard, and so the name of a file and nothing else."""
    return _KEY.fullmatch(name) is not None


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.gz"


def _record(head: Mapping[str, Any]) -> Record:
    return Record(
        name=head["name"],
        iri=head["iri"],
        graph=head["graph"],
        sha256=head["sha256"],
        kinds=tuple((kind, name, number) for kind, name, number in head["kinds"]),
        entities=tuple(head["entities"]),
        published=head["published"],
        signature=tuple(head["signature"]),
        found=tuple(
            (Entity(one["iri"], one["label"], tuple(one["classes"]), False, one["part_of"]), times)
            for one, times in head["found"]
        ),
    )
