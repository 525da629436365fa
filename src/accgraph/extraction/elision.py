"""Elision: which mechanism a frame means where its words name none (``elided`` of ``frames.toml``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.bridging import spoken_of_last
from accgraph.extraction.continuation import is_done_by_states
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.ordered import order_before
from accgraph.extraction.phrases import Target, is_mechanism, resolved
from accgraph.extraction.speech import Source
from accgraph.extraction.syntax import is_verb, objects, prepositional_objects, subjects
from accgraph.extraction.wanted import seeking_court, wanting_court

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["created_by", "elided_targets"]

_DEBATED = (
    "Fund",
    "Tribunal",
    "ClaimsCommission",
    "Inquiry",
    "Register",
    "Programme",
    "SanctionsRegime",
    "Legislation",
)
_RECEIVERS = ("Tribunal", "Inquiry", "InvestigationTeam")
# who asks for help does not thank for it
_ASKING = frozenset({"appeal", "apply", "ask", "beg", "call", "hope", "look", "plead", "press", "wait"})
# "the agreement that gave us X"
_GIVING = frozenset({"give", "bring"})
_OPENING = frozenset({"allow", "give", "grant", "open"})
_WANTED = 0.8
_CASE, _THANKER, _ISSUER, _LAST, _SPOKEN = 0.7, 0.9, 0.65, 0.6, 0.75


def created_by(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return what the text that somebody puts forward sets up ("the resolution by which X was created")."""
    return [
        Target(mention, (part.lemma_.lower(),))
        for text in objects(trigger.token)
        for part in text.subtree
        if part.dep_ in {"relcl", "acl"} and part.lemma_.lower() in word_list("founding") | _GIVING
        for made in objects(part) + [c for c in part.children if c.dep_ == "nsubjpass"]
        for mention in resolved(analysis, made)
        if is_mechanism(analysis, mention.entity) and not analysis.resolver.is_forum(mention.entity)
    ]


def elided_targets(analysis: Analysis, modality: ModalityLexicon, trigger: Trigger) -> list[Target]:
    """Return the mechanism that *trigger* lets go unsaid; empty if its frame lets none, or none is plain."""
    elided = trigger.frame.elided
    if elided is None and _speaks_only(trigger):
        return [
            Target(replace(m, sure=_SPOKEN), ())
            for m in spoken_of_last(analysis, trigger.token, _DEBATED)
            if _same_voice(analysis, m.head, trigger.token.i)
        ]
    if trigger.token.lemma_.lower() in word_list("joining_alone") and not any(
        c.dep_ in {"dobj", "prep", "xcomp"} and c.lower_ not in {"in", "on", "by"}
        for c in trigger.token.children
    ):
        return _last_mechanism(analysis, trigger, ("Treaty",))
    if elided is None and trigger.frame.kind in {"join", "withdraw"} and _goes_alone(analysis, trigger):
        return _membership(analysis, trigger)
    if elided == "case":
        return _only_case(analysis)
    if elided == "heard":
        is_a = analysis.resolver.is_a
        return _only_case(analysis) if any(is_a(e, "Court") for e in analysis.context.issuers) else []
    if elided == "member" and trigger.token.lemma_.lower() == "party":
        return _of_party(analysis, trigger)
    if elided == "member" and trigger.token.dep_ == "pobj":
        return _last_mechanism(analysis, trigger, ("Mechanism",), but="Group")
    if elided == "ordering":
        order = order_before(analysis, trigger.token)
        return [Target(replace(order.body, sure=_LAST), ("order",))] if order is not None else []
    if elided == "prosecuted":
        return _universally(analysis, trigger)
    if elided == "wanted":
        return _wanting(analysis, trigger)
    if elided == "debated":
        return _debated(analysis, trigger)
    if elided == "receiver" and trigger.token.head.lemma_ == "deny":
        return []
    if elided == "receiver" and modality_of(trigger.token, modality) == "denied":
        own = {m.entity.label for s in subjects(trigger.token) for m in analysis.resolver.resolve(s)}
        received = _last_mechanism(analysis, trigger, _RECEIVERS) or _issuing(analysis, trigger)
        # What a state gives its own prosecutors it withholds from nobody.
        return [t for t in received if not any(label in t.mention.entity.label for label in own)]
    if elided in {"thanker", "issuer"}:
        if any(c.dep_ == "dative" and c.pos_ in {"NOUN", "PROPN"} for c in trigger.token.children):
            return []
        if any(argument_heads(trigger, place) for place in trigger.frame.target if place != "object"):
            return []
        thanking = _thanker(analysis, trigger) if elided == "thanker" else []
        return thanking or ([] if analysis.source_at(trigger.token.i) else _issuing(analysis, trigger))
    return []


