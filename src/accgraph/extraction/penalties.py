"""Sanctions that a stance is on: "Canada's sanctions on Iran", "the package of sanctions against Russia"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.phrases import Target, is_mechanism
from accgraph.extraction.telling import closing
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["sanctions_told"]

_SURE = 0.75
_AIMED = frozenset({"on", "against"})
_HOLDING = frozenset({"package", "round", "set", "wave", "regime"})
_OWNING = frozenset({"poss", "amod", "compound"})


def sanctions_told(analysis: Analysis, head: Token) -> list[Target]:
    """Return the sanctions that *head* means, if it says on whom they are and whose; [] for those on a court.

    They are a sanctions regime against perpetrators; what is imposed on a mechanism, or its staff, is none.
    """
    noun = head
    if head.lemma_.lower() in _HOLDING:
        noun = next(
            (t for p in head.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"), head
        )
    if noun.lemma_.lower() not in {"sanction", "sanctions"} or noun.pos_ not in {"NOUN", "PROPN"}:
        return []
    doc, resolver = noun.doc, analysis.resolver
    clauses = [c for c in noun.children if c.dep_ == "acl"]
    below = [p for n in (noun, head, *clauses) for p in n.children]
    aimed = [p for p in below if p.lower_ in _AIMED and p.i > noun.i]
    if not aimed:
        return []
    at = {i: m for m in resolver.starting_in(noun.sent.start, noun.sent.end) for i in range(m.first, m.last)}
    last = closing(doc, aimed[0].i, at)[0]
    struck = [at[i].entity for i in range(aimed[0].i, last) if i in at]
    spared = frozenset(load_table("proceedings")["spared"]["staff"])
    if any(is_mechanism(analysis, e) for e in struck) or any(
        t.lemma_ in spared for t in doc[aimed[0].i : last]
    ):
        return []
    states = [e for e in struck if resolver.is_a(e, "State")]
    owner = _imposing(analysis, noun, head)
    first = min(
        [t.i for n in (noun, head) for t in n.children if t.dep_ in _OWNING and t.i < n.i], default=noun.i
    )
    if owner is None and not states:
        return []
    thing = states[0].label if states else doc[aimed[0].i + 1 : last].text
    label = f"{owner.label} sanctions on {thing}" if owner is not None else f"Sanctions on {thing}"
    known = analysis.vocabulary.lookup(label) if owner is not None else ()
    entity = known[0] if known else found_entity(label, ("SanctionsRegime",))
    return [Target(Mention(first, noun.i + 1, noun.i, entity, "nominal", _SURE), ())]


def _imposing(analysis: Analysis, noun: Token, head: Token) -> Entity | None:
    """Return who imposes the sanctions: their owner, an adjective's state, or the agent of "imposed by"."""
    resolver = analysis.resolver
    owners = [c for n in (noun, head) for c in n.children if c.dep_ in _OWNING]
    owners += [
        t
        for c in noun.children
        if c.dep_ == "acl"
        for p in c.children
        if p.lower_ == "by"
        for t in p.children
    ]
    for owner in owners:
        named = resolver.mention_at(owner.i)
        found = (named,) if named is not None else resolver.resolve(owner) if owner.dep_ != "amod" else ()
        for mention in found:
            entity = resolver.principal(mention.entity)
            if resolver.is_a(entity, "State", "InternationalOrganisation"):
                return entity
    return None
