"""``accgraph network``: networks of who stands with whom on what, for the programs that show them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.network_options import Chosen, left_out, network_options
from accgraph.cli.options import dataset_option

if TYPE_CHECKING:
    from accgraph.network.discourse import Matrix, Options
    from accgraph.network.statements import Statements

_DISCOURSE = ("two-mode", "actors", "mechanisms")
_TIES = ("demands", "encounters")
_MATRICES = ("matrix", "dl")
_EXTENSIONS = {"cytoscape": "cyjs", "edges": "csv", "nodes": "csv", "matrix": "csv"}


@click.command()
@click.argument("kind", type=click.Choice([*_DISCOURSE, *_TIES]), metavar="KIND")
@click.option(
    "--format",
    "form",
    type=click.Choice(["graphml", "gexf", "cytoscape", "edges", "nodes", "matrix", "dl"]),
    default="graphml",
    show_default=True,
    help="GraphML (visone, Gephi, yEd), GEXF with dates (Gephi), Cytoscape's JSON, a CSV list of edges or of"
    " nodes, the CSV matrix, or UCINET's DL.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option(
    "--window",
    metavar="'N UNIT'",
    help="A network for each window of N days, weeks, months or years; -o then names a folder.",
)
@click.option(
    "--measures", is_flag=True, help="Give nodes their degree, strength, betweenness and community."
)
@network_options
@dataset_option
def network(
    kind: str,
    form: str,
    output: Path | None,
    window: str | None,
    measures: bool,
    chosen: Chosen,
    dataset: Path,
) -> None:
    """Write the network KIND of a dataset, or of a Discourse Network Analyzer database (--dataset FILE.dna).

    two-mode: actors and the mechanisms that they support or oppose; actors: actors over the mechanisms that
    they share; mechanisms: mechanisms over the actors that they share. demands: who asks something of whom;
    encounters: who takes part in meetings, conferences and other events with whom. Of the options, these two
    know --start, --stop and --min-confidence.
    """
    if measures and (form in _MATRICES or kind in _TIES):
        raise click.UsageError(
            "--measures are for graphs of positions: not for matrices, demands, encounters"
        )
    if kind in _TIES:
        if form in _MATRICES or window is not None:
            raise click.UsageError(f"{kind} have several ties between two nodes: no matrix, and no --window")
        chosen.check_ties(kind)
        _write_ties(kind, form, output, chosen, dataset)
        return
    size, unit = _window(window)
    statements, options = chosen.read(dataset)
    make = _maker(kind)
    if unit is None:
        matrix = make(statements, options)
        _put(_written(kind, form, matrix, statements, options, measures=measures), output)
    else:
        if output is None:
            raise click.UsageError("--window makes many networks: name a folder for them with -o")
        _write_windows(kind, form, statements, options, make, size, unit, output, measures)
    chosen.warn(statements, options, windows=unit is not None)


def _window(text: str | None) -> tuple[int, str | None]:
    if text is None:
        return 0, None
    match = re.fullmatch(r"\s*(\d+)\s*([a-z]+)\s*", text)
    if not match:
        raise click.UsageError(f"--window is {text!r}: a number and days, weeks, months or years are wanted")
    unit = match[2] if match[2].endswith("s") else f"{match[2]}s"
    return int(match[1]), unit


def _maker(kind: str) -> Callable[[Statements, Options], Matrix]:
    from functools import partial

    from accgraph.network.discourse import one_mode, two_mode

    if kind == "two-mode":
        return two_mode
    return partial(one_mode, of="actors" if kind == "actors" else "concepts")


def _write_ties(kind: str, form: str, output: Path | None, chosen: Chosen, dataset: Path) -> None:
    from accgraph.cli.network_options import require_extra

    require_extra()
    from accgraph.network.encounters import tie_graph
    from accgraph.network.formats import network_text
    from accgraph.store import Store

    graph = tie_graph(
        Store.open(dataset), kind, confidence=chosen.confidence, start=chosen.start, stop=chosen.stop
    )
    undated = graph.graph.pop("undated")
    _put(network_text(graph, form), output)
    left_out(undated)


def _written(
    kind: str, form: str, matrix: Matrix, statements: Statements, options: Options, *, measures: bool
) -> str:
    from accgraph.network.discourse import counted
    from accgraph.network.formats import MATRIX_FORMATS, matrix_text, network_text
    from accgraph.network.graphs import one_mode_graph, two_mode_graph
    from accgraph.network.measures import measure

    if form in MATRIX_FORMATS:
        return matrix_text(matrix, form)
    if kind == "two-mode":
        graph = two_mode_graph(matrix, counted(statements, options))
    else:
        graph = one_mode_graph(matrix, "actor" if kind == "actors" else "concept")
    if measures:
        measure(graph)
    return network_text(graph, form)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    from accgraph.errors import ExportError

    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise ExportError(f"{output}: cannot be written: {error.strerror or error}") from error


def _write_windows(
    kind: str,
    form: str,
    statements: Statements,
    options: Options,
    make: Callable[[Statements, Options], Matrix],
    size: int,
    unit: str,
    folder: Path,
    measures: bool,
) -> None:
    from dataclasses import replace

    import numpy as np

    from accgraph.errors import ExportError
    from accgraph.network.discourse import counted
    from accgraph.network.windows import windows

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be made: {error.strerror or error}") from error
    taken = counted(statements, options)
    plain = replace(options, duplicates="include", actors=None, concepts=None, isolates=False)
    number = 0
    for window in windows(statements, make, options, size=size, unit=unit):
        inside = replace(plain, start=np.datetime64(window.start, "s"), stop=np.datetime64(window.stop, "s"))
        text = _written(kind, form, window.matrix, taken, inside, measures=measures)
        _put(text, folder / f"{kind}-{window.middle:%Y-%m-%d}.{_EXTENSIONS.get(form, form)}")
        number += 1
    click.echo(f"{number} network{'' if number == 1 else 's'} in {folder}")
