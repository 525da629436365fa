"""Agents that a passive leaves out: who it was that "handed over", "signed on behalf of A", "created by law".

What a government or an office reports without an agent in its own release, it did itself; what a law sets up,
the state does that the text is about, unless it says who passed it; what an agreement sets up, those do who
made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.ordered import addressees, order_before
from accgraph.extraction.syntax import agents as signers
from accgraph.extraction.syntax import (
    coordinated,
    is_passive,
    objects,
    possessors,
    prepositional_objects,
    subjects,
)
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["seating", "stationed", "unnamed_agents"]

_GIVERS = ("State", "GovernmentBody", "InternationalOrganisation", "CivilSocietyOrganisation")
_GIVING = frozenset({"fund", "cooperate"})
_MAIN = frozenset({"ROOT", "conj", "ccomp"})
_MEANS = frozenset({"by", "under", "through", "via", "in", "following", "on", "at"})
_PUSHES = frozenset({"initiative", "instigation", "proposal"})
_MAKING = frozenset({"conclude", "make", "negotiate", "reach", "sign"})
_PASSING = frozenset({"adopt", "approve", "decree", "enact", "issue", "pass", "promulgate", "sign"})
_LAW, _AFTER_LAW = 4, 8
_OWN, _BY_LAW, _ON_BEHALF = 0.6, 0.75, 0.9


def unnamed_agents(analysis: Analysis, trigger: Trigger) -> list[Mention]:
    """Return who does what *trigger*, a passive whose agent is no actor by itself, says is done."""
    token, frame = trigger.token, trigger.frame
    if frame.pos != "verb" or "subject" not in frame.holder or not is_passive(token):
        return []
    behalf = _on_behalf(analysis, token)
    if behalf:
        return behalf
    if frame.kind == "initiate":
        makers = _by_agreement(analysis, token) or _by_law_of(analysis, token)
        if makers:
            return makers
    agents = [t for c in token.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    if agents:
        lawful = any(t.lemma_.lower() in word_list("lawmaking") for t in agents)
        state = _state(analysis) if lawful and frame.kind != "cooperate" else None
        return [_meant(token, state, _BY_LAW)] if state is not None else []
    ordered = addressees(analysis, token) if "obstruct" in {frame.kind, frame.denied} else []
    if ordered:
        return ordered
    owners = _givers(analysis, token) if frame.kind in _GIVING else []
    if owners:
        return owners
    issuers = analysis.context.issuers
    finite = any(c.dep_ == "auxpass" for c in token.children) and token.dep_ in _MAIN
    finite = finite and not any(c.dep_ == "neg" for c in token.children)
    own = len(issuers) == 1 and analysis.resolver.is_a(issuers[0], "State", "GovernmentBody")
    if not own or not finite or frame.kind not in _GIVING or analysis.context.resolution_body:
        return []
    source = analysis.source_at(token.i)
    if source is not None and (
        source.speaker is None or analysis.resolver.principal(source.speaker.entity) != issuers[0]
    ):
        return []
    return [_meant(token, issuers[0], _OWN)]


def _by_agreement(analysis: Analysis, token: Token) -> list[Mention]:
    """Return who made the agreement by which something was set up: "under a treaty between A and B".

    If it is only told with whom, it is whose the body is as well: "*Y's* court, created by a deal with X".
    """
    for link in token.children:
        if link.dep_ not in {"prep", "agent"} or link.lower_ not in _MEANS:
            continue
        for deal in (c for c in link.children if c.dep_ == "pobj"):
            if deal.lemma_.lower() in _PUSHES:
                return _actors_in(analysis, prepositional_objects(deal, ("of", "by")) + possessors(deal))
            if deal.lemma_.lower() not in word_list("agreements"):
                continue
            signed = [c for c in deal.children if c.dep_ == "acl" and c.lemma_.lower() in _MAKING]
            both = prepositional_objects(deal, ("between",)) or [t for v in signed for t in signers(v)]
            other = prepositional_objects(deal, ("with",)) or prepositional_objects(token, ("with",))
            ours = [c for c in deal.children if c.dep_ == "poss"]
            if other and not ours:
                ours = [
                    c for s in token.children if s.dep_ == "nsubjpass" for c in s.children if c.dep_ == "poss"
                ]
            found = _actors_in(analysis, both or (ours + other if other else []))
            if found:
                return found
    return []


def seating(analysis: Analysis, deal: Token) -> list[Mention]:
    """Return who of those that made *deal* is host: "sits *in The Hague* under a deal with X".

    Whoever made it, a host agreement is the host's: "has its seat *in X* by virtue of a host agreement".
    """
    verb = deal.head.head
    if deal.dep_ == "pobj" and deal.head.lower_ == "of" and verb.dep_ == "pobj":
        verb = verb.head.head
    if deal.dep_ != "pobj" or verb.lemma_.lower() not in word_list("sitting"):
        return []
    towns = [analysis.resolver.mention_at(t.i) for t in prepositional_objects(verb, ("in", "at"))]
    states = {m.entity for m in towns if m is not None and m.kind == "metonym"}
    made = [c for c in deal.children if c.dep_ in {"acl", "relcl"}]
    makers = prepositional_objects(deal, ("between", "with", "by")) + possessors(deal)
    makers += [t for v in made for t in (*subjects(v), *prepositional_objects(v, ("between", "with")))]
    hosts = [m for m in _actors_in(analysis, makers) if m.entity in states]
    if not hosts and any(
        c.dep_ in {"compound", "nmod"} and c.lower_ in word_list("of_hosts") for c in deal.subtree
    ):
        return [m for m in towns if m is not None and analysis.resolver.is_a(m.entity, "State")]
    return hosts


def _actors_in(analysis: Analysis, heads: Sequence[Token]) -> list[Mention]:
    """Return the states and organisations that *heads* and what is coordinated with them stand for."""
    found = [
        mention
        for head in heads
        for part in coordinated(head)
        for mention in analysis.resolver.resolve_all(part)
        if analysis.resolver.is_a(mention.entity, "State", "InternationalOrganisation", "GovernmentBody")
    ]
    return list({m.entity.iri: m for m in found}.values())


def _by_law_of(analysis: Analysis, token: Token) -> list[Mention]:
    """Return who adopted the law by which something was set up: "by a law *passed by X*"."""
    agents = [c for c in token.children if c.dep_ in {"agent", "prep"} and c.lower_ in _MEANS]
    for agent in agents:
        after = token.doc[agent.i : token.sent.end]
        law = next((t for t in after[: _LAW + 1] if t.lemma_.lower() in word_list("lawmaking")), None)
        passed = next(
            (t for t in after if t.lemma_.lower() in _PASSING and any(c.dep_ == "agent" for c in t.children)),
            None,
        )
        if law is None or passed is None or not 0 < passed.i - law.i <= _AFTER_LAW:
            continue
        found = _actors_in(analysis, signers(passed))
        if found:
            return found
    return []


def _givers(analysis: Analysis, token: Token) -> list[Mention]:
    """Return whose "*X's* material was handed to Y" says it was: who gave it."""
    return [
        mention
        for thing in token.children
        if thing.dep_ == "nsubjpass"
        for owner in _makers(thing)
        for mention in analysis.resolver.resolve_all(owner)
        if analysis.resolver.is_a(mention.entity, *_GIVERS)
        and not analysis.resolver.is_a(mention.entity, "Court", "Person")
    ]


def stationed(analysis: Analysis, trigger: Trigger) -> list[Mention]:
    """Return the state of "*gendarmes* barred the team at the border of X", the only one named there.

    For those who can let a mechanism in or keep it out, and are called by what they are alone.
    """
    token, resolver = trigger.token, analysis.resolver
    if trigger.frame.kind not in {"obstruct", "cooperate"} or trigger.frame.pos != "verb":
        return []
    posted = [t for t in subjects(token) if t.lemma_.lower() in word_list("stationed")]
    if not posted or any(resolver.resolve(t) for t in posted):
        return []
    near = resolver.mentions_in(token.sent.start, token.sent.end)
    states = {m.entity: m for m in near if resolver.is_a(m.entity, "State") and m.kind != "adjective"}
    others = any(m.kind == "adjective" for m in near)
    if not states and not others:
        # "The navy has ignored the order": that of the state which the order was for.
        order = order_before(analysis, token)
        meant = order is not None and any(t.lemma_.lower() in word_list("binding") for t in objects(token))
        return [_meant(posted[0], resolver.acting(order.addressee.entity), _OWN)] if order and meant else []
    return [_meant(posted[0], next(iter(states)), _OWN)] if len(states) == 1 and not others else []


def _makers(thing: Token) -> list[Token]:
    """Return whose *thing* is, or who gathered it: "*X's* files", "evidence gathered by *X*"."""
    owners = [c for c in thing.children if c.dep_ == "poss"]
    gathered = (c for c in thing.children if c.dep_ == "acl" and c.lemma_.lower() in word_list("gathering"))
    return owners + [t for clause in gathered for t in subjects(clause)]


def _on_behalf(analysis: Analysis, token: Token) -> list[Mention]:
    """Return on whose behalf something is done: "signed on behalf of A", "on A's behalf"."""
    return [
        mention
        for behalf in prepositional_objects(token, ("on",))
        if behalf.lower_ == "behalf"
        for principal in (
            *prepositional_objects(behalf, ("of",)),
            *(c for c in behalf.children if c.dep_ == "poss"),
        )
        for mention in analysis.resolver.resolve_all(principal)
        if analysis.resolver.is_a(mention.entity, "Actor")
    ]


def _state(analysis: Analysis) -> Entity | None:
    """Return the state whose laws the text speaks of: its own, or the one that it is about."""
    home = analysis.context.home
    if home is not None and analysis.resolver.is_a(home, "State") and analysis.context.issuers == (home,):
        return home
    return analysis.resolver.main_state


def _meant(token: Token, entity: Entity, sure: float) -> Mention:
    return Mention(token.i, token.i + 1, token.i, entity, "pronoun", sure)
