"""Referrals: the investigation that somebody starts who refers a situation to a court, or asks it to act.

What is referred is told by its place ("the crimes committed in X", "the X file"), or it is the referring
state's own ("the conflict on its own soil"); else it is the one that the text spoke of before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.cases import short_name
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.struck import main_state
from accgraph.extraction.syntax import coordinated, noun_phrase, objects, prepositional_objects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["hands_over_situation", "referred_investigation"]

_PLACES = frozenset({"GPE", "LOC"})
_OWN = frozenset({"its", "their", "our", "own"})
_THEMSELVES = frozenset({"itself", "themselves"})
_OF_NOUN = ("of", "on", "about", "concerning", "regarding", "over")
_STARTING = frozenset({"open", "start", "begin", "launch", "initiate"})
_CLAUSES = frozenset({"xcomp", "ccomp", "advcl"})


def referred_investigation(
    analysis: Analysis,
    labels: Mapping[str, str],
    trigger: Trigger,
    holders: Sequence[Entity],
    courts: Sequence[Entity],
) -> Mention | None:
    """Return the investigation that *trigger* starts before *courts*, on what *holders* refer, if told."""
    token = trigger.token
    before = _forum(analysis, trigger, courts)
    if before is None:
        return None
    forum = analysis.resolver.acting(before)
    if trigger.frame.needs == "investigate":
        return _asked_for(analysis, labels, token, forum, holders)
    things = _referred(token) if trigger.frame.pos == "verb" else _told_of(trigger)
    for thing in things:
        place = _place(analysis, thing, holders)
        if place is not None:
            return _made(analysis, labels, thing, forum, place)
    if trigger.frame.pos == "noun" and not things and any(c.lower_ == "own" for c in token.children):
        own = [h for h in holders if analysis.resolver.is_a(h, "State")]
        return _made(analysis, labels, token, forum, own[0]) if len(own) == 1 else None
    if trigger.frame.pos == "noun" and not things:
        place = _spoken_of(analysis, token, holders)
        return _made(analysis, labels, token, forum, place) if place is not None else None
    return None


def _forum(analysis: Analysis, trigger: Trigger, courts: Sequence[Entity]) -> Entity | None:
    """Return the first of *courts*; the one hung on what is referred, or the sentence's only one."""
    if courts:
        return courts[0]
    token, resolver = trigger.token, analysis.resolver
    if trigger.frame.pos == "noun":
        said = resolver.mentions_in(token.sent.start, token.sent.end)
        only = {m.entity for m in said if resolver.is_a(m.entity, "Court")}
        return only.pop() if len(only) == 1 else None
    links = [t for thing in objects(token) for t in thing.subtree if t.lower_ == "to"]
    found = [m for link in links for t in link.children for m in resolver.resolve(t)]
    return next((m.entity for m in found if resolver.is_a(m.entity, "Court")), None)


def hands_over_situation(analysis: Analysis, verb: Token) -> bool:
    """Say whether *verb* hands a court what it is to look into, and no evidence: "sent the Darfur *file*"."""
    return any(
        thing.lemma_.lower() == "situation"
        or (
            thing.lemma_.lower() in word_list("dossiers")
            and any(c.dep_ == "compound" and _is_place(analysis, c) for c in thing.children)
        )
        for thing in objects(verb)
    )


def _referred(verb: Token) -> list[Token]:
    """Return what *verb* refers, also where it stands behind the court: "referred to it *crimes* in X"."""
    things = [t for head in objects(verb) for t in coordinated(head)]
    if things:
        return things
    late = [
        c for c in verb.children if c.i > verb.i and c.dep_ in {"advcl", "ccomp", "dep"} and c.tag_ == "VBD"
    ]
    return [t for clause in late for t in clause.children if t.dep_ == "dobj"]


def _told_of(trigger: Trigger) -> list[Token]:
    """Return what the noun of *trigger* is of or about, which may hang on the verb that carries it."""
    noun = trigger.token
    things = prepositional_objects(noun, _OF_NOUN)
    if not things and noun.head.lemma_.lower() in trigger.frame.light:
        things = [t for t in prepositional_objects(noun.head, _OF_NOUN) if t.i > noun.i]
    return things


def _asked_for(
    analysis: Analysis, labels: Mapping[str, str], verb: Token, forum: Entity, holders: Sequence[Entity]
) -> Mention | None:
    """Return the investigation that "X asked the Court *to look into crimes on its soil*" tells of.

    To ask it to look into another's crimes is a demand and no more.
    """
    clause = next((c for c in verb.children if c.dep_ in _CLAUSES and c.i > verb.i), None)
    if clause is None:
        return None
    done = [t for t in objects(clause) if t.i > clause.i]
    if clause.lemma_.lower() in _STARTING and not any(
        t.lemma_.lower() in word_list("inquiries") for t in done
    ):
        return None
    if clause.lemma_.lower() == "step" and not any(c.lower_ == "in" for c in clause.children):
        return None
    for thing in clause.subtree:
        if thing.lemma_.lower() in word_list("referred") and thing.pos_ in {"NOUN", "PROPN"}:
            place = _place(analysis, thing, holders)
            if place is not None:
                return _made(analysis, labels, thing, forum, place) if place in holders else None
    if any(analysis.resolver.mention_at(t.i) is not None for t in clause.subtree if t.i > clause.i):
        return None
    state, only = main_state(analysis, ()), _only_state(analysis)
    state = state if state is not None or only not in holders else only
    return _made(analysis, labels, verb, forum, state) if state is not None else None


