"""Reading: a file of a supported format becomes a Document, one canonical text and what is known about it.

Every span in accgraph counts characters of the canonical text. The file itself is never changed. A reader
is a function from the bytes of a file to its canonical text; the table of readers says which formats are
known by which suffixes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from accgraph.errors import DocumentError
from accgraph.model import Document
from accgraph.namespaces import content_iri
from accgraph.reading.metadata import METADATA_FILE, described, stated
from accgraph.reading.text import read_text

__all__ = ["READERS", "Found", "find_documents", "read_document", "supported_suffixes"]

Reader = Callable[[bytes, str], str]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
}
"""Which reader reads a file, by the suffix of its name in lower case."""


def supported_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the formats that can be read, sorted."""
    return tuple(sorted(READERS))


def read_document(path: Path | str) -> Document:
    """Return the document in the file at *path*.

    Its IRI and ``sha256`` are made of the canonical text, so the same text is the same document whatever
    its file is called. Metadata come from the ``documents.toml`` of the file's folder, where there is one
    that describes the file, and else from the head of the text; ``sources`` says which.

    Raises DocumentError if the file is missing, not readable, empty, not text, or of an unknown format.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if path.is_dir():
        raise DocumentError(f"{path}: is a folder, not a document")
    if reader is None and path.exists():
        raise DocumentError(
            f"{path}: the format {path.suffix or 'without a suffix'!r} is not supported:"
            f" give one of {', '.join(supported_suffixes())}"
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path}: there is no such file") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from error
    if reader is None:
        raise DocumentError(f"{path}: the format is not supported")
    text = reader(data, str(path))
    if not text.strip():
        raise DocumentError(f"{path}: is empty: it holds no text to read")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = described(path)
    found = stated(text)
    values: dict[str, str] = {}
    sources: list[tuple[str, str]] = []
    for field in ("title", "issuer", "published", "language", "address", "genre"):
        if field in known:
            values[field] = known[field]
            sources.append((field, METADATA_FILE))
        elif field in found:
            values[field] = found[field].value
            sources.append((field, f"text {found[field].start}-{found[field].end}"))
    return Document(
        iri=content_iri("document", sha256),
        name=path.name,
        text=text,
        sha256=sha256,
        title=values.get("title"),
        issuer=values.get("issuer"),
        published=values.get("published"),
        language=values.get("language", "en"),
        address=values.get("address"),
        genre=values.get("genre"),
        sources=tuple(sources),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The files that a list of paths stands for: those to be read, and those left out with the reason."""

    files: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]


def find_documents(paths: Iterable[Path | str]) -> Found:
    """Return the files that *paths*, files or folders, stand for, each once, in the order of their names.

    A folder stands for all files below it, except hidden ones and ``documents.toml``. A file in a folder
    whose format is not supported is left out, and said to be. A path given by itself is never left out:
    reading it says what is wrong with it.
    """
    files: dict[Path, None] = {}
    left_out: list[tuple[Path, str]] = []
    for given in map(Path, paths):
        if not given.is_dir():
            files[given] = None
            continue
        for path in sorted(given.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(given).parts)
            if hidden or path.name == METADATA_FILE or path.is_dir():
                continue
            if path.suffix.lower() in READERS:
                files[path] = None
            else:
                left_out.append((path, f"the format {path.suffix or 'without a suffix'!r} is not supported"))
    return Found(tuple(files), tuple(left_out))
