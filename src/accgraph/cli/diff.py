"""``accgraph diff``: what came, went or changed between two datasets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.output import output_option, put

if TYPE_CHECKING:
    from accgraph.comparison.changes import Differences

_COLUMNS = ("change", "what", "which", "difference", "quote", "document")


@click.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "patch"]),
    default="table",
    show_default=True,
    help="Things, as a table or as CSV; or all statements that differ, as RDF Patch.",
)
@output_option
def diff(old: Path, new: Path, form: str, output: Path | None) -> None:
    """Tell what came, went or changed from the dataset OLD to the dataset NEW.

    Each is a folder that 'accgraph build' made, or a file of RDF. Table and CSV tell of claims, documents,
    entities and of what is claimed. The exit code is 0 if both hold the same, and 1 if they do not.
    """
    if form == "table" and output is not None:
        raise click.UsageError("a table is for reading: write csv or patch to a file")
    if form == "patch":
        from accgraph.comparison.patch import write_patch

        lines = list(write_patch(old, new))
        same = len(lines) == 3
        put(lines, output)
    else:
        from accgraph.comparison.changes import compare

        found = compare(old, new)
        same = not found.came and not found.went
        if form == "table":
            _print(found)
        else:
            put([_csv(found)], output)
    if not same:
        raise click.exceptions.Exit(1)


def _print(found: Differences) -> None:
    from accgraph.cli.console import console, print_table

    if found.changes:
        rows = [[str(getattr(change, name)) for name in _COLUMNS] for change in found.changes]
        print_table(_COLUMNS, rows, counted=False)
    if not found.came and not found.went:
        console().print("the same")
        return
    said = f"{len(found.changes)} changes; {found.came} statements came, {found.went} went"
    if found.besides:
        said += f", {found.besides} of them about other things: --format patch has all"
    console().print(said, style="dim", soft_wrap=True)


def _csv(found: Differences) -> bytes:
    from dataclasses import asdict

    from accgraph.exports.tables import write_rows

    return write_rows((*_COLUMNS, "iri"), map(asdict, found.changes))
