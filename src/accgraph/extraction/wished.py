"""Wishes: what somebody wants to be done to a mechanism ("called for it *to be wound up*")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["wished_for", "wished_stance"]

_CLAUSES = frozenset({"advcl", "ccomp", "xcomp", "relcl", "acl"})
_UP = frozenset({"up", "down"})
_WINDING = frozenset({"wind", "shut", "close"})


def wished_for(verb: Token) -> list[Token]:
    """Return what *verb* wants something to be done to: "called for *the Court* to be closed"."""
    return [subject for clause in _clauses(verb) for subject in _own_subjects(clause)]


def wished_stance(verb: Token, index: int) -> str | None:
    """Return what to wish for what *verb* wants done to token *index* says of it; None if nothing is."""
    done = next((c for c in _clauses(verb) if _is_done_to(c, index)), None)
    if done is None:
        return None
    lemma = done.lemma_.lower()
    if lemma in word_list("abolishing") or (
        lemma in _WINDING and any(c.lower_ in _UP for c in done.children)
    ):
        return "reject"
    good = word_list("founding") | word_list("upholding") | word_list("working")
    return "endorse" if lemma in good else "other"


def _clauses(asking: Token) -> list[Token]:
    """Return the infinitives behind "for" that *asking* governs, wherever the parser hung them."""
    calls = [asking, *(c for c in asking.children if c.dep_ == "dobj")]
    links = (c for call in calls for c in call.children if c.lower_ == "for")
    below = [c for call in calls for c in call.children]
    below += [t for link in links for noun in link.children for t in noun.children]
    return [
        c
        for c in below
        if c.dep_ in _CLAUSES
        and (_is_passive_infinitive(c) or c.lemma_.lower() in word_list("working"))
        and any(t.lower_ == "to" for t in c.children)
        and any(t.lower_ == "for" for t in asking.doc[asking.i : c.i])
    ]


def _is_passive_infinitive(verb: Token) -> bool:
    return any(t.dep_ == "auxpass" and t.lower_ == "be" for t in verb.children)


def _own_subjects(clause: Token) -> list[Token]:
    return [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]


def _is_done_to(clause: Token, index: int) -> bool:
    around = clause.head if clause.dep_ in {"relcl", "acl"} else None
    subjects = _own_subjects(clause) or _behind_for(clause)
    inside = any(c.left_edge.i <= index <= c.right_edge.i for c in subjects)
    return inside or (around is not None and around.left_edge.i <= index <= around.i)


def _behind_for(clause: Token) -> list[Token]:
    """Return the noun of "called *for the mandate* … to be ended", hung beside a clause without subject."""
    links = (c for c in clause.head.children if c.lower_ == "for" and c.i < clause.i)
    return [noun for link in links for noun in link.children if noun.dep_ == "pobj"]
