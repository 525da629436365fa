"""Verbs that the tagger takes for other words though the parser makes clauses of them.

In "is due to extradite the suspect", "agreed to second two judges" the parser gives the word "to" for its
auxiliary; in "The council, meeting in Lima in May, decided" it makes the word a clause on the noun. That they
are tagged as an adjective or a noun is then an error. In "In Lima, a court was opened" it makes the subject
an aside on the place. And it hangs what somebody decided to do on the verb that says what others think of it,
and what these go on to say on what was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list

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
        if mark.dep_ == "aux" and mark.head.dep_ == "advcl" and (noun := _decided(mark.head, i)) is not None:
            mark.head.head, mark.head.dep_ = noun, "acl"
    for i in range(1, len(doc)):
        if doc[i].tag_ == "VBZ" and doc[i].lower_ in _FREEZES and doc[i - 1].lower_ in _FROZEN:
            _as_noun(doc[i])
    for i in (words[:, 0] == strings["thanks"]).nonzero()[0].tolist():
        if 0 < i < len(doc) - 1 and _is_thanking(doc[i]):
            doc[i].tag_, doc[i].pos_, doc[i].lemma_ = "VBZ", "VERB", "thank"
    for i in (words[:, 1] == strings["conj"]).nonzero()[0].tolist():
        if _is_finite(doc[i]) and (verb := _finite_above(doc[i].head)) is not None:
            doc[i].head = verb
    asides = (words[:, 1] == strings["acl"]) | (words[:, 1] == strings["appos"])
    for i in asides.nonzero()[0].tolist():
        token = doc[i]
        if token.dep_ == "appos" and (verb := _verb_behind(token)) is not None:
            token.head = verb
            token.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
        elif token.tag_ == "NN" and token.lower_.endswith("ing") and _is_participle(token):
            token.tag_, token.pos_, token.lemma_ = "VBG", "VERB", token.lower_[: -len("ing")]
            token.dep_ = "acl"
    return doc


def _verb_behind(noun: Token) -> Token | None:
    """Return the verb that *noun*, taken for an aside, is the subject of: "In Lima, *a court* was opened"."""
    place, doc = noun.head, noun.doc
    start = noun.left_edge.i
    if (
        place.dep_ != "pobj"
        or place.head.dep_ != "prep"
        or place.head.i >= place.i
        or doc[start - 1].text != ","
    ):
        return None
    verb = place.head.head
    opens = place.head.i == 0 or doc[place.head.i - 1].is_punct or doc[place.head.i - 1].is_space
    if not opens or verb.pos_ not in {"VERB", "AUX"} or verb.i < noun.i:
        return None
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in verb.children):
        return None
    behind = noun.right_edge.i + 1
    auxiliary = doc[behind].head == verb and doc[behind].dep_ in {"aux", "auxpass", "advmod", "neg"}
    finite = behind == verb.i and verb.tag_ in {"VBD", "VBZ", "VBP"}
    return verb if auxiliary or finite else None


def _decided(verb: Token, mark: int) -> Token | None:
    """Return whose decision it is to do *verb*: "X regrets the *decision* of Y, taken in May, to leave"."""
    if verb.i < verb.head.i:
        return None
    things = [c for c in verb.head.children if c.dep_ == "dobj" and c.lemma_.lower() in word_list("deciding")]
    owned = [t for t in things if any(c.dep_ == "poss" or c.lower_ in {"of", "by"} for c in t.children)]
    if not owned:
        return None
    aside = verb.doc[mark - 1].text == "," and any(c.dep_ == "acl" for c in owned[0].children)
    return owned[0] if aside or owned[0].right_edge.i == mark - 1 else None


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


def _is_finite(verb: Token) -> bool:
    own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)
    return verb.tag_ in {"VBZ", "VBD"} and not own


def _finite_above(infinitive: Token) -> Token | None:
    """Return the verb that a finite verb goes on with, which was hung on an *infinitive* below that one.

    "X *deplores* the decision of Y to leave and thanks Z": an infinitive and a finite verb are no pair.
    """
    if infinitive.tag_ != "VB" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in infinitive.children):
        return None
    above = (t for t in infinitive.ancestors if t.tag_ in {"VBZ", "VBD", "VBP"})
    verb = next(above, None)
    return verb if verb is not None and any(c.dep_ == "nsubj" for c in verb.children) else None


def _is_infinitive(word: Token, mark: int) -> bool:
    """Say whether *word*, whose "to" stands at *mark*, is tagged as something else."""
    others = (c for c in word.children if c.i != mark)
    bare = not any(c.dep_ in {"aux", "auxpass", "det"} for c in others)
    return word.tag_ in _MISTAKEN and word.dep_ in _CLAUSES and bare
