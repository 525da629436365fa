"""From the bytes of a file to all documents in it, however deep they lie in files within files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, Fault, Member, Stated
from accgraph.reading.formats import FORMATS, HEAD, Format, Original, recognise

__all__ = ["contents"]


def contents(original: Original) -> Iterator[Content | Fault]:
    """Yield the documents of *original*, and what of it cannot be read, in the order in which they stand.

    A file within the file is read like one; a fault in it leaves the others as they are.
    """
    try:
        form = recognise(original.data[:HEAD], original.file_name, original.name)
        limit = original.options.limits.documents
        for number, content in enumerate(_unpacked(original, form, 0)):
            if number >= limit:
                yield Fault("", f"{original.name}: holds more than {limit:,} documents: the rest is left out")
                return
            yield content
    except DocumentError as error:
        yield Fault("", str(error))


def _unpacked(original: Original, form: Format, depth: int) -> Iterator[Content | Fault]:
    for found in form.read(original):
        if not isinstance(found, Member):
            yield found
            continue
        try:
            yield from _member(original, found, depth + 1)
        except DocumentError as error:
            yield Fault(found.part, str(error))


def _member(original: Original, member: Member, depth: int) -> Iterator[Content | Fault]:
    name = original.name + member.part
    if depth > original.options.limits.depth:
        raise DocumentError(
            f"{name}: lies in more than {original.options.limits.depth} files within each other: unpack them"
        )
    inner = Original(name, member.name, member.data, original.options)
    try:
        form = FORMATS[member.format] if member.format else recognise(inner.data[:HEAD], member.name, name)
    except DocumentError:
        if member.wanted:
            raise
        return
    if not member.wanted and form.name == "text" and PurePath(member.name).suffix.lower() != ".txt":
        return
    for found in _unpacked(inner, form, depth):
        if isinstance(found, Fault):
            yield Fault(member.part + found.part, found.reason)
        else:
            metadata = _merged(found.metadata, member.metadata)
            yield replace(found, part=member.part + found.part, metadata=metadata)


def _merged(inner: Mapping[str, Stated], outer: Mapping[str, Stated]) -> dict[str, Stated]:
    """Return what both files say, the word of the inner one first where it is certain."""
    merged = dict(outer)
    for field, stated in inner.items():
        if stated.certain or field not in merged:
            merged[field] = stated
    return merged
