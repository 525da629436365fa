"""The options that say how documents are to be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from accgraph.reading import ReadingOptions

__all__ = ["reading_options"]

_MEGABYTE = 1_000_000

_FIELDS = (
    ("text", "text", "The field of JSON Lines or CSV that holds the text."),
    ("title", "title", "The field that holds the title."),
    ("issuer", "issuer", "The field that holds who published it."),
    ("date", "published", "The field that holds the day of publication."),
    ("language", "language", "The field that holds the language."),
    ("address", "address", "The field that holds the address."),
)
_LIMITS = (
    ("--max-size", "size", click.FloatRange(min=0, min_open=True), "MB", "Leave out larger files."),
    ("--max-pages", "pages", click.IntRange(min=1), "N", "Leave out PDFs with more pages."),
    (
        "--max-seconds",
        "seconds",
        click.FloatRange(min=0, min_open=True),
        "S",
        "Leave out what takes longer to read.",
    ),
    ("--max-memory", "memory", click.FloatRange(min=100), "MB", "Leave out what takes more memory to read."),
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options of reading, put together as its argument ``reading``."""

    @wraps(command)
    def run(**values: Any) -> None:
        fields = {field: values.pop(f"{name}_field") for name, field, _ in _FIELDS}
        limits = {field: values.pop(option[2:].replace("-", "_")) for option, field, *_ in _LIMITS}
        others = {name: values.pop(name) for name in ("name_pattern", "any_language", "keep_originals")}
        command(reading=_options(fields, limits, others), **values)

    for option, _, kind, unit, text in reversed(_LIMITS):
        run = click.option(option, type=kind, metavar=unit, help=text)(run)
    for name, _, text in reversed(_FIELDS):
        run = click.option(f"--{name}-field", metavar="NAME", help=text)(run)
    run = click.option("--any-language", is_flag=True, help="Keep documents that are not in English, too.")(
        run
    )
    run = click.option(
        "--keep-originals", is_flag=True, help="Copy the files themselves into the dataset, too."
    )(run)
    return click.option(
        "--name-pattern",
        metavar="PATTERN",
        help="How files are named: {published}_{issuer}_{title}, or {} for what says nothing.",
    )(run)


def _options(
    fields: dict[str, str | None], limits: dict[str, float | None], others: dict[str, Any]
) -> ReadingOptions:
    from accgraph.reading import FieldNames, Limits, ReadingOptions
    from accgraph.reading.metadata import NamePattern

    if others["name_pattern"] is not None:
        NamePattern(others["name_pattern"])
    given: dict[str, Any] = {name: value for name, value in limits.items() if value is not None}
    for name in ("size", "memory"):
        if name in given:
            given[name] = int(given[name] * _MEGABYTE)
    return ReadingOptions(Limits(**given), FieldNames(**fields), **others)
