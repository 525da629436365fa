"""Reading in a process of its own, which may hang, crash or eat its memory without harm to anything else.

One process reads file after file, as starting it takes longer than reading; it is ended when a file takes
more than its limits, and another one is started for the next file. It never outlives its work: it ends when
nobody listens any more, and its processor time is limited, too.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from functools import cache
from threading import Lock, Thread
from typing import IO

from accgraph.reading.content import Content, Fault
from accgraph.reading.formats import Original
from accgraph.reading.options import MEGABYTE
from accgraph.reading.unpacking import contents

__all__ = ["Confinement", "confined", "serve"]

_PROGRAM = "from accgraph.reading.confinement import serve; serve()"
_GRACE = 5

Answer = list[Content | Fault]


def confined(original: Original) -> Answer:
    """Return what ``contents`` yields of *original*, read in another process, or why that ended."""
    return _confinement().read(original)


@cache
def _confinement() -> Confinement:
    return Confinement()


class Confinement:
    """The process that reads, started when there is something to read."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def read(self, original: Original) -> Answer:
        """Return what is in *original*, or the fault that it takes more than its limits."""
        limits = original.options.limits
        with self._lock:
            process = self._running()
            answers: list[Answer] = []
            asking = Thread(target=_ask, args=(process, original, answers), daemon=True)
            asking.start()
            asking.join(limits.seconds)
            if answers:
                return answers[0]
            hangs = asking.is_alive()
            self._end()
            asking.join()
        if hangs:
            reason = f"takes longer than {limits.seconds:g} seconds to read: part it, or set --max-seconds"
        else:
            reason = (
                f"ends the process that reads it: it is damaged, or needs more memory than"
                f" {limits.memory / MEGABYTE:,.0f} MB (--max-memory)"
            )
        return [Fault("", f"{original.name}: {reason}")]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                # An interrupt from the keyboard is for the process that builds, which then ends this one.
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        self._process = None


def _ask(process: subprocess.Popen[bytes], original: Original, answers: list[Answer]) -> None:
    assert process.stdin is not None and process.stdout is not None
    # Whatever breaks here means that the process has ended; no answer says so.
    with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
        process.stdin.write(pickle.dumps(original))
        process.stdin.flush()
        answers.append(pickle.load(process.stdout))


def serve() -> None:
    """Read what comes on standard input, and write what is in it to standard output, until nobody asks."""
    asked, answers = _streams()
    while True:
        try:
            original = pickle.load(asked)
        except EOFError:
            return
        _limit(original)
        answers.write(pickle.dumps(_read(original)))
        answers.flush()


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two ends of the conversation; what libraries print goes to standard error from now on."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _read(original: Original) -> Answer:
    try:
        return list(contents(original))
    except MemoryError:
        limit = original.options.limits.memory / MEGABYTE
        reason = f"needs more memory than {limit:,.0f} MB to read: part it, or set --max-memory"
    except Exception as error:
        reason = f"is damaged, or a fault of the library that reads it: {type(error).__name__}: {error}"
    return [Fault("", f"{original.name}: {reason}")]


def _limit(original: Original) -> None:
    """Keep this process to the limits of *original*, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    limits = original.options.limits
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.seconds) + _GRACE
    for kind, value in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        within = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (within, hard))
