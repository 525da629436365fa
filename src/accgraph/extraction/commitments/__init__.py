"""Commitments: who is asked, has promised or is bound to do what."""

from accgraph.extraction.commitments.extractor import CommitmentExtractor

__all__ = ["CommitmentExtractor"]
