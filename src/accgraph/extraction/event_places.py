"""Event places: where an event takes place: a city, a state, or the forum it is held in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_antecedents import announcement, gathered, purpose, scheduled_by
from accgraph.extraction.event_context import fronted, stamped, stretch
from accgraph.extraction.event_frames import EventFrames, EventTrigger, related_verbs
from accgraph.extraction.event_names import is_unknown_town, unknown_court
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import (
    coordinated,
    is_verb,
    noun_phrase,
    objects,
    prepositional_objects,
    subjects,
    surface_subjects,
)
from accgraph.model import Entity, Role
from accgraph.namespaces import named_iri

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["HOUSES", "place"]

HOUSES = frozenset(
    {"parliament", "senate", "assembly", "congress", "bundestag", "knesset", "house", "duma", "rada"}
)
_INSIDE = ("in", "at", "before")
_TRAVELS = frozenset({"visit", "trip", "tour", "journey"})
_ARRIVALS = ("to", "in", "at", "into")
_FORUMS = ("InternationalOrganisation", "Court", "Tribunal")
_HELD_IN = {
    "conference": ("State", *_FORUMS),
    "meeting": ("State",),
    "instrument": ("State",),
    "legal-step": _FORUMS,
    "measure": (),
}
_GEOGRAPHIC = frozenset({"GPE", "LOC", "FAC"})
_NO_CITY = frozenset({"DATE", "PERSON", "ORG", "NORP", "LAW", "EVENT", "TIME", "CARDINAL", "MONEY"})
_BARS = frozenset({"VERB", "PUNCT", "ADP", "CCONJ", "SCONJ"})


def place(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> Role | None:
    """Return where the event takes place, a city, a state or the forum; None if the clause does not say.

    A city comes before a state, a state before a forum; what a visit goes to is its place if nothing else is.
    """
    found = [*_by_grammar(trigger, analysis, frames), *_by_order(trigger, analysis, frames)]
    stamp = stamped(trigger, analysis)
    if stamp is not None:
        role = _found_place(stamp[0], stamp[1].first - 1, analysis)
        found += [role] if role is not None else []
    if trigger.frame.type == "meeting":
        found += _destinations(trigger, analysis)
    for rank in ("Place", "State", *_FORUMS):
        for role in found:
            if analysis.resolver.is_a(role.entity, rank):
                return role
    return (
        _host(trigger, analysis)
        or _city_in_name(trigger, analysis)
        or _seat_in_name(trigger, analysis)
        or _forum(trigger, analysis)
    )


def _by_grammar(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> Iterator[Role]:
    heads = [trigger.token, *related_verbs(trigger)]
    setting = scheduled_by(trigger.token)
    if setting is not None:
        heads += [setting, *(c for c in setting.children if c.dep_ == "xcomp")]
    aim = purpose(trigger.token, frames)
    heads += [g for g in (aim.ancestors if aim is not None else ()) if is_verb(g)][:1]
    told_by = announcement(trigger)
    heads += [told_by] if told_by is not None and told_by.lemma_.lower() == "announce" else []
    verb = trigger.verb
    meeting = gathered(verb) if verb is not None and trigger.frame.type == "instrument" else None
    heads += [meeting] if meeting is not None else []
    if verb is not None and trigger.token != verb:
        heads += [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "nsubj"} and c != trigger.token]
    elif verb is not None and trigger.frame.id == "present-report":
        heads += trigger.objects
    elif verb is not None and trigger.frame.type == "legal-step":
        heads += subjects(verb)
        heads += trigger.objects if trigger.frame.forum == "recipient" else ()
    for head in dict.fromkeys(heads):
        wanted = (*_INSIDE, "with", "to") if trigger.frame.forum == "recipient" else _INSIDE
        for target in _places_after(head, wanted):
            role = _place_role(target, analysis) if target.lower_ not in frames.no_places else None
            if role is not None and not _is_topic_of(target, trigger, frames):
                yield role


def _by_order(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> Iterator[Role]:
    """Yield the cities and forums after "in" or "at" between the trigger and the next clause."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    first, last = fronted(trigger)
    ahead = [
        t
        for t in doc[first:last]
        if t.i == first
        or doc[t.i - 1].text == ","
        or doc[t.i - 1].ent_type_ == "DATE"
        or doc[t.i - 1].lemma_.lower() in frames.gatherings
        or (doc[t.i - 1].tag_ == "VBN" and doc[t.i - 2].lemma_.lower() in frames.gatherings)
    ]
    for token in [*stretch(trigger), *ahead]:
        if token.lower_ not in _INSIDE or token.i + 1 >= len(doc):
            continue
        before = doc[max(0, token.i - 1)]
        about = before.tag_ == "NNS" or before.lemma_.lower() in frames.topics
        about = about and not (trigger.frame.sitting and before.lemma_.lower() in frames.officials)
        about = about and not _is_dated_city(token, analysis)
        if about and before not in {trigger.token, *trigger.objects[: trigger.frame.id != "refer"]}:
            continue
        following = doc[token.i + 1]
        mention = next(resolver.mentions_in(token.i + 1, min(token.i + 9, len(doc))), None)
        if following.lower_ in frames.no_places:
            continue
        if (
            following.pos_ == "PROPN"
            and resolver.mention_at(following.i) is None
            and (following.ent_type_ not in _NO_CITY or _is_dated_name(following, trigger))
        ):
            last = following.i + 1
            while (
                last < len(doc) and doc[last].pos_ == "PROPN" and doc[last].ent_type_ == following.ent_type_
            ):
                last += 1
            role = _found_place(following.i, last, analysis)
            if role is not None:
                yield role
        elif mention is not None and not any(t.pos_ in _BARS for t in doc[token.i + 1 : mention.first]):
            if mention.kind == "metonym":
                role = _found_place(mention.first, mention.last, analysis)
                if role is not None:
                    yield role
            elif mention.kind == "name" and resolver.is_a(mention.entity, *_HELD_IN[trigger.frame.type]):
                yield analysis.role(mention)


