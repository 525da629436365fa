"""Positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accgraph.extraction.analysis import Analysis
from accgraph.model import PositionClaim


class PositionExtractor:
    """Finds positions."""

    rules: Mapping[str, str] = {}

    @classmethod
    def load(cls) -> PositionExtractor:
        """Load."""
        return cls()

    def extract(self, analysis: Analysis) -> Iterator[PositionClaim]:
        """Yield."""
        return iter(())
