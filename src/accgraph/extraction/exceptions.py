"""Exceptions: what stands between a trigger and a mechanism so that no position on it is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import Target, is_mechanism
from accgraph.extraction.syntax import objects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "is_backer",
    "is_itself",
    "is_of_harm",
    "is_other_sense",
    "is_own_fault",
    "is_sentenced",
    "is_with",
    "is_working_agreement",
    "let_into",
    "lets_work",
    "only_follows",
    "owned_by",
]

_ACTS = frozenset({"decision", "move", "ruling", "step", "vote"})
_SANCTIONS = frozenset({"sanction", "sanctions", "last"})


def only_follows(analysis: Analysis, lexicon: FrameLexicon, target: Target) -> bool:
    """Say whether no attack is named, only "that decision", which may be anything."""
    said = analysis.parsed.doc[target.mention.head].lemma_.lower()
    hostile = lexicon.words["hostile"]
    vague = said in _ACTS and said not in hostile
    return target.mention.kind == "nominal" and (vague or not set(target.path) & hostile)


def is_working_agreement(trigger: Trigger, target: Target) -> bool:
    """Say whether what is signed is about working with the mechanism, or money for it: no membership."""
    doc, first = trigger.token.doc, target.mention.first
    linked = doc[first - 1 - (doc[first - 1].lower_ == "the")].lower_ if first > 1 else ""
    if linked == "with" and {"agreement", "accord", "treaty"} & set(target.path):
        return True
    between = doc[trigger.token.i : target.mention.head]
    paid = any(t.dep_ == "compound" and t.lemma_.lower() in word_list("granted") for t in between)
    return paid or any(t.lemma_.lower() in word_list("working_together") for t in between)


def is_itself(analysis: Analysis, path: Sequence[str], target: Target) -> bool:
    """Say whether the sanctions on the way are the mechanism: "lifted its *Caesar Act* sanctions"."""
    regimes = ("SanctionsRegime", "Legislation")
    return set(path) <= _SANCTIONS and analysis.resolver.is_a(target.mention.entity, *regimes)


def is_own_fault(analysis: Analysis, target: Target) -> bool:
    """Say whether the mechanism itself does what is hostile: "the *Court's* refusal", "attacks *by* it".

    What is done to it ("the closure of the Court", "attacks on the Court") is no fault of its own.
    """
    head = analysis.parsed.doc[target.mention.head]
    if head.dep_ == "pobj" and head.head.lower_ == "by":
        return bool(target.path) and target.mention.kind != "pronoun"
    if head.dep_ == "poss":
        if any(c.lower_ == "by" and c.dep_ in {"prep", "agent"} for c in head.head.children):
            return False
        return head.head.lemma_.lower() in word_list("own_faults") | word_list("own_faults_of")
    of = head.dep_ == "pobj" and head.head.lower_ == "of"
    return of and head.head.head.lemma_.lower() in word_list("own_faults_of")


def is_with(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* is a memorandum that only says with whom it is made ("a memorandum *with* X")."""
    doc = analysis.parsed.doc
    described = not mention.entity.known and doc[mention.head].text.islower()
    bare = mention.last < len(doc) and doc[mention.last].lower_ == "with"
    return described and bare and doc[mention.first].lower_ == "memorandum"


def lets_work(verb: Token) -> bool:
    """Say whether *verb* lets somebody do what an inquiry does: "let it *interview* refugees"."""
    done = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}]
    return any(c.lemma_.lower() in word_list("fieldwork") for c in done)


def is_sentenced(analysis: Analysis, trigger: Token, target: Target) -> bool:
    """Say whether *target* is sentenced, and passes no sentence: "the sentences passed *on* its judges"."""
    token, link = analysis.parsed.doc[target.mention.head], None
    while token not in (trigger, token.head):
        link = token.lower_ if link is None and token.pos_ == "ADP" and token.lower_ != "of" else link
        if token.tag_ == "VB" and token.lemma_.lower() in word_list("convicting") and token != trigger:
            # "Deplored the decision *to sentence* its prosecutor"
            return link is None
        if token.lemma_.lower() in word_list("punishing"):
            return link in {"on", "against", "upon"}
        token = token.head
    return False


def is_backer(noun: Token, index: int) -> bool:
    """Say whether token *index* is of who gives *noun* to another: "enjoys the support *of the Court*"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in word_list("enjoyed"):
        return False
    enjoys = noun.dep_ == "dobj" and noun.head.lemma_.lower() in word_list("enjoying")
    accompanied = noun.dep_ == "pobj" and noun.head.lower_ in {"with", "without"}
    given = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"]
    head = noun.doc[index]
    return (enjoys or accompanied) and any(c.is_ancestor(head) for c in given)


def let_into(analysis: Analysis, verb: Token, found: Sequence[Target]) -> Sequence[Target]:
    """Return *found* as whom *verb* gives access, if that is what it gives, and not whose files they may see.

    In "gave *the Court* access to the files of X" the parser may take the Court for part of a compound.
    """
    access = next((t for t in objects(verb) if t.lemma_.lower() == "access"), None)
    if access is None:
        return found
    before = [c for c in (*access.children, *objects(verb)) if c.i < access.i]
    named = [m for c in before if (m := analysis.resolver.mention_at(c.i)) is not None]
    entering = {m.first: Target(m, ()) for m in named if is_mechanism(analysis, m.entity)}
    entering |= {t.mention.first: t for t in found if t.mention.first < access.i and entering}
    return [*entering.values()] or found


def owned_by(analysis: Analysis, target: Target) -> set[int]:
    """Return the nouns that *target* is told as the owner of: "copies of the archives *of the Court*"."""
    owner, found = analysis.parsed.doc[target.mention.head], set[int]()
    while owner.dep_ == "pobj" and owner.head.lower_ == "of":
        owner = owner.head.head
        found.add(owner.i)
    return found


def is_of_harm(token: Token, target: Target) -> bool:
    """Say whether *token* is about what others do to *target*: "refused to condemn the *attacks* on it"."""
    above = token.doc[target.mention.head].ancestors
    between = {t.lemma_.lower() for t in above if token.is_ancestor(t)}
    return bool((set(target.path) | between) & word_list("harming"))


def is_other_sense(analysis: Analysis, trigger: Trigger, target: Target) -> bool:
    """Say whether the verb tells another kind of position than the frame's of *target*.

    A treaty is left by being "denounced", unless "*as* a sham"; staff are "seconded to" a court, which nobody
    seconds; what is "opened *to*" a court is not the court.
    """
    verb, kind, path = trigger.token, trigger.frame.kind, target.path
    if verb.lemma_ == "denounce" and not path and analysis.resolver.is_a(target.mention.entity, "Treaty"):
        judged = any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)
        return kind == ("withdraw" if judged else "reject")
    if verb.lemma_ == "second" and kind == "endorse":
        return bool(set(path) & word_list("court_people"))
    if verb.lemma_ == "open" and kind == "initiate":
        head = verb.doc[target.mention.head]
        return head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head == verb
    return False
