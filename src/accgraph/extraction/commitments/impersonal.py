"""Demands by an impersonal phrase or a noun.

"It is for B to do X", "it is essential that B do X", "stressed the need for B to do X", "B has a
responsibility to do X".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import actions_of, has_to
from accgraph.extraction.commitments.asking import agent_party, by_speaker, demanders
from accgraph.extraction.commitments.findings import Finding, Kind
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.modals import is_hypothetical, is_reported
from accgraph.extraction.commitments.requests import inner_clauses
from accgraph.extraction.syntax import is_passive, is_verb

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["find_impersonal"]

_ON = frozenset({"for", "upon", "on", "to"})


def find_impersonal(analysis: Analysis, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield what the text says it is for somebody, or somebody's responsibility, to do."""
    for token in analysis.parsed.tokens:
        if analysis.parsed.is_scaffold(token.i):
            continue
        if token.lemma_.lower() == "be" and token.dep_ not in {"aux", "auxpass"}:
            yield from _impersonal(analysis, token, lexicon)
        elif token.lower_ == "time" and token.dep_ == "nsubj" and token.head.lemma_ == "come":
            yield from _need(analysis, token.head, lexicon)
        elif token.lemma_ == "fall" and token.tag_ in {"VBZ", "VBP"}:
            yield from _falls_to(analysis, token, lexicon)
        elif token.lower_ == "need" and token.pos_ == "NOUN":
            yield from _need(analysis, token, lexicon)
        elif token.lemma_.lower() in lexicon.words("duty", "demanded_nouns") and token.pos_ == "NOUN":
            yield from _responsibility(analysis, token, lexicon)


def _impersonal(analysis: Analysis, be: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "it is for B to do X", "it is time for B to do X", "it is essential that B do X"."""
    subject = next((c for c in be.children if c.dep_ in {"nsubj", "expl"} and c.i < be.i), None)
    burden = subject is not None and subject.lemma_.lower() in lexicon.words("modal", "burdens")
    if subject is None or not (subject.lower_ == "it" or burden) or any(c.dep_ == "neg" for c in be.children):
        return
    present = be.tag_ in {"VBZ", "VBP"} or (be.tag_ == "VBD" and is_reported(analysis, be))
    if not present or is_hypothetical(be, lexicon):
        return
    quality = next((c for c in be.children if c.dep_ in {"acomp", "attr"} or c.lower_ == "up"), None)
    named = quality is not None and quality.lemma_.lower() in lexicon.words(
        "modal", "impersonal_adjectives"
    ) | {"time", "duty"}
    by = by_speaker(analysis, be.i)
    closing = lexicon.words("trailing", "openers")
    anchors = {be, *([quality] if quality is not None else [])}
    for verb in be.doc[be.i + 1 : be.sent.end]:
        if verb.head not in anchors or not is_verb(verb):
            continue
        inner = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        for_phrase = inner is not None and any(c.lower_ == "for" and c.i < inner.i for c in verb.children)
        if inner is None and verb.head in anchors and has_to(verb):
            preposition = next(
                (c for a in anchors for c in a.children if c.lower_ in _ON and c.i < verb.i), None
            )
            inner = (
                next((c for c in preposition.children if c.dep_ == "pobj"), None)
                if preposition is not None
                else None
            )
            for_phrase = inner is not None
        if (
            inner is None
            or not has_to(verb)
            or not for_phrase
            or is_passive(verb)
            or not (named or quality is None)
        ):
            continue
        bearer = agent_party(analysis, inner, lexicon)
        if bearer and not bearer.first_person:
            for action in actions_of(analysis.parsed, verb, closing):
                yield Finding("demand", "demand-impersonal", (be.i, be.i + 1), bearer, action, by, 0.75)
    if quality is None or not named:
        return
    for anchor in (be, quality):
        for verb, inner in inner_clauses(anchor, strict=False):
            bearer = agent_party(analysis, inner, lexicon)
            if (
                bearer
                and not is_passive(verb)
                and not any(c.lower_ in {"must", "should", "shall"} for c in verb.children)
            ):
                for action in actions_of(analysis.parsed, verb, closing):
                    yield Finding(
                        "demand", "demand-impersonal", (quality.i, quality.i + 1), bearer, action, by, 0.75
                    )


def _falls_to(analysis: Analysis, fall: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "it falls to B to do X"."""
    it = any(c.lower_ == "it" and c.i < fall.i for c in fall.children)
    goals = [o for p in fall.children if p.lower_ in _ON for o in p.children if o.dep_ == "pobj"]
    verb = next((c for c in fall.children if has_to(c) and c.i > fall.i), None)
    if not it or not goals or verb is None or is_hypothetical(fall, lexicon):
        return
    bearer = agent_party(analysis, goals[0], lexicon)
    if bearer and not bearer.first_person:
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            by = by_speaker(analysis, fall.i)
            yield Finding("demand", "demand-impersonal", (fall.i, fall.i + 1), bearer, action, by, 0.75)


def _need(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "stressed the need for B to do X": a demand, or a duty if a court stresses it."""
    for verb in noun.doc[noun.i + 1 : noun.sent.end]:
        above = {noun, noun.head, *(c for c in noun.children if c.dep_ == "nsubj")}
        if not has_to(verb) or verb.head not in above or is_passive(verb):
            continue
        inner = next((c for c in verb.children if c.dep_ == "nsubj" and c.i > noun.i), None)
        if inner is None:
            preposition = next((c for c in noun.children if c.lower_ == "for"), None)
            inner = (
                next((c for c in preposition.children if c.dep_ == "pobj"), None)
                if preposition is not None
                else None
            )
        if inner is None:
            continue
        bearer = agent_party(analysis, inner, lexicon)
        if not bearer:
            continue
        by, explicit = (
            demanders(analysis, noun, lexicon)
            if noun.pos_ == "NOUN"
            else (by_speaker(analysis, noun.i), False)
        )
        court = explicit and any(analysis.resolver.is_a(r.entity, "Court", "Tribunal") for r in by)
        kind: Kind = "duty" if court else "demand"
        rule = "duty-order" if court else "demand-impersonal"
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            yield Finding(kind, rule, (noun.i, noun.i + 1), bearer, action, by, 0.75)
        return


def _responsibility(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "B has a responsibility to do X"."""
    have = noun.head
    of = [c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
    if noun.dep_ == "attr" and have.lemma_ == "be" and of and not is_hypothetical(have, lexicon):
        verb = next((c for t in (noun, have) for c in t.children if has_to(c) and c.i > noun.i), None)
        bearer = agent_party(analysis, of[0], lexicon)
        if verb is not None and bearer:
            by = by_speaker(analysis, noun.i)
            for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
                yield Finding("demand", "demand-impersonal", (noun.i, noun.i + 1), bearer, action, by, 0.75)
        return
    if (
        noun.dep_ not in {"dobj", "obj"}
        or have.lemma_.lower() not in {"have", "bear", "share"}
        or is_hypothetical(have, lexicon)
    ):
        return
    verb = next((c for t in (noun, have) for c in t.children if has_to(c) and c.i > noun.i), None)
    subject = next((c for c in have.children if c.dep_ == "nsubj"), None)
    if verb is None or subject is None:
        return
    bearer = agent_party(analysis, subject, lexicon)
    if bearer:
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            yield Finding(
                "demand",
                "demand-modal",
                (noun.i, noun.i + 1),
                bearer,
                action,
                by_speaker(analysis, noun.i),
                0.75,
            )
