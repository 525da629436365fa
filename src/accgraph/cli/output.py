"""Where commands write what is for other programs: a file, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

__all__ = ["output_option", "put"]

output_option = click.option(
    "-o", "--output", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE."
)


def put(parts: Iterable[bytes], output: Path | None) -> None:
    """Write *parts* to the file *output*, or to standard output if it is None.

    Raises ExportError if the file cannot be written.
    """
    if output is None:
        sys.stdout.buffer.writelines(parts)
        return
    from accgraph.errors import ExportError

    try:
        with output.open("wb") as file:
            file.writelines(parts)
    except OSError as error:
        raise ExportError(f"{output}: cannot be written: {error.strerror or error}") from error
