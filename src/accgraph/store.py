"""The store: an embedded Oxigraph in a folder, made from N-Quads and asked in SPARQL."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Quad, RdfFormat
from pyoxigraph import Store as Oxigraph

from accgraph.errors import QueryError, StoreError
from accgraph.graph.syntax import read_rdf
from accgraph.results import Result, of_oxigraph

__all__ = ["DATASET_FILE", "STORE_FOLDER", "Store", "dataset_file", "dataset_quads", "load_lines"]

DATASET_FILE = "dataset.nq"
STORE_FOLDER = "store"

_PORTION = 8 * 2**20


def dataset_file(path: Path) -> Path:
    """Return the file that is the source of truth of the dataset at *path*: a folder, or the file itself.

    Raises StoreError if there is none.
    """
    if path.is_dir():
        path = path / DATASET_FILE
    if not path.is_file():
        raise StoreError(f"{path}: there is no dataset: 'accgraph build --out DIR' makes one")
    return path


def dataset_quads(path: Path) -> list[Quad]:
    """Return the quads of the dataset at *path*, as its file has them.

    Raises StoreError if there is no dataset, or it is not RDF.
    """
    return read_rdf(dataset_file(path))


def load_lines(inner: Oxigraph, dataset: Path) -> None:
    """Load the N-Quads file *dataset* into *inner*.

    It is loaded in portions: the bulk loader of Oxigraph holds a million statements in memory for each
    thread.

    Raises OSError if it cannot be read or the store not be written, SyntaxError if it is not N-Quads.
    """
    with dataset.open("rb") as file:
        while lines := file.readlines(_PORTION):
            inner.bulk_load(b"".join(lines), format=RdfFormat.N_QUADS)


class Store:
    """A dataset that can be asked; its default graph is the union of all its graphs."""

    def __init__(self, inner: Oxigraph, name: str) -> None:
        self._inner = inner
        self.name = name

    @classmethod
    def create(cls, folder: Path, dataset: Path) -> None:
        """Make a store in the new *folder* of what the N-Quads file *dataset* holds.

        Raises StoreError if the folder is there already or cannot be written, or the file is not N-Quads.
        """
        if folder.exists():
            raise StoreError(f"{folder}: is there already: a store is made in a new folder")
        try:
            inner = Oxigraph(str(folder))
            load_lines(inner, dataset)
            inner.flush()
        except (OSError, SyntaxError) as error:
            raise StoreError(f"{dataset}: cannot be loaded into a store: {error}") from error

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the dataset at *path*, to be read only.

        *path* is a folder that ``accgraph build`` made, or a file of RDF, which is loaded into memory.

        Raises StoreError if there is no dataset, or it cannot be read.
        """
        folder = path / STORE_FOLDER
        try:
            if folder.is_dir():
                return cls(Oxigraph.read_only(str(folder)), str(path))
            return cls._load(dataset_file(path))
        except (OSError, SyntaxError) as error:
            raise StoreError(f"{path}: cannot be opened as a dataset: {error}") from error

    @classmethod
    def _load(cls, path: Path) -> Store:
        form = RdfFormat.from_extension(path.suffix.lstrip(".").lower())
        if form is None:
            raise StoreError(f"{path}: {path.suffix or 'no suffix'!r} does not tell a syntax of RDF")
        inner = Oxigraph()
        inner.bulk_load(path=str(path), format=form)
        return cls(inner, str(path))

    def query(self, text: str) -> Result:
        """Return the answer to the SPARQL query *text*.

        Raises QueryError if it is not a SPARQL query, and StoreError if the store cannot be read.
        """
        try:
            return of_oxigraph(self._inner.query(text, use_default_graph_as_union=True))
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL query: {error}") from error
        except OSError as error:
            raise StoreError(f"{self.name}: cannot be read: {error}") from error
