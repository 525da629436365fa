"""The budget: how many tokens were used, what they cost, and whether another request may still be made."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from accgraph.errors import ModelError
from accgraph.language_model.server import CHARACTERS_PER_TOKEN
from accgraph.language_model.settings import ModelSettings

__all__ = ["Budget", "Spent", "TooDear"]

_MILLION = 1_000_000


class TooDear(Exception):
    """The request could cost more than what is left; the text says so."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used: requests, cached answers, tokens, and the cost if prices are known."""

    requests: int
    cached: int
    tokens_in: int
    tokens_out: int
    cost: float | None


class Budget:
    """Counts what several threads use, and keeps its cost, pending requests included, within a limit."""

    def __init__(self, settings: ModelSettings, limit: float | None = None) -> None:
        if limit is not None and (settings.price_in is None or settings.price_out is None):
            raise ModelError(
                "a limit of cost needs the prices of a million tokens: give them with"
                " --model-set price_in=... and --model-set price_out=..."
            )
        self._in, self._out = settings.price_in, settings.price_out
        self._limit = limit
        self._lock = threading.Lock()
        self._requests = self._cached = self._tokens_in = self._tokens_out = 0
        self._pending = 0.0

    def reserve(self, characters: int, max_tokens: int) -> float:
        """Set aside what a request of so many *characters* and *max_tokens* can cost at most, and return it.

        Raises TooDear if that is more than what is left.
        """
        dearest = self._price(-(-characters // CHARACTERS_PER_TOKEN), max_tokens) or 0.0
        with self._lock:
            spent = (self._price(self._tokens_in, self._tokens_out) or 0.0) + self._pending
            if self._limit is not None and spent + dearest > self._limit:
                raise TooDear(
                    f"the next request may cost {dearest:.4f},"
                    f" and {spent:.4f} of the limit of {self._limit:g} is spent"
                )
            self._pending += dearest
        return dearest

    def settle(self, reserved: float, tokens_in: int, tokens_out: int) -> None:
        """Book what a request used in the place of what was *reserved* for it."""
        with self._lock:
            self._pending -= reserved
            self._requests += 1
            self._tokens_in += tokens_in
            self._tokens_out += tokens_out

    def found(self) -> None:
        """Book an answer that was in the cache."""
        with self._lock:
            self._cached += 1

    @property
    def spent(self) -> Spent:
        """What was used so far."""
        with self._lock:
            cost = self._price(self._tokens_in, self._tokens_out)
            return Spent(self._requests, self._cached, self._tokens_in, self._tokens_out, cost)

    def _price(self, tokens_in: int, tokens_out: int) -> float | None:
        if self._in is None or self._out is None:
            return None
        return (tokens_in * self._in + tokens_out * self._out) / _MILLION
