"""Event triggers: which words of a text evoke the frames of events, and what they are done to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.event_antecedents import (
    described_by,
    named_before,
    postponed_object,
    shortened,
)
from accgraph.extraction.event_frames import EventFrame, EventFrames, EventTrigger
from accgraph.extraction.event_names import (
    is_unknown_town,
    separated_subject,
    unknown_court,
    unknown_party,
    unknown_person,
)
from accgraph.extraction.event_places import HOUSES
from accgraph.extraction.mentions import Mention
from accgraph.extraction.reference import Resolver
from accgraph.extraction.syntax import (
    coordinated,
    is_passive,
    is_verb,
    objects,
    prepositional_objects,
    surface_subjects,
)

if TYPE_CHECKING:
    from accgraph.extraction.sentences import ParsedText
    from accgraph.extraction.tokens import Token

__all__ = ["event_triggers"]

# what a state does for itself alone: voting for it is its own accession or leaving, told once it takes effect
_BODIES = frozenset({"assembly", "congress", "panel", "dialogue", "forum"})
# how far an aside may keep an object from its verb
_ASIDE = 18
_OWN_ACTS = frozenset({"leave", "withdraw", "quit", "exit", "join", "accede", "ratify"})


def event_triggers(parsed: ParsedText, resolver: Resolver, frames: EventFrames) -> Iterator[EventTrigger]:
    """Yield where *frames* are evoked in *parsed*, in text order."""
    for token in parsed.tokens:
        if parsed.is_scaffold(token.i):
            continue
        if is_verb(token) or (token.dep_ in {"amod", "acl"} and token.tag_ in {"VBN", "VBG"}):
            verbal = frames.by_word.get(("verb", token.lemma_.lower()), ())
            yield from _best(_verbal(token, frame, resolver, frames) for frame in verbal)
        elif token.pos_ in {"NOUN", "PROPN"}:
            nominal = frames.by_word.get(("noun", token.lemma_.lower()), ())
            yield from _best(_nominal(token, frame, resolver, frames) for frame in nominal)
        elif shortened(token):
            meant = named_before(token, frames.nouns)
            nominal = frames.by_word.get(("noun", meant.lemma_.lower()), ()) if meant is not None else ()
            yield from _best(EventTrigger(frame, token, None) for frame in nominal if frame.alone)


def _best(triggers: Iterable[EventTrigger | None]) -> list[EventTrigger]:
    """Return the trigger with the longest lemma and surest frame in a list, empty if there is none.

    Frames that ask for an owner are all returned, the surest first: who it is decides between them.
    """
    found = [t for t in triggers if t is not None]
    if len(found) > 1:
        found.sort(key=lambda t: (-_length(t), -t.frame.base))
    return found if found and found[0].frame.owner else found[:1]


def _length(trigger: EventTrigger) -> int:
    return max((len(lemma) for lemma in trigger.frame.lemmas if _ends_with(trigger.token, lemma)), default=1)


def _ends_with(token: Token, lemma: tuple[str, ...]) -> bool:
    if lemma[-1] != token.lemma_.lower():
        return False
    before = token.doc[max(0, token.i - len(lemma) + 1) : token.i] if len(lemma) > 1 else ()
    return tuple(t.lower_ for t in before) == lemma[:-1]


def _evoked(token: Token, frame: EventFrame) -> bool:
    """Say whether *token* ends one of the frame's lemmas, multi-word ones included."""
    return any(_ends_with(token, lemma) for lemma in frame.lemmas)


