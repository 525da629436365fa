"""Eligible: who, of those in a holder's place, can be said to hold the position there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["may_hold"]

_ALLEGING = frozenset({"allege", "claim"})


def may_hold(analysis: Analysis, holder: Mention, trigger: Token) -> bool:
    """Say whether *holder* may hold what *trigger* says: no court that rules, nobody accused of it."""
    placed = holder.kind != "metonym" or _acts(holder, trigger)
    return placed and not _rules(analysis, holder, trigger) and not _is_alleged(analysis, holder, trigger)


def _is_alleged(analysis: Analysis, holder: Mention, trigger: Token) -> bool:
    """Say whether somebody else claims that *holder* does so ("rebels *claim* that X ignored the Court")."""
    for clause in (trigger, *trigger.ancestors):
        verb = clause.head
        if clause.dep_ != "ccomp" or verb.lemma_.lower() not in _ALLEGING:
            continue
        claiming = subjects(verb)
        if clause.left_edge.i <= holder.head <= clause.right_edge.i and claiming:
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
