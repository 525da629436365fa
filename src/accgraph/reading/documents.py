"""From a file to the documents in it: read, their metadata put together, and what is no document named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from accgraph.errors import DocumentError
from accgraph.model import Document
from accgraph.namespaces import content_iri
from accgraph.reading.confinement import confined
from accgraph.reading.content import Content, Fault, Stated
from accgraph.reading.formats import HEAD, Original, recognise
from accgraph.reading.language import READABLE, detected
from accgraph.reading.metadata import NamePattern, described, gathered
from accgraph.reading.options import MEGABYTE, ReadingOptions
from accgraph.reading.unpacking import contents

__all__ = ["Reading", "read_document", "read_documents", "size_fault"]

_DEFAULTS = ReadingOptions()


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of a file, and the names of those of its parts that are left out, with the reason."""

    documents: tuple[Document, ...]
    left_out: tuple[tuple[str, str], ...]


def read_document(path: Path | str, options: ReadingOptions = _DEFAULTS) -> Document:
    """Return the one document in the file at *path*.

    Its IRI and ``sha256`` are made of the canonical text, so the same text is the same document whatever
    its file is called.

    Raises DocumentError if the file is missing, not readable, empty, of an unknown format, or holds more
    than one document.
    """
    reading = read_documents(path, options)
    if reading.left_out:
        raise DocumentError(reading.left_out[0][1])
    if len(reading.documents) != 1:
        raise DocumentError(f"{path}: holds {len(reading.documents)} documents: one is wanted")
    return reading.documents[0]


def read_documents(path: Path | str, options: ReadingOptions = _DEFAULTS) -> Reading:
    """Return the documents in the file at *path*, and what of it is left out.

    Raises DocumentError if the file is missing, a folder, or not readable, or if what describes it beside
    it is wrong. Everything else that cannot be read is named in the result.
    """
    path = Path(path)
    data = _bytes(path, options)
    pattern = NamePattern(options.name_pattern).read(path.name) if options.name_pattern else {}
    digest = hashlib.sha256(data).hexdigest()
    documents: list[Document] = []
    left_out: list[tuple[str, str]] = []
    empty = True
    for found in _contents(Original(str(path), path.name, data, options)):
        empty = False
        name = path.name + found.part
        if isinstance(found, Fault):
            left_out.append((name, found.reason))
        elif not found.text.strip():
            left_out.append((name, f"{path}{found.part}: is empty: it holds no text to read"))
        else:
            beside = pattern | described(path, name)
            document = _document(found, name, beside, digest)
            if options.any_language or _is_readable(document.language):
                documents.append(document)
            else:
                left_out.append((name, _unreadable(f"{path}{found.part}", document)))
    if empty:
        left_out.append((path.name, f"{path}: is empty: it holds no document"))
    return Reading(tuple(documents), tuple(left_out))


def _contents(original: Original) -> Iterable[Content | Fault]:
    """Return what is in *original*, read in another process unless its format is harmless."""
    try:
        form = recognise(original.data[:HEAD], original.file_name, original.name)
    except DocumentError as error:
        return [Fault("", str(error))]
    return contents(original) if form.trusted else confined(original)


def size_fault(name: str, size: int, options: ReadingOptions) -> str | None:
    """Return why the file called *name* is not read if it is *size* bytes large; None if it may be."""
    if size <= options.limits.size:
        return None
    return (
        f"{name}: is {size / MEGABYTE:,.1f} MB large, more than the limit of"
        f" {options.limits.size / MEGABYTE:,.1f} MB: part it, or set --max-size"
    )


def _bytes(path: Path, options: ReadingOptions) -> bytes:
    if path.is_dir():
        raise DocumentError(f"{path}: is a folder, not a document")
    try:
        fault = size_fault(str(path), path.stat().st_size, options)
        if fault is None:
            with path.open("rb") as file:
                # What a pipe or a device holds is not known before.
                data = file.read(options.limits.size + 1)
            fault = size_fault(str(path), len(data), options)
    except FileNotFoundError:
        raise DocumentError(f"{path}: there is no such file") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from error
    if fault is not None:
        raise DocumentError(fault)
    return data


def _document(content: Content, name: str, beside: Mapping[str, Stated], original: str) -> Document:
    sha256 = hashlib.sha256(content.text.encode()).hexdigest()
    known = dict(content.metadata)
    language = detected(content.text)
    if language is not None and not _agrees(known.get("language"), language):
        # What a page says of its language is often that of the template it was made from.
        known["language"] = Stated(language, "detected in the text")
    values, sources = gathered(content.text, known, beside)
    return Document(
        iri=content_iri("document", sha256),
        name=name,
        text=content.text,
        sha256=sha256,
        title=values.get("title"),
        issuer=values.get("issuer"),
        published=values.get("published"),
        language=values.get("language", READABLE).replace("_", "-"),
        address=values.get("address"),
        genre=values.get("genre"),
        sources=sources,
        media_type=content.media_type,
        passages=content.passages,
        original=original,
    )


def _is_readable(language: str) -> bool:
    return language.lower().partition("-")[0] in (READABLE, "eng")


def _agrees(stated: Stated | None, language: str) -> bool:
    return stated is not None and stated.value.lower().replace("_", "-").partition("-")[0] == language


def _unreadable(name: str, document: Document) -> str:
    where = dict(document.sources)["language"]
    return (
        f"{name}: is in another language than English ({document.language}, {where}):"
        " claims are found in English only; --any-language keeps it"
    )
