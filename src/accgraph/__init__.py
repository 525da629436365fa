"""accgraph: a knowledge graph of accountability for international crimes, with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from accgraph.api import Opened

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(target: str | Path, *, engine: str = "oxigraph", timeout: float = 60) -> Opened:
    """Open the dataset at *target*, a folder or a file of RDF, or the endpoint at *target*, an address.

    *engine* is what answers for a dataset on this machine, one of accgraph.engines.ENGINES; *timeout* the
    seconds that an endpoint is waited for. See accgraph.api.Opened for what can be asked.

    Raises StoreError if there is no dataset, QueryError if the engine is not known.
    """
    from accgraph.api import open_dataset

    return open_dataset(target, engine=engine, timeout=timeout)
