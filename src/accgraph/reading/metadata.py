"""What is known about a document, from six places; the first of them that says something is believed.

1. ``NAME.meta.toml`` beside the file NAME: a field a line (``title = "..."``). It holds for all documents of
   the file.
2. ``documents.toml`` in the folder of the file, with a table for each document::

       ["letter.txt"]
       title = "Open letter to the Foreign Ministers"
       issuer = "Amnesty International"
       published = "2025-02-24"
       address = "https://www.example.org/letter"

3. The name of the file, by a pattern that the user gives: ``{published}_{issuer}_{title}``.
4. What the file says in a place meant for it: JSON-LD and meta elements of a page, the header of a mail, the
   fields of a feed or of a row.
5. What the head of the text states.
6. The properties of a PDF or an office document, which programs fill in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePath

from accgraph.errors import DocumentError
from accgraph.namespaces import digest
from accgraph.reading.content import Stated
from accgraph.reading.dateline import ISO_DATE, any_day, iso_day, stated

__all__ = [
    "FIELDS",
    "METADATA_FILE",
    "SIDECAR",
    "NamePattern",
    "check_address",
    "described",
    "described_digest",
    "gathered",
    "metadata_files",
]

METADATA_FILE = "documents.toml"
SIDECAR = ".meta.toml"
FIELDS = ("title", "issuer", "published", "language", "address", "genre")

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_OPENING = 3000


def metadata_files(path: Path) -> tuple[Path, ...]:
    """Return the files beside *path* that describe it, those that are there."""
    candidates = (path.with_name(path.name + SIDECAR), path.parent / METADATA_FILE)
    return tuple(candidate for candidate in candidates if candidate.is_file())


def described(path: Path, name: str | None = None) -> dict[str, Stated]:
    """Return what the files beside the file at *path* say about its document *name*.

    *name* is that of the document, where it is not the file's own: one of several in it.

    Raises DocumentError if such a file is not TOML, or gives a field or a value that a document cannot have.
    """
    found: dict[str, Stated] = {}
    for file in reversed(metadata_files(path)):
        tables = _load(file)
        if file.name == METADATA_FILE:
            for key in dict.fromkeys((path.name, name or path.name)):
                found |= _checked(tables.get(key, {}), file, repr(key), METADATA_FILE)
        else:
            found |= _checked(tables, file, "the document", file.name)
    return found


def described_digest(path: Path) -> str:
    """Return a digest of what the files beside the file at *path* say about the documents in it.

    Raises DocumentError if such a file is not TOML.
    """
    said: dict[str, object] = {}
    for file in metadata_files(path):
        tables = _load(file)
        if file.name == METADATA_FILE:
            tables = {key: value for key, value in tables.items() if key.startswith(path.name)}
        said[file.name] = tables
    return digest(repr(said))


def _load(file: Path) -> dict[str, object]:
    """Return the tables of *file*, which is read again only if it has changed: one may describe thousands."""
    try:
        status = file.stat()
    except OSError as error:
        raise DocumentError(f"{file}: cannot be read as TOML: {error}") from error
    return _tables(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _tables(file: Path, changed: int, size: int) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DocumentError(f"{file}: cannot be read as TOML: {error}") from error


def _checked(table: object, file: Path, of: str, where: str) -> dict[str, Stated]:
    if not isinstance(table, dict):
        raise DocumentError(f"{file}: {of} must be a table of fields")
    for field, value in table.items():
        if field not in FIELDS:
            raise DocumentError(f"{file}: {of} has the unknown field {field!r}: one of {', '.join(FIELDS)}")
        if not isinstance(value, str) or not value.strip():
            raise DocumentError(f"{file}: {field!r} of {of} must be a non-empty string")
        if field == "published" and not ISO_DATE.fullmatch(value):
            raise DocumentError(
                f"{file}: 'published' of {of} is {value!r}: YYYY-MM-DD, YYYY-MM or YYYY is wanted"
            )
        if field == "address" and not check_address(value):
            raise DocumentError(
                f"{file}: 'address' of {of} is {value!r}: an address such as https://... is wanted"
            )
    return {field: Stated(value, where) for field, value in table.items()}


def check_address(value: str) -> bool:
    """Say whether *value* is an absolute address that RDF can hold as an IRI."""
    return _ADDRESS.fullmatch(value) is not None


class NamePattern:
    """A pattern that file names are read by: text with fields in braces, ``{published}_{issuer}``.

    A field is one of FIELDS, or ``{}`` for what is passed over. The suffix of the name is not part of it. In
    the values, ``_`` and ``+`` are spaces; a date may be written 2025-02-24, 20250224 or 24.02.2025.
    """

    def __init__(self, pattern: str) -> None:
        """Compile *pattern*; raises DocumentError if it names no field, an unknown one, or one twice."""
        parts = re.split(r"\{([^{}]*)\}", pattern)
        names = parts[1::2]
        wrong = [name for name in names if name and name not in FIELDS]
        if wrong:
            raise DocumentError(
                f"the name pattern {pattern!r} has the unknown field {wrong[0]!r}: one of {', '.join(FIELDS)}"
            )
        given = [name for name in names if name]
        if not given or len(set(given)) != len(given):
            raise DocumentError(f"the name pattern {pattern!r} must name at least one field, and none twice")
        expression = re.escape(parts[0])
        for name, literal in zip(names, parts[2::2], strict=True):
            if name == "published":
                expression += r"(?P<published>\d{4}(?:-?\d{2}(?:-?\d{2})?)?|\d{1,2}\.\d{1,2}\.\d{4})"
            else:
                expression += f"(?P<{name}>.+?)" if name else "(?:.+?)"
            expression += re.escape(literal)
        self._pattern = pattern
        self._expression = re.compile(expression)

    def read(self, file_name: str) -> dict[str, Stated]:
        """Return what *file_name* says by this pattern; nothing if it is not named so."""
        match = self._expression.fullmatch(_stem(file_name))
        if match is None:
            return {}
        found = {}
        for field, written in match.groupdict().items():
            value = iso_day(written) if field == "published" else re.sub(r"[_+]+", " ", written).strip()
            if value:
                found[field] = Stated(value, f"file name by the pattern {self._pattern}")
        return found


def _stem(file_name: str) -> str:
    """Return *file_name* without its suffix, and without that of a compressed file within."""
    path = PurePath(file_name)
    if path.suffix.lower() in (".gz", ".zst"):
        path = PurePath(path.stem)
    return path.stem


def gathered(
    text: str, from_file: Mapping[str, Stated], beside: Mapping[str, Stated]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the value of each field that is known, and for each of them where it was found.

    *beside* is believed first, then what is certain of *from_file*, what the head of *text* states, and the
    rest of *from_file*; what is no value of its field (an address that is none) is passed over.
    """
    usable = {field: value for field, value in from_file.items() if field in FIELDS and _usable(field, value)}
    certain = {field: value for field, value in usable.items() if value.certain}
    doubtful = {field: value for field, value in usable.items() if not value.certain}
    in_text = stated(text)
    if "published" in doubtful and any_day(text[:_OPENING]):
        # The extraction finds the day among those of the text; when the file was made is a worse guess.
        del doubtful["published"]
    values: dict[str, str] = {}
    sources: list[tuple[str, str]] = []
    for field in FIELDS:
        for place in (beside, certain, in_text, doubtful):
            if field in place:
                values[field] = " ".join(place[field].value.split())
                sources.append((field, place[field].where))
                break
    return values, tuple(sources)


def _usable(field: str, stated: Stated) -> bool:
    if field == "published":
        return ISO_DATE.fullmatch(stated.value) is not None
    if field == "address":
        return check_address(stated.value)
    if field == "language":
        return _LANGUAGE.fullmatch(stated.value) is not None
    return bool(stated.value.strip())
