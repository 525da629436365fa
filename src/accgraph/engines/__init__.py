"""Engines: what answers SPARQL. The embedded store, rdflib, and any SPARQL 1.1 endpoint."""

from __future__ import annotations

from pathlib import Path

from accgraph.errors import QueryError
from accgraph.results import Source

__all__ = ["ENGINES", "is_endpoint", "open_source"]

ENGINES = ("oxigraph", "rdflib")
"""What can answer queries to a dataset on this machine."""


def is_endpoint(target: str | Path) -> bool:
    """Say whether *target* is the address of an endpoint, and not a path."""
    return isinstance(target, str) and target.startswith(("http://", "https://"))


def open_source(target: str | Path, engine: str = "oxigraph", *, timeout: float = 60) -> Source:
    """Return what answers queries to *target*: the address of an endpoint, or the path of a dataset.

    *engine* is one of ENGINES, *timeout* the seconds that an endpoint is waited for.

    Raises StoreError if there is no dataset, QueryError if the engine is not known.
    """
    if is_endpoint(target):
        from accgraph.engines.endpoint import Endpoint

        return Endpoint(str(target), timeout=timeout)
    if engine == "oxigraph":
        from accgraph.store import Store

        return Store.open(Path(target))
    if engine == "rdflib":
        from accgraph.engines.rdflib import RdflibStore

        return RdflibStore.open(Path(target))
    raise QueryError(f"{engine!r} is not an engine: one of {', '.join(ENGINES)} is wanted")
