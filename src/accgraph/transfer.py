"""Datasets sent to a server, graph by graph, and brought back.

A push keeps a graph of its own on the server that says of each graph it has sent completely which content it
had. A graph is sent again unless that says the same as the dataset and the number of its triples is right,
so a push that was interrupted is taken up where it stopped, and one that has nothing to do changes nothing.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from accgraph.dataset import write_dataset
from accgraph.engines.credentials import Credentials
from accgraph.engines.endpoint import Endpoint
from accgraph.engines.http import Http
from accgraph.engines.writing import GRAPH_STORES, Content, Writer, find_writer, siblings
from accgraph.errors import StoreError
from accgraph.graph.syntax import canonical
from accgraph.graph.terms import term
from accgraph.namespaces import ACCID, digest
from accgraph.ranges import retyped
from accgraph.results import Triples, select
from accgraph.store import dataset_file

__all__ = ["TRANSFER_GRAPH", "Pulled", "Pushed", "pull", "push"]

TRANSFER_GRAPH = f"{ACCID}graph/transfer"
"""The graph on a server that says what was sent there: of each graph, as its identifier, the digest."""

_GRAPHS = f"{ACCID}graph/"
_BUFFER = 8_000_000
_PAGE = 5000

_COUNTS = f"""SELECT ?graph (COUNT(*) AS ?triples) WHERE {{
  GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{_GRAPHS}"))
}} GROUP BY ?graph ORDER BY ?graph"""
_SENT = f"SELECT ?graph ?digest WHERE {{ GRAPH <{TRANSFER_GRAPH}> {{ ?graph ?p ?digest }} }} ORDER BY ?graph"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: the graphs it sent, found there already, and dropped; all triples of the dataset."""

    sent: int
    kept: int
    dropped: int
    triples: int
    by: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull brought."""

    graphs: int
    triples: int


@dataclass(slots=True)
class _Part:
    """One graph of the dataset, in files of its own, so that no more than a piece of it is in memory."""

    graph: str
    folder: Path
    triples: int = 0
    digest: str = ""

    def file(self, bound: bool) -> Path:
        return self.folder / f"{digest(self.graph)}{'-bound' if bound else ''}.nt"

    def content(self) -> Content:
        def lines(bound: bool) -> Iterable[str]:
            if self.file(bound).is_file():
                with self.file(bound).open(encoding="utf-8", newline="\n") as file:
                    yield from file

        return Content(list(lines(True)), lines(False))


def push(
    dataset: Path,
    endpoint: str,
    *,
    graph_store: str | None = None,
    update: str | None = None,
    timeout: float = 60,
    credentials: Credentials | None = None,
    progress: Progress = lambda done, total: None,
) -> Pushed:
    """Make the server whose endpoint for queries is *endpoint* hold the dataset at *dataset*, graph by graph.

    *graph_store* or *update* say where to write, if the server has it in an unusual place. Graphs that an
    earlier push sent and that are not in the dataset any more are dropped; other graphs are not touched.

    Raises StoreError if there is no dataset, the server does not let us write or fails, or does not hold in
    the end what was sent.
    """
    known = credentials or Credentials.find(endpoint)
    source = Endpoint(endpoint, timeout=timeout, union=False, credentials=known)
    with tempfile.TemporaryDirectory() as folder, Http(known, timeout=timeout) as http:
        parts = _partition(dataset_file(dataset), Path(folder))
        writer = find_writer(http, endpoint, graph_store, update)
        sent = dict(select(source, _SENT).values())
        counts = _counts(source)
        kept = [p for p in parts if sent.get(p.graph) == p.digest and counts.get(p.graph) == p.triples]
        gone = sorted(sent.keys() - {part.graph for part in parts})
        if len(kept) < len(sent):
            writer.replace(TRANSFER_GRAPH, _marks(kept))
        for graph in gone:
            writer.drop(graph)
        missing = [part for part in parts if part not in kept]
        for done, part in enumerate(missing):
            progress(done, len(missing))
            _send(writer, part)
        progress(len(missing), len(missing))
        if missing or gone:
            _verify(endpoint, parts, _counts(source))
    triples = sum(part.triples for part in parts)
    return Pushed(len(missing), len(kept), len(gone), triples, writer.name)


def pull(
    endpoint: str,
    out: Path,
    *,
    timeout: float = 60,
    credentials: Credentials | None = None,
    progress: Progress = lambda done, total: None,
) -> Pulled:
    """Write the graphs of accgraph that the server at *endpoint* holds to a dataset in the folder *out*.

    Texts and claims in JSON are not on the server, and so not in that folder.

    Raises StoreError if the server holds none, fails, or gives a graph with triples missing.
    """
    known = credentials or Credentials.find(endpoint)
    source = Endpoint(endpoint, timeout=timeout, union=False, credentials=known)
    counts = {graph: size for graph, size in _counts(source).items() if graph != TRANSFER_GRAPH}
    if not counts:
        raise StoreError(f"{endpoint}: holds no graph of accgraph")
    quads: list[Quad] = []
    with Http(known, timeout=timeout) as http:
        for done, (graph, size) in enumerate(counts.items()):
            progress(done, len(counts))
            name = NamedNode(graph)
            quads += (Quad(t.subject, t.predicate, t.object, name) for t in _fetch(http, source, graph, size))
    progress(len(counts), len(counts))
    quads = retyped(quads)
    write_dataset(out, canonical(quads), {"pulled": endpoint, "graphs": len(counts), "quads": len(quads)})
    return Pulled(len(counts), len(quads))


def _partition(dataset: Path, folder: Path) -> list[_Part]:
    """Write the triples of each graph of *dataset* to files in *folder*."""
    form = RdfFormat.from_extension(dataset.suffix.lstrip("."))
    if form is None:
        raise StoreError(f"{dataset}: {dataset.suffix or 'no suffix'!r} does not tell a syntax of RDF")
    parts: dict[str, _Part] = {}
    digests: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
    waiting: dict[Path, list[str]] = defaultdict(list)
    size = 0
    try:
        for quad in parse(path=str(dataset), format=form):
            if not isinstance(quad.graph_name, NamedNode):
                raise StoreError(f"{dataset}: has triples that are in no named graph: push N-Quads or TriG")
            graph = quad.graph_name.value
            part = parts.setdefault(graph, _Part(graph, folder))
            line = f"{quad.triple} .\n"
            part.triples += 1
            digests[graph].update(line.encode())
            bound = isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
            waiting[part.file(bound)].append(line)
            size += len(line)
            if size > _BUFFER:
                _append(waiting)
                size = 0
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{dataset}: cannot be read: {error}") from error
    _append(waiting)
    for graph, part in parts.items():
        part.digest = f"sha256:{digests[graph].hexdigest()}"
    return [parts[graph] for graph in sorted(parts)]


def _append(waiting: dict[Path, list[str]]) -> None:
    for path, lines in waiting.items():
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    waiting.clear()


def _marks(parts: Iterable[_Part]) -> Content:
    identifier = term("dcterms:identifier")
    return Content((), [f'<{part.graph}> {identifier} "{part.digest}" .\n' for part in parts])


def _send(writer: Writer, part: _Part) -> None:
    writer.replace(part.graph, part.content())
    writer.add(TRANSFER_GRAPH, _marks([part]))


def _counts(source: Endpoint) -> dict[str, int]:
    return {graph: int(number) for graph, number in select(source, _COUNTS).values()}


def _verify(endpoint: str, parts: Iterable[_Part], counts: Mapping[str, int]) -> None:
    wrong = [
        f"{part.graph} has {counts.get(part.graph, 0)} of {part.triples}"
        for part in parts
        if counts.get(part.graph, 0) != part.triples
    ]
    if wrong:
        more = f", and {len(wrong) - 3} more graphs" if len(wrong) > 3 else ""
        raise StoreError(
            f"{endpoint}: does not hold all triples that were sent: {'; '.join(wrong[:3])}{more}"
        )


def _fetch(http: Http, source: Endpoint, graph: str, size: int) -> list[Triple]:
    """Return the *size* triples of *graph*: from a graph store if there is one, or else by a query."""
    for address in siblings(source.name, (*GRAPH_STORES, "sparql-graph-crud")):
        headers = {"Accept": "application/n-triples, text/turtle;q=0.5"}
        response = http.send("GET", address, parameters={"graph": graph}, headers=headers)
        triples = _read(response)
        if len(triples) == size:
            return triples
    whole = _construct(source, graph, "")
    if len(whole) == size:
        return whole
    # The server cuts long answers short: what has blank nodes is asked for at one go, the rest in pieces.
    triples = _construct(source, graph, "FILTER(ISBLANK(?s) || ISBLANK(?o))")
    triples += _piecewise(source, graph)
    if len(triples) != size:
        raise StoreError(f"{source.name}: gives {len(triples)} of the {size} triples of {graph}")
    return triples


def _construct(source: Endpoint, graph: str, condition: str) -> list[Triple]:
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }} {condition}"
    result = source.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
    assert isinstance(result, Triples)
    return list(result.triples)


def _piecewise(source: Endpoint, graph: str) -> list[Triple]:
    """Return the triples of *graph* that have no blank nodes, subject after subject."""
    found: list[Triple] = []
    last = ""
    while True:
        condition = f"ISIRI(?s) && !ISBLANK(?o) && STR(?s) > {Literal(last)}"
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }} FILTER({condition})"
        page = select(source, f"SELECT ?s ?p ?o WHERE {{ {pattern} }} ORDER BY STR(?s) LIMIT {_PAGE}")
        triples = [Triple(*row) for row in page.rows]  # type: ignore[arg-type]
        if len(triples) < _PAGE:
            return found + triples
        subject = triples[-1].subject
        found += (triple for triple in triples if triple.subject != subject)
        about = f"GRAPH <{graph}> {{ {subject} ?p ?o }} FILTER(!ISBLANK(?o))"
        rest = select(source, f"SELECT ?p ?o WHERE {{ {about} }} ORDER BY ?p ?o")
        found += (Triple(subject, *row) for row in rest.rows)  # type: ignore[arg-type]
        last = getattr(subject, "value", "")


def _read(response: httpx.Response) -> list[Triple]:
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    form = RdfFormat.N_TRIPLES if kind == "text/plain" else RdfFormat.from_media_type(kind)
    if not response.is_success or form is None:
        return []
    try:
        return [quad.triple for quad in parse(response.content, format=form)]
    except (SyntaxError, ValueError):
        return []
