"""Verbs that the tagger takes for other words though the parser makes clauses of them.

In "is due to extradite the suspect", "agreed to second two judges" the parser gives the word "to" for its
auxiliary; in "The council, meeting in Lima in May, decided" it makes the word a clause on the noun. That they
are tagged as an adjective or a noun is then an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["as_verbs"]

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "relcl", "acl", "conj", "csubj"})
# "asset freezes", "travel bans": the plural that ends a noun phrase, and what stands before it
_FREEZES = frozenset({"freezes", "bans"})
_FROZEN = frozenset({"asset", "assets", "travel", "visa", "entry"})
_MISTAKEN = frozenset({"JJ", "NN", "NNS", "NNP", "RB", "VBP", "VBD", "VBN"})


def as_verbs(doc: Doc) -> Doc:
    """Return *doc*, parsed, with what the parser takes for verbs tagged as verbs."""
    strings = doc.vocab.strings
    words = doc.to_array(["LOWER", "DEP"])
    for i in (words[:, 0] == strings["to"]).nonzero()[0].tolist():
        mark = doc[i]
        if mark.dep_ == "aux" and mark.head.i > i and _is_infinitive(mark.head, i):
            mark.head.tag_, mark.head.pos_, mark.head.lemma_ = "VB", "VERB", mark.head.lower_
    for plural in sorted(_FREEZES):
        for i in (words[1:, 0] == strings[plural]).nonzero()[0].tolist():
            if doc[i + 1].tag_ == "VBZ" and doc[i].lower_ in _FROZEN:
                _as_noun(doc[i + 1])
    for i in (words[:, 0] == strings["thanks"]).nonzero()[0].tolist():
        if 0 < i < len(doc) - 1 and _is_thanking(doc[i]):
            doc[i].tag_, doc[i].pos_, doc[i].lemma_ = "VBZ", "VERB", "thank"
    asides = (words[:, 1] == strings["acl"]) | (words[:, 1] == strings["appos"])
    for i in asides.nonzero()[0].tolist():
        token = doc[i]
        if token.tag_ == "NN" and token.lower_.endswith("ing") and _is_participle(token):
            token.tag_, token.pos_, token.lemma_ = "VBG", "VERB", token.lower_[: -len("ing")]
            token.dep_ = "acl"
    return doc


def _as_noun(word: Token) -> None:
    """Make the object of what governs it a noun out of *word* ("announced asset freezes")."""
    word.tag_, word.pos_, word.lemma_ = "NNS", "NOUN", word.lower_[:-1]
    word.dep_ = "dobj" if word.dep_ == "ccomp" else word.dep_
    doc, before = word.doc, word.i - 1
    doc[before].dep_ = "compound"


def _is_participle(word: Token) -> bool:
    """Say whether *word*, in an aside after a noun, is no noun ("the G7, meeting in Lima,")."""
    if word.doc[word.i - 1].text != "," or word.i + 1 == len(word.doc):
        return False
    return word.dep_ == "acl" or (word.nbor().pos_ == "ADP" and all(c.i > word.i for c in word.children))


def _is_thanking(word: Token) -> bool:
    """Say whether somebody *thanks* somebody: what the parser gives a subject is no noun."""
    if word.dep_ == "conj":
        return word.head.pos_ == "VERB" and any(c.dep_ == "dobj" for c in word.children)
    return word.tag_ == "NNS" and word.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in word.children)


def _is_infinitive(word: Token, mark: int) -> bool:
    """Say whether *word*, whose "to" stands at *mark*, is tagged as something else."""
    others = (c for c in word.children if c.i != mark)
    bare = not any(c.dep_ in {"aux", "auxpass", "det"} for c in others)
    return word.tag_ in _MISTAKEN and word.dep_ in _CLAUSES and bare
