"""Statements of a dataset: its positions, counted by the store and put into columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from accgraph.errors import NetworkError
from accgraph.graph.quads import POSITION_CLASSES
from accgraph.graph.terms import decimal
from accgraph.model import POSITION_KINDS, polarity
from accgraph.namespaces import ACC
from accgraph.network.statements import Node, Row, Statements, first_moment
from accgraph.results import Source, select
from accgraph.sparql import bind
from accgraph.suggest import nearest

__all__ = ["BY", "entities", "network_rows", "positions", "situation_mechanisms"]

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
    rows = []
    # Many claims share a day, and to work it out takes longer than all the rest.
    days: dict[str, str | None] = {"": None}
    for holder, speaker, target, kind_class, document, published, claims in network_rows(
        source, "positions", least=decimal(confidence)
    ):
        kind = _KIND_OF.get(kind_class)
        actor = holder if by == "holder" else speaker
        if kind in wanted and actor:
            if published not in days:
                days[published] = str(first_moment(published).astype("datetime64[D]"))
            agree = int(polarity(kind) == "support")
            rows.append(Row(actor, target, agree, document, days[published], int(claims)))
    rows.sort(key=lambda row: (row.document, row.actor, row.concept, -row.level))
    return Statements.of(rows, entities(source).values())


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
