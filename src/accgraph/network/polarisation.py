"""How polarised a debate is: how well its actors fall into camps that agree inside and disagree outside.

The definitions are those of Discourse Network Analyzer: of its class Polarization, and of the function
dna_multiclust of its R package. ``C`` is the congruence and ``F`` the conflict of the actors, both normalised
by average activity, as there. DNA looks for the best camps by chance or by exchange; here they are looked for
as the module ``divisions`` says, so the score can only be as high or higher.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from accgraph.errors import NetworkError
from accgraph.network.discourse import PLAIN, Matrix, Options, one_mode
from accgraph.network.divisions import best_division
from accgraph.network.graphs import one_mode_graph
from accgraph.network.measures import communities
from accgraph.network.statements import Statements, labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["QUALITIES", "Camps", "bipolarity", "camp_networks", "multipolarity", "polarisation"]

QUALITIES = ("ei", "modularity", "absdiff")
"""What polarisation can be measured by."""


@dataclass(frozen=True, slots=True)
class Camps:
    """The groups that the actors fall into, the largest first, and the score of that.

    ``exact`` says that all divisions were looked at, so that none scores higher.
    """

    groups: tuple[tuple[str, ...], ...]
    score: float
    exact: bool


def camp_networks(statements: Statements, options: Options = PLAIN) -> tuple[Matrix, Matrix]:
    """Return the congruence and the conflict of the actors, normalised by average activity.

    The qualifier and the normalisation of *options* are of no account.
    """
    plain = replace(options, normalisation="average")
    return (
        one_mode(statements, replace(plain, qualifier="congruence")),
        one_mode(statements, replace(plain, qualifier="conflict")),
    )


def polarisation(
    statements: Statements,
    options: Options = PLAIN,
    *,
    quality: str = "ei",
    groups: int = 2,
    seed: int = 0,
) -> Camps:
    """Return the division of the actors into so many *groups* of equal size that scores highest.

    By *quality*, with ``n[a]`` the number of actors in group ``a``, ``|C|`` the sum of ``C``, ``W`` the
    ordered pairs of two actors inside the groups and ``B`` those across:

    - ``ei``: ``(E(F) - E(C)) / 2``, where ``E`` is the E-I index of Krackhardt and Stern (1988),
      ``(outside - inside) / (outside + inside)``; from -1 to 1, which is full polarisation
    - ``modularity``: ``(Q(C) - Q(F)) / 2``, ``Q`` being Newman's (2004) modularity
    - ``absdiff``: the sum over all ordered pairs of actors ``i, j`` of ``|C[i,j] - c[a]| + F[i,j]`` inside
      group ``a``, ``c[a] = n[a] * (n[a] - 1) / W * |C| / W``, and of ``C[i,j] + |F[i,j] - f[a,b]|`` across
      groups ``a`` and ``b``, ``f[a,b] = n[a] * n[b] / B * |F| / B``; divided by ``2 * (|C| + |F|)``

    DNA 3 has ``absdiff``, and had the others before. It grows with conflict inside the groups and with
    congruence across them as well, so its groups need not be camps: it is here to compare numbers with DNA's.

    A network without ties adds nothing. With as many groups as actors or more, or without ties at
    all, there is no polarisation: no groups, and 0, as in DNA.

    Raises NetworkError if the quality is not one of QUALITIES, or there are fewer than 2 groups.
    """
    if quality not in QUALITIES:
        raise NetworkError(
            f"polarisation by {quality!r} is not known: one of {', '.join(QUALITIES)} is wanted"
        )
    if groups < 2:
        raise NetworkError(f"polarisation is between 2 groups or more, and not {groups}")
    alike, apart = camp_networks(statements, options)
    if len(alike.rows) <= groups or not (alike.values.any() or apart.values.any()):
        return Camps((), 0.0, exact=True)
    if quality == "absdiff":
        costs, more = _absolute_difference(alike.values, apart.values, groups)
    elif quality == "modularity":
        inside = (_modularity(alike.values) - _modularity(apart.values)) / 2
        costs, more = _inside(inside, groups), float(np.trace(inside))
    else:
        # Within the camps lies the share s of all ties, and 1 - s across: E = 1 - 2 * s.
        costs, more = _inside(_shares(alike.values) - _shares(apart.values), groups), 0.0
        more = (float(not alike.values.any()) - float(not apart.values.any())) * 0.5
    found = best_division(costs, equal=True, seed=seed)
    return Camps(_named(alike, found.group, groups), found.quality + more, found.exact)


def bipolarity(statements: Statements, options: Options = PLAIN, *, seed: int = 0) -> Camps:
    """Return the division of the actors into two groups, of any size, with the highest modularity.

    The network is that of congruence less conflict, normalised by average activity, without what is negative
    in it, as in dna_multiclust with ``k = 2``; the modularity is Newman's (2004). Without ties there are no
    groups, and 0.
    """
    matrix = _agreement(statements, options)
    if len(matrix.rows) < 2 or not matrix.values.any():
        return Camps((), 0.0, exact=True)
    inside = _modularity(matrix.values)
    found = best_division(_inside(inside, 2), equal=False, seed=seed)
    return Camps(_named(matrix, found.group, 2), found.quality + float(np.trace(inside)), found.exact)


def multipolarity(statements: Statements, options: Options = PLAIN, *, seed: int = 0) -> Camps:
    """Return the communities of the network of ``bipolarity``, of any number, and their modularity.

    It is dna_multiclust's with ``k = 0``: there by the best of several methods, here by that of Leiden.
    """
    matrix = _agreement(statements, options)
    if not matrix.values.any():
        return Camps((), 0.0, exact=True)
    found = communities(one_mode_graph(matrix), seed=seed)
    return Camps(found.groups, found.modularity, exact=False)


def _agreement(statements: Statements, options: Options) -> Matrix:
    matrix = one_mode(statements, replace(options, qualifier="subtract", normalisation="average"))
    return replace(matrix, values=np.maximum(matrix.values, 0.0))


def _absolute_difference(
    alike: NDArray[np.float64], apart: NDArray[np.float64], groups: int
) -> tuple[NDArray[np.float64], float]:
    nodes = len(alike)
    sizes = np.bincount(np.arange(nodes) % groups)
    inside = float((sizes * (sizes - 1)).sum())
    across = nodes * (nodes - 1) - inside
    costs = np.zeros((groups, groups, nodes, nodes))
    for a in range(groups):
        for b in range(groups):
            if a == b:
                even = sizes[a] * (sizes[a] - 1) / inside * alike.sum() / inside
                costs[a, b] = np.abs(alike - even) + apart
            else:
                even = sizes[a] * sizes[b] / across * apart.sum() / across
                costs[a, b] = alike + np.abs(apart - even)
    return costs / (2 * (alike.sum() + apart.sum())), 0.0


def _modularity(ties: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what two nodes of one group add to the modularity, counted in both orders."""
    shares = _shares(ties)
    ends = shares.sum(axis=1)
    return shares - np.outer(ends, ends)


def _shares(ties: NDArray[np.float64]) -> NDArray[np.float64]:
    total = float(ties.sum())
    shares: NDArray[np.float64] = ties / total if total else np.zeros_like(ties)
    return shares


def _inside(costs: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Return *costs* for the pairs inside each of so many groups, and nothing for the pairs across."""
    every = np.zeros((groups, groups, *costs.shape))
    every[np.arange(groups), np.arange(groups)] = costs
    return every


def _named(matrix: Matrix, group: NDArray[np.int64], groups: int) -> tuple[tuple[str, ...], ...]:
    names = labels(matrix.rows)
    camps = [
        tuple(name for name, number in zip(names, group, strict=True) if number == wanted)
        for wanted in range(groups)
    ]
    return tuple(sorted(camps, key=lambda camp: (-len(camp), camp)))
