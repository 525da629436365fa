"""RDF terms, short: properties and classes by prefixed name, and typed literals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from accgraph.namespaces import PREFIXES

__all__ = ["count", "date", "decimal", "iri", "offset", "term", "truth"]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@cache
def term(name: str) -> NamedNode:
    """Return the IRI that the prefixed *name* stands for (``acc:holder``, ``rdf:type``)."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=10_000)
def iri(value: str) -> NamedNode:
    """Return *value* as an IRI. Raises ValueError if it is none."""
    return NamedNode(value)


def date(value: str) -> Literal:
    """Return the ISO date *value* typed by its precision: a day, a month or a year.

    Raises ValueError if *value* is no such date.
    """
    datatype = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}.get(len(value))
    if datatype is None or not _DATE.fullmatch(value):
        raise ValueError(f"{value!r} is not an ISO date of day, month or year precision")
    return Literal(value, datatype=term(datatype))


def decimal(value: float) -> Literal:
    """Return *value*, rounded to three places, as an ``xsd:decimal`` in the canonical form of XSD 1.1."""
    text = format(Decimal(str(round(value, 3))).normalize(), "f")
    return Literal(text, datatype=term("xsd:decimal"))


def offset(value: int) -> Literal:
    """Return a character offset, typed as the Web Annotation vocabulary wants it."""
    return Literal(str(value), datatype=term("xsd:nonNegativeInteger"))


def count(value: int) -> Literal:
    """Return a number of things as an ``xsd:integer``."""
    return Literal(str(value), datatype=term("xsd:integer"))


def truth(value: bool) -> Literal:
    """Return *value* as an ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=term("xsd:boolean"))
