"""Decisions: what "the move", "Hungary's decision", "their exit" sum up, an act for or against a mechanism.

It is the act told last before, and of a possessor's decision the last one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import Target, is_mechanism, resolved
from accgraph.extraction.syntax import is_verb, objects, subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = ["attacked_before", "decided_before"]

_LAWS = ("SanctionsRegime", "Legislation", "Treaty")
_ATTACK_NAMED, _SUMMED, _OWNED = 40, 6, 25
_SURE = 0.75
_ABOUT = frozenset({"on", "of", "for", "to", "against", "about", "over", "from", "in", "at"})
_DECIDERS = ("State", "InternationalOrganisation", "GovernmentBody")

_EXITS = frozenset(
    {"depart", "departure", "exit", "leave", "pullout", "pull-out", "quit", "withdraw", "withdrawal"}
)


def attacked_before(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that "these sanctions" hit: that of the last sentence on such a thing."""
    lemma = head.lemma_.lower()
    for sentence in _sentences_back(head, _ATTACK_NAMED):
        same = _EXITS if lemma in _EXITS else {lemma}
        acts = [t for t in _acts(analysis, lexicon, sentence, head) if t.lemma_.lower() in same]
        for act in acts:
            for mention in _hit(analysis, act, head):
                return [_summed(head, mention.entity, hostile=True)]
    return []


def decided_before(analysis: Analysis, lexicon: FrameLexicon, head: Token, *, definite: bool) -> list[Target]:
    """Return the mechanism that *head*, "the move" or "Hungary's decision", is about.

    Without a possessor only a *definite* noun sums up what was told, and no court may have ruled since.
    """
    owners = _owners(analysis, head)
    aside = _is_aside(head)
    behind = [c for c in head.children if c.i > head.i]
    said_on = any(
        (c.dep_ in {"relcl", "ccomp"} and not aside)
        or (c.dep_ == "acl" and c.tag_ != "VBN")
        or (c.lower_ in _ABOUT and not any(t.ent_type_ == "DATE" for t in c.children))
        for c in behind
    )
    if said_on or not (owners or definite or aside):
        return []
    orders = lexicon.words["bridging_orders"]
    found: list[Target] = []
    for sentence in _sentences_back(head, 1 if aside else _OWNED if owners else _SUMMED):
        for act in _acts(analysis, lexicon, sentence, head):
            if owners and not owners <= _before(analysis, act):
                continue
            hostile = act.lemma_.lower() in lexicon.words["hostile"] | word_list("halting")
            found += [
                _summed(head, mention.entity, hostile=hostile)
                for mention in _hit(analysis, act, head)
                if not analysis.resolver.is_a(mention.entity, *_LAWS if hostile else _LAWS[:2])
            ]
            if found and (owners or aside):
                return found[:1]
        ruled = any(t.lemma_.lower() in orders and t.i < head.i for t in sentence)
        if not owners and ruled and head.lemma_.lower() in orders:
            break
    # Where the text told of acts for and against, "the move" may be either.
    return found[:1] if len({target.path for target in found}) == 1 else []


def _is_aside(head: Token) -> bool:
    """Say whether *head* sums up the clause before it: "X left the Court, a *move* that Y condemned"."""
    first = head.left_edge
    indefinite = first.lower_ in {"a", "an"} and first.head == head
    return indefinite and first.i > head.sent.start and first.nbor(-1).text in {",", "-", "–", "—"}


def _sentences_back(head: Token, most: int) -> Iterator[Span]:
    """Yield the sentence of *head* and those before it, *most* in all, the last first."""
    sentence = head.sent
    for _ in range(most):
        yield sentence
        if sentence.start == 0:
            return
        sentence = head.doc[sentence.start - 1].sent


def _acts(analysis: Analysis, lexicon: FrameLexicon, sentence: Span, head: Token) -> list[Token]:
    """Return the words of *sentence* before *head* that tell of acts for or against something, last first."""
    telling = (lexicon.words["hostile"] - {"against"}) | word_list("siding")
    return [
        t
        for t in reversed(sentence)
        if t.i < head.i
        and (t.lemma_.lower() in telling or (head.lemma_.lower() != "vote" and _halts_money(t, lexicon)))
        and not (t.dep_ == "xcomp" and t.head.lemma_.lower() in word_list("halting"))
        and analysis.resolver.mention_at(t.i) is None
        and not _is_ruling(analysis, t)
    ]


def _halts_money(act: Token, lexicon: FrameLexicon) -> bool:
    """Say whether *act* ends that money is given: "stopped the funding of the Archive"."""
    halting = is_verb(act) and act.lemma_.lower() in word_list("halting")
    given = [*objects(act), *(c for c in act.children if c.dep_ == "xcomp")]
    return halting and any(t.lemma_.lower() in lexicon.words["money"] for t in given)


def _is_ruling(analysis: Analysis, act: Token) -> bool:
    """Say whether a court does *act*: what it rejects it rules on."""
    if not is_verb(act):
        return False
    return any(
        analysis.resolver.is_a(m.entity, "Court") for s in subjects(act) for m in analysis.resolver.resolve(s)
    )


def _hit(analysis: Analysis, act: Token, head: Token) -> list[Mention]:
    """Return the mechanisms that *act* governs, or the verb that carries it."""
    carrier = act.head.head if act.dep_ == "pobj" else act.head
    tops = [act, carrier] if act.dep_ in {"dobj", "pobj"} and is_verb(carrier) else [act]
    beside = [act.head] if act.dep_ == "compound" else []
    return [
        m
        for top in tops
        for t in [*top.subtree, *beside]
        if t.i < head.i and t != act
        for m in resolved(analysis, t)
        if is_mechanism(analysis, m.entity)
    ]


def _owners(analysis: Analysis, head: Token) -> set[Entity]:
    """Return the states and bodies whose decision *head* is said to be: "Hungary's", "its", "the U.S."."""
    resolver = analysis.resolver
    owners = {m.entity for c in head.children if c.dep_ == "poss" for m in resolver.resolve_all(c)}
    owners |= {
        m.entity
        for c in head.children
        if c.dep_ in {"amod", "compound"} and (m := resolver.mention_at(c.i)) is not None
    }
    return {resolver.principal(owner) for owner in owners if resolver.is_a(owner, *_DECIDERS)}


def _before(analysis: Analysis, act: Token) -> set[Entity]:
    """Return those whom the sentence of *act* names before it."""
    resolver = analysis.resolver
    return {resolver.principal(m.entity) for m in resolver.starting_in(act.sent.start, act.i)}


def _summed(head: Token, entity: Entity, *, hostile: bool) -> Target:
    meant = Mention(head.i, head.i + 1, head.i, entity, "nominal", _SURE)
    return Target(meant, ("sanction",) if hostile else ())
