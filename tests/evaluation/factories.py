"""Claims and gold files, small and made by hand."""

from __future__ import annotations

from typing import Any

from accgraph.evaluation.scoring import Case

Json = dict[str, Any]


def role(label: str, mention: str | None = None, iri: str | None = None) -> Json:
    return {"iri": iri or f"id:{label}", "label": label, "mention": mention, "start": None, "end": None}


def position(holder: Json | str, kind: str, target: Json | str, **more: Any) -> Json:
    return {
        "type": "position",
        "kind": kind,
        "holder": role(holder) if isinstance(holder, str) else holder,
        "target": role(target) if isinstance(target, str) else target,
        "denied": False,
        **_rest(more),
    }


def commitment(kind: str, bearer: list[str], action: str, **more: Any) -> Json:
    return {
        "type": "commitment",
        "kind": kind,
        "bearer": [role(each) for each in bearer],
        "action": action,
        "mechanisms": [],
        **_rest(more),
    }


def event(kind: str, date: str | None, participants: list[str], **more: Any) -> Json:
    return {
        "type": "event",
        "kind": kind,
        "date": date,
        "place": None,
        "participants": [role(each) for each in participants],
        **_rest(more),
    }


def gold_position(holder: str, kind: str, target: str) -> Json:
    return {"holder": holder, "kind": kind, "target": target, "by": None, "date": None, "quote": "gold"}


def gold_commitment(kind: str, bearer: list[str], action: str, by: str | None = None) -> Json:
    return {"kind": kind, "bearer": bearer, "by": by, "action": action, "mechanisms": [], "quote": "gold"}


def gold_event(kind: str, date: str | None, participants: list[str]) -> Json:
    return {"type": kind, "date": date, "place": None, "participants": participants, "quote": "gold"}


def case(
    claims: list[Json],
    positions: list[Json] | None = None,
    commitments: list[Json] | None = None,
    events: list[Json] | None = None,
    names: dict[str, list[str]] | None = None,
    text: str = "gold and claimed",
    name: str = "x01.txt",
) -> Case:
    gold = {
        "document": name,
        "positions": positions or [],
        "commitments": commitments or [],
        "events": events or [],
        "names": {key: {"type": "state", "aliases": aliases} for key, aliases in (names or {}).items()},
    }
    return Case(name, text, gold, tuple(claims))


def _rest(more: Json) -> Json:
    return {"quote": "claimed", "start": 9, "end": 16, "rule": "test", "confidence": 0.9, **more}
