"""Read gold files: ``NAME.gold.json`` beside ``NAME.txt``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accgraph.errors import DocumentError
from accgraph.model import COMMITMENT_KINDS, EVENT_KINDS, POSITION_KINDS

__all__ = ["GoldFile", "read_gold"]

SUFFIX = ".gold.json"

_KINDS = {
    "positions": ("kind", POSITION_KINDS),
    "commitments": ("kind", COMMITMENT_KINDS),
    "events": ("type", EVENT_KINDS),
}
_KEYS = {
    "positions": ("holder", "target", "quote"),
    "commitments": ("bearer", "action", "quote"),
    "events": ("date", "place", "participants", "quote"),
}


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A document's file and what a careful analyst recorded after reading it."""

    name: str
    path: Path
    record: Mapping[str, Any]


def read_gold(folder: Path, only: Collection[str] = ()) -> tuple[GoldFile, ...]:
    """Return the gold files in *folder*, by name; with *only*, those of these documents (``d01``).

    Raises DocumentError if the folder holds none, if one named in *only* is not there, or if a file is not
    what it should be.
    """
    if not folder.is_dir():
        raise DocumentError(
            f"{folder} is not a folder: give the folder of the texts and their {SUFFIX} files"
        )
    paths = {path.name.removesuffix(SUFFIX): path for path in sorted(folder.glob(f"*{SUFFIX}"))}
    if not paths:
        raise DocumentError(f"{folder} holds no *{SUFFIX} file: there is nothing to score against")
    unknown = sorted(set(only) - paths.keys())
    if unknown:
        raise DocumentError(f"{folder} holds no {unknown[0]}{SUFFIX}: it has {', '.join(paths)}")
    return tuple(_read(path) for name, path in paths.items() if not only or name in only)


def _read(path: Path) -> GoldFile:
    try:
        record = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read as a gold file: {error}") from error
    for fault in _faults(record):
        raise DocumentError(f"{path} is no gold file: {fault}")
    document = path.with_name(str(record["document"]))
    if not document.is_file():
        raise DocumentError(f"{path} is about {record['document']}, which does not lie beside it")
    return GoldFile(document.name, document, record)


def _faults(record: object) -> Iterator[str]:
    if not isinstance(record, dict):
        yield "it holds no object"
        return
    yield from (f"{key} is missing" for key in ("document", "names", *_KINDS) if key not in record)
    for part, (key, kinds) in _KINDS.items():
        for i, each in enumerate(record.get(part, ())):
            if each.get(key) not in kinds:
                yield f"{part}[{i}] has the {key} {each.get(key)!r}, not one of {', '.join(kinds)}"
            yield from (f"{part}[{i}] has no {name}" for name in _KEYS[part] if name not in each)
