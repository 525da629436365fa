"""Which files a list of paths stands for."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from accgraph.errors import DocumentError
from accgraph.reading.formats import HEAD, recognise, supported_suffixes
from accgraph.reading.metadata import METADATA_FILE, SIDECAR

__all__ = ["Found", "find_documents", "head_fault", "is_passed_over"]


@dataclass(frozen=True, slots=True)
class Found:
    """The files that a list of paths stands for: those to be read, and those left out with the reason."""

    files: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]


def find_documents(paths: Iterable[Path | str]) -> Found:
    """Return the files that *paths*, files or folders, stand for, each once, in the order of their names.

    A folder stands for all files below it, except hidden ones and those with metadata. A file in a folder
    whose format is not supported is left out, and said to be; so is what is no file, but a pipe or a device.
    What has a name that is not in UTF-8 is left out, too, as no graph can hold it: with escapes in its path.
    A path given by itself is not left out otherwise: reading it says what is wrong with it.
    """
    files: dict[Path, None] = {}
    left_out: list[tuple[Path, str]] = []
    for given in map(Path, paths):
        is_folder = given.is_dir()
        for path in sorted(given.rglob("*")) if is_folder else (given,):
            if is_folder and (is_passed_over(path.relative_to(given).parts) or path.is_dir()):
                continue
            fault = _fault(path) if is_folder else None
            shown = str(path).encode(errors="backslashreplace").decode()
            if shown != str(path):
                left_out.append((Path(shown), "its name is not in UTF-8: rename it"))
            elif fault is None:
                files[path] = None
            else:
                left_out.append((path, fault))
    return Found(tuple(files), tuple(left_out))


def is_passed_over(parts: Sequence[str]) -> bool:
    """Say whether what lies in a folder at *parts*, names within each other, is hidden or metadata."""
    name = parts[-1]
    hidden = any(part.startswith(".") for part in parts)
    return hidden or name == METADATA_FILE or name.endswith(SIDECAR)


def head_fault(head: bytes, name: str) -> str | None:
    """Return why a file called *name* that begins with *head* cannot be read; None if it may be."""
    try:
        form = recognise(head, name, "")
    except DocumentError as error:
        return str(error).removeprefix(": ").partition(": give one of")[0]
    binary = b"\x00" in head and form.name == "text"
    return "is binary, and of no format that is supported" if binary else None


def _fault(path: Path) -> str | None:
    """Return why the file at *path*, which lies in a folder, cannot be read; None if it may be."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return "is no file, but a pipe, a socket or a device"
        if path.suffix.lower() in supported_suffixes():
            return None
        with path.open("rb") as file:
            return head_fault(file.read(HEAD), path.name)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
