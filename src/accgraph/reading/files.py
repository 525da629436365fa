"""Which files a list of paths stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from accgraph.errors import DocumentError
from accgraph.reading.formats import HEAD, recognise, supported_suffixes
from accgraph.reading.metadata import METADATA_FILE, SIDECAR

__all__ = ["Found", "find_documents"]


@dataclass(frozen=True, slots=True)
class Found:
    """The files that a list of paths stands for: those to be read, and those left out with the reason."""

    files: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]


def find_documents(paths: Iterable[Path | str]) -> Found:
    """Return the files that *paths*, files or folders, stand for, each once, in the order of their names.

    A folder stands for all files below it, except hidden ones and those with metadata. A file in a folder
    whose format is not supported is left out, and said to be. A path given by itself is never left out:
    reading it says what is wrong with it.
    """
    files: dict[Path, None] = {}
    left_out: list[tuple[Path, str]] = []
    known = supported_suffixes()
    for given in map(Path, paths):
        if not given.is_dir():
            files[given] = None
            continue
        for path in sorted(given.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(given).parts)
            if hidden or path.name == METADATA_FILE or path.name.endswith(SIDECAR) or path.is_dir():
                continue
            fault = None if path.suffix.lower() in known else _fault(path)
            if fault is None:
                files[path] = None
            else:
                left_out.append((path, fault))
    return Found(tuple(files), tuple(left_out))


def _fault(path: Path) -> str | None:
    """Return why the file at *path*, whose name tells no format, cannot be read; None if it may be."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        recognise(head, path.name, "")
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except DocumentError as error:
        return str(error).removeprefix(": ").partition(": give one of")[0]
    return (
        "is binary, and of no format that is supported" if b"\x00" in head and not _is_known(head) else None
    )


def _is_known(head: bytes) -> bool:
    return recognise(head, "", "").name != "text"
