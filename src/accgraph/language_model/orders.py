"""Orders: paragraphs of a document that speak to the machine that reads it.

A document is what is read, not who is obeyed. A paragraph that addresses a language model is withheld from
it, and nothing that stands there can prove a claim, so that neither a model that obeys nor one that quotes
makes it one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from accgraph.errors import ResourceError
from accgraph.model import Span
from accgraph.namespaces import digest

__all__ = ["addressed_to_machines", "orders_digest"]

_FILE = Path(__file__).with_name("orders.toml")


def addressed_to_machines(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return those of *parts* (spans of *text*, its paragraphs) that give orders to a machine.

    Raises ResourceError if the patterns that ship with accgraph cannot be read.
    """
    return [part for part in parts if _patterns().search(text, part.start, part.end)]


def orders_digest() -> str:
    """Return a digest that changes when the patterns do."""
    return digest(*(_written()))


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in _written()), re.IGNORECASE | re.MULTILINE)


def _written() -> list[str]:
    try:
        patterns: list[str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["orders"]["patterns"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ResourceError(f"{_FILE.name} that ships with accgraph cannot be read: {error}") from error
    return patterns
