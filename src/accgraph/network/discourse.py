"""Discourse networks as matrices, with the definitions of Discourse Network Analyzer (DNA).

The definitions are those of P. Leifeld, "Discourse Network Analysis: Policy Debates as Dynamic Networks"
(Oxford Handbook of Political Networks, 2017), as DNA 3 computes them. Throughout, ``x[i,j,k]`` is how many
statements actor ``i`` makes on concept ``j`` at the level ``k`` of the qualifier: 1 if it agrees (supports),
0 if it disagrees (opposes). Equal statements are counted as the ``duplicates`` option says before that.

Where the qualifier is a number (DNA's integer variables), there is a level ``k`` for each number that occurs
between start and stop, and two levels ``k`` and ``m`` are alike by ``s[k,m] = 1 - |k - m| / R``, ``R`` being
the highest less the lowest. Of agreement and disagreement, equal ones are alike by 1 and others by 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accgraph.errors import NetworkError
from accgraph.network.statements import Node, Statements

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "ONE_MODE_NORMALISATIONS",
    "ONE_MODE_QUALIFIERS",
    "PLAIN",
    "TWO_MODE_NORMALISATIONS",
    "TWO_MODE_QUALIFIERS",
    "Matrix",
    "Options",
    "counted",
    "one_mode",
    "two_mode",
]

TWO_MODE_QUALIFIERS = ("ignore", "combine", "subtract")
ONE_MODE_QUALIFIERS = ("ignore", "congruence", "conflict", "subtract")
TWO_MODE_NORMALISATIONS = ("no", "activity", "prominence")
ONE_MODE_NORMALISATIONS = ("no", "average", "jaccard", "cosine")


@dataclass(frozen=True, slots=True)
class Options:
    """How a network is made of statements.

    ``start`` and ``stop`` bound the time, both included. ``actors`` and ``concepts`` say of a node whether
    its statements count; None takes all. ``isolates`` keeps the nodes of all statements between start and
    stop, also those that the predicates leave without a tie.
    """

    qualifier: str = "ignore"
    normalisation: str = "no"
    duplicates: str = "include"
    isolates: bool = False
    start: np.datetime64 | None = None
    stop: np.datetime64 | None = None
    actors: Callable[[Node], bool] | None = None
    concepts: Callable[[Node], bool] | None = None


PLAIN = Options()
"""All statements, their qualifier ignored, nothing normalised."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A network: ``values[i, j]`` is the tie from ``rows[i]`` to ``columns[j]``.

    ``modes`` is 1 or 2. In a one-mode network rows and columns are the same and the matrix is symmetric with
    an empty diagonal.
    ``start`` and ``stop`` bound the time that it is of, where they were given; ``statements`` is the number
    of statements that it is made of.
    """

    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    values: NDArray[np.float64]
    statements: int
    modes: int
    start: np.datetime64 | None = None
    stop: np.datetime64 | None = None

    @property
    def whole(self) -> bool:
        """Whether all ties are whole numbers."""
        return bool(np.all(self.values == np.floor(self.values)))


def counted(statements: Statements, options: Options) -> Statements:
    """Return the statements that a network with *options* is made of, equal ones counted as they say.

    One that does not say of whom or of what it is takes no part.
    """
    taken = statements.between(options.start, options.stop).settled().complete()
    return taken.among(options.actors, options.concepts).distinct(
        options.duplicates, qualified=options.qualifier != "ignore"
    )


def two_mode(statements: Statements, options: Options = PLAIN) -> Matrix:
    """Return the network of actors and concepts.

    By qualifier:

    - ``ignore``: ``y[i,j] = sum_k x[i,j,k]``
    - ``subtract``: ``y[i,j] = x[i,j,1] - x[i,j,0]``; of numbers, ``y[i,j] = sum_k k * x[i,j,k]``
    - ``combine``: 0 for no statement, 1 for agreement only, 2 for disagreement only, 3 for both; of numbers,
      the levels that occur as the digits of a binary number, the lowest level first

    By normalisation, a tie whose divisor is 0 being 0:

    - ``activity``: ``y[i,j]`` divided by ``sum_jk x[i,j,k]``, the statements of the actor; combined, by the
      number of the actor's concepts
    - ``prominence``: ``y[i,j]`` divided by ``sum_ik x[i,j,k]``, the statements on the concept; combined, by
      the number of the concept's actors. (DNA's own code mistakes rows for columns there.)

    Raises NetworkError if an option is not one that a two-mode network knows.
    """
    _check(options, "two-mode", TWO_MODE_QUALIFIERS, TWO_MODE_NORMALISATIONS)
    taken = counted(statements, options)
    actors, concepts = _shown(statements, taken, options)
    levels = _levels(taken, actors, concepts)
    total = levels.sum(axis=0)
    if options.qualifier == "ignore":
        values = total
    else:
        weights = _signs(taken) if options.qualifier == "subtract" else 2.0 ** np.arange(len(levels))[::-1]
        parts = levels if options.qualifier == "subtract" else levels > 0
        values = np.tensordot(weights, parts, axes=1)
    if options.normalisation != "no":
        divided = (values > 0).astype(float) if options.qualifier == "combine" else total
        axis = 1 if options.normalisation == "activity" else 0
        values = _divided(values, np.broadcast_to(divided.sum(axis=axis, keepdims=True), values.shape))
    return _matrix(statements, taken, options, actors, concepts, values)


def one_mode(statements: Statements, options: Options = PLAIN, *, of: str = "actors") -> Matrix:
    """Return the network of actors over shared concepts, or *of* ``concepts`` over shared actors.

    For two different nodes ``i`` and ``h`` and the others ``j``, by qualifier:

    - ``ignore``: ``y[i,h] = sum_j (sum_k x[i,j,k]) * (sum_k x[h,j,k])``
    - ``congruence``: ``y[i,h] = sum_j sum_k sum_m s[k,m] * x[i,j,k] * x[h,j,m]``; of agreement and
      disagreement, ``sum_j x[i,j,1] * x[h,j,1] + x[i,j,0] * x[h,j,0]``
    - ``conflict``: the same with ``1 - s[k,m]``; of agreement and disagreement,
      ``sum_j x[i,j,1] * x[h,j,0] + x[i,j,0] * x[h,j,1]``
    - ``subtract``: congruence less conflict

    By normalisation, ``y[i,h]`` is divided by this, a tie whose divisor is 0 being 0:

    - ``average``: ``(n[i] + n[h]) / 2``, where ``n[i] = sum_jk x[i,j,k]``
    - ``jaccard``: ``sum_jk x[i,j,k] where x[h,j,k] = 0, plus x[h,j,k] where x[i,j,k] = 0, plus
      x[i,j,k] * x[h,j,k] where both are above 0``
    - ``cosine``: ``n[i] * n[h]``, which is what DNA has for ``sqrt(n[i]^2) * sqrt(n[h]^2)``

    Raises NetworkError if an option is not one that a one-mode network knows.
    """
    _check(options, "one-mode", ONE_MODE_QUALIFIERS, ONE_MODE_NORMALISATIONS)
    if of not in ("actors", "concepts"):
        raise NetworkError(f"a one-mode network is of actors or of concepts, not of {of!r}")
    taken = counted(statements, options)
    actors, concepts = _shown(statements, taken, options)
    levels = _levels(taken, actors, concepts)
    if of == "concepts":
        actors, concepts, levels = concepts, actors, levels.transpose(0, 2, 1)
    total = levels.sum(axis=0)
    if options.qualifier == "ignore":
        values = total @ total.T
    else:
        alike = _likeness(taken)
        weights = {"congruence": alike, "conflict": 1 - alike, "subtract": 2 * alike - 1}[options.qualifier]
        met = np.tensordot(weights, levels, axes=1)
        values = np.zeros((len(actors), len(actors)))
        for level, other in zip(levels, met, strict=True):
            values += level @ other.T
    if options.normalisation != "no":
        values = _divided(values, _divisor(options.normalisation, levels, total.sum(axis=1)))
    np.fill_diagonal(values, 0.0)
    nodes = statements.actors if of == "actors" else statements.concepts
    shown = tuple(nodes[index] for index in actors)
    return Matrix(shown, shown, values, len(taken), 1, options.start, options.stop)


def _check(options: Options, name: str, qualifiers: tuple[str, ...], normalisations: tuple[str, ...]) -> None:
    for what, value, known in (
        ("qualifier", options.qualifier, qualifiers),
        ("normalisation", options.normalisation, normalisations),
    ):
        if value not in known:
            raise NetworkError(
                f"the {what} of a {name} network cannot be {value!r}: one of {', '.join(known)} is wanted"
            )


def _shown(
    statements: Statements, taken: Statements, options: Options
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    shown = statements.between(options.start, options.stop) if options.isolates else taken
    return np.unique(shown.actor[shown.actor >= 0]), np.unique(shown.concept[shown.concept >= 0])


def _levels(
    statements: Statements, actors: NDArray[np.int64], concepts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return ``x`` with the level as the first of its axes, of the given nodes only."""
    known = np.array(statements.levels, dtype=np.int64)
    cell = np.searchsorted(known, statements.level) * len(actors) + np.searchsorted(actors, statements.actor)
    cell = cell * len(concepts) + np.searchsorted(concepts, statements.concept)
    shape = (len(known), len(actors), len(concepts))
    counts = np.bincount(cell, weights=statements.count, minlength=int(np.prod(shape)))
    return counts.astype(np.float64).reshape(shape)


