"""Are the words of a claim where the claim says they are?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accgraph.evaluation.scoring import Case

__all__ = ["misplaced_words"]


def misplaced_words(case: Case, claim: Mapping[str, Any]) -> list[str]:
    """Return which words of *claim* are not where it says; empty if all are.

    Checked are the quote, the action of a commitment, the trigger and the mention of each role that has
    offsets. An action without offsets need only be in the text.
    """
    wrong = [
        f"{what} {words!r} is not at {start}..{end}"
        for what, words, start, end in _spans(claim)
        if not (isinstance(start, int) and isinstance(end, int) and case.text[start:end] == words)
    ]
    action = claim.get("action")
    if action is not None and action not in case.text:
        wrong.append(f"action {action!r} is not in the text")
    return wrong


def _spans(claim: Mapping[str, Any]) -> Iterator[tuple[str, object, object, object]]:
    yield "quote", claim.get("quote"), claim.get("start"), claim.get("end")
    if claim.get("action_start") is not None:
        yield "action", claim.get("action"), claim["action_start"], claim.get("action_end")
    for what, value in claim.items():
        for role in value if isinstance(value, list) else (value,):
            if isinstance(role, dict) and role.get("mention") is not None and role.get("start") is not None:
                yield what, role["mention"], role["start"], role.get("end")