def _verbal(token: Token, frame: EventFrame, resolver: Resolver, frames: EventFrames) -> EventTrigger | None:
    if (_is_phrasal(token, frames) and not frame.complement) or (frame.active and is_passive(token)):
        return None
    if frame.complement and not _is_completed(token, frame):
        return None
    heads = [part for head in _object_heads(token, frame) for part in coordinated(head)]
    if frame.id == "impose" and any(_is_of_money(head, frames) for head in heads):
        return None
    if frame.id == "take-to-court" and any(o.lower_ in {"it", "this", "that"} for o in objects(token)):
        return None
    if frame.intransitive and (heads or objects(token) or any(c.lower_ == "with" for c in token.children)):
        return None
    wants_object = frame.object or frame.object_class or frame.object_class_or or frame.money
    if wants_object and any(
        h.lemma_.lower() in frames.excluded_objects and not _is_of_intent(h) for h in heads
    ):
        return None
    if frame.via_nouns and not any(head.lower_ in frame.via_nouns for head in heads):
        return None
    if frame.subject_class:
        doers = [*surface_subjects(token), *prepositional_objects(token, ("by",))]
        doers += separated_subject(token, resolver)
        if frame.id == "suspend-member" and is_passive(token):
            doers += prepositional_objects(token, ("from",))
        if token.tag_ == "VBG" and token.dep_ == "acl" and frame.intransitive:
            doers += [token.head, *([token.head.head] if token.head.dep_ == "appos" else [])]
        court = "Court" in frame.subject_class and any(unknown_court(d, resolver) for d in doers)
        house = "GovernmentBody" in frame.subject_class and any(d.lemma_.lower() in HOUSES for d in doers)
        strange = "Unknown" in frame.subject_class and any(unknown_party(d, resolver) for d in doers)
        gathered = frame.intransitive and token.lemma_.lower() in {"gather", "convene", "assemble"}
        officials = gathered and any(
            d.tag_ in {"NNS", "NNPS"} and d.lemma_.lower() in frames.officials for d in doers
        )
        if not (court or house or strange or officials) and not _any_is(doers, frame.subject_class, resolver):
            return None
    if wants_object and not _fits(token, heads, frame, resolver, frames):
        described = (h for h in described_by(token) if _fits(token, [h], frame, resolver, frames))
        heads = [h for h in (next(described, None),) if h is not None]
        if not heads:
            return None
    return EventTrigger(frame, token, token, tuple(heads))


def _is_completed(token: Token, frame: EventFrame) -> bool:
    """Say whether *token* has a complement of the frame, "to" standing for an infinitive."""
    words = {c.lower_ for c in token.children}
    clauses = [c for c in token.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB"]
    aims = [c for c in clauses if any(t.lower_ == "to" for t in c.children)]
    if any(a.lemma_.lower() in _OWN_ACTS for a in aims):
        return False
    words |= {"to" for _ in aims}
    words |= {
        "that" for c in token.children if c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children)
    }
    return bool(words & frame.complement)


def _is_of_money(head: Token, frames: EventFrames) -> bool:
    """Say whether *head*, a package or measure, is one of money ("a package of EUR 2 million")."""
    if head.lemma_.lower() not in {"package", "measure"}:
        return False
    return any(t.lemma_.lower() in frames.currencies or t.lower_ == "funding" for t in head.subtree)


def _is_of_intent(head: Token) -> bool:
    """Say whether *head* is a letter that is an agreement ("letter of intent", "letter of understanding")."""
    return any(o.lemma_.lower() in {"intent", "understanding"} for o in prepositional_objects(head, ("of",)))


def _object_heads(token: Token, frame: EventFrame) -> list[Token]:
    heads = [] if frame.via and not frame.reciprocal else objects(token)
    if frame.money and not heads:
        heads = [t for t in prepositional_objects(token, ("in",)) if t.ent_type_ == "MONEY"]
        heads += [c for c in token.children if c.dep_ == "npadvmod" and c.ent_type_ != "DATE"]
    if frame.money:
        heads += [t for t in prepositional_objects(token, ("with",)) if t.ent_type_ == "MONEY"]
    if frame.via or frame.via_also:
        wanted = (*frame.via, *frame.via_also)
        heads = [*heads, *prepositional_objects(token, wanted)]
        if not heads:
            means = [
                o
                for c in token.children
                if c.dep_ in {"prep", "agent"}
                for o in c.children
                if o.dep_ == "pobj"
            ]
            heads = [t for o in means for t in prepositional_objects(o, wanted)]
        if not heads and frame.via_nouns and frame.object_acts:
            things = [part for o in objects(token) for part in coordinated(o)]
            heads = [t for o in things for t in prepositional_objects(o, wanted)]
    if not heads and token.dep_ == "acl" and token.tag_ == "VBN" and frame.object:
        heads = [a for a in token.ancestors if a.lemma_.lower() in frame.object][:1]
    if not frame.via and not is_passive(token) and not any(c.dep_ in {"dobj", "obj"} for c in token.children):
        heads = [*heads, *postponed_object(token)]
    return heads


