"""What a worker does: it makes the shards of a partition, and writes them and the entry that names them.

They have names that say what they are made of, and what is there already is not made again. So it does not
matter if a worker dies in the midst of it, or if two do the same.
"""

from __future__ import annotations

import errno
import hashlib
import io
import pickle
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from accgraph.building.contract import LeftOut
from accgraph.building.shards import Shards, is_key
from accgraph.building.unit import Converted, Outcome, Unit, code_digest
from accgraph.cluster.overdue import TimeLimit
from accgraph.cluster.partitions import MadePartition, Partition
from accgraph.cluster.sources import Source
from accgraph.cluster.storage import Place, filesystem
from accgraph.errors import DocumentError, ResourceError
from accgraph.namespaces import digest
from accgraph.reading.documents import size_fault

__all__ = ["Equipment", "entry_of", "equip", "make_partition", "scratch", "unpack"]


@dataclass(frozen=True, slots=True)
class Equipment:
    """The unit that a worker process works with, by one thread at a time, as the parser is used by one
    only."""

    unit: Unit
    lock: Lock = field(default_factory=Lock)

    def __reduce__(self) -> tuple[object, ...]:
        return Equipment, (self.unit,)


def equip(pickled: bytes) -> Equipment:
    """Return the equipment of the unit that *pickled* holds.

    Raises ResourceError if another version of accgraph is installed here than where it was pickled.
    """
    import platform

    unit: Unit = pickle.loads(pickled)
    if unit.made_with["code"] != code_digest():
        raise ResourceError(
            f"the worker on {platform.node()} has another version of accgraph than this machine:"
            " install the same one on both"
        )
    return Equipment(unit)


def entry_of(place: Place, key: str) -> MadePartition | None:
    """Return the manifest entry of the partition *key*, if it is in *place* already."""
    content = place.read(f"manifest/{key}.json")
    return None if content is None else MadePartition.loaded(content)


def make_partition(
    equipment: Equipment,
    partition: Partition,
    place: Place,
    anew: bool = False,
    limit: TimeLimit | None = None,
) -> str:
    """Make the shards of *partition*, write them and then its entry to *place*, and return its key.

    Nothing is done if they are there already, unless they are wanted *anew*. This process ends if a file
    takes longer than the *limit*. Raises StoreError if *place* cannot be read or written, OSError if a
    storage fails in a way that may pass.
    """
    if not anew and entry_of(place, partition.key) is not None:
        return partition.key
    with equipment.lock, tempfile.TemporaryDirectory(prefix="accgraph-", dir=scratch()) as folder:
        made = Path(folder) / "shards"
        made.mkdir()
        unit = replace(equipment.unit, shards=Shards(made))
        overdue = limit.faults(partition.sources) if limit is not None else {}
        files = tuple(
            _left_out(source, overdue[source.address])
            if source.address in overdue
            else _made(unit, source, Path(folder), limit)
            for source in partition.sources
        )
        keys = sorted({key for file in files for key in file.outcome.shards})
        content = _packed(unit.shards, keys)
    name = f"shards/{partition.key}.zip" if keys else None
    if name is not None:
        place.write(name, content)
    sha256 = hashlib.sha256(content).hexdigest() if name is not None else None
    entry = MadePartition(partition.key, files, name, sha256, bool(overdue))
    place.write(f"manifest/{partition.key}.json", entry.dumped())
    return partition.key


def scratch() -> str | None:
    """Return where the worker that calls this keeps what is of no use after it; None for the system's
    folder."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:
        return None


def _left_out(source: Source, reason: str) -> Converted:
    return Converted(source.address, source.name, None, Outcome((), (LeftOut(source.name, reason),)))


def _made(unit: Unit, source: Source, folder: Path, limit: TimeLimit | None) -> Converted:
    """Return what became of *source*, of which a copy is made below *folder*."""
    fault = size_fault(source.address, source.size, unit.reading)
    # Files that lay side by side do so again, as one may describe them all.
    beside = folder / digest(source.root or "", source.path.rpartition("/")[0])
    path = beside / source.name
    try:
        if fault is None:
            beside.mkdir(exist_ok=True)
            _copied(source, beside)
    except FileNotFoundError:
        fault = f"{source.address}: there is no such file"
    except PermissionError as error:
        fault = f"{source.address}: cannot be read: {error.strerror or error}"
    except OSError as error:
        if error.errno not in (errno.ENAMETOOLONG, errno.ELOOP, errno.EISDIR):
            raise
        fault = f"{source.address}: cannot be read: {error.strerror or error}"
    if fault is not None:
        return _left_out(source, fault)
    try:
        content = unit.source(path)
    except (OSError, DocumentError):
        # Converting it says what is wrong with it.
        content = None
    with limit.watched(source) if limit is not None else nullcontext():
        outcome = unit.convert(path)
    path.unlink(missing_ok=True)
    # In messages, files stand where they were found.
    known = f"{beside}/", source.address.removesuffix(source.name)
    left_out = tuple(LeftOut(part.name, part.reason.replace(*known)) for part in outcome.left_out)
    return Converted(source.address, source.name, content, replace(outcome, left_out=left_out))


def _copied(source: Source, folder: Path) -> None:
    for path in (source.path, *source.beside):
        copy = folder / path.rpartition("/")[2]
        if copy.exists():
            continue
        if source.root is None:
            shutil.copyfile(path, copy)
        else:
            files, _ = filesystem(source.root)
            copy.write_bytes(files.cat_file(path))


def _packed(shards: Shards, keys: Sequence[str]) -> bytes:
    """Return the shards *keys* in one ZIP file, the same bytes for the same shards."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for key in keys:
            # The shards are compressed already; the date is the first that the format knows.
            packed.writestr(zipfile.ZipInfo(key, (1980, 1, 1, 0, 0, 0)), shards.content(key))
    return stream.getvalue()


def unpack(name: str, sha256: str, place: Place, shards: Shards) -> bool:
    """Take what the file *name* in *place* holds, with the digest *sha256*, into *shards*; say if it is
    whole."""
    content = place.read(name)
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if not all(map(is_key, packed.namelist())):
            return False
        for key in packed.namelist():
            shards.take(key, packed.read(key))
    return True
