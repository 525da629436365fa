"""Where the passages of a document stand in its original: written beside its text, and read again.

A document that was read from another format than text has ``places/SHA-256.json``, one object on one line:
the name of the document, the media type and the digest of its original, and for each passage its start, its
end, its segment and its place. A plain text is its own original and has none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from accgraph.dataset.folder import ORIGINALS_FOLDER, PLACES_FOLDER
from accgraph.errors import StoreError
from accgraph.model import Document, Passage

__all__ = ["Places", "original_files", "places_files", "read_places"]


@dataclass(frozen=True, slots=True)
class Places:
    """The way from a canonical text back to its original.

    ``kept`` is the original itself, where the dataset keeps it.
    """

    name: str
    media_type: str
    original: str | None
    passages: tuple[Passage, ...]
    kept: Path | None = None

    def between(self, start: int, end: int) -> tuple[Passage, ...]:
        """Return the passages that a part of ``text[start:end]`` stands in."""
        return tuple(passage for passage in self.passages if passage.start < end and start < passage.end)


def places_files(document: Document) -> dict[str, bytes]:
    """Return what is to be written of the places of *document*: the content of files by their paths."""
    if not document.passages:
        return {}
    passages = [[one.start, one.end, one.segment, one.place] for one in document.passages]
    described = {
        "name": document.name,
        "media_type": document.media_type,
        "original": document.original,
        "passages": passages,
    }
    content = json.dumps(described, ensure_ascii=False, separators=(",", ":")) + "\n"
    return {f"{PLACES_FOLDER}/{document.sha256}.json": content.encode()}


def original_files(path: Path) -> dict[str, bytes]:
    """Return what is to be written to keep the file at *path*; raises OSError if it cannot be read."""
    content = path.read_bytes()
    suffix = "".join(path.suffixes[-2:]) if path.suffix in (".gz", ".zst") else path.suffix
    return {f"{ORIGINALS_FOLDER}/{hashlib.sha256(content).hexdigest()}{suffix or '.bin'}": content}


def read_places(folder: Path, sha256: str) -> Places | None:
    """Return the places of the document with the digest *sha256* in the dataset at *folder*, if it has any.

    Raises StoreError if they are there and cannot be read.
    """
    path = folder / PLACES_FOLDER / f"{sha256}.json"
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
        passages = tuple(Passage(*one) for one in described["passages"])
        name, media_type, original = described["name"], described["media_type"], described["original"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: cannot be read: {error}: build again") from error
    kept = sorted((folder / ORIGINALS_FOLDER).glob(f"{original}.*")) if original else []
    return Places(name, media_type, original, passages, kept[0] if kept else None)
