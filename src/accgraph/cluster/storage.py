"""Files at addresses that fsspec knows: opened, read and written, with errors that say what to do."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from accgraph.errors import ResourceError, StoreError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["Place", "filesystem", "is_stored", "local_path"]


def is_stored(given: str) -> bool:
    """Say whether *given* is an address for fsspec (``s3://bucket/folder``), and not a path or of the web."""
    scheme, separator, _ = given.partition("://")
    return bool(separator) and scheme.isalnum() and scheme.lower() not in ("http", "https")


def filesystem(address: str) -> tuple[AbstractFileSystem, str]:
    """Return what opens files at *address*, an address or a path, and the path of it there.

    Raises ResourceError if fsspec, or what it needs for this address, is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError:
        raise ResourceError(
            f"{address}: fsspec opens it, and is not installed: pip install 'accgraph[cluster]'"
        ) from None
    try:
        found: tuple[AbstractFileSystem, str] = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ResourceError(f"{address}: cannot be opened here: {error}") from error
    return found


def local_path(given: str) -> Path | None:
    """Return the path of *given*, if it is a path or an address of this machine's own files."""
    if not is_stored(given):
        return Path(given)
    files, path = filesystem(given)
    return Path(path) if _is_local(files) else None


def _is_local(files: AbstractFileSystem) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(files, LocalFileSystem)


@dataclass(frozen=True)
class Place:
    """A folder at an address, where files are written whole or not at all; it can be pickled."""

    address: str

    @cached_property
    def _opened(self) -> tuple[AbstractFileSystem, str]:
        return filesystem(self.address)

    def __getstate__(self) -> dict[str, str]:
        """Return the address: what opens it is made anew wherever it is used."""
        return {"address": self.address}

    def read(self, name: str) -> bytes | None:
        """Return the content of the file *name*; None if there is none.

        Raises StoreError if it cannot be read.
        """
        files, folder = self._opened
        try:
            content: bytes = files.cat_file(f"{folder}/{name}")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self.address}/{name}: cannot be read: {error}") from error
        return content

    def names(self, folder: str) -> set[str]:
        """Return the names of the files in *folder*, none if it is not there.

        Raises StoreError if it cannot be listed.
        """
        files, place = self._opened
        try:
            return {path.rpartition("/")[2] for path in files.find(f"{place}/{folder}")}
        except OSError as error:
            raise StoreError(f"{self.address}/{folder}: cannot be listed: {error}") from error

    def write(self, name: str, content: bytes) -> None:
        """Write *content* to the file *name*, in the place of what is there. Raises StoreError if it
        cannot."""
        files, folder = self._opened
        path = f"{folder}/{name}"
        with self._writing(name):
            if not _is_local(files):
                # Object stores show a file only when it is whole.
                files.pipe_file(path, content)
                return
            temporary = f"{path}.{uuid.uuid4().hex}"
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            try:
                files.pipe_file(temporary, content)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    def clear(self, folder: str) -> None:
        """Remove *folder* and what it holds, if it is there. Raises StoreError if it cannot be."""
        files, place = self._opened
        try:
            files.rm(f"{place}/{folder}", recursive=True)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise StoreError(f"{self.address}/{folder}: cannot be removed: {error}") from error

    @contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{self.address}/{name}: cannot be written: {error.strerror or error}"
            ) from error
