"""Deadlines: by when a commitment is to be met, as far as its own words and the day of speaking tell.

"by 1 March 2026" and "before the end of the year" name a day. "within 30 days" is reckoned from what it is
said to run from, else from the day on which the commitment was made; from an event without a date it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.date_expressions import Expression, nearest, number_of, number_pattern
from accgraph.extraction.dates import DateMention
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.syntax import is_verb

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span as Tokens
    from accgraph.extraction.tokens import Token

__all__ = ["deadline_of"]

_NARRATED = frozenset({"VBD", "VBN"})
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class _Limit:
    """Tokens *first* to *last* (exclusive) name the time by which something is to be done."""

    first: int
    last: int
    iso: str


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How time limits are written, made of the words in ``dates.toml``."""

    prepositions: frozenset[str]
    ends: frozenset[str]
    starts: frozenset[str]
    present: re.Pattern[str]
    period: re.Pattern[str]
    running_from: frozenset[str]
    speaking: re.Pattern[str]


def deadline_of(analysis: Analysis, finding: Finding, said: str | None) -> str | None:
    """Return the ISO date by which *finding* is to be met, a day, month or year; None if that is not told.

    ``said`` is when the commitment was made, where the passage says so; otherwise the day of writing counts
    as that day for what is said in the present.
    """
    trigger = analysis.parsed.doc[finding.trigger[0]]
    anchor = said or analysis.dates.adopted or analysis.dates.anchor(trigger.i)
    narrated = trigger.tag_ in _NARRATED and said is None
    for first, last in _ranges(finding, trigger):
        base = None if narrated else anchor
        for limit in _limits(analysis, first, last, base):
            if _governs(finding, trigger, analysis.parsed.doc[limit.first : limit.last]) and (
                narrated or anchor is None or limit.iso[:10] >= anchor[: len(limit.iso)]
            ):
                return limit.iso
    return None


def _ranges(finding: Finding, trigger: Token) -> Iterator[tuple[int, int]]:
    """Yield where a deadline may stand: in the action, around the word that makes the commitment."""
    action = finding.action
    if action is None:
        return
    yield action.first, action.last
    sentence = trigger.sent
    if sentence.start <= action.first < sentence.end:
        yield sentence.start, action.first
    else:
        yield sentence.start, sentence.end


def _limits(analysis: Analysis, first: int, last: int, base: str | None) -> Iterator[_Limit]:
    grammar = _grammar()
    doc = analysis.parsed.doc
    for mention in analysis.dates.within(first, last):
        iso = _last_day(mention, doc[max(0, mention.first - 6) : mention.first])
        if iso is not None:
            yield _Limit(mention.first, mention.last, iso)
    if first >= last:
        return
    text, begin = doc[first:last].text, doc[first].idx
    for match in grammar.present.finditer(text):
        span = doc.covering(begin + match.start(), begin + match.end())
        written = analysis.dates.anchor(first)
        if (
            span is not None
            and written is not None
            and len(written) >= (7 if match["unit"] == "month" else 4)
        ):
            iso = _end_of(written[: {"month": 7, "year": 4}[match["unit"].lower()]])
            yield _Limit(span.start, span.end, iso)
    for match in grammar.period.finditer(text):
        span = doc.covering(begin + match.start(), begin + match.end())
        start = _start_of(analysis, span, base) if span is not None else None
        iso = _after(match, start) if start is not None else None
        if span is not None and iso is not None:
            yield _Limit(span.start, span.end, iso)


def _last_day(mention: DateMention, before: Tokens) -> str | None:
    """Return the last day on which what is due at *mention* is in time; None if nothing is due then."""
    grammar = _grammar()
    if mention.iso is None or mention.preposition not in grammar.prepositions:
        return None
    root = before.doc[mention.first : mention.last].root
    if root.dep_ in {"nummod", "compound", "amod"} and root.i < root.head.i:
        return None
    words = [t.lower_ for t in before]
    if mention.preposition == "than" and not {"later", "more"} & set(words):
        return None
    since = len(words) - words[::-1].index(mention.preposition) if mention.preposition in words else 0
    parts = set(words[since:])
    if len(mention.iso) == 10:
        return mention.iso
    if parts & grammar.ends:
        return _end_of(mention.iso)
    if parts & grammar.starts:
        return (mention.iso + "-01-01")[:10]
    if mention.preposition == "before" and not parts:
        eve = date.fromisoformat((mention.iso + "-01-01")[:10]) - timedelta(days=1)
        return eve.isoformat()
    return mention.iso


def _end_of(period: str) -> str:
    """Return the last day of the ISO month or year *period*."""
    year, month = int(period[:4]), int(period[5:7] or 12)
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return (first_after - timedelta(days=1)).isoformat()


def _start_of(analysis: Analysis, limit: Tokens, base: str | None) -> str | None:
    """Return the day from which the period named by *limit* runs."""
    doc, grammar = limit.doc, _grammar()
    following = doc[limit.end : limit.sent.end]
    if not len(following) or following[0].lower_ not in grammar.running_from:
        return base
    named = analysis.dates.within(limit.end, min(limit.end + 6, limit.sent.end))
    if named and not any(is_verb(t) for t in doc[limit.end : named[0].first]):
        return named[0].iso
    if grammar.speaking.match(following.text):
        return analysis.dates.adopted or analysis.dates.anchor(limit.start)
    return None


def _after(match: re.Match[str], start: str) -> str | None:
    """Return the day or month that lies the period of *match* after the day *start*."""
    number = number_of(match["number"]) if match["number"] else 1
    unit = match["unit"].lower()
    if number is None or len(start) < 10:
        return None
    if unit in _DAYS:
        days = number * _DAYS[unit]
        return nearest(Expression(0, 0, unit="day", shift=-int(-days // 1)), start, "future")
    months = Expression(0, 0, unit="month", shift=number * (12 if unit == "year" else 1))
    return nearest(months, start, "future")


def _governs(finding: Finding, trigger: Token, limit: Tokens) -> bool:
    """Say whether the time limit is that of the action, not of what a clause inside it tells."""
    action = finding.action
    assert action is not None
    head = limit.doc[action.head]
    inside = action.first <= limit.start < action.last
    goals = {head.i, trigger.i}
    for word in (limit.root, *limit.root.ancestors):
        if word.i in goals:
            return True
        if word.dep_ in {"relcl", "acl"} and is_verb(word) and word.tag_ != "VB":
            return False
        if is_verb(word) and (word.tag_ == "VBD" or not inside):
            return word.is_ancestor(head) or word.is_ancestor(trigger)
    return True


@cache
def _grammar() -> _Grammar:
    table: dict[str, Any] = load_table("dates")
    words = table["deadlines"]

    def any_of(name: str) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words[name])

    units = "hour|day|week|fortnight|month|year"
    return _Grammar(
        frozenset(words["prepositions"]),
        frozenset(words["ends"]),
        frozenset(words["starts"]),
        re.compile(rf"\b(?:{any_of('ends_of_present')})\s+(?P<unit>month|year)\b(?!\s+\d)", re.IGNORECASE),
        re.compile(
            rf"\b(?:{any_of('within')})\s+(?:(?:{any_of('fillers')})\s+)*(?P<number>{number_pattern()})?[\s-]*"
            rf"(?:calendar\s+)?(?P<unit>{units})s?\b(?![\s-]+(?:old|long))",
            re.IGNORECASE,
        ),
        frozenset(words["running_from"]),
        re.compile(rf"(?:\w+\s+){{1,5}}?(?:{any_of('speaking')})\b", re.IGNORECASE),
    )
