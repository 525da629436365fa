"""Validation of a dataset that may be large: from its store, by several processes, in bounded memory."""

from __future__ import annotations

import multiprocessing
import signal
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from accgraph.dataset.folder import BUILD_FILE
from accgraph.dataset.lines import SortedLines
from accgraph.errors import StoreError, ValidationError
from accgraph.graph.inspection import Inspector, graph_named, graph_names
from accgraph.graph.shacl import Finding
from accgraph.graph.statements import Statements
from accgraph.graph.validation import Shapes, located
from accgraph.store import DATASET_FILE, STORE_FOLDER, dataset_file, dataset_quads

__all__ = ["validate_dataset"]

# As many graphs as this are a portion; a process pays that has as many portions as this.
_GRAPHS = 20
_WORTH_A_PROCESS = 5


@dataclass(frozen=True, slots=True)
class _Dataset:
    """Where a store is, and the sorted lines that it was made of."""

    store: Path
    lines: Path

    def opened(self) -> Oxigraph:
        return Oxigraph.read_only(str(self.store))

    def inspector(self, store: Oxigraph, shapes: Shapes) -> Inspector:
        return shapes.inspector(store, Statements.open(self.lines))


def validate_dataset(path: Path, shapes: Shapes, jobs: int = 1) -> list[tuple[str, Finding]]:
    """Return what is wrong in the dataset at *path*: the IRI of a graph that says so, and the finding.

    They are sorted. *path* is a folder that ``accgraph build`` made, or a file of RDF. No more than *jobs*
    processes work at it, and no more than are worth it.

    Raises StoreError if there is no dataset or it cannot be read, ValidationError if the shapes cannot be
    applied, or a process ends before its work does.
    """
    with _stored(path) as dataset:
        store = dataset.opened()
        portions = -(-sum(1 for _ in graph_names(store)) // _GRAPHS)
        jobs = min(jobs, portions // _WORTH_A_PROCESS)
        if jobs < 2:
            return located(store, dataset.inspector(store, shapes).inspect(list(graph_names(store))))
        return located(store, _spread(dataset, store, shapes, jobs))


def _spread(dataset: _Dataset, store: Oxigraph, shapes: Shapes, jobs: int) -> set[Finding]:
    """Return what *jobs* processes find in *dataset*."""
    names = (str(name) for name in graph_names(store))
    portions = iter(lambda: list(islice(names, _GRAPHS)), [])
    found: set[Finding] = set()
    # Not forked: libraries that this process has loaded may run threads, which do not outlive a fork.
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (dataset, shapes))
    try:
        running: set[Future[set[Finding]]] = set()
        for portion in portions:
            running.add(pool.submit(_inspect, portion))
            # No more wait than keep all processes busy: the names of all graphs are not held in memory.
            while len(running) > 2 * jobs:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                found.update(*(one.result() for one in done))
        found.update(*(one.result() for one in running))
    except BrokenProcessPool as error:
        raise ValidationError("a process that validates ended before its work (is memory short?)") from error
    finally:
        pool.shutdown(cancel_futures=True)
    return found


_inspectors: list[Inspector] = []


def _begin(dataset: _Dataset, shapes: Shapes) -> None:
    """Make ready a process that inspects *dataset*."""
    # An interrupt from the keyboard comes to all processes; the one that validates ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _inspectors[:] = [dataset.inspector(dataset.opened(), shapes)]


def _inspect(names: list[str]) -> set[Finding]:
    return _inspectors[0].inspect([graph_named(name) for name in names])


@contextmanager
def _stored(path: Path) -> Iterator[_Dataset]:
    """Give the dataset at *path*: as it was built, or its file sorted and loaded into a store for a while."""
    if _in_step(path):
        yield _Dataset(path / STORE_FOLDER, path / DATASET_FILE)
        return
    file = dataset_file(path)
    with tempfile.TemporaryDirectory(prefix="accgraph-") as name:
        dataset = _Dataset(Path(name) / STORE_FOLDER, Path(name) / DATASET_FILE)
        try:
            lines = SortedLines(Path(name), "statements")
            lines.add(f"{quad} .\n".encode() for quad in _quads(file))
            lines.write(dataset.lines)
            store = Oxigraph(str(dataset.store))
            with dataset.lines.open("rb") as sorted_lines:
                # Not by the bulk loader, which gives blank nodes other labels.
                store.bulk_extend(parse(sorted_lines, format=RdfFormat.N_QUADS))
            store.flush()
            del store
        except (OSError, SyntaxError) as error:
            raise StoreError(f"{file}: cannot be validated: {error}") from error
        yield dataset


def _quads(file: Path) -> Iterable[Quad]:
    return parse(path=file, format=RdfFormat.N_QUADS) if file.suffix == ".nq" else dataset_quads(file)


def _in_step(path: Path) -> bool:
    """Whether the store at *path* can be taken for its file, which a build writes before it ends."""
    try:
        written = (path / DATASET_FILE).stat().st_mtime_ns
        return (path / STORE_FOLDER).is_dir() and written <= (path / BUILD_FILE).stat().st_mtime_ns
    except OSError:
        return False
