"""Files that take too long: the worker that reads one notes it and ends, as Python cannot stop a thread.

Dask gives what it had in hand to another, which finds the note and leaves the file out.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
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

    def faults(self, sources: Iterable[Source]) -> dict[str, str]:
        """Return why those of *sources* are left out that have been seen to take longer, by their addresses.

        Raises StoreError if the place cannot be read.
        """
        noted = self.place.names(_FOLDER)
        found = {s.address: self.place.read(f"{_FOLDER}/{_note(s)}") for s in sources if _note(s) in noted}
        return {address: reason.decode() for address, reason in found.items() if reason is not None}

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
            self.place.write(f"{_FOLDER}/{_note(source)}", reason.encode("utf-8", "backslashreplace"))
        finally:
            os._exit(1)


def _note(source: Source) -> str:
    return digest(source.address, source.version)
