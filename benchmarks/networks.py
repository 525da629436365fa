"""How long networks of many statements take, in columns and in the naive loop, and to read them of a dataset.

Run: python benchmarks/networks.py [NUMBER OF STATEMENTS [NUMBER OF CLAIMS TO READ]]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from accgraph.graph.quads import POSITION_CLASSES
from accgraph.namespaces import ACC, ACCID, PREFIXES
from accgraph.network.dataset import positions
from accgraph.network.discourse import Options, one_mode, two_mode
from accgraph.network.statements import Node, Statements
from accgraph.store import Store

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


def lines(drawn: Statements) -> Iterator[str]:
    """Yield N-Quads that claim *drawn*, a graph for each document, as a dataset has them."""
    a, label = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['skos']}prefLabel>"
    for node, kind in (
        *((one, "State") for one in drawn.actors),
        *((one, "Tribunal") for one in drawn.concepts),
    ):
        yield f"<{ACCID}{node.key}> {a} <{ACC}{kind}> <{ACCID}graph/v> .\n"
        yield f'<{ACCID}{node.key}> {label} "{node.label}"@en <{ACCID}graph/v> .\n'
    days = drawn.time.astype("datetime64[D]").astype(str)
    for number, (actor, concept, agree, document) in enumerate(
        zip(drawn.actor, drawn.concept, drawn.level, drawn.document, strict=True)
    ):
        claim, graph = f"<{ACCID}claim/{number}>", f"<{ACCID}graph/{document}>"
        position = f"<{ACCID}position/{actor}-{concept}-{agree}>"
        kind = POSITION_CLASSES["endorse" if agree else "reject"]
        for subject, predicate, value in (
            (claim, "asserts", position),
            (claim, "statedIn", f"<{ACCID}document/{document}>"),
            (claim, "confidence", f'"0.8"^^<{PREFIXES["xsd"]}decimal>'),
            (claim, "statedOn", f'"{days[number]}"^^<{PREFIXES["xsd"]}date>'),
            (position, "holder", f"<{ACCID}{drawn.actors[actor].key}>"),
            (position, "target", f"<{ACCID}{drawn.concepts[concept].key}>"),
        ):
            yield f"{subject} <{ACC}{predicate}> {value} {graph} .\n"
        yield f"{position} {a} <{ACC}{kind}> {graph} .\n"


def read(number: int) -> None:
    """Print the seconds that so many claims take to be read, having checked that none is lost."""
    drawn = statements(number)
    with tempfile.TemporaryDirectory() as folder:
        file, store = Path(folder) / "dataset.nq", Path(folder) / "store"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(lines(drawn))
        Store.create(store, file)
        source = Store.open(Path(folder))
        started = time.perf_counter()
        found = positions(source)
        seconds = time.perf_counter() - started
    assert len(found) == number
    assert np.array_equal(one_mode(found, OPTIONS).values, one_mode(drawn, OPTIONS).values)
    print(f"{number} claims, read of a store and put into columns\n  SPARQL  {seconds:8.2f} s")


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
    read(int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)


if __name__ == "__main__":
    main()
