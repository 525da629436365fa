"""Statements worked by hand, and the networks of them by the plain formulas, one loop for each sum."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from accgraph.network.statements import Row

# Ana agrees with x twice and disagrees with y once, and so on.
ROWS = (
    Row("Ana", "x", True, "d1", "2024-01-10"),
    Row("Ana", "x", True, "d1", "2024-01-10"),
    Row("Ana", "y", False, "d2", "2024-02-01"),
    Row("Bea", "x", True, "d1", "2024-01-10"),
    Row("Bea", "x", False, "d3", "2025-01-09"),
    Row("Bea", "y", False, "d3", "2025-01-09"),
    Row("Cem", "x", False, "d2", "2024-02-01"),
    Row("Cem", "z", True, "d4", None),
)


# The same with a number for the qualifier, from -2 to 3; R is 5.
NUMBERS = (
    Row("Ana", "x", 3, "d1", "2024-01-10"),
    Row("Ana", "x", 3, "d1", "2024-01-10"),
    Row("Ana", "y", -2, "d2", "2024-02-01"),
    Row("Bea", "x", 1, "d1", "2024-01-10"),
    Row("Bea", "y", -2, "d3", "2025-01-09"),
    Row("Cem", "x", 0, "d2", "2024-02-01"),
)


def naive(
    rows: Sequence[Row], network: str, qualifier: str, normalisation: str, *, numeric: bool = False
) -> tuple[list[str], list[str], list[list[float]]]:
    """Return row names, column names and ties by the formulas, statement by statement."""
    actors = sorted({row.actor for row in rows})
    concepts = sorted({row.concept for row in rows})
    levels = sorted({row.level for row in rows}) if numeric else [0, 1]
    x = dict.fromkeys(itertools.product(actors, concepts, levels), 0)
    for row in rows:
        x[row.actor, row.concept, int(row.level)] += row.count
    if network == "two-mode":
        return actors, concepts, _two_mode(x, actors, concepts, levels, numeric, qualifier, normalisation)
    if network == "concepts":
        actors, concepts = concepts, actors
        x = {(concept, actor, k): n for (actor, concept, k), n in x.items()}
    return actors, actors, _one_mode(x, actors, concepts, levels, qualifier, normalisation)


def _two_mode(x, actors, concepts, levels, numeric, qualifier, normalisation):  # type: ignore[no-untyped-def]
    ties = []
    for i in actors:
        ties.append([])
        for j in concepts:
            said = "".join("1" if x[i, j, k] else "0" for k in levels)
            tie = {
                "ignore": sum(x[i, j, k] for k in levels),
                "subtract": sum((k if numeric else 2 * k - 1) * x[i, j, k] for k in levels),
                "combine": int(said, 2) if said else 0,
            }[qualifier]
            others = [(i, c) for c in concepts] if normalisation == "activity" else [(a, j) for a in actors]
            if qualifier == "combine":
                divisor = sum(1 for pair in others if any(x[(*pair, k)] for k in levels))
            else:
                divisor = sum(x[(*pair, k)] for pair in others for k in levels)
            if normalisation != "no":
                tie = tie / divisor if divisor else 0
            ties[-1].append(tie)
    return ties


def _one_mode(x, actors, concepts, levels, qualifier, normalisation):  # type: ignore[no-untyped-def]
    ties = [[0.0] * len(actors) for _ in actors]
    spread = max(levels) - min(levels) if len(levels) > 1 else 1
    for (a, i), (b, h) in itertools.permutations(enumerate(actors), 2):
        tie = 0.0
        for j, k, m in itertools.product(concepts, levels, levels):
            product = x[i, j, k] * x[h, j, m]
            alike = 1 - abs(k - m) / spread
            tie += {
                "ignore": product,
                "congruence": product * alike,
                "conflict": product * (1 - alike),
                "subtract": product * alike - product * (1 - alike),
            }[qualifier]
        mine = sum(x[i, j, k] for j in concepts for k in levels)
        theirs = sum(x[h, j, k] for j in concepts for k in levels)
        jaccard = 0
        for j, k in itertools.product(concepts, levels):
            if x[i, j, k] and x[h, j, k]:
                jaccard += x[i, j, k] * x[h, j, k]
            else:
                jaccard += x[i, j, k] + x[h, j, k]
        divisor = {
            "no": 1,
            "average": (mine + theirs) / 2,
            "jaccard": jaccard,
            "cosine": math.sqrt(mine**2) * math.sqrt(theirs**2),
        }[normalisation]
        ties[a][b] = tie / divisor if divisor else 0.0
    return ties
