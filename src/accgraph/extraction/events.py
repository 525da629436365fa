"""Events: what happened or is set to happen, with who took part, when and where.

Only an event with at least two of a date, a place and two named participants is reported, and only if
somebody takes part in it; each once a document: what several sentences say of it is put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_adoption import adoption
from accgraph.extraction.event_antecedents import announcement, scheduled_by, shortened
from accgraph.extraction.event_candidates import Candidate, merged
from accgraph.extraction.event_dates import date_by_occasion, event_date
from accgraph.extraction.event_frames import EventFrames, EventTrigger
from accgraph.extraction.event_places import place
from accgraph.extraction.event_roles import participants
from accgraph.extraction.event_session import speech_session
from accgraph.extraction.event_triggers import event_triggers
from accgraph.extraction.mentions import Mention
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.model import Entity, EventClaim, Role, Span
from accgraph.namespaces import content_iri

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["EventExtractor"]

_HAPPENING = frozenset({"asserted", "future", "promised"})
# what somebody is only to send has not been sent: a pledge
_PLEDGED = frozenset({"send-envoy"})
_LONG_SENTENCE = 45
_COURTS = ("Court", "Tribunal")


class EventExtractor:
    """Finds events; ``confidence`` is the frame's, times how surely the participants are linked."""

    def __init__(self, frames: EventFrames, modality: ModalityLexicon) -> None:
        self._frames = frames
        self._modality = modality
        self.rules: Mapping[str, str] = {
            **{f"event-{rule}": gloss for rule, gloss in frames.rules.items()},
            "event-session": "the heading of a speech names the session or gathering that it is given to",
            "event-adopted": "a line of its own tells when the body that issues the document adopted it",
        }

    @classmethod
    def load(cls) -> EventExtractor:
        """Read the lexicon; raises VocabularyError if it is not valid."""
        return cls(EventFrames.load(), ModalityLexicon.load())

    def extract(self, analysis: Analysis) -> Iterator[EventClaim]:
        """Yield the events of *analysis*, each once, in text order."""
        candidates: list[Candidate] = []
        taken: set[int] = set()
        for trigger in event_triggers(analysis.parsed, analysis.resolver, self._frames):
            if trigger.token.i in taken or not self._happens(trigger):
                continue
            candidate = _candidate(trigger, analysis, self._frames)
            if candidate is not None:
                date_by_occasion(candidate, trigger, candidates, self._frames)
                candidates.append(candidate)
                taken.add(trigger.token.i)
        session = speech_session(analysis, self._frames)
        candidates += [c for c in (session, adoption(analysis)) if c is not None]
        for event in merged(candidates):
            if event.facts >= 2 and (event.roles or _is_instrument(event)):
                yield _claim(event, analysis)

    def _happens(self, trigger: EventTrigger) -> bool:
        """Say whether the text asserts, announces or takes for granted that the event happens."""
        token = trigger.token
        if trigger.verb is None or not trigger.verb.is_ancestor(token):
            head = token.head
            if token.dep_ == "pobj" and head.lower_ in self._frames.adjunct:
                return True
        if shortened(token):
            return True
        if trigger.verb is not None and _is_narrated(trigger.verb):
            return True
        if trigger.verb is None and scheduled_by(token) is not None:
            return True
        if trigger.verb is None and self._is_unreal(token):
            return False
        core = trigger.verb or token
        if _opens_sentence(core) or _is_own_plan(core, trigger):
            return True
        if (trigger.frame.money or trigger.frame.id in _PLEDGED) and modality_of(core, self._modality) in {
            "future",
            "promised",
        }:
            return False
        if announcement(trigger) is not None or _is_headline(core):
            return True
        if core.dep_ == "xcomp" and core.head.lemma_.lower() in self._frames.scheduling:
            return modality_of(core.head, self._modality) in _HAPPENING
        if any(c.lower_ == "whether" for c in core.children) or _was_to_have(core):
            return False
        modality = modality_of(core, self._modality)
        recalled = core.dep_ == "relcl" or (core.dep_ == "acl" and core.tag_ != "VB")
        if trigger.frame.main and recalled and core.head.ent_type_ != "DATE":
            return False
        if core.dep_ == "ccomp" and core.head.lemma_.lower() in self._frames.announcing and _is_set(core):
            return modality_of(core.head, self._modality) in _HAPPENING
        if core.dep_ == "xcomp" and core.head.lemma_.lower() in self._frames.intentions:
            return False
        if modality == "denied" and core.dep_ == "advcl" and core.tag_ == "VBD" and _is_when(core):
            return True
        if modality == "future" and core.dep_ in {"ccomp", "advcl"}:
            words = [core.head, *(c for c in core.head.children if c.dep_ == "acomp")]
            outer = {self._modality.governors.get(word.lemma_.lower(), "asserted") for word in words}
            return not outer & {"denied", "hoped", "proposed", "conditional"}
        return modality in _HAPPENING

    def _is_unreal(self, token: Token) -> bool:
        """Say whether a noun is what somebody calls for, proposes or has put off ("calls for a summit")."""
        governor = token.head
        while governor.pos_ == "ADP" and governor.head != governor:
            governor = governor.head
        return governor.lemma_.lower() in self._frames.unreal