def _fits(
    token: Token, heads: Sequence[Token], frame: EventFrame, resolver: Resolver, frames: EventFrames
) -> bool:
    for head in heads:
        words = {
            head.lemma_.lower(),
            head.lower_,
            f"{head.nbor(-1).lower_} {head.lemma_.lower()}" if head.i else "",
        }
        if head.pos_ in {"NUM", "PROPN", "X"}:
            words |= {c.lemma_.lower() for c in head.children if c.dep_ in {"compound", "nmod"}}
        if words & frame.object:
            return True
        if frame.money and (
            head.ent_type_ == "MONEY" or any(t.lemma_.lower() in frames.currencies for t in head.subtree)
        ):
            return True
        if {"Person", "Actor"} & set(frame.object_class) and (
            resolver.post_at(head.i) is not None or unknown_person(head, resolver, frames.words) is not None
        ):
            return True
        if "Actor" in frame.object_class and head.pos_ == "PROPN" and head.ent_type_ == "ORG":
            return True
        if "Court" in frame.object_class and unknown_court(head, resolver) is not None:
            return True
        if "Place" in frame.object_class and (
            head.ent_type_ in {"GPE", "LOC", "FAC"} or is_unknown_town(head, resolver)
        ):
            return True
    classes = frame.object_class or frame.object_class_or
    if classes and _any_is(heads, classes, resolver):
        return True
    if frame.reciprocal and not heads:
        plural = any(
            s.tag_ in {"NNS", "NNPS"} or s.lower_ in {"we", "they", "both"} or s.conjuncts
            for s in surface_subjects(token)
        )
        return plural or len(_resolved(surface_subjects(token), resolver)) > 1
    return False


def _any_is(heads: Sequence[Token], classes: Sequence[str], resolver: Resolver) -> bool:
    return any(resolver.is_a(mention.entity, *classes) for mention in _resolved(heads, resolver))


def _resolved(heads: Sequence[Token], resolver: Resolver) -> list[Mention]:
    found: list[Mention] = []
    for head in heads:
        for part in (head, *(c for c in head.children if c.dep_ == "appos")):
            found.extend(resolver.resolve_all(part))
        if not found and head.pos_ == "NOUN":
            for owner in prepositional_objects(head, ("of", "from", "at")):
                found.extend(resolver.resolve_all(owner))
            named = (
                resolver.mention_at(c.i)
                for c in head.children
                if c.dep_ in {"amod", "compound", "nmod", "poss"}
            )
            found.extend(m for m in named if m is not None)
    return found


def _nominal(token: Token, frame: EventFrame, resolver: Resolver, frames: EventFrames) -> EventTrigger | None:
    if not _evoked(token, frame) or token.dep_ in {"compound", "amod", "nmod"}:
        return None
    if any(child.lower_ in frames.excluded_modifiers for child in token.children):
        return None
    verb = _support(token, frame, frames)
    if verb is None and not frame.alone:
        return None
    if frame.needs_two and _is_spoken_or_filed(token, frames):
        return None
    gathering = frame.type in {"conference", "meeting"}
    if gathering and token.lemma_.lower() in _BODIES and _is_body(token, resolver):
        return None
    if frame.sitting and not _is_sitting(token, resolver, frames):
        return None
    if frame.seated and not _sits_there(token, resolver):
        return None
    if not frame.created:
        return EventTrigger(frame, token, verb)
    made = prepositional_objects(token, ("of",))
    return (
        EventTrigger(frame, token, verb, tuple(made)) if _fits(token, made, frame, resolver, frames) else None
    )


def _is_body(noun: Token, resolver: Resolver) -> bool:
    """Say whether *noun* ends the name of a body that does something ("the Nordic Assembly said")."""
    if not noun.dep_.startswith("nsubj"):
        return False
    mention = resolver.mention_at(noun.i)
    named = mention is not None and mention.kind == "name" and resolver.is_a(mention.entity, "Actor")
    return named or (noun.text[:1].isupper() and noun.head.tag_ in {"VBZ", "VBD"})


