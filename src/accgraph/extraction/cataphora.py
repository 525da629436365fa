"""Structural antecedents of "it" and "its": the subject that follows, the object of the verb before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from accgraph.extraction.scope import Scope
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["announced_by", "parallel_object", "subject_ahead"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEFINITE = frozenset({"the", "this", "that"})


def announced_by(scope: Scope, token: Token, fits: Callable[[Entity], bool]) -> tuple[Entity, ...] | None:
    """Return what a clause or phrase before it is about by the subject behind it (cataphora).

    "Since A set *it* up, the Mission ...", "Since *it* joined, A ...", "With *its* accession, A ...".
    Empty where that is somebody unknown ("In *its* reply, the applicant ..."), None if there is no such
    subject.
    """
    below = token
    for verb in token.ancestors:
        fronted = below.dep_ in {"advcl", "prep"} and below.i < verb.i and verb.pos_ in {"VERB", "AUX"}
        below, part = verb, below
        if not fronted:
            continue
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i > part.i), None)
        if subject is None:
            continue
        found = scope.resolve_all(subject) if subject.pos_ != "PRON" else ()
        met = [m.entity for m in found if fits(m.entity)]
        if len(met) == 1:
            return tuple(met)
        definite = any(c.lower_ in _DEFINITE for c in subject.children)
        return () if definite and not found and token.dep_ == "poss" else None
    return None


def subject_ahead(token: Token) -> Token | None:
    """Return the subject of the main clause that an object in the clause before it means (cataphora).

    "Since the Council established *it*, *the Mission* has ..."; no pronoun is such a subject.
    """
    if token.dep_ not in {"dobj", "pobj", "dative"}:
        return None
    clause = next((t for t in token.ancestors if t.dep_ == "advcl"), None)
    if clause is None or not token.i < clause.head.i or clause.head.dep_ != "ROOT":
        return None
    return next(
        (
            c
            for c in clause.head.children
            if c.dep_ in _SUBJECTS and token.i < c.i and c.pos_ in {"NOUN", "PROPN"}
        ),
        None,
    )


def parallel_object(token: Token) -> Token | None:
    """Return the object of the verb before: "condemns *the sentence* and considers *it* void"."""
    verb = token.head
    if token.dep_ == "nsubj" and verb.dep_ in {"ccomp", "oprd"} and token.i > verb.head.i:
        verb = verb.head
    elif token.dep_ != "dobj":
        return None
    shared = verb.dep_ == "conj" and not any(c.dep_ in _SUBJECTS and c.i < verb.i for c in verb.children)
    if token.lower_ != "it" or not shared:
        return None
    things = [c for c in verb.head.children if c.dep_ == "dobj" and verb.head.i < c.i < verb.i]
    definite = [t for t in things if t.tag_ == "NN" and any(c.lower_ in _DEFINITE for c in t.children)]
    return definite[0] if definite else None
