"""What a rule of commitments finds, before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accgraph.extraction.commitments.actions import Action
from accgraph.extraction.commitments.bearers import Party
from accgraph.model import Role

__all__ = ["Finding", "Kind", "Status"]

Kind = Literal["demand", "pledge", "duty"]
Status = Literal["open", "fulfilled", "breached"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Who is to do what, and by which rule that was found.

    ``by`` are those whose demand, promise or order it is; each gets a claim of their own. Empty: whose words
    the document reports, or nobody. ``action`` is None where what is to be done stands in the list that
    follows. ``sure`` lies in 0..1 and holds for the syntax alone. ``trigger`` is a range of tokens.
    """

    kind: Kind
    rule: str
    trigger: tuple[int, int]
    bearer: Party
    action: Action | None
    by: tuple[Role, ...] = ()
    sure: float = 0.9
    status: Status = "open"
    quoted: tuple[int, int] | None = None
