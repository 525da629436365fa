"""What one document costs on a cluster: seconds of the processor and bytes, step by step.

Usage: python benchmarks/scale.py FOLDER [FOLDER...]

The files in the folders are one partition, made in this process as a worker makes it. The first ones are made
before that, so that loading the model is not counted.
"""

from __future__ import annotations

import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from accgraph.building.assembly import Assembly
from accgraph.building.shards import Shards
from accgraph.building.unit import Unit
from accgraph.cluster.partitions import MadePartition, Partition
from accgraph.cluster.sources import find_sources
from accgraph.cluster.statements import Wanted, write_statements
from accgraph.cluster.storage import Place
from accgraph.cluster.work import Equipment, entry_of, make_partition, unpack
from accgraph.dataset.workspace import Workspace
from accgraph.graph.background import Background
from accgraph.graph.rules import load_rules
from accgraph.graph.validation import Shapes
from accgraph.reading import ReadingOptions
from accgraph.sources import claim_source

_WARM_UP = 5
Result = TypeVar("Result")


def timed(action: Callable[[], Result]) -> tuple[Result, float]:
    begun = time.process_time()
    result = action()
    return result, time.process_time() - begun


def main(folders: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        measure(folders, Path(name))


def measure(folders: list[str], folder: Path) -> None:
    sources, _ = find_sources(folders)
    place = Place(str(folder / "place"))
    with Workspace(folder / "out") as workspace:
        background = Background.load(())
        shards = Shards(workspace.shards)
        unit = Unit.of(claim_source("rules"), Shapes.load(), background, shards, ReadingOptions())
        equipment = Equipment(unit)
        make_partition(equipment, Partition.of(sources[:_WARM_UP], "warm-up"), place)
        key, converting = timed(lambda: make_partition(equipment, Partition.of(sources, unit.basis), place))
        entry = entry_of(place, key)
        assert entry is not None and entry.shards is not None and entry.sha256 is not None
        _, taking = timed(lambda: unpack(str(entry.shards), str(entry.sha256), place, shards))
        assembly = Assembly(workspace, unit, load_rules(), entry.files)
        built, assembling = timed(lambda: assembly.build([]))
        wanted = wanted_of(entry, assembly, shards)
        made, writing = timed(lambda: write_statements(wanted, place))
        records = sum(len(pickle.dumps(shards.record(one))) for one in assembly.keys)
        packed = len(place.read(entry.shards) or b"")
    number = len(built.documents)
    read = sum(source.size for source in sources) / len(sources)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(sources)} files of {read:,.0f} bytes, {number} documents, {built.quads:,} statements")
    for label, value, what in (
        ("worker: to shards", 1000 * converting / number, "ms a document"),
        ("worker: to N-Quads", 1000 * writing / number, "ms a document"),
        ("client: shards taken in", 1000 * taking / number, "ms a document"),
        ("client: dataset put together", assembling, "s in all"),
        ("shards", packed / number, "bytes a document"),
        ("N-Quads, compressed", made.bytes / number, "bytes a document"),
        ("statements", made.statements / number, "a document"),
        ("record, pickled", records / number, "bytes a document"),
        ("memory of this process", memory, "MB"),
    ):
        print(f"{label:30}{value:12,.1f} {what}")


def wanted_of(entry: MadePartition, assembly: Assembly, shards: Shards) -> Wanted:
    found = {one.iri for key in assembly.keys for one, _ in shards.record(key).found}
    described = {iri: assembly.described(iri) for iri in found}
    return Wanted(entry.key, str(entry.shards), str(entry.sha256), assembly.keys, described)


if __name__ == "__main__":
    main(sys.argv[1:])
