"""What a model said, as a record to be kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from accgraph.language_model.answers import SaidCommitment, SaidEvent, SaidPosition

__all__ = ["as_record"]


def as_record(said: SaidPosition | SaidCommitment | SaidEvent) -> dict[str, Any]:
    """Return *said* as the model said it, its type first."""
    names = {SaidPosition: "position", SaidCommitment: "commitment", SaidEvent: "event"}
    return {"type": names[type(said)], **asdict(said)}
