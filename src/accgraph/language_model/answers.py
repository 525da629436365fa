"""Answers: what a language model says a document says, taken apart, and nothing of it believed yet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from accgraph.language_model.schema import LISTS
from accgraph.model import COMMITMENT_KINDS, EVENT_KINDS, POSITION_KINDS, STATUSES, Status

__all__ = ["Malformed", "Said", "SaidCommitment", "SaidEvent", "SaidPosition", "Unusable", "read_answer"]

Record = Mapping[str, Any]

_FENCE = re.compile(r"\A\s*```[a-zA-Z]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_NOTHING = frozenset({"", "null", "none", "n/a"})


class Unusable(Exception):
    """An answer is not of the form that was asked for; the text says in what way."""


@dataclass(frozen=True, slots=True)
class SaidPosition:
    """That each of *holders* has a position on *target*, all in words."""

    holders: tuple[str, ...]
    kind: str
    target: str
    by: str | None
    denied: bool
    date: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class SaidCommitment:
    """That *bearers* are to do *action*, all in words."""

    kind: str
    bearers: tuple[str, ...]
    by: tuple[str, ...]
    action: str
    mechanisms: tuple[str, ...]
    status: Status
    date: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class SaidEvent:
    """That something happened, all in words."""

    kind: str
    date: str | None
    place: str | None
    participants: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """A record that is not of the form that was asked for, and in what way."""

    list_name: str
    record: Any
    fault: str


SaidRecord = SaidPosition | SaidCommitment | SaidEvent


@dataclass(frozen=True, slots=True)
class Said:
    """All that one answer says: its records, the classes it gives to names, and what it says wrongly."""

    records: tuple[SaidRecord, ...]
    classes: Mapping[str, str]
    malformed: tuple[Malformed, ...]


def read_answer(text: str) -> Said:
    """Return what the answer *text* says. Records that are not of the right form are set apart.

    Raises Unusable if it is not one JSON object that has one of the lists asked for.
    """
    fenced = _FENCE.match(text)
    try:
        answer = json.loads(fenced.group(1) if fenced else text)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"it is not JSON ({error})") from error
    if not isinstance(answer, dict):
        raise Unusable("it is not a JSON object")
    if not any(name in answer for name in LISTS):
        raise Unusable(f"it has none of the lists {', '.join(LISTS)}")
    records: list[SaidRecord] = []
    classes: dict[str, str] = {}
    malformed: list[Malformed] = []
    for name in LISTS:
        listed = answer.get(name) or []
        if not isinstance(listed, list):
            raise Unusable(f"its {name} are not a list")
        for record in listed:
            try:
                if not isinstance(record, dict):
                    raise Unusable("it is not an object")
                if name == "names":
                    classes.setdefault(_text(record, "name"), _text(record, "class"))
                else:
                    records.append(_READERS[name](record))
            except Unusable as error:
                malformed.append(Malformed(name, record, str(error)))
    return Said(tuple(records), classes, tuple(malformed))


def _position(record: Record) -> SaidPosition:
    return SaidPosition(
        holders=_texts(record, "holders", at_least_one=True),
        kind=_one_of(record, "kind", POSITION_KINDS),
        target=_text(record, "target"),
        by=_optional(record, "by"),
        denied=record.get("denied") is True,
        date=_optional(record, "date"),
        quote=_text(record, "quote"),
    )


def _commitment(record: Record) -> SaidCommitment:
    return SaidCommitment(
        kind=_one_of(record, "kind", COMMITMENT_KINDS),
        bearers=_texts(record, "bearers", at_least_one=True),
        by=_texts(record, "by"),
        action=_text(record, "action"),
        mechanisms=_texts(record, "mechanisms"),
        status=_one_of(record, "status", STATUSES),
        date=_optional(record, "date"),
        quote=_text(record, "quote"),
    )


def _event(record: Record) -> SaidEvent:
    return SaidEvent(
        kind=_one_of(record, "kind", EVENT_KINDS),
        date=_optional(record, "date"),
        place=_optional(record, "place"),
        participants=_texts(record, "participants"),
        quote=_text(record, "quote"),
    )


_READERS: Mapping[str, Callable[[Record], SaidRecord]] = {
    "positions": _position,
    "commitments": _commitment,
    "events": _event,
}

Word = TypeVar("Word", bound=str)


def _clean(value: str) -> str:
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Unusable(f"its {name} is not text")
    return _clean(value)


def _optional(record: Record, name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unusable(f"its {name} is neither text nor null")
    return None if value.strip().lower() in _NOTHING else _clean(value)


def _texts(record: Record, name: str, *, at_least_one: bool = False) -> tuple[str, ...]:
    value = record.get(name)
    listed = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise Unusable(f"its {name} are not a list of names")
    texts = tuple(dict.fromkeys(_clean(each) for each in listed if each.strip().lower() not in _NOTHING))
    if at_least_one and not texts:
        raise Unusable(f"its {name} are missing")
    return texts


def _one_of(record: Record, name: str, allowed: tuple[Word, ...]) -> Word:
    value = record.get(name)
    for each in allowed:
        if value == each:
            return each
    raise Unusable(f"its {name} is {value!r}: wanted is one of {', '.join(allowed)}")
