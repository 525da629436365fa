"""Undoing: words that mean nothing for a mechanism in what they are said of.

Each row of the table says which triggers it is asked of, and what undoes these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.senses import (
    cuts_money,
    ends_exit,
    gives_nothing,
    gives_up,
    goes_to_court,
    holds_as_example,
    is_met,
    is_over,
    is_past,
    is_sure_of_ill,
    lets_fail,
    looks_on,
    matters_to,
    names_without_part,
    only_reacts,
    says_ill,
    says_nothing,
    serves_justice,
    takes_back_other,
    targets_help,
)
from accgraph.extraction.syntax import objects

if TYPE_CHECKING:
    from accgraph.extraction.frames import Trigger
    from accgraph.extraction.tokens import Token

__all__ = ["is_undone"]

_THANKING = frozenset({"thank", "thanks", "gratitude", "grateful", "thankful", "appreciation"})
_PLACES = frozenset({"place", "seat", "side", "stand", "oath"})
_PROFESSIONS = frozenset({"judge", "expert", "lawyer", "professor", "prosecutor", "scholar"})
_OWN = frozenset({"its", "their", "his", "her"})
_SAYING = frozenset({"deliver", "make", "read"})
_HONOURS = frozenset({"homage", "respect", "tribute"})
_POINTING = frozenset({"that", "this", "it"})
_PERSONAL = frozenset({"them", "him", "her", "us", "me", "you"})
_PLED = frozenset({"request", "claim", "case"})
_WANTING = frozenset({"lack", "need", "seek", "want"})
_OF_TEXT = frozenset({"relcl", "acl", "prep", "pobj"})
_DUTIES = frozenset({"duty", "obligation", "rule"})


@dataclass(frozen=True, slots=True)
class _Bar:
    """What undoes triggers: those of these ``frames`` and ``kinds``, part of speech and ``lemmas``.

    A field that is left out says nothing.
    """

    undoes: Callable[[Token], bool]
    frames: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    pos: str | None = None
    lemmas: frozenset[str] = frozenset()


def is_undone(trigger: Trigger) -> bool:
    """Say whether what *trigger* is said of keeps it from meaning what its frame says."""
    frame, lemma = trigger.frame, trigger.token.lemma_.lower()
    return any(
        (not bar.lemmas or lemma in bar.lemmas) and bar.undoes(trigger.token)
        for bar in _bars_of(frame.id, frame.kind, frame.pos)
    )


@cache
def _bars_of(frame: str, kind: str, pos: str) -> tuple[_Bar, ...]:
    """Return what may undo the triggers of *frame*, whatever their lemmas are."""
    return tuple(
        bar
        for bar in _BARS
        if (not bar.frames or frame in bar.frames)
        and (not bar.kinds or kind in bar.kinds)
        and bar.pos in {None, pos}
    )


def _is_courtesy(thanks: Token) -> bool:
    """Say whether *thanks* is for nothing but words: "we thank the Prosecutor for her *briefing*"."""
    given = [t for c in thanks.subtree if c.lower_ == "for" and c.i > thanks.i for t in c.children]
    parts = [p for t in given if t.dep_ == "pobj" for p in (t, *t.conjuncts)]
    if any(t.lower_ in _PERSONAL for t in objects(thanks)) and all(p.lower_ in _POINTING for p in parts):
        # "We thank him for that": for whatever was told before
        return bool(parts)
    return bool(parts) and all(p.lemma_.lower() in word_list("courtesies") for p in parts)


def _is_only_hoped(trust: Token) -> bool:
    """Say whether *trust* is a hope: "We *trust* that the Court will ..."."""
    return any(c.dep_ == "ccomp" for c in trust.children)


def _is_nobodys(noun: Token) -> bool:
    """Say whether *noun* is denied by whose it is: "is *nobody's* enemy"."""
    return any(c.dep_ == "poss" and c.lower_ in {"nobody", "no-one", "noone"} for c in noun.children)


def _is_wanted_as(noun: Token) -> bool:
    """Say whether somebody only wants another to be what *noun* says: "wants X as a *partner* in it"."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.lemma_ in _WANTING