def _is_dated_name(name: Token, trigger: EventTrigger) -> bool:
    """Say whether a date follows the single name: a town, whatever the parser takes it for."""
    if trigger.frame.type == "legal-step" or name.i + 2 >= name.sent.end:
        return False
    following = name.nbor()
    return following.lower_ == "on" and following.nbor().ent_type_ == "DATE"


def _is_dated_city(preposition: Token, analysis: Analysis) -> bool:
    """Say whether a city and then a date follow *preposition* ("in New York on 19 August")."""
    doc, first = preposition.doc, preposition.i + 1
    mention = analysis.resolver.mention_at(first) if first < len(doc) else None
    last = first
    if mention is not None:
        last = mention.last if mention.kind == "metonym" else first
    else:
        while last < len(doc) and doc[last].ent_type_ == "GPE":
            last += 1
    dated = (
        last + 1 < len(doc) and doc[last].lower_ in {"on", "in", ","} and doc[last + 1].ent_type_ == "DATE"
    )
    return last > first and dated


def _is_topic_of(target: Token, trigger: EventTrigger, frames: EventFrames) -> bool:
    """Say whether *target* is only where that is which the event is about ("the situation in X")."""
    preposition = target.head
    before = preposition.doc[preposition.i - 1] if preposition.i else preposition
    own = {trigger.token, *trigger.objects[: trigger.frame.id != "refer"]}
    return before not in own and before.lemma_.lower() in frames.topics


def _destinations(trigger: EventTrigger, analysis: Analysis) -> list[Role]:
    found: list[Role | None] = []
    if trigger.token.lemma_.lower() in _TRAVELS and not is_verb(trigger.token):
        led = [t for t in stretch(trigger) if t.lower_ == "to" and t.dep_ == "prep" and not is_verb(t.head)]
        found += [_place_role(c, analysis) for t in led[:1] for c in t.children if c.dep_ == "pobj"]
    for head in [trigger.token, *([trigger.verb] if trigger.verb is not None else [])]:
        goals = _places_after(head, _ARRIVALS)
        if head.lemma_.lower() in {"visit", "tour"} and is_verb(head):
            goals = [*objects(head), *goals]
        for target in goals:
            role = _place_role(target, analysis)
            if role is None and is_unknown_town(target, analysis.resolver):
                role = _found_place(target.i, target.i + 1, analysis)
            found.append(role)
    return [role for role in found if role is not None]


