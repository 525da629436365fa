"""The commitment extractor: what the rules find, put together, made into claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.backing import backed
from accgraph.extraction.commitments.deadlines import deadline_of
from accgraph.extraction.commitments.demands import find_demands
from accgraph.extraction.commitments.duties import find_duties
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.futures import find_futures
from accgraph.extraction.commitments.imperatives import find_imperatives
from accgraph.extraction.commitments.impersonal import find_impersonal
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.lists import find_continuations, find_items
from accgraph.extraction.commitments.modals import find_modals
from accgraph.extraction.commitments.pledges import find_pledges
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.model import CommitmentClaim, Role, Span
from accgraph.namespaces import content_iri

__all__ = ["CommitmentExtractor"]


class CommitmentExtractor:
    """Finds who is asked, has promised or is bound to do what.

    The confidence of a claim is how direct the syntax is that its rule looks for (0.5 to 0.95), times how
    sure the bearer is: 1 for a name, 0.9 for "we", 0.55 to 0.7 for other pronouns, 0.75 for a group that is
    only described.
    """

    def __init__(self, lexicon: CommitmentLexicon, modality: ModalityLexicon, frames: FrameLexicon) -> None:
        self._lexicon = lexicon
        self._frames = frames
        self._modality = modality
        self.rules: Mapping[str, str] = lexicon.rules

    @classmethod
    def load(cls) -> CommitmentExtractor:
        """Return the extractor with its lexicon; raises VocabularyError if that cannot be read."""
        return cls(CommitmentLexicon.load(), ModalityLexicon.load(), FrameLexicon.load())

    def extract(self, analysis: Analysis) -> Iterator[CommitmentClaim]:
        """Yield the commitments of the document that *analysis* is of.

        Joint demands once for each who makes them.
        """
        for finding in self._findings(analysis):
            yield from _claims(analysis, finding, self._frames)

    def _findings(self, analysis: Analysis) -> list[Finding]:
        lexicon = self._lexicon
        found = [
            *find_demands(analysis, lexicon, self._modality),
            *find_modals(analysis, lexicon),
            *find_impersonal(analysis, lexicon),
            *find_duties(analysis, lexicon),
            *find_pledges(analysis, lexicon, self._modality),
            *find_futures(analysis, lexicon, self._modality),
        ]
        found += find_imperatives(analysis, lexicon, found)
        items = dict(find_items(analysis, found, lexicon))
        kept = _distinct([*(f for f in found if not _within(f, items.values())), *items.values()])
        return _distinct([*kept, *find_continuations(analysis, kept, items, lexicon)])


def _within(finding: Finding, items: Iterable[Finding]) -> bool:
    """Say whether *finding* is only part of what a list item asks for ("and calling on others to help")."""
    return any(i.action is not None and i.action.first <= finding.trigger[0] < i.action.last for i in items)


def _distinct(found: list[Finding]) -> list[Finding]:
    """Return the findings that have an action, the surest of those that say the same thing."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: -f.sure):
        if finding.action is None or (finding.bearer.first_person and not finding.bearer):
            continue
        if not any(_same(finding, other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.trigger)


def _same(finding: Finding, other: Finding) -> bool:
    """Say whether both lay much the same words on the same bearer, of whatever kind."""
    a, b = finding.action, other.action
    assert a is not None and b is not None
    if not finding.bearer.iris & other.bearer.iris and finding.kind != other.kind:
        return False
    overlap = min(a.last, b.last) - max(a.first, b.first)
    if overlap <= 0:
        return False
    if a.head == b.head:
        return True
    return overlap >= 0.8 * max(a.last - a.first, b.last - b.first)


def _claims(analysis: Analysis, finding: Finding, frames: FrameLexicon) -> Iterator[CommitmentClaim]:
    parsed = analysis.parsed
    action = finding.action
    assert action is not None
    span = parsed.span(action.first, action.last)
    trigger = parsed.span(*finding.trigger)
    quote = _quote(analysis, finding, span)
    mechanisms = _mechanisms(analysis, action.first, action.last)
    demanded = finding.kind == "demand"
    backs = backed(analysis, frames, action.first, action.last, mechanisms) if demanded else ()
    sure = finding.sure * finding.bearer.sure
    date = _date(analysis, finding)
    deadline = deadline_of(analysis, finding, date)
    for by in finding.by or (None,):
        yield CommitmentClaim(
            iri=content_iri(
                "claim",
                analysis.document.iri,
                "commitment",
                finding.kind,
                *sorted(finding.bearer.iris),
                by.entity.iri if by else "",
                str(span.start),
                str(span.end),
            ),
            document=analysis.document.name,
            start=quote.start,
            end=quote.end,
            quote=parsed.quote(quote),
            trigger=trigger,
            rule=finding.rule,
            by=by,
            date=date,
            confidence=round(sure, 3),
            kind=finding.kind,
            bearer=finding.bearer.roles,
            action=parsed.quote(span),
            action_span=span,
            mechanisms=mechanisms,
            backs=backs,
            status=finding.status,
            deadline=deadline,
        )


def _date(analysis: Analysis, finding: Finding) -> str | None:
    """Return when the commitment was made, if the passage says so; a date of what is to be done is none."""
    action = finding.action
    assert action is not None
    date = analysis.dates.of(analysis.parsed.doc[finding.trigger[0]])
    if date is None or date == analysis.dates.adopted:
        return date
    if finding.rule == "pledge-will" or any(
        d.iso == date for d in analysis.dates.within(action.first, action.last)
    ):
        return None
    return date


def _quote(analysis: Analysis, finding: Finding, action: Span) -> Span:
    """Return the evidence: the sentence of the action.

    Or of trigger and action where they are in one block.
    """
    assert finding.action is not None
    if finding.quoted is not None:
        return analysis.parsed.span(*finding.quoted)
    sentence = analysis.sentence_span(finding.action.head)
    start, end = min(sentence.start, action.start), max(sentence.end, action.end)
    return Span(start, end)


def _mechanisms(analysis: Analysis, first: int, last: int) -> tuple[Role, ...]:
    """Return the mechanisms that tokens *first* to *last* name or refer to, each once."""
    found: dict[str, Role] = {}
    for token in analysis.parsed.doc[first:last]:
        if token.lower_ == "their":
            continue
        if token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"} and token.dep_ not in {"compound", "poss"}:
            continue
        for mention in analysis.resolver.resolve(token):
            entity = mention.entity
            if not analysis.resolver.is_a(entity, "Mechanism", "Tribunal") or analysis.resolver.is_a(
                entity, "State"
            ):
                continue
            acting = analysis.resolver.acting(entity)
            chosen = acting if analysis.resolver.is_a(acting, "Mechanism", "Tribunal") else entity
            if not analysis.parsed.is_scaffold(mention.first):
                found.setdefault(chosen.iri, analysis.role(replace(mention), chosen))
    return tuple(found.values())
