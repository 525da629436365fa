"""Whom sanctions hit: a state or its people, or a court's, which are no wrongdoers."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.mentions import Mention, by_frequency
from accgraph.extraction.phrases import is_mechanism, resolved
from accgraph.extraction.sanction_nouns import names_sanctions, sanction_words
from accgraph.extraction.syntax import coordinated, noun_phrase
from accgraph.extraction.telling import closing
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "described_hit",
    "is_national",
    "is_struck_rightly",
    "main_state",
    "may_hit_court",
    "state_called",
    "state_meant",
    "struck_by",
    "those_hit",
]

_MAIN, _LONGEST = 3, 8
_THEIRS = frozenset({"its", "their"})
_THEM = frozenset({"them", "him", "her"})
_ONE = frozenset({"him", "his", "her"})
_AIM = re.compile(r" (?:on|against) (?:the )?(.+)$")


def main_state(analysis: Analysis, others: Sequence[Entity]) -> Entity | None:
    """Return the state that the document names most, itself or its government, *others* left aside.

    A state whose people suffer is it only if no other is named as often as it takes.
    """
    resolver = analysis.resolver
    acting = [resolver.acting(m.entity) for m in resolver.named if m.kind != "metonym"]
    named = [e for e in acting if resolver.is_a(e, "State") and e not in others]
    victims = {m.entity for m in resolver.named if _are_victims(analysis, m)}
    for candidates in ([e for e in named if e not in victims], named):
        ranked = by_frequency(candidates)
        if ranked and ranked[0][1] >= _MAIN:
            return ranked[0][0]
    return _struck_elsewhere(analysis, others)


def state_meant(analysis: Analysis, owners: Sequence[Entity]) -> Entity | None:
    """Return the state that sanctions of *owners* are on which name none: the main one, if it may be."""
    spared = load_table("proceedings")["spared"]["states"]
    # Nobody issues a statement on sanctions that are on its own state.
    apart = [*owners, *analysis.context.issuers, *(e for n in spared for e in analysis.vocabulary.lookup(n))]
    return main_state(analysis, apart)


def _struck_elsewhere(analysis: Analysis, others: Sequence[Entity]) -> Entity | None:
    """Return the state that all named sanctions of the document are on, *others* left aside."""
    states = {
        entity
        for m in analysis.resolver.named
        if analysis.resolver.is_a(m.entity, "SanctionsRegime")
        and (aim := _AIM.search(m.entity.label)) is not None
        for entity in analysis.vocabulary.lookup(aim.group(1))[:1]
        if analysis.resolver.is_a(entity, "State") and entity not in others
    }
    return states.pop() if len(states) == 1 else None


def is_struck_rightly(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* is no court that is attacked: a state's own staff, or sanctions themselves."""
    return analysis.resolver.is_a(mention.entity, "SanctionsRegime", "Legislation") or is_national(
        analysis, mention
    )