def _only_state(analysis: Analysis) -> Entity | None:
    """Return the state that the text speaks of, if it is one alone."""
    states = {m.entity for m in analysis.resolver.named if analysis.resolver.is_a(m.entity, "State")}
    return states.pop() if len(states) == 1 else None


def _place(analysis: Analysis, thing: Token, holders: Sequence[Entity]) -> Entity | None:
    """Return the place of what *thing* calls, which *holders* refer."""
    resolver = analysis.resolver
    named = resolver.mention_at(thing.i)
    if thing.pos_ == "PROPN" and (named is None or resolver.is_a(named.entity, "State")):
        if named is not None:
            return named.entity
        return found_entity(thing.text, ("Place",)) if thing.ent_type_ in _PLACES else None
    inside = {t.i for t in thing.subtree}
    states = [m.entity for m in resolver.named if m.head in inside and resolver.is_a(m.entity, "State")]
    for state in states:
        if state not in holders:
            return state
    lemma = thing.lemma_.lower()
    told = _region(analysis, thing)
    if told is not None and lemma in word_list("referred") | word_list("dossiers"):
        return told
    own = [h for h in holders if resolver.is_a(h, "State")]
    if len(own) == 1 and _is_own(thing, states):
        return own[0]
    if lemma not in {"situation", "case", "crisis"}:
        return None
    before = _situation_before(analysis, thing)
    if before is None and len(own) == 1 and not [*thing.rights]:
        return own[0]
    definite = any(c.lower_ == "the" for c in thing.children)
    return before or (main_state(analysis, holders) if definite else None)


def _is_own(thing: Token, states: Sequence[Entity]) -> bool:
    """Say whether *thing* is in the land of who refers it: "crimes on *its territory*", "*itself*"."""
    if thing.lower_ in _THEMSELVES:
        return True
    if thing.lemma_.lower() not in word_list("referred"):
        return False
    grounds = [t for t in thing.subtree if t.lemma_.lower() in word_list("grounds")]
    told = any(t.dep_ == "nsubj" and t.lower_ not in _OWN | {"it", "they"} for t in thing.head.children)
    ours = any(
        c.lower_ in _OWN or (told and c.lower_ == "the" and t.lemma_ == "country")
        for t in grounds
        for c in t.children
    )
    return ours or bool(states)


def _is_place(analysis: Analysis, token: Token) -> bool:
    named = analysis.resolver.mention_at(token.i)
    if named is not None:
        return analysis.resolver.is_a(named.entity, "State")
    return token.pos_ == "PROPN" and token.ent_type_ in _PLACES


def _region(analysis: Analysis, thing: Token) -> Entity | None:
    """Return the place that is no state in "the crimes in X", "the X file"."""
    for token in thing.subtree:
        tied = token.dep_ == "pobj" and token.head.lower_ in {"in", "of"}
        before = token.dep_ == "compound" and token.head == thing
        if (tied or before) and token.pos_ == "PROPN" and token.ent_type_ in _PLACES:
            if analysis.resolver.mention_at(token.i) is not None:
                continue
            words = [t.text for t in token.doc[token.left_edge.i : token.i + 1] if t.pos_ == "PROPN"]
            return found_entity(" ".join(words), ("Place",))
    return None


def _spoken_of(analysis: Analysis, token: Token, others: Sequence[Entity]) -> Entity | None:
    """Return the state named last before *token*, in its block or the one before; none of *others*."""
    block = analysis.parsed.block_of[token.i]
    for mention in reversed(analysis.resolver.named):
        if mention.first >= token.i or mention.entity in others:
            continue
        if block - analysis.parsed.block_of[mention.head] > 1:
            return None
        if analysis.resolver.is_a(mention.entity, "State") and mention.kind != "metonym":
            return mention.entity
    return None


def _situation_before(analysis: Analysis, thing: Token) -> Entity | None:
    """Return the state of the last "situation in X" before *thing*, which calls it only "the situation"."""
    doc = thing.doc
    for i in range(thing.i - 1, -1, -1):
        if doc[i].lower_ == "situation" and i + 1 < len(doc) and doc[i + 1].lower_ in {"in", "of"}:
            for k in range(i + 2, min(i + 8, len(doc))):
                mention = analysis.resolver.mention_at(k)
                if mention is not None and analysis.resolver.is_a(mention.entity, "State"):
                    return mention.entity
    return None


def _made(
    analysis: Analysis, labels: Mapping[str, str], thing: Token, forum: Entity, situation: Entity
) -> Mention:
    forum_name, form = short_name(analysis.vocabulary, forum), labels["investigation"]
    label = form.format(forum=forum_name, situation=situation.label)
    known = analysis.vocabulary.lookup(label) or analysis.vocabulary.lookup(
        form.format(forum=forum_name, situation=f"the {situation.label}")
    )
    entity = known[0] if known else found_entity(label, ("Proceeding",))
    first, last = noun_phrase(thing) if thing.pos_ in {"NOUN", "PROPN"} else (thing.i, thing.i + 1)
    return Mention(first, last, thing.i, entity, "nominal", 0.9)