def _goes_alone(analysis: Analysis, trigger: Trigger) -> bool:
    """Say whether *trigger* is what a state does with nothing behind it but a time: "left in 2017"."""
    token = trigger.token
    ties = {"in", "on", "under", "after", "since", "before"}
    bare = {"prep": ties, "npadvmod": None, "advmod": None, "prt": None}
    for child in token.children:
        allowed = bare.get(child.dep_, ()) if child.i > token.i and not child.is_punct else None
        if allowed is not None and child.dep_ not in {"advcl", "conj", "cc"} and child.lower_ not in allowed:
            return False
    moving = trigger.frame.pos == "verb" and token.lemma_.lower() in word_list("joining_or_leaving")
    return moving and is_done_by_states(analysis, token)


def _membership(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the court or treaty that others were just said to have joined or left: "X joined, Y left"."""
    start, resolver = trigger.token.sent.start, analysis.resolver
    first = trigger.token.doc[start - 1].sent.start if start else 0
    others = (t for t in trigger.token.doc[first : trigger.token.i] if resolver.mention_at(t.i) is None)
    if not any(t.lemma_.lower() in word_list("joining_or_leaving") for t in others):
        return []
    mechanisms = ("Court", "Tribunal", "Treaty")
    found = {
        m.entity: m
        for t in trigger.token.doc[first : trigger.token.i]
        for m in resolver.resolve(t)
        if resolver.is_a(m.entity, "Mechanism") and resolver.is_a(m.entity, *mechanisms)
    }
    return [Target(replace(m, sure=_LAST), ()) for m in found.values()] if len(found) == 1 else []


def _of_party(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return what "as a State Party", "became a State Party" is of: the treaty named last, or the court."""
    token = trigger.token
    stated = any(c.dep_ == "compound" and c.lemma_.lower() == "state" for c in token.children)
    if any(c.dep_ in {"prep", "poss", "amod"} and c.i > token.i for c in token.children):
        return []
    if token.dep_ not in {"pobj", "attr", "appos"} or not (stated or token.dep_ == "pobj"):
        return []
    treaty = _last_mechanism(analysis, trigger, ("Treaty",))
    return treaty or (_last_mechanism(analysis, trigger, ("Court", "Tribunal")) if stated else [])


def _universally(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return universal jurisdiction, if the document speaks of it and *trigger* is done over such crimes."""
    resolver = analysis.resolver
    named = [m for m in resolver.named if resolver.is_a(m.entity, "UniversalJurisdiction")]
    words = {t.lemma_.lower() for t in trigger.token.sent}
    staff = any(
        resolver.is_a(resolver.principal(m.entity), "Mechanism")
        for thing in objects(trigger.token)
        for m in resolver.resolve(thing)
    )
    if not named or staff or not words & resolver.lexicon.matters:
        return []
    i = trigger.token.i
    return [Target(Mention(i, i + 1, i, named[0].entity, "nominal", _CASE), ())]


def _wanting(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the court that wants the person whom *trigger* is done to."""
    things = objects(trigger.token) + [
        s for c in trigger.token.children if c.dep_ == "ccomp" for s in subjects(c)
    ]
    if trigger.token.lemma_ in _OPENING:
        # "Opened its airspace *to* a person sought by the court"
        things += prepositional_objects(trigger.token, ("to",))
    found = [court for thing in things if (court := wanting_court(analysis, thing)) is not None]
    if not found and trigger.frame.kind == "cooperate" and not _is_rumoured(analysis, trigger.token):
        # Who receives a person need not know of the warrant; who might have arrested him does.
        found = [court for thing in things if (court := seeking_court(analysis, thing)) is not None]
    i = trigger.token.i
    return [Target(Mention(i, i + 1, i, m.entity, "nominal", _WANTED), ("warrant",)) for m in found[:1]]


def _is_rumoured(analysis: Analysis, act: Token) -> bool:
    """Say whether people without a name say that *act* was done: "*critics* say that X let him go"."""
    saying = (t.head for t in (act, *act.ancestors) if t.dep_ == "ccomp")
    return any(
        s.tag_ == "NNS" and not analysis.resolver.resolve(s) for verb in saying for s in subjects(verb)
    )


def _debated(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the mechanism that a debate or vote is about: the one named last."""
    token, last = trigger.token, trigger.token.doc[trigger.last - 1]
    if any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in token.children if c.i >= trigger.last):
        return []
    behind = last.i + 1 < len(last.doc) and last.nbor().lower_ == "of"
    if behind or any(c.dep_ in {"pobj", "pcomp", "prep"} for c in last.children):
        return []
    found = _last_mechanism(analysis, trigger, ("Mechanism",), but="Group")
    return [t for t in found if _same_voice(analysis, t.mention.head, trigger.token.i)]


def _same_voice(analysis: Analysis, before: int, index: int) -> bool:
    """Say whether token *before* is not said in another delegate's turn than token *index*."""
    earlier, later = _turn(analysis, before), _turn(analysis, index)
    return earlier is None or later is None or earlier.speaker == later.speaker


def _turn(analysis: Analysis, index: int) -> Source | None:
    """Return the source that covers the whole sentence of token *index* and is told by name."""
    sentence = analysis.parsed.sentence(index)
    return next(
        (
            s
            for s in analysis.speech.sources
            if s.first <= sentence.start and sentence.end <= s.last and s.speaker is not None
        ),
        None,
    )


def _speaks_only(trigger: Trigger) -> bool:
    """Say whether *trigger* speaks or votes in favour, or against, and does not say of what."""
    last = trigger.token.doc[trigger.last - 1]
    if last.lower_ not in {"favour", "favor", "against"}:
        return False
    if any(c.dep_ in {"pobj", "prep", "pcomp"} for c in last.children):
        return False
    if trigger.last > trigger.token.i + 1:
        return True
    return last.head.lower_ == "in" and last.head.head.lemma_.lower() in word_list("speaking_out")


def _only_case(analysis: Analysis) -> list[Target]:
    """Return the case that the document is about: the only one it names."""
    cases = {m.entity: m for m in analysis.resolver.named if analysis.resolver.is_a(m.entity, "Proceeding")}
    return [Target(replace(m, sure=_CASE), ()) for m in cases.values()] if len(cases) == 1 else []


def _issuing(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the court or inquiry whose own release the document is."""
    i = trigger.token.i
    return [
        Target(Mention(i, i + 1, i, entity, "pronoun", _ISSUER), ())
        for entity in analysis.context.issuers
        if analysis.resolver.is_a(entity, *_RECEIVERS)
    ]


def _thanker(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the mechanism that thanks somebody for what *trigger* names."""
    token = trigger.token
    thanked = token.dep_ == "pobj" and token.head.lower_ == "for"
    thanked = thanked and token.head.head.lemma_.lower() not in _ASKING
    praised = token.dep_ == "dobj" and token.head.lemma_.lower() in word_list("praising")
    if not (thanked or praised):
        return []
    resolver = analysis.resolver
    verb = next((t for t in trigger.token.ancestors if is_verb(t)), None)
    return [
        Target(replace(m, sure=_THANKER * m.sure), ())
        for s in (subjects(verb) if verb is not None else ())
        for m in resolver.resolve(s)
        if resolver.is_a(resolver.principal(m.entity), "Mechanism")
    ]


def _last_mechanism(
    analysis: Analysis, trigger: Trigger, classes: tuple[str, ...], but: str = ""
) -> list[Target]:
    """Return the mechanism of *classes*, not of class *but*, named last in the block or the one before."""
    resolver, block_of = analysis.resolver, analysis.parsed.block_of
    for mention in reversed(resolver.named):
        entities = (mention.entity, resolver.principal(mention.entity))
        if mention.first >= trigger.token.i or not any(resolver.is_a(e, *classes) for e in entities):
            continue
        if but and resolver.is_a(mention.entity, but):
            continue
        if block_of[trigger.token.i] - block_of[mention.head] <= 1:
            return [Target(replace(mention, sure=_LAST), ())]
    return []
