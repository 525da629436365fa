"""``accgraph network``: networks of who stands with whom on what, for the programs that show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.network_options import Chosen, left_out, network_options
from accgraph.cli.options import dataset_option
from accgraph.cli.output import put

if TYPE_CHECKING:
    from accgraph.network.discourse import Matrix, Options
    from accgraph.network.statements import Statements

_DISCOURSE = ("two-mode", "actors", "mechanisms")
_TIES = ("demands", "encounters", "proceedings")
_TABLES = ("polarisation", "backbone")
_MATRICES = ("matrix", "dl")
_TITLES = {
    "mechanisms": "Which mechanisms have the same actors",
    "demands": "Who demands something of whom",
    "encounters": "Who takes part in events with whom",
    "proceedings": "Who takes whom to which court",
}
_EXTENSIONS = {"cytoscape": "cyjs", "edges": "csv", "nodes": "csv", "matrix": "csv"}


@click.command()
@click.argument("kind", type=click.Choice([*_DISCOURSE, *_TIES, *_TABLES]), metavar="KIND")
@click.option(
    "--format",
    "form",
    type=click.Choice(["graphml", "gexf", "cytoscape", "html", "edges", "nodes", "matrix", "dl"]),
    help="GraphML (visone, Gephi, yEd; the default), GEXF with dates (Gephi), Cytoscape's JSON, a page to"
    " look at in a browser, a CSV list of edges or of nodes, the CSV matrix, or UCINET's DL.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option(
    "--window",
    metavar="'N UNIT'",
    help="A network for each window of N days, weeks, months, years or events (statements); -o then names a"
    " folder.",
)
@click.option(
    "--measures", is_flag=True, help="Give nodes their degree, strength, betweenness and community."
)
@network_options
@dataset_option
def network(
    kind: str,
    form: str | None,
    output: Path | None,
    window: str | None,
    measures: bool,
    chosen: Chosen,
    dataset: Path,
) -> None:
    """Write the network KIND of a dataset, or of a Discourse Network Analyzer database (--dataset FILE.dna).

    two-mode: actors and the mechanisms that they support or oppose; actors: actors over the mechanisms that
    they share; mechanisms: mechanisms over the actors that they share.

    demands: who asks something of whom; encounters: who takes part in meetings, conferences and other events
    with whom; proceedings: who takes whom to which court. These know --start, --stop, --min-confidence,
    --kind, --actor-type, --mechanism-type, --without and --situation.

    polarisation and backbone are tables (CSV): how polarised the actors are, in each window if there
    are any, and which mechanisms hold their network together.
    """
    if measures and (form in _MATRICES or kind not in _DISCOURSE):
        raise click.UsageError("--measures are for graphs of positions: not for matrices or other networks")
    size, unit = _window(window)
    if kind in _TABLES:
        if form is not None:
            raise click.UsageError(f"{kind} is a table: leave out --format")
        _write_table(kind, output, chosen, dataset, size, unit)
    elif kind in _TIES:
        if form in _MATRICES or unit is not None:
            raise click.UsageError(f"{kind} have several ties between two nodes: no matrix, and no --window")
        _write_ties(kind, form or "graphml", output, chosen, dataset)
    else:
        _write_positions(kind, form or "graphml", output, chosen, dataset, size, unit, measures=measures)


def _window(text: str | None) -> tuple[int, str | None]:
    if text is None:
        return 0, None
    match = re.fullmatch(r"\s*(\d+)\s*([a-z]+)\s*", text)
    if not match:
        raise click.UsageError(
            f"--window is {text!r}: a number and days, weeks, months, years or events are wanted"
        )
    unit = match[2] if match[2].endswith("s") else f"{match[2]}s"
    return int(match[1]), unit


def _write_table(
    kind: str, output: Path | None, chosen: Chosen, dataset: Path, size: int, unit: str | None
) -> None:
    from accgraph.cli.network_tables import backbone_table, polarisation_table

    if kind == "backbone" and unit is not None:
        raise click.UsageError("a backbone is of the whole time: leave out --window")
    if kind == "polarisation" and (chosen.qualifier != "ignore" or chosen.normalisation != "no"):
        raise click.UsageError("polarisation has a qualifier and a normalisation of its own: leave them out")
    statements, options = chosen.read(dataset)
    if kind == "polarisation":
        put([polarisation_table(statements, options, size, unit).encode()], output)
    else:
        put([backbone_table(statements, options).encode()], output)
    chosen.warn(statements, options, windows=unit is not None)


def _write_ties(kind: str, form: str, output: Path | None, chosen: Chosen, dataset: Path) -> None:
    graph = chosen.ties(kind, dataset)
    from accgraph.network.formats import network_text

    undated = graph.graph.pop("undated")
    if form == "html":
        graph.graph["title"] = _TITLES[kind]
    put([network_text(graph, form).encode()], output)
    left_out(undated)


def _write_positions(
    kind: str,
    form: str,
    output: Path | None,
    chosen: Chosen,
    dataset: Path,
    size: int,
    unit: str | None,
    *,
    measures: bool,
) -> None:
    if unit is not None and output is None:
        raise click.UsageError("--window makes many networks: name a folder for them with -o")
    statements, options = chosen.read(dataset)
    make = _maker(kind)
    if unit is None:
        from accgraph.network.discourse import counted

        matrix = make(statements, options)
        put([_written(kind, form, matrix, counted(statements, options), measures=measures).encode()], output)
    else:
        assert output is not None, "the options were looked at"
        _write_windows(kind, form, statements, options, make, size, unit, output, measures=measures)
    chosen.warn(statements, options, windows=unit is not None)


def _maker(kind: str) -> Callable[[Statements, Options], Matrix]:
    from functools import partial

    from accgraph.network.discourse import one_mode, two_mode

    if kind == "two-mode":
        return two_mode
    return partial(one_mode, of="actors" if kind == "actors" else "concepts")


def _written(kind: str, form: str, matrix: Matrix, taken: Statements, *, measures: bool) -> str:
    """Return the network *matrix*, which is made of the statements *taken*, in the form *form*."""
    from accgraph.network.formats import MATRIX_FORMATS, matrix_text, network_text
    from accgraph.network.graphs import one_mode_graph, two_mode_graph
    from accgraph.network.measures import measure

    if form in MATRIX_FORMATS:
        return matrix_text(matrix, form)
    if kind == "two-mode":
        graph = two_mode_graph(matrix, taken)
    else:
        graph = one_mode_graph(matrix, "actor" if kind == "actors" else "concept")
    if measures:
        measure(graph)
    if form == "html" and kind in _TITLES:
        graph.graph["title"] = _TITLES[kind]
    return network_text(graph, form)


def _write_windows(
    kind: str,
    form: str,
    statements: Statements,
    options: Options,
    make: Callable[[Statements, Options], Matrix],
    size: int,
    unit: str,
    folder: Path,
    *,
    measures: bool,
) -> None:
    from accgraph.errors import ExportError
    from accgraph.network.windows import windows

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{folder}: cannot be made: {error.strerror or error}") from error
    number = 0
    for window in windows(statements, make, options, size=size, unit=unit):
        number += 1
        # Several windows may have their middle on one day where events are counted.
        name = f"{kind}-{number:05}" if unit == "events" else kind
        text = _written(kind, form, window.matrix, window.statements, measures=measures)
        put([text.encode()], folder / f"{name}-{window.middle:%Y-%m-%d}.{_EXTENSIONS.get(form, form)}")
    click.echo(f"{number} network{'' if number == 1 else 's'} in {folder}")