def _signs(statements: Statements) -> NDArray[np.float64]:
    """Return what a statement of each level counts for where opposition is subtracted from support."""
    return np.array(statements.levels if statements.numeric else (-1, 1), dtype=np.float64)


def _likeness(statements: Statements) -> NDArray[np.float64]:
    """Return ``s``. Where there is one level only, it is like itself (DNA divides 0 by 0 there)."""
    known = np.array(statements.levels, dtype=np.float64)
    spread = known.max() - known.min() if len(known) > 1 else 1.0
    return 1 - np.abs(known[:, None] - known[None, :]) / spread


def _divisor(
    normalisation: str, levels: NDArray[np.float64], activity: NDArray[np.float64]
) -> NDArray[np.float64]:
    if normalisation == "average":
        return (activity[:, None] + activity[None, :]) / 2
    if normalisation == "cosine":
        return activity[:, None] * activity[None, :]
    divisor = np.zeros((len(activity), len(activity)))
    for level in levels:
        alone = level @ (level == 0).T.astype(float)
        divisor += alone + alone.T + level @ level.T
    return divisor


def _divided(values: NDArray[np.float64], divisor: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(values, divisor, out=np.zeros_like(values), where=divisor != 0)


def _matrix(
    statements: Statements,
    taken: Statements,
    options: Options,
    actors: NDArray[np.int64],
    concepts: NDArray[np.int64],
    values: NDArray[np.float64],
) -> Matrix:
    return Matrix(
        tuple(statements.actors[index] for index in actors),
        tuple(statements.concepts[index] for index in concepts),
        values,
        len(taken),
        2,
        options.start,
        options.stop,
    )
