"""The adoption of a resolution that only a line of its own tells of: "Adopted on 5 June by 61 votes to 4"."""

from __future__ import annotations

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_candidates import Candidate
from accgraph.model import Role, Span

__all__ = ["adoption"]

_LINE = 30
_BASE = 0.7


def adoption(analysis: Analysis) -> Candidate | None:
    """Return the adoption of the document by the body that issues it, if a line says when it was."""
    issuers = [e for e in analysis.context.issuers if analysis.resolver.is_a(e, "InternationalOrganisation")]
    if len(issuers) != 1:
        return None
    parsed = analysis.parsed
    for block in parsed.blocks:
        first, last = parsed.block_range(block.index)
        while first < last and parsed.doc[first].text in {"(", "["}:
            first += 1
        if last - first > _LINE or first >= last or parsed.doc[first].lower_ != "adopted":
            continue
        date = next((d.iso for d in analysis.dates.within(first, last) if d.iso is not None), None)
        if date is None:
            continue
        span, word = parsed.span(first, last), parsed.span(first, first + 1)
        return Candidate(
            "instrument",
            "event-adopted",
            date,
            Role(issuers[0]),
            {issuers[0].iri: Role(issuers[0])},
            frozenset(),
            Span(span.start, span.end),
            word,
            first,
            False,
            _BASE,
            None,
        )
    return None
