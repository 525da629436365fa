"""Building a dataset: documents are read, their claims made into graphs, validated, and written to a folder.

The same documents give the same bytes, whatever was in the folder before and by however many processes they
are made; but for the store, whose files are Oxigraph's own affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from accgraph.building.assembly import Assembly
from accgraph.building.contract import Built, BuiltDocument, ClaimSource, LeftOut, Progress
from accgraph.building.shards import Shards
from accgraph.building.unit import Converted, Outcome, Unit
from accgraph.building.workers import convert_all, workers_worth
from accgraph.dataset.folder import SHARDS_FOLDER
from accgraph.dataset.workspace import Workspace
from accgraph.errors import DocumentError
from accgraph.graph.background import Background
from accgraph.graph.rules import Rule, load_rules
from accgraph.graph.validation import Shapes
from accgraph.reading import ReadingOptions, find_documents

__all__ = ["Built", "BuiltDocument", "ClaimSource", "LeftOut", "build", "files_of", "planned"]


def build(
    paths: Iterable[Path],
    out: Path,
    extractor: ClaimSource,
    vocabulary: Sequence[Path] = (),
    *,
    shapes: Shapes | None = None,
    rules: Sequence[Rule] | None = None,
    background: Background | None = None,
    reading: ReadingOptions | None = None,
    jobs: int = 1,
    reuse: bool = True,
    time_limit: float | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Built:
    """Make the dataset of the documents at *paths*, files or folders, in the folder *out*.

    The dataset takes the place of one that is at *out* already only when it is complete. A document that
    cannot be read, or whose graph does not conform to the shapes, is left out and named in the result.
    *reading* says how they are read. *vocabulary* are the user's own vocabulary files; *shapes*, *rules*
    and *background* stand in for those that ship with accgraph.

    Documents are converted by *jobs* processes at most; more than one are started only for as much text as
    pays for it. What an earlier build of *out* has made of the same content with the same code, lexicon,
    vocabulary and shapes is taken over, even of one that was killed, unless *reuse* is false. A document
    that takes longer than *time_limit* seconds is left out.

    Raises StoreError if *out* cannot be written, holds something else than a dataset or is being built by
    another process, DocumentError if no document is left to build of.
    """
    shapes = shapes or Shapes.load()
    rules = load_rules() if rules is None else rules
    background = background or Background.load(vocabulary)
    with Workspace(out) as workspace:
        earlier = workspace.out / SHARDS_FOLDER
        if not reuse:
            workspace.clear()
        shards = Shards(workspace.shards, [earlier] if reuse else [])
        unit = Unit.of(extractor, shapes, background, shards, reading or ReadingOptions())
        files, left_out = files_of(paths)
        outcomes, sources, reused = planned(unit, files)
        waiting = [path for path in files if path not in outcomes]
        progress("convert", len(outcomes), len(files))
        size = sum(path.stat().st_size for path in waiting if path.is_file())
        for path, outcome in convert_all(unit, waiting, workers_worth(jobs, size), time_limit):
            outcomes[path] = outcome
            if path in sources and not outcome.left_out:
                shards.note(sources[path], outcome.shards)
            progress("convert", len(outcomes), len(files))
        converted = [Converted(str(path), path.name, sources.get(path), outcomes[path]) for path in files]
        assembly = Assembly(workspace, unit, rules, converted)
        built = assembly.build(left_out, lambda done, total: progress("write", done, total))
    return replace(built, reused=reused)


def files_of(paths: Iterable[Path]) -> tuple[list[Path], list[LeftOut]]:
    """Return the files that *paths* stand for, in the order of a build, and what is left out."""
    found = find_documents(paths)
    left_out = [LeftOut(path.name, f"{path}: {reason}") for path, reason in found.left_out]
    return sorted(found.files, key=lambda path: (path.name, str(path))), left_out


def planned(unit: Unit, files: Iterable[Path]) -> tuple[dict[Path, Outcome], dict[Path, str], int]:
    """Look which of *files* an earlier build has made already.

    Return their outcomes, the digest of each file that can be read, and the number of documents taken over.
    """
    known = unit.shards.sources()
    outcomes: dict[Path, Outcome] = {}
    sources: dict[Path, str] = {}
    reused = 0
    for path in files:
        try:
            source = unit.source(path)
        except (OSError, DocumentError):
            # Converting it says what is wrong with it.
            continue
        sources[path] = source
        keys = known.get(source)
        if keys is not None and all(unit.shards.find(key) is not None for key in keys):
            outcomes[path] = Outcome(keys)
            reused += len(keys)
    return outcomes, sources, reused
