"""The statements of a dataset in one file of N-Quads a partition, for stores that load many files at once.

Together they are the statements of the dataset, those that belong to no document in a file of their own. What
is said of an entity that was found in text depends on all documents: so they are written when all of these
are known.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from accgraph.building.assembly import shard_lines
from accgraph.building.shards import Shards
from accgraph.cluster.storage import Place
from accgraph.cluster.work import scratch, unpack
from accgraph.dataset.lines import distinct
from accgraph.errors import StoreError
from accgraph.model import Entity
from accgraph.namespaces import digest

__all__ = ["MANIFEST", "MadeStatements", "Wanted", "write_lines", "write_manifest", "write_statements"]

MANIFEST = "manifest.jsonl"
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are wanted of the partition *key*: those of its shards ``keys``.

    The file ``shards`` with the digest ``sha256`` holds them. ``entities`` are those found in text, as all
    documents of the dataset together describe them.
    """

    key: str
    shards: str
    sha256: str
    keys: tuple[str, ...]
    entities: Mapping[str, Entity]

    @property
    def name(self) -> str:
        """The name of the file that they are written to: it says what they are made of."""
        described = json.dumps([asdict(self.entities[iri]) for iri in sorted(self.entities)])
        return f"nquads/{digest(self.sha256, *self.keys, '', described)}.nq.gz"


@dataclass(frozen=True, slots=True)
class MadeStatements:
    """A compressed file of N-Quads, sorted and each once: its name, its digest and what it holds.

    ``partition`` is None for what belongs to no document.
    """

    partition: str | None
    nquads: str
    documents: int
    statements: int
    bytes: int
    sha256: str


def write_statements(wanted: Wanted, place: Place) -> MadeStatements:
    """Write the statements that are *wanted* of a partition to *place*, unless they are there.

    Raises StoreError if *place* cannot be read or written, or if the shards of the partition have gone.
    """
    there = place.read(wanted.name)
    if there is not None:
        try:
            number = gzip.decompress(there).count(b"\n")
            return _described(wanted.key, wanted.name, there, len(wanted.keys), number)
        except (OSError, EOFError, zlib.error):
            # Somebody else has damaged it.
            pass
    with tempfile.TemporaryDirectory(prefix="accgraph-", dir=scratch()) as folder:
        shards = Shards(Path(folder))
        if not unpack(wanted.shards, wanted.sha256, place, shards):
            raise StoreError(f"{place.address}/{wanted.shards}: has gone: build again")
        lines = (
            line for key in wanted.keys for line in shard_lines(shards.read(key), wanted.entities.__getitem__)
        )
        return write_lines(place, wanted.name, sorted(lines), wanted.key, len(wanted.keys))


def write_lines(
    place: Place, name: str, lines: Iterable[bytes], partition: str | None = None, documents: int = 0
) -> MadeStatements:
    """Write *lines* of N-Quads, which are sorted, to the file *name* in *place*, compressed."""
    kept = list(distinct(lines))
    content = gzip.compress(b"".join(kept), _LEVEL, mtime=0)
    place.write(name, content)
    return _described(partition, name, content, documents, len(kept))


def write_manifest(place: Place, made: Iterable[MadeStatements]) -> None:
    """Say in *place* which files make up the dataset: a line of JSON for each of *made*."""
    lines = (json.dumps(asdict(one)) + "\n" for one in made)
    place.write(MANIFEST, "".join(lines).encode())


def _described(
    partition: str | None, name: str, content: bytes, documents: int, statements: int
) -> MadeStatements:
    digest_ = hashlib.sha256(content).hexdigest()
    return MadeStatements(partition, name, documents, statements, len(content), digest_)
