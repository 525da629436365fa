"""Event parties: who takes part without being subject or object of the word for the event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_context import fronted, stretch
from accgraph.extraction.event_frames import EventFrames, EventTrigger, related_verbs
from accgraph.extraction.event_names import unknown_person
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import is_passive, is_verb, objects, prepositional_objects, surface_subjects
from accgraph.model import Entity
from accgraph.namespaces import named_iri

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

_LINE = 25

__all__ = [
    "accused",
    "at_request_of",
    "bound",
    "called_on",
    "country_of",
    "courts_in",
    "headed_by",
    "named_later",
    "obliged",
    "sanctioned_states",
    "sides",
    "states_of",
    "together_with",
    "wanted",
    "who_acts_in",
]


def accused(tokens: Sequence[Token], analysis: Analysis, frames: EventFrames) -> list[Mention]:
    """Return the persons among *tokens* against whom something is done and of whom only the name is known."""
    heads = (t for t in tokens if t.dep_ == "pobj" and t.head.lower_ == "against")
    found = (unknown_person(h, analysis.resolver, frames.words) for h in heads)
    return [m for m in found if m is not None]


def at_request_of(trigger: EventTrigger) -> list[Token]:
    """Return at whose request it happens ("was arrested in Graz at Chile's request")."""
    found: list[Token] = []
    for verb in related_verbs(trigger):
        for asked in prepositional_objects(verb, ("at", "on", "upon")):
            if asked.lemma_.lower() in {"request", "behest", "invitation"}:
                found += [c for c in asked.children if c.dep_ == "poss"]
                found += prepositional_objects(asked, ("of", "from"))
    return found


def sides(trigger: EventTrigger, analysis: Analysis) -> list[Mention]:
    """Return the states, and the accused, on the two sides of a case that the event is part of ("A v. B")."""
    resolver, doc = analysis.resolver, analysis.parsed.doc
    own = {t.i for t in (*stretch(trigger), *trigger.token.subtree)} | set(range(*fronted(trigger)))
    found: list[Mention] = []
    for i in sorted(own):
        if doc[i].lower_ not in {"v.", "v", "vs."} or not 0 < i < len(doc) - 1:
            continue
        right = i + 1 + (doc[i + 1].lower_ == "the")
        states = [m for m in (resolver.mention_at(i - 1), resolver.mention_at(right)) if m is not None]
        case = resolver.mention_at(i)
        if case is not None and not case.entity.known and right < case.last:
            for entity in analysis.vocabulary.lookup(doc[right : case.last].text):
                states.append(Mention(right, case.last, case.last - 1, entity, "name", case.sure))
        found += [m for m in states if resolver.is_a(m.entity, "State", "Person")]
        if doc[i - 1].text == "Prosecutor" and not states:
            last = right
            while last < len(doc) and doc[last].pos_ in {"PROPN", "PUNCT"} and doc[last].text not in ",.;:()":
                last += 1
            if last > right + 1:
                label = doc[right:last].text
                person = Entity(named_iri("person", label), label, ("Person",), False)
                found.append(Mention(right, last, last - 1, person, "name", 0.7))
    return found


def headed_by(word: Token, analysis: Analysis) -> list[Mention]:
    """Return the names before the colon of a headline ("Peru and Chile: treaty signed in Lima")."""
    doc, sentence = word.doc, word.sent
    colon = next((t.i for t in doc[sentence.start : word.i] if t.text == ":"), None)
    if colon is None or sentence.end - sentence.start > _LINE:
        return []
    named = list(analysis.resolver.mentions_in(sentence.start, colon))
    covered = {i for m in named for i in range(m.first, m.last)}
    plain = all(t.i in covered or t.lower_ in {",", "and", "the"} for t in doc[sentence.start : colon])
    return named if plain else []


def called_on(noun: Token, analysis: Analysis) -> list[Token]:
    """Return on whom a call is paid, or which body a visit goes to."""
    bodies = ("InternationalOrganisation", "Court", "Tribunal", "Person")
    goals = prepositional_objects(noun, ("on", "upon", "to"))
    return [
        g
        for g in goals
        if any(analysis.resolver.is_a(m.entity, *bodies) for m in analysis.resolver.resolve(g))
    ]


def wanted(warrant: Token) -> list[Token]:
    """Return who is arrested or surrendered "pursuant to", "under" or "on" *warrant*."""
    verb = next((a for a in warrant.ancestors if is_verb(a)), None)
    if warrant.dep_ != "pobj" or verb is None or verb.lemma_.lower() not in {"arrest", "detain", "surrender"}:
        return []
    return surface_subjects(verb) if is_passive(verb) else objects(verb)


def courts_in(heads: Sequence[Token], analysis: Analysis) -> list[Token]:
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


def obliged(noun: Token, frames: EventFrames) -> list[Token]:
    """Return whom an order binds: "the order obliges X", "under the order X is bound"."""
    governor = noun.head
    if noun.dep_ == "pobj" and governor.lower_ in {"under", "by"}:
        verb = governor.head
        if any(t.lemma_.lower() in frames.binding | {"bound"} for t in (verb, *verb.children)):
            return surface_subjects(verb)
    return objects(governor) if noun.dep_ == "nsubj" and governor.lemma_.lower() in frames.binding else []


def bound(verb: Token) -> list[Token]:
    """Return on whom a measure is binding ("the measures indicated by the Court are binding on X").

    Of those arrested it returns the whole list ("A, B and other leaders arrested").
    """
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl"}:
        return []
    if noun.dep_ == "conj" and any(c.lower_ in {"other", "others"} for c in noun.children):
        while noun.dep_ == "conj":
            noun = noun.head
        return [noun]
    governor = noun.head
    words = [c for c in governor.children if c.dep_ in {"acomp", "attr"} and c.lemma_.lower() == "binding"]
    words += [governor] if governor.lemma_.lower() in {"bind", "binding"} else []
    return [*prepositional_objects(governor, ("on", "upon")), *objects(governor)] if words else []


def named_later(pronoun: Token, analysis: Analysis) -> list[Token]:
    """Return the subject that a possessive at the head of a sentence refers to in advance.

    "In their joint statement of 5 May, A and B ...".
    """
    if pronoun.lower_ not in {"their", "its", "his", "her"} or analysis.resolver.resolve(pronoun):
        return []
    for governor in pronoun.ancestors:
        named = [c for c in governor.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > pronoun.i]
        if is_verb(governor) and named:
            return named
    return []


def who_acts_in(noun: Token) -> list[Token]:
    """Return who adopts in "in a resolution adopted on Monday, the Assembly ...": the clause's subject."""
    if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "by", "under"} and is_verb(noun.head.head):
        return surface_subjects(noun.head.head)
    return []


