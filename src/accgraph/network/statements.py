"""Statements in columns: who says what of what, when, and in which document.

A million statements are a few arrays, so that networks are made without a Python loop over statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from accgraph.errors import NetworkError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DUPLICATES", "Node", "Row", "Statements", "first_moment", "labels", "last_moment"]

DUPLICATES = (
    "include",
    "document",
    "week",
    "month",
    "year",
    "acrossrange",
    "calendar-week",
    "calendar-month",
)
"""How often equal statements count: always, or once in each of these."""

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """An actor or a concept: ``key`` tells it from others, ``classes`` are its classes' names.

    Nodes are in the order of their labels, by code points, then of their keys.
    """

    label: str
    key: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A statement, or ``count`` equal ones, of one document; ``actor`` and ``concept`` are keys of nodes.

    A key is empty where the statement does not say. ``level`` is the value of the qualifier: True or 1 if
    they agree, False or 0 if they disagree, or any whole number if the qualifier is one. ``time`` is None
    where the date is not known, else a date or a moment in ISO form.
    """

    actor: str
    concept: str
    level: int
    document: str
    time: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements as columns of equal length, in the order of their times, those without a time last.

    ``actor``, ``concept`` and ``document`` are indices into ``actors``, ``concepts`` and ``documents``, the
    first two -1 where the statement does not say; ``level`` is the value of the qualifier; ``time`` has a
    precision of seconds, or is NaT; ``count`` is how many equal statements a row stands for.

    ``levels`` are the values that the qualifier can have, from the lowest up: 0 and 1, to disagree and to
    agree, unless it is ``numeric``; then they are None until it is settled which statements are looked at.
    """

    actors: tuple[Node, ...]
    concepts: tuple[Node, ...]
    documents: tuple[str, ...]
    actor: NDArray[np.int64]
    concept: NDArray[np.int64]
    document: NDArray[np.int64]
    level: NDArray[np.int64]
    time: NDArray[np.datetime64]
    count: NDArray[np.int64]
    numeric: bool = False
    levels: tuple[int, ...] | None = (0, 1)

    @classmethod
    def of(cls, rows: Iterable[Row], nodes: Iterable[Node] = (), *, numeric: bool = False) -> Statements:
        """Return *rows* as columns; rows of one time keep their order.

        *nodes* tell the labels and classes of keys; a key that none of them has is its own label. *numeric*
        says that the qualifier is a number.
        """
        known = {node.key: node for node in nodes}
        listed = list(rows)
        actors = _nodes({row.actor for row in listed}, known)
        concepts = _nodes({row.concept for row in listed}, known)
        documents = tuple(sorted({row.document for row in listed}))
        actor_at = {"": -1} | {node.key: index for index, node in enumerate(actors)}
        concept_at = {"": -1} | {node.key: index for index, node in enumerate(concepts)}
        document_at = {name: index for index, name in enumerate(documents)}
        time = np.array([row.time or "NaT" for row in listed], dtype="datetime64[s]")
        order = np.argsort(time, kind="stable")
        return cls(
            actors,
            concepts,
            documents,
            np.array([actor_at[row.actor] for row in listed], dtype=np.int64)[order],
            np.array([concept_at[row.concept] for row in listed], dtype=np.int64)[order],
            np.array([document_at[row.document] for row in listed], dtype=np.int64)[order],
            np.array([row.level for row in listed], dtype=np.int64)[order],
            time[order],
            np.array([row.count for row in listed], dtype=np.int64)[order],
            numeric,
            None if numeric else (0, 1),
        )

    def __len__(self) -> int:
        return int(self.count.sum())

    @property
    def undated(self) -> int:
        """How many statements have no date."""
        return int(self.count[np.isnat(self.time)].sum())

    def where(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Statements:
        """Return the statements that *rows*, a mask or indices in order, picks; the nodes stay."""
        return replace(
            self,
            actor=self.actor[rows],
            concept=self.concept[rows],
            document=self.document[rows],
            level=self.level[rows],
            time=self.time[rows],
            count=self.count[rows],
        )

    def between(self, start: np.datetime64 | None = None, stop: np.datetime64 | None = None) -> Statements:
        """Return the statements from *start* to *stop*, both included.

        With a bound, statements without a date are left out: ``undated`` tells how many there are.
        """
        if start is None and stop is None:
            return self
        inside = ~np.isnat(self.time)
        if start is not None:
            inside &= self.time >= start
        if stop is not None:
            inside &= self.time <= stop
        return self.where(inside)

    def settled(self) -> Statements:
        """Return the statements with the levels that they have, if it was open which those are."""
        if self.levels is not None:
            return self
        return replace(self, levels=tuple(np.unique(self.level).tolist()))

    @property
    def supports(self) -> NDArray[np.bool_]:
        """Which statements agree, or have a number above 0."""
        return self.level > 0

    @property
    def opposes(self) -> NDArray[np.bool_]:
        """Which statements disagree, or have a number below 0."""
        return self.level < 0 if self.numeric else self.level == 0

    def complete(self) -> Statements:
        """Return the statements that say both of whom and of what they are."""
        return self.where((self.actor >= 0) & (self.concept >= 0))

    def among(
        self,
        actors: Callable[[Node], bool] | None = None,
        concepts: Callable[[Node], bool] | None = None,
    ) -> Statements:
        """Return the statements whose actor and concept the predicates take, and not what is not said."""
        taken = np.ones(len(self.actor), dtype=bool)
        for predicate, nodes, column in (
            (actors, self.actors, self.actor),
            (concepts, self.concepts, self.concept),
        ):
            if predicate is not None:
                # The last place is that of an actor or concept that is not said.
                taken &= np.array([*map(predicate, nodes), False], dtype=bool)[column]
        return self.where(taken)

    def distinct(self, duplicates: str, *, qualified: bool) -> Statements:
        """Return the statements with equal ones counted once in each period that *duplicates* names.

        Statements are equal if actor and concept are and, if *qualified*, the level is. The first stays.
        As in DNA's code, ``week`` and ``month`` look at the number of the week (ISO 8601) and of the month
        only: May 2024 and May 2025 are one month. ``calendar-week`` and ``calendar-month`` tell years apart.
        Statements without a date are one period.

        Raises NetworkError if *duplicates* is not one of DUPLICATES.
        """
        if duplicates not in DUPLICATES:
            raise NetworkError(f"duplicates are {duplicates!r}: one of {', '.join(DUPLICATES)} is wanted")
        if duplicates == "include":
            return self
        key = self.actor * (len(self.concepts) + 1) + self.concept
        if qualified:
            levels, level = np.unique(self.level, return_inverse=True)
            key = key * max(1, len(levels)) + level
        period = _period(self, duplicates)
        key = key * (int(period.max(initial=0)) + 1) + period
        _, first = np.unique(key, return_index=True)
        kept = self.where(np.sort(first))
        return replace(kept, count=np.ones(len(kept.count), dtype=np.int64))


def first_moment(text: str) -> np.datetime64:
    """Return the first second of the ISO day, month or year *text*. Raises NetworkError if it is none."""
    return _moments(text)[0]


def last_moment(text: str) -> np.datetime64:
    """Return the last second of the ISO day, month or year *text*. Raises NetworkError if it is none."""
    return _moments(text)[1]


def _moments(text: str) -> tuple[np.datetime64, np.datetime64]:
    try:
        # numpy takes the precision of what is written, and more than dates: a time, or "today".
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        whole = np.datetime64(text)
    except ValueError as error:
        raise NetworkError(f"{text!r} is no date: YYYY-MM-DD, YYYY-MM or YYYY is wanted") from error
    return whole.astype("datetime64[s]"), (whole + 1).astype("datetime64[s]") - np.timedelta64(1, "s")


def _nodes(keys: set[str], known: dict[str, Node]) -> tuple[Node, ...]:
    return tuple(sorted(known.get(key) or Node(key, key) for key in keys if key))


def _period(statements: Statements, duplicates: str) -> NDArray[np.int64]:
    """Return a number from 0 for the period that each statement is of; 0 where the date is not known."""
    if duplicates == "document":
        return statements.document
    if duplicates == "acrossrange":
        return np.zeros(len(statements.actor), dtype=np.int64)
    unknown = np.isnat(statements.time)
    times = np.where(unknown, np.datetime64(0, "s"), statements.time)
    months = times.astype("datetime64[M]").astype(np.int64)
    days = times.astype("datetime64[D]")
    # The Thursday of a week decides which year's week it is (ISO 8601); 1970-01-01 was one.
    weeks = np.floor_divide(days.astype(np.int64) + 3, 7)
    thursdays = (weeks * 7).astype("datetime64[D]")
    numbers = {
        "year": months // 12,
        "month": months % 12,
        "calendar-month": months,
        "week": (thursdays - thursdays.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) // 7,
        "calendar-week": weeks,
    }
    period: NDArray[np.int64] = numbers[duplicates]
    period = period - int(period.min(initial=0)) + 1
    return np.where(unknown, 0, period)


def labels(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Return labels that tell *nodes* apart: where two have one label, their keys are added."""
    times: dict[str, int] = {}
    for node in nodes:
        times[node.label] = times.get(node.label, 0) + 1
    return tuple(node.label if times[node.label] == 1 else f"{node.label} <{node.key}>" for node in nodes)
