"""Layout: the lines at the head and the foot of a document, where it says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from accgraph.extraction.lexicon import load_table
from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText

__all__ = ["SPEECH", "boilerplate_openings", "has_verb", "head_blocks", "in_blocks", "tail_blocks"]

SPEECH = re.compile(
    r"\b(?:statement|remarks|speech|address|intervention|briefing|keynote|annual message)\b"
    r"|\b(?:opening|closing|welcoming|concluding) words\b|\bcheck against delivery\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:Yours|Sincerely|Respectfully|Kind regards|Best regards|"
    r"With (?:kind|best|respect|regards|solidarity)|In solidarity|Faithfully|Signed|"
    r"Signatories|Undersigned|Co-?signed|On behalf of|For and on behalf)",
    re.IGNORECASE,
)

_BODY_WORDS, _LONG_TITLE = 25, 50


@cache
def boilerplate_openings() -> re.Pattern[str]:
    """Return the pattern of what opens a part of a document that is no running text."""
    words = sorted(load_table("segments")["boilerplate"]["openings"], key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def head_blocks(parsed: ParsedText) -> list[int]:
    """Return the blocks before the first one that is long enough to be running text, twelve at most.

    The title of a speech may be as long, where it tells who spoke where.
    """
    head = []
    for block in parsed.blocks[:14]:
        words = len(block.text.split())
        title = (
            SPEECH.search(block.text) is not None and block.text[-1:] not in ".!?" and words <= _LONG_TITLE
        )
        if words > _BODY_WORDS and not title:
            break
        head.append(block.index)
    return head


def tail_blocks(parsed: ParsedText) -> list[int]:
    """Return the blocks from the closing formula of a letter on, or else the short ones at the end."""
    for block in reversed(parsed.blocks):
        if _CLOSING.match(block.text):
            return list(range(block.index, len(parsed.blocks)))
    tail: list[int] = []
    for block in reversed(parsed.blocks):
        if len(block.text.split()) > _BODY_WORDS:
            break
        tail.insert(0, block.index)
    return tail


def in_blocks(parsed: ParsedText, mentions: Sequence[Mention], blocks: Sequence[int]) -> Iterator[Mention]:
    """Yield those of *mentions* that stand in one of *blocks*."""
    wanted = set(blocks)
    for mention in mentions:
        if parsed.block_of[mention.head] in wanted:
            yield mention


def has_verb(parsed: ParsedText, first: int, last: int) -> bool:
    """Say whether tokens *first* to *last* have a main verb, as "Court rejects" has."""
    return any(
        t.pos_ == "VERB" and t.tag_ in {"VBD", "VBZ", "VBP"} and t.dep_ == "ROOT"
        for t in parsed.doc[first:last]
    )
