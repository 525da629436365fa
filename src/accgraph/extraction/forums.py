"""Forums: whether a stance is on a case or on the court before which it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.cases import short_name
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import Target
from accgraph.model import Entity

__all__ = ["case_intervened_in", "case_of_ruling", "without_forum"]

_OBEYING = frozenset({"obstruct", "cooperate"})
_FORUM = frozenset({"before", "at", "in"})


def case_of_ruling(
    analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger, target: Target, who: Sequence[Mention]
) -> Target:
    """Return the case of a ruling: of "the ruling *in the case* ...", or the only one of its court.

    Whoever of *who* defies an order does so in the case against them.
    """
    orders = lexicon.words["orders"] | lexicon.words["rulings"]
    if len(who) == 1 and any({word, word.removesuffix("s")} & orders for word in target.path):
        party = analysis.resolver.principal(who[0].entity)
        against = {c for c in _cases_before(analysis, target) if _is_against(analysis, c, party)}
        if len(against) == 1 and trigger.frame.kind in _OBEYING:
            return replace(target, mention=replace(target.mention, entity=against.pop()))
    rulings = [t for t in trigger.token.sent if t.lemma_.lower() in lexicon.words["rulings"]]
    several = any(t.tag_ == "NNS" for t in rulings)
    if several or not set(target.path) & lexicon.words["rulings"]:
        return target
    for mention in analysis.resolver.starting_in(target.mention.last, trigger.token.sent.end):
        linked = analysis.parsed.doc[mention.head].head
        if linked.lower_ == "in" and analysis.resolver.is_a(mention.entity, "Proceeding"):
            return replace(target, mention=mention)
    cases = _cases_before(analysis, target)
    return replace(target, mention=replace(target.mention, entity=cases.pop())) if len(cases) == 1 else target


def _cases_before(analysis: Analysis, target: Target) -> set[Entity]:
    """Return the cases before the court that *target* is which the text speaks of."""
    entries, court = analysis.vocabulary.entries, target.mention.entity
    title = f"{short_name(analysis.vocabulary, court)} case ("
    return {
        m.entity
        for m in analysis.resolver.named
        if (m.entity.iri in entries and entries[m.entity.iri].link("forum") == court.iri)
        or m.entity.label.startswith(title)
    }


def _is_against(analysis: Analysis, case: Entity, party: Entity) -> bool:
    entry = analysis.vocabulary.entries.get(case.iri)
    if entry is None:
        return case.label.endswith(f" v. {party.label})")
    return party.iri in entry.links.get("respondent", ())


def case_intervened_in(analysis: Analysis, trigger: Trigger, target: Target) -> Target:
    """Return the case, where *target* is its court: "the case before the Court, in which X *intervened*"."""
    resolver = analysis.resolver
    if trigger.token.lemma_ != "intervene" or not resolver.is_a(target.mention.entity, "Court"):
        return target
    before = resolver.mentions_in(trigger.token.sent.start, trigger.token.i)
    cases = [m for m in before if resolver.is_a(m.entity, "Proceeding")]
    return replace(target, mention=cases[-1]) if cases else target


def without_forum(analysis: Analysis, found: Sequence[Target]) -> list[Target]:
    """Return *found* without the court before which a case among them is: the stance is on the case."""
    doc, is_a = analysis.parsed.doc, analysis.resolver.is_a
    heads = {t.mention.head for t in found if is_a(t.mention.entity, "Proceeding")}

    def forum(target: Target) -> bool:
        linked = doc[target.mention.head].head
        above = {linked.head.i, *(a.i for a in linked.head.ancestors), *(c.i for c in linked.head.children)}
        return linked.lower_ in _FORUM and bool(heads & above)

    def debating(target: Target) -> bool:
        return doc[target.mention.head].head.lower_ == "at" and analysis.resolver.is_forum(
            target.mention.entity
        )

    return [t for t in found if t.mention.head in heads or not (forum(t) or debating(t))]
