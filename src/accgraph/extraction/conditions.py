"""Conditions: what else must be said around a trigger for its frame to hold, and what undoes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import PARTITIVE
from accgraph.extraction.displaced import objects_behind_phrase
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.referrals import hands_over_situation
from accgraph.extraction.syntax import is_verb, objects, prepositional_objects
from accgraph.extraction.undoing import is_undone

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["conditions_met", "is_put_forward"]

_CLAUSES: Mapping[str, frozenset[str]] = {
    "investigate": frozenset({"xcomp", "ccomp", "advcl"}),
    "cooperation": frozenset({"xcomp", "acl", "ccomp"}),
}
# "only a first step" is no praise
_BELITTLING = frozenset({"barely", "hardly", "just", "merely", "only", "scarcely"})
_QUOTES = frozenset({'"', "“", "”", "„", "«", "‘", "'"})
_PERSONAL = frozenset({"them", "him", "her", "us", "me", "you"})
_PREDICATES = frozenset({"oprd", "appos", "ccomp", "attr", "acomp", "xcomp", "dobj", "dep"})


def conditions_met(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> bool:
    """Say whether what the frame of *trigger* needs is said, and nothing that undoes it."""
    frame = trigger.frame
    if is_undone(trigger):
        return False
    if frame.kind == "host" and any(
        t.lemma_.lower() in lexicon.words["money"] for t in objects(trigger.token)
    ):
        # Who puts up the money houses nobody.
        return False
    if trigger.token.lemma_ == "recall" and frame.kind == "withdraw" and not _calls_back(trigger):
        return False
    if frame.kind == "cooperate" and frame.pos == "verb" and hands_over_situation(analysis, trigger.token):
        return False
    if frame.id == "reject.noun" and _is_filed(analysis, trigger.token):
        return False
    if frame.needs is not None and not _needs_met(analysis, lexicon, trigger):
        return False
    if frame.unless is not None and _undone(trigger, lexicon.words[frame.unless]):
        return False
    if trigger.token.lemma_ == "leave" and trigger.last == trigger.token.i + 1 and _leaves_so(trigger.token):
        return False
    if any(c.dep_ in {"prep", "dative"} and c.lower_ in frame.barred for c in trigger.token.children):
        return False
    if trigger.token.lemma_ == "question" and _is_of_people(trigger.token):
        return False
    if frame.id == "reject.no-merit" and not _denies_power(trigger):
        return False
    return frame.only != "quoted" or _calls_names(trigger, lexicon.praising)


def _is_of_people(verb: Token) -> bool:
    """Say whether *verb*, to question, is what investigators do: "questioned 350 *witnesses*"."""
    return any(t.lemma_.lower() in word_list("questioned") for t in objects(verb))


def _denies_power(trigger: Trigger) -> bool:
    """Say whether *trigger* denies what a court has to be or to do: not "has no *right* to be surprised"."""
    right = next((c for c in trigger.token.children if c.dep_ == "dobj" and c.lemma_ == "right"), None)
    acts = [c for c in right.children if c.dep_ in {"acl", "relcl"}] if right is not None else []
    return not acts or any(c.lemma_.lower() in word_list("wielding") for c in acts)


def _is_filed(analysis: Analysis, noun: Token) -> bool:
    """Say whether *noun* is a complaint filed about another: "filed a *complaint* against an officer"."""
    if noun.lemma_ != "complaint" or noun.head.lemma_ not in {"file", "lodge", "submit", "bring"}:
        return False
    if any(prepositional_objects(t, ("with", "to", "at", "before")) for t in (noun, noun.head)):
        return True
    about = prepositional_objects(noun, ("against", "about", "over")) + prepositional_objects(
        noun.head, ("against", "about", "over")
    )
    named = [analysis.resolver.mention_at(t.i) for t in about]
    return bool(about) and not any(m and analysis.resolver.is_a(m.entity, "Mechanism") for m in named)


def is_put_forward(trigger: Trigger, head: int) -> bool:
    """Say whether *trigger* puts forward the plan that token *head* names: "adopted the *policy*"."""
    planned = trigger.token.doc[head].lemma_.lower() in word_list("plans")
    return planned and trigger.token.lemma_.lower() in word_list("putting_forward")


def _calls_back(trigger: Trigger) -> bool:
    """Say whether *trigger* calls staff home: "recalled its staff", not "the referral to the prosecutor"."""
    called = objects(trigger.token)
    return trigger.token.doc[trigger.last - 1] in [part for t in called for part in (t, *t.conjuncts)]


def _needs_met(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> bool:
    """Say whether money is given, evidence handed over, an investigation asked for."""
    need = str(trigger.frame.needs)
    if need == "money-spoken-of":
        first, _ = analysis.parsed.block_range(analysis.parsed.block_of[trigger.token.i])
        return any(
            t.lemma_.lower() in word_list("financing") for t in trigger.token.doc[first : trigger.token.i]
        )
    words = lexicon.words[need]
    token = trigger.token
    if need in _CLAUSES:
        return any(c.lemma_.lower() in words for c in token.children if c.dep_ in _CLAUSES[need])
    if trigger.frame.pos == "noun":
        scope: Sequence[Token] = [
            *token.subtree,
            *([*token.head.subtree] if token.dep_ in {"dobj", "nsubjpass"} else []),
        ]
        return any(t.lemma_.lower() in words for t in scope)
    things = _things(trigger)
    if need == "access":
        # "Refuses it so much *as a visa*"
        things += [t for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ == "as"]
    if need in {"money", "access"}:
        return any(
            (t.lemma_.lower() in words or (need == "money" and _is_currency(t)))
            and analysis.resolver.mention_at(t.i) is None
            for thing in things
            for t in thing.subtree
        )
    if need == "evidence" and any(
        t.lemma_.lower() in lexicon.words["money"] or t.lemma_.lower() in word_list("passed") for t in things
    ):
        return False
    if need == "evidence" and any(
        _is_somebody(analysis, thing) and thing.lower_ not in lexicon.words["money"] for thing in things
    ):
        return True
    if need in {"evidence", "premises"} and token.i + 1 < trigger.last:
        things = [
            *things,
            *(t for t in token.doc[token.i : trigger.last] if t.dep_ in {"nsubj", "dobj", "attr"}),
        ]
    whole = [t for thing in things for part in (thing, *thing.conjuncts) for t in _counted(part)]
    return any(part.lemma_.lower() in words for part in whole)


def _counted(thing: Token) -> list[Token]:
    """Return *thing* and what it is some of: "three of the *suspects*", "suspects ... *them*"."""
    if thing.lower_ in PARTITIVE:
        return [thing, *prepositional_objects(thing, ("of",))]
    if thing.lower_ == "them" and thing.head.dep_ == "conj" and is_verb(thing.head.head):
        before = [c for c in thing.head.head.children if c.dep_ in {"dobj", "nsubjpass"}]
        return [thing, *(t for c in before if c.i < thing.i for t in _counted(c))]
    return [thing]


def _is_currency(token: Token) -> bool:
    """Say whether *token* is the sign of a currency or its code (ISO 4217: "NZD", "KES")."""
    return token.is_currency or (token.is_upper and token.lower_ in word_list("currency_codes"))


def _things(trigger: Trigger) -> list[Token]:
    """Return what is given, handed over or done, wherever the frame's words leave room for it."""
    verb, last = trigger.token, trigger.token.doc[trigger.last - 1]
    things = objects(verb) + [c for c in verb.children if c.dep_ == "dobj"]
    things += objects_behind_phrase(verb) if not things else []
    if last != verb and last.pos_ in {"ADP", "ADV"}:
        things += [c for c in last.children if c.dep_ == "pobj"]
    things += [c for p in verb.children if p.dep_ == "prep" and p.lower_ == "with" for c in p.children]
    things += [s for p in verb.children if p.dep_ == "ccomp" for s in p.children if s.dep_ == "nsubj"]
    return list(dict.fromkeys(things))


