"""The form of an answer, as a JSON Schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accgraph.model import COMMITMENT_KINDS, EVENT_KINDS, POSITION_KINDS, STATUSES

__all__ = ["LISTS", "answer_schema"]

LISTS = ("positions", "commitments", "events", "names")

# Of the quotes of the gold records, none is longer than 482 characters.
_NAME, _QUOTE = 120, 600

Json = dict[str, Any]


def answer_schema(classes: Sequence[str], most: int | None = None) -> Json:
    """Return the JSON Schema of an answer whose names have *classes*.

    Every property is required and no other is allowed, as servers with structured output demand. With *most*,
    no list of records is longer, and no name or quote longer than one can be: that keeps a small model from
    going on for ever, but not every server knows such bounds.
    """

    def text(longest: int) -> Json:
        return {"type": "string", **({"maxLength": longest} if most else {})}

    def list_of(items: Json) -> Json:
        return {"type": "array", "items": items, **({"maxItems": most} if most else {})}

    def record(properties: Json) -> Json:
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    name, quote = text(_NAME), text(_QUOTE)
    names = list_of(name)
    optional = {"anyOf": [name, {"type": "null"}]}
    date = {"anyOf": [text(10), {"type": "null"}]}
    return record(
        {
            "positions": list_of(
                record(
                    {
                        "holders": names,
                        "kind": {"type": "string", "enum": list(POSITION_KINDS)},
                        "target": name,
                        "by": optional,
                        "denied": {"type": "boolean"},
                        "date": date,
                        "quote": quote,
                    }
                )
            ),
            "commitments": list_of(
                record(
                    {
                        "kind": {"type": "string", "enum": list(COMMITMENT_KINDS)},
                        "bearers": names,
                        "by": names,
                        "action": quote,
                        "mechanisms": names,
                        "status": {"type": "string", "enum": list(STATUSES)},
                        "date": date,
                        "quote": quote,
                    }
                )
            ),
            "events": list_of(
                record(
                    {
                        "kind": {"type": "string", "enum": list(EVENT_KINDS)},
                        "date": date,
                        "place": optional,
                        "participants": names,
                        "quote": quote,
                    }
                )
            ),
            "names": list_of(record({"name": name, "class": {"type": "string", "enum": list(classes)}})),
        }
    )
