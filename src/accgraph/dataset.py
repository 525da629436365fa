"""The folder of a dataset: written beside the place where it goes, and put there when it is complete."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Quad

from accgraph.errors import StoreError
from accgraph.graph.syntax import nquads_lines, write_rdf
from accgraph.store import DATASET_FILE, STORE_FOLDER, Store

__all__ = ["BUILD_FILE", "CLAIMS_FILE", "TEXTS_FOLDER", "check_folder", "write_dataset"]

BUILD_FILE = "build.json"
CLAIMS_FILE = "claims.jsonl"
TEXTS_FOLDER = "texts"


def check_folder(out: Path) -> None:
    """Raise StoreError if *out* is a file, or a folder that holds something else than a dataset."""
    if out.exists() and not out.is_dir():
        raise StoreError(f"{out}: is a file: give a folder to write the dataset to")
    if out.is_dir() and any(out.iterdir()) and not (out / BUILD_FILE).is_file():
        raise StoreError(f"{out}: holds something else than a dataset of accgraph: give another folder")


def write_dataset(
    out: Path,
    quads: Sequence[Quad],
    summary: Mapping[str, object],
    more: Callable[[Path], None] = lambda folder: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Write *quads* to the folder *out* in N-Quads, TriG, Turtle and a store, and *summary* beside them.

    *more* writes what else belongs to the dataset into the folder that it is given. What is at *out* already
    gives way only to what is complete.

    Raises StoreError if *out* cannot be written, or is no place for a dataset.
    """
    out = out.absolute()
    check_folder(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # Beside the folder it will become, so that the last step is a rename within one file system.
        temporary = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            progress(0, 4)
            (temporary / DATASET_FILE).write_bytes("".join(nquads_lines(quads)).encode())
            progress(1, 4)
            (temporary / "dataset.trig").write_bytes(write_rdf(quads, "trig"))
            (temporary / "dataset.ttl").write_bytes(write_rdf(quads, "turtle"))
            progress(2, 4)
            more(temporary)
            described = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
            (temporary / BUILD_FILE).write_bytes(described.encode())
            Store.create(temporary / STORE_FOLDER, temporary / DATASET_FILE)
            progress(3, 4)
            temporary.chmod(0o755)
            _put_in_place(temporary, out)
            progress(4, 4)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{out}: cannot be written: {error.strerror or error}") from error


def _put_in_place(new: Path, out: Path) -> None:
    old = new.with_name(f"{new.name}.old")
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except BaseException:
        with suppress(OSError):
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
