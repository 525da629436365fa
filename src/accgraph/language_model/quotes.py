"""Quotes: where in a text the words are that somebody says are there."""

from __future__ import annotations

from functools import cached_property

from accgraph.model import Span

__all__ = ["Searchable", "plain"]

_SAME = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


def plain(text: str) -> str:
    """Return *text* with quotation marks, dashes and spaces each of one kind, and nothing invisible."""
    return " ".join(text.translate(_SAME).split())


class Searchable:
    """A text in which words are found though their quotation marks, dashes or spaces are others."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, words: str, within: Span | None = None) -> tuple[Span, bool] | None:
        """Return where *words* stand first, and whether exactly so; None if nowhere.

        *within* is where they must lie. They stand there exactly before they do in another typography.
        """
        words = words.strip()
        within = within or Span(0, len(self.text))
        if not words:
            return None
        start = self.text.find(words, within.start, within.end)
        if start >= 0:
            return Span(start, start + len(words)), True
        folded, starts, ends = self._folded
        wanted = plain(words)
        place = folded.find(wanted) if wanted else -1
        while place >= 0:
            span = Span(starts[place], ends[place + len(wanted) - 1])
            if within.start <= span.start and span.end <= within.end:
                return span, False
            place = folded.find(wanted, place + 1)
        return None

    @cached_property
    def _folded(self) -> tuple[str, list[int], list[int]]:
        characters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for index, written in enumerate(self.text):
            folded = written.translate(_SAME)
            if not folded:
                continue
            if folded.isspace():
                if characters and characters[-1] == " ":
                    ends[-1] = index + 1
                    continue
                folded = " "
            characters.append(folded)
            starts.append(index)
            ends.append(index + 1)
        return "".join(characters), starts, ends
