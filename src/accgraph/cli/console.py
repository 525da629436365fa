"""Where commands print: a console as wide as the terminal, or wide enough for a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["complain", "console", "print_table"]

_FILE_WIDTH = 160
# A column whose cells are no longer than this is not broken, so that the long ones get the room.
_SHORT = 16


def console(*, error: bool = False) -> Console:
    """Return a console on standard output, or on standard error."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else _FILE_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, counted: bool = True) -> None:
    """Print *rows* as a table and, if *counted*, how many they are."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=box.SIMPLE_HEAD, header_style="bold")
    for index, column in enumerate(table.columns):
        column.overflow = "fold"
        column.no_wrap = max((len(row[index]) for row in rows), default=0) <= _SHORT
    for row in rows:
        table.add_row(*(Text(" ".join(text.split())) for text in row))
    out = console()
    out.print(table)
    if counted:
        out.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")


def complain(message: str) -> None:
    """Print *message* on one line of standard error."""
    click.echo(f"accgraph: {' '.join(message.split())}", err=True)
