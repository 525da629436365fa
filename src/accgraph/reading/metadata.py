"""What is known about a document: from a file beside it, or from what the head of its text says.

A folder of documents may hold ``documents.toml``, a table for each file::

    ["letter.txt"]
    title = "Open letter to the Foreign Ministers"
    issuer = "Amnesty International"
    published = "2025-02-24"
    address = "https://www.example.org/letter"
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accgraph.errors import DocumentError

__all__ = ["FIELDS", "METADATA_FILE", "Stated", "described", "stated"]

METADATA_FILE = "documents.toml"
FIELDS = ("title", "issuer", "published", "language", "address", "genre")

_ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_MONTH = r"(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|sept)\.?"
_DATES = tuple(
    re.compile(rf"(?<![\w./-]){pattern}(?![\w/-])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>[12]\d{3})-(?P<number>\d{2})-(?P<day>\d{2})",
        r"(?P<day>\d{1,2})(?P<mark>[./-])(?P<number>\d{1,2})(?P=mark)(?P<year>[12]\d{3})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?P<year>[12]\d{{3}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[12]\d{{3}})",
    )
)

_HEAD_LINES = 20
_DATELINE = 60
_HEADER_LINE = 160
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the text states, and the span of the words that state it."""

    value: str
    start: int
    end: int


def described(path: Path) -> Mapping[str, str]:
    """Return what the ``documents.toml`` beside the document at *path* says about it.

    Raises DocumentError if that file is not TOML, or gives the document a field or a value it cannot have.
    """
    described_in = path.parent / METADATA_FILE
    if not described_in.is_file():
        return {}
    try:
        tables = tomllib.loads(described_in.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DocumentError(f"{described_in}: cannot be read as TOML: {error}") from error
    table = tables.get(path.name, {})
    if not isinstance(table, dict):
        raise DocumentError(f"{described_in}: {path.name!r} must be a table of fields")
    for field, value in table.items():
        if field not in FIELDS:
            raise DocumentError(
                f"{described_in}: {path.name!r} has the unknown field {field!r}: one of {', '.join(FIELDS)}"
            )
        if not isinstance(value, str) or not value.strip():
            raise DocumentError(f"{described_in}: {field!r} of {path.name!r} must be a non-empty string")
        if field == "published" and not _ISO_DATE.fullmatch(value):
            raise DocumentError(
                f"{described_in}: 'published' of {path.name!r} is {value!r}:"
                " YYYY-MM-DD, YYYY-MM or YYYY is wanted"
            )
    return table


def stated(text: str) -> Mapping[str, Stated]:
    """Return what the head of *text* itself states: its title and when it was published.

    The title is the first line that is not blank, if it is no longer than a title can be. The day of
    publication is the first full date of the head that stands in a short line of its own or in the dateline
    that opens a paragraph; day and month are read in European order.
    """
    found: dict[str, Stated] = {}
    position = 0
    lines = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        content = line.strip()
        if not content:
            continue
        lines += 1
        if lines > _HEAD_LINES:
            break
        title = content.lstrip("#").strip(" *_")
        if lines == 1 and title and len(title) <= _LONGEST_TITLE:
            offset = start + line.index(title)
            found["title"] = Stated(title, offset, offset + len(title))
        reach = len(line) if len(content) <= _HEADER_LINE else line.index(content[0]) + _DATELINE
        published = _first_date(line[:reach])
        if published:
            found["published"] = Stated(published.value, start + published.start, start + published.end)
            break
    return found


def _first_date(line: str) -> Stated | None:
    candidates = []
    for pattern in _DATES:
        for match in pattern.finditer(line):
            value = _iso(match)
            if value:
                candidates.append(Stated(value, *match.span()))
                break
    return min(candidates, key=lambda found: (found.start, -found.end), default=None)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if "number" in parts:
        month = int(parts["number"])
    else:
        month = next(i for i, name in enumerate(_MONTHS, 1) if name[:3] == parts["month"][:3].lower())
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return None
