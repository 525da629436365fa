"""Where the nodes of a two-mode picture stand: in two columns, ordered so that few lines cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["column_orders"]

_SWEEPS = 24


def column_orders(ties: NDArray[np.float64]) -> tuple[list[int], list[int]]:
    """Return the rows and the columns of *ties* in the orders in which they are to stand, top to bottom.

    The barycenter method (Sugiyama, Tagawa and Toda 1981): each side in turn is ordered by the mean place of
    the nodes that a node is tied to, and the order with the fewest crossings is kept. Nothing is random; what
    has equal means keeps its order.
    """
    tied = (ties != 0).astype(float)
    rows, columns = list(range(ties.shape[0])), list(range(ties.shape[1]))
    best = (_crossings(tied), rows, columns)
    for _ in range(_SWEEPS):
        columns = _ordered(tied[rows].T, columns)
        rows = _ordered(tied[:, columns], rows)
        crossings = _crossings(tied[np.ix_(rows, columns)])
        if crossings < best[0]:
            best = (crossings, rows, columns)
    return best[1], best[2]


def _ordered(tied: NDArray[np.float64], order: list[int]) -> list[int]:
    """Return *order*, indices into *tied*, by the mean of the places that each is tied to."""
    places = np.arange(tied.shape[1])
    total = tied.sum(axis=1)
    means = np.divide(tied @ places, total, out=np.full(len(total), np.inf), where=total > 0)
    return sorted(order, key=lambda index: float(means[index]))


def _crossings(tied: NDArray[np.float64]) -> float:
    """Return how many pairs of lines cross: of each line, those that begin below and end above it."""
    above = np.cumsum(tied[::-1], axis=0)[::-1] - tied
    before = np.cumsum(above, axis=1) - above
    return float((tied * before).sum())
