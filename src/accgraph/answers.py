"""Answers to queries, as people and programs want to read them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from accgraph.errors import QueryError
from accgraph.graph.syntax import write_triples
from accgraph.namespaces import ACCID, PREFIXES
from accgraph.results import Result, Rows, Term, Triples

__all__ = ["cell", "cells", "headings", "markdown", "serialized"]

_OF_CONTENT = re.compile(f"{re.escape(ACCID)}([a-z]+/[0-9a-f]{{8}})[0-9a-f]{{12}}")
_CAMEL = re.compile(r"[A-Z]")
_STRING = f"{PREFIXES['xsd']}string"


def headings(rows: Rows) -> list[str]:
    """Return the names of the columns that people are shown.

    Where a variable ``x`` has a companion ``xLabel``, people are shown the label only, under the name ``x``;
    programs get both.
    """
    return [
        _CAMEL.sub(lambda match: f" {match.group().lower()}", name.removesuffix("Label"))
        for name in _shown(rows)
    ]


def cells(rows: Rows) -> list[list[str]]:
    """Return the rows as people are shown them, under the headings."""
    shown = [rows.variables.index(name) for name in _shown(rows)]
    return [[cell(row[index]) for index in shown] for row in rows.rows]


def cell(term: Term) -> str:
    """Return *term* as words: a literal's text, an IRI with its prefix where it has one.

    Of an IRI that was made of content the family and the first eight digits are enough to tell it by.
    """
    if isinstance(term, NamedNode):
        made = _OF_CONTENT.fullmatch(term.value)
        if made:
            return made.group(1)
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
    return _text(term)


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""

    def line(cells: Sequence[str]) -> str:
        escaped = (" ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|") for text in cells)
        return f"| {' | '.join(escaped)} |\n"

    return line(headings) + line(["---"] * len(headings)) + "".join(map(line, rows))


def serialized(result: Result, form: str) -> str:
    """Return *result* as ``csv`` or ``json`` as SPARQL has them, or as ``markdown``.

    The triples of a CONSTRUCT or DESCRIBE query are written as Turtle whatever the form.

    Raises QueryError if the form cannot hold the result.
    """
    if isinstance(result, Triples):
        return write_triples(result.triples).decode()
    if isinstance(result, bool):
        if form == "csv":
            raise QueryError("a yes or no cannot be written as CSV: ask for json")
        return _json({"head": {}, "boolean": result}) if form == "json" else f"{'yes' if result else 'no'}\n"
    if form == "markdown":
        return markdown(headings(result), cells(result))
    if form == "json":
        bindings = [
            {
                name: _object(term)
                for name, term in zip(result.variables, row, strict=True)
                if term is not None
            }
            for row in result.rows
        ]
        return _json({"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(result.variables)
    writer.writerows([_text(term) for term in row] for row in result.rows)
    return out.getvalue()


def _shown(rows: Rows) -> list[str]:
    return [name for name in rows.variables if f"{name}Label" not in rows.variables]


def _text(term: Term) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _object(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    assert isinstance(term, Literal), "RDF 1.1 has no other terms"
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    return found if term.datatype.value == _STRING else found | {"datatype": term.datatype.value}
