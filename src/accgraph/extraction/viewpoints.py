"""Viewpoints: who thinks so, as an adverbial says it ("For Finland, ...", "in the view of X, ...")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.syntax import agents, coordinated, first_coordinated, is_verb, possessors, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["criticises", "is_refuted", "statement_between", "viewpoint"]


def viewpoint(token: Token) -> list[Token]:
    """Return the heads of those from whose point of view the clause of *token* speaks; empty if none."""
    verb = token
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    found = [part for owner in _thinking(verb) for part in coordinated(owner)]
    for child in verb.children:
        if child.dep_ != "prep":
            continue
        for head in (c for c in child.children if c.dep_ == "pobj"):
            if child.lower_ in {"for", "to"} and child.i < verb.i and _ends_with_comma(head):
                found += coordinated(head)
            elif child.lower_ in {"in", "from", "to"} and head.lemma_.lower() in word_list("viewpoints"):
                found += [part for owner in possessors(head) for part in coordinated(owner)]
    return list(dict.fromkeys(found))


def _thinking(verb: Token) -> list[Token]:
    """Return whose view or statement the clause of *verb* gives ("the view of X that ...")."""
    verb = first_coordinated(verb)
    noun = verb.head
    if verb.dep_ not in {"acl", "ccomp", "relcl", "advcl"} or noun.lemma_.lower() not in word_list(
        "assertions"
    ):
        return []
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    which = any(t.lower_ == "which" and t.head.lower_ == "to" for t in verb.subtree)
    if not that and not which:
        return []
    said = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    found = possessors(noun) + [a for c in said for a in agents(c)]
    held = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun.head
    if not found and noun.dep_ in {"dobj", "pobj"} and is_verb(held):
        return subjects(held)
    return found


def statement_between(trigger: Token, index: int) -> Token | None:
    """Return the clause that token *index* stands in, if *trigger* only takes up what it states.

    "Rejects the claim that *the Court is biased*", "condemned X for *calling the Court biased*": a stance on
    what is said, not on the Court. None if nothing is said so.
    """
    token = trigger.doc[index]
    while token != trigger and token.head != token:
        noun = token.head
        said = noun.lemma_.lower() in word_list("assertions") | word_list("ideas")
        called = token.dep_ == "pcomp" and token.lemma_.lower() in word_list("naming")
        stated = said and token.dep_ in {"acl", "ccomp", "relcl"} and _opens_with_that(token)
        if called or stated:
            return None if token.is_ancestor(trigger) else token
        token = noun
    return None


def is_refuted(trigger: Token) -> bool:
    """Say whether *trigger* stands in a statement that somebody rejects: "the view that it is a *sham*"."""
    views = word_list("assertions") | word_list("ideas")
    for token in (trigger, *trigger.ancestors):
        if not _opens_with_that(token):
            continue
        noun = token.head
        if token.dep_ in {"acl", "ccomp", "relcl"} and noun.lemma_.lower() in views:
            return noun.head.lemma_.lower() in word_list("refuting")
        # "Rejects *the view*, put forward by some, *that* it is a sham": hung on the aside
        told = [n for v in token.ancestors for n in v.children if n.dep_ == "dobj" and n.i < token.i]
        if token.dep_ == "advcl" and any(n.lemma_.lower() in views for n in told):
            return any(n.head.lemma_.lower() in word_list("refuting") for n in told)
    return False


def criticises(clause: Token) -> bool:
    """Say whether *clause* has a word of criticism."""
    return any(
        t.lemma_.lower() in word_list("criticising") or t.lower_ in word_list("criticising")
        for t in clause.subtree
    )


def _opens_with_that(clause: Token) -> bool:
    return any(c.dep_ in {"mark", "dobj", "nsubj", "dep"} and c.lower_ == "that" for c in clause.children)


def _ends_with_comma(head: Token) -> bool:
    """Say whether the phrase of *head* opens its sentence or its that-clause and a comma sets it off."""
    last = head.right_edge.i + 1
    begin, first = head.sent.start, head.left_edge.i
    told = [t.i for t in head.doc[begin:first] if t.lower_ == "that" and t.dep_ == "mark"]
    before = head.doc[told[-1] + 1 if told else begin : first]
    opens = all(t.is_punct or t.pos_ in {"CCONJ", "ADP", "DET"} for t in before)
    return opens and last < head.sent.end and head.doc[last].text == ","
