"""How documents are to be read: the limits, and which fields and names hold what."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["MEGABYTE", "FieldNames", "Limits", "ReadingOptions"]

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A file that costs more is left out, by name.

    ``size`` is that of a file, and of all that is unpacked from it, in bytes; ``seconds`` and ``memory``
    (bytes) are what reading it may take; ``pages`` are those of a PDF, ``documents`` the documents that one
    file may hold, and ``depth`` how many files may lie within each other.
    """

    size: int = 50 * MEGABYTE
    seconds: float = 120.0
    memory: int = 3000 * MEGABYTE
    pages: int = 2000
    documents: int = 100_000
    depth: int = 4


@dataclass(frozen=True, slots=True)
class FieldNames:
    """In which fields of a row of JSON Lines or CSV a document's text and metadata stand.

    A field within a field of JSON is named with a dot (``article.body``). What is None is looked for under
    the names that are usual for it.
    """

    text: str | None = None
    title: str | None = None
    issuer: str | None = None
    published: str | None = None
    language: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How documents are to be read.

    ``name_pattern`` tells metadata from the names of files, written as in ``{published}_{issuer}_{title}``.
    ``any_language`` keeps documents that are not in English, which are left out otherwise. ``keep_originals``
    copies the files themselves into the dataset.
    """

    limits: Limits = field(default_factory=Limits)
    fields: FieldNames = field(default_factory=FieldNames)
    name_pattern: str | None = None
    any_language: bool = False
    keep_originals: bool = False
