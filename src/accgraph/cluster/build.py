"""A build whose documents are converted by the workers of a Dask cluster.

The machine that asks for it lists the files, hands out partitions of them, gathers what was made and puts the
dataset together as any build does. Its bytes are those of a build on one machine.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from accgraph.building.assembly import Assembly
from accgraph.building.contract import Built, ClaimSource, Progress
from accgraph.building.shards import Shards
from accgraph.building.unit import Unit
from accgraph.cluster.crew import Crew
from accgraph.cluster.partitions import MadePartition, parted
from accgraph.cluster.sources import find_sources
from accgraph.cluster.statements import MadeStatements, Wanted, write_lines, write_manifest
from accgraph.cluster.storage import Place
from accgraph.dataset.folder import SHARDS_FOLDER
from accgraph.dataset.workspace import Workspace
from accgraph.errors import ClusterError, ResourceError
from accgraph.graph.background import Background
from accgraph.graph.rules import Rule, load_rules
from accgraph.graph.validation import Shapes
from accgraph.reading import ReadingOptions
from accgraph.store import DATASET_FILE

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["PARTITION_SIZE", "Cluster", "build_on_cluster"]

PARTITION_SIZE = 64


@dataclass(frozen=True, slots=True)
class Cluster:
    """The Dask cluster whose scheduler answers at ``scheduler``, and how it is used.

    What is made of each partition, of ``size`` files on average, is kept in ``partitions``, the address of a
    folder that this machine and all workers reach. ``patience`` is how many seconds to wait for the scheduler
    to answer, and then for it to have a worker.
    """

    scheduler: str
    partitions: str
    size: int = PARTITION_SIZE
    patience: float = 30.0


def build_on_cluster(
    given: Iterable[str],
    out: Path,
    extractor: ClaimSource,
    cluster: Cluster,
    vocabulary: Sequence[Path] = (),
    *,
    shapes: Shapes | None = None,
    rules: Sequence[Rule] | None = None,
    background: Background | None = None,
    reading: ReadingOptions | None = None,
    reuse: bool = True,
    time_limit: float | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Built:
    """Make the dataset of the documents at *given*, paths and addresses that fsspec knows, in the folder
    *out*.

    Paths must lead to the same files on all workers. What a partition holds is made again only if one of its
    files, or what it was made with, has changed; a worker that is lost costs the partition that it had in
    hand. The statements of each partition lie in its place as a file of N-Quads, too, listed in
    ``manifest.jsonl``. The other arguments are those of accgraph.build.build. A file that every worker dies
    of is left out, and one that takes longer than *time_limit* seconds, which costs a worker: that it is
    started anew is the business of Dask's nanny.

    Raises ClusterError if no scheduler or worker answers, or if the workers cannot do their work; StoreError
    and DocumentError as accgraph.build.build does, StoreError also if the place of the partitions cannot be
    used.
    """
    rules = load_rules() if rules is None else rules
    background = background or Background.load(vocabulary)
    sources, left_out = find_sources(given)
    place = Place(cluster.partitions)
    with Workspace(out) as workspace, _connected(cluster) as client:
        if not reuse:
            workspace.clear()
        shards = Shards(workspace.shards, [workspace.out / SHARDS_FOLDER] if reuse else [])
        unit = Unit.of(extractor, shapes or Shapes.load(), background, shards, reading or ReadingOptions())
        crew = Crew(client, unit, place, time_limit)
        entries: list[MadePartition] = []
        done = reused = 0
        for entry, is_new in crew.convert(list(parted(sources, unit.basis, cluster.size)), reuse):
            entries.append(entry)
            done += len(entry.files)
            reused += 0 if is_new else sum(len(file.outcome.shards) for file in entry.files)
            progress("convert", done, len(sources))
        files = sorted(
            (file for entry in entries for file in entry.files), key=lambda file: (file.name, file.address)
        )
        assembly = Assembly(workspace, unit, rules, files)
        built = assembly.build(left_out, lambda done, total: progress("write", done, total))
        wanted = list(_wanted(entries, assembly, unit.shards))
        statements = []
        for made in crew.write(wanted):
            statements.append(made)
            progress("share", len(statements), len(wanted))
        statements.sort(key=lambda one: one.partition or "")
        write_manifest(place, [_shared(place, workspace.out, built), *statements])
    return replace(built, reused=reused)


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Client]:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ResourceError(
            "to use a cluster, install what it needs: pip install 'accgraph[cluster]'"
        ) from None
    try:
        client = Client(cluster.scheduler, timeout=cluster.patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{cluster.scheduler}: no Dask scheduler answers here ({error}): start one with 'dask scheduler'"
        ) from error
    with client, _silenced("distributed.client"):
        try:
            client.wait_for_workers(1, timeout=cluster.patience)
        except TimeoutError:
            raise ClusterError(
                f"{cluster.scheduler}: has no workers: start some with"
                f" 'dask worker {cluster.scheduler} --nthreads 1'"
            ) from None
        yield client


@contextmanager
def _silenced(name: str) -> Iterator[None]:
    """Keep the logger *name* from reporting what an error says better."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _wanted(entries: Iterable[MadePartition], assembly: Assembly, shards: Shards) -> Iterator[Wanted]:
    """Yield which statements of each partition the dataset of *assembly* holds, each document once."""
    left = set(assembly.keys)
    for entry in sorted(entries, key=lambda entry: entry.key):
        keys = sorted({key for file in entry.files for key in file.outcome.shards} & left)
        left -= set(keys)
        if entry.shards is None or entry.sha256 is None or not keys:
            continue
        found = {one.iri for key in keys for one, _ in shards.record(key).found}
        described = {iri: assembly.described(iri) for iri in sorted(found)}
        yield Wanted(entry.key, entry.shards, entry.sha256, tuple(keys), described)


def _shared(place: Place, out: Path, built: Built) -> MadeStatements:
    """Write the statements of the dataset at *out* that belong to no document."""
    graphs = {f"<{document.graph}>".encode() for document in built.documents}
    with (out / DATASET_FILE).open("rb") as file:
        lines = [line for line in file if line.rsplit(b" ", 2)[1] not in graphs]
    hasher = hashlib.sha256()
    for line in lines:
        hasher.update(line)
    return write_lines(place, f"nquads/{hasher.hexdigest()[:20]}.nq.gz", lines)
