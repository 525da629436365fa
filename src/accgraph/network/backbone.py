"""The backbone of a debate: which concepts hold its structure together, and which are redundant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from accgraph.errors import NetworkError
from accgraph.network.discourse import PLAIN, Options, counted, one_mode
from accgraph.network.statements import Statements, labels

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Step", "backbone"]

_EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class Step:
    """A ``concept`` that became redundant, as the next after those before it.

    ``kept_loss`` is how far the network of what is left is from the whole network, ``redundant_loss`` how
    far that of what became redundant is; ``statements`` is the number of statements left.
    """

    concept: str
    kept_loss: float
    redundant_loss: float
    statements: int


def backbone(statements: Statements, options: Options = PLAIN) -> tuple[Step, ...]:
    """Return the concepts in the order in which the network of actors can do without them.

    It is the nested backbone of DNA's R package (dna_backbone): from all concepts on, the one goes whose
    absence makes the least loss, until none is left; the last ones are the backbone. The loss of a network of
    some concepts against that of all is ``sum_i |l[i] - m[i]|``, ``l`` and ``m`` being the eigenvalues of
    their Laplacians in falling order, each divided by their sum; ties below 0 count as 0. Of concepts that
    make equal losses, the last by label goes (DNA lets all of them go at once).

    The networks are what *options* make of actors: DNA subtracts, and normalises by average activity.

    Raises NetworkError if an option is not one that a one-mode network knows, or nothing is left to look at.
    """
    taken = counted(statements, options)
    if not len(taken):
        raise NetworkError("no statement is left, so there is no backbone: ask for fewer conditions")
    inner = replace(options, duplicates="include", actors=None, concepts=None, isolates=False)
    whole = _spectrum(taken, np.unique(taken.concept), inner)
    names = labels(taken.concepts)
    kept = [int(concept) for concept in np.unique(taken.concept)]
    redundant: list[int] = []
    steps = []
    while kept:
        losses = [
            _distance(whole, _spectrum(taken, [one for one in kept if one != concept], inner))
            for concept in kept
        ]
        least = max(place for place, loss in enumerate(losses) if loss <= min(losses) + _EQUAL)
        redundant.append(kept.pop(least))
        steps.append(
            Step(
                names[redundant[-1]],
                losses[least],
                _distance(whole, _spectrum(taken, redundant, inner)),
                int(taken.count[np.isin(taken.concept, kept)].sum()),
            )
        )
    return tuple(steps)


def _spectrum(
    statements: Statements, concepts: list[int] | NDArray[np.int64], options: Options
) -> NDArray[np.float64]:
    """Return the eigenvalues of the network of *concepts*, scaled to a sum of 1, the highest first."""
    ties = np.maximum(one_mode(statements.where(np.isin(statements.concept, concepts)), options).values, 0.0)
    values = np.linalg.eigvalsh(np.diag(ties.sum(axis=1)) - ties)[::-1]
    total = float(values.sum())
    return values / total if total > 0 else np.zeros(len(values))


def _distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the distance of two spectra; actors that a network lacks are nodes without ties, of value 0."""
    size = max(len(one), len(other))
    padded = [np.sort(np.pad(values, (0, size - len(values))))[::-1] for values in (one, other)]
    return float(np.abs(padded[0] - padded[1]).sum())
