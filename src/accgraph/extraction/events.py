"""Events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accgraph.extraction.analysis import Analysis
from accgraph.model import EventClaim


class EventExtractor:
    """Finds events."""

    rules: Mapping[str, str] = {}

    @classmethod
    def load(cls) -> EventExtractor:
        """Load."""
        return cls()

    def extract(self, analysis: Analysis) -> Iterator[EventClaim]:
        """Yield."""
        return iter(())
