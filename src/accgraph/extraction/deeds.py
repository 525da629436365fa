"""Deeds: what a stance on what somebody did is about ("London imposed sanctions, and *we thank it*").

The mechanism is the one that the deed told just before is on: who thanks a state for it, or welcomes "this
step", is for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.model import PositionClaim, Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["deeds_summed_up", "deeds_thanked"]

_DEEDS = frozenset({"cooperate", "fund", "host", "initiate", "join"})
_POINTING = frozenset({"that", "the", "these", "this", "those"})
_MANY = frozenset({"NNS", "NNPS"})
# "for having done so" is for it as well
_FOR_IT = frozenset({"doing", "having", "it", "that", "this"})
_SURE = 0.75


def deeds_thanked(analysis: Analysis, trigger: Trigger, told: Sequence[PositionClaim]) -> list[Mention]:
    """Return the mechanisms of the deeds among *told*, claims of the text before, that *trigger* thanks for.

    They are those of whoever is thanked, in its sentence or the one before, if it says no other reason.
    """
    if not _is_stance(analysis, trigger) or trigger.token.lemma_.lower() not in word_list("thanking"):
        return []
    heads = argument_heads(trigger, "object")
    return _mechanisms(
        analysis, trigger, [c for head in heads for c in _done_by(analysis, trigger, head, told)]
    )


def deeds_summed_up(analysis: Analysis, trigger: Trigger, told: Sequence[PositionClaim]) -> list[Mention]:
    """Return the mechanisms of the deeds among *told*, just before *trigger*, that its object sums up."""
    if not _is_stance(analysis, trigger):
        return []
    heads = argument_heads(trigger, "object")
    return _mechanisms(analysis, trigger, [c for head in heads for c in _summed_up(analysis, head, told)])


def _is_stance(analysis: Analysis, trigger: Trigger) -> bool:
    frame = trigger.frame
    stance = frame.kind in {"endorse", "reject"} and frame.pos == "verb" and frame.path != "hostile"
    return stance and "object" in frame.target and not analysis.parsed.is_scaffold(trigger.token.i)


def _mechanisms(analysis: Analysis, trigger: Trigger, deeds: Sequence[PositionClaim]) -> list[Mention]:
    """Return what *deeds* are on, each where it is spoken of there."""
    found = {c.target.entity.iri: c.target for c in deeds}
    return [_spoken_of(analysis, trigger, role) for role in found.values()]


def _spoken_of(analysis: Analysis, trigger: Trigger, role: Role) -> Mention:
    parsed, i = analysis.parsed, trigger.token.i
    said = range(0)
    if role.start is not None and role.end is not None:
        inside = [
            t.i for t in parsed.tokens if parsed.starts[t.i] >= role.start and parsed.ends[t.i] <= role.end
        ]
        said = range(inside[0], inside[-1] + 1) if inside else said
    first, last = (said.start, said.stop) if said else (i, i + 1)
    return Mention(first, last, last - 1, role.entity, "nominal", _SURE)


def _done_by(
    analysis: Analysis, trigger: Trigger, head: Token, told: Sequence[PositionClaim]
) -> list[PositionClaim]:
    """Return what those did just before whom *trigger* thanks, and for nothing else that is said."""
    behind = trigger.token.doc[head.i + 1 : trigger.token.sent.end]
    if any(
        t.lower_ == "for" and t.nbor().lower_ not in _FOR_IT
        for t in behind
        if t.i + 1 < trigger.token.sent.end
    ):
        return []
    resolver = analysis.resolver
    thanked = {resolver.principal(m.entity).iri for m in resolver.resolve(head)}
    return [c for c in _near(analysis, head, told) if c.holder.entity.iri in thanked]


def _summed_up(analysis: Analysis, head: Token, told: Sequence[PositionClaim]) -> list[PositionClaim]:
    """Return the deed that *head* sums up ("*this step*"), or the deeds ("*these steps*")."""
    pointing = any(c.dep_ == "det" and c.lower_ in _POINTING for c in head.children)
    if head.lemma_.lower() not in word_list("sums_up") or not pointing or [*head.rights]:
        return []
    near = _near(analysis, head, told)
    if head.tag_ in _MANY:
        return near
    last = max((c.trigger.start for c in near), default=0)
    return [c for c in near if c.trigger.start == last]


def _near(analysis: Analysis, head: Token, told: Sequence[PositionClaim]) -> list[PositionClaim]:
    """Return the deeds told before *head* in its sentence, or else in the one before."""
    parsed, sentence = analysis.parsed, head.sent
    deeds = [c for c in told if c.kind in _DEEDS and not c.denied and c.trigger.start < parsed.starts[head.i]]
    before = parsed.sentence(sentence.start - 1) if sentence.start else sentence
    for first in (sentence, before):
        words = [i for i in range(first.start, first.end) if not parsed.is_scaffold(i)]
        here = [c for c in deeds if words and c.trigger.start >= parsed.starts[words[0]]]
        if here:
            return here
    return []
