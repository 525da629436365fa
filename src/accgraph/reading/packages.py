"""Packages: what is checked of a ZIP file, an office document or an archive, before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from accgraph.errors import DocumentError
from accgraph.reading.formats import Original
from accgraph.reading.options import MEGABYTE

__all__ = ["check_package", "open_zip", "refuse_entities", "too_large"]

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_ENCRYPTED = 0x1


def open_zip(original: Original) -> zipfile.ZipFile:
    """Return the ZIP file *original*; raises DocumentError if it is damaged."""
    try:
        return zipfile.ZipFile(BytesIO(original.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(f"{original.name}: is damaged: {error}") from error


def check_package(original: Original) -> None:
    """Check that the office document *original* can be unpacked within the limits.

    Raises DocumentError if it is damaged, encrypted, or larger unpacked than the limit of the size.
    """
    with open_zip(original) as package:
        parts = package.infolist()
        described = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > original.options.limits.size:
            raise too_large(original)
        if not any(part.flag_bits & _ENCRYPTED for part in parts):
            try:
                for part in described:
                    _refuse_entities(package.read(part), original.name)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
                raise DocumentError(f"{original.name}: is damaged: {error}") from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DocumentError(f"{original.name}: is encrypted with a password: save it without one")


def refuse_entities(original: Original) -> None:
    """Raise DocumentError if the XML *original* declares entities.

    No document needs them, and a few lines of them become gigabytes when they are put in.
    """
    _refuse_entities(original.data, original.name)


def _refuse_entities(data: bytes, name: str) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("ascii", "replace")
    if _ENTITY.search(data):
        raise DocumentError(f"{name}: its XML declares entities, which can fill the memory: it is not read")


def too_large(original: Original) -> DocumentError:
    """Return the error that *original* unpacks to more than the limit."""
    return DocumentError(
        f"{original.name}: is larger, unpacked, than the limit of"
        f" {original.options.limits.size / MEGABYTE:,.1f} MB: unpack it yourself, or set --max-size"
    )
