"""Event candidates: what single passages tell of events, and how those of one event are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accgraph.model import Role, Span

__all__ = ["Candidate", "merged"]


@dataclass(slots=True)
class Candidate:
    """One passage that tells of an event."""

    kind: str
    rule: str
    date: str | None
    place: Role | None
    roles: dict[str, Role]
    principals: frozenset[str]
    span: Span
    trigger: Span
    sentence: int
    definite: bool
    confidence: float
    by: Role | None

    @property
    def facts(self) -> int:
        """How many of date, place and two named participants are there."""
        named = len(self.roles) - len(self.principals)
        return (self.date is not None) + (self.place is not None) + (named >= 2)


def merged(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return *candidates* with those that tell of the same event made one, the fullest of them leading."""
    groups: list[Candidate] = []
    for candidate in candidates:
        for group in reversed(groups):
            if _same(group, candidate):
                _absorb(group, candidate)
                break
        else:
            groups.append(candidate)
    return groups


def _same(a: Candidate, b: Candidate) -> bool:
    if a.kind != b.kind or _conflict(a.date, b.date):
        return False
    if not b.roles and b.definite and b.date is None and (a.place is None or b.place is None):
        return True
    shared = a.roles.keys() & b.roles.keys()
    smaller = min(len(a.roles), len(b.roles))
    places_differ = a.place is not None and b.place is not None and a.place.entity.iri != b.place.entity.iri
    if a.sentence == b.sentence and not places_differ and (shared or not smaller):
        return True
    if a.date == b.date and a.date is not None and len(a.date) == 10 and a.kind != "meeting":
        return bool(shared) and not places_differ and not _told_apart(a, b)
    if a.date is not None and b.date is not None:
        return len(shared) == smaller and smaller > 0 and not places_differ and len(a.date) == len(b.date)
    return len(shared) == smaller and smaller > 1 and not places_differ


def _told_apart(a: Candidate, b: Candidate) -> bool:
    """Say whether two legal steps of one day each have a party of their own: one court decides on many."""
    own = [x.roles.keys() - y.roles.keys() - x.principals for x, y in ((a, b), (b, a))]
    return a.kind == "legal-step" and a.sentence != b.sentence and all(own)


def _conflict(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return False
    size = min(len(a), len(b))
    return a[:size] != b[:size]


def _absorb(group: Candidate, other: Candidate) -> None:
    if other.facts > group.facts:
        group.rule, group.span, group.trigger = other.rule, other.span, other.trigger
        group.by = other.by
    group.date = max(filter(None, (group.date, other.date)), key=len, default=None)
    group.place = group.place or other.place
    group.principals = frozenset(
        iri
        for iri in group.principals | other.principals
        if not any(iri in c.roles and iri not in c.principals for c in (group, other))
    )
    group.roles = {**group.roles, **{k: v for k, v in other.roles.items() if k not in group.roles}}
    group.confidence = max(group.confidence, other.confidence)
