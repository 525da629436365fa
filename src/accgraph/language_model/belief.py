"""Belief: what a language model said becomes claims where the document proves it, and is set apart where not.

A claim is believed if its quote stands in the text, if those it is about are named there or are what words
there stand for, if its kind is known and its date, action and place are to be read there. What fails is
returned with the reason; what is only a part of a claim, such as one of several participants, is left out of
it and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.backing import backed
from accgraph.extraction.frames import FrameLexicon
from accgraph.language_model.answers import Said, SaidCommitment, SaidEvent, SaidPosition
from accgraph.language_model.naming import Named, Passage
from accgraph.language_model.quotes import Searchable
from accgraph.language_model.records import as_record
from accgraph.model import Claim, CommitmentClaim, Entity, EventClaim, PositionClaim, Role, Span
from accgraph.namespaces import content_iri

__all__ = ["RULES", "Disbelief", "Reason", "believe"]

RULES: Mapping[str, str] = {
    "model-position": "A language model read a position; quote, holder and target are in the text.",
    "model-commitment": "A language model read a commitment; quote, action and bearer are in the text.",
    "model-event": "A language model read an event; the quote and two facts at least are in the text.",
}
"""The rules that claims of a model name, each with what it stands for."""

Reason = Literal[
    "malformed", "quote", "order", "holder", "target", "bearer", "action", "speaker", "facts", "itself",
    "shape", "withheld",
    "part:mechanism", "part:participant", "part:place", "part:date", "part:bearer", "part:speaker",
]  # fmt: skip
"""Why something was not believed; what begins with ``part:`` was left out of a claim that was believed,
and what is ``withheld`` was not shown to the model."""

_EXACT, _FOLDED = 0.8, 0.75
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SHORTEST, _LONGEST = 2, 1500


@dataclass(frozen=True, slots=True)
class Disbelief:
    """Something that a model said of *document* and that was not believed, and why."""

    document: str
    reason: Reason
    why: str
    said: Mapping[str, Any]


class _Doubt(Exception):
    def __init__(self, reason: Reason, why: str) -> None:
        super().__init__(why)
        self.reason = reason


def believe(
    analysis: Analysis, window: Span, said: Said, withheld: Sequence[Span], frames: FrameLexicon
) -> tuple[list[Claim], list[Disbelief]]:
    """Return the claims that *said*, an answer about *window*, makes and can prove, and what it cannot.

    Nothing is believed of the spans *withheld*, which speak to the machine. *frames* tell which demands back
    a mechanism.
    """
    believer = _Believer(analysis, window, said, withheld, frames)
    claims = list(believer.claims())
    return claims, believer.disbeliefs


class _Believer:
    def __init__(
        self, analysis: Analysis, window: Span, said: Said, withheld: Sequence[Span], frames: FrameLexicon
    ) -> None:
        self.disbeliefs: list[Disbelief] = []
        self._analysis = analysis
        self._searchable = Searchable(analysis.document.text)
        self._window = window
        self._said = said
        self._withheld = withheld
        self._frames = frames

    def claims(self) -> Iterator[Claim]:
        for each in self._said.malformed:
            self._doubt("malformed", each.fault, {"list": each.list_name, "record": each.record})
        for said in self._said.records:
            try:
                if isinstance(said, SaidPosition):
                    yield from self._positions(said)
                elif isinstance(said, SaidCommitment):
                    yield from self._commitments(said)
                else:
                    yield self._event(said)
            except _Doubt as doubt:
                self._doubt(doubt.reason, str(doubt), as_record(said))

    def _doubt(self, reason: Reason, why: str, record: Mapping[str, Any]) -> None:
        self.disbeliefs.append(Disbelief(self._analysis.document.name, reason, why, record))

    # The parts that all claims have

    def _passage(self, quote: str) -> tuple[Passage, float]:
        if len(quote) > _LONGEST:
            raise _Doubt("quote", f"the quote is longer than {_LONGEST} characters: that points at nothing")
        if len(quote.split()) < _SHORTEST:
            raise _Doubt("quote", "the quote is a single word: that proves nothing")
        found = self._searchable.find(quote, self._window) or self._searchable.find(quote)
        if found is None:
            raise _Doubt("quote", "the quote is not in the text")
        span, exact = found
        if any(span.start < part.end and part.start < span.end for part in self._withheld):
            raise _Doubt("order", "the quote stands in a paragraph that gives orders to a machine")
        passage = Passage(self._analysis, self._searchable, span)
        if passage.first >= passage.last:
            raise _Doubt("quote", "the quote holds no words")
        return passage, _EXACT if exact else _FOLDED

    def _named(
        self,
        passage: Passage,
        names: Iterable[str],
        reason: Reason,
        wanted: tuple[str, ...],
        record: Mapping[str, Any],
    ) -> list[Named]:
        """Return what *names* mean, each entity once; those that mean nothing here are left out and noted."""
        found: dict[str, Named] = {}
        for name in names:
            named = passage.find(name, self._said.classes, *wanted)
            if named is None:
                self._doubt(reason, f"{name!r} is neither named nor referred to at the quote", record)
            else:
                found.setdefault(named.role.entity.iri, named)
        return list(found.values())

    def _acting(self, passage: Passage, named: Named) -> tuple[Role, Role | None]:
        """Return whom *named* acts for, and *named* itself as the speaker if that is another."""
        actor = self._analysis.resolver.principal(named.role.entity)
        if actor == named.role.entity:
            return named.role, None
        role = Role(actor, named.role.mention, named.role.start, named.role.end)
        return role, named.role

    def _speaker(self, passage: Passage, name: str | None, *holders: Entity) -> Role | None:
        """Return whose words the document reports at the quote, unless that is one of *holders*."""
        if name is None:
            return self._analysis.by(passage.first, *holders)
        named = passage.find_speaker(name, self._said.classes)
        if named is None:
            raise _Doubt(
                "speaker", f"{name!r}, whose words these are said to be, is not to be found at the quote"
            )
        return None if named.role.entity in holders else named.role

    def _date(self, passage: Passage, date: str | None, record: Mapping[str, Any]) -> str | None:
        """Return *date* as exact as it is to be read in the passage; None if it is not."""
        if date is None:
            return None
        dates = self._analysis.dates
        if not _ISO_DATE.fullmatch(date):
            self._doubt("part:date", f"{date!r} is no date: YYYY-MM-DD, YYYY-MM or YYYY is wanted", record)
            return None
        there = [each.iso for first, last in passage.reach for each in dates.within(first, last)]
        for iso in (*there, dates.of(self._analysis.parsed.doc[passage.first]), dates.adopted):
            if iso is not None and (iso.startswith(date) or date.startswith(iso)):
                return min(iso, date, key=len)
        self._doubt("part:date", f"the date {date} is not to be read at the quote", record)
        return None

    def _common(self, passage: Passage, sure: float, rule: str, *parts: str) -> dict[str, Any]:
        document, span = self._analysis.document, passage.quote
        return {
            "iri": content_iri("claim", document.iri, *parts, str(span.start), str(span.end)),
            "document": document.name,
            "start": span.start,
            "end": span.end,
            "quote": document.text[span.start : span.end],
            "trigger": span,
            "rule": rule,
            "confidence": round(sure, 3),
        }

    # The three types of claim

    def _positions(self, said: SaidPosition) -> Iterator[Claim]:
        passage, sure = self._passage(said.quote)
        target = passage.find(said.target, self._said.classes, "Mechanism")
        if target is None:
            raise _Doubt(
                "target", f"{said.target!r} is no mechanism that is named or referred to at the quote"
            )
        record = as_record(said)
        date = self._date(passage, said.date, record)
        for holder in self._named(passage, said.holders, "holder", ("Actor",), record):
            if holder.near and target.near:
                self._doubt(
                    "holder", "neither holder nor target is named or referred to at the quote", record
                )
                continue
            actor, own = self._acting(passage, holder)
            mechanism = self._mechanism(target)
            if actor.entity.iri in {mechanism.entity.iri, target.role.entity.iri}:
                self._doubt("itself", f"{actor.entity.label!r} has no position on itself", record)
                continue
            by = self._speaker(passage, said.by, actor.entity) or own
            parts = ("position", said.kind, actor.entity.iri, mechanism.entity.iri, str(said.denied))
            yield PositionClaim(
                **self._common(passage, sure * holder.sure * target.sure, "model-position", *parts),
                by=by,
                post=self._post(own),
                date=date,
                kind=said.kind,
                holder=actor,
                target=mechanism,
                denied=said.denied,
            )

    def _mechanism(self, target: Named) -> Role:
        """Return *target*, or the institution that it is an organ of if only that is a mechanism."""
        resolver, role = self._analysis.resolver, target.role
        if resolver.is_a(role.entity, "Mechanism"):
            return role
        return Role(resolver.principal(role.entity), role.mention, role.start, role.end)

    def _post(self, own: Role | None) -> str | None:
        person = self._analysis.people.persons.get(own.entity.iri) if own is not None else None
        return person.post if person is not None else None

    def _commitments(self, said: SaidCommitment) -> Iterator[Claim]:
        passage, sure = self._passage(said.quote)
        record = as_record(said)
        action = self._action(passage, said.action)
        bearers = [
            (named, self._acting(passage, named)[0])
            for named in self._named(passage, said.bearers, "part:bearer", ("Actor", "Mechanism"), record)
        ]
        if not bearers:
            raise _Doubt("bearer", "none of those who are to act is named or referred to at the quote")
        roles = tuple({role.entity.iri: role for _, role in bearers}.values())
        sure *= min(named.sure for named, _ in bearers)
        mechanisms = tuple(
            self._mechanism(named)
            for named in self._named(passage, said.mechanisms, "part:mechanism", ("Mechanism",), record)
        )
        demanded = said.kind == "demand"
        inside = Passage(self._analysis, self._searchable, action)
        backs = (
            backed(self._analysis, self._frames, inside.first, inside.last, mechanisms) if demanded else ()
        )
        date = self._date(passage, said.date, record)
        for by in self._demanders(passage, said, record):
            if demanded and (by is None or by.entity.iri in {role.entity.iri for role in roles}):
                reason: Reason = "speaker" if by is None else "itself"
                self._doubt(reason, "a demand is made by somebody, and of somebody else", record)
                continue
            iris = sorted(role.entity.iri for role in roles)
            parts = (
                "commitment",
                said.kind,
                *iris,
                by.entity.iri if by else "",
                str(action.start),
                str(action.end),
            )
            yield CommitmentClaim(
                **self._common(passage, sure, "model-commitment", *parts),
                by=by,
                date=date,
                kind=said.kind,
                bearer=roles,
                action=self._analysis.document.text[action.start : action.end],
                action_span=action,
                mechanisms=mechanisms,
                backs=backs,
                status=said.status,
            )

    def _action(self, passage: Passage, words: str) -> Span:
        """Return where the words of the action are: in the quote, or in the sentences around it."""
        parsed = self._analysis.parsed
        around = [
            parsed.span(real[0], real[-1] + 1)
            for first, last in passage.reach[:2]
            if (real := [i for i in range(first, last) if not parsed.is_scaffold(i)])
        ]
        for within in (passage.quote, *around):
            found = self._searchable.find(words, within)
            if found is not None:
                return found[0]
        raise _Doubt("action", "the words of the action are not to be found at the quote")

    def _demanders(
        self, passage: Passage, said: SaidCommitment, record: Mapping[str, Any]
    ) -> Iterator[Role | None]:
        if not said.by:
            speaker = self._analysis.by(passage.first)
            issuers = self._analysis.context.issuers if said.kind == "demand" and speaker is None else ()
            yield from (Role(issuer) for issuer in issuers) if issuers else (speaker,)
            return
        found: dict[str, Role] = {}
        for name in said.by:
            named = passage.find_speaker(name, self._said.classes)
            if named is None:
                self._doubt("part:speaker", f"{name!r} is not to be found at the quote", record)
                continue
            found.setdefault(named.role.entity.iri, named.role)
        if not found:
            raise _Doubt(
                "speaker", "none of those whose words these are said to be is to be found at the quote"
            )
        yield from found.values()

    def _event(self, said: SaidEvent) -> Claim:
        passage, sure = self._passage(said.quote)
        record = as_record(said)
        date = self._date(passage, said.date, record)
        people = self._named(passage, said.participants, "part:participant", ("Actor", "Mechanism"), record)
        place = None
        if said.place is not None:
            place = passage.find_place(said.place, self._said.classes)
            if place is None:
                self._doubt("part:place", f"the place {said.place!r} is not to be found at the quote", record)
        if sum((date is not None, place is not None, len(people) >= 2)) < 2:
            raise _Doubt(
                "facts", "of a date, a place and two participants, two at least must be found at the quote"
            )
        sure *= min((named.sure for named in people), default=0.9)
        where = place.role if place is not None else None
        iris = sorted(named.role.entity.iri for named in people)
        parts = ("event", said.kind, date or "", where.entity.iri if where else "", *iris)
        return EventClaim(
            **self._common(passage, sure, "model-event", *parts),
            by=self._speaker(passage, None),
            date=date,
            kind=said.kind,
            place=where,
            participants=tuple(named.role for named in people),
        )