def _is_instrument(event: Candidate) -> bool:
    """Say whether an instrument was made at a place on a date: who made it need not be said."""
    made = event.rule in {"event-instrument", "event-open-for-signature"}
    return event.kind == "instrument" and event.place is not None and made


def _opens_sentence(verb: Token) -> bool:
    """Say whether *verb* is a participle that opens its sentence: it tells of what was ("Arrested in X,")."""
    bare = verb.tag_ == "VBN" and verb.dep_ in {"advcl", "amod", "acl", "ccomp"}
    bare = bare or (verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.tag_ in {"VBD", "VBZ"})
    return (
        bare
        and verb.i == verb.sent.start
        and not any(c.dep_ in {"mark", "aux", "neg"} for c in verb.children)
    )


def _was_to_have(verb: Token) -> bool:
    """Say whether *verb* tells of what was to be and was not ("was to have been signed")."""
    own = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return {"to", "have"} <= own and verb.dep_ == "xcomp" and verb.head.tag_ == "VBD"


def _is_own_plan(verb: Token, trigger: EventTrigger) -> bool:
    """Say whether the speakers tell what they shall do together ("we shall meet again in")."""
    shall = any(c.lower_ == "shall" and c.dep_ == "aux" for c in verb.children)
    own = any(c.lower_ == "we" and c.dep_ == "nsubj" for c in verb.children)
    return shall and own and trigger.frame.type in {"meeting", "conference"}


def _is_headline(verb: Token) -> bool:
    """Say whether *verb* is the infinitive by which a headline tells what is to come ("X to visit Y")."""
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return verb.head == verb and verb.tag_ == "VB" and to


def _is_set(verb: Token) -> bool:
    """Say whether *verb* tells of what is to come for certain: "agreed that they would meet"."""
    own = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    return bool(own & {"will", "would", "shall"}) and not own & {"not", "n't"}


def _is_narrated(verb: Token) -> bool:
    """Say whether *verb* tells of the past in a relative clause: true whatever is said of its noun."""
    own = any(c.dep_ == "nsubj" for c in verb.children)
    denied = any(c.dep_ in {"neg", "aux"} for c in verb.children)
    return verb.dep_ in {"relcl", "acl"} and verb.tag_ == "VBD" and own and not denied


def _is_when(verb: Token) -> bool:
    """Say whether *verb* stands in a clause of time: "did not do so when it received him"."""
    own = {c.dep_ for c in verb.children}
    return "neg" not in own and any(c.lower_ in {"when", "while", "as"} for c in verb.children)


