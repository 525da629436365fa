"""What the saved queries cost: through accgraph, given straight to pyoxigraph, and to rdflib.

    python benchmarks/queries.py [DOCUMENTS] [--no-rdflib]

A dataset of DOCUMENTS (300 by default) with twenty claims each is built of generated texts. Each query is
asked five times of each engine, in turn; the least processor time counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from memory import Sentences, known_names, write
from pyoxigraph import Store as Oxigraph

from accgraph.build import build
from accgraph.engines import open_source
from accgraph.queries import saved_query
from accgraph.store import STORE_FOLDER, Store

_QUERIES = ("support-matrix", "contested", "state-support", "supporters", "single-source")
_TIMES = 5


def least(action: Callable[[], object], times: int = _TIMES) -> float:
    """Return the least time, in milliseconds, that *action* took."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        action()
        spent.append(1000 * (time.process_time() - started))
    return min(spent)


def main(number: int, with_rdflib: bool) -> None:
    states, mechanisms = known_names()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "documents"
        folder.mkdir()
        write(folder, number, [one.label for one in states], [one.label for one in mechanisms])
        out = Path(temporary) / "out"
        built = build([folder], out, Sentences({one.label: one for one in [*states, *mechanisms]}))
        print(f"{sum(built.claims.values())} claims, {built.quads} statements; milliseconds")
        print(f"{'':16} {'accgraph':>9} {'pyoxigraph':>11} {'ratio':>6} {'rdflib':>9} {'times':>6}")
        ours, straight = Store.open(out), Oxigraph.read_only(str(out / STORE_FOLDER))
        other = open_source(out, "rdflib") if with_rdflib else None
        for name in _QUERIES:
            text = saved_query(name).bound({})
            mine = least(lambda text=text: ours.query(text))
            theirs = least(lambda text=text: list(straight.query(text, use_default_graph_as_union=True)))
            line = f"{name:16} {mine:9.1f} {theirs:11.1f} {mine / theirs:6.2f}"
            if other is not None:
                slow = least(lambda text=text: other.query(text), 1)
                line += f" {slow:9.1f} {slow / mine:6.0f}"
            print(line, flush=True)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument.isdigit()]
    main(int(given[0]) if given else 300, "--no-rdflib" not in sys.argv)
