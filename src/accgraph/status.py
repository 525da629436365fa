"""What of a dataset is out of date: what the next build would have to do, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accgraph.build import files_of
from accgraph.building.contract import ClaimSource
from accgraph.building.shards import Shards
from accgraph.building.unit import Unit
from accgraph.dataset.folder import BUILD_FILE, SHARDS_FOLDER
from accgraph.dataset.workspace import Workspace
from accgraph.errors import DocumentError, StoreError
from accgraph.graph.background import Background
from accgraph.graph.validation import Shapes
from accgraph.reading import ReadingOptions

__all__ = ["Status", "status"]


@dataclass(frozen=True, slots=True)
class Status:
    """How a dataset stands to the documents that it is to be made of, each named by its file.

    ``differs`` names what the dataset was made with another version of (``code``, ``extractor``, ``shapes``,
    ``vocabulary``, ``options``): then all documents are converted again. ``left_over`` is the number of
    documents that a build which did not end has converted already, and ``holder`` is who builds it now.
    """

    unchanged: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    differs: tuple[str, ...]
    left_over: int
    holder: str | None

    @property
    def up_to_date(self) -> bool:
        """Whether a build would change nothing."""
        return not (self.new or self.changed or self.removed or self.differs)


def status(
    paths: Iterable[Path],
    out: Path,
    extractor: ClaimSource,
    vocabulary: Sequence[Path] = (),
    reading: ReadingOptions | None = None,
) -> Status:
    """Return how the dataset in the folder *out* stands to the documents at *paths*; nothing is written.

    *extractor*, *vocabulary* and *reading* are what a build would be given.

    Raises StoreError if there is no dataset that a build has made.
    """
    workspace = Workspace(out)
    summary = _summary(workspace.out)
    kept = Shards(workspace.out / SHARDS_FOLDER)
    options = reading or ReadingOptions()
    unit = Unit.of(extractor, Shapes.load(), Background.load(vocabulary), kept, options)
    files, _ = files_of(paths)
    before = summary["made_with"]
    names = [str(document["name"]) for document in summary["documents"]]
    known = kept.sources()
    unchanged = 0
    new, changed = [], []
    for path in files:
        if _source(unit, path) in known:
            unchanged += 1
        elif any(_is_of(name, path) for name in names):
            changed.append(path.name)
        else:
            new.append(path.name)
    return Status(
        unchanged=unchanged,
        new=tuple(new),
        changed=tuple(changed),
        removed=tuple(name for name in names if not any(_is_of(name, path) for path in files)),
        differs=tuple(part for part, value in unit.made_with.items() if before.get(part) != value),
        left_over=len(list(workspace.shards.glob("*/*.gz"))) if workspace.shards.is_dir() else 0,
        holder=workspace.holder(),
    )


def _summary(out: Path) -> Any:
    try:
        summary = json.loads((out / BUILD_FILE).read_text(encoding="utf-8"))
        if isinstance(summary["made_with"], dict) and isinstance(summary["documents"], list):
            return summary
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{out}: holds no dataset that 'accgraph build' has made: build it") from error
    raise StoreError(f"{out}: {BUILD_FILE} does not say what the dataset was made with: build it again")


def _source(unit: Unit, path: Path) -> str | None:
    try:
        return unit.source(path)
    except (OSError, DocumentError):
        return None


def _is_of(name: str, path: Path) -> bool:
    """Say whether the document called *name* is that of the file at *path*, or one of several in it."""
    return name == path.name or name.startswith((f"{path.name}#", f"{path.name}/", f"{path.name}!"))
