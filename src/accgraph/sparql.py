"""SPARQL text: binding values to the variables of a query.

A query is bound by a VALUES block at the head of its outermost group, which is what the SPARQL 1.1 language
itself offers and every engine understands alike. The values are RDF terms, written by the RDF library; no
text from outside becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from accgraph.errors import QueryError

__all__ = ["bind", "form", "nested", "paged"]

_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<comment>\#[^\n\r]*)
      | (?P<variable>[?$]\w+)
      | (?P<name>[\w.-]*:[\w.:%-]*)
      | (?P<word>[A-Za-z]+)
      | (?P<bracket>[(){}])""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def bind(query: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """Return *query* with each variable of *values* bound to its term.

    A variable is bound in the outermost group of the WHERE clause and wherever that reaches: a sub-select
    sees the value only of a variable that it selects.

    Raises QueryError if a variable does not occur in the query, or the query has no WHERE clause.
    """
    if not values:
        return query
    variables = {token[1:] for kind, token, _ in _tokens(query) if kind == "variable"}
    for name in values:
        if name not in variables:
            raise QueryError(f"the query has no variable ?{name}: {_listed(variables)}")
    names = sorted(values)
    variables_in_order = " ".join(f"?{name}" for name in names)
    terms = " ".join(str(values[name]) for name in names)
    block = f" VALUES ({variables_in_order}) {{ ({terms}) }}"
    place = _start_of_where(query)
    return query[:place] + block + query[place:]


def form(query: str) -> str:
    """Return which form of query *query* is: SELECT, ASK, CONSTRUCT or DESCRIBE; empty if it is none."""
    words = (token.upper() for kind, token, _ in _tokens(query) if kind == "word")
    return next((word for word in words if word in _FORMS), "")


def paged(query: str, limit: int, offset: int) -> str | None:
    """Return *query* with LIMIT and OFFSET, or None if it is no SELECT query or has its own.

    Pages fit together only if the query orders its rows.
    """
    depth = 0
    for kind, token, _ in _tokens(query):
        if kind == "bracket":
            depth += 1 if token in "({" else -1
        if kind == "word" and not depth and token.upper() in ("LIMIT", "OFFSET", "VALUES"):
            return None
    return f"{query.rstrip()}\nLIMIT {limit} OFFSET {offset}\n" if form(query) == "SELECT" else None


def nested(query: str, limit: int, offset: int) -> str:
    """Return the SELECT query *query* as a sub-select, with LIMIT and OFFSET around it.

    It has the variables of *query*, in any order. Whether the rows keep theirs is up to the engine.
    """
    end = next(end for kind, token, end in _tokens(query) if kind == "word" and token.upper() == "SELECT")
    prologue, inner = query[: end - len("SELECT")], query[end - len("SELECT") :].rstrip()
    return f"{prologue}SELECT * WHERE {{ {{\n{inner}\n}} }}\nLIMIT {limit} OFFSET {offset}\n"


def _listed(variables: set[str]) -> str:
    return f"it has {', '.join(f'?{name}' for name in sorted(variables))}" if variables else "it has none"


def _tokens(query: str) -> list[tuple[str, str, int]]:
    return [(match.lastgroup or "", match.group(), match.end()) for match in _TOKEN.finditer(query)]


def _start_of_where(query: str) -> int:
    """Return the offset just after the brace that opens the outermost group of the WHERE clause."""
    constructs = form(query) == "CONSTRUCT"
    parentheses = braces = groups = 0
    for kind, token, end in _tokens(query):
        if kind == "word" and constructs and token.upper() == "WHERE" and groups == 0:
            raise QueryError(
                "CONSTRUCT WHERE has no group to bind values in: write CONSTRUCT { ... } WHERE { ... }"
            )
        if token == "(":
            parentheses += 1
        elif token == ")":
            parentheses -= 1
        elif token == "{" and not parentheses:
            groups += braces == 0
            braces += 1
            if braces == 1 and groups == (2 if constructs else 1):
                return end
        elif token == "}" and not parentheses:
            braces -= 1
    raise QueryError("the query has no WHERE clause to bind values in")
