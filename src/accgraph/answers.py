"""Answers to queries, as people and programs want to read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from accgraph.errors import QueryError
from accgraph.graph.syntax import write_triples
from accgraph.namespaces import ACCID, PREFIXES

__all__ = ["RESULT_FORMATS", "Answer", "cell", "markdown", "rows_of", "serialized"]

RESULT_FORMATS = ("table", "csv", "json", "markdown")

_SERIALIZED = {"csv": QueryResultsFormat.CSV, "json": QueryResultsFormat.JSON}

_OF_CONTENT = re.compile(f"{re.escape(ACCID)}([a-z]+/[0-9a-f]{{8}})[0-9a-f]{{12}}")
_CAMEL = re.compile(r"[A-Z]")

Term = object


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer: for each variable a term, or None where it is not bound.

    Where a variable ``x`` has a companion ``xLabel``, people are shown the label only, under the name ``x``;
    programs get both.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term, ...], ...]

    def headings(self) -> list[str]:
        """Return the names of the columns that people are shown."""
        return [
            _CAMEL.sub(lambda match: f" {match.group().lower()}", name.removesuffix("Label"))
            for name in self._shown()
        ]

    def cells(self) -> list[list[str]]:
        """Return the rows as people are shown them."""
        shown = [self.variables.index(name) for name in self._shown()]
        return [[cell(row[index]) for index in shown] for row in self.rows]

    def _shown(self) -> list[str]:
        return [name for name in self.variables if f"{name}Label" not in self.variables]


def rows_of(solutions: QuerySolutions) -> Answer:
    """Return the rows of *solutions*."""
    variables = tuple(variable.value for variable in solutions.variables)
    return Answer(variables, tuple(tuple(solution) for solution in solutions))


def cell(term: Term) -> str:
    """Return *term* as words: a literal's text, an IRI with its prefix where it has one.

    Of an IRI that was made of content the family and the first eight digits are enough to tell it by.
    """
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        made = _OF_CONTENT.fullmatch(term.value)
        if made:
            return made.group(1)
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return term.value if isinstance(term, Literal) else str(term)


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""

    def line(cells: Sequence[str]) -> str:
        escaped = (" ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|") for text in cells)
        return f"| {' | '.join(escaped)} |\n"

    return line(headings) + line(["---"] * len(headings)) + "".join(map(line, rows))


def serialized(result: QuerySolutions | QueryBoolean | QueryTriples, form: str) -> str:
    """Return *result* written in a form that needs no screen: ``csv``, ``json`` or ``markdown``.

    The triples of a CONSTRUCT or DESCRIBE query are written as Turtle whatever the form.

    Raises QueryError if the form cannot hold the result.
    """
    if isinstance(result, QueryTriples):
        return write_triples(result).decode()
    if form == "markdown":
        if isinstance(result, QueryBoolean):
            return f"{'yes' if result else 'no'}\n"
        answer = rows_of(result)
        return markdown(answer.headings(), answer.cells())
    if isinstance(result, QueryBoolean) and form == "csv":
        raise QueryError("a yes or no cannot be written as CSV: ask for json")
    written = result.serialize(format=_SERIALIZED[form]) or b""
    text = written.decode()
    return text if text.endswith("\n") else text + "\n"
