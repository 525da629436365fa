"""Event roles: who takes part in an event, and where it takes place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_context import following, from_context, stretch
from accgraph.extraction.event_frames import EventFrame, EventFrames, EventTrigger, related_verbs
from accgraph.extraction.mentions import Mention
from accgraph.extraction.reference import coordinated
from accgraph.extraction.syntax import (
    agents,
    complements,
    is_verb,
    objects,
    prepositional_objects,
    subjects,
    surface_subjects,
)
from accgraph.model import Entity, Role
from accgraph.namespaces import named_iri
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["participants", "place"]

_NOT_BODIES = ("Treaty", "Legislation", "Proceeding", "SanctionsRegime", "UniversalJurisdiction")
_WITH = ("with", "between", "among", "by", "against", "including", "alongside", "involving")
_OF_NOUN = (*_WITH, "of", "from", "for")
_OF_VERB = (*_WITH, "to", "from", "on")
_PLACES = ("in", "at", "before")
_ARRIVALS = ("to", "in", "at", "into")
_GEOGRAPHIC = frozenset({"GPE", "LOC", "FAC"})


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

    for head in _argument_heads(trigger, analysis):
        for mention in _named(head, analysis, 0):
            add(mention)
    for mention in following(trigger, analysis, frames):
        add(mention)
    for mention in from_context(trigger, analysis, [entity for _, entity in found.values()]):
        add(mention)
    return list(found.values())


def place(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return where the event takes place, a city, a state or the forum; None if the clause does not say."""
    heads = [trigger.token, *related_verbs(trigger)]
    if trigger.verb is not None and trigger.token != trigger.verb:
        heads += [
            c
            for c in trigger.verb.children
            if c.dep_ in {"dobj", "nsubjpass", "nsubj"} and c != trigger.token
        ]
    weak: Role | None = None
    for head in dict.fromkeys(heads):
        for target in _places_after(head, _PLACES):
            role = _place_role(target, analysis)
            if role is not None and "Place" in role.entity.classes:
                return role
            weak = weak or role
    if trigger.frame.type == "meeting":
        for head in [trigger.token, *([trigger.verb] if trigger.verb is not None else [])]:
            goals = _places_after(head, _ARRIVALS)
            if head.lemma_.lower() in {"visit", "tour"} and is_verb(head):
                goals = [*objects(head), *goals]
            for target in goals:
                weak = weak or _place_role(target, analysis)
    weak = (
        weak
        or _host(trigger, analysis)
        or _place_following(trigger, analysis)
        or _seat_in_name(trigger, analysis)
    )
    if weak is None and trigger.frame.forum:
        weak = _forum(trigger, analysis)
    return weak


def _argument_heads(trigger: EventTrigger, analysis: Analysis) -> Iterator[Token]:
    frame, token = trigger.frame, trigger.token
    if token != trigger.verb:
        yield from (c for c in token.children if c.dep_ == "poss")
        if token.pos_ == "NOUN":
            yield from (c for c in token.children if c.dep_ in {"amod", "compound", "nmod"})
        yield from prepositional_objects(token, (*_OF_NOUN, "to") if frame.type == "measure" else _OF_NOUN)
        yield from (c for c in token.children if c.dep_ == "appos")
    for verb in related_verbs(trigger):
        yield from subjects(verb)
        if (verb == token and not frame.object) or verb.lemma_.lower() in {
            "receive",
            "meet",
            "visit",
            "host",
            "bring",
            "gather",
        }:
            yield from objects(verb)
        yield from agents(verb)
        yield from prepositional_objects(verb, _OF_VERB if frame.type in {"measure", "legal-step"} else _WITH)
        if frame.type == "legal-step":
            yield from _courts_in(prepositional_objects(verb, ("at", "before", "in", "with")), analysis)
            if verb != token:
                yield from surface_subjects(verb) if verb.dep_ == "relcl" else ()
            for clause in complements(verb):
                yield from surface_subjects(clause)
        if verb.dep_ == "acl":
            yield from _who_acts_in(verb.head)
    for head in trigger.objects:
        if (frame.object_class or frame.reciprocal) and not _is_destination(head, frame, analysis):
            yield head
        if frame.type in {"legal-step", "conference"}:
            yield from (c for c in head.children if c.dep_ == "poss")
        yield from prepositional_objects(head, _WITH if frame.type != "measure" else (*_WITH, "to", "on"))