def _is_somebody(analysis: Analysis, thing: Token) -> bool:
    """Say whether *thing* is a name, as of a suspect, and not that of the mechanism that gets something."""
    named = analysis.resolver.mention_at(thing.i)
    return thing.pos_ == "PROPN" and (
        named is None or not analysis.resolver.is_a(named.entity, "Mechanism", "State")
    )


def _leaves_so(leave: Token) -> bool:
    """Say whether *leave* is to bequeath or to let be: "left it a dossier", "leave the judges to work"."""
    text = leave.doc
    things = [c for c in leave.children if c.dep_ == "dobj" and text[max(c.left_edge.i - 1, 0)].text != ","]
    if any(c.dep_ == "prep" and c.lower_ == "without" for c in leave.children):
        return True
    if any(t.lower_ == "it" for t in things) and any(
        c.lower_ in {"at", "there", "to"} for c in leave.children
    ):
        return True
    return len(things) > 1 or any(
        c.dep_ in {"dative", "oprd", "acomp", "xcomp", "ccomp"} for c in leave.children
    )


def _undone(trigger: Trigger, words: frozenset[str]) -> bool:
    """Say whether one of *words* undoes *trigger*: "a *false* hope", "answered with *silence*"."""
    if trigger.frame.pos == "verb":
        manner = [c for p in trigger.token.children if p.dep_ == "prep" for c in p.children]
        last = trigger.token.doc[trigger.last - 1]
        manner += [c for c in trigger.token.children if c.dep_ == "ccomp"]
        manner += [c for c in last.children if last != trigger.token and c.dep_ in {"amod", "compound"}]
        return any(
            c.dep_ in {"pobj", "amod", "compound", "ccomp"} and c.lemma_.lower() in words for c in manner
        )
    noun = trigger.token if trigger.frame.pos == "noun" else trigger.token.head
    around = [*noun.children, *(noun.head.children if noun.dep_ == "attr" else ())]
    if any(c.dep_ == "advmod" and c.lower_ in _BELITTLING for c in around):
        return True
    return any(
        part.lemma_.lower() in words
        for child in noun.children
        if child.dep_ in {"amod", "compound", "nmod"}
        for part in (child, *child.conjuncts)
    )


def _calls_names(trigger: Trigger, praising: frozenset[str]) -> bool:
    """Say whether the verb of *trigger* puts a name in quotation marks on its object, and no praise.

    Who is called something in quotation marks that no word of praise is part of is called names.
    """
    if any(thing.lower_ in _PERSONAL for thing in objects(trigger.token)):
        return False
    return any(
        quoted and not any(t.lemma_.lower() in praising or t.lower_ in praising for t in quoted)
        for quoted in _quoted_predicates(trigger.token)
    )


def _quoted_predicates(verb: Token) -> Iterator[list[Token]]:
    """Yield the words in the first pair of quotation marks right behind the object of *verb*."""
    doc = verb.doc
    end = verb.sent.end
    for opening in range(verb.i + 1, min(end, verb.i + 25)):
        if doc[opening].text not in _QUOTES:
            continue
        closing = next((i for i in range(opening + 1, end) if doc[i].text in _QUOTES), end)
        inside = list(doc[opening + 1 : closing])
        named = [
            t
            for t in inside
            if (t.head == verb and t.dep_ in _PREDICATES)
            or (t.dep_ == "appos" and t.head.i < opening)
            or (t.dep_ == "pobj" and t.head.lower_ == "as")
        ]
        if named and 0 < len(inside) <= 12:
            yield inside
        return
