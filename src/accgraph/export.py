"""Exports: a dataset in the forms that others read."""

from __future__ import annotations

from pathlib import Path

from accgraph.graph.syntax import write_rdf
from accgraph.store import dataset_quads

__all__ = ["export_rdf"]


def export_rdf(dataset: Path, syntax: str) -> bytes:
    """Return the dataset at *dataset* written in *syntax*, one of graph.syntax.FORMATS.

    Raises StoreError if there is no dataset, ExportError if it cannot be written so.
    """
    return write_rdf(dataset_quads(dataset), syntax)