def together_with(verb: Token) -> list[Token]:
    """Return who acts with the subject: "A, together with B, announced"."""
    doc = verb.doc
    found = []
    for i in range(verb.sent.start, verb.i - 2):
        if doc[i].lower_ in {"together", "along", "jointly"} and doc[i + 1].lower_ == "with":
            between = doc[i + 2 : verb.i]
            found += (
                [c for c in doc[i + 1].children if c.dep_ == "pobj"] if not any(map(is_verb, between)) else []
            )
    return found


def states_of(people: Token, analysis: Analysis) -> Iterator[Token]:
    """Yield the adjectives and names before *people* that say which state they are of."""
    for child in people.children:
        mention = analysis.resolver.mention_at(child.i) if child.dep_ in {"amod", "compound"} else None
        if mention is not None and mention.last <= people.i:
            yield child


def country_of(court: Mention, analysis: Analysis) -> Iterator[Mention]:
    """Yield the state named right after the town of *court* ("a court in Graz, Austria")."""
    after = court.last + 1
    if after < len(analysis.parsed.doc) and analysis.parsed.doc[court.last].text == ",":
        state = analysis.resolver.mention_at(after)
        if state is not None and state.kind == "name" and analysis.resolver.is_a(state.entity, "State"):
            yield state


def sanctioned_states(trigger: EventTrigger, analysis: Analysis) -> Iterator[Mention]:
    """Yield the states in the name of a sanctions regime that is imposed or lifted ("sanctions on X")."""
    for head in [p for o in trigger.objects for p in (o, *prepositional_objects(o, ("of",)))]:
        regime = analysis.resolver.mention_at(head.i)
        if regime is None or not analysis.resolver.is_a(regime.entity, "SanctionsRegime"):
            continue
        words = f"{analysis.parsed.doc[regime.first : regime.last].text} "
        for imposing in analysis.vocabulary.lookup(words.split()[0]):
            if analysis.resolver.is_a(imposing, "State", "InternationalOrganisation"):
                yield replace(regime, entity=imposing)
        for entry in analysis.vocabulary.entries.values():
            state = entry.entity
            if any(f" {word} {state.label} " in words for word in ("on", "against")) and (
                analysis.resolver.is_a(state, "State")
            ):
                yield replace(regime, entity=state)