def is_national(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* is of a state's own courts or staff: "Honduran prosecutors"."""
    return _nation(analysis, mention) is not None


def _nation(analysis: Analysis, mention: Mention) -> Entity | None:
    """Return the state whose own courts or staff *mention*, a name made of its words, is of."""
    label, resolver = mention.entity.label, analysis.resolver
    domestic = label.lower().startswith(tuple(resolver.lexicon.domestic_courts))
    if mention.entity.known and not domestic:
        return None
    for place in analysis.vocabulary.lookup(label.rsplit(" of ", 1)[-1].removeprefix("the ")):
        if resolver.is_a(place, "State"):
            return place
    return state_called(analysis, {label.split()[0], analysis.parsed.doc[mention.first].text})


def state_called(analysis: Analysis, words: Set[str], *, named: bool = False) -> Entity | None:
    """Return the state that has one of *words* for an adjective; if *named*, for a name or seat as well."""
    for entry in analysis.vocabulary.members("State"):
        if not words.isdisjoint(entry.demonyms):
            return entry.entity
        if named and not words.isdisjoint((*entry.metonyms, *entry.names)):
            return entry.entity
    return None


def struck_by(analysis: Analysis, aim: int, owners: Sequence[Entity]) -> Entity | str | None:
    """Return whom the preposition at token *aim* says that sanctions of *owners* hit (see those_hit)."""
    doc = analysis.parsed.doc
    sentence = doc[aim].sent
    at = {
        i: m
        for m in analysis.resolver.starting_in(sentence.start, sentence.end)
        for i in range(m.first, m.last)
    }
    last = max(closing(doc, aim, at)[0], aim + 1)
    below = {t.i for t in doc[aim].subtree if not _is_aside(t, doc[aim])}
    return those_hit(analysis, [doc[i] for i in sorted(below.union(range(aim + 1, last)) - {aim})], owners)


def _is_aside(token: Token, aim: Token) -> bool:
    """Say whether *token* stands in a clause below *aim*, which tells no more whom the sanctions hit."""
    while token != aim:
        if token.dep_ in {"relcl", "advcl", "ccomp", "conj"} and token.pos_ in {"VERB", "AUX"}:
            return True
        token = token.head
    return False


def those_hit(analysis: Analysis, tokens: Sequence[Token], owners: Sequence[Entity]) -> Entity | str | None:
    """Return the state, or one person, that *tokens*, which tell who is hit, name; else what they say, or "".

    None if a court is hit, or its people, or others who stand up for rights.
    """
    resolver = analysis.resolver
    spared = load_table("proceedings")["spared"]["staff"]
    tokens = [t for token in tokens for t in (token, *_meant_by(token))]
    hit = list(dict.fromkeys(m for t in tokens if (m := resolver.mention_at(t.i)) is not None))
    hit += [
        m
        for t in tokens
        if t.lower_ in _ONE
        for m in resolver.resolve(t)
        if resolver.is_a(m.entity, "Person")
    ]
    states = [m for m in hit if resolver.is_a(m.entity, "State") and not _are_victims(analysis, m)]
    defended = any(
        t.lower_ == "rights" and t.i + 1 < len(t.doc) and t.nbor().lemma_ in word_list("rights_defenders")
        for t in tokens
    )
    standing_up = load_table("proceedings")["spared"]["standing_up"]
    defended = defended or any(t.pos_ == "NOUN" and t.lemma_.lower() in standing_up for t in tokens)
    if defended or any(_speaks_for_court(analysis, t) for t in tokens):
        return None
    texts = ("Legislation", "SanctionsRegime")
    meant = [m for t in tokens for m in resolved(analysis, t) if is_mechanism(analysis, m.entity)]
    meant = [m for m in meant if not resolver.is_a(m.entity, *texts)]
    if any(not is_national(analysis, m) for m in meant):
        return None
    person = _person_hit(analysis, tokens, hit)
    if person is not None and person not in owners:
        return person
    courts = [m for m in (*meant, *hit) if resolver.is_a(m.entity, "Court", "GovernmentBody", "Mechanism")]
    nations = [nation for m in courts if (nation := _nation(analysis, m)) is not None]
    if nations and not states:
        return nations[0]
    again = _state_again(analysis, tokens, owners) if not states else None
    if not states and again is None and any(t.lemma_.lower() in spared for t in tokens):
        return None
    for state in states:
        if state.entity not in owners:
            return state.entity
    if again is not None:
        return again
    names = [t for t in tokens if t.pos_ == "PROPN" and t.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass"}]
    if names:
        first, last = noun_phrase(names[0])
        return names[0].doc[first:last].text
    return ""


def _person_hit(analysis: Analysis, tokens: Sequence[Token], hit: Sequence[Mention]) -> Entity | None:
    """Return the person that *hit* names, if it is one alone and no court's or organisation's."""
    resolver, doc = analysis.resolver, analysis.parsed.doc
    named = [m for m in hit if resolver.is_a(m.entity, "Person")]
    if len({m.entity for m in named}) != 1:
        return None
    top = doc[named[0].head]
    while top.dep_ == "appos":
        top = top.head
    whose = resolver.people.persons.get(named[0].entity.iri)
    principal = whose.principal if whose is not None else None
    theirs = resolver.is_a(principal, "State") if principal is not None else not may_hit_court(analysis)
    before = [t for t in tokens if t.i < named[0].head]
    several = top.conjuncts or any(
        t.tag_ == "NNS" and t.lemma_.lower() in sanction_words()["struck"] for t in before
    )
    return named[0].entity if theirs and not several else None


def may_hit_court(analysis: Analysis) -> bool:
    """Say whether the document speaks of sanctions near a known court or its people, who may be hit."""
    resolver, parsed = analysis.resolver, analysis.parsed
    spared = load_table("proceedings")["spared"]["staff"]
    courts = {m.head for m in resolver.named if m.entity.known and resolver.is_a(m.entity, "Court")}
    if not courts:
        return False
    courts.update(t.i for t in parsed.tokens if t.lemma_.lower() in {*spared, "court"})
    tells = [
        (any(t.i in courts for t in s), any(names_sanctions(t.lemma_.lower()) for t in s))
        for s in parsed.sentences()
    ]
    return any(
        court and any(struck for _, struck in tells[max(i - 1, 0) : i + 2])
        for i, (court, _) in enumerate(tells)
    )


def _meant_by(pronoun: Token) -> Sequence[Token]:
    """Return the words for those whom *pronoun* means: the last ones told who may be sanctioned at all."""
    if pronoun.lower_ not in _THEM:
        return ()
    table = load_table("proceedings")
    start = pronoun.sent.start
    first = pronoun.doc[start - 1].sent.start if start else 0
    for token in reversed(pronoun.doc[first : pronoun.i]):
        lemma = token.lemma_.lower()
        if lemma in table["spared"]["staff"] or lemma in sanction_words()["struck"]:
            return list(token.subtree)
    return ()


def _state_again(analysis: Analysis, tokens: Sequence[Token], owners: Sequence[Entity]) -> Entity | None:
    """Return the state, none of *owners*, that *tokens* mean by "his country" or "its generals"."""
    own = load_table("proceedings")["spared"]["own"]
    for token in tokens:
        if token.lower_ not in _THEIRS and (
            token.lemma_.lower() not in own or analysis.resolver.mention_at(token.i) is not None
        ):
            continue
        for mention in analysis.resolver.resolve(token):
            if analysis.resolver.is_a(mention.entity, "State") and mention.entity not in owners:
                return mention.entity
    return None


def described_hit(analysis: Analysis, head: Token) -> str | None:
    """Return the words that describe whom *head* says that sanctions hit: "violent settlers"; None if few do.

    Empty if they tell nobody in particular ("three persons"), unless those may be a court's. Who stands up
    for others is no wrongdoer.
    """
    start, last = noun_phrase(head)
    # "Three commanders *for alleged violations*"
    last = next((t.i for t in head.doc[head.i : last] if t.lower_ == "for" and t.head == head), last)
    first = max([start, *(t.i + 1 for t in head.doc[start : head.i] if t.pos_ == "NUM")])
    while first < head.i and (head.doc[first].pos_ in {"DET", "NUM", "PRON"} or head.doc[first].is_punct):
        first += 1
    words = head.doc[first:last]
    upright = load_table("proceedings")["spared"]["upright"]
    rank = head.lemma_.lower() in sanction_words()["struck"]
    told = head.pos_ == "NOUN" and (1 if rank else 2) <= len(words) <= _LONGEST
    told = told and not any(t.lower_ in {"own", "those"} for t in head.doc[start:last])
    vague = all(t.lemma_.lower() in load_table("proceedings")["spared"]["vague"] for t in words)
    if told and vague:
        clause = any(c.dep_ in {"acl", "relcl"} for t in coordinated(head) for c in t.children)
        return None if may_hit_court(analysis) and not clause else ""
    return words.text if told and not any(t.lemma_.lower() in upright for t in words) else None


def _speaks_for_court(analysis: Analysis, token: Token) -> bool:
    """Say whether *token* names a person who holds a spared post, as a rapporteur does."""
    named = analysis.resolver.mention_at(token.i)
    person = analysis.resolver.people.persons.get(named.entity.iri) if named is not None else None
    spared = load_table("proceedings")["spared"]["mandates"]
    return person is not None and any(w in spared for w in (person.post or "").lower().split())


def _are_victims(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* tells whose people suffered: "the forcible transfer of *Ukrainian* children"."""
    head = analysis.parsed.doc[mention.head].head
    return mention.kind == "adjective" and head.lemma_.lower() in word_list("sufferers")