def _wants_as(verb: Token) -> bool:
    """Say whether *verb* tells as what somebody is wanted, who is no body: "*wants* X as a partner"."""
    return verb.lemma_ in _WANTING and any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children)


def _is_taken_back(verb: Token) -> bool:
    """Say whether what *verb* tells is taken back: "withdrew the declaration by which it *accepted* it"."""
    above = verb
    while above.dep_ in _OF_TEXT:
        above = above.head
    return above != verb and above.dep_ == "dobj" and above.head.lemma_.lower() in word_list("taking_back")


def _only_sits(verb: Token) -> bool:
    """Say whether *verb* only opens a sitting: "the court *opens* the trial"."""
    return any(t.lemma_.lower() in word_list("sittings") for t in objects(verb))


def _gives_time(verb: Token) -> bool:
    """Say whether *verb* gives somebody time: "*gave* the court 15 days to resume hearings"."""
    return any(t.lemma_.lower() in word_list("spans") and t.i > verb.i for t in verb.children)


def _accuses_of_crime(verb: Token) -> bool:
    """Say whether *verb* accuses of a crime, as only people are: "accuses it of abetting *genocide*"."""
    of = (c for c in verb.children if c.lower_ == "of" and c.i > verb.i)
    return any(t.lemma_.lower() in word_list("crimes") for c in of for t in c.subtree)


def _gives_words(verb: Token) -> bool:
    """Say whether *verb* hands over, or takes, nothing but words: "deliver this *statement*"."""
    given = objects(verb)
    reports = bool(given) and all(t.lemma_.lower() in word_list("papers") for t in given)
    own = any(c.dep_ == "poss" and c.lower_ in _OWN for t in given for c in t.children)
    lemma = verb.lemma_.lower()
    if reports and (lemma == "receive" or (own and lemma in {"deliver", "present", "submit"})):
        return True
    if lemma == "pay" and any(t.lemma_.lower() in _HONOURS for t in given):
        return True
    said = lemma in _SAYING and bool(given)
    return said and all(t.lemma_.lower() in word_list("courtesies") for t in given)


def _is_dead_letter(dead: Token) -> bool:
    """Say whether an order is not obeyed, which is nothing against it: "remains a *dead* letter"."""
    return dead.head.lemma_ == "letter"


def _takes_place(verb: Token) -> bool:
    """Say whether *verb* takes a place: "took its *seat* before the committee" brings nobody to court."""
    return verb.lemma_ == "take" and any(c.dep_ == "dobj" and c.lemma_ in _PLACES for c in verb.children)


def _has_done(participle: Token) -> bool:
    """Say whether *participle* is one of the perfect: "has *imposed* sanctions" is no "imposed court"."""
    aux = {c.lower_ for c in participle.children if c.dep_ in {"aux", "auxpass"}}
    return participle.tag_ == "VBN" and bool(aux & {"has", "have", "had"}) and "been" not in aux


def _judges_step(wrong: Token) -> bool:
    """Say whether one step alone is called *wrong*: "was *wrong* to admit the report"."""
    return any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in wrong.children)


def _is_plea(inadmissible: Token) -> bool:
    """Say whether a party says so of the other's request: "the claims are *inadmissible*"."""
    said_of = [c for c in inadmissible.head.children if c.dep_ == "nsubj"]
    return any(c.lemma_.lower() in word_list("pleadings") | _PLED for c in said_of)


