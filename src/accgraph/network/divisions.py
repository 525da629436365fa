"""Divisions of nodes into groups: the search for the one of the highest quality.

The quality of a division is a sum over the pairs of nodes of what the groups of the two make of them. Few
nodes are divided in every possible way; many are divided at random and bettered for as long as an exchange of
two nodes, or a move of one, betters them, which finds a division that no such step betters, and not always
the best.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Division", "best_division"]

_ALL_WAYS = 50_000
_STARTS = 20
_GAIN = 1e-12


@dataclass(frozen=True, slots=True)
class Division:
    """The ``group`` of each node, from 0, and the ``quality`` of that.

    ``exact`` says that every division was looked at, so that there is no better one.
    """

    group: NDArray[np.int64]
    quality: float
    exact: bool


def best_division(costs: NDArray[np.float64], *, equal: bool, seed: int = 0) -> Division:
    """Return the best division that is found into as many groups as *costs* is long, none of them empty.

    ``costs[a, b, i, j]`` is what the pair of the different nodes ``i`` in group ``a`` and ``j`` in group
    ``b`` adds to the quality, counted once for ``i, j`` and once for ``j, i``. With *equal*, the sizes of the
    groups differ by 1 at most, the first ones being the larger ones. The same *seed* gives the same division.
    """
    number, nodes = len(costs), costs.shape[2]
    costs = np.where(np.eye(nodes, dtype=bool), 0.0, costs)
    if number == 2 and _ways(nodes, equal=equal) <= _ALL_WAYS:
        found = _every_way(costs, equal=equal)
        return Division(found, _quality(costs, found), exact=True)
    best: NDArray[np.int64] | None = None
    highest = -math.inf
    draw = np.random.default_rng(seed)
    for start in _starts(draw, number, nodes):
        group = _climbed(costs, start, equal=equal)
        quality = _quality(costs, group)
        if quality > highest + _GAIN:
            best, highest = group, quality
    assert best is not None, "there is a start"
    return Division(best, highest, exact=False)


def _ways(nodes: int, *, equal: bool) -> int:
    return math.comb(nodes, (nodes + 1) // 2) if equal else 2 ** (nodes - 1)


def _every_way(costs: NDArray[np.float64], *, equal: bool) -> NDArray[np.int64]:
    """Return the best of all divisions into two groups; of equal ones, the first in lexical order."""
    nodes = costs.shape[2]
    if equal:
        firsts = list(combinations(range(nodes), (nodes + 1) // 2))
        groups = np.ones((len(firsts), nodes), dtype=np.int64)
        groups[np.arange(len(firsts))[:, None], np.array(firsts)] = 0
    else:
        # The first node is in the first group, and not every other one.
        ways = np.arange(1, 2 ** (nodes - 1))
        groups = np.zeros((len(ways), nodes), dtype=np.int64)
        groups[:, 1:] = ways[:, None] >> np.arange(nodes - 1)[None, ::-1] & 1
    qualities = np.zeros(len(groups))
    for one in (0, 1):
        for other in (0, 1):
            left, right = (groups == one).astype(float), (groups == other).astype(float)
            qualities += ((left @ costs[one, other]) * right).sum(axis=1)
    return np.asarray(groups[int(np.argmax(qualities >= qualities.max() - _GAIN))])


def _starts(draw: np.random.Generator, number: int, nodes: int) -> Iterator[NDArray[np.int64]]:
    balanced = np.sort(np.arange(nodes) % number)
    for _ in range(_STARTS):
        yield draw.permutation(balanced)


def _climbed(costs: NDArray[np.float64], group: NDArray[np.int64], *, equal: bool) -> NDArray[np.int64]:
    """Return *group* after the steps that better it most, one after the other, until none betters it."""
    group = group.copy()
    everybody = np.arange(len(group))
    while True:
        own = _standing(costs, group)
        now = own[group, everybody]
        gain, one, other = _best_exchange(costs, group, own, now)
        moved, to, by = _best_move(group, own, now, len(costs)) if not equal else (-math.inf, 0, 0)
        if max(gain, moved) <= _GAIN:
            return group
        if gain >= moved:
            group[one], group[other] = group[other], group[one]
        else:
            group[by] = to


def _standing(costs: NDArray[np.float64], group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what each node would add in each group, all others staying where they are."""
    everybody = np.arange(len(group))
    own = np.zeros((len(costs), len(group)))
    for number in range(len(costs)):
        own[number] = costs[number][group, :, everybody].sum(axis=0)
    return own


def _best_exchange(
    costs: NDArray[np.float64],
    group: NDArray[np.int64],
    own: NDArray[np.float64],
    now: NDArray[np.float64],
) -> tuple[float, int, int]:
    """Return the gain of the best exchange of two nodes of different groups, and the two."""
    best = (-math.inf, 0, 0)
    for a, b in combinations(range(len(costs)), 2):
        left, right = np.flatnonzero(group == a), np.flatnonzero(group == b)
        if not len(left) or not len(right):
            continue
        cell = np.ix_(left, right)
        # What both would add in each other's place counts the pair as if only one of the two had gone.
        pair = costs[b, a][cell] + costs[a, b][cell] - costs[b, b][cell] - costs[a, a][cell]
        gains = (own[b, left] - now[left])[:, None] + (own[a, right] - now[right])[None, :] + pair
        place = int(np.argmax(gains))
        i, j = divmod(place, len(right))
        if gains[i, j] > best[0] + _GAIN:
            best = (float(gains[i, j]), int(left[i]), int(right[j]))
    return best


def _best_move(
    group: NDArray[np.int64], own: NDArray[np.float64], now: NDArray[np.float64], number: int
) -> tuple[float, int, int]:
    """Return the gain of the best move of one node, the group that it goes to, and the node."""
    gains = own - now[None, :]
    alone = np.bincount(group, minlength=number)[group] == 1
    gains[:, alone] = -math.inf
    gains[group, np.arange(len(group))] = -math.inf
    to, by = divmod(int(np.argmax(gains)), len(group))
    return float(gains[to, by]), to, by


def _quality(costs: NDArray[np.float64], group: NDArray[np.int64]) -> float:
    return float(_standing(costs, group)[group, np.arange(len(group))].sum())
