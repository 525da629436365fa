"""Commitments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accgraph.extraction.analysis import Analysis
from accgraph.model import CommitmentClaim


class CommitmentExtractor:
    """Finds commitments."""

    rules: Mapping[str, str] = {}

    @classmethod
    def load(cls) -> CommitmentExtractor:
        """Load."""
        return cls()

    def extract(self, analysis: Analysis) -> Iterator[CommitmentClaim]:
        """Yield."""
        return iter(())
