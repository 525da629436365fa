"""Saved queries asked as the command line asks them, and their answers as people are shown them."""

from __future__ import annotations

from accgraph.answers import cells, headings
from accgraph.lookup import bound
from accgraph.queries import SavedQuery
from accgraph.results import Rows, select
from accgraph.store import Store

NODES = ("claim", "event")


def ask(store: Store, saved: SavedQuery, values: dict[str, str]) -> Rows:
    return select(store, bound(store, saved, values))


def shown(answer: Rows) -> list[list[str]]:
    """The cells of *answer*, without those that hold nothing but the IRI of a claim or an event."""
    kept = [i for i, heading in enumerate(headings(answer)) if heading not in NODES]
    return [[row[i] for i in kept] for row in cells(answer)]
