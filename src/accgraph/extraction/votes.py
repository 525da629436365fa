"""Recorded votes: who sponsored a resolution, who voted for and against it, as its closing note lists them.

The note is no sentence ("Main sponsors: A. In favour: A and B. Against: C."), so it has a step of its own.
What was voted on is the mechanism that the resolution sets up or renews, or else the one that it names far
more than any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import Mention, by_frequency

__all__ = ["Vote", "recorded_votes"]

_AGAINST = re.compile(r"\b(?:voting against|voted against|against)\s*:", re.IGNORECASE)
# who sponsors a resolution is for it
_FAVOUR = re.compile(
    r"\b(?:(?:voting |voted )?in favou?r|voting for|(?:co-?)?sponsors?|(?:sponsored|tabled) by)\s*:",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:abstain\w*|in favou?r|against|absent|not voting)\b|(?<![.\[])\.(?!\.)|(?<!\.)\]", re.IGNORECASE
)

_MADE = re.compile(
    r"\W*(?:\d{1,2}\.?|\([a-z]\))?\s*(?:also |further )?(?:(?:decides|resolves|hereby)\b[^.;]{0,60}?|to )?"
    r"\b(?:establish|create|set up|extend|renew|prolong|constitute)(?:e?s|ing)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Vote:
    """*voter* voted on *target*, *against* it or for it; token *trigger* heads the list."""

    voter: Mention
    target: Mention
    trigger: int
    against: bool


def recorded_votes(analysis: Analysis) -> Iterator[Vote]:
    """Yield the votes on a resolution that its text records; nothing for other documents."""
    if not analysis.context.resolution_body:
        return
    target = _subject_matter(analysis)
    if target is None:
        return
    parsed = analysis.parsed
    for block in parsed.blocks:
        for match, against in (
            (m, pattern is _AGAINST) for pattern in (_FAVOUR, _AGAINST) for m in pattern.finditer(block.text)
        ):
            rest = _END.search(block.text, match.end())
            first = block.starts[match.end() - 1]
            last = block.ends[rest.start() - 1] if rest is not None else block.ends[-1]
            tokens = range(*parsed.block_range(block.index))
            trigger = next(i for i in tokens if parsed.ends[i] > block.starts[match.start()])
            for mention in analysis.resolver.named:
                listed = mention.head in tokens and first <= parsed.starts[mention.first] < last
                if listed and analysis.resolver.is_a(mention.entity, "State"):
                    yield Vote(mention, target, trigger, against)


def _subject_matter(analysis: Analysis) -> Mention | None:
    """Return the mechanism that the resolution is about, descriptions of it left aside; None if unclear."""
    resolver, parsed = analysis.resolver, analysis.parsed
    body = {entity.iri for entity in analysis.context.issuers}
    mentions = [
        m
        for m in resolver.named
        if resolver.is_a(m.entity, "Mechanism") and m.kind == "name" and m.entity.iri not in body
    ]
    # "The mandate of the Office of the High Commissioner, including its *project* on X"
    mentions = [m for m in mentions if not resolver.is_a(m.entity, "Institution")] or mentions
    for block in parsed.blocks:
        made = _MADE.match(block.text)
        if made is not None:
            after = block.starts[made.end() - 1]
            for mention in mentions:
                if parsed.block_of[mention.head] == block.index and parsed.starts[mention.first] > after:
                    return mention
    ranked = by_frequency(m.entity for m in mentions)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return next(m for m in mentions if m.entity == ranked[0][0])
