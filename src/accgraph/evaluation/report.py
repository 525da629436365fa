"""The result of an evaluation: as a table to read, as JSON, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accgraph.evaluation.grounding import misplaced_words
from accgraph.evaluation.items import Item
from accgraph.evaluation.scoring import (
    FAMILIES,
    Case,
    Outcome,
    Score,
    add,
    curve,
    mean_f1,
    score_case,
)

__all__ = [
    "Report",
    "as_json",
    "as_text",
    "comparison",
    "curve_text",
    "errors_text",
    "markdown_table",
    "summary_table",
]

Row = tuple[str, ...]

_COLUMNS = ("", "precision", "recall", "F1", "right", "false alarms", "missed")
_POSITIONS = ("polarity", "kind")


@dataclass(frozen=True)
class Report:
    """What scoring *cases* gave, by document and over all of them."""

    cases: tuple[Case, ...]

    @cached_property
    def outcomes(self) -> tuple[Mapping[str, Outcome], ...]:
        """For each case, the outcome of each family."""
        return tuple(score_case(each) for each in self.cases)

    @cached_property
    def ungrounded(self) -> tuple[str, ...]:
        """What is wrong with each claim whose words are not where it says."""
        return tuple(
            f"{case.name}: {fault} ({claim.get('rule', 'no rule')})"
            for case in self.cases
            for claim in case.claims
            for fault in misplaced_words(case, claim)
        )

    @property
    def claims(self) -> int:
        """How many claims there are, denials too."""
        return sum(len(case.claims) for case in self.cases)

    @property
    def grounded(self) -> int:
        """How many claims have all their words where they say."""
        return sum(not misplaced_words(case, claim) for case in self.cases for claim in case.claims)

    def score(self, family: str) -> Score:
        """Return the micro-averaged score of *family*."""
        return add(each[family].score for each in self.outcomes)

    def mean_f1(self, family: str) -> float | None:
        """Return the mean over documents of the F1 of *family*."""
        return mean_f1(each[family].score for each in self.outcomes)

    def by_kind(self, family: str) -> Mapping[str, Score]:
        """Return the score of each kind (or side) within *family*, those that occur only."""
        kinds: dict[str, list[Score]] = {}
        for each in self.outcomes:
            outcome = each[family]
            for gold, _ in outcome.pairs:
                kinds.setdefault(gold.kind, []).append(Score(hits=1))
            for item in outcome.missed:
                kinds.setdefault(item.kind, []).append(Score(misses=1))
            for item in outcome.false_alarms:
                kinds.setdefault(item.kind, []).append(Score(false_alarms=1))
        return {kind: add(kinds[kind]) for kind in sorted(kinds)}


def as_text(report: Report) -> str:
    """Return the scores as aligned columns."""
    rows: list[Row] = [_COLUMNS]
    for family, title in FAMILIES.items():
        rows.append(_row(title, report.score(family)))
        if family in _POSITIONS:
            rows.append(("  mean of documents", "", "", _share(report.mean_f1(family)), "", "", ""))
        rows.extend(_row(f"  {kind}", score) for kind, score in report.by_kind(family).items())
    grounded = f"{report.grounded} of {report.claims} claims grounded"
    return "\n".join([*_aligned(rows), "", f"{len(report.cases)} documents, {grounded}"])


def comparison(systems: Mapping[str, tuple[Case, ...]], halves: bool = False) -> dict[str, Report]:
    """Return a report for each system, and, with *halves*, one for every second document.

    The first document, in the order of names, and every second after it make the half that was read while
    the extractor was being developed; the others were kept aside.
    """
    reports = {}
    for name, cases in systems.items():
        reports[name] = Report(cases)
        if halves:
            reports[f"{name}, odd documents"] = Report(cases[::2])
            reports[f"{name}, even documents"] = Report(cases[1::2])
    return reports


def markdown_table(reports: Mapping[str, Report]) -> str:
    """Return one Markdown table with a row for each report: precision, recall and F1 of each family."""
    header, *rows = _summary(reports)
    rule = ("---", *("---:" for _ in header[1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


def summary_table(reports: Mapping[str, Report]) -> str:
    """Return the same rows as aligned columns."""
    return "\n".join(_aligned(_summary(reports)))


def _summary(reports: Mapping[str, Report]) -> list[Row]:
    rows: list[Row] = [
        ("P / R / F1", "documents", *FAMILIES.values(), "by polarity, mean of documents", "grounded")
    ]
    for name, report in reports.items():
        cells = [name, str(len(report.cases))]
        for family in FAMILIES:
            score = report.score(family)
            cells.append(" / ".join(_share(each) for each in (score.precision, score.recall, score.f1)))
        cells.append(_share(report.mean_f1("polarity")))
        cells.append(f"{report.grounded} of {report.claims}")
        rows.append(tuple(cells))
    return rows


def as_json(report: Report, with_curve: bool = False) -> dict[str, Any]:
    """Return the scores, misses and false alarms, and the curves if wanted, as an object fit for JSON."""
    return {
        "documents": [case.name for case in report.cases],
        "claims": report.claims,
        "grounded": report.grounded,
        "ungrounded": list(report.ungrounded),
        "families": {
            family: {
                **_score_json(report.score(family)),
                "mean_document_f1": report.mean_f1(family),
                "by_kind": {kind: _score_json(score) for kind, score in report.by_kind(family).items()},
                "missed": [
                    _item_json(each[family].document, item)
                    for each in report.outcomes
                    for item in each[family].missed
                ],
                "false_alarms": [
                    _item_json(each[family].document, item)
                    for each in report.outcomes
                    for item in each[family].false_alarms
                ],
                **({"curve": _curve_json(report, family)} if with_curve else {}),
            }
            for family in FAMILIES
        },
    }


def errors_text(report: Report, families: Iterable[str] = ("kind", "commitments", "events")) -> str:
    """Return every miss and false alarm, by document, each with its quote and, if claimed, its rule.

    A miss is followed by the claims of the same type whose quote overlaps its own, if there are any: most
    often they are what went wrong.
    """
    lines: list[str] = []
    for case, outcomes in zip(report.cases, report.outcomes, strict=True):
        for family in families:
            outcome = outcomes[family]
            if not (outcome.missed or outcome.false_alarms):
                continue
            lines.append(f"== {case.name}: {FAMILIES[family]}")
            for item in outcome.missed:
                lines.append(f"  MISSED       {item.summary}")
                lines.extend(f"      text       {_one_line(each['quote'])}" for each in item.records)
                lines.extend(f"      seen there {each}" for each in _nearby(case, item, outcome))
            for item in outcome.false_alarms:
                lines.append(f"  FALSE ALARM  {item.summary}")
                for each in item.records:
                    how = f"{each.get('rule', 'no rule')}, {each.get('confidence', 1.0)}"
                    lines.append(f"      text       {_one_line(each['quote'])}  [{how}]")
    lines.extend(f"UNGROUNDED {each}" for each in report.ungrounded)
    return "\n".join(lines)


def curve_text(report: Report, families: Iterable[str] = ("polarity", "commitments", "events")) -> str:
    """Return precision and recall of each family at rising thresholds of confidence, as aligned columns."""
    parts = []
    for family in families:
        rows: list[Row] = [(FAMILIES[family], *_COLUMNS[1:])]
        rows.extend(
            _row(f"  at least {each.threshold:.2f}", each.score) for each in curve(report.cases, family)
        )
        parts.append("\n".join(_aligned(rows)))
    return "\n\n".join(parts)


def _nearby(case: Case, missed: Item, outcome: Outcome) -> list[str]:
    """Return the summaries of the claimed items of *outcome* that share text with *missed*."""
    places = []
    for record in missed.records:
        start = case.text.find(record["quote"])
        if start >= 0:
            places.append((start, start + len(record["quote"])))
    claimed = [item for _, item in outcome.pairs] + list(outcome.false_alarms)
    return [
        item.summary
        for item in claimed
        if any(
            claim.get("start", -1) < end and start < claim.get("end", -1)
            for claim in item.records
            for start, end in places
        )
    ]


def _item_json(document: str, item: Item) -> dict[str, Any]:
    return {
        "document": document,
        "what": item.summary,
        "records": [
            {key: each[key] for key in ("quote", "rule", "confidence", "iri") if key in each}
            for each in item.records
        ],
    }


def _curve_json(report: Report, family: str) -> list[dict[str, float | int | None]]:
    return [
        {"threshold": point.threshold, **_score_json(point.score)} for point in curve(report.cases, family)
    ]


def _score_json(score: Score) -> dict[str, float | int | None]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "hits": score.hits,
        "false_alarms": score.false_alarms,
        "misses": score.misses,
    }


def _row(title: str, score: Score) -> Row:
    shares = (_share(each) for each in (score.precision, score.recall, score.f1))
    return (title, *shares, str(score.hits), str(score.false_alarms), str(score.misses))


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _aligned(rows: Sequence[Row]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
