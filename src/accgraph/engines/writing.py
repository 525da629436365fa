"""Writing graphs to a server: by the Graph Store Protocol, or by SPARQL Update, as the server offers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import httpx
from pyoxigraph import RdfFormat

from accgraph.engines.http import Http
from accgraph.errors import StoreError

__all__ = [
    "GRAPH_STORES",
    "Content",
    "GraphStore",
    "Updates",
    "Writer",
    "find_writer",
    "is_graph_store",
    "siblings",
]

GRAPH_STORES = ("store", "data", "rdf-graphs/service", "sparql-graph-crud-auth")
"""Where servers have their graph store, beside the endpoint for queries."""

_CHUNK = 2_000_000
_UPDATE_LINES = 500


@dataclass(frozen=True, slots=True)
class Content:
    """Triples to write, as lines of N-Triples: those with blank nodes, which stay together, and others."""

    together: Sequence[str]
    others: Iterable[str]


class Writer(Protocol):
    """What changes the graphs of a server."""

    name: str

    def replace(self, graph: str, content: Content) -> None:
        """Make *graph* hold the triples of *content* and no others."""
        ...

    def add(self, graph: str, content: Content) -> None:
        """Add the triples of *content* to *graph*."""
        ...

    def drop(self, graph: str) -> None:
        """Make *graph* empty."""
        ...


class GraphStore:
    """The SPARQL 1.1 Graph Store HTTP Protocol at *address*."""

    def __init__(self, http: Http, address: str) -> None:
        self._http = http
        self.name = address

    def replace(self, graph: str, content: Content) -> None:
        """Make *graph* hold the triples of *content* and no others: by PUT, and by POST what is left over."""
        method = "PUT"
        for chunk in _chunks(content):
            self._send(method, graph, chunk)
            method = "POST"
        if method == "PUT":
            self.drop(graph)

    def add(self, graph: str, content: Content) -> None:
        """Add the triples of *content* to *graph*, by POST."""
        for chunk in _chunks(content):
            self._send("POST", graph, chunk)

    def drop(self, graph: str) -> None:
        """Make *graph* empty, by DELETE."""
        self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, content: bytes | None) -> None:
        headers = {"Content-Type": "application/n-triples"} if content is not None else None
        response = self._http.send(
            method, self.name, content=content, parameters={"graph": graph}, headers=headers
        )
        if not (response.is_success or (method == "DELETE" and response.status_code == 404)):
            raise _failure(self.name, response)


class Updates:
    """SPARQL 1.1 Update at *address*."""

    def __init__(self, http: Http, address: str) -> None:
        self._http = http
        self.name = address

    def replace(self, graph: str, content: Content) -> None:
        """Make *graph* hold the triples of *content* and no others."""
        self.drop(graph)
        self.add(graph, content)

    def add(self, graph: str, content: Content) -> None:
        """Add the triples of *content* to *graph*."""
        if content.together:
            # Not INSERT DATA: there are servers that let no blank node stand in it.
            self._send(f"INSERT {{ GRAPH <{graph}> {{\n{''.join(content.together)}}} }} WHERE {{}}")
        for lines in _batches(content.others):
            self._send(f"INSERT DATA {{ GRAPH <{graph}> {{\n{''.join(lines)}}} }}")

    def drop(self, graph: str) -> None:
        """Make *graph* empty."""
        self._send(f"DROP SILENT GRAPH <{graph}>")

    def _send(self, update: str) -> None:
        response = self._http.send(
            "POST",
            self.name,
            content=update.encode(),
            headers={"Content-Type": "application/sparql-update"},
        )
        if not response.is_success:
            raise _failure(self.name, response)


def find_writer(
    http: Http, endpoint: str, graph_store: str | None = None, update: str | None = None
) -> Writer:
    """Return what writes to the server that answers queries at *endpoint*.

    *graph_store* and *update* are the addresses to write to, where they are known. Otherwise those at which
    servers have them are tried: that of a graph store first, as it replaces a graph at one go.

    Raises StoreError if the server can be written to at none.
    """
    if graph_store:
        return GraphStore(http, graph_store)
    if update:
        return Updates(http, update)
    for address in siblings(endpoint, GRAPH_STORES):
        if is_graph_store(http, address):
            return GraphStore(http, address)
    refused = False
    for address in (*siblings(endpoint, ("update", "statements", "sparql-auth")), endpoint):
        response = http.send(
            "POST",
            address,
            content=b"INSERT DATA {}",
            headers={"Content-Type": "application/sparql-update"},
        )
        refused = refused or response.status_code in (401, 403)
        if response.is_success:
            return Updates(http, address)
    if refused:
        raise StoreError(
            f"{endpoint}: does not let us write: set ACCGRAPH_USER and ACCGRAPH_PASSWORD, or ACCGRAPH_TOKEN,"
            " or name the host in .netrc"
        )
    raise StoreError(
        f"{endpoint}: offers neither the Graph Store Protocol nor SPARQL Update at the addresses tried:"
        " give one with --graph-store or --update"
    )


def siblings(endpoint: str, names: Sequence[str]) -> list[str]:
    """Return the addresses beside that of *endpoint* that end in *names*."""
    base = endpoint.partition("?")[0].rstrip("/").rpartition("/")[0]
    return [f"{base}/{name}" for name in names]


def is_graph_store(http: Http, address: str) -> bool:
    """Say whether the Graph Store Protocol is spoken at *address*; nothing is changed there.

    A graph store gives its default graph, even if it is empty; Virtuoso's gives named graphs only, such as
    its own.
    """
    for which in ({"default": ""}, {"graph": "http://www.openlinksw.com/schemas/virtrdf#"}):
        success, kind = http.glance(address, parameters=which, accept="application/n-triples")
        if success and (RdfFormat.from_media_type(kind) or kind == "text/plain"):
            return True
    return False


def _failure(address: str, response: httpx.Response) -> StoreError:
    if response.status_code in (401, 403):
        return StoreError(f"{address}: does not let us write (HTTP {response.status_code})")
    lines = [line for line in response.text.strip().splitlines() if line.strip()]
    reason = lines[0][:300] if lines else "it does not say why"
    return StoreError(f"{address}: fails (HTTP {response.status_code}): {reason}")


def _chunks(content: Content) -> Iterator[bytes]:
    chunk = bytearray("".join(content.together).encode())
    for line in content.others:
        chunk += line.encode()
        if len(chunk) >= _CHUNK:
            yield bytes(chunk)
            chunk.clear()
    if chunk:
        yield bytes(chunk)


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        if len(batch) >= _UPDATE_LINES:
            yield batch
            batch = []
        batch.append(line)
    if batch:
        yield batch
