"""The workers of a cluster: partitions are handed out to them, and what they made is taken in as it comes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from accgraph.building.contract import LeftOut
from accgraph.building.unit import Converted, Outcome, Unit
from accgraph.cluster.overdue import TimeLimit
from accgraph.cluster.partitions import MadePartition, Partition
from accgraph.cluster.statements import MadeStatements, Wanted, write_statements
from accgraph.cluster.storage import Place
from accgraph.cluster.work import entry_of, equip, make_partition, unpack
from accgraph.errors import AccgraphError, ClusterError
from accgraph.namespaces import digest

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Crew"]

Task = TypeVar("Task", Partition, Wanted)

# How many tasks the scheduler is told of at once, and how often one is tried that fails.
_WINDOW = 5000
_RETRIES = 2


class Crew:
    """The workers that *client* gives tasks to, with the *unit* of the build; they write to *place*.

    A worker that takes longer than *time_limit* seconds over a file ends, and the next one leaves it out.
    """

    def __init__(self, client: Client, unit: Unit, place: Place, time_limit: float | None = None) -> None:
        self._client = client
        self._unit = unit
        self._place = place
        self._limit = None if time_limit is None else TimeLimit(time_limit, place)

    def convert(self, partitions: Sequence[Partition], reuse: bool) -> Iterator[tuple[MadePartition, bool]]:
        """Yield the entry of each of *partitions*, whose shards the unit then has, and whether it is new.

        What is in the place already is not made again if *reuse* says so. A partition that workers die of is
        halved, until the file is found that they die of: that is left out.

        Raises ClusterError if the workers cannot do it.
        """
        there = self._place.names("manifest") if reuse else set()
        waiting: list[Partition] = []
        for partition in partitions:
            entry = entry_of(self._place, partition.key) if f"{partition.key}.json" in there else None
            if entry is not None and not entry.overdue and self._taken(entry):
                yield entry, False
            else:
                waiting.append(partition)
        if not waiting:
            return
        if self._limit is not None:
            self._limit.begin()
        pickled = pickle.dumps(self._unit)
        equipment = self._client.submit(equip, pickled, key=f"accgraph-unit-{digest(pickled.hex())}")

        def submit(partition: Partition) -> Future[Any]:
            return self._client.submit(
                make_partition,
                equipment,
                partition,
                self._place,
                anew=not reuse or f"{partition.key}.json" in there,
                limit=self._limit,
                key=f"accgraph-partition-{partition.key}",
                retries=_RETRIES,
            )

        suspects: list[Partition] = []
        for partition, future in self._ended(waiting, submit):
            if not self._is_killed(future, equipment.key):
                yield self._made(partition, future), True
            elif len(partition.sources) > 1:
                waiting += partition.halves(self._unit.basis)
            else:
                suspects.append(partition)
        # A worker that dies takes along what waits for it: by itself, a file is only blamed for what it does.
        for suspect in suspects:
            for partition, future in self._ended([suspect], submit):
                if self._is_killed(future, equipment.key):
                    yield _deadly(partition), True
                else:
                    yield self._made(partition, future), True

    def write(self, wanted: Sequence[Wanted]) -> Iterator[MadeStatements]:
        """Have the statements that are *wanted* written, and yield the file of each as it is done.

        Raises ClusterError if the workers cannot do it.
        """

        def submit(one: Wanted) -> Future[Any]:
            return self._client.submit(
                write_statements, one, self._place, key=f"accgraph-{one.name}", retries=_RETRIES
            )

        for _, future in self._ended(wanted, submit):
            made: MadeStatements = self._result(future)
            yield made

    def _made(self, partition: Partition, future: Future[Any]) -> MadePartition:
        self._result(future)
        entry = entry_of(self._place, partition.key)
        if entry is None or not self._taken(entry):
            raise ClusterError(
                f"{self._place.address}: does not hold what the workers have written there:"
                " name a folder that all machines share, or an address"
            )
        return entry

    def _taken(self, entry: MadePartition) -> bool:
        """Take in the shards of the partition *entry*; return whether all are there and whole."""
        if all(
            self._unit.shards.find(key) is not None for file in entry.files for key in file.outcome.shards
        ):
            return True
        if entry.shards is None or entry.sha256 is None:
            return False
        return unpack(entry.shards, entry.sha256, self._place, self._unit.shards)

    def _ended(
        self, tasks: Sequence[Task], submit: Callable[[Task], Future[Any]]
    ) -> Iterator[tuple[Task, Future[Any]]]:
        """Submit each of *tasks*, to which more may be added meanwhile, and yield it when it has ended."""
        from distributed import as_completed

        running: dict[object, tuple[Task, Future[Any]]] = {}
        ended = as_completed(loop=self._client.loop)
        submitted = 0
        while True:
            for task in tasks[submitted : submitted + _WINDOW - len(running)]:
                future = submit(task)
                running[future.key] = task, future
                ended.add(future)
                submitted += 1
            if not running:
                return
            task, future = running.pop(next(ended).key)
            yield task, future
            future.release()

    def _is_killed(self, future: Future[Any], equipment: object) -> bool:
        """Say whether *future* ended because the workers died of it; raises ClusterError if not of it
        alone."""
        from distributed import KilledWorker

        error = future.exception() if future.status == "error" else None
        if not isinstance(error, KilledWorker):
            return False
        if error.task == equipment:
            raise ClusterError("the workers die before they begin: is memory short?")
        return True

    def _result(self, future: Future[Any]) -> Any:
        if future.status == "cancelled":
            raise ClusterError(
                "the scheduler has gone: what was made until then is kept, and the next build takes it over"
            )
        try:
            return future.result()
        except AccgraphError:
            raise
        except ModuleNotFoundError as error:
            raise ClusterError(f"the workers lack what they need: {error}: install it there") from error
        except Exception as error:
            raise ClusterError(f"the workers cannot do it ({type(error).__name__}): {error}") from error


def _deadly(partition: Partition) -> MadePartition:
    """Return the entry of *partition*, whose one file ends the processes that read it."""
    (source,) = partition.sources
    reason = f"{source.address}: ends the process that reads it (is memory short?)"
    outcome = Outcome((), (LeftOut(source.name, reason),))
    return MadePartition(partition.key, (Converted(source.address, source.name, None, outcome),), None, None)
