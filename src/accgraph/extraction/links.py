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
    noun, verb = analysis.parsed.doc[target.mention.head], trigger.token
    link = noun.head if noun.dep_ == "pobj" else None
    word = link.lower_ if link is not None else ""
    if kind in _HELPS and (word == "against" or set(target.path) & word_list("thwarting")):
        # "Funded the campaign *against* it", "worked with X to *dismantle* it"
        return True
    if trigger.frame.needs == "evidence" and word in _ABOUT:
        return True
    if trigger.frame.id == "obstruct.deny-access" and _seeks(noun, verb):
        return True
    if (
        kind == "reject"
        and _first_link(noun, verb) in {"for", "with"}
        and verb.lemma_.lower() in word_list("fighting")
    ):
        return True
    if trigger.frame.id == "cooperate.wanted" and _is_given_elsewhere(analysis, verb):
        return True
    if polarity(kind) == "opposition" and target.path[:1] and target.path[0] in word_list("following_orders"):
        # "Refused it *in line with* the order", "banned him *on the recommendation* of the Court"
        return True
    if kind == "sanction" and trigger.frame.pos == "noun" and word == "of" and "warrant" in verb.text.lower():
        return True
    if verb.lemma_ == "participate" and set(target.path) & word_list("single_events"):
        return True
    if trigger.frame.needs == "evidence" and noun.dep_ == "nsubj":
        return True
    breach = bool(target.path) and target.path[0] in word_list("breaches") and _first_link(noun, verb) == "in"
    if kind == "reject" and breach:
        # "Attacked its neighbour *in violation of* the order"
        return True
    if link is None or target.path:
        return kind == "reject" and bool(target.path) and _is_of_another(analysis, noun, link, verb)
    if word not in _FORUM:
        return False
    others = [t for t in objects(verb) if t != noun] or [
        t for p in verb.children if p.dep_ == "prep" and p != link for t in p.children if t.dep_ == "pobj"
    ]
    apart = bool(others) and link.head in {verb, *others}
    if kind == "reject":
        return apart and any(analysis.resolver.mention_at(t.i) is not None for t in others)
    return kind == "endorse" and apart and verb.lemma_.lower() in _DEFENDING


def _seeks(noun: Token, verb: Token) -> bool:
    """Say whether *noun* is who wants somebody: "denied a visa to a general *wanted by* the Court"."""
    between = (t for t in noun.ancestors if verb.is_ancestor(t))
    return any(t.dep_ == "acl" and t.lemma_.lower() in word_list("sought") for t in between)


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
