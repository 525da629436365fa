"""Wanted persons: whom a court seeks, as a text says; to arrest or to receive them is a stance on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import agents, objects, prepositional_objects, subjects, surface_subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["seeking_court", "wanting_court"]

_COURTS = ("Court", "Tribunal")
_SEEKING = frozenset({"seek", "request", "order", "demand", "want", "ask"})


def wanting_court(analysis: Analysis, thing: Token) -> Mention | None:
    """Return the court that, as the document says, wants the person whom *thing* stands for; None if none."""
    persons = set(_persons(analysis, thing))
    if not persons:
        return _sought_in(analysis, thing) or _sought_just_before(analysis, thing)
    for wanted, court in _wanted(analysis):
        if wanted in persons:
            return court
    return None


def seeking_court(analysis: Analysis, thing: Token) -> Mention | None:
    """Return the court that the text names and that is known to seek the person whom *thing* stands for."""
    entries = analysis.vocabulary.entries
    known = [entry for person in _persons(analysis, thing) if (entry := entries.get(person)) is not None]
    courts = {court for entry in known for court in entry.links.get("soughtBy", ())}
    return next((m for m in analysis.resolver.named if m.entity.iri in courts), None)


def _sought_in(analysis: Analysis, thing: Token) -> Mention | None:
    """Return the court that wants somebody without a name: "a general *wanted by* X", "for whom ..."."""
    for clause in thing.children:
        if clause.dep_ not in {"relcl", "acl"} or clause.i < thing.i:
            continue
        if clause.dep_ == "acl" and clause.lemma_.lower() in word_list("wanting") and clause.tag_ == "VBN":
            return _court_of(analysis, clause, [t for a in agents(clause) for t in (a, *a.subtree)])
        warrants = [t for t in clause.subtree if t.lemma_.lower() == "warrant"]
        warrants = [t for t in warrants if not any(c.lower_ == "no" for c in t.children)]
        whom = any(t.lower_ == "whom" and t.head.lower_ in {"for", "against"} for t in clause.subtree)
        if warrants and whom:
            return _court_of(analysis, warrants[0], [*warrants[0].subtree, *subjects(clause)])
    return None


def _sought_just_before(analysis: Analysis, pronoun: Token) -> Mention | None:
    """Return the court on whose warrant somebody was arrested in the sentence, whom *pronoun* means."""
    if pronoun.lower_ not in {"him", "her", "them"}:
        return None
    for token in pronoun.doc[pronoun.sent.start : pronoun.i]:
        if token.lemma_.lower() != "warrant" or token.head.lower_ not in {"on", "under"}:
            continue
        taken = token.head.head
        if taken.lemma_.lower() in word_list("arresting") and pronoun.head != taken and objects(taken):
            return _court_of(analysis, token, list(token.subtree))
    return None


def _persons(analysis: Analysis, token: Token) -> Iterator[str]:
    """Yield what tells the persons apart that *token* stands for: their IRIs, or a bare surname."""
    mentions = analysis.resolver.resolve_all(token)
    for mention in mentions:
        if analysis.resolver.is_a(mention.entity, "Person"):
            yield mention.entity.iri
    if not mentions and token.pos_ == "PROPN" and analysis.resolver.mention_at(token.i) is None:
        yield token.text


def _wanted(analysis: Analysis) -> Iterator[tuple[str, Mention]]:
    """Yield the persons whom the text calls wanted, each with the court that wants them."""
    for token in analysis.parsed.tokens:
        lemma = token.lemma_.lower()
        if lemma == "warrant":
            sought = prepositional_objects(token, ("for", "against"))
            for clause in token.children:
                if clause.dep_ == "acl":
                    sought += prepositional_objects(clause, ("for", "against"))
            if token.dep_ in {"dobj", "nsubjpass"}:
                sought += prepositional_objects(token.head, ("for", "against"))
            court = _court_of(analysis, token, list(token.subtree))
        elif lemma == "arrest" and token.head.lemma_.lower() in _SEEKING:
            sought = objects(token) if token.pos_ == "VERB" else prepositional_objects(token, ("of",))
            court = _court_of(analysis, token, surface_subjects(token.head))
        elif lemma == "arrest" and token.pos_ == "VERB":
            # "*The Court* found that Mali had failed to arrest him"
            sought = objects(token)
            court = _court_of(analysis, token, [t for a in token.ancestors for t in surface_subjects(a)])
        elif lemma in word_list("wanting") and token.tag_ in {"VBN", "VBD", "JJ"}:
            sought = _described(objects(token)) or ([token.head] if token.dep_ in {"acl", "amod"} else [])
            court = _court_of(analysis, token, [t for a in agents(token) for t in (a, *a.subtree)])
        else:
            continue
        if court is None:
            continue
        for head in sought:
            for person in (p for t in (head, *head.conjuncts) for p in _persons(analysis, t)):
                yield person, court


def _described(heads: list[Token]) -> list[Token]:
    """Return *heads*, each as what it stands beside: "Mr X, the former *president*, who is wanted"."""
    return [t.head if t.dep_ == "appos" else t for t in heads]


def _court_of(analysis: Analysis, token: Token, near: list[Token]) -> Mention | None:
    """Return the court named in *near*, or for a warrant the only one that its sentence names."""
    resolver = analysis.resolver
    for part in near:
        for mention in resolver.resolve(part):
            if resolver.is_a(resolver.principal(mention.entity), *_COURTS):
                return mention
    if token.lemma_.lower() != "warrant":
        return None
    named = {
        m.entity: m
        for m in resolver.mentions_in(token.sent.start, token.sent.end)
        if resolver.is_a(resolver.principal(m.entity), *_COURTS)
    }
    return next(iter(named.values())) if len(named) == 1 else None
