"""JSON Lines and CSV: each row is a document, its text and metadata in fields.

The place of the text is its line and field: ``line=12&field=body``. ``--text-field`` and its like name the
fields; without them, they are looked for under the usual names.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial

from accgraph.errors import DocumentError
from accgraph.model import Passage
from accgraph.reading.content import Content, Fault, Stated, canonical
from accgraph.reading.dateline import iso_day
from accgraph.reading.encoding import decode
from accgraph.reading.formats import FORMATS, Original
from accgraph.reading.options import FieldNames

__all__ = ["read_csv", "read_jsonl"]

_USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "full_text", "article"),
    "title": ("title", "headline", "subject"),
    "issuer": ("issuer", "publisher", "source", "author", "outlet"),
    "published": ("published", "date", "publication_date", "published_at", "datetime", "pubdate"),
    "language": ("language", "lang"),
    "address": ("address", "url", "link"),
}
_DELIMITERS = ",;\t|"

_Get = Callable[[str], object]


def read_jsonl(original: Original) -> Iterator[Content | Fault]:
    """Yield the document of each line, and the lines that are none as faults.

    Raises DocumentError if the file is not text.
    """
    media_type = FORMATS["JSON Lines"].media_type
    decoded = decode(original.data, original.name)
    if decoded.doubt is not None:
        yield decoded.doubt
    for number, line in enumerate(canonical(decoded.text).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{original.name}#{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Fault(f"#{number}", f"{where}: is not JSON: {error}")
            continue
        if not isinstance(row, dict):
            yield Fault(f"#{number}", f"{where}: is not a JSON object")
            continue
        yield _document(original, partial(_within, row), tuple(row), number, media_type)


def read_csv(original: Original) -> Iterator[Content | Fault]:
    """Yield the document of each row, and the rows that are none as faults.

    The first line names the fields, parted by commas, semicolons, tabs or bars.

    Raises DocumentError if the file is not text, or no field of it can hold the text.
    """
    decoded = decode(original.data, original.name)
    if decoded.doubt is not None:
        yield decoded.doubt
    text = canonical(decoded.text)
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    # The text of a document may be longer than the csv module takes for a field; the setting is the module's.
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
        names = tuple(name for name in reader.fieldnames or () if name)
        if _name_of("text", names, original.options.fields) is None:
            raise DocumentError(
                f"{original.name}: no field of it is known to hold the text: give --text-field,"
                f" one of {', '.join(names) or 'its first line'}"
            )
        last = 1
        for row in reader:
            number, last = last + 1, reader.line_num
            yield _document(original, row.get, names, number, FORMATS["CSV"].media_type)
    except csv.Error as error:
        raise DocumentError(f"{original.name}: is not CSV (line {reader.line_num}): {error}") from error
    finally:
        csv.field_size_limit(limit)


def _document(
    original: Original, get: _Get, names: Sequence[str], number: int, media_type: str
) -> Content | Fault:
    part = f"#{number}"
    given = original.options.fields
    name = _name_of("text", names, given)
    value = get(name) if name else None
    if name is None or not isinstance(value, str) or not value.strip():
        wanted = f"the field {name!r} holds no text" if name else "no field is known to hold the text"
        return Fault(part, f"{original.name}{part}: {wanted}: give --text-field")
    text = canonical(value)
    metadata = {}
    for field in fields(FieldNames):
        key = _name_of(field.name, names, given)
        stated = get(key) if key and field.name != "text" else None
        if isinstance(stated, str | int) and not isinstance(stated, bool) and str(stated).strip():
            written = str(stated).strip()
            found = iso_day(written) if field.name == "published" else written
            if found:
                metadata[field.name] = Stated(found, f"field {key}")
    passage = Passage(0, len(text), None, f"line={number}&field={name}")
    return Content(text, media_type, (passage,), metadata, part)


def _name_of(field: str, names: Sequence[str], given: FieldNames) -> str | None:
    """Return which of the fields *names* holds *field*: the one that is *given*, or one that is usual."""
    chosen: str | None = getattr(given, field)
    if chosen is not None:
        return chosen if chosen in names or chosen.partition(".")[0] in names else None
    lowered = {name.lower(): name for name in reversed(names)}
    return next((lowered[name] for name in _USUAL[field] if name in lowered), None)


def _within(row: Mapping[str, object], name: str) -> object:
    """Return the value of the field *name* of *row*, in which dots lead into objects within it."""
    if name in row:
        return row[name]
    value: object = row
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
