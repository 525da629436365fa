"""What counts once a document: positions, commitments and events gathered from gold and from claims.

Each kind of item has three functions: one that gathers it from gold records, one that gathers it from claims,
and one that tells whether a gold item and a claimed one are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accgraph.evaluation.matching import pair_off
from accgraph.evaluation.names import Form, agree, gold_forms, role_forms, words

__all__ = [
    "CommitmentItem",
    "EventItem",
    "Item",
    "PositionItem",
    "claimed_commitments",
    "claimed_events",
    "claimed_positions",
    "gold_commitments",
    "gold_events",
    "gold_positions",
    "same_commitment",
    "same_event",
    "same_position",
    "word_f1",
]

Record = Mapping[str, Any]
Names = Mapping[str, Record]
Forms = frozenset[Form]
Stance = Callable[[Record], str]

ACTION_F1 = 0.5
SHARED_PARTICIPANTS = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """Something that counts once a document: its kind, and the records that state it (gold or claims)."""

    kind: str
    summary: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class PositionItem(Item):
    """A holder's stance on a target; ``names`` are the names of both in each record."""

    names: tuple[tuple[Forms, Forms], ...]


@dataclass(frozen=True, slots=True)
class CommitmentItem(Item):
    """An action that bearers were asked for, promised or are bound to."""

    bearers: tuple[Forms, ...]
    action: str


@dataclass(frozen=True, slots=True)
class EventItem(Item):
    """Something that happened."""

    date: str | None
    participants: tuple[Forms, ...]


# Positions


def gold_positions(records: Iterable[Record], names: Names, stance: Stance) -> list[PositionItem]:
    """Return one item for each holder, *stance* (of a record: its kind or its polarity) and target."""
    items = []
    for group in _gather(records, lambda each: (each["holder"], stance(each), each["target"])):
        holder, target, kind = group[0]["holder"], group[0]["target"], stance(group[0])
        forms = (gold_forms(holder, names), gold_forms(target, names))
        items.append(PositionItem(kind, f"{holder} | {kind} | {target}", group, (forms,)))
    return items


def claimed_positions(claims: Iterable[Record], stance: Stance) -> list[PositionItem]:
    """Return one item for each holder, *stance* and target, these being told apart by their IRI."""
    items = []
    for group in _gather(
        claims, lambda each: (_identity(each["holder"]), stance(each), _identity(each["target"]))
    ):
        kind = stance(group[0])
        summary = f"{_shown(group[0]['holder'])} | {kind} | {_shown(group[0]['target'])}"
        forms = tuple((role_forms(each["holder"]), role_forms(each["target"])) for each in group)
        items.append(PositionItem(kind, summary, group, forms))
    return items


def same_position(gold: PositionItem, claimed: PositionItem) -> bool:
    """Tell whether stance, holder and target agree, both names in one and the same claim."""
    ((holder, target),) = gold.names
    return gold.kind == claimed.kind and any(
        agree(holder, claimed_holder) and agree(target, claimed_target)
        for claimed_holder, claimed_target in claimed.names
    )


# Commitments


def gold_commitments(records: Iterable[Record], names: Names) -> list[CommitmentItem]:
    """Return one item for each kind, set of bearers and action, whoever ``by`` is."""
    items = []
    for group in _gather(
        records, lambda each: (each["kind"], frozenset(each["bearer"]), words(each["action"]))
    ):
        first = group[0]
        summary = f"{', '.join(first['bearer'])} | {first['kind']} | {first['action']}"
        bearers = tuple(gold_forms(each, names) for each in first["bearer"])
        items.append(CommitmentItem(first["kind"], summary, group, bearers, first["action"]))
    return items


