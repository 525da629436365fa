"""Statements of a dataset: its positions, counted by the store and put into columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import Literal, NamedNode

from accgraph.errors import NetworkError
from accgraph.graph.quads import POSITION_CLASSES
from accgraph.model import POSITION_KINDS, polarity
from accgraph.namespaces import ACC
from accgraph.network.claimed import Claimed
from accgraph.network.statements import Node, Statements, first_moment
from accgraph.results import Source, select
from accgraph.sparql import bind
from accgraph.suggest import nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BY", "entities", "network_rows", "positions", "read_claims", "situation_mechanisms"]

BY = ("holder", "speaker")
"""Who is the actor of a position: who holds it, or whose words the document reports."""

_KIND_OF = {f"{ACC}{name}": kind for kind, name in POSITION_CLASSES.items()}


def positions(
    source: Source,
    *,
    by: str = "holder",
    kinds: Iterable[str] = POSITION_KINDS,
    confidence: float = 0.0,
) -> Statements:
    """Return the asserted positions of the dataset: supporters agree, opponents disagree with a mechanism.

    A statement is of the day its document was published. *by* is one of BY; a position without a speaker
    is left out if speakers are wanted. Only positions of *kinds* count, and claims of at
    least this *confidence*.

    Raises NetworkError if *by* or a kind is not known, StoreError if the dataset cannot be asked.
    """
    if by not in BY:
        raise NetworkError(f"positions are by {by!r}: one of {', '.join(BY)} is wanted")
    wanted = set(kinds)
    for unknown in sorted(wanted - set(POSITION_KINDS)):
        raise NetworkError(
            f"{unknown!r} is no kind of position{nearest(unknown, POSITION_KINDS)}:"
            f" one of {', '.join(POSITION_KINDS)} is wanted"
        )
    claimed = read_claims(source).where(by, bool).where("kind", wanted.__contains__).sure(confidence)
    time = claimed.each("date", _day, "datetime64[s]")
    level = claimed.each("kind", lambda kind: polarity(kind) == "support", "int64")
    names = ("document", by, "target")
    order = [_last_if_unknown(time), *(claimed.columns[name] for name in names), 1 - level]
    claimed, count = claimed.counted(order)
    known = entities(source)
    actors, actor = _as_nodes(claimed, by, known)
    concepts, concept = _as_nodes(claimed, "target", known)
    documents, document = claimed.used("document")
    return Statements(
        actors,
        concepts,
        documents,
        actor,
        concept,
        document,
        claimed.each("kind", lambda kind: polarity(kind) == "support", "int64"),
        claimed.each("date", _day, "datetime64[s]"),
        count,
    )


def read_claims(source: Source) -> Claimed:
    """Return all claims that assert a position, in columns; kinds are those of accgraph.model."""
    described: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for position, holder, target, kind_class in network_rows(source, "positions"):
        described[position].append((holder, target, _KIND_OF[kind_class]))
    return Claimed.of(
        (holder, speaker, target, kind, document, date, confidence)
        for position, document, date, speaker, confidence in network_rows(source, "claims")
        for holder, target, kind in described[position]
    )


def _as_nodes(
    claimed: Claimed, name: str, known: Mapping[str, Node]
) -> tuple[tuple[Node, ...], NDArray[np.int64]]:
    """Return the nodes in the column *name*, in their order, and the column in their numbers."""
    keys, column = claimed.used(name)
    nodes = [known.get(key) or Node(key, key) for key in keys]
    order = sorted(range(len(nodes)), key=nodes.__getitem__)
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.arange(len(order))
    return tuple(nodes[place] for place in order), numbers[column]


def _day(date: str) -> str:
    return str(first_moment(date).astype("datetime64[D]")) if date else "NaT"


def _last_if_unknown(time: NDArray[np.datetime64]) -> NDArray[np.int64]:
    return np.where(np.isnat(time), np.iinfo(np.int64).max, time.astype(np.int64))


def entities(source: Source) -> Mapping[str, Node]:
    """Return all entities that have a label, by IRI, each with the names of all its classes."""
    labels: dict[str, str] = {}
    classes: dict[str, set[str]] = defaultdict(set)
    for entity, label, name in network_rows(source, "entities"):
        labels[entity] = min(label, labels.get(entity, label))
        classes[entity].add(name.removeprefix(ACC))
    return {iri: Node(labels[iri], iri, tuple(sorted(classes[iri]))) for iri in sorted(labels)}


def situation_mechanisms(source: Source, situation: str) -> frozenset[str]:
    """Return the mechanisms that are about *situation*, given by IRI or by label in any case.

    Raises NetworkError if no mechanism is about a situation of that name.
    """
    rows = network_rows(source, "situations")
    found = frozenset(
        mechanism
        for mechanism, iri, label in rows
        if situation == iri or situation.casefold() == label.casefold()
    )
    if not found:
        known = sorted({label for _, _, label in rows})
        raise NetworkError(
            f"no mechanism is about a situation called {situation!r}{nearest(situation, known)}"
        )
    return found


def network_rows(source: Source, name: str, **values: Literal | NamedNode) -> Sequence[list[str]]:
    """Return the rows, as plain text, that *source* gives for the network query *name*, *values* bound."""
    text = files("accgraph.network").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
    return select(source, bind(text, values)).values()
