"""Which files a cluster is to read: found in folders and at addresses, each with what tells its versions
apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from accgraph.building.contract import LeftOut
from accgraph.cluster.storage import filesystem, local_path
from accgraph.errors import DocumentError
from accgraph.namespaces import digest
from accgraph.reading import find_documents, metadata_files, supported_suffixes
from accgraph.reading.files import head_fault, is_passed_over
from accgraph.reading.formats import HEAD
from accgraph.reading.metadata import METADATA_FILE, SIDECAR

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["Source", "find_sources"]

_TAGS = ("ETag", "etag", "md5Hash", "content_md5", "checksum")
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read.

    ``address`` is what it is called in messages. It lies at ``path`` in the storage that the address ``root``
    opens, or on a disk that all machines see if that is None; ``beside`` are the files there that describe
    it. ``version`` is another one when it or one of those has changed.
    """

    address: str
    root: str | None
    path: str
    name: str
    size: int
    version: str
    beside: tuple[str, ...] = ()


def find_sources(given: Iterable[str]) -> tuple[tuple[Source, ...], tuple[LeftOut, ...]]:
    """Return the files that *given*, paths and addresses of files and folders, stand for, and what is left
    out.

    They are those that a build on one machine reads, in the order of their addresses.

    Raises DocumentError if there is nothing at an address or it cannot be listed, ResourceError if what opens
    it is not installed.
    """
    found: dict[str, Source] = {}
    left_out: dict[str, LeftOut] = {}
    for one in given:
        path = local_path(one)
        for part in _on_disk(path) if path is not None else _stored(one):
            if isinstance(part, Source):
                found[part.address] = part
            else:
                left_out[part.reason] = part
    return tuple(found[address] for address in sorted(found)), tuple(left_out.values())


def _on_disk(given: Path) -> Iterator[Source | LeftOut]:
    listed = find_documents([given])
    for path, reason in listed.left_out:
        yield LeftOut(path.name, f"{path}: {reason}")
    for path in listed.files:
        beside = metadata_files(path)
        places = [one.absolute().as_posix() for one in (path, *beside)]
        try:
            size, versions = path.stat().st_size, [_changed(one) for one in (path, *beside)]
        except OSError as error:
            # Whoever reads it says what is wrong.
            size, versions = 0, [str(error)]
        yield Source(str(path), None, places[0], path.name, size, digest(*versions), tuple(places[1:]))


def _changed(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _stored(given: str) -> Iterator[Source | LeftOut]:
    files, root = filesystem(given)
    root = root.rstrip("/")
    listed = _listed(files, root, given)
    known = supported_suffixes()
    for path, info in sorted(listed.items()):
        inside = PurePosixPath(path[len(root) :].lstrip("/")).parts
        folder, _, name = path.rpartition("/")
        if path != root and (_is_metadata(path) or is_passed_over(inside)):
            continue
        if not (name or info["size"]):
            # What some storages have in the place of a folder.
            continue
        address = given.rstrip("/") + path[len(root) :]
        fault = None
        if name in ("", ".", "..") or "\x00" in name:
            fault = "its name is none that a file can have"
        elif inside and PurePosixPath(name).suffix.lower() not in known:
            fault = head_fault(files.cat_file(path, 0, HEAD), name)
        if fault is not None:
            yield LeftOut(name, f"{address}: {fault}")
            continue
        beside = tuple(one for one in (f"{path}{SIDECAR}", f"{folder}/{METADATA_FILE}") if one in listed)
        version = digest(*(_version(files, one, listed[one]) for one in (path, *beside)))
        yield Source(address, given, path, name, int(info["size"] or 0), version, beside)


def _listed(files: AbstractFileSystem, root: str, given: str) -> Mapping[str, Mapping[str, Any]]:
    """Return all files below *root*, or the file *root* and those that describe it."""
    try:
        if files.isfile(root):
            beside = (f"{root}{SIDECAR}", f"{root.rpartition('/')[0]}/{METADATA_FILE}")
            return {path: files.info(path) for path in (root, *beside) if files.isfile(path)}
        listed: dict[str, Mapping[str, Any]] = files.find(root, detail=True)
    except OSError as error:
        raise DocumentError(f"{given}: cannot be listed: {error.strerror or error}") from error
    if not listed:
        raise DocumentError(f"{given}: there is nothing at this address")
    return listed


def _is_metadata(path: str) -> bool:
    return path.endswith(SIDECAR) or path.rpartition("/")[2] == METADATA_FILE


def _version(files: AbstractFileSystem, path: str, info: Mapping[str, Any]) -> str:
    """Return what tells this version of the file at *path* from others, as far as its storage says it."""
    for names in (_TAGS, _TIMES):
        for name in names:
            if info.get(name):
                return f"{name} {info[name]} {info['size']}"
    return digest(files.cat_file(path).hex())