def claimed_commitments(claims: Iterable[Record]) -> list[CommitmentItem]:
    """Return one item for each kind, set of bearers (told apart by their IRI) and action."""

    def key(claim: Record) -> Hashable:
        return claim["kind"], frozenset(map(_identity, claim["bearer"])), words(claim["action"])

    items = []
    for group in _gather(claims, key):
        first = group[0]
        summary = f"{', '.join(map(_shown, first['bearer']))} | {first['kind']} | {first['action']}"
        bearers = tuple(role_forms(role) for claim in group for role in claim["bearer"])
        items.append(CommitmentItem(first["kind"], summary, group, bearers, first["action"]))
    return items


def same_commitment(gold: CommitmentItem, claimed: CommitmentItem) -> bool:
    """Tell whether both are of one kind, have a bearer in common and half of the action's words."""
    return (
        gold.kind == claimed.kind
        and word_f1(gold.action, claimed.action) >= ACTION_F1
        and any(agree(one, other) for one in gold.bearers for other in claimed.bearers)
    )


def word_f1(left: str, right: str) -> float:
    """Return the F1 of the words of two texts, each word counted as often as it stands in both."""
    one, other = Counter(words(left)), Counter(words(right))
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


# Events


def gold_events(records: Iterable[Record], names: Names) -> list[EventItem]:
    """Return one item for each record."""
    return [
        EventItem(
            each["type"],
            _event_summary(each["type"], each["date"], each["place"], each["participants"]),
            (each,),
            each["date"],
            tuple(gold_forms(name, names) for name in each["participants"]),
        )
        for each in records
    ]


def claimed_events(claims: Iterable[Record]) -> list[EventItem]:
    """Return one item for each kind, date, place and set of participants (told apart by their IRI)."""

    def key(claim: Record) -> Hashable:
        place = claim.get("place")
        participants = frozenset(map(_identity, claim["participants"]))
        return claim["kind"], claim.get("date"), place and _identity(place), participants

    items = []
    for group in _gather(claims, key):
        first = group[0]
        place, date = first.get("place"), first.get("date")
        forms: dict[str, set[Form]] = {}
        for role in (role for claim in group for role in claim["participants"]):
            forms.setdefault(_identity(role), set()).update(role_forms(role))
        shown = {_identity(role): _shown(role) for role in reversed(first["participants"])}
        summary = _event_summary(first["kind"], date, place and _shown(place), reversed(shown.values()))
        items.append(EventItem(first["kind"], summary, group, date, tuple(map(frozenset, forms.values()))))
    return items


def same_event(gold: EventItem, claimed: EventItem) -> bool:
    """Tell whether both are of one kind and agree in month and a participant, or in half of the participants.

    Half is taken of the longer list. Two events without any participant agree in them if both are dated.
    """
    if gold.kind != claimed.kind:
        return False
    common = len(pair_off(gold.participants, claimed.participants, agree))
    if common and _same_month(gold.date, claimed.date):
        return True
    most = max(len(gold.participants), len(claimed.participants))
    shared = common >= SHARED_PARTICIPANTS * most if most else bool(gold.date and claimed.date)
    return shared and not _in_conflict(gold.date, claimed.date)


def _same_month(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and len(one) >= 7 and one[:7] == other[:7]


def _in_conflict(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    shorter = min(len(one), len(other))
    return one[:shorter] != other[:shorter]


def _event_summary(kind: str, date: str | None, place: str | None, participants: Iterable[str]) -> str:
    return f"{kind} | {date or 'no date'} | {place or 'no place'} | {', '.join(participants)}"


def _gather(records: Iterable[Record], key: Callable[[Record], Hashable]) -> list[tuple[Record, ...]]:
    gathered: dict[Hashable, list[Record]] = {}
    for record in records:
        gathered.setdefault(key(record), []).append(record)
    return [tuple(each) for each in gathered.values()]


def _identity(role: Record) -> str:
    return str(role.get("iri") or role.get("label") or role.get("mention"))


def _shown(role: Record) -> str:
    label, mention = role.get("label"), role.get("mention")
    return f"{label} ({mention})" if mention and mention != label else str(label)
