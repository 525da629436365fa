"""Links: what the preposition before a mechanism leaves of a position ("slammed X *at* the Court").

A mechanism may stand in the phrase of a frame's target and not be what is acted on: the place where something
is said, what files are about, whom a campaign is against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.phrases import Target
from accgraph.extraction.syntax import objects, prepositional_objects
from accgraph.model import polarity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["is_only_linked"]

_FORUM = frozenset({"at", "before", "in"})
_ABOUT = frozenset({"about", "against", "concerning", "on", "over", "regarding"})
_HELPS = frozenset({"cooperate", "fund", "host"})
_DEFENDING = frozenset({"defence", "defend", "defense"})


def is_only_linked(analysis: Analysis, trigger: Trigger, target: Target, kind: str) -> bool:
    """Say whether the words before *target* make it something else than what *trigger* acts on."""
    noun = analysis.parsed.doc[target.mention.head]
    link = noun.head if noun.dep_ == "pobj" else None
    return (
        _is_against(link, target, kind)
        or _is_about(trigger, noun, link)
        or _is_after_others(analysis, trigger, noun, kind)
        or (polarity(kind) == "opposition" and _is_obeyed(trigger, target, noun, link))
        or (kind == "reject" and _is_opposed_otherwise(analysis, trigger, target, noun, link))
        or (link is not None and not target.path and _is_place(analysis, trigger.token, noun, link, kind))
    )


def _is_against(link: Token | None, target: Target, kind: str) -> bool:
    """Say whether help goes to what is against it: "funded the campaign *against* it"."""
    against = link is not None and link.lower_ == "against"
    return kind in _HELPS and (against or bool(set(target.path) & word_list("thwarting")))


def _is_about(trigger: Trigger, noun: Token, link: Token | None) -> bool:
    """Say whether what is handed over only tells of it: "shared files *about* it"."""
    told = noun.dep_ == "nsubj" or (link is not None and link.lower_ in _ABOUT)
    return trigger.frame.needs == "evidence" and told


def _is_after_others(analysis: Analysis, trigger: Trigger, noun: Token, kind: str) -> bool:
    """Say whether it is only who seeks somebody: "allowed a man *wanted by the Court* to leave".

    Whoever lets a man go whom the court wants does not let in its staff, nor help it by giving him to others.
    """
    seeking = kind == "cooperate" or trigger.frame.id == "obstruct.deny-access"
    given = trigger.frame.id == "cooperate.wanted" and _is_given_elsewhere(analysis, trigger.token)
    return given or (seeking and _seeks(noun, trigger.token))


def _is_obeyed(trigger: Trigger, target: Target, noun: Token, link: Token | None) -> bool:
    """Say whether it is followed, or only missed once: "banned him *in line with* its order"."""
    verb = trigger.token
    if target.path and target.path[0] in word_list("following_orders"):
        return True
    if verb.lemma_ == "participate" and set(target.path) & word_list("single_events"):
        return True
    # "The arrest *warrant of* the Court" is nobody's sanction on it.
    own = trigger.frame.kind == "sanction" and trigger.frame.pos == "noun" and "warrant" in verb.text.lower()
    return own and link is not None and link.lower_ == "of" and noun.dep_ == "pobj"


def _is_opposed_otherwise(
    analysis: Analysis, trigger: Trigger, target: Target, noun: Token, link: Token | None
) -> bool:
    """Say whether something else is opposed: "fights *for* it", "struck *in violation of* its order"."""
    verb, first = trigger.token, _first_link(noun, trigger.token)
    if first in {"for", "with"} and verb.lemma_.lower() in word_list("fighting"):
        return True
    breach = bool(target.path) and target.path[0] in word_list("breaches") and first == "in"
    return breach or (bool(target.path) and _is_of_another(analysis, noun, link, verb))


def _is_place(analysis: Analysis, verb: Token, noun: Token, link: Token, kind: str) -> bool:
    """Say whether it is where others are opposed or a case is defended: "slammed X *at* the Court"."""
    if link.lower_ not in _FORUM:
        return False
    others = [t for t in objects(verb) if t != noun] or [
        t for p in verb.children if p.dep_ == "prep" and p != link for t in p.children if t.dep_ == "pobj"
    ]
    apart = bool(others) and link.head in {verb, *others}
    if kind == "reject":
        return apart and any(analysis.resolver.mention_at(t.i) is not None for t in others)
    return kind == "endorse" and apart and verb.lemma_.lower() in _DEFENDING


def _seeks(noun: Token, verb: Token) -> bool:
    """Say whether *noun* is after somebody told between it and *verb*: "a general *wanted by* the Court"."""
    for above in noun.ancestors:
        if above == verb:
            return False
        told = above.tag_ == "VBN" or above.dep_ == "acl"
        if told and above.lemma_.lower() in word_list("sought"):
            return True
    return False


def _first_link(noun: Token, verb: Token) -> str:
    """Return the preposition right below *verb* on the way to *noun*."""
    top = noun
    while top.head not in (verb, top):
        top = top.head
    return top.lower_ if top.head == verb and top.pos_ in {"ADP", "SCONJ"} else ""


def _is_given_elsewhere(analysis: Analysis, verb: Token) -> bool:
    """Say whether *verb* hands somebody to a state: "handed over *to Libya* a general whom it wants"."""
    given = (analysis.resolver.mention_at(t.i) for t in prepositional_objects(verb, ("to",)))
    return any(
        m is not None and analysis.resolver.is_a(m.entity, "State") and m.kind == "name" for m in given
    )


def _is_of_another(analysis: Analysis, noun: Token, link: Token | None, verb: Token) -> bool:
    """Say whether a measure *on* the mechanism is a state's: "rejected the *US decision on* the Court"."""
    if link is None or link.lower_ not in {"on", "against"} or verb.is_ancestor(noun) is False:
        return False
    measure = link.head
    owners = (
        analysis.resolver.mention_at(c.i) for c in measure.children if c.dep_ in {"poss", "amod", "compound"}
    )
    return measure.lemma_.lower() in word_list("measures") and any(
        m is not None and analysis.resolver.is_a(m.entity, "State", "Person") for m in owners
    )
