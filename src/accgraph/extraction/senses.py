"""Senses: words of frames that mean something else beside what they stand with ("gave up its support").

Each function says so of a trigger by the words of its own clause; ``undoing`` says which triggers it is
asked of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.sanction_nouns import sanction_words
from accgraph.extraction.syntax import objects, prepositional_objects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "cuts_money",
    "ends_exit",
    "gives_nothing",
    "gives_up",
    "goes_to_court",
    "holds_as_example",
    "is_met",
    "is_over",
    "is_past",
    "is_sure_of_ill",
    "lets_fail",
    "looks_on",
    "matters_to",
    "names_without_part",
    "only_reacts",
    "says_ill",
    "says_nothing",
    "serves_justice",
    "takes_back_other",
    "targets_help",
]

_CLAUSES = frozenset({"acl", "advcl", "ccomp", "pcomp", "xcomp"})
_OUT = frozenset({"away", "off", "out"})
_ADJECTIVES = frozenset({"bad", "false", "illegal", "wrong"})
_PAST = frozenset({"erstwhile", "former", "formerly", "once", "previously"})
_MEANS = frozenset({"instrument", "interest", "tool", "weapon"})
_WRONGDOERS = frozenset({"danger", "enemy", "foe", "threat"})


def _has(token: Token, *words: str) -> bool:
    return any(c.lower_ in words for c in token.children)


def _objects_are(verb: Token, name: str) -> bool:
    return any(t.lemma_.lower() in word_list(name) for t in objects(verb))


def ends_exit(verb: Token) -> bool:
    """Say whether *verb* takes an exit back: "*rescinded* its withdrawal", "the decision to leave"."""
    things = [t for o in objects(verb) for t in (o, *(c for c in o.children if c.dep_ == "acl"))]
    things += [t for o in objects(verb) for t in prepositional_objects(o, ("of",))]
    return any(t.lemma_.lower() in word_list("exits") for t in things)


def is_over(imposed: Token) -> bool:
    """Say whether what a clause says was imposed is no more: "lifted the sanctions that X had *imposed*"."""
    noun = imposed.head
    lifted = imposed.dep_ in {"relcl", "acl"} and noun.dep_ in {"dobj", "nsubjpass"}
    done = noun.head.tag_ in {"VBD", "VBN"} and noun.head.lemma_.lower() in sanction_words()["lifting"]
    return lifted and done


def cuts_money(verb: Token) -> bool:
    """Say whether *verb* tells of less money: "*announced* cuts in its funding", "*paid* dearly"."""
    return _objects_are(verb, "cutting_nouns") or _has(verb, "dearly")


def gives_nothing(verb: Token) -> bool:
    """Say whether what *verb* hands over is no evidence: "*sent* a message", "false papers"."""
    given = objects(verb)
    if gives_up(verb) or _objects_are(verb, "no_evidence"):
        return True
    return any(
        c.dep_ in {"amod", "compound"} and c.lower_ in word_list("dubious") for t in given for c in t.children
    )


def gives_up(verb: Token) -> bool:
    """Say whether *verb* tells that there is no more of what it gives: "*gave up* its support"."""
    return any(c.dep_ == "prt" and c.lower_ == "up" for c in verb.children)


def only_reacts(verb: Token) -> bool:
    """Say whether *verb* is no answer to what was asked: "*responded* to the ruling"."""
    asked = prepositional_objects(verb, ("to",))
    if any(c.dep_ == "prep" and c.lower_ in {"with", "by"} and c.i > verb.i for c in verb.children):
        return True
    return any(t.lemma_.lower() in word_list("rulings") or t.lemma_ == "question" for t in asked)


def looks_on(verb: Token) -> bool:
    """Say whether *verb* only takes note of an order: "*met* it with scorn"."""
    scorned = verb.lemma_.lower() in word_list("taking_in") and _has(verb, "with", "closely")
    return scorned or any(t.lemma_ == "question" for t in objects(verb))


def lets_fail(verb: Token) -> bool:
    """Say whether what *verb* lets happen is harm, and nobody's entry: "cannot *let* it fail"."""
    if any(c.dep_ in {"prt", "prep", "advmod"} and c.lower_ in {*_OUT, "down"} for c in verb.children):
        return True
    stack = [c for c in verb.children if c.dep_ in _CLAUSES]
    for clause in stack:
        if clause.lemma_.lower() in word_list("failing"):
            return True
        stack += [c for c in clause.children if c.dep_ in _CLAUSES]
    return False


