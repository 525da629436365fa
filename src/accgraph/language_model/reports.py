"""What is told of a reading: as lines of JSON to be kept, and in a few words to be printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from accgraph.claims import claim_to_json
from accgraph.language_model.belief import Disbelief
from accgraph.language_model.budget import Spent
from accgraph.language_model.combined import Disagreement

__all__ = ["disagreement_lines", "disbelief_lines", "spent_text"]


def disbelief_lines(disbeliefs: Iterable[Disbelief]) -> Iterator[str]:
    """Yield what a model said and was not believed, each as one line of JSON with its line end."""
    for each in disbeliefs:
        record = {"document": each.document, "reason": each.reason, "why": each.why, "said": each.said}
        yield json.dumps(record, ensure_ascii=False, default=str) + "\n"


def disagreement_lines(disagreements: Iterable[Disagreement]) -> Iterator[str]:
    """Yield where rules and model differ, each as one line of JSON with its line end."""
    for each in disagreements:
        record = {
            "document": each.document,
            "difference": each.way,
            "claim": claim_to_json(each.claim),
            "other": claim_to_json(each.other) if each.other else None,
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


def spent_text(spent: Spent) -> str:
    """Return in a few words what was asked and paid."""
    cost = "" if spent.cost is None else f", cost {spent.cost:.4f}"
    return (
        f"{spent.requests} request{'' if spent.requests == 1 else 's'} to the model,"
        f" {spent.cached} answer{'' if spent.cached == 1 else 's'} from the cache,"
        f" {spent.tokens_in} tokens sent,"
        f" {spent.tokens_out} received{cost}"
    )