def _courts_in(heads: Sequence[Token], analysis: Analysis) -> list[Token]:
    """Return those of *heads* that name a court or a body; a city that stands for a state is a place."""
    found = []
    for head in heads:
        mention = analysis.resolver.mention_at(head.i)
        kinds = ("Court", "Tribunal", "InternationalOrganisation")
        if any(analysis.resolver.is_a(m.entity, *kinds) for m in analysis.resolver.resolve(head)) and (
            mention is None or mention.kind == "name"
        ):
            found.append(head)
    return found


def _who_acts_in(noun: Token) -> list[Token]:
    """Return who adopts in "in a resolution adopted on Monday, the Assembly ...": the clause's subject."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "by", "under"} and is_verb(noun.head.head):
        return surface_subjects(noun.head.head)
    return []


def _is_destination(head: Token, frame: EventFrame, analysis: Analysis) -> bool:
    """Say whether *head* is where a visit goes: a state or city is then its place, not one who takes part."""
    if frame.id not in {"visit", "travel"}:
        return False
    return any(analysis.resolver.is_a(m.entity, "State") for m in analysis.resolver.resolve(head))


def _named(head: Token, analysis: Analysis, depth: int) -> Iterator[Mention]:
    """Yield whom *head* and its conjuncts stand for; where it is nobody, those it belongs to."""
    resolver = analysis.resolver
    for part in coordinated(head):
        found = list(resolver.resolve(part))
        own = resolver.mention_at(part.i)
        if (
            not found
            and own is not None
            and own.kind == "adjective"
            and part.dep_ in {"amod", "compound", "nmod", "nsubj"}
        ):
            found = [own]
        appositions = [c for c in part.children if c.dep_ in {"appos", "flat"}]
        persons = [m for c in appositions for m in resolver.resolve(c) if resolver.is_a(m.entity, "Person")]
        if persons and not any(resolver.is_a(m.entity, "Person") for m in found):
            found = persons
        yield from found
        if found or depth >= 2:
            continue
        below = prepositional_objects(part, ("of", "from", "between", "for"))
        if part.pos_ == "NOUN":
            below += [c for c in part.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
        for inner in below:
            yield from _named(inner, analysis, depth + 1)


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
        return (resolver.principal(entity),) if not _stands_alone(entity, analysis) else (entity,)
    principal = resolver.principal(entity)
    return (entity,) if principal == entity else (entity, principal)


def _stands_alone(entity: Entity, analysis: Analysis) -> bool:
    """Say whether an organ acts in its own right: no state's ministry or office, no court's chamber."""
    return analysis.resolver.is_a(entity, "Group", "CivilSocietyOrganisation")


def _places_after(head: Token, prepositions: Sequence[str]) -> list[Token]:
    found = []
    for child in head.children:
        if child.dep_ in {"prep", "advmod", "agent", "dative"}:
            if child.lower_ in prepositions:
                found += [t for c in child.children if c.dep_ == "pobj" for t in coordinated(c)[:1]]
            for inner in child.children:
                target = inner if inner.dep_ == "pobj" else None
                for nested in (
                    inner,
                    *(target.children if target is not None and _is_temporal(target) else ()),
                ):
                    if nested.dep_ == "prep" and nested.lower_ in prepositions:
                        found += [c for c in nested.children if c.dep_ == "pobj"]
        if child.dep_ == "npadvmod" and _is_temporal(child):
            for nested in child.children:
                if nested.dep_ == "prep" and nested.lower_ in prepositions:
                    found += [c for c in nested.children if c.dep_ == "pobj"]
    return found


def _is_temporal(token: Token) -> bool:
    return bool(token.ent_type_ == "DATE")


def _place_role(target: Token, analysis: Analysis) -> Role | None:
    parsed, resolver = analysis.parsed, analysis.resolver
    mention = resolver.mention_at(target.i)
    if mention is not None and mention.kind != "adjective":
        if mention.kind == "metonym":
            return _found_place(mention.first, mention.last, analysis)
        if resolver.is_a(mention.entity, "State", "InternationalOrganisation", "Court", "Tribunal"):
            return analysis.role(mention)
        return None
    if target.ent_type_ in _GEOGRAPHIC:
        first, last = target.i, target.i + 1
        while (
            first > 0
            and parsed.doc[first - 1].ent_type_ == target.ent_type_
            and parsed.doc[first].ent_iob_ == "I"
        ):
            first -= 1
        while last < len(parsed.doc) and parsed.doc[last].ent_iob_ == "I":
            last += 1
        if resolver.mention_at(first) is not None:
            return None
        return _found_place(first, last, analysis)
    found = [
        m
        for m in resolver.resolve(target)
        if resolver.is_a(m.entity, "InternationalOrganisation", "Court", "Tribunal")
    ]
    return analysis.role(found[0]) if found else None


def _found_place(first: int, last: int, analysis: Analysis) -> Role | None:
    parsed = analysis.parsed
    if all(parsed.is_scaffold(i) for i in range(first, last)):
        return None
    span = parsed.span(first, last)
    label = " ".join(parsed.quote(span).split())
    label = label[4:] if label.startswith("the ") else label
    return Role(
        Entity(named_iri("place", label), label, ("Place",), False), parsed.quote(span), span.start, span.end
    )


def _host(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the only state that hosts a conference: it takes place there."""
    if trigger.frame.type != "conference":
        return None
    for verb in related_verbs(trigger):
        if verb.lemma_.lower() == "host":
            hosts = [m for s in subjects(verb) for m in analysis.resolver.resolve_all(s)]
            if len(hosts) == 1 and analysis.resolver.is_a(hosts[0].entity, "State"):
                return analysis.role(hosts[0])
    return None


