"""Mechanisms that texts describe rather than name: cases, investigations, a state's own sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.cases import case_label, known_case, short_name
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.mentions import Mention, by_frequency, found_entity
from accgraph.extraction.syntax import coordinated, noun_phrase, objects, prepositional_objects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["ProceedingLexicon", "made_mechanism"]

_LONGEST = 12


@dataclass(frozen=True, slots=True)
class ProceedingLexicon:
    """The words of ``proceedings.toml``."""

    labels: Mapping[str, str]
    spared: frozenset[str]
    complaints: frozenset[str]
    interventions: frozenset[str]

    @classmethod
    def load(cls) -> ProceedingLexicon:
        """Read ``proceedings.toml``."""
        table = load_table("proceedings")
        case = table["case"]
        return cls(
            dict(table["labels"]),
            frozenset(table["spared"]["staff"]),
            frozenset(case["complaints"]),
            frozenset(case["interventions"]),
        )


def made_mechanism(
    analysis: Analysis,
    lexicon: ProceedingLexicon,
    trigger: Trigger,
    holders: Sequence[Entity],
    found: Sequence[Entity],
) -> Mention | None:
    """Return the mechanism that *trigger* and the words around it describe; None if they do not tell it.

    *holders* are who brings or imposes it; *found* what the frame's target places name (a referral's court).
    """
    kind = trigger.frame.makes or "case"
    if kind == "investigation":
        return _investigation(analysis, lexicon, trigger, holders, found)
    if kind == "sanctions":
        return _sanctions(analysis, lexicon, trigger, holders)
    return _case(analysis, lexicon, trigger, holders)


def _near(analysis: Analysis, token: Token) -> list[Mention]:
    """Return the named mentions in the clause of *token*: below it, or below the verb whose object it is."""
    tokens = list(token.subtree)
    if token.dep_ in {"dobj", "nsubjpass", "pobj"}:
        tokens += list(token.head.subtree)
    inside = {t.i for t in tokens}
    return [m for m in analysis.resolver.named if m.first in inside]


def _phrase(analysis: Analysis, token: Token, until: Iterable[Mention] = ()) -> tuple[int, int]:
    first, last = noun_phrase(token) if token.pos_ in {"NOUN", "PROPN"} else (token.i, token.i + 1)
    for mention in until:
        first, last = min(first, mention.first) if mention.first > first else first, max(last, mention.last)
    return first, last


def _case(
    analysis: Analysis, lexicon: ProceedingLexicon, trigger: Trigger, holders: Sequence[Entity]
) -> Mention | None:
    resolver, token = analysis.resolver, trigger.token
    filed = (t for thing in objects(token) for t in thing.subtree)
    if trigger.frame.pos == "verb" and any(t.lemma_.lower() in lexicon.interventions for t in filed):
        return None
    near = _near(analysis, token)
    courts = [m for m in near if resolver.is_a(m.entity, "Court")]
    against = [
        m
        for part in token.subtree
        if part.lower_ == "against"
        for t in part.children
        if t.dep_ == "pobj" and (m := resolver.mention_at(t.i))
    ]
    if trigger.frame.pos == "verb":
        against += [m for t in objects(token) for m in resolver.resolve(t)]
    respondents = [m for m in against if resolver.is_a(m.entity, "State")]
    if not respondents and token.lemma_.lower() in lexicon.complaints:
        jurisdiction = [m for m in resolver.named if resolver.is_a(m.entity, "UniversalJurisdiction")]
        private = all(resolver.is_a(h, "CivilSocietyOrganisation", "Person") for h in holders)
        if jurisdiction and holders and private:
            return Mention(token.i, token.i + 1, token.i, jurisdiction[0].entity, "nominal", 0.7)
        tried = {m.entity: m for m in resolver.named if resolver.is_a(m.entity, "Proceeding")}
        if private and holders and len(tried) == 1 and _led_to(token):
            trial = next(iter(tried))
            return Mention(token.i, token.i + 1, token.i, trial, "nominal", 0.7)
    if not respondents and not courts:
        return None
    words = {t.lemma_.lower() for t in token.sent}
    known = known_case(
        analysis.vocabulary, holders, [m.entity for m in respondents], [m.entity for m in courts], words
    )
    first, last = _phrase(analysis, token, [*respondents, *courts])
    if known is not None:
        return Mention(first, last, token.i, known, "nominal", 0.95)
    if not respondents or not all(resolver.is_a(h, "State") for h in holders):
        return None
    forum = courts[0].entity if courts else None
    label = case_label(analysis.vocabulary, forum, holders, [m.entity for m in respondents])
    return Mention(first, last, token.i, found_entity(label, ("Proceeding",)), "nominal", 0.85)


def _led_to(complaint: Token) -> bool:
    """Say whether *complaint* is said to have led to the trial that the text is about."""
    clauses = [c for c in complaint.children if c.dep_ == "relcl"]
    clauses += [complaint.head] if complaint.dep_ == "nsubj" else []
    return any(
        (t.lemma_.lower() in word_list("leading_to") and any(c.lower_ == "to" for c in t.children))
        or t.lemma_.lower() in word_list("setting_off")
        for t in clauses
    )


def _investigation(
    analysis: Analysis,
    lexicon: ProceedingLexicon,
    trigger: Trigger,
    holders: Sequence[Entity],
    courts: Sequence[Entity],
) -> Mention | None:
    resolver, token = analysis.resolver, trigger.token
    forum = resolver.acting(courts[0]) if courts else None
    things = objects(token) if trigger.frame.pos == "verb" else prepositional_objects(token, ("of", "on"))
    if trigger.frame.needs == "investigate":
        state = _main_state(analysis, ())
        return _made(analysis, lexicon, token, forum, state) if state is not None else None
    for thing in things:
        named = resolver.mention_at(thing.i)
        if thing.pos_ == "PROPN" and (named is None or resolver.is_a(named.entity, "State")):
            place = named.entity if named is not None else found_entity(thing.text, ("Place",))
            return _made(analysis, lexicon, thing, forum, place)
        for mention in resolver.named:
            inside = mention.head in {t.i for t in thing.subtree}
            if inside and resolver.is_a(mention.entity, "State") and mention.entity not in holders:
                return _made(analysis, lexicon, thing, forum, mention.entity)
        if thing.lemma_.lower() not in {"situation", "case", "crisis"}:
            continue
        state = _situation_before(analysis, thing) or _region(thing)
        if state is not None:
            return _made(analysis, lexicon, thing, forum, state)
    if trigger.frame.pos == "noun" and not things:
        situation = _spoken_of(analysis, token, holders)
        return _made(analysis, lexicon, token, forum, situation) if situation is not None else None
    return None


def _region(thing: Token) -> Entity | None:
    """Return the place that is no state in "the situation in X"."""
    for place in prepositional_objects(thing, ("in", "of")):
        if place.pos_ == "PROPN" and place.ent_type_ in {"GPE", "LOC"}:
            words = [t.text for t in place.doc[place.left_edge.i : place.i + 1] if t.pos_ == "PROPN"]
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
    analysis: Analysis, lexicon: ProceedingLexicon, thing: Token, forum: Entity | None, situation: Entity
) -> Mention | None:
    if forum is None:
        return None
    label = lexicon.labels["investigation"].format(
        forum=short_name(analysis.vocabulary, forum), situation=situation.label
    )
    known = analysis.vocabulary.lookup(label)
    entity = known[0] if known else found_entity(label, ("Proceeding",))
    first, last = _phrase(analysis, thing)
    return Mention(first, last, thing.i, entity, "nominal", 0.9)


def _sanctions(
    analysis: Analysis, lexicon: ProceedingLexicon, trigger: Trigger, holders: Sequence[Entity]
) -> Mention | None:
    resolver, token = analysis.resolver, trigger.token
    imposing = [h for h in holders if resolver.is_a(h, "State", "InternationalOrganisation")]
    called = token.lemma_ == "designate" and prepositional_objects(token, ("as",))
    if not imposing or called:
        return None
    hit = [m for t in token.subtree if t.i > token.i and (m := resolver.mention_at(t.i))]
    hit = [m for m in hit if not _are_victims(analysis, m)]
    if any(resolver.is_a(m.entity, "Mechanism") for m in hit):
        return None
    struck_at = prepositional_objects(token, ("on", "against")) + objects(token)
    if any(_is_of_court(analysis, lexicon, t) for head in struck_at for t in coordinated(head)):
        return None
    states = [m.entity for m in hit if resolver.is_a(m.entity, "State") and m.entity not in imposing]
    if not states and any(t.lemma_.lower() in lexicon.spared for t in token.subtree):
        return None
    if trigger.frame.pos == "noun":
        aimed = {t.i for head in prepositional_objects(token, ("on", "against")) for t in head.subtree}
        states = [m.entity for m in hit if m.entity in states and m.head in aimed]
        struck = states[0] if states else None
    else:
        struck = states[0] if states else _main_state(analysis, imposing)
    if struck is None:
        return None
    form = "sanctions" if len(imposing) == 1 else "joint sanctions"
    label = lexicon.labels[form].format(holder=imposing[0].label, object=struck.label)
    known = analysis.vocabulary.lookup(label)
    entity = known[0] if known else found_entity(label, ("SanctionsRegime",))
    noun = next(
        (t for t in token.subtree if t.lemma_.lower() in {"sanction", "sanctions"} and t.pos_ == "NOUN"),
        token,
    )
    while noun.dep_ == "compound":
        noun = noun.head
    first, last = _whole(noun)
    return Mention(first, last, noun.i, entity, "nominal", 0.8)


def _whole(noun: Token) -> tuple[int, int]:
    """Return first and last (exclusive) token of *noun* with whom it is on: "sanctions on nine officials"."""
    first = noun.i
    while first > noun.left_edge.i and noun.doc[first - 1].dep_ in {"amod", "compound", "nummod"}:
        first -= 1
    aimed = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"on", "against"} and c.i > noun.i]
    last = aimed[0].right_edge.i + 1 if aimed else noun.i + 1
    return first, last if last - first <= _LONGEST else noun.i + 1


def _are_victims(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* tells whose people suffered: "the forcible transfer of *Ukrainian* children"."""
    head = analysis.parsed.doc[mention.head].head
    return mention.kind == "adjective" and head.lemma_.lower() in word_list("sufferers")


def _is_of_court(analysis: Analysis, lexicon: ProceedingLexicon, person: Token) -> bool:
    """Say whether *person* is a judge or prosecutor, and none of a state ("five Russian judges")."""
    owners = [m for c in person.children if (m := analysis.resolver.mention_at(c.i)) is not None]
    national = any(analysis.resolver.is_a(m.entity, "State") for m in owners)
    return person.lemma_.lower() in lexicon.spared and not national


def _main_state(analysis: Analysis, others: Sequence[Entity]) -> Entity | None:
    """Return the state that the document names most, itself or its government, *others* left aside."""
    resolver = analysis.resolver
    acting = (resolver.acting(m.entity) for m in resolver.named if m.kind != "metonym")
    ranked = by_frequency(e for e in acting if resolver.is_a(e, "State") and e not in others)
    return ranked[0][0] if ranked and ranked[0][1] >= 3 else None
