"""``accgraph status``: what of a dataset is out of date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.extractor_options import ChosenExtractor, extractor_options
from accgraph.cli.options import out_option, vocabulary_option
from accgraph.cli.reading_options import reading_options

if TYPE_CHECKING:
    from accgraph.reading import ReadingOptions


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@out_option
@vocabulary_option
@extractor_options
@reading_options
def status(
    paths: tuple[Path, ...],
    out: Path,
    vocabulary: tuple[Path, ...],
    extractor: ChosenExtractor,
    reading: ReadingOptions,
) -> None:
    """Say what a build of the documents at PATH into DIR, with the same options, would have to do.

    Nothing is written. The exit code is 1 if the dataset is out of date.
    """
    from accgraph.cli.console import console
    from accgraph.resources import seeds_folder
    from accgraph.status import status as status_of

    paths = paths or (seeds_folder(),)
    found = status_of(paths, out, extractor.load(vocabulary), vocabulary, reading)
    shown = console()
    if found.holder:
        shown.print(f"{out} is being built by {found.holder}", markup=False)
    if found.left_over:
        shown.print(
            f"A build that did not end has left {found.left_over} converted documents to the next one"
        )
    if found.differs:
        parts = ", ".join(found.differs)
        shown.print(f"Another version of this is in use now, so all is converted again: {parts}")
    for what, names in (("new", found.new), ("changed", found.changed), ("removed", found.removed)):
        for name in names:
            shown.print(f"{what:8} {name}", markup=False)
    shown.print(
        f"{found.unchanged} documents as they were, {len(found.new)} new, {len(found.changed)} changed,"
        f" {len(found.removed)} removed: {out} is {'up to date' if found.up_to_date else 'out of date'}",
        markup=False,
    )
    if not found.up_to_date:
        raise click.exceptions.Exit(1)
