"""Relations: a second reading of who stands where on what, by a small trained network."""

from accgraph.extraction.relations.reader import SecondReader

__all__ = ["SecondReader"]
