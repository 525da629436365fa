"""What a language model is asked with: its name and address, and every number that bears on its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from accgraph.errors import ModelError

__all__ = ["KEYS", "Format", "ModelSettings", "Prompt"]

Prompt = Literal["full", "brief"]
"""How much a model is told: all rules, or, for one with little room, only what kinds there are."""

Format = Literal["auto", "schema", "grammar", "object", "plain"]
"""How the server is told the form of an answer: see ``server``."""

KEYS = ("ACCGRAPH_MODEL_KEY", "OPENAI_API_KEY")
"""The environment variables that may hold the key, the first that is set being taken."""

_LEAST: Mapping[str, float] = MappingProxyType(
    {
        "temperature": 0,
        "max_tokens": 1,
        "window": 500,
        "overlap": 0,
        "most": 1,
        "concurrency": 1,
        "timeout": 0.001,
        "retries": 0,
        "price_in": 0,
        "price_out": 0,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Which model is asked, where, and how.

    ``model`` and ``address`` are the name of the model and the address of the API (``.../v1``).
    ``temperature``, ``seed``, ``max_tokens`` (of one answer) and ``most`` (claims of one type in one answer,
    where the server keeps to a grammar) are what it answers with; ``prompt`` is how much it is told, and
    ``format`` in what way the form of the answer. ``window`` and ``overlap`` are the characters of text that
    one request holds and that two neighbours share. ``concurrency`` requests are made at once; one that fails
    is made again up to ``retries`` times, and fails too if ``timeout`` seconds pass. ``price_in`` and
    ``price_out`` are for a million tokens, in any currency.
    """

    model: str
    address: str = "http://127.0.0.1:8080/v1"
    temperature: float = 0.0
    seed: int = 0
    max_tokens: int = 4096
    most: int = 40
    prompt: Prompt = "full"
    format: Format = "auto"
    window: int = 8000
    overlap: int = 800
    concurrency: int = 4
    timeout: float = 120.0
    retries: int = 5
    price_in: float | None = None
    price_out: float | None = None

    def __post_init__(self) -> None:
        if not self.model.strip():
            raise ModelError("no language model is named: give its name with --model or ACCGRAPH_MODEL")
        parts = urlsplit(self.address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ModelError(
                f"{self.address!r} is not the address of a language model:"
                " one like http://127.0.0.1:8080/v1 is wanted"
            )
        if parts.username or parts.password or parts.query:
            raise ModelError(
                f"the address of the language model at {parts.hostname} holds a user, a password or a query:"
                f" put its key in {KEYS[0]}"
            )
        for name, least in _LEAST.items():
            value = getattr(self, name)
            if value is not None and value < least:
                raise ModelError(f"{name} of the language model is {value:g}: at least {least:g} is wanted")
        if self.overlap * 2 > self.window:
            raise ModelError(f"overlap is {self.overlap}: at most half of window, {self.window}, is wanted")
        for name, allowed in (("format", get_args(Format)), ("prompt", get_args(Prompt))):
            value = getattr(self, name)
            if value not in allowed:
                raise ModelError(f"{name} is {value!r}: one of {', '.join(allowed)} is wanted")

    def changed(self, assignments: Iterable[str]) -> ModelSettings:
        """Return these settings with *assignments* made, each ``NAME=VALUE``.

        Raises ModelError if one names no setting, or gives it a value that it cannot have.
        """
        kinds = {field.name: field.type for field in fields(self) if field.name not in {"model", "address"}}
        changes: dict[str, Any] = {}
        for assignment in assignments:
            name, equals, value = (part.strip() for part in assignment.partition("="))
            if not equals or name not in kinds:
                raise ModelError(
                    f"{assignment!r} sets nothing: NAME=VALUE is wanted, NAME one of {', '.join(kinds)}"
                )
            kind = str(kinds[name]).partition(" ")[0]
            try:
                changes[name] = int(value) if kind == "int" else float(value) if kind == "float" else value
            except ValueError:
                number = "a whole number" if kind == "int" else "a number"
                raise ModelError(f"{name} is {value!r}: {number} is wanted") from None
        return replace(self, **changes)

    @property
    def parameters(self) -> Mapping[str, str]:
        """What the answers depend on beside model, prompt and text, by name."""
        names = ("temperature", "seed", "max_tokens", "most", "format", "window", "overlap")
        return {
            name: f"{value:g}" if isinstance(value := getattr(self, name), float) else str(value)
            for name in names
        }
