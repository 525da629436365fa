"""The tables of ``accgraph network``: polarisation, in each window of time, and the backbone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accgraph.network.discourse import Options
    from accgraph.network.statements import Statements

__all__ = ["backbone_table", "polarisation_table"]


def polarisation_table(statements: Statements, options: Options, size: int, unit: str | None) -> str:
    """Return the polarisation of the actors as CSV: one row, or one for each window of so many units."""
    from accgraph.network.formats import csv_text
    from accgraph.network.polarisation import QUALITIES, bipolarity, multipolarity, polarisation

    def rows() -> Iterator[Sequence[object]]:
        for start, stop, taken, inside in _spans(statements, options, size, unit):
            camps = [polarisation(taken, inside, quality=quality) for quality in QUALITIES]
            two, many = bipolarity(taken, inside), multipolarity(taken, inside)
            actors = {int(actor) for actor in taken.actor}
            scores = [_score(one.score) for one in (*camps, two, many)]
            sides = [" | ".join(", ".join(group) for group in one.groups) for one in (camps[0], two)]
            yield [start, stop, len(taken), len(actors), *scores, *sides]

    head = ["start", "stop", "statements", "actors", *QUALITIES, "bipolarity", "multipolarity"]
    return csv_text([*head, "camps", "poles"], rows())


def backbone_table(statements: Statements, options: Options) -> str:
    """Return the concepts as CSV, from the first that can be done without to those that hold most together.

    Where nobody chose otherwise, the network is DNA's: congruence less conflict, by average activity.
    """
    from dataclasses import replace

    from accgraph.network.backbone import backbone
    from accgraph.network.formats import csv_text

    if not _is_given("qualifier"):
        options = replace(options, qualifier="subtract")
    if not _is_given("normalisation"):
        options = replace(options, normalisation="average")
    return csv_text(
        ["concept", "kept_loss", "redundant_loss", "statements"],
        (
            [step.concept, _score(step.kept_loss), _score(step.redundant_loss), step.statements]
            for step in backbone(statements, options)
        ),
    )


def _spans(
    statements: Statements, options: Options, size: int, unit: str | None
) -> Iterator[tuple[str, str, Statements, Options]]:
    """Yield the first and last day of each window, its statements, and the options for what is left to do."""
    from dataclasses import replace

    import numpy as np

    from accgraph.network.discourse import counted, one_mode
    from accgraph.network.windows import windows

    # Statements count as equal only if their sides are equal, too.
    sided = replace(options, qualifier="congruence")
    inside = replace(
        sided, duplicates="include", start=None, stop=None, actors=None, concepts=None, isolates=False
    )
    if unit is None:
        taken = counted(statements, sided)
        days = taken.time[~np.isnat(taken.time)].astype("datetime64[D]")
        yield (*((str(days.min()), str(days.max())) if len(days) else ("", "")), taken, inside)
        return
    for window in windows(statements, one_mode, sided, size=size, unit=unit):
        yield f"{window.start:%Y-%m-%d}", f"{window.stop:%Y-%m-%d}", window.statements, inside


def _is_given(name: str) -> bool:
    """Say whether the option called *name* was given on the command line."""
    import click
    from click.core import ParameterSource

    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


def _score(value: float) -> str:
    """Return *value* with as many places as do not depend on the machine's arithmetic."""
    return f"{value + 0.0:.6f}"
