"""The session of a speech: the gathering that the heading of a speech or statement says it was given to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_candidates import Candidate
from accgraph.extraction.event_frames import EventFrames
from accgraph.extraction.mentions import Mention
from accgraph.model import Entity, Role, Span
from accgraph.namespaces import named_iri

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["speech_session"]

_HEAD_BLOCKS = 7
_LINE = 25
_BASE = 0.75


def speech_session(analysis: Analysis, frames: EventFrames) -> Candidate | None:
    """Return the gathering at which the speech in *analysis* was given, if its head lines name one."""
    parsed = analysis.parsed
    head = [b for b in parsed.blocks[:_HEAD_BLOCKS] if len(b.text.split()) <= _LINE]
    is_speech = False
    heard: list[Token] = []
    for block in head:
        first, last = parsed.block_range(block.index)
        tokens = [t for t in parsed.doc[first:last] if not parsed.is_scaffold(t.i)]
        speech = next((t for t in tokens if t.lower_ in frames.speeches), None)
        is_speech = is_speech or speech is not None
        heard += tokens if speech is not None else []
        gathering = next(
            (t for t in tokens if t.lower_ in frames.gatherings and (speech is None or t.i > speech.i + 1)),
            None,
        )
        if gathering is None and is_speech:
            gathering = _named_body(tokens, analysis)
            if gathering is not None:
                return _candidate(analysis, tokens, gathering, heard)
        if gathering is None or not is_speech or not _is_given_to(gathering, speech, analysis):
            continue
        return _candidate(analysis, tokens, gathering, heard)
    return None


def _named_body(tokens: list[Token], analysis: Analysis) -> Token | None:
    """Return the body that a line begins with and that a date follows ("Council, Vienna, 3 May")."""
    if not tokens or not analysis.dates.within(tokens[0].i, tokens[-1].i + 1):
        return None
    mention = next(analysis.resolver.mentions_in(tokens[0].i, tokens[-1].i + 1), None)
    if mention is None or mention.first > tokens[0].i + 1 or mention.entity in analysis.context.issuers:
        return None
    body = analysis.resolver.is_a(mention.entity, "InternationalOrganisation")
    return analysis.parsed.doc[mention.head] if body else None


def _is_given_to(gathering: Token, speech: Token | None, analysis: Analysis) -> bool:
    """Say whether the line says the speech is held at *gathering*, not that it is about it."""
    if speech is None:
        return analysis.context.speaker is not None or bool(analysis.context.issuers)
    between = [t.lower_ for t in gathering.doc[speech.i + 1 : gathering.i]]
    return bool({"in", "at", "to", "before", "during"} & set(between)) and not {
        "on",
        "about",
        "regarding",
    } & set(between)


def _candidate(
    analysis: Analysis, tokens: list[Token], gathering: Token, heard: list[Token]
) -> Candidate | None:
    roles: dict[str, Role] = {}
    principals: set[str] = set()
    speaker = analysis.context.speaker
    if speaker is not None:
        roles[speaker.entity.iri] = Role(speaker.entity)
    for mention in _persons(analysis, heard) if speaker is None else ():
        roles[mention.entity.iri] = analysis.role(mention)
        principal = analysis.resolver.principal(mention.entity)
        if principal != mention.entity:
            roles[principal.iri] = analysis.role(mention, principal)
            principals.add(principal.iri)
    for issuer in analysis.context.issuers:
        if issuer.iri not in roles:
            roles[issuer.iri] = Role(issuer)
            if speaker is not None:
                principals.add(issuer.iri)
    if not roles:
        return None
    place = _place(analysis, tokens, gathering)
    if place is None:
        return None
    span = analysis.parsed.span(tokens[0].i, tokens[-1].i + 1)
    word = analysis.parsed.span(gathering.i, gathering.i + 1)
    return Candidate(
        "conference",
        "event-session",
        analysis.context.published,
        place,
        roles,
        frozenset(principals),
        Span(span.start, span.end),
        word,
        gathering.sent.start,
        False,
        _BASE,
        None,
    )


def _persons(analysis: Analysis, heard: list[Token]) -> list[Mention]:
    """Return the first person named in the lines that call the text a speech: who gives it."""
    if not heard:
        return []
    named = analysis.resolver.mentions_in(heard[0].i, heard[-1].i + 1)
    return [m for m in named if analysis.resolver.is_a(m.entity, "Person")][:1]


def _place(analysis: Analysis, tokens: list[Token], gathering: Token) -> Role | None:
    """Return the body that meets, or what the words after the gathering name, as the place."""
    resolver = analysis.resolver
    for mention in resolver.mentions_in(tokens[0].i, tokens[-1].i + 1):
        if resolver.is_a(mention.entity, "InternationalOrganisation", "Court"):
            return analysis.role(mention)
    after = [t for t in tokens if t.i >= gathering.i]
    named = [t for t in after if t.text[:1].isupper()]
    if not named:
        return None
    first, last = named[0].i, named[-1].i + 1
    span = analysis.parsed.span(first, last)
    label = " ".join(analysis.parsed.quote(span).split())
    entity = Entity(named_iri("place", label), label, ("Place",), False)
    return Role(entity, analysis.parsed.quote(span), span.start, span.end)