def _candidate(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> Candidate | None:
    frame = trigger.frame
    found = participants(trigger, analysis, frames)
    entities = [entity for _, entity in found]
    if frame.owner and not any(analysis.resolver.is_a(e, *frame.owner) for e in entities):
        return None
    if frame.needs_two and len(entities) < 2:
        return None
    date = event_date(trigger, analysis, frames)
    where = place(trigger, analysis, frames)
    if where is None and frame.type == "instrument" and frame.forum and len(found) == 1:
        mention, entity = found[0]
        if analysis.resolver.is_a(entity, "InternationalOrganisation"):
            where = analysis.role(mention)
    roles = {entity.iri: _role(mention, entity, analysis) for mention, entity in found}
    if not roles and date is not None and where is not None:
        roles = {e.iri: Role(e) for e in _implied(frame.type, trigger, analysis)}
    principals = {e.iri for m, e in found if e.iri != m.entity.iri and m.entity.iri in roles}
    sure = min((mention.sure for mention, _ in found), default=0.9)
    span = _evidence(trigger, analysis)
    words = sorted({trigger.token.i, trigger.verb.i if trigger.verb is not None else trigger.token.i})
    return Candidate(
        frame.type,
        f"event-{frame.id}",
        date,
        where,
        roles,
        frozenset(principals),
        span,
        analysis.parsed.span(words[0], words[-1] + 1),
        trigger.token.sent.start,
        _is_definite(trigger),
        round(frame.base * sure * (1.0 if date is not None else 0.9), 3),
        analysis.by(trigger.token.i),
    )


def _implied(kind: str, trigger: EventTrigger, analysis: Analysis) -> list[Entity]:
    """Return who takes part in an event of *kind* though its sentence names nobody.

    A court holds the hearings that its own releases tell of, or those of the paragraph that names it alone.
    """
    is_a, issuers = analysis.resolver.is_a, analysis.context.issuers
    if kind != "legal-step":
        return []
    courts = [e for e in issuers if is_a(e, *_COURTS)]
    if not courts:
        first, _ = analysis.parsed.block_range(analysis.parsed.block_of[trigger.token.i])
        near = analysis.resolver.mentions_in(first, trigger.token.sent.end)
        named = {m.entity for m in near if m.kind == "name" and is_a(m.entity, *_COURTS)}
        courts = [*named] if len(named) == 1 else []
    return courts[:1]


def _role(mention: Mention, entity: Entity, analysis: Analysis) -> Role:
    return analysis.role(mention, entity if entity != mention.entity else None)


def _evidence(trigger: EventTrigger, analysis: Analysis) -> Span:
    sentence = trigger.token.sent
    first, last = sentence.start, sentence.end
    if last - first > _LONG_SENTENCE:
        core = trigger.verb if trigger.verb is not None else trigger.token
        if trigger.token.is_ancestor(core):
            core = trigger.token
        inside = [t.i for t in core.subtree]
        first, last = min(inside), max(inside) + 1
    span = analysis.parsed.span(first, last)
    return Span(span.start, span.end)


def _is_definite(trigger: EventTrigger) -> bool:
    """Say whether the trigger refers back to an event ("the conference", "today's event")."""
    token = trigger.token
    return token != trigger.verb and any(
        c.lower_ in {"the", "this"} or (c.dep_ == "poss" and c.ent_type_ == "DATE") for c in token.children
    )


def _claim(event: Candidate, analysis: Analysis) -> EventClaim:
    span, document = event.span, analysis.document
    parts = [event.date or "", event.place.entity.iri if event.place else "", *sorted(event.roles)]
    return EventClaim(
        iri=content_iri("claim", document.iri, "event", event.kind, *parts, str(span.start), str(span.end)),
        document=document.name,
        start=span.start,
        end=span.end,
        quote=analysis.parsed.quote(span),
        trigger=event.trigger,
        rule=event.rule,
        by=event.by,
        date=event.date,
        confidence=event.confidence,
        kind=event.kind,
        place=event.place,
        participants=tuple(event.roles.values()),
    )
