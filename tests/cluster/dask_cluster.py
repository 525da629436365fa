"""A Dask scheduler and workers as processes of this machine, started by Dask's own commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines.servers import needed

_PATIENCE = 60


@contextmanager
def cluster(folder: Path, workers: int, failures: int = 3) -> Iterator[str]:
    """Yield the address of a scheduler with so many *workers*, which keep their files below *folder*.

    A task is given up when more than *failures* workers have been lost that had it in hand.
    """
    needed("dask")
    described = folder / "scheduler.json"
    scheduler = _dask(
        folder,
        "scheduler",
        *("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(described)),
        DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=str(failures),
    )
    processes = [scheduler]
    try:
        address = _address(described, scheduler)
        for number in range(workers):
            room = folder / f"worker{number}"
            room.mkdir()
            processes.append(
                _dask(
                    room, "worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", str(room)
                )
            )
        yield address
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


def _dask(folder: Path, command: str, *arguments: str, **settings: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(part for part in sys.path if part)
    with (folder / f"{command}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", command, "--dashboard-address", "127.0.0.1:0", *arguments],
            env={**os.environ, "PYTHONPATH": path, **settings},
            stdout=log,
            stderr=log,
            cwd=folder,
        )


def _address(described: Path, scheduler: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and scheduler.poll() is None:
        try:
            return str(json.loads(described.read_text())["address"])
        except (OSError, ValueError, KeyError):
            time.sleep(0.05)
    raise AssertionError(f"the scheduler did not start: {(described.parent / 'scheduler.log').read_text()}")