def _is_obliged(bound: Token) -> bool:
    """Say whether a treaty only obliges somebody: "*bound* by it to prosecute", "the duty that *binds* X"."""
    if bound.dep_ == "relcl" and bound.head.lemma_.lower() in _DUTIES:
        return True
    by = [c for c in bound.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"]
    relative = any(t.tag_ == "WDT" for c in by for t in c.children)
    return relative or any(c.tag_ == "VB" and c.dep_ in {"xcomp", "advcl", "ccomp"} for c in bound.children)


def _is_no_suit(claim: Token) -> bool:
    """Say whether *claim* is no more than what somebody says: "its *claim* to be neutral"."""
    brought = any(c.dep_ in {"acl", "relcl"} and c.tag_ != "VB" for c in claim.children)
    before_court = any(c.dep_ == "prep" and c.lower_ in {"against", "before", "for"} for c in claim.children)
    return claim.lemma_ == "claim" and not (brought or before_court)


def _only_joins_in(verb: Token) -> bool:
    """Say whether *verb* joins somebody in doing something, or puts a plea before a court."""
    into = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "in"]
    if verb.lemma_ == "join" and any(t.dep_ == "pcomp" for p in into for t in p.children):
        # "Peru joined the Prosecutor *in praising* Chad"
        return True
    return verb.lemma_ == "submit" and any(
        c.dep_ == "dobj" and c.lemma_ in {"challenge", "objection"} for c in verb.children
    )


def _condemns_attack(verb: Token) -> bool:
    """Say whether *verb* condemns something as an attack: "condemned it *as an assault* on the Court"."""
    return any(
        t.dep_ == "pobj" and t.lemma_.lower() in word_list("attacking")
        for p in verb.children
        if p.dep_ == "prep" and p.lower_ == "as"
        for t in p.children
    )


def _is_in_respect(noun: Token) -> bool:
    """Say whether *noun* only says what is spoken of: "*in respect* of the Court", "*with respect* to it"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with"}


def _lets_be(let: Token) -> bool:
    """Say whether what somebody lets happen helps nobody: "*let* the commission *die*", "let it be known"."""
    return any(c.dep_ in {"ccomp", "xcomp"} and c.lemma_.lower() in word_list("let_be") for c in let.children)


def _is_asked(receive: Token) -> bool:
    """Say whether a request is received, which is not yet to grant it."""
    return any(t.lemma_.lower() in word_list("asked_for") for t in objects(receive))


def _hands_out(verb: Token) -> bool:
    """Say whether *verb* hands something out to all, as leaflets are."""
    return any(c.dep_ == "prt" and c.lower_ == "out" for c in verb.children)


def _would_do(like: Token) -> bool:
    """Say whether somebody would *like* to do something, which is nobody's liking."""
    return any(c.dep_ == "xcomp" for c in like.children)


def _only_comments(respond: Token) -> bool:
    """Say whether somebody but speaks of it: "*Responding* to the ruling, he said"."""
    return respond.tag_ == "VBG" and respond.dep_ == "advcl"


def _money_does(verb: Token) -> bool:
    """Say whether money lets somebody do something, which lets nobody in."""
    return any(t.lemma_.lower() in word_list("financing") for t in verb.children if t.dep_ == "nsubj")


def _done_by_profession(verb: Token) -> bool:
    """Say whether the judge from X who sits on a body does it: that makes X no member of it."""
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in _PROFESSIONS for c in verb.children)


