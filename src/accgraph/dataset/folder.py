"""The names of what a dataset's folder holds, and which folders can become one."""

from __future__ import annotations

from pathlib import Path

from accgraph.errors import StoreError

__all__ = [
    "BUILD_FILE",
    "CLAIMS_FILE",
    "ORIGINALS_FOLDER",
    "PLACES_FOLDER",
    "SHARDS_FOLDER",
    "TEXTS_FOLDER",
    "TRIG_FILE",
    "TURTLE_FILE",
    "check_folder",
]

BUILD_FILE = "build.json"
CLAIMS_FILE = "claims.jsonl"
TEXTS_FOLDER = "texts"
PLACES_FOLDER = "places"
ORIGINALS_FOLDER = "originals"
SHARDS_FOLDER = "shards"
TRIG_FILE = "dataset.trig"
TURTLE_FILE = "dataset.ttl"


def check_folder(out: Path) -> None:
    """Raise StoreError if *out* is a file, or a folder that holds something else than a dataset."""
    if out.exists() and not out.is_dir():
        raise StoreError(f"{out}: is a file: give a folder to write the dataset to")
    if out.is_dir() and any(out.iterdir()) and not (out / BUILD_FILE).is_file():
        raise StoreError(f"{out}: holds something else than a dataset of accgraph: give another folder")
