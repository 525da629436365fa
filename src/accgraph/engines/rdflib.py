"""rdflib as an engine: slower, but an implementation of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from accgraph.errors import QueryError
from accgraph.results import Result, Rows, Term, Triples
from accgraph.store import dataset_quads

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.term import Node

__all__ = ["RdflibStore", "read_dataset"]


class RdflibStore:
    """A dataset in rdflib's memory; its default graph is the union of all its graphs."""

    def __init__(self, dataset: Dataset, name: str) -> None:
        self._dataset = dataset
        self.name = name

    @classmethod
    def open(cls, path: Path) -> RdflibStore:
        """Load the dataset at *path*: a folder that ``accgraph build`` made, or a file of RDF.

        Raises StoreError if there is no dataset, or it cannot be read.
        """
        return cls(read_dataset(path), str(path))

    def query(self, text: str) -> Result:
        """Return the answer to the SPARQL query *text*.

        Raises QueryError if it is not a SPARQL query.
        """
        from pyparsing import ParseException

        try:
            result = self._dataset.query(text)
            if result.type == "ASK":
                return bool(result.askAnswer)
            if result.type == "SELECT":
                variables = tuple(str(variable) for variable in result.vars or ())
                return Rows(variables, tuple(tuple(map(_term, row)) for row in result))  # type: ignore[arg-type]
            return Triples(tuple(ox.Triple(*map(_term, triple)) for triple in result))  # type: ignore[arg-type]
        except (ParseException, SyntaxError) as error:
            raise QueryError(f"not a SPARQL query: {error}") from error


def read_dataset(path: Path) -> Dataset:
    """Return the dataset at *path* in rdflib's memory, its default graph being the union of all its graphs.

    Raises StoreError if there is no dataset, or it cannot be read.
    """
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    content = ox.serialize(dataset_quads(path), format=ox.RdfFormat.N_QUADS) or b""
    dataset.parse(data=content, format="nquads")
    return dataset


def _term(node: Node | None) -> Term:
    from rdflib import BNode, Literal, URIRef

    if node is None:
        return None
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    assert isinstance(node, Literal), "RDF has no other terms"
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return (
        ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))
        if node.datatype
        else ox.Literal(str(node))
    )
