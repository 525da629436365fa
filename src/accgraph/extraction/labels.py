"""Labels: what opens the turns of a debate or an interview ("Lord X (Lab): ...", "QUESTION: ...")."""

from __future__ import annotations

import re

from accgraph.extraction.lexicon import word_list

__all__ = ["FEWEST_LABELS", "label_of", "standing_label"]

FEWEST_LABELS = 2
_BRACKETED = re.compile(
    r"(?P<label>[A-Z][^:!?\n()\[\]]{2,110}?(?: \([^()]{1,90}\)){1,3}(?: \[[^\]]{2,60}\])?): (?=\S)"
)
_CALLED = re.compile(
    r"(?P<label>(?:The )?[A-Z][\w.'-]*(?: (?:(?:of|the|for|and|de|von|van) )*[A-Z][\w.'-]*){0,6}): (?=\S)"
)
_ALONE = re.compile(r"[A-Z][^:!?()]{2,60}(?: \([^()]{1,60}\)){1,2}$")
_FEWEST_WORDS = 5


def label_of(line: str) -> tuple[int, int] | None:
    """Return where the label ends that *line* opens with, and where what is said begins; None without one.

    A name with brackets behind it is a label; without, a title, an office or capitals throughout have to tell
    that somebody is named.
    """
    match = _BRACKETED.match(line) or _CALLED.match(line)
    if match is None or len(line[match.end() :].split()) < _FEWEST_WORDS:
        return None
    label = match["label"]
    chairs = bool(set(label.lower().split()) & word_list("chairing"))
    told = label.endswith((")", "]")) or chairs or _opens_with_title(label)
    told = told or (label.isupper() and len(label) > _FEWEST_WORDS)
    return (match.end("label"), match.end()) if told else None


def standing_label(line: str, after: str) -> bool:
    """Say whether *line* is a label by itself, above the words *after* it."""
    spoken = len(after.split()) > _FEWEST_WORDS and _ALONE.match(after) is None
    return spoken and _opens_with_title(line) and _ALONE.match(line) is not None


def _opens_with_title(label: str) -> bool:
    words = label.removeprefix("The ").split()
    return bool(words) and words[0].rstrip(".").lower() in word_list("addressing")
