"""What the saved queries cost: through accgraph, given straight to pyoxigraph, and to rdflib.

    python benchmarks/queries.py FOLDER [--rdflib] [--all] [NAME]...

FOLDER is a dataset, built or made by benchmarks/graphs.py. Each saved query NAME (a few by default, with
--all every one, as it is asked of one actor or mechanism and of everything), with the values that it is
given here, is asked of each engine in turn, up to five times; the least processor time counts. rdflib,
which is asked once, holds the whole dataset in memory: some 100,000 claims are what 24 GB hold.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, serialize
from pyoxigraph import Store as Oxigraph

from accgraph.engines import open_source
from accgraph.lookup import bound
from accgraph.queries import saved_query
from accgraph.results import select
from accgraph.store import DATASET_FILE, STORE_FOLDER, Store

_ASKED: Mapping[str, Mapping[str, str]] = {
    "support-matrix": {},
    "contested": {},
    "stance": {"actor": "Albania"},
    "supporters": {"mechanism": "Register of Damage for Ukraine"},
    "state-support": {"state": "Albania"},
    "demands": {"bearer": "Albania"},
    "commitments": {"bearer": "Albania"},
}
_REGISTER = {"mechanism": "Register of Damage for Ukraine"}
_ALL: Sequence[tuple[str, Mapping[str, str]]] = (
    *_ASKED.items(),
    *((name, {}) for name in ("supporters", "state-support", "demands", "commitments")),
    ("demands", {"demander": "Albania"}),
    ("demands", _REGISTER),
    ("commitments", _REGISTER),
    ("answered-demands", {"bearer": "Albania"}),
    *((name, {"actor": "Albania"}) for name in ("changes-of-stance", "co-signers", "contradictions")),
    *((name, {}) for name in ("changes-of-stance", "co-signers", "contradictions")),
    ("demanded-mechanisms", {"bearer": "Albania"}),
    ("demanded-mechanisms", {}),
    ("due", {"after": "2024-06-01", "who": "Albania"}),
    ("due", {"after": "2024-06-01"}),
    ("events", {"participant": "Albania"}),
    ("events", {"since": "2024-06-01"}),
    ("events", {}),
    *((name, _REGISTER) for name in ("funders-and-hosts", "hostile-acts", "independent-sources")),
    *((name, {}) for name in ("funders-and-hosts", "hostile-acts", "independent-sources")),
    ("joined-but-not", {"joined": "International Criminal Court", "other": _REGISTER["mechanism"]}),
    ("non-compliance", {"state": "Albania"}),
    ("non-compliance", {}),
    ("pledge-to-fulfilment", {"bearer": "Albania"}),
    ("pledge-to-fulfilment", {}),
    ("proceedings", {"respondent": "Albania"}),
    ("proceedings", {}),
    ("second-hand", {"holder": "Albania"}),
    ("second-hand", {}),
    ("single-source", {"about": "Albania"}),
    ("single-source", {}),
    ("situation-mechanisms", {"situation": "Situation in Ukraine"}),
    ("speakers", {}),
    ("under-warrant", {"court": "International Criminal Court"}),
    ("under-warrant", {}),
)
_TIMES = 5
_ENOUGH = 5_000


def least(action: Callable[[], object], times: int = _TIMES) -> float:
    """Return the least time, in milliseconds, that *action* took; a slow one is not tried again."""
    spent: list[float] = []
    while len(spent) < times and sum(spent) < _ENOUGH:
        started = time.process_time()
        action()
        spent.append(1000 * (time.process_time() - started))
    return min(spent)


def main(folder: Path, with_rdflib: bool, asked: Sequence[tuple[str, Mapping[str, str]]]) -> None:
    ours, straight = Store.open(folder), Oxigraph.read_only(str(folder / STORE_FOLDER))
    if with_rdflib and not (folder / DATASET_FILE).exists():
        with (folder / DATASET_FILE).open("wb") as file:
            serialize(straight, file, format=RdfFormat.N_QUADS)
    other = open_source(folder, "rdflib") if with_rdflib else None
    print(f"{len(straight)} statements; milliseconds")
    print(f"{'':60} {'rows':>7} {'accgraph':>9} {'pyoxigraph':>11} {'ratio':>6} {'rdflib':>9} {'times':>6}")
    for name, values in asked:
        text = bound(ours, saved_query(name), values)
        rows = len(select(ours, text).rows)
        mine = least(lambda text=text: ours.query(text))
        theirs = least(lambda text=text: list(straight.query(text, use_default_graph_as_union=True)))
        label = " ".join([name, *values.values()])
        line = f"{label:60.60} {rows:7} {mine:9.1f} {theirs:11.1f} {mine / theirs:6.2f}"
        if other is not None:
            slow = least(lambda text=text: other.query(text), 1)
            line += f" {slow:9.1f} {slow / mine:6.0f}"
        print(line, flush=True)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    wanted = _ALL if "--all" in sys.argv else tuple(_ASKED.items())
    if given[1:]:
        wanted = tuple(one for one in _ALL if one[0] in given[1:])
    main(Path(given[0]), "--rdflib" in sys.argv, wanted)
