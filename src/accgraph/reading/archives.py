"""Files that hold files: gzip, Zstandard, ZIP and WARC. What they hold is read as if it lay there by itself.

All of what is unpacked counts towards the limit of the size, so that a small file that unpacks to a huge one
costs no more than the limit.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Protocol

from accgraph.errors import DocumentError
from accgraph.reading.content import Fault, Member, Stated
from accgraph.reading.formats import Original
from accgraph.reading.metadata import METADATA_FILE, SIDECAR
from accgraph.reading.packages import open_zip, too_large

__all__ = ["read_gzip", "read_warc", "read_zip", "read_zstd"]

_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "message/rfc822")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_gzip(original: Original) -> Iterator[Member]:
    """Yield the file in *original*; raises DocumentError if it is damaged, or larger than the limit."""
    try:
        with gzip.open(BytesIO(original.data)) as stream:
            yield _only(original, _limited(stream, original, 0), (".gz",))
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(f"{original.name}: is damaged: {error}") from error


def read_zstd(original: Original) -> Iterator[Member]:
    """Yield the file in *original*; raises DocumentError if it is damaged, or larger than the limit."""
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(
            BytesIO(original.data), read_across_frames=True
        ) as stream:
            yield _only(original, _limited(stream, original, 0), (".zst",))
    except zstandard.ZstdError as error:
        raise DocumentError(f"{original.name}: is damaged: {error}") from error


def _only(original: Original, data: bytes, suffixes: tuple[str, ...]) -> Member:
    name = original.file_name
    path = PurePosixPath(name)
    return Member("", path.stem if path.suffix.lower() in suffixes else name, data)


def read_zip(original: Original) -> Iterator[Member | Fault]:
    """Yield the files in *original*, hidden ones and those with metadata left aside.

    Raises DocumentError if it is damaged, or unpacks to more than the limit.
    """
    with open_zip(original) as package:
        unpacked = 0
        for entry in sorted(package.infolist(), key=lambda entry: entry.filename):
            path = PurePosixPath(entry.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
            described = path.name == METADATA_FILE or path.name.endswith(SIDECAR)
            if entry.is_dir() or hidden or described:
                continue
            part = f"/{entry.filename}"
            if entry.flag_bits & _ENCRYPTED:
                yield Fault(part, f"{original.name}{part}: is encrypted with a password")
                continue
            try:
                with package.open(entry) as stream:
                    data = _limited(stream, original, unpacked)
            except (
                zipfile.BadZipFile,
                zlib.error,
                EOFError,
                OSError,
                NotImplementedError,
                ValueError,
            ) as error:
                yield Fault(part, f"{original.name}{part}: is damaged: {error}")
                continue
            unpacked += len(data)
            yield Member(part, path.name, data)


def read_warc(original: Original) -> Iterator[Member | Fault]:
    """Yield the pages, PDFs and texts that were fetched, with their addresses; what else was, is passed over.

    Raises DocumentError if no record of it can be read.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    unpacked = records = 0
    try:
        for record in ArchiveIterator(BytesIO(original.data)):
            records += 1
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in ("response", "resource") or not _is_page(record):
                continue
            data = _limited(record.content_stream(), original, unpacked)
            unpacked += len(data)
            name = PurePosixPath(address.partition("?")[0]).name
            metadata = {"address": Stated(address, "WARC-Target-URI")} if address else {}
            yield Member(f"#{records}", name or "index.html", data, metadata)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, OSError) as error:
        fault = f"{original.name}: is damaged after {records} records: {error}"
        if not records:
            raise DocumentError(fault) from error
        yield Fault("", f"{fault}: what stands before is read")


def _is_page(record: object) -> bool:
    http = getattr(record, "http_headers", None)
    if http is not None and not str(http.get_statuscode()).startswith("2"):
        return False
    headers = http or getattr(record, "rec_headers", None)
    media_type = (headers.get_header("Content-Type") if headers else None) or ""
    return media_type.partition(";")[0].strip().lower() in _PAGES


def _limited(stream: _Readable, original: Original, already: int) -> bytes:
    """Return all of *stream*; raises DocumentError if it is, with what is unpacked *already*, too large."""
    limit = original.options.limits.size - already
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise too_large(original)
        chunks.append(chunk)
    return b"".join(chunks)
