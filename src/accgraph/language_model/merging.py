"""Merging: which claims say the same thing, from windows that overlap or from two ways of reading."""

from __future__ import annotations

from collections.abc import Iterable

from accgraph.model import Claim, CommitmentClaim, EventClaim, PositionClaim, Role, Span

__all__ = ["merged", "say_the_same"]

_SHARED = 0.5


def say_the_same(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one document say the same thing, wherever their evidence is.

    Positions do if holder, kind, target and denial agree; commitments if kind and a bearer do and the words
    of the actions overlap by half of the longer; events if their kind does, their dates are not in conflict,
    and half of their participants or their evidence is shared.
    """
    if isinstance(one, PositionClaim) and isinstance(other, PositionClaim):
        return _stance(one) == _stance(other)
    if isinstance(one, CommitmentClaim) and isinstance(other, CommitmentClaim):
        bearers = {role.entity.iri for role in one.bearer} & {role.entity.iri for role in other.bearer}
        same_asker = one.kind != "demand" or _may_be_one(one.by, other.by)
        return (
            one.kind == other.kind
            and same_asker
            and bool(bearers)
            and _overlap(one.action_span, other.action_span)
        )
    if isinstance(one, EventClaim) and isinstance(other, EventClaim):
        return one.kind == other.kind and _no_conflict(one.date, other.date) and _same_occasion(one, other)
    return False


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """Return *claims* without those that say the same as a better one about overlapping words.

    Better is the more certain, then the shorter, then the earlier.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-c.confidence, c.end - c.start, c.start, c.iri)):
        if not any(
            claim.iri == other.iri or (_touch(claim, other) and say_the_same(claim, other)) for other in kept
        ):
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.start, c.end, c.type, c.iri))


def _stance(claim: PositionClaim) -> tuple[str, str, str, bool]:
    return claim.holder.entity.iri, claim.kind, claim.target.entity.iri, claim.denied


def _may_be_one(one: Role | None, other: Role | None) -> bool:
    """Tell whether both ask, or a person may do so in the name of the other."""
    if one is None or other is None or one.entity == other.entity:
        return True
    return "Person" in one.entity.classes or "Person" in other.entity.classes


def _touch(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


def _overlap(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= _SHARED * max(one.end - one.start, other.end - other.start)


def _no_conflict(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _same_occasion(one: EventClaim, other: EventClaim) -> bool:
    ours = {role.entity.iri for role in one.participants}
    theirs = {role.entity.iri for role in other.participants}
    if _overlap(Span(one.start, one.end), Span(other.start, other.end)):
        return True
    return bool(ours & theirs) and len(ours & theirs) >= _SHARED * max(len(ours), len(theirs))
