"""The nearest name to a misspelt one, for messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the part of a message that asks whether the nearest of *words* is meant, if one is near."""
    by_folded = {candidate.casefold(): candidate for candidate in words}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f" (do you mean {by_folded[close[0]]!r}?)" if close else ""
