"""The place beside a dataset where the next one is made: locked, and swapped in when complete."""

from __future__ import annotations

import json
import os
import shutil
import socket
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from accgraph.dataset.exchange import put_in_place, restore
from accgraph.dataset.folder import SHARDS_FOLDER, check_folder
from accgraph.errors import StoreError

__all__ = ["Workspace"]


class Workspace:
    """The folder ``.NAME.build`` beside the dataset NAME, held by one process while it is entered.

    ``shards`` holds what was made of single documents, and outlives a crash; ``new`` is the dataset to be,
    and is empty at first. When nothing is left that a later build could use, the workspace is removed.
    """

    def __init__(self, out: Path) -> None:
        self.out = out.absolute()
        self.folder = self.out.with_name(f".{self.out.name}.build")
        self.new = self.folder / "new"
        self.shards = self.folder / SHARDS_FOLDER
        self._old = self.folder / "old"
        self._holder = self.folder / "holder.json"
        self._lock = FileLock(self.folder / "lock")

    def holder(self) -> str | None:
        """Return who holds the workspace now: process, machine and since when; None if nobody does."""
        if not self.folder.is_dir():
            return None
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return self._named()
        self._lock.release()
        return None

    def __enter__(self) -> Workspace:
        """Take hold of the workspace.

        Raises StoreError if another process holds it, if it cannot be written, or if what is at its place
        is no dataset.
        """
        try:
            restore(self.out, self._old)
            check_folder(self.out)
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                raise StoreError(
                    f"{self.out}: is being built by {self._named()}:"
                    " wait for it to end, or give another folder"
                ) from None
            try:
                self._prepare()
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.new, ignore_errors=True)
        shutil.rmtree(self._old, ignore_errors=True)
        self._holder.unlink(missing_ok=True)
        if kind is None or not any(self.shards.rglob("*.gz")):
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise self._unwritable(error) from error

    def clear(self) -> None:
        """Forget what earlier builds have left here."""
        shutil.rmtree(self.shards)
        self.shards.mkdir()

    def finish(self) -> None:
        """Put what is in ``new`` in the place of the dataset, in one step."""
        self.new.chmod(0o755)
        _flush(self.new)
        put_in_place(self.new, self.out, self._old)
        _flush_names(self.out.parent)

    def _prepare(self) -> None:
        held = {
            "process": os.getpid(),
            "machine": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._holder.write_text(json.dumps(held), encoding="utf-8")
        shutil.rmtree(self.new, ignore_errors=True)
        shutil.rmtree(self._old, ignore_errors=True)
        self.new.mkdir()
        self.shards.mkdir(exist_ok=True)

    def _named(self) -> str:
        try:
            held = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {held['process']} on {held['machine']} since {held['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(f"{self.out}: cannot be written: {error.strerror or error}")


def _flush(folder: Path) -> None:
    """Have the system write what is new in *folder* to disk, so that a power cut cannot undo it."""
    for path in folder.rglob("*"):
        # A file that has another name already was written by an earlier build.
        if path.is_file() and path.stat().st_nlink == 1:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _flush_names(folder)


def _flush_names(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