def _places_after(head: Token, prepositions: Sequence[str]) -> list[Token]:
    """Return what stands after one of *prepositions* below *head*, dates in between passed over."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ not in {"prep", "advmod", "agent", "dative", "npadvmod"}:
            continue
        if child.lower_ in prepositions:
            found += [coordinated(c)[0] for c in child.children if c.dep_ == "pobj"]
        inner = list(child.children)
        inner += [n for c in inner if c.dep_ == "pobj" and c.ent_type_ == "DATE" for n in c.children]
        for nested in inner:
            if nested.dep_ == "prep" and nested.lower_ in prepositions:
                found += [c for c in nested.children if c.dep_ == "pobj"]
    return found


def _place_role(target: Token, analysis: Analysis) -> Role | None:
    resolver, doc = analysis.resolver, analysis.parsed.doc
    mention = resolver.mention_at(target.i)
    if mention is not None and mention.kind != "adjective":
        if mention.kind == "metonym":
            return _found_place(mention.first, mention.last, analysis)
        return analysis.role(mention) if resolver.is_a(mention.entity, "State", *_FORUMS) else None
    if target.ent_type_ in _GEOGRAPHIC:
        entity = next(e for e in doc.ents if e.start <= target.i < e.end)
        if any(resolver.mention_at(i) is not None for i in range(entity.start, entity.end)):
            return None
        return _found_place(entity.start, entity.end, analysis)
    found = [m for m in resolver.resolve(target) if resolver.is_a(m.entity, *_FORUMS)]
    return analysis.role(found[0]) if found else None


def _found_place(first: int, last: int, analysis: Analysis) -> Role | None:
    parsed = analysis.parsed
    if all(parsed.is_scaffold(i) for i in range(first, last)):
        return None
    span = parsed.span(first, last)
    quote = parsed.quote(span)
    label = " ".join(quote.split()).removeprefix("the ")
    return Role(Entity(named_iri("place", label), label, ("Place",), False), quote, span.start, span.end)


def _city_in_name(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the city in front of the word for a gathering ("the Lviv forum", "the Geneva talks")."""
    if trigger.frame.type not in {"conference", "meeting"} or trigger.frame.pos != "noun":
        return None
    cities = analysis.vocabulary.noted("capital")
    for child in trigger.token.children:
        if child.dep_ not in {"compound", "nmod", "amod"} or child.i >= trigger.token.i:
            continue
        mention = analysis.resolver.mention_at(child.i)
        if mention is None and child.ent_type_ == "GPE":
            return _found_place(child.i, child.i + 1, analysis)
        if mention is not None and mention.kind == "metonym" and child.text in cities:
            return _found_place(mention.first, mention.last, analysis)
    return None


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


def _seat_in_name(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the city that a deciding national court is named after ("the Riga Regional Court")."""
    if trigger.frame.type != "legal-step":
        return None
    cities = analysis.vocabulary.noted("capital")
    for head in subjects(trigger.verb or trigger.token):
        named = analysis.resolver.mention_at(head.i)
        mention = named or unknown_court(head, analysis.resolver)
        if mention is None or mention.entity.classes != ("Court",):
            continue
        seat = mention.last - 1
        if named is None and seat > head.i:
            return _found_place(seat, seat + 1, analysis)
        for i in range(mention.first, mention.last):
            if analysis.parsed.doc[i].text in cities:
                return _found_place(i, i + 1, analysis)
    return None


def _forum(trigger: EventTrigger, analysis: Analysis) -> Role | None:
    """Return the deliberating body that adopts, debates or is addressed: the event takes place there."""
    if trigger.frame.forum not in {"subject", "object", "possessor"}:
        return None
    verb = trigger.verb or trigger.token
    heads = [*subjects(verb), *surface_subjects(verb)]
    if trigger.frame.forum == "object":
        heads = list(trigger.objects)
    if trigger.token != verb:
        heads += [c for c in trigger.token.children if c.dep_ == "poss"]
    if trigger.frame.forum == "possessor":
        heads = [c for c in trigger.token.children if c.dep_ == "poss"]
        heads += prepositional_objects(trigger.token, ("by", "in", "at"))
    for head in heads:
        for mention in analysis.resolver.resolve_all(head):
            if analysis.resolver.is_a(mention.entity, *_FORUMS) or _is_parliament(mention, trigger, analysis):
                return analysis.role(mention)
        if head.lemma_.lower() in HOUSES and analysis.resolver.mention_at(head.i) is None and _acts(trigger):
            first, last = noun_phrase(head)
            return _found_place(first + (head.doc[first].pos_ == "DET"), last, analysis)
    return None


def _is_parliament(mention: Mention, trigger: EventTrigger, analysis: Analysis) -> bool:
    """Say whether *mention* names a parliament, which passes its acts in its own house."""
    if mention.kind != "name" or not _acts(trigger):
        return False
    label = mention.entity.label.lower().split()
    return analysis.resolver.is_a(mention.entity, "GovernmentBody", "Organ") or bool(HOUSES & set(label))


def _acts(trigger: EventTrigger) -> bool:
    """Say whether the trigger tells of what a parliament passes, not of a treaty that its state accepts."""
    if trigger.frame.type != "instrument":
        return False
    return trigger.frame.id == "vote-to" or trigger.token.lemma_.lower() in {
        "pass",
        "adopt",
        "enact",
        "vote",
        "approve",
        "repeal",
    }
