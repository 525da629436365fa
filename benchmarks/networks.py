"""How long networks of many statements take, in columns and in the naive loop.

Run: python benchmarks/networks.py [NUMBER OF STATEMENTS]
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from itertools import combinations

import numpy as np

from accgraph.network.discourse import Options, one_mode, two_mode
from accgraph.network.statements import Node, Statements

ACTORS, MECHANISMS, DOCUMENTS = 300, 200, 50_000
OPTIONS = Options(qualifier="congruence", duplicates="document")


def statements(number: int) -> Statements:
    """Return so many statements drawn at random, the same each time."""
    draw = np.random.default_rng(0)
    days = np.datetime64("2015-01-01", "s") + draw.integers(0, 3650, number) * np.timedelta64(86_400, "s")
    return Statements(
        tuple(Node(f"actor {n:03}", f"a{n}") for n in range(ACTORS)),
        tuple(Node(f"mechanism {n:03}", f"m{n}") for n in range(MECHANISMS)),
        tuple(f"d{n}" for n in range(DOCUMENTS)),
        draw.integers(0, ACTORS, number),
        draw.integers(0, MECHANISMS, number),
        draw.integers(0, DOCUMENTS, number),
        draw.integers(0, 2, number),
        np.sort(days),
        np.ones(number, dtype=np.int64),
    )


def naive(drawn: Statements) -> dict[tuple[int, int], int]:
    """Return the ties of the actors, made statement by statement and pair by pair."""
    seen: set[tuple[int, ...]] = set()
    counts: dict[tuple[int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    columns = (drawn.actor, drawn.concept, drawn.level, drawn.document)
    for actor, concept, agree, document in zip(*(column.tolist() for column in columns), strict=True):
        if (actor, concept, agree, document) not in seen:
            seen.add((actor, concept, agree, document))
            counts[concept, agree][actor] += 1
    ties: dict[tuple[int, int], int] = defaultdict(int)
    for actors in counts.values():
        for one, other in combinations(sorted(actors), 2):
            ties[one, other] += actors[one] * actors[other]
    return ties


def main() -> None:
    """Print the seconds that each way takes, having checked that they give the same network."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    drawn = statements(number)
    started = time.perf_counter()
    matrix = one_mode(drawn, OPTIONS)
    columns = time.perf_counter() - started
    started = time.perf_counter()
    ties = naive(drawn)
    loop = time.perf_counter() - started
    places = {node.key: index for index, node in enumerate(matrix.rows)}
    for (one, other), tie in ties.items():
        assert matrix.values[places[f"a{one}"], places[f"a{other}"]] == tie
    started = time.perf_counter()
    two_mode(drawn, Options(qualifier="subtract", duplicates="calendar-month"))
    both = time.perf_counter() - started
    print(f"{number} statements of {ACTORS} actors on {MECHANISMS} mechanisms")
    print("congruence of actors, once a document")
    print(f"  columns {columns:8.2f} s\n  loop    {loop:8.2f} s  ({loop / columns:.1f} times as long)")
    print(f"two-mode, once a calendar month\n  columns {both:8.2f} s")


if __name__ == "__main__":
    main()
