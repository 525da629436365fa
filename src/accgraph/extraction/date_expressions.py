"""Date expressions: how English writes dates, and which day, month or year each means.

Recognition is by a grammar of our own (words in ``dates.toml``), because it must keep what the text leaves
out: a month without a day stays a month. Whether a day exists is for Python's calendar to say, and when was
"three weeks ago" for dateparser, which is asked only for complete expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Literal

from accgraph.extraction.lexicon import load_table

__all__ = [
    "Direction",
    "Expression",
    "Order",
    "day_month_order",
    "expressions",
    "nearest",
    "number_of",
    "number_pattern",
    "precision_of",
    "spelt_out",
]

Direction = Literal["past", "future", "near"]
Order = Literal["DMY", "MDY"]
Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at ``text[start:end]``, its parts as far as they are written.

    ``year``, ``month`` and ``day`` are absolute. ``unit`` and ``shift`` say how far it lies from the day of
    writing ("last month": month, -1; "last March": month 3, unit year, shift -1), or from the date named
    before it if ``narrative``. ``weekday`` counts from Monday, 0.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    shift: int = 0
    narrative: bool = False

    @property
    def is_absolute(self) -> bool:
        """Whether it means the same whenever it is read."""
        return self.year is not None


@dataclass(frozen=True, slots=True)
class _Grammar:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    days: Mapping[str, int]
    shifts: Mapping[str, int]
    narrative: Mapping[str, int]
    seasons: Mapping[str, Sequence[int]]


_CENTURIES = r"(?:1[89]|20)\d\d"
# no further digit may follow, unless it begins a numeric date that the page glued on
_YEAR = rf"{_CENTURIES}(?!\d(?!\d?[./]\d))"
_DAY = r"(?<![\d/:])(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th))?(?![\d:/]|\.\d|,\d)"
_TO = r"\s?(?:-|–|—|/|,|(?:,\s)?\b(?i:to|and|until|through)\b)\s?"
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening"})
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
# the first number of a numeric date may stand glued to a year or a word that a page's markup parted from it
_FREE = r"(?:(?<![\d./:-])|(?<=(?:19|20)\d\d)|(?<=\D[.]))"


@lru_cache(maxsize=1024)
def expressions(text: str, order: Order = "DMY") -> tuple[Expression, ...]:
    """Return the date expressions of *text* from left to right, the longest at each place, without overlaps.

    ``order`` is how a date in digits is read where both readings are days ("05/09/2025").
    """
    return tuple(_expressions(text, order))


def _expressions(text: str, order: Order) -> Iterator[Expression]:
    grammar = _grammar()
    found: list[Expression] = []
    for name, pattern in grammar.patterns:
        for match in pattern.finditer(text):
            expression = _read(name, match, grammar, order)
            if expression is not None:
                found.append(expression)
    position = 0
    for expression in sorted(found, key=lambda e: (e.start, -e.end)):
        if expression.start >= position:
            yield expression
            position = expression.end


def spelt_out(found: Sequence[Expression], text: str) -> Iterator[Expression]:
    """Yield the expressions *found* in *text*, those of a day that its date follows with it as one.

    "on the same day, 4 March 2022,": both say the one day, the second for whoever has forgotten the first.
    """
    pending: Expression | None = None
    for expression in found:
        if pending is not None:
            between = text[pending.end : expression.start].strip()
            if between in {",", "("} and expression.day is not None:
                expression = replace(expression, start=pending.start)
            else:
                yield pending
        of_a_day = expression.unit == "day" or expression.weekday is not None
        pending = expression if of_a_day and expression.day is None else None
        if pending is None:
            yield expression
    if pending is not None:
        yield pending


@lru_cache(maxsize=4)
def day_month_order(text: str) -> Order:
    """Return the order in which *text* writes day and month in digits.

    A number over twelve decides; else English long dates do, if all of them are of the American form; else
    the European order is taken.
    """
    first = second = 0
    for match in re.finditer(r"(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)", text):
        first += int(match[1]) > 12
        second += int(match[3]) > 12
    if first or second:
        return "DMY" if first >= second else "MDY"
    months = "|".join(load_table("dates")["months"]["names"])
    american = len(re.findall(rf"\b(?:{months})\s+\d{{1,2}},?\s+\d{{4}}", text))
    european = len(re.findall(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{months})\b", text))
    return "MDY" if american and not european else "DMY"


def nearest(
    expression: Expression, anchor: str | None, direction: Direction, narrative: str | None = None
) -> str | None:
    """Return the ISO date, to the precision written, that *expression* means; None if that cannot be told.

    ``anchor`` is the ISO date of writing, of any precision; ``direction`` says on which side of it the date
    lies; ``narrative`` is the date last named before the expression.
    """
    if expression.year is not None:
        return _iso(expression.year, expression.month, expression.day)
    base = narrative if expression.narrative else anchor
    if base is None:
        return None
    if expression.month is not None:
        return _of_month(expression, base, direction)
    if expression.weekday is not None:
        return _of_weekday(expression, base, direction)
    return _shifted(expression, base)


def precision_of(iso: str) -> Precision:
    """Return how precise the ISO date *iso* is."""
    precisions: dict[int, Precision] = {4: "year", 7: "month"}
    return precisions.get(len(iso), "day")


def _of_month(expression: Expression, base: str, direction: Direction) -> str | None:
    base_year = int(base[:4])
    if expression.unit == "year" and expression.narrative:
        return _iso(base_year + expression.shift, expression.month, expression.day)
    if expression.unit == "year" and len(base) >= 4 and expression.shift == 0:
        return _iso(base_year, expression.month, expression.day)
    if len(base) < 7:
        return _iso(base_year, expression.month, expression.day)
    assert expression.month is not None
    if expression.unit == "year":
        return _iso(base_year + expression.shift, expression.month, expression.day)
    here = (int(base[5:7]), int(base[8:10])) if len(base) == 10 and expression.day else (int(base[5:7]), 0)
    there = (expression.month, expression.day if here[1] and expression.day else 0)
    if direction == "past" or expression.unit == "last":
        year = base_year - (there > here if expression.unit != "last" else there >= here)
    elif direction == "future" or expression.unit == "next":
        year = base_year + (there < here if expression.unit != "next" else there <= here)
    else:
        gap = there[0] - here[0]
        year = base_year + (1 if gap < -6 else -1 if gap > 6 else 0)
    return _iso(year, expression.month, expression.day)


def _of_weekday(expression: Expression, base: str, direction: Direction) -> str | None:
    if len(base) < 10 or expression.weekday is None:
        return None
    day = date.fromisoformat(base)
    back = (day.weekday() - expression.weekday) % 7
    ahead = (expression.weekday - day.weekday()) % 7
    if expression.shift > 0:
        moved = ahead or 7
    elif expression.shift < 0:
        moved = -(back or 7)
    elif direction == "future":
        moved = ahead
    else:
        moved = -back
    return (day + timedelta(days=moved)).isoformat()


def _shifted(expression: Expression, base: str) -> str | None:
    unit, shift = expression.unit, expression.shift
    if unit == "day" and shift == 0:
        return base
    if unit is not None and unit in _grammar().seasons:
        return _year_of_season(_grammar().seasons[unit], shift, base)
    wanted = {"day": 10, "week": 10, "month": 7, "year": 4, "decade": 4, "anniversary": 10}[unit or "day"]
    if len(base) < wanted:
        return None
    if unit == "week":
        # A week has no precision of its own: its month is given if the whole of it lies in one.
        monday = date.fromisoformat(base) + timedelta(weeks=shift)
        monday -= timedelta(days=monday.weekday())
        first, last = monday.isoformat(), (monday + timedelta(days=6)).isoformat()
        return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else None
    if unit == "decade":
        return None
    moved = _moved(base, "year" if unit == "anniversary" else unit or "day", shift)
    return moved[:wanted] if moved is not None else None


def _year_of_season(months: Sequence[int], shift: int, base: str) -> str | None:
    """Return the year of the last, this or the next season of these first and last *months*."""
    if len(base) < 7:
        return None
    first, last = months
    year, month = int(base[:4]), int(base[5:7])
    if shift < 0:
        return _iso(year - (month <= last), None, None)
    return _iso(year + (shift > 0 and month >= first), None, None)


@lru_cache(maxsize=4096)
def _moved(base: str, unit: str, shift: int) -> str | None:
    """Return the day that lies *shift* units from *base*, as the calendar library reckons it."""
    if shift == 0:
        return base
    start = datetime.fromisoformat((base + "-01-01")[:10])
    words = f"{abs(shift)} {unit}s ago" if shift < 0 else f"in {shift} {unit}s"
    found: datetime | None = _parser()(words, languages=["en"], settings={"RELATIVE_BASE": start})
    return found.date().isoformat() if found is not None else None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _parser() -> Any:
    import dateparser

    return dateparser.parse


def number_of(words: str) -> int | None:
    """Return the number that *words* are ("30", "twenty-one", "a"), None if they are none."""
    return _number(words, _grammar())


def number_pattern() -> str:
    """Return a regular expression, without groups that capture, for the numbers that number_of reads."""
    return r"\d{1,3}|" + _any(_number_words(load_table("dates")["numbers"]))


def _read(name: str, match: re.Match[str], grammar: _Grammar, order: Order) -> Expression | None:
    """Return what *match* of the pattern *name* says, or None if its numbers make no date."""
    start, end = match.span()
    groups = {key: value for key, value in match.groupdict().items() if value is not None}
    if name == "numeric":
        return _numeric(start, end, groups, order)
    if name == "day":
        words = " ".join(groups["words"].lower().split())
        return Expression(start, end, unit="day", shift=grammar.days[words])
    if name == "weekday":
        shift = grammar.shifts.get(groups.get("shift", "").lower(), 0)
        weekday = grammar.weekdays[groups["weekday"].rstrip(".").capitalize()]
        return Expression(start, end, weekday=weekday, shift=shift)
    if name == "season":
        return Expression(
            start, end, unit=groups["season"].lower(), shift=grammar.shifts[groups["shift"].lower()]
        )
    if name in {"shifted", "narrative", "distance"}:
        return _relative(name, start, end, groups, grammar)
    month = grammar.months[groups["month"].capitalize()] if "month" in groups else None
    if name == "iso":
        month = int(groups["iso_month"])
    start = match.start("date") if "date" in match.re.groupindex else start
    day = int(re.match(r"\d+", groups["day"])[0]) if "day" in groups else None  # type: ignore[index]
    year = int(groups["year"]) if "year" in groups else None
    unit, shift, narrative = None, 0, False
    if "that_year" in groups:
        words = " ".join(groups["that_year"].lower().split()[:-1])
        narrative = words in grammar.narrative
        unit, shift = "year", {**grammar.shifts, **grammar.narrative}[words]
    elif "shift" in groups:
        unit = {"this": "year"}.get(groups["shift"].lower(), groups["shift"].lower())
    return Expression(start, end, year, month, day, None, unit, shift, narrative)


def _numeric(start: int, end: int, groups: Mapping[str, str], order: Order) -> Expression | None:
    a, b, year = int(groups["a"]), int(groups["b"]), int(groups["year"])
    if len(groups["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if groups["mark"] == "." or a > 12:
        order = "DMY"
    elif b > 12:
        order = "MDY"
    day, month = (a, b) if order == "DMY" else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1800 <= year < 2100):
        return None
    return Expression(start, end, year, month, day)


def _relative(
    name: str, start: int, end: int, groups: Mapping[str, str], grammar: _Grammar
) -> Expression | None:
    unit = groups["unit"].lower().replace("weekend", "week")
    unit = "day" if unit in _PARTS_OF_DAY else unit
    if name == "shifted":
        return Expression(start, end, unit=unit, shift=grammar.shifts[groups["shift"].lower()])
    if name == "narrative":
        words = " ".join(groups["shift"].lower().split())
        return Expression(start, end, unit=unit, shift=grammar.narrative[words], narrative=True)
    number = _number(groups["number"], grammar)
    if number is None:
        return None
    back = " ".join(groups["side"].lower().split()) in {"ago", "earlier", "before"}
    narrative = groups["side"].lower() in {"earlier", "later", "before"}
    if unit == "year" and "exactly" in groups:
        unit = "anniversary"
    return Expression(start, end, unit=unit, shift=-number if back else number, narrative=narrative)


def _number(words: str, grammar: _Grammar) -> int | None:
    if words.isdigit():
        return int(words)
    parts = [grammar.numbers.get(w) for w in re.split(r"[\s-]+", words.lower())]
    return sum(p for p in parts if p is not None) if None not in parts else None


@cache
def _grammar() -> _Grammar:
    table = load_table("dates")
    months: dict[str, int] = {}
    for names in (table["months"]["names"], table["months"]["short"]):
        months.update({name: k for k, name in enumerate(names, 1)})
    months.update(table["months"]["also"])
    weekdays = {name: k for names in table["weekdays"].values() for k, name in enumerate(names)}
    relative, prepositions = table["relative"], table["prepositions"]
    month_names = _any(sorted({*months, *(m.upper() for m in months)}, key=len, reverse=True))
    month, other = rf"\b(?P<month>{month_names})\b\.?", rf"\b(?:{month_names})\b\.?"
    weekday = rf"\b(?:{_any([*weekdays, *(w.upper() for w in weekdays)])})\b\.?"
    the_day = rf"(?P<day>{_DAY})"
    that_year = "(?P<that_year>(?i:" + _any([*relative["narrative"], *relative["shifts"]]) + r")\s+(?i:year))"
    a_year = rf"(?:(?:,?\s+(?i:of\s+)?|[\s-])(?P<year>{_YEAR})|,?\s+(?i:of\s+)?{that_year})"
    number = f"(?P<number>{number_pattern()})"
    season = r"(?i:spring|summer|autumn|fall|winter|quarter|half)"
    shift, ago = _any(relative["shifts"]), _any(["ago", "earlier", "before", *relative["forward"]])
    day = _any(["day", *sorted(_PARTS_OF_DAY)])
    then = _any(sorted(relative["narrative"], key=len, reverse=True))
    a_day = _any(sorted(relative["days"], key=len, reverse=True))
    alone = _any(table["months"]["ambiguous"])
    before_month, before_year = _any(prepositions["month"]), _any(prepositions["year"])
    patterns = [
        (
            "iso",
            rf"(?<![\d/-])(?P<year>{_CENTURIES})(?P<mark>[-/.])(?P<iso_month>0[1-9]|1[0-2])(?P=mark)"
            r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        ),
        (
            "numeric",
            rf"{_FREE}(?P<a>\d{{1,2}})(?P<mark>[./-])\s?(?P<b>\d{{1,2}})(?P=mark)\s?"
            r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d|[./-]\d)",
        ),
        (
            "day month",
            rf"(?:{weekday},?\s+(?:the\s+)?)?{the_day}(?:{_TO}{_DAY})*(?:\s+(?i:day))?(?:\s+of)?[\s-]+"
            rf"{month}{a_year}?",
        ),
        ("day month to day month", rf"{the_day}(?:\s+of)?\s+{month}{_TO}{_DAY}(?:\s+of)?\s+{other}{a_year}?"),
        ("month day to month day", rf"{month}\s+{the_day}{_TO}{other}\s+{_DAY}{a_year}?"),
        ("month day", rf"(?:{weekday},?\s+)?{month}\s+(?:the\s+)?{the_day}(?:{_TO}{_DAY})*{a_year}?"),
        ("month year", rf"{month}(?:{_TO}{other})?{a_year}"),
        ("shifted month", rf"(?P<shift>(?i:{shift}))\s+{month}"),
        ("month after preposition", rf"(?i:\b(?:{before_month})\s+)(?P<date>{month})"),
        ("month", rf"\b(?!(?:{alone})\b)(?P<date>{month})(?!\s+[A-Z][a-z]+\s+(?:said|told))"),
        (
            "year",
            rf"(?i:\b(?:{before_year}|{season}(?:\s+of)?|the)\s+)(?P<date>(?P<year>{_YEAR}))"
            r"(?:\s?[-–/]\s?\d{2,4})?(?=[\s.,;:)\]'\"]|$)",
        ),
        ("day", rf"\b(?P<words>(?i:{a_day}))\b"),
        ("weekday", rf"\b(?:(?P<shift>(?i:{shift}))\s+)?(?P<weekday>{weekday})\b"),
        (
            "shifted",
            rf"(?<!\bthe\s)\b(?P<shift>(?i:{shift}))\s+(?P<unit>(?i:weekend|week|month|year))\b(?!-)",
        ),
        ("season", rf"\b(?P<shift>(?i:{shift}))\s+(?P<season>(?i:{_any(relative['seasons'])}))\b"),
        ("narrative", rf"\b(?P<shift>(?i:{then}))\s+(?P<unit>(?i:{day}|month|year))\b(?!-)"),
        ("distance", rf"\b(?i:{number}\s+{_UNIT}\s+(?P<side>{ago})(?P<exactly>\s+today)?)\b"),
    ]
    return _Grammar(
        tuple((name, re.compile(pattern)) for name, pattern in patterns),
        months,
        weekdays,
        table["numbers"],
        relative["days"],
        relative["shifts"],
        relative["narrative"],
        relative["seasons"],
    )


def _number_words(numbers: Mapping[str, int]) -> list[str]:
    """Return patterns for the words of *numbers*, compounds ("twenty-six") before their parts."""
    tens = [word for word, value in numbers.items() if value >= 20]
    ones = [word for word, value in numbers.items() if value < 10 and len(word) > 2]
    return [rf"(?:{'|'.join(tens)})[\s-](?:{'|'.join(ones)})", *sorted(numbers, key=len, reverse=True)]


def _any(words: Sequence[str] | Mapping[str, Any]) -> str:
    return "|".join(word.replace(" ", r"\s+") for word in words)
