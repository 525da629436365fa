"""Work spread over processes: each converts one file at a time, and may die of it alone."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from accgraph.building.contract import LeftOut
from accgraph.building.unit import Outcome, Unit

__all__ = ["convert_all", "cores", "settle", "workers_worth"]

# A process of its own takes seconds to load the model: it pays for this much text, in bytes, or more.
_WORTH_A_WORKER = 100_000
_ATTEMPTS = 2


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_worth(jobs: int, size: int) -> int:
    """Return how many of *jobs* processes it pays to start for *size* bytes of documents."""
    return max(1, min(jobs, size // _WORTH_A_WORKER))


def settle() -> None:
    """Let the collection of garbage leave alone what there is now: the model and the vocabulary stay.

    To go through them takes as long as half a document does, every thirty documents or so.
    """
    gc.collect()
    gc.freeze()


def convert_all(
    unit: Unit, paths: Sequence[Path], jobs: int, time_limit: float | None = None
) -> Iterator[tuple[Path, Outcome]]:
    """Convert the files at *paths*, by *jobs* processes if they are more than one; yield each as it is done.

    A file that takes longer than *time_limit* seconds, or whose process dies twice over it, is left out; a
    limit needs processes, even if it is only one. A unit that cannot be pickled is used in this process
    alone.
    """
    pickled = _pickled(unit) if jobs > 1 or time_limit is not None else None
    if pickled is None:
        yield from _converted_here(unit, paths)
        return
    crew = _Crew(pickled, paths, time_limit)
    try:
        yield from crew.work(jobs)
    finally:
        crew.dismiss()


def _converted_here(unit: Unit, paths: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
    try:
        for number, path in enumerate(paths):
            yield path, unit.convert(path)
            if number == 0:
                settle()
    finally:
        gc.unfreeze()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _pickled(unit: Unit) -> bytes | None:
    try:
        return pickle.dumps(unit)
    except (pickle.PicklingError, TypeError, AttributeError):
        return None


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    path: Path | None = None
    since: float | None = None


class _Crew:
    """The workers, and the files that wait for them."""

    def __init__(self, unit: bytes, paths: Sequence[Path], time_limit: float | None) -> None:
        # Not forked: libraries that this process has loaded may run threads, which do not outlive a fork.
        self._context = multiprocessing.get_context("spawn")
        self._unit = unit
        self._limit = time_limit
        # The largest first, so that at the end no process is left alone with a large one.
        self._waiting = deque(sorted(paths, key=_size, reverse=True))
        self._failed: dict[Path, int] = {}
        self._workers: list[_Worker] = []

    def work(self, jobs: int) -> Iterator[tuple[Path, Outcome]]:
        for _ in range(min(jobs, len(self._waiting))):
            self._hire()
        while self._workers:
            ready = {
                id(one) for one in wait([worker.connection for worker in self._workers], self._patience())
            }
            for worker in list(self._workers):
                if id(worker.connection) in ready:
                    yield from self._heard(worker)
                elif self._overdue(worker):
                    yield from self._lost(worker, f"takes longer than {self._limit:g} seconds", attempts=1)

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers = []

    def _hire(self) -> None:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._unit), daemon=True)
        process.start()
        there.close()
        self._workers.append(_Worker(process, here))

    def _heard(self, worker: _Worker) -> Iterator[tuple[Path, Outcome]]:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, "ends the process that reads it (is memory short?)", _ATTEMPTS)
            return
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Outcome) and worker.path is not None:
            yield worker.path, said
        self._next(worker)

    def _next(self, worker: _Worker) -> None:
        worker.path = self._waiting.popleft() if self._waiting else None
        worker.since = time.monotonic()
        try:
            worker.connection.send(worker.path)
        except OSError:
            # It has died just now: what it was to do is done by another.
            return
        if worker.path is None:
            self._workers.remove(worker)
            worker.process.join()
            worker.connection.close()

    def _lost(self, worker: _Worker, reason: str, attempts: int) -> Iterator[tuple[Path, Outcome]]:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        path = worker.path
        if path is None and worker.since is None:
            raise RuntimeError(
                f"a worker process ended before it began, with the exit code {worker.process.exitcode}"
            )
        if path is not None:
            self._failed[path] = self._failed.get(path, 0) + 1
            if self._failed[path] < attempts:
                self._waiting.appendleft(path)
            else:
                yield path, Outcome((), (LeftOut(path.name, f"{path}: {reason}"),))
        if self._waiting:
            self._hire()

    def _patience(self) -> float | None:
        if self._limit is None:
            return None
        ends = [worker.since + self._limit for worker in self._workers if worker.since is not None]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _overdue(self, worker: _Worker) -> bool:
        if self._limit is None or worker.since is None:
            return False
        return time.monotonic() >= worker.since + self._limit


def _serve(connection: Connection, pickled: bytes) -> None:
    """Convert the files whose paths come over *connection*, until None comes or the other side has gone."""
    # An interrupt from the keyboard comes to all processes; the one that builds ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        unit: Unit = pickle.loads(pickled)
        connection.send(None)
        settled = False
        while (path := connection.recv()) is not None:
            try:
                outcome: Outcome | Exception = unit.convert(path)
            except Exception as error:
                outcome = error
            connection.send(outcome)
            if not settled:
                settle()
                settled = True
    except (EOFError, OSError):
        return
