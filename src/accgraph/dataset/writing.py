"""A dataset's statements in N-Quads, TriG and Turtle and in a store, written as a stream."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from accgraph.dataset.folder import BUILD_FILE, TRIG_FILE, TURTLE_FILE
from accgraph.dataset.workspace import Workspace
from accgraph.graph.syntax import family_of, nquads_lines, prefixes_for
from accgraph.graph.terms import term
from accgraph.store import DATASET_FILE, STORE_FOLDER, Store

__all__ = [
    "Graphs",
    "dataset_prefixes",
    "encoded",
    "write_dataset",
    "write_summary",
    "write_trig",
    "write_turtle",
]

Graphs = Mapping[str, Callable[[], BinaryIO]]
"""For each graph, named as in N-Quads, what opens its lines of N-Quads, sorted and each once."""


def write_dataset(
    out: Path,
    quads: Sequence[Quad],
    summary: Mapping[str, object],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Write *quads* to the folder *out* in N-Quads, TriG, Turtle and a store, and *summary* beside them.

    What is at *out* already gives way only to what is complete.

    Raises StoreError if *out* cannot be written, is no place for a dataset, or is being built by somebody
    else.
    """
    with Workspace(out) as workspace:
        new = workspace.new
        progress(0, 3)
        by_graph: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            by_graph[str(quad.graph_name)].append(quad)
        (new / DATASET_FILE).write_bytes(b"".join(encoded(quads)))
        graphs = {name: partial(_opened, part) for name, part in by_graph.items()}
        progress(1, 3)
        prefixes = dataset_prefixes(new / DATASET_FILE)
        write_trig(new / TRIG_FILE, graphs, prefixes)
        write_turtle(new / TURTLE_FILE, new / DATASET_FILE, prefixes)
        progress(2, 3)
        write_summary(new / BUILD_FILE, summary)
        Store.create(new / STORE_FOLDER, new / DATASET_FILE)
        workspace.finish()
        progress(3, 3)


def write_summary(path: Path, summary: Mapping[str, object]) -> None:
    """Write *summary* to *path* as JSON."""
    path.write_bytes((json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode())


def encoded(quads: Iterable[Quad]) -> list[bytes]:
    """Return *quads* as lines of N-Quads, sorted and each once."""
    return [line.encode() for line in nquads_lines(quads)]


def write_trig(path: Path, graphs: Graphs, prefixes: Mapping[str, str]) -> None:
    """Write *graphs* to *path* as TriG with *prefixes*, graph by graph."""

    def statements() -> Iterator[Quad]:
        for name in sorted(graphs):
            with graphs[name]() as lines:
                yield from _best_read(parse(lines, format=RdfFormat.N_QUADS))

    serialize(statements(), str(path), format=RdfFormat.TRIG, prefixes=dict(prefixes))


def write_turtle(path: Path, dataset: Path, prefixes: Mapping[str, str]) -> None:
    """Write the sorted N-Quads in *dataset* to *path* as Turtle with *prefixes*, all graphs merged."""
    with dataset.open("rb") as file:
        triples = _merged(_best_read(parse(file, format=RdfFormat.N_QUADS)))
        serialize(triples, str(path), format=RdfFormat.TURTLE, prefixes=dict(prefixes))


def _opened(quads: Iterable[Quad]) -> BinaryIO:
    return io.BytesIO(b"".join(encoded(quads)))


def _best_read(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield *quads*, sorted as their lines are, with the type of each subject before the rest of it."""
    rdf_type = term("rdf:type")
    for _, group in groupby(quads, key=lambda quad: quad.subject):
        later = []
        for quad in group:
            if quad.predicate == rdf_type:
                yield quad
            else:
                later.append(quad)
        yield from later


def _merged(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Yield the triples of *quads*, in which those of one triple stand side by side, each triple once."""
    for triple, _ in groupby(quads, key=lambda quad: quad.triple):
        yield triple


def dataset_prefixes(dataset: Path) -> dict[str, str]:
    """Return the prefixes for the nodes in the N-Quads file *dataset*, whose lines are sorted."""
    families: set[str] = set()
    before = b""
    with dataset.open("rb") as file:
        for line in file:
            subject, _, rest = line.split(b" ", 2)
            if subject != before:
                before = subject
                families.add(_family(subject))
            if rest.startswith(b"<"):
                families.add(_family(rest.split(b" ", 1)[0]))
    return prefixes_for(families - {""})


def _family(node: bytes) -> str:
    return family_of(node[1:-1].decode()) or ""
