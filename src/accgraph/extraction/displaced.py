"""Displaced subjects: those that the parser hung on a phrase before them instead of on their verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "agent_before",
    "agents_behind",
    "behind_insertion",
    "objects_behind_agent",
    "objects_behind_phrase",
    "pied_piped",
    "split_off",
    "stray_subject",
]

# how many words an insertion with what is before it may have
_INSERTION = 16
_ASIDE = 10

_MISPLACED = frozenset({"dobj", "appos", "npadvmod", "conj", "pobj", "attr", "oprd"})


def stray_subject(verb: Token) -> Token | None:
    """Return the subject that the parser took for an apposition: "Backed by A, *the Court* opened"."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == verb.sent.start:
        return None
    token = verb.nbor(-1)
    while token.i > verb.sent.start and token.dep_ in {"aux", "auxpass", "advmod", "neg"}:
        token = token.nbor(-1)
    last = token.i
    while token.head not in {token, verb}:
        if token.dep_ == "appos" and token.right_edge.i == last and token.left_edge.nbor(-1).text == ",":
            return token
        token = token.head
    return _behind_participle(verb)


def _behind_participle(verb: Token) -> Token | None:
    """Return the subject that the parser gave to a participle: "Taking the floor, *X's envoy* hailed"."""
    opening = verb.sent[0]
    if opening.tag_ != "VBG" or opening.dep_ != "advcl" or opening.head != verb:
        return None
    for token in verb.doc[opening.i + 2 : verb.i]:
        begins = token.left_edge.i > opening.i + 1 and token.left_edge.nbor(-1).text == ","
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in _MISPLACED and begins:
            return token
    return None


def agents_behind(noun: Token) -> list[Token]:
    """Return who does what *noun* says, where the parser hung "by X" right behind it on the verb."""
    link = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if link.text == "," and noun.lemma_.lower() in word_list("done_by"):
        link = _behind_aside(link) or link
    elif noun.pos_ != "NOUN" or link.head == noun:
        return []
    return [c for c in link.children if c.dep_ == "pobj"] if link.lower_ == "by" else []


def _behind_aside(comma: Token) -> Token | None:
    """Return the first word behind an aside that begins at *comma*: "the ratification, in July, *by* X"."""
    doc = comma.doc
    for i in range(comma.i + 1, min(comma.sent.end - 1, comma.i + _ASIDE)):
        if doc[i].text == ",":
            return doc[i + 1]
        if doc[i].pos_ in {"VERB", "AUX"} or doc[i].text in {";", ":", "."}:
            return None
    return None


def objects_behind_phrase(verb: Token) -> list[Token]:
    """Return the object that the parser set beside a noun before it: "signed with X *a pact*"."""
    found = []
    aside = verb.i + 1 < len(verb.doc) and verb.nbor().text == ","
    for link in verb.children:
        if link.dep_ != "prep" or link.i < verb.i:
            continue
        for noun in (c for c in link.children if c.dep_ == "pobj"):
            beside = [c for c in noun.subtree if c.dep_ == "appos" and c.i > noun.i]
            found += [
                c
                for c in beside
                if c.left_edge.pos_ in {"DET", "NUM"} and c.left_edge.nbor(-1).is_punct == aside
            ]
    return found[:1]


def pied_piped(verb: Token, preposition: str) -> list[Token]:
    """Return what "which" stands for in "the *Fund*, *to* the budget of which X contributes"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.dep_ != "pobj" or noun.head.lower_ != preposition:
        return []
    ofs = (c for c in (*noun.children, *verb.children) if c.lower_ == "of" and c.i == noun.i + 1)
    relative = any(c.tag_ in {"WDT", "WP"} for link in ofs for c in link.children)
    return [noun.head.head] if relative else []


def objects_behind_agent(noun: Token) -> list[Token]:
    """Return the "of" that the parser gave to the agent: "the creation by X *of* a court"."""
    link = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    agents = [c for c in link.children if c.dep_ == "pobj"] if link.lower_ == "by" else []
    ofs = [t for agent in agents for t in agent.subtree if t.lower_ == "of" and t.dep_ == "prep"]
    return ofs if noun.lemma_.lower() in word_list("done_by") else []


def behind_insertion(noun: Token, preposition: str) -> list[Token]:
    """Return what stands behind an insertion: "the ratification by X, in July, *of the treaty*".

    Only after a noun for what is done to something, with its agent behind it, and without a verb between.
    """
    doc = noun.doc
    by = noun.nbor() if noun.i + 1 < len(doc) else noun
    if by.lower_ not in {"by", ","} or noun.lemma_.lower() not in word_list("done_by"):
        return []
    inserted = False
    for i in range(noun.i + 1, min(noun.sent.end, noun.i + _INSERTION)):
        token = doc[i]
        if token.pos_ in {"VERB", "AUX"} or token.text in {";", ":", "."}:
            return []
        if inserted and token.lower_ == preposition and doc[i - 1].text == ",":
            return [c for c in token.children if c.dep_ in {"pobj", "pcomp"}]
        inserted = inserted or token.text == ","
    return []


def agent_before(noun: Token) -> Token | None:
    """Return the agent between a noun and its "of" before *noun*: "the adoption by X of a *decision*"."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ != "of" or link.i < 2:
        return None
    by = next((t for t in (link.nbor(-1), *link.nbor(-1).ancestors) if t.lower_ == "by"), None)
    before = by.nbor(-1) if by is not None and by.i > 0 and by.i < link.i else None
    done = before is not None and before.lemma_.lower() in word_list("done_by")
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None and done else None


def split_off(verb: Token) -> Token | None:
    """Return the subject that the parser gave to the verb before: "A abstained, but *B*, too, voted"."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    between = [c for c in verb.head.children if verb.head.i < c.i < verb.i]
    named = [c for c in between if c.dep_ == "conj" and c.pos_ in {"PROPN", "NOUN"}]
    joined = any(c.dep_ == "cc" and c.i < named[0].i for c in between) if named else False
    return named[0] if joined else None
