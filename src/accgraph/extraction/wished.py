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
    return [s for clause in _clauses(verb) for s in clause.children if s.dep_ == "nsubjpass"]


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
    return "endorse" if lemma in word_list("founding") or lemma in word_list("upholding") else "other"


def _clauses(verb: Token) -> list[Token]:
    """Return the passive infinitives behind "for" that *verb* governs, wherever the parser hung them."""
    below = [
        *verb.children,
        *(t for c in verb.children if c.lower_ == "for" for p in c.children for t in p.children),
    ]
    return [
        c
        for c in below
        if c.dep_ in _CLAUSES
        and any(t.dep_ == "auxpass" and t.lower_ == "be" for t in c.children)
        and any(t.lower_ == "to" for t in c.children)
        and any(t.lower_ == "for" for t in verb.doc[verb.i : c.i])
    ]


def _is_done_to(clause: Token, index: int) -> bool:
    own = [c for c in clause.children if c.dep_ == "nsubjpass"]
    around = clause.head if clause.dep_ in {"relcl", "acl"} else None
    inside = any(c.left_edge.i <= index <= c.right_edge.i for c in own)
    return inside or (around is not None and around.left_edge.i <= index <= around.i)
