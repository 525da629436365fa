"""What queries give: rows, a yes or no, or triples, whatever engine answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from accgraph.errors import QueryError

__all__ = ["Result", "Rows", "Source", "Term", "Triples", "of_oxigraph", "select"]

Term = NamedNode | BlankNode | Literal | Triple | None
"""What a variable is bound to; None where it is not bound. RDF 1.1 has no triples as terms."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT query: for each row the terms of the variables, in their order."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]

    def values(self) -> list[list[str]]:
        """Return the rows as plain text: the value of each term, empty where there is none."""
        return [[getattr(term, "value", "") for term in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE query."""

    triples: tuple[Triple, ...]


Result = Rows | bool | Triples


class Source(Protocol):
    """What can be asked in SPARQL, its default graph being the union of all its graphs."""

    name: str

    def query(self, text: str) -> Result:
        """Return the answer to the SPARQL query *text*.

        Raises QueryError if it is not a query that the engine understands, StoreError if it cannot be asked.
        """
        ...


def of_oxigraph(result: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    """Return *result*, which Oxigraph gave or parsed."""
    if isinstance(result, QueryBoolean):
        return bool(result)
    if isinstance(result, QueryTriples):
        return Triples(tuple(result))
    variables = tuple(variable.value for variable in result.variables)
    return Rows(variables, tuple(tuple(solution) for solution in result))


def select(source: Source, text: str) -> Rows:
    """Return the rows that *source* gives for the SELECT query *text*.

    Raises QueryError if *text* is another kind of query.
    """
    result = source.query(text)
    if not isinstance(result, Rows):
        raise QueryError("a SELECT query is wanted here")
    return result