def _sits_there(noun: Token, resolver: Resolver) -> bool:
    """Say whether a city and a date right after the name of a body tell where and when it sat."""
    body = resolver.mention_at(noun.i)
    if body is None or not resolver.is_a(body.entity, "InternationalOrganisation"):
        return False
    doc, i = noun.doc, body.last
    named_after = any(o.ent_type_ in {"GPE", "LOC"} for o in prepositional_objects(noun, ("of",)))
    if noun.dep_ == "conj" or noun.doc[noun.i + 1 : noun.i + 3].text == "of Europe" or named_after:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ not in {"at", "during", "after", "before", "in", "for"}:
        return False
    if i + 3 >= len(doc) or doc[i].lower_ not in {"in", "at"} or doc[i + 1].pos_ != "PROPN":
        return False
    city = resolver.mention_at(i + 1)
    last = city.last if city is not None else i + 2
    dated = doc[last].lower_ in {"on", "of", "in"} and doc[last + 1 : last + 3].text[:1] != ""
    return dated and any(t.ent_type_ == "DATE" for t in doc[last + 1 : last + 3])


def _is_sitting(noun: Token, resolver: Resolver, frames: EventFrames) -> bool:
    """Say whether a meeting is that of officials of many countries, or of a body that sits."""
    if any(c.lower_ in {"with", "between"} for c in noun.children):
        return False
    of = [part for o in prepositional_objects(noun, ("of",)) for part in coordinated(o)]
    of += [c for c in noun.children if c.dep_ == "compound" and c.tag_ == "NNS"]
    if any(o.tag_ in {"NNS", "NNPS"} and o.lemma_.lower() in frames.officials for o in of):
        return True
    owners = [c for c in noun.children if c.dep_ == "poss"]
    found = [m for o in (*of, *owners) for m in resolver.resolve(o)]
    return any(
        resolver.is_a(m.entity, "InternationalOrganisation")
        and frames.sitting_bodies & set(m.entity.label.lower().split())
        for m in found
    )


def _is_spoken_or_filed(noun: Token, frames: EventFrames) -> bool:
    """Say whether a statement or declaration is a speech or a filing, no joint text ("of intervention")."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"at", "to", "before"}:
            return True
        if child.lower_ == "of" and any(o.lemma_.lower() in frames.filings for o in child.children):
            return True
    return False


def _is_phrasal(verb: Token, frames: EventFrames) -> bool:
    """Say whether *verb* and the particle right after it are another verb ("passed on")."""
    return verb.i + 1 < len(verb.doc) and f"{verb.lemma_.lower()} {verb.nbor(1).lower_}" in frames.phrasal


def _support(token: Token, frame: EventFrame, frames: EventFrames) -> Token | None:
    """Return the verb that says the event named by *token* takes place: over it, or in a clause after it."""
    head = token
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    governor = head.head
    steps = 0
    while (
        governor.head != governor
        and (governor.pos_ == "ADP" or governor.lemma_.lower() in frames.rounds)
        and steps < 3
    ):
        if governor.pos_ != "ADP":
            head = governor
        governor, steps = governor.head, steps + 1
    if governor.tag_ == "VB" or governor.lemma_.lower() in frames.unreal:
        told = (c for c in token.children if c.dep_ in {"relcl", "acl"} and c.tag_ in {"VBD", "VBN"})
        clause = next((c for c in told if c.lemma_.lower() in frame.support), None)
        if clause is not None:
            return clause
    if is_verb(governor) and governor.lemma_.lower() in frame.support and governor != token:
        return None if _is_phrasal(governor, frames) else governor
    if head.dep_ == "nsubj":
        for clause in governor.children:
            if clause.dep_ in {"xcomp", "acomp"} and clause.lemma_.lower() in frame.support:
                return clause
    subjects_of_it = [o for c in token.children if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    for noun in (token, *subjects_of_it):
        for child in noun.children:
            if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in frame.support:
                return child
    for i in range(token.i - 1, max(token.sent.start, token.i - _ASIDE), -1):
        before = token.doc[i]
        if is_verb(before):
            return (
                before
                if before.lemma_.lower() in frame.support and token in postponed_object(before)
                else None
            )
    return None
