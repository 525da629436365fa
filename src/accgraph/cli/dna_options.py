"""The options that say which statements of a Discourse Network Analyzer database are read, and from where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

__all__ = ["DNA_OPTIONS", "STATEMENT_TYPE", "dna_options"]

STATEMENT_TYPE = "DNA Statement"
_ROLES = ("person", "organization", "concept", "agreement")


def _variables(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return the names of variables by the roles that they play."""
    named = {}
    for value in values:
        role, sign, name = value.partition("=")
        if not sign or not name or role not in _ROLES:
            raise click.BadParameter(f"{value!r}: ROLE=NAME is wanted, ROLE being one of {', '.join(_ROLES)}")
        named[role] = name
    return named


DNA_OPTIONS = (
    click.option(
        "--statement-type",
        default=STATEMENT_TYPE,
        show_default=True,
        metavar="LABEL",
        help="Of a DNA database: the type of statements to read.",
    ),
    click.option(
        "--variable",
        "variables",
        multiple=True,
        callback=_variables,
        metavar="ROLE=NAME",
        help="Of a DNA database: the variable for the person, the organization, the concept or the agreement,"
        " where it is called otherwise: --variable organization=party.",
    ),
)
"""``--statement-type`` and ``--variable``."""


def dna_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* DNA_OPTIONS."""
    for option in reversed(DNA_OPTIONS):
        command = option(command)
    return command
