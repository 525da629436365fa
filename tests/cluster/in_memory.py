"""A storage that is no disk: fsspec's files in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import fsspec


@contextmanager
def stored_in_memory(folder: str, contents: Mapping[str, bytes]) -> Iterator[str]:
    """Keep files of *contents*, by name, in *folder* for a while; the address of the folder."""
    files = fsspec.filesystem("memory")
    for name, content in contents.items():
        files.pipe(f"/{folder}/{name}", content)
    try:
        yield f"memory://{folder}"
    finally:
        files.rm(f"/{folder}", recursive=True)
