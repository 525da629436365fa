"""Backing: which mechanisms an action that somebody demands would create, join, fund or support.

Who demands that a mechanism be created, joined or paid for takes its side, though no position is asserted.
"""

from __future__ import annotations

from collections.abc import Sequence

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.targets import targets
from accgraph.model import SUPPORT_KINDS, Role

__all__ = ["backed"]


def backed(
    analysis: Analysis, frames: FrameLexicon, first: int, last: int, mechanisms: Sequence[Role]
) -> tuple[Role, ...]:
    """Return those of *mechanisms* that tokens *first* to *last* evoke a frame of support for."""
    found: set[str] = set()
    for trigger in frames.triggers(analysis.parsed, first, last):
        if trigger.frame.kind in SUPPORT_KINDS and trigger.frame.only is None:
            found |= {target.mention.entity.iri for target in targets(analysis, frames, trigger)}
    return tuple(role for role in mechanisms if role.entity.iri in found)
