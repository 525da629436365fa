"""Files that take too long: the worker that reads one notes it and ends, as Python cannot stop a thread.

Dask gives what it had in hand to another, which finds the note and leaves the file out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer

from accgraph.cluster.sources import Source
from accgraph.cluster.storage import Place
from accgraph.namespaces import digest

__all__ = ["TimeLimit"]

_FOLDER = "overdue"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A file may take so many ``seconds``; which took longer is noted in ``place``, until the next build."""

    seconds: float
    place: Place

    def begin(self) -> None:
        """Forget what has been noted. Raises StoreError if the place cannot be used."""
        self.place.clear(_FOLDER)

    def fault(self, source: Source) -> str | None:
        """Return why *source* is left out, if it has been seen to take longer.

        Raises StoreError if the place cannot be read.
        """
        noted = self.place.read(_note(source))
        return None if noted is None else noted.decode()

    @contextmanager
    def watched(self, source: Source) -> Iterator[None]:
        """End this process if what is done with *source* takes longer."""
        timer = Timer(self.seconds, self._end, [source])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self, source: Source) -> None:
        reason = f"{source.address}: takes longer than {self.seconds:g} seconds"
        try:
            self.place.write(_note(source), reason.encode("utf-8", "backslashreplace"))
        finally:
            os._exit(1)


def _note(source: Source) -> str:
    return f"{_FOLDER}/{digest(source.address, source.version)}"
