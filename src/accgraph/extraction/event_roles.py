"""Event roles: who takes part in an event, as grammar and its neighbourhood tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_antecedents import (
    named_before,
    of_somebody_else,
    purpose,
    separated_relative,
    shortened,
)
from accgraph.extraction.event_context import following, from_context, listed_before, parties, stretch
from accgraph.extraction.event_frames import (
    EventFrame,
    EventFrames,
    EventTrigger,
    related_verbs,
)
from accgraph.extraction.event_names import separated_subject, unknown_court, unknown_party, unknown_person
from accgraph.extraction.event_parties import (
    accused,
    at_request_of,
    bound,
    called_on,
    country_of,
    courts_in,
    headed_by,
    named_later,
    obliged,
    sanctioned_states,
    sides,
    states_of,
    together_with,
    wanted,
    who_acts_in,
)
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import (
    agents,
    complements,
    coordinated,
    is_verb,
    objects,
    prepositional_objects,
    subjects,
    surface_subjects,
)
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["participants"]

_NOT_BODIES = ("Treaty", "Legislation", "Proceeding", "SanctionsRegime", "UniversalJurisdiction")
_BELOW = ("of", "from", "between", "for")
_WITH = ("with", "between", "among", "by", "against", "including", "alongside", "involving")
_OF_NOUN = (*_WITH, "of", "from", "for")
_OF_VERB = (*_WITH, "to", "from", "on")
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nsubj", "conj"})
_HANDING_OVER = frozenset({"extradition", "surrender", "transfer", "handover", "deportation", "rendition"})
# frames of what is done to persons alone
_PERSONAL = frozenset({"arrest", "surrender", "release", "custody", "hand-over", "pick-up"})
_PAID_FOR = frozenset({"pay-for", "finance"})
_WITH_OBJECT = frozenset({"receive", "meet", "visit", "host", "bring", "gather", "invite"})


def participants(
    trigger: EventTrigger, analysis: Analysis, frames: EventFrames
) -> list[tuple[Mention, Entity]]:
    """Return who takes part, each once: the mention and the entity, a person's principal after the person.

    They are found by grammar first; as the parser often attaches prepositional phrases too low, then by the
    prepositions that follow the trigger before the next clause; what is left open then by the context.
    """
    found: dict[str, tuple[Mention, Entity]] = {}

    def add(mention: Mention) -> None:
        entity = mention.entity
        if entity.label in frames.nobody or _is_created(mention, trigger):
            return
        if _may_take_part(entity, trigger.frame.bodies, analysis):
            for each in _with_principal(entity, analysis):
                found.setdefault(each.iri, (mention, each))

    personal = trigger.frame.type in {"legal-step", "measure", "meeting"}
    doers = _doers(trigger, analysis) if trigger.frame.hostile else []
    for head in _argument_heads(trigger, analysis, frames):
        strange = trigger.frame.hostile and trigger.frame.type == "measure"
        strange = strange or (trigger.frame.id == "travel" and head not in trigger.objects)
        strange = strange or (trigger.frame.type == "conference" and head.dep_ == "nsubj")
        for mention in _named(head, analysis, frames, personal, parties_too=strange):
            meant = of_somebody_else(head, mention, doers, analysis) if doers else mention
            if meant is not None and not _is_of_another(head, mention, trigger, analysis, frames):
                add(meant)
    if trigger.frame.id in {"impose", "sign-off"}:
        for mention in sanctioned_states(trigger, analysis):
            add(mention)
    if trigger.verb is not None:
        for mention in listed_before(trigger.verb, analysis):
            add(mention)
    for mention in following(trigger, analysis, frames):
        add(mention)
    if trigger.frame.type == "legal-step":
        for mention in (*accused(stretch(trigger), analysis, frames), *sides(trigger, analysis)):
            add(mention)
    if trigger.frame.type in {"instrument", "meeting"} and not found:
        for mention in headed_by(trigger.token, analysis):
            add(mention)
    for mention in from_context(trigger, analysis, frames, [entity for _, entity in found.values()]):
        add(mention)
    return list(found.values())


def _is_of_another(
    head: Token, mention: Mention, trigger: EventTrigger, analysis: Analysis, frames: EventFrames
) -> bool:
    """Say whether a pronoun, resolved to *mention*, rather means somebody described: who is tried or held.

    No state is convicted; and in "sentenced a soldier; he was handed over" it is the soldier that *he* means.
    """
    if head.pos_ != "PRON" or trigger.frame.id not in _PERSONAL:
        return False
    if head.lower_ in {"both", "them", "they", "him"} and analysis.resolver.is_a(mention.entity, "State"):
        return True
    if head.lower_ not in {"he", "she", "him", "her"}:
        return False
    before = head.doc[head.sent.start : head.i]
    return any(t.tag_ == "NN" and t.lemma_.lower() in frames.captives for t in before) and not any(
        analysis.resolver.is_a(m.entity, "Person")
        for m in analysis.resolver.mentions_in(head.sent.start, head.i)
    )


def _doers(trigger: EventTrigger, analysis: Analysis) -> list[Entity]:
    """Return whom the subject of the event's verb stands for, and those it acts for."""
    found: list[Entity] = []
    for head in subjects(trigger.verb) if trigger.verb is not None else ():
        for mention in analysis.resolver.resolve_all(head):
            found += [mention.entity, analysis.resolver.principal(mention.entity)]
    return found


