"""Builds by a real scheduler and workers, one of which is killed while it works."""

from __future__ import annotations

import gzip
import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from building.scripted import KNOWN, RULE, Scripted, content, make, shapes
from cluster.dask_cluster import cluster
from cluster.gated import PATIENCE, Awake, Gated
from graph.factories import TEXT

from accgraph.build import Built
from accgraph.cluster.build import Cluster, build_on_cluster
from accgraph.errors import ClusterError
from accgraph.graph.background import Background

pytestmark = pytest.mark.server

NUMBER = 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    (documents / "more").mkdir(parents=True)
    for number in range(NUMBER):
        (documents / f"{number}.txt").write_text(f"Number {number}. {TEXT if number < 3 else 'Nothing.'}")
    (documents / "more" / "0.txt").write_text(f"Number 0. {TEXT}")
    (documents / "more" / "empty.txt").write_text("")
    (documents / "more" / "image.png").write_bytes(b"\x89PNG\x00")
    (documents / "documents.toml").write_text('["3.txt"]\npublished = "2025-01-01"\n')
    return documents


def build(
    given: str,
    out: Path,
    scheduler: str,
    extractor: Scripted,
    patience: float = 60,
    time_limit: float | None = None,
) -> Built:
    return build_on_cluster(
        [given],
        out,
        extractor,
        Cluster(scheduler, str(out.with_name(f"{out.name}-partitions")), size=4, patience=patience),
        shapes=shapes(),
        rules=[RULE],
        background=Background.of([KNOWN]),
        time_limit=time_limit,
    )


def kill_the_first(asked: Path, gate: Path, killed: list[int]) -> None:
    """Kill the first process that is asked for claims, and let the others go on."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not (asked.exists() and asked.read_text().endswith("\n")):
        time.sleep(0.02)
    killed.append(int(asked.read_text().split()[0]))
    os.kill(killed[0], signal.SIGKILL)
    gate.touch()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "dask").mkdir()
    with cluster(tmp_path / "dask", workers=2) as address:
        yield address


def test_a_worker_that_is_killed_costs_its_partition_and_nothing_else(
    folder: Path, tmp_path: Path, scheduler: str
) -> None:
    asked, gate = tmp_path / "asked", tmp_path / "gate"
    killed: list[int] = []
    killer = threading.Thread(target=kill_the_first, args=(asked, gate, killed))
    killer.start()
    out = tmp_path / "out"
    built = build(str(folder), out, scheduler, Gated(asked, gate))
    killer.join()

    alone = make(folder, tmp_path / "alone")
    assert content(out) == content(tmp_path / "alone")
    assert [document.name for document in built.documents] == sorted(f"{n}.txt" for n in range(NUMBER))
    assert [part.reason for part in built.left_out] == [part.reason for part in alone.left_out]
    assert len(built.left_out) == 2
    assert len(built.repeated) == 1

    lines = [line.split() for line in asked.read_text().splitlines()]
    assert len({process for process, _ in lines}) == 2
    times = Counter(name for _, name in lines)
    lost = {name for process, name in lines if int(process) == killed[0]}
    assert {name for name, number in times.items() if number > 1} == lost | {"0.txt"}

    shared = [json.loads(line) for line in (tmp_path / "out-partitions/manifest.jsonl").open()]
    files = [gzip.decompress((tmp_path / "out-partitions" / one["nquads"]).read_bytes()) for one in shared]
    statements = [line for file in files for line in file.splitlines(keepends=True)]
    assert b"".join(sorted(statements)) == (out / "dataset.nq").read_bytes()
    assert sum(entry["documents"] for entry in shared) == NUMBER
    assert sum(entry["statements"] for entry in shared) == built.quads
    assert len(shared) > 4

    # Another build takes over what there is, and makes what has changed.
    asked.unlink()
    (folder / "7.txt").write_text("Nothing is claimed here.")
    again = build(str(folder), out, scheduler, Gated(asked, gate))
    names = [line.split()[1] for line in asked.read_text().splitlines()]
    assert "7.txt" in names and len(names) <= 16
    assert again.reused >= NUMBER + 1 - 16
    make(folder, tmp_path / "alone")
    assert content(out) == content(tmp_path / "alone")


def test_a_document_that_workers_die_of_is_left_out(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in (("a", TEXT), ("b", "DIE")):
        (documents / f"{name}.txt").write_text(text)
    (tmp_path / "dask").mkdir()
    # They die of the partition, of the file, which is a half of it, and of the file by itself.
    with cluster(tmp_path / "dask", workers=4, failures=0) as address:
        built = build(documents.as_uri(), tmp_path / "out", address, Scripted())
    assert [part.reason for part in built.left_out] == [
        f"{documents}/b.txt: ends the process that reads it (is memory short?)"
    ]
    assert [document.name for document in built.documents] == ["a.txt"]


def test_a_document_that_takes_too_long_is_left_out_and_tried_again(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in (("a", TEXT), ("b", "SLEEP")):
        (documents / f"{name}.txt").write_text(text)
    (tmp_path / "dask").mkdir()
    out = tmp_path / "out"
    with cluster(tmp_path / "dask", workers=2) as address:
        built = build(documents.as_uri(), out, address, Scripted(), time_limit=3)
        assert [part.reason for part in built.left_out] == [f"{documents}/b.txt: takes longer than 3 seconds"]
        assert [document.name for document in built.documents] == ["a.txt"]
        awake = build(documents.as_uri(), out, address, Awake(), time_limit=60)
    assert [document.name for document in awake.documents] == ["a.txt", "b.txt"]
    assert not awake.left_out


def test_what_is_wrong_with_a_cluster_is_said(folder: Path, tmp_path: Path) -> None:
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ClusterError, match=f"^{address}: no Dask scheduler answers here"):
            build(str(folder), tmp_path / "out", address, Scripted(), patience=1)
    assert not (tmp_path / "out").exists()
