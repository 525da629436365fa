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


def naive(
    rows: Sequence[Row], network: str, qualifier: str, normalisation: str
) -> tuple[list[str], list[str], list[list[float]]]:
    """Return row names, column names and ties by the formulas, statement by statement."""
    actors = sorted({row.actor for row in rows})
    concepts = sorted({row.concept for row in rows})
    x = dict.fromkeys(itertools.product(actors, concepts, (0, 1)), 0)
    for row in rows:
        x[row.actor, row.concept, int(row.agree)] += row.count
    if network == "two-mode":
        return actors, concepts, _two_mode(x, actors, concepts, qualifier, normalisation)
    if network == "concepts":
        actors, concepts = concepts, actors
        x = {(concept, actor, k): n for (actor, concept, k), n in x.items()}
    return actors, actors, _one_mode(x, actors, concepts, qualifier, normalisation)


def _two_mode(x, actors, concepts, qualifier, normalisation):  # type: ignore[no-untyped-def]
    ties = []
    for i in actors:
        ties.append([])
        for j in concepts:
            no, yes = x[i, j, 0], x[i, j, 1]
            tie = {
                "ignore": no + yes,
                "subtract": yes - no,
                "combine": (1 if yes else 0) + (2 if no else 0),
            }[qualifier]
            others = [(i, c) for c in concepts] if normalisation == "activity" else [(a, j) for a in actors]
            if qualifier == "combine":
                divisor = sum(1 for pair in others if x[(*pair, 0)] + x[(*pair, 1)])
            else:
                divisor = sum(x[(*pair, k)] for pair in others for k in (0, 1))
            if normalisation != "no":
                tie = tie / divisor if divisor else 0
            ties[-1].append(tie)
    return ties


def _one_mode(x, actors, concepts, qualifier, normalisation):  # type: ignore[no-untyped-def]
    ties = [[0.0] * len(actors) for _ in actors]
    for (a, i), (b, h) in itertools.permutations(enumerate(actors), 2):
        tie = 0.0
        for j, k, m in itertools.product(concepts, (0, 1), (0, 1)):
            product = x[i, j, k] * x[h, j, m]
            same = k == m
            tie += {
                "ignore": product,
                "congruence": product * same,
                "conflict": product * (not same),
                "subtract": product if same else -product,
            }[qualifier]
        mine = sum(x[i, j, k] for j in concepts for k in (0, 1))
        theirs = sum(x[h, j, k] for j in concepts for k in (0, 1))
        jaccard = 0
        for j, k in itertools.product(concepts, (0, 1)):
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
