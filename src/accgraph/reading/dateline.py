"""The day a text states for itself, and other days as they are written in headers and fields."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accgraph.reading.content import Stated

__all__ = ["ISO_DATE", "any_day", "iso_day", "stated"]

ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

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
class _Found:
    value: str
    start: int
    end: int

    def stated(self, offset: int) -> Stated:
        return Stated(self.value, f"text {offset + self.start}-{offset + self.end}")


def any_day(text: str) -> bool:
    """Say whether a day of a year stands anywhere in *text*."""
    return any(pattern.search(text) for pattern in _DATES)


def iso_day(written: str) -> str | None:
    """Return the ISO date, of day, month or year precision, that *written* begins with; None if with none.

    It may be written in ISO 8601 (extended, basic, with a time of the day behind it), or in words.
    """
    written = written.strip()
    match = re.match(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?=$|[T \dZ+:-])", written)
    if match:
        value = "-".join(part for part in match.groups() if part)
        return value if ISO_DATE.fullmatch(value) and _exists(value) else None
    found = _first_date(written)
    return found.value if found else None


def _exists(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


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
            found["title"] = Stated(title, f"text {offset}-{offset + len(title)}")
        reach = len(line) if len(content) <= _HEADER_LINE else line.index(content[0]) + _DATELINE
        published = _first_date(line[:reach])
        if published:
            found["published"] = published.stated(start)
            break
    return found


def _first_date(line: str) -> _Found | None:
    candidates = []
    for pattern in _DATES:
        for match in pattern.finditer(line):
            value = _iso(match)
            if value:
                candidates.append(_Found(value, *match.span()))
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
