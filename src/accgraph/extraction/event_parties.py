"""Event parties: who takes part without being subject or object of the word for the event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.event_frames import EventFrames
from accgraph.extraction.syntax import is_passive, is_verb, objects, prepositional_objects, surface_subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "bound",
    "called_on",
    "courts_in",
    "named_later",
    "obliged",
    "together_with",
    "wanted",
    "who_acts_in",
]


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
