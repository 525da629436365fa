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
    if not mechanisms:
        return ()
    found: set[str] = set()
    for trigger in frames.triggers(analysis.parsed, first, last):
        frame = trigger.frame
        if frame.kind not in SUPPORT_KINDS or frame.only is not None:
            continue
        for target in targets(analysis, frames, trigger):
            hostile = bool(frames.words["hostile"] & set(target.path))
            if hostile == (frame.path == "hostile"):
                found.add(target.mention.entity.iri)
    return tuple(role for role in mechanisms if role.entity.iri in found)
