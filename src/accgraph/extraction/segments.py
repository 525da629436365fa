"""Segments: which part of a document a claim comes from.

What the format of the file tells (a heading, a list, a table, a footnote) comes first; a plain text is told
by its layout and by the words that open its parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.layout import boilerplate_openings, head_blocks, tail_blocks
from accgraph.extraction.publication import block_date
from accgraph.model import Claim, Span

__all__ = ["Segments"]

_BODY = "body"
_RUNNING_WORDS = 25
_CLOSED = re.compile(r"[.,;:]$")


class Segments:
    """The segments of one document, told once for all its claims."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        parsed = analysis.parsed
        self._head = frozenset(head_blocks(parsed))
        self._signed = frozenset(tail_blocks(parsed)) if analysis.context.is_letter else frozenset[int]()
        self._boilerplate = frozenset(self._find_boilerplate())

    def told(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Yield *claims*, each with the segment that it comes from."""
        for claim in claims:
            yield replace(claim, segment=self._segment(Span(claim.start, claim.end), claim.trigger))

    def _segment(self, evidence: Span, trigger: Span) -> str:
        passage = self._analysis.document.passage_at(evidence.start)
        if passage is not None and passage.segment not in (None, _BODY):
            return str(passage.segment)
        token = self._token(evidence)
        if token is None:
            return _BODY
        parsed = self._analysis.parsed
        block = parsed.blocks[parsed.block_of[token]]
        if block.index in self._boilerplate:
            return "boilerplate"
        if self._is_quoted(trigger):
            return "quotation"
        if block.index in self._signed:
            return "signature"
        if block.kind == "item":
            return "list"
        is_title = block.kind == "heading" and not _CLOSED.search(block.text)
        return "headline" if is_title else _BODY

    def _is_quoted(self, trigger: Span) -> bool:
        token = self._token(trigger)
        source = None if token is None else self._analysis.source_at(token)
        return source is not None and source.kind == "quoted"

    def _token(self, span: Span) -> int | None:
        parsed = self._analysis.parsed
        token = bisect_right(parsed.starts, span.start) - 1
        if token < 0 or span.start >= parsed.ends[token]:
            return None
        while token and span.start < parsed.ends[token - 1]:
            token -= 1
        return token

    def _find_boilerplate(self) -> Iterator[int]:
        parsed = self._analysis.parsed
        openings = boilerplate_openings()
        below = False
        for block in parsed.blocks:
            opens = openings.match(block.text) is not None
            in_head = block.index in self._head
            if block.kind == "heading" and opens and not in_head:
                below = True
            elif len(block.text.split()) > _RUNNING_WORDS:
                # Below "Read also" stand headlines; the text of the document may go on after them.
                below = False
            stamped = not in_head and block_date(parsed, block.index) is not None
            if block.index and (opens or below or stamped):
                yield block.index
