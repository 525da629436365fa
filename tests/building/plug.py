"""Pulls the plug on builds, again and again: run by the tests in a process of its own, which opens no store.

A build into a dataset of other documents is ended in a forked process. After each end the output must be the
old dataset or the new one, whole, its store included; and the next build must finish with the bytes of one
that was not disturbed.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from building.scripted import content, make

from accgraph.errors import StoreError
from accgraph.store import Store

ENDED = 77


def forked(action: Callable[[], object]) -> int:
    """Run *action* in a process of its own; return its exit code, negative if a signal ended it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = int(bool(action()))
        except StoreError as error:
            print(error, file=sys.stderr)
            code = ENDED
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(event: int) -> None:
    """Have this process killed when it touches the file system for the *event*-th time."""
    left = event

    def hook(name: str, _: object) -> None:
        nonlocal left
        if name == "open" or name.startswith(("os.", "shutil.")):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def kill_after(seconds: float) -> None:
    """Have this process killed after *seconds*, wherever it is then."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_files(size: int) -> None:
    """Let this process write no file longer than *size* bytes, as a disk that is full does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def statements(out: Path) -> int:
    rows = Store.open(out).query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    return int(rows.values()[0][0])  # type: ignore[union-attr]


class Plug:
    def __init__(self, folder: Path, place: Path) -> None:
        self.folder = folder
        self.old = place / "old"
        self.new = place / "new"
        self.out = place / "out"
        (folder / "first").mkdir()
        (folder / "first" / "plain.txt").write_text("Nothing is claimed here.\n")
        assert forked(lambda: make(folder / "first", self.old) is None) == 0
        begun = time.monotonic()
        assert forked(lambda: make(folder / "second", self.new) is None) == 0
        self.milliseconds = int(1000 * (time.monotonic() - begun))
        self.known = {name: content(path) for name, path in (("old", self.old), ("new", self.new))}
        assert self.known["old"] != self.known["new"]

    def pull(self, disturb: Callable[[], None], what: str) -> bool:
        """Disturb one build; return whether it was ended by that."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.old, self.out)

        def disturbed() -> None:
            disturb()
            make(self.folder / "second", self.out)

        code = forked(disturbed)
        assert code in (0, ENDED, -signal.SIGKILL, -signal.SIGALRM), f"{what}: exit code {code}"
        found = content(self.out)
        which = next((name for name, known in self.known.items() if found == known), None)
        assert which, f"{what}: the output is neither the old dataset nor the new one: {sorted(found)}"
        lines = found["dataset.nq"].count(b"\n")
        assert forked(lambda: statements(self.out) != lines) == 0, f"{what}: the store is not whole"
        assert forked(lambda: make(self.folder / "second", self.out) is None) == 0, f"{what}: no next build"
        assert content(self.out) == self.known["new"], f"{what}: the next build made other bytes"
        beside = sorted(path.name for path in self.out.parent.iterdir())
        assert beside == ["new", "old", "out"], f"{what}: {beside}"
        return code != 0


WAYS: dict[str, Callable[[int], None]] = {
    "event": kill_at,
    "time": lambda number: kill_after(number / 1000),
    "size": limit_files,
}


def main(folder: Path, how: str, step: int, place: Path) -> None:
    """Disturb builds later and later by *step*; 0 means a tenth of the time that an undisturbed one takes."""
    plug = Plug(folder, place)
    number = step = step or max(1, plug.milliseconds // 10)
    while plug.pull(partial(WAYS[how], number), f"{how} {number}"):
        number += step
    print(number // step - 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
