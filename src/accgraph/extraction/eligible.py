"""Eligible: who, of those in a holder's place, can be said to hold the position there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.nationals import speaks_for_no_state
from accgraph.extraction.pronouns import FIRST_PLURAL
from accgraph.extraction.syntax import subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["eligible"]

_STATES_DEEDS = frozenset({"host", "join", "withdraw"})
_ALLEGING = frozenset({"allege", "claim"})
_ALLEGATIONS = frozenset({"accusation", "allegation", "charge", "claim", "insinuation", "rumour", "rumor"})


def eligible(analysis: Analysis, found: Sequence[Mention], trigger: Trigger) -> list[Mention]:
    """Return those of *found* who may hold what *trigger* says; "my country" is never who says so."""
    held = [m for m in found if _may_hold(analysis, m, trigger.token)]
    held = [m for holder in held for m in _who_refers(analysis, holder, trigger)]
    return [m for holder in held if (m := _in_own_name(analysis, holder, trigger)) is not None]


def _who_refers(analysis: Analysis, holder: Mention, trigger: Trigger) -> tuple[Mention, ...]:
    """Return *holder*, or who else, being no court, the pronoun means: "*it* referred the situation to X"."""
    resolver, frame = analysis.resolver, trigger.frame
    refers = frame.makes == "investigation" and frame.pos == "verb" and "Court" in frame.classes
    if (
        not refers
        or holder.kind != "pronoun"
        or not resolver.is_a(resolver.principal(holder.entity), "Court")
    ):
        return (holder,)
    states = resolver.resolve_as(analysis.parsed.doc[holder.head], lambda e: resolver.is_a(e, "State"))
    return tuple(m for m in states if resolver.is_a(m.entity, "State"))


def _in_own_name(analysis: Analysis, holder: Mention, trigger: Trigger) -> Mention | None:
    """Return *holder*, or the state of a speaker who acts for nobody where only a state can be meant.

    "My *country* has left it", "*we* have ratified it" in a member's turn ("Ms X (Hungary, ECR): ...").
    """
    head = analysis.parsed.doc[holder.head]
    ours = head.lemma_.lower() in word_list("states_own")
    acted = trigger.frame.kind in _STATES_DEEDS or trigger.frame.id == "fund.second-staff"
    if not (ours or (acted and head.lower_ in FIRST_PLURAL)) or holder.kind not in {"pronoun", "nominal"}:
        return holder
    if not analysis.resolver.is_a(analysis.resolver.principal(holder.entity), "Person"):
        return holder
    state = _state_in_label(analysis, head)
    return replace(holder, entity=state) if state is not None else None


def _state_in_label(analysis: Analysis, token: Token) -> Entity | None:
    """Return the state that the label of the turn in which *token* stands gives its speaker."""
    parsed, resolver = analysis.parsed, analysis.resolver
    for block in reversed(parsed.blocks[: parsed.block_of[token.i] + 1]):
        if block.kind == "label":
            inside = resolver.mentions_in(*parsed.block_range(block.index))
            states = [m.entity for m in inside if resolver.is_a(m.entity, "State")]
            return states[0] if len(states) == 1 else None
    return None


def _may_hold(analysis: Analysis, holder: Mention, trigger: Token) -> bool:
    """Say whether *holder* may hold what *trigger* says: no court that rules, nobody accused of it."""
    before = analysis.parsed.doc[max(holder.first - 1, 0)]
    head = analysis.parsed.doc[holder.head]
    stance = trigger.pos_ in {"VERB", "ADJ"} and analysis.resolver.is_a(holder.entity, "State")
    if stance and speaks_for_no_state(head):
        return False
    if (before.lower_ == "not" and holder.kind == "name") or _is_in_private(trigger):
        # "Not *Spain* but Portugal"
        return False
    placed = holder.kind != "metonym" or _acts(holder, trigger)
    return placed and not _rules(analysis, holder, trigger) and not _is_alleged(analysis, holder, trigger)


def _is_in_private(verb: Token) -> bool:
    """Say whether somebody does so for themself: "*in a personal capacity*, the ambassador criticised"."""
    own = (t for c in verb.children if c.lower_ == "in" for t in c.children if t.lemma_.lower() == "capacity")
    return any(c.lower_ in {"personal", "private"} for t in own for c in t.children)


def _is_alleged(analysis: Analysis, holder: Mention, trigger: Token) -> bool:
    """Say whether somebody else claims that *holder* does so ("rebels *claim* that X ignored the Court")."""
    for clause in (trigger, *trigger.ancestors):
        verb = clause.head
        inside = clause.left_edge.i <= holder.head <= clause.right_edge.i
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        if that and inside and verb.pos_ == "NOUN" and verb.lemma_.lower() in _ALLEGATIONS:
            return True
        if clause.dep_ != "ccomp" or verb.lemma_.lower() not in _ALLEGING:
            continue
        claiming = subjects(verb)
        if inside and claiming:
            theirs = {m.entity for token in claiming for m in analysis.resolver.resolve(token)}
            known = bool(theirs) and verb.lemma_.lower() == "allege"
            # what a party to a case alleges is on the record
            return holder.entity not in theirs and not known
    return False


def _rules(analysis: Analysis, holder: Mention, trigger: Token) -> bool:
    """Say whether a court or judge gives a ruling, which is no position ("dismissed the appeal")."""
    if trigger.lemma_.lower() not in word_list("ruling"):
        return False
    if analysis.parsed.doc[holder.head].lemma_ in {"court", "judge"}:
        return True
    person = analysis.resolver.people.persons.get(holder.entity.iri)
    judge = person is not None and "judge" in (person.post or "").lower()
    return judge or analysis.resolver.is_a(analysis.resolver.principal(holder.entity), "Court")


def _acts(mention: Mention, trigger: Token) -> bool:
    """Say whether a capital stands for its government: it is no place that something happens in or at."""
    head = trigger.doc[mention.head]
    return not (head.dep_ == "pobj" and head.head.lower_ in {"in", "at", "near", "to", "from", "outside"})
