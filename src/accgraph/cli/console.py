"""Where commands print: a console as wide as the terminal, or wide enough for a file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["complain", "console", "one_line", "print_table"]

_FILE_WIDTH = 120
# The columns that say where a row comes from; they stand below it.
_EVIDENCE = ("quote", "document", "claim")
_SEPARATOR = "  ·  "
# A column whose cells are no longer than this is not broken, so that the long ones get the room.
_SHORT = 16
# What makes a terminal do something, or show the rest in another order, and what it cannot be sent at all.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def console(*, error: bool = False) -> Console:
    """Return a console on standard output, or on standard error."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else _FILE_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, counted: bool = True) -> None:
    """Print *rows* as a table and, if *counted*, how many they are.

    Where the rows come with evidence, each has its quote and its source on lines of their own below it, as
    sentences are not to be read in columns a few letters wide.
    """
    out = console()
    if "quote" in headings:
        _print_with_evidence(out, headings, rows)
    else:
        _print_columns(out, headings, rows)
    if counted:
        out.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")


def _print_columns(out: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=box.SIMPLE_HEAD, header_style="bold")
    for index, column in enumerate(table.columns):
        column.overflow = "fold"
        column.no_wrap = max((len(row[index]) for row in rows), default=0) <= _SHORT
    for row in rows:
        table.add_row(*(Text(one_line(text)) for text in row))
    out.print(table)


def _print_with_evidence(out: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    main = [index for index, name in enumerate(headings) if name not in _EVIDENCE]
    source = [index for index, name in enumerate(headings) if name in _EVIDENCE and name != "quote"]
    quote = list(headings).index("quote")
    out.print(Text(_SEPARATOR.join(headings[index] for index in main), style="dim"))
    for row in rows:
        words = [one_line(text) for text in row]
        out.print()
        out.print(Text(_SEPARATOR.join(words[index] or "-" for index in main), style="bold"))
        if words[quote]:
            out.print(Padding(Text(f"“{words[quote]}”"), (0, 0, 0, 4), expand=False))
        origin = _SEPARATOR.join(words[index] for index in source if words[index])
        if origin:
            out.print(Padding(Text(origin, style="dim"), (0, 0, 0, 4), expand=False))
    out.print()


def complain(message: str) -> None:
    """Print *message* on one line of standard error."""
    click.echo(f"accgraph: {one_line(message)}", err=True)


def one_line(text: str) -> str:
    """Return *text* on one line, with escapes for characters that a terminal would act on."""
    return _UNSHOWN.sub(lambda found: ascii(found.group())[1:-1], " ".join(text.split()))