def goes_to_court(verb: Token) -> bool:
    """Say whether *verb* tells who comes before a court, and does not join it: "*returned* to it to seek"."""
    purpose = any(c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" for c in verb.children)
    return verb.lemma_.lower() in {"come", "fall"} or (
        verb.lemma_ == "return" and (purpose or _has(verb, "with"))
    )


def is_sure_of_ill(sure: Token) -> bool:
    """Say whether somebody is *sure* of nothing good: "is *convinced* that the Court is biased"."""
    clauses = [c for c in sure.children if c.dep_ in {"ccomp", "xcomp"}]
    inside = [t for c in clauses for t in c.subtree]
    return any(
        t.dep_ == "neg" or t.lower_ == "no" or t.lemma_.lower() in word_list("ill_words") for t in inside
    )


def says_ill(word: Token) -> bool:
    """Say whether a predicate that holds *word* speaks ill: "has set a *precedent* that is dangerous"."""
    top = word.head if word.dep_ in {"amod", "attr", "acomp", "dobj", "compound"} else word
    inside = [t for part in (word, *top.children) if part.i >= word.i - 2 for t in part.subtree]
    return any(
        t.lemma_.lower() in word_list("ill_words") and (t.pos_ != "NOUN" or t.lemma_ not in _ADJECTIVES)
        for t in inside
    )


def serves_justice(word: Token) -> bool:
    """Say whether what sounds like scorn is praise: "*instrument* of justice", "*threat* to dictators"."""
    below = {t.lemma_.lower() for t in word.subtree if t.i > word.i}
    around = {t.lemma_.lower() for t in word.sent}
    lemmas = {t.lemma_.lower() for t in (word, *word.children)}
    if "without" in below | {c.lower_ for c in word.head.children}:
        return True
    if lemmas & _MEANS and around & word_list("just_causes") and not around & word_list("ill_words"):
        return True
    if lemmas & _WRONGDOERS and below & word_list("wrongdoers"):
        return True
    jurisdiction = (
        "jurisdiction" in lemmas and bool({"in", "over"} & below) and not below & word_list("ones_own")
    )
    return jurisdiction or ("deserve" in lemmas and bool(below & word_list("deserved")))


def targets_help(verb: Token) -> bool:
    """Say whether *verb* is no punishment: "*targets* its support", "*listed* it as a priority"."""
    aimed = any(t.lemma_.lower() in word_list("helping_nouns") for t in objects(verb))
    return (
        aimed or _has(verb, "as") or (verb.lemma_ == "try" and any(c.dep_ == "xcomp" for c in verb.children))
    )


def holds_as_example(verb: Token) -> bool:
    """Say whether *verb* holds something up or builds on it: "*holds* it up as an example"."""
    return _has(verb, "as") or verb.lemma_ == "ground"


def says_nothing(verb: Token) -> bool:
    """Say whether somebody only does not speak of it: "*refused* to comment on the decision"."""
    clauses = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}]
    inside = [t for c in clauses for t in (c, *objects(c))]
    return any(t.lemma_.lower() in {"comment", "discuss", "question"} for t in inside)


def matters_to(critical: Token) -> bool:
    """Say whether *critical* says how much something matters: "its help is *critical* to the Court"."""
    return _has(critical, "to", "for")


def is_met(noun: Token) -> bool:
    """Say whether *noun*, scorn, is what its subject meets with: "received a *rebuke* from the Court"."""
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in word_list("meeting_with")


def takes_back_other(verb: Token) -> bool:
    """Say whether it is not a membership that *verb* withdraws or leaves: "*withdrew* its reservations"."""
    return _objects_are(verb, "withdrawn_papers")


def is_past(noun: Token) -> bool:
    """Say whether somebody is no more what *noun* says: "a former *supporter*", "*once* its main donor"."""
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i > noun.sent.start else noun
    if before.pos_ == "ADP" and before.i > noun.sent.start:
        # "Once *among* its donors"
        before = before.nbor(-1)
    return _has(noun, *_PAST) or before.lower_ in {"formerly", "once"}


def names_without_part(noun: Token) -> bool:
    """Say whether *noun* tells no membership of now: "a *former* party", "a member *until* 2017".

    "*The party* founded by X" is a political one.
    """
    around = (noun, noun.head)
    the_one = noun.tag_ == "NN" and any(c.lower_ == "the" for c in noun.children)
    if noun.lemma_ == "party" and the_one and not prepositional_objects(noun, ("to",)):
        return True
    until = any(c.dep_ == "prep" and c.lower_ == "until" for t in around for c in t.children)
    return until or any(is_past(t) or _has(t, "observer") for t in around)
