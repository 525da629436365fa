"""The difference of two datasets as an RDF Patch (https://afs.github.io/rdf-patch/), and its application.

Blank nodes, which only the vocabulary has, are meant by their labels.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from accgraph.comparison.blocks import differing, sorted_lines
from accgraph.errors import StoreError

__all__ = ["apply_patch", "write_patch"]

_DELETE, _ADD = b"D ", b"A "
_OTHER = (b"H ", b"TX ", b"TC ")


def write_patch(old: Path, new: Path) -> Iterator[bytes]:
    """Yield the lines of the RDF Patch, one transaction, that makes *new* of the dataset *old*.

    The patch is identified by what the two datasets hold.

    Raises StoreError if one of them is no dataset.
    """
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{_digest(old)} {_digest(new)}")
    yield f"H id <urn:uuid:{name}> .\n".encode()
    yield b"TX .\n"
    for block in differing(old, new):
        yield from (_DELETE + line for line in block.gone)
        yield from (_ADD + line for line in block.come)
    yield b"TC .\n"


def apply_patch(lines: Iterable[bytes], patch: Iterable[bytes]) -> list[bytes]:
    """Return the lines of N-Quads that *patch*, as write_patch writes it, makes of *lines*, sorted.

    Raises StoreError if the patch is not complete, or takes away what is not there or adds what is: it is
    then that of another dataset.
    """
    made = set(lines)
    last = b""
    for number, line in enumerate(patch, 1):
        last = line
        if line.startswith(_OTHER):
            continue
        operation, statement = line[:2], line[2:]
        if operation not in (_DELETE, _ADD):
            raise StoreError(f"line {number} is no line of an RDF Patch: {line.decode().strip()!r}")
        if (statement in made) != (operation == _DELETE):
            what = "takes away what is not there" if operation == _DELETE else "adds what is there"
            raise StoreError(f"line {number} of the patch {what}: it is not a patch to this dataset")
        (made.discard if operation == _DELETE else made.add)(statement)
    if last.strip() != b"TC .":
        raise StoreError("the patch has no end: it was cut short")
    return sorted(made)


def _digest(dataset: Path) -> str:
    found = hashlib.sha256()
    for line in sorted_lines(dataset):
        found.update(line)
    return found.hexdigest()
