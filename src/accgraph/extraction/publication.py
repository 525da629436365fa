"""Publication: when a document says it was published, and which of its lines carry a date of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from accgraph.extraction.blocks import Block
from accgraph.extraction.date_expressions import Order, day_month_order, expressions, nearest
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.sentences import ParsedText

__all__ = ["block_date", "published_date"]

_HEAD_BLOCKS = 14
_TAIL_BLOCKS = 12
_STAMP_WORDS = 25
_CLOCK = re.compile(
    r"\s*[,|–-]?\s*(?:at\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m\.?|CES?T|GMT|UTC|EES?T|BST|ES?T))?",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"^\s*(?:[|–—:•·/(-]|$)|^\s{0,2}[A-Z\"']")
_DATELINE_END = re.compile(r"^\s*(?:\([^()]{2,40}\)\s*)?(?:[–—:)]|-\s|\.\s*[–—-]|\.\s+[A-Z])")
_YEAR_LINE = re.compile(r"(?:^|[,(]\s*|\bof\s+)((?:19|20)\d\d)\)?$")


def published_date(parsed: ParsedText) -> str | None:
    """Return the ISO date, of any precision, that *parsed* gives as its own in its first or last lines.

    A labelled date ("Date: 6 November 2025") comes before one that stands apart on a line, that before the
    dateline of the first paragraph and "today, 21 January 2026", that before the lines at the end. None if
    there is no such date; the dates of related headlines are not taken for it.
    """
    return min(_own_dates(parsed), default=(0, 0, None))[2]


def block_date(parsed: ParsedText, block: int) -> str | None:
    """Return the ISO date stamped on *block*: before its words, or after them with a time or a label.

    Lines of related news carry one ("27/10/2025   Norway condemns ...", "... 16.2.2025 09:00:00 CET"); a
    teaser under such a line has its date. None if there is no stamp.
    """
    own = _stamp(parsed, block)
    if own is not None or block == 0 or block >= len(parsed.blocks):
        return own
    above = _stamp(parsed, block - 1)
    return above if above is not None and _ends_with_stamp(parsed, block - 1) else None


@cache
def _labels() -> re.Pattern[str]:
    """Return the pattern of what labels a date as the document's own, right before it."""
    words = sorted(load_table("dates")["publication"]["labels"], key=len, reverse=True)
    labels = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?:^|[\s|>(])(?:{labels})\s*(?:on|:|\||–|—|-)?\s*$", re.IGNORECASE)


def _own_dates(parsed: ParsedText) -> Iterator[tuple[int, int, str]]:
    """Yield the dates that may be the document's own: rank (lower is better), place, ISO date."""
    order = day_month_order(parsed.source)
    listed = {b.index for b in parsed.blocks if _stamp(parsed, b.index) is not None}
    listed = {b for b in listed if listed & {b - 2, b - 1, b + 1, b + 2}}
    paragraphs = 0
    for block in parsed.blocks[:_HEAD_BLOCKS]:
        if (year := _YEAR_LINE.search(block.text)) and len(block.text.split()) <= 8:
            yield (1 if "session" in block.text.lower() else 8), block.index, year[1]
        is_text = _is_running(block)
        for before, iso, after in _written(block.text, order):
            rank = _rank_in_text(before, after, paragraphs) if is_text else _rank_in_line(before, after)
            if rank is not None and (is_text or block.index not in listed or block.index == 0):
                yield rank + (0 if len(iso) == 10 else 5), block.index, iso
        paragraphs += is_text
        if paragraphs >= 4:
            break
    tail = [b for b in parsed.blocks[-_TAIL_BLOCKS:] if not _is_running(b) and b.index not in listed]
    for block in tail:
        for before, iso, after in _written(block.text, order):
            beside = len(before.split()) <= 6 and len(after.split()) <= 4
            if len(iso) == 10 and (beside or _labels().search(before)):
                yield 6, block.index, iso


def _is_running(block: Block) -> bool:
    words = len(block.text.split())
    return words > _STAMP_WORDS or (words > 9 and block.kind == "paragraph" and block.text.endswith("."))


def _written(text: str, order: Order) -> Iterator[tuple[str, str, str]]:
    """Yield the absolute dates of *text* with what stands before and after each."""
    for expression in expressions(text, order):
        iso = nearest(expression, None, "near")
        if iso is not None and (expression.month is not None or len(iso) > 4):
            yield text[: expression.start], iso, text[expression.end :]


def _rank_in_text(before: str, after: str, paragraphs: int) -> int | None:
    """Return how likely a date in running text, with these words around it, is the document's own."""
    if _labels().search(before) and len(before.split()) <= 3:
        return 0
    if re.search(r"\b[Tt]oday,?\s*(?:on\s+)?\(?$", before):
        return 4
    dateline = _DATELINE_END.match(_CLOCK.sub("", after, count=1)) is not None
    return 3 if dateline and paragraphs == 0 and len(before.split()) <= 8 else None


def _rank_in_line(before: str, after: str) -> int | None:
    """Return how likely a date on a line of its own, with these words around it, is the document's own."""
    if _labels().search(before):
        return 0
    if re.search(r"\b(?:of|since|anniversary|until|by|between|from)\b", before, re.IGNORECASE):
        return 9
    if re.search(r"\badopted\b", before, re.IGNORECASE):
        return 5
    return 2 if _stands_apart(before, after) else None


def _stands_apart(before: str, after: str) -> bool:
    """Say whether a date is set off from the words on its line around it, or has few beside it."""
    after = _CLOCK.sub("", after, count=1)
    words = len(re.findall(r"[A-Za-z]{2,}", before + " " + after))
    if words <= 8:
        return True
    return bool(re.search(r"(?:^|[|–—:•·,(/]|\s-)\s*$", before)) and _SEPARATED.match(after) is not None


def _stamp(parsed: ParsedText, block: int) -> str | None:
    """Return the date that *block*, a short line of news, is stamped with at its start or its end."""
    text = parsed.blocks[block].text
    if len(text.split()) > 45:
        return None
    for expression in expressions(text, day_month_order(parsed.source)):
        if expression.day is None or expression.year is None:
            continue
        before, after = text[: expression.start].strip(), text[expression.end :]
        rest = _CLOCK.sub("", after, count=1)
        timed = rest != after
        words = len(re.findall(r"[A-Za-z]{2,}", rest))
        if not before and words >= 3 and re.match(r"\s*[|–—:•·-]?\s*[A-Z\"'‘“]", rest):
            return nearest(expression, None, "near")
        if (
            len(before.split()) >= 4
            and words <= 4
            and (timed or re.match(r"\s*\|", after))
            and not re.search(r"\b(?:on|of|in|date:?|since)$", before, re.IGNORECASE)
        ):
            return nearest(expression, None, "near")
    return None


def _ends_with_stamp(parsed: ParsedText, block: int) -> bool:
    text = parsed.blocks[block].text
    return any(
        e.start > len(text) // 2 for e in expressions(text) if e.day is not None and e.year is not None
    )