_ADMITS, _JOINS = frozenset({"cooperate.admit"}), frozenset({"join"})
_BARS = (
    _Bar(_is_courtesy, kinds=frozenset({"endorse"}), lemmas=_THANKING),
    _Bar(_is_only_hoped, lemmas=frozenset({"trust"})),
    _Bar(_gives_words, kinds=frozenset({"cooperate", "fund", "host"}), pos="verb"),
    _Bar(_is_dead_letter, lemmas=frozenset({"dead"})),
    _Bar(_gives_time, frames=frozenset({"cooperate.evidence"}), lemmas=frozenset({"give", "grant"})),
    _Bar(_is_taken_back, frames=frozenset({"join.accept-jurisdiction"})),
    _Bar(_wants_as, frames=frozenset({"endorse.demand"})),
    _Bar(_is_wanted_as, frames=frozenset({"endorse.supporter"})),
    _Bar(_only_sits, frames=frozenset({"initiate.universal-jurisdiction", "initiate.probe"})),
    _Bar(_is_nobodys, pos="noun"),
    _Bar(_accuses_of_crime, frames=frozenset({"reject.accuse"})),
    _Bar(_takes_place, kinds=frozenset({"initiate"}), pos="verb"),
    _Bar(_has_done, pos="adj"),
    _Bar(_judges_step, frames=frozenset({"reject.illegitimate"})),
    _Bar(_is_plea, lemmas=frozenset({"inadmissible"})),
    _Bar(_is_obliged, frames=frozenset({"join.bound"})),
    _Bar(_is_obliged, lemmas=frozenset({"bind"})),
    _Bar(_is_no_suit, frames=frozenset({"initiate.case-noun"})),
    _Bar(_only_joins_in, kinds=_JOINS, pos="verb"),
    _Bar(_condemns_attack, kinds=frozenset({"reject"})),
    _Bar(_is_in_respect, pos="noun", lemmas=frozenset({"respect"})),
    _Bar(_lets_be, frames=_ADMITS, lemmas=frozenset({"let"})),
    _Bar(_is_asked, frames=_ADMITS, lemmas=frozenset({"receive"})),
    _Bar(_money_does, frames=_ADMITS),
    _Bar(_hands_out, frames=frozenset({"cooperate.evidence"})),
    _Bar(is_past, frames=frozenset({"endorse.supporter", "fund.donor"})),
    _Bar(ends_exit, frames=frozenset({"withdraw.verb", "withdraw.repeal"})),
    _Bar(takes_back_other, frames=frozenset({"withdraw.verb"})),
    _Bar(is_over, kinds=frozenset({"sanction"}), pos="verb"),
    _Bar(
        targets_help,
        frames=frozenset({"sanction.verb"}),
        lemmas=frozenset({"designate", "list", "target", "try"}),
    ),
    _Bar(cuts_money, kinds=frozenset({"fund"}), pos="verb"),
    _Bar(gives_nothing, frames=frozenset({"cooperate.evidence"})),
    _Bar(only_reacts, frames=frozenset({"cooperate.reply"})),
    _Bar(looks_on, frames=frozenset({"cooperate.execute"}) | _ADMITS),
    _Bar(lets_fail, frames=_ADMITS | {"obstruct.refuse"}),
    _Bar(lets_fail, frames=frozenset({"obstruct.verb"}), lemmas=frozenset({"allow", "let", "refuse"})),
    _Bar(
        holds_as_example,
        frames=frozenset({"obstruct.verb", "obstruct.deaf"}),
        lemmas=frozenset({"ground", "hold"}),
    ),
    _Bar(says_nothing, frames=frozenset({"obstruct.verb", "obstruct.refuse"})),
    _Bar(matters_to, frames=frozenset({"reject.adjective"}), lemmas=frozenset({"critical"})),
    _Bar(is_met, frames=frozenset({"reject.noun"})),
    _Bar(gives_up, frames=frozenset({"endorse.idiom", "endorse.stand"}), lemmas=frozenset({"give"})),
    _Bar(goes_to_court, frames=frozenset({"join.idiom"})),
    _Bar(names_without_part, frames=frozenset({"join.become-party", "join.participle-party"})),
    _Bar(is_sure_of_ill, frames=frozenset({"endorse.confident", "endorse.supportive"})),
    _Bar(says_ill, frames=frozenset({"endorse.role", "endorse.value-noun", "endorse.value-predicate"})),
    _Bar(
        serves_justice,
        frames=frozenset({"reject.puppet", "reject.lacks", "reject.no-merit", "reject.illegitimate"}),
    ),
    _Bar(_would_do, lemmas=frozenset({"like"})),
    _Bar(_only_comments, lemmas=frozenset({"respond"})),
    _Bar(_done_by_profession, kinds=_JOINS | {"obstruct"}),
)
