"""Claims against gold: what was found, what was missed, what was made up.

Everything here is a pure function of claims in their JSON form (one object per claim, as ``accgraph claims
--format jsonl`` prints them) and gold files as read from JSON. Gold and claims are first gathered into items,
the things that count once a document, then paired off one to one; what finds no partner is a miss or a false
alarm. The rules are those of ``evaluation/GUIDELINES.md``, section "Scoring". What they leave open is read
so:

- An item counts once a document, so a holder or target that is given two different names is one hit and one
  false alarm.
- Commitments of one kind, with the same bearers and the same action, are one item whoever ``by`` is.
- Dates are in the same month only if both are given to the month; they are in conflict if they differ in a
  part that both give. Half of the participants is half of the longer list.
- Claims with ``"denied": true`` are left out. A document with nothing to find and nothing found has no F1,
  and does not enter the mean of the documents' F1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from accgraph.evaluation.items import (
    Item,
    claimed_commitments,
    claimed_events,
    claimed_positions,
    gold_commitments,
    gold_events,
    gold_positions,
    same_commitment,
    same_event,
    same_position,
)
from accgraph.evaluation.matching import pair_off
from accgraph.model import polarity

__all__ = [
    "FAMILIES",
    "Case",
    "CurvePoint",
    "Outcome",
    "Score",
    "add",
    "confidence",
    "curve",
    "mean_f1",
    "score_case",
]

FAMILIES: Mapping[str, str] = {
    "polarity": "positions by polarity",
    "kind": "positions by kind",
    "commitments": "commitments",
    "events": "events",
}

_STEPS = 20

SomeItem = TypeVar("SomeItem", bound=Item)


@dataclass(frozen=True, slots=True)
class Case:
    """One document of a gold set with the claims made about it: what is scored."""

    name: str
    text: str
    gold: Mapping[str, Any]
    claims: tuple[Mapping[str, Any], ...]

    def at_least(self, threshold: float) -> Case:
        """Return this case without the claims whose confidence is below *threshold*."""
        return replace(self, claims=tuple(each for each in self.claims if confidence(each) >= threshold))


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of hits, false alarms and misses, and what follows from them."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None if nothing was found."""
        found = self.hits + self.false_alarms
        return self.hits / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None if nothing is there."""
        there = self.hits + self.misses
        return self.hits / there if there else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if nothing is there and nothing was found."""
        total = 2 * self.hits + self.false_alarms + self.misses
        return 2 * self.hits / total if total else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What scoring one family of claims in one document gave; pairs are (gold item, claimed item)."""

    document: str
    family: str
    pairs: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    false_alarms: tuple[Item, ...]

    @property
    def score(self) -> Score:
        """The counts."""
        return Score(len(self.pairs), len(self.false_alarms), len(self.missed))


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The score of the claims whose confidence is at least *threshold*."""

    threshold: float
    score: Score


def add(scores: Iterable[Score]) -> Score:
    """Return the micro-average of *scores*: their counts added up."""
    hits = false_alarms = misses = 0
    for each in scores:
        hits, false_alarms, misses = hits + each.hits, false_alarms + each.false_alarms, misses + each.misses
    return Score(hits, false_alarms, misses)


def mean_f1(scores: Iterable[Score]) -> float | None:
    """Return the mean of the F1 of each document that has one; None if none has."""
    values = [each.f1 for each in scores if each.f1 is not None]
    return sum(values) / len(values) if values else None


def confidence(claim: Mapping[str, Any]) -> float:
    """Return how sure the extractor is of *claim*: 1 if it does not say."""
    return float(claim.get("confidence", 1.0))


def score_case(case: Case) -> dict[str, Outcome]:
    """Return the outcome for each family of FAMILIES."""
    gold, names = case.gold, case.gold["names"]
    claims: dict[str, list[Mapping[str, Any]]] = {"position": [], "commitment": [], "event": []}
    for claim in case.claims:
        if not claim.get("denied"):
            claims[claim["type"]].append(claim)

    def outcome(
        family: str,
        wanted: Sequence[SomeItem],
        found: Sequence[SomeItem],
        same: Callable[[SomeItem, SomeItem], bool],
    ) -> Outcome:
        pairs = pair_off(wanted, found, same)
        met, used = {i for i, _ in pairs}, {j for _, j in pairs}
        return Outcome(
            case.name,
            family,
            pairs=tuple((wanted[i], found[j]) for i, j in pairs),
            missed=tuple(each for i, each in enumerate(wanted) if i not in met),
            false_alarms=tuple(each for j, each in enumerate(found) if j not in used),
        )

    def positions(family: str, stance: Callable[[Mapping[str, Any]], str]) -> Outcome:
        wanted = gold_positions(gold["positions"], names, stance)
        return outcome(family, wanted, claimed_positions(claims["position"], stance), same_position)

    commitments = gold_commitments(gold["commitments"], names)
    events = gold_events(gold["events"], names)
    return {
        "polarity": positions("polarity", lambda each: polarity(each["kind"])),
        "kind": positions("kind", lambda each: str(each["kind"])),
        "commitments": outcome(
            "commitments", commitments, claimed_commitments(claims["commitment"]), same_commitment
        ),
        "events": outcome("events", events, claimed_events(claims["event"]), same_event),
    }


def curve(cases: Sequence[Case], family: str) -> list[CurvePoint]:
    """Return the micro-averaged score of *family* at thresholds of confidence 0.05 apart, lowest first.

    They run from the last that leaves no claim out to the last that leaves one in.
    """
    found = [confidence(claim) for case in cases for claim in case.claims]
    steps = range(int(min(found) * _STEPS), int(max(found) * _STEPS) + 1) if found else ()
    points = []
    for threshold in (step / _STEPS for step in steps):
        kept = (each.at_least(threshold) for each in cases)
        points.append(CurvePoint(threshold, add(score_case(each)[family].score for each in kept)))
    return points
