"""Claims as JSON Lines: one claim a line, each an object that ``claims.schema.json`` describes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from accgraph.errors import DocumentError
from accgraph.model import Claim, CommitmentClaim, Document, Entity, EventClaim, PositionClaim, Role, Span

__all__ = ["claim_from_json", "claim_to_json", "claims_schema", "read_claims", "write_claims"]

Json = dict[str, Any]


def claim_to_json(claim: Claim, document: Document | None = None) -> Json:
    """Return *claim* as a JSON object, its keys in a fixed order.

    With the *document* that makes the claim, ``document`` is its name and the words of the trigger are
    read from its text; without, the words of the trigger are null unless they lie inside the quote.
    """
    head: Json
    if isinstance(claim, PositionClaim):
        head = {
            "type": claim.type,
            "kind": claim.kind,
            "holder": _role(claim.holder),
            "target": _role(claim.target),
            "by": _optional(claim.by),
            "denied": claim.denied,
            "date": claim.date,
        }
    elif isinstance(claim, CommitmentClaim):
        head = {
            "type": claim.type,
            "kind": claim.kind,
            "bearer": [_role(role) for role in claim.bearer],
            "by": _optional(claim.by),
            "action": claim.action,
            "action_start": claim.action_span.start,
            "action_end": claim.action_span.end,
            "mechanisms": [_role(role) for role in claim.mechanisms],
            "backs": [_role(role) for role in claim.backs],
            "status": claim.status,
            "deadline": claim.deadline,
            "date": claim.date,
        }
    else:
        head = {
            "type": claim.type,
            "kind": claim.kind,
            "date": claim.date,
            "place": _optional(claim.place),
            "participants": [_role(role) for role in claim.participants],
            "by": _optional(claim.by),
        }
    start, end = claim.trigger.start, claim.trigger.end
    if document is not None:
        words: str | None = document.text[start:end]
    elif claim.start <= start and end <= claim.end:
        words = claim.quote[start - claim.start : end - claim.start]
    else:
        words = None
    return head | {
        "post": claim.post,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "document": document.name if document is not None else claim.document,
        "segment": claim.segment,
        "trigger": {"mention": words, "start": start, "end": end},
        "rule": claim.rule,
        "confidence": claim.confidence,
        "iri": claim.iri,
    }


def claim_from_json(record: Mapping[str, Any], entities: Mapping[str, Entity] | None = None) -> Claim:
    """Return the claim that *record* describes; the inverse of claim_to_json.

    A record names an entity by IRI and label only: *entities*, by IRI, give the rest of what is known
    about it, and an entity that is not among them has no classes.

    Raises DocumentError if the record does not describe a claim.
    """

    def role(value: Mapping[str, Any]) -> Role:
        entity = (entities or {}).get(value["iri"]) or Entity(value["iri"], value["label"], ())
        return Role(entity, value["mention"], value["start"], value["end"])

    def optional(value: Mapping[str, Any] | None) -> Role | None:
        return None if value is None else role(value)

    try:
        common: Json = {
            "iri": record["iri"],
            "document": record["document"],
            "start": record["start"],
            "end": record["end"],
            "quote": record["quote"],
            "trigger": Span(record["trigger"]["start"], record["trigger"]["end"]),
            "rule": record["rule"],
            "by": optional(record["by"]),
            "post": record["post"],
            "date": record["date"],
            "confidence": record["confidence"],
            "segment": record["segment"],
            "kind": record["kind"],
        }
        make = _MAKERS.get(record["type"])
        if make is None:
            raise DocumentError(
                f"the type of a claim is {record['type']!r}: wanted is one of {', '.join(_MAKERS)}"
            )
        return make(common, record, role, optional)
    except (KeyError, TypeError) as error:
        raise DocumentError(f"not a claim: {error} is missing or of the wrong type") from error


def write_claims(claims: Iterable[Claim], document: Document | None = None) -> Iterator[str]:
    """Yield each of *claims* as one line of JSON, with its line end."""
    for claim in claims:
        yield json.dumps(claim_to_json(claim, document), ensure_ascii=False) + "\n"


def read_claims(lines: Iterable[str]) -> Iterator[Json]:
    """Yield the JSON object on each of *lines* that is not blank.

    Raises DocumentError if a line is not a JSON object, naming the line by its number.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DocumentError(f"line {number} is not JSON: {error}") from error
        if not isinstance(record, dict):
            raise DocumentError(f"line {number} is not a JSON object")
        yield record


def claims_schema() -> Json:
    """Return the JSON Schema of one line."""
    schema: Json = json.loads(files("accgraph").joinpath("claims.schema.json").read_text(encoding="utf-8"))
    return schema


def _role(role: Role) -> Json:
    return {
        "iri": role.entity.iri,
        "label": role.entity.label,
        "mention": role.mention,
        "start": role.start,
        "end": role.end,
    }


def _optional(role: Role | None) -> Json | None:
    return None if role is None else _role(role)


_ToRole = Callable[[Mapping[str, Any]], Role]
_ToOptional = Callable[[Mapping[str, Any] | None], Role | None]


def _position(common: Json, record: Mapping[str, Any], role: _ToRole, optional: _ToOptional) -> Claim:
    return PositionClaim(
        **common, holder=role(record["holder"]), target=role(record["target"]), denied=record["denied"]
    )


def _commitment(common: Json, record: Mapping[str, Any], role: _ToRole, optional: _ToOptional) -> Claim:
    return CommitmentClaim(
        **common,
        bearer=tuple(map(role, record["bearer"])),
        action=record["action"],
        action_span=Span(record["action_start"], record["action_end"]),
        mechanisms=tuple(map(role, record["mechanisms"])),
        backs=tuple(map(role, record["backs"])),
        status=record["status"],
        deadline=record.get("deadline"),
    )


def _event(common: Json, record: Mapping[str, Any], role: _ToRole, optional: _ToOptional) -> Claim:
    return EventClaim(
        **common, place=optional(record["place"]), participants=tuple(map(role, record["participants"]))
    )


_MAKERS: Mapping[str, Callable[[Json, Mapping[str, Any], _ToRole, _ToOptional], Claim]] = {
    "position": _position,
    "commitment": _commitment,
    "event": _event,
}