def _argument_heads(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> Iterator[Token]:
    frame, token = trigger.frame, trigger.token
    if token != trigger.verb:
        owners = [c for c in token.children if c.dep_ == "poss"]
        yield from owners
        yield from (s for c in owners for s in named_later(c, analysis))
        if frame.type == "legal-step":
            yield from obliged(token, frames)
            cases = prepositional_objects(token, ("in",))
            yield from (
                c for c in cases if c.lemma_.lower() in {"case", "proceeding", "proceedings", "trial"}
            )
        if token.pos_ == "NOUN":
            named = (c for c in token.children if c.dep_ in {"amod", "compound", "nmod"})
            yield from (c for c in named if not _is_seat(c, frame, analysis))
        yield from prepositional_objects(token, (*_OF_NOUN, "to") if frame.type == "measure" else _OF_NOUN)
        if frame.id == "instrument-issued" and any(c.lower_ == "joint" for c in token.children):
            yield from who_acts_in(token)
        if frame.id == "meeting" and token.lemma_.lower() in {"call", "visit"}:
            yield from called_on(token, analysis)
        if frame.id == "warrant":
            yield from wanted(token)
        if frame.id == "proceedings" and token.lemma_.lower() in _HANDING_OVER:
            yield from prepositional_objects(token, ("to",))
        yield from (c for c in token.children if c.dep_ == "appos" and not _is_seat(c, frame, analysis))
    for verb in related_verbs(trigger):
        if token != verb and token.dep_ == "dobj" and verb.lemma_.lower() in frames.reactions:
            continue
        if frame.subject_class:
            yield from separated_subject(verb, analysis.resolver)
        if not _is_cut_off(verb):
            yield from surface_subjects(verb) if _is_plain_past(verb) else subjects(verb)
        yield from separated_relative(verb, analysis.resolver)
        behalf = (o for o in prepositional_objects(verb, ("on",)) if o.lower_ == "behalf")
        yield from (o for b in behalf for o in prepositional_objects(b, ("of",)))
        yield from together_with(verb)
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() == "have":
            yield from subjects(verb.head)
        if (verb == token and not frame.object) or verb.lemma_.lower() in _WITH_OBJECT:
            yield from objects(verb)
        yield from agents(verb)
        handed = frame.type in {"measure", "legal-step"} or frame.id == "hand-instrument"
        yield from prepositional_objects(verb, _OF_VERB if handed else _WITH)
        if frame.id == "warrant":
            yield from prepositional_objects(verb, ("for", "against"))
        if frame.type == "legal-step":
            yield from courts_in(prepositional_objects(verb, ("at", "before", "in", "with")), analysis)
            if verb != token:
                yield from surface_subjects(verb) if verb.dep_ == "relcl" else ()
            for clause in complements(verb):
                yield from surface_subjects(clause)
            yield from bound(verb)
            if verb not in {token, trigger.verb} and verb.dep_ == "acl" and verb.tag_ == "VBG":
                yield from objects(verb)
        if frame.type in {"legal-step", "measure"}:
            yield from (c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP")
        if frame.money and prepositional_objects(verb, ("with",)):
            yield from objects(verb)
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in frames.announcing:
            told = [
                s for s in surface_subjects(verb) if s.pos_ == "PRON" and not analysis.resolver.resolve(s)
            ]
            yield from surface_subjects(verb.head) if told else ()
        if verb.dep_ == "acl":
            yield from who_acts_in(verb.head)
            if verb.tag_ == "VBG" and frame.intransitive:
                yield from (verb.head, *([verb.head.head] if verb.head.dep_ == "appos" else []))
            if verb.tag_ == "VBG" and verb.head.dep_ == "dobj" and frame.type == "measure":
                yield from subjects(verb.head.head)
    if frame.seated:
        yield token
    yield from at_request_of(trigger)
    yield from _who_meets(trigger, frames)
    if shortened(token):
        meant = named_before(token, frames.nouns)
        yield from (
            a for c in (meant.children if meant is not None else ()) if c.dep_ == "acl" for a in agents(c)
        )
    for head in trigger.objects:
        if (frame.object_class or frame.reciprocal or frame.object_acts) and not _is_destination(
            head, frame, analysis
        ):
            yield head
        if frame.type in {"legal-step", "conference"} or frame.money or frame.id in _PAID_FOR:
            yield from (c for c in head.children if c.dep_ == "poss")
        if frame.from_state:
            yield from states_of(head, analysis)
        if frame.id == "file" and any(
            analysis.resolver.is_a(m.entity, "Proceeding") for m in analysis.resolver.resolve(head)
        ):
            yield head
        if frame.id == "present-report":
            yield from prepositional_objects(head, ("of", "by", "from"))
        if frame.id in {"court-rules", "accept-jurisdiction"}:
            yield from prepositional_objects(head, ("of", "by", "for"))
        yield from prepositional_objects(head, _WITH if frame.type != "measure" else (*_WITH, "to", "on"))


def _who_meets(trigger: EventTrigger, frames: EventFrames) -> list[Token]:
    """Return who does something "during a visit to Kyiv": the visit or conference is theirs."""
    token = trigger.token
    if (
        trigger.frame.type not in {"meeting", "conference", "legal-step"}
        or token.dep_ != "pobj"
        or token == trigger.verb
    ):
        return []
    governor = token.head.head
    aim = purpose(token, frames)
    if aim is not None:
        coming = next((g for g in aim.ancestors if is_verb(g)), None)
        words = {g.lemma_.lower() for g in aim.ancestors}
        return surface_subjects(coming) if coming is not None and words & frames.arrivals else []
    if token.head.lower_ in {"during", "at", "following", "after", "in", "by"} and is_verb(governor):
        definite = any(c.dep_ == "poss" or c.lower_ in {"a", "an", "the"} for c in token.children)
        told = governor.lemma_.lower() in frames.saying and trigger.frame.type == "meeting"
        if definite and (token.head.i < governor.i or trigger.frame.type == "conference" or told):
            heard = objects(governor) if told and governor.lemma_.lower() == "tell" else []
            return [*surface_subjects(governor), *heard]
    return []


def _is_plain_past(verb: Token) -> bool:
    """Say whether *verb* is active for certain: "spoke by phone" has an agent only for the parser."""
    return verb.tag_ == "VBD" and not any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def _is_cut_off(verb: Token) -> bool:
    """Say whether *verb* is a participle after a comma that the parser has coordinated with a finite verb.

    In "welcomes the decision of 4 April, adopted against" it is not the subject that adopts.
    """
    bare = verb.tag_ == "VBN" and not any(c.dep_.startswith(("aux", "nsubj")) for c in verb.children)
    return bare and verb.dep_ == "conj" and verb.head.tag_ in {"VBZ", "VBP"}


def _is_seat(modifier: Token, frame: EventFrame, analysis: Analysis) -> bool:
    """Say whether *modifier* only tells where a gathering is ("the Kigali meeting")."""
    mention = analysis.resolver.mention_at(modifier.i)
    gathering = frame.type in {"meeting", "conference"}
    return gathering and mention is not None and mention.kind == "metonym"


def _is_destination(head: Token, frame: EventFrame, analysis: Analysis) -> bool:
    """Say whether *head* is where a visit goes: a state or city is then its place, not one who takes part."""
    if frame.id not in {"visit", "travel", "come"}:
        return False
    return any(analysis.resolver.is_a(m.entity, "State") for m in analysis.resolver.resolve(head))


def _named(
    head: Token,
    analysis: Analysis,
    frames: EventFrames,
    personal: bool,
    depth: int = 0,
    *,
    parties_too: bool = False,
) -> Iterator[Mention]:
    """Yield whom *head* and its conjuncts stand for; where it is nobody, those it belongs to."""
    resolver = analysis.resolver
    for part in coordinated(head):
        found = list(resolver.resolve(part))
        own = resolver.mention_at(part.i)
        if part.tag_ == "NNS" and any(c.dep_ == "nummod" for c in part.children):
            found = [m for m in found if m.kind == "name" or not resolver.is_a(m.entity, "Person")]
        if not found and own is not None and own.kind == "adjective" and part.dep_ in _MODIFIERS:
            found = [own]
        appositions = [a for c in part.children if c.dep_ in {"appos", "flat"} for a in coordinated(c)]
        if not found and part.tag_ == "NNS":
            listed = (resolver.mention_at(a.i) for a in appositions)
            found = [m for m in listed if m is not None and resolver.is_a(m.entity, "Actor")]
        if not found:
            cases = (resolver.mention_at(a.i) for a in appositions)
            found = [m for m in cases if m is not None and resolver.is_a(m.entity, "Proceeding")]
        persons = [m for c in appositions for m in resolver.resolve(c) if resolver.is_a(m.entity, "Person")]
        if personal and part.tag_ == "NNS":
            unnamed = (unknown_person(c, resolver, frames.words) for c in appositions)
            persons += [m for m in unnamed if m is not None]
        if persons and not any(resolver.is_a(m.entity, "Person") for m in found):
            found = persons
        if part.tag_ in {"NNS", "NNPS"} and part.pos_ == "NOUN":
            states = (m for o in prepositional_objects(part, ("of",)) for m in resolver.resolve_all(o))
            found += [m for m in states if resolver.is_a(m.entity, "State") and m not in found]
        yield from found
        if part.tag_ in {"NNS", "NNPS"}:
            some = prepositional_objects(part, ("including", "among", "as"))
            yield from (m for o in some for m in resolver.resolve_all(o) if resolver.is_a(m.entity, "Actor"))
        yield from parties(found, analysis)
        if any(resolver.is_a(m.entity, "Court") for m in found) and personal:
            yield from (m for c in part.children if c.dep_ == "poss" for m in resolver.resolve(c))
        described = all(m.kind == "nominal" and resolver.is_a(m.entity, "State") for m in found)
        court = unknown_court(part, resolver) if personal and described else None
        if described and found and part.tag_ == "NNS":
            own_states = (
                resolver.mention_at(a.i) for c in part.children if c.dep_ == "amod" for a in coordinated(c)
            )
            yield from filter(None, own_states)
        if court is not None:
            yield court
            yield from country_of(court, analysis)
            continue
        if not found and part.pos_ == "PROPN" and personal:
            unknown = unknown_person(part, resolver, frames.words)
            if unknown is not None:
                yield unknown
                continue
        if not found and parties_too:
            party = unknown_party(part, resolver)
            if party is not None:
                yield party
                continue
        if any(resolver.is_a(m.entity, "Person") for m in found) and part.pos_ == "NOUN":
            yield from (
                m for c in part.children if c.dep_ == "amod" and (m := resolver.mention_at(c.i)) is not None
            )
        if found or depth >= 3:
            continue
        leaving = part.lemma_.lower() in frames.leaving
        below = prepositional_objects(part, ("of", "between", "for") if leaving else _BELOW)
        if personal:
            below += prepositional_objects(part, ("against", "at"))
        if part.pos_ == "NOUN" and personal:
            below += [a for c in part.children if c.dep_ == "acl" for a in agents(c)]
        if part.pos_ in {"NOUN", "PROPN"}:
            below += [c for c in part.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
        for inner in below:
            yield from _named(inner, analysis, frames, personal, depth + 1)


def _may_take_part(entity: Entity, bodies: bool, analysis: Analysis) -> bool:
    resolver = analysis.resolver
    if resolver.is_a(entity, "Actor"):
        return True
    return bodies and resolver.is_a(entity, "Mechanism") and not resolver.is_a(entity, *_NOT_BODIES)


def _is_created(mention: Mention, trigger: EventTrigger) -> bool:
    return trigger.frame.created and any(mention.first <= head.i < mention.last for head in trigger.objects)


def _with_principal(entity: Entity, analysis: Analysis) -> tuple[Entity, ...]:
    resolver = analysis.resolver
    if not resolver.is_a(entity, "Person"):
        principal = resolver.principal(entity)
        if principal != entity and resolver.is_a(entity, "Court") and resolver.is_a(principal, "State"):
            return (entity, principal)
        # a group acts in its own right, unlike a ministry or a chamber
        alone = resolver.is_a(entity, "Group", "CivilSocietyOrganisation")
        return (entity,) if alone else (principal,)
    principal = resolver.principal(entity)
    return (entity,) if principal == entity else (entity, principal)