def _place_following(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the city or forum after "in" or "at" that follows the trigger before the next clause."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    for token in stretch(trigger):
        if token.lower_ not in {"in", "at", "before"}:
            continue
        for mention in resolver.mentions_in(token.i + 1, min(token.i + 9, len(doc))):
            between = doc[token.i + 1 : mention.first]
            if (
                any(t.pos_ in {"VERB", "PUNCT", "ADP", "CCONJ"} for t in between)
                or mention.kind == "adjective"
            ):
                break
            if mention.kind == "metonym":
                return _found_place(mention.first, mention.last, analysis)
            wide = trigger.frame.type in {"conference", "legal-step"}
            if wide and resolver.is_a(mention.entity, "InternationalOrganisation", "Court", "Tribunal"):
                return analysis.role(mention)
            break
    return None


def _seat_in_name(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the city that a deciding national court is named after ("the Riga Regional Court")."""
    if trigger.frame.type != "legal-step":
        return None
    verb = trigger.verb or trigger.token
    for head in subjects(verb):
        mention = analysis.resolver.mention_at(head.i)
        if mention is None or mention.entity.classes[:2] != ("Court",):
            continue
        for i in range(mention.first, mention.last):
            if analysis.parsed.doc[i].text in capitals(analysis.vocabulary):
                return _found_place(i, i + 1, analysis)
    return None


def capitals(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the names of the capitals of all states of *vocabulary*."""
    return frozenset(c for entry in vocabulary.entries.values() for c in entry.notes.get("capital", ()))


def _forum(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the deliberating body that adopts or is addressed: it is where the event takes place."""
    verb = trigger.verb or trigger.token
    heads = (
        [*subjects(verb), *surface_subjects(verb)]
        if trigger.frame.id != "address-body"
        else list(trigger.objects)
    )
    for head in heads:
        for mention in analysis.resolver.resolve_all(head):
            if analysis.resolver.is_a(mention.entity, "InternationalOrganisation"):
                return analysis.role(mention)
    return None
