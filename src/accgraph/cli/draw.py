"""``accgraph draw``: pictures of who stands where on what."""

from __future__ import annotations

from pathlib import Path

import click

from accgraph.cli.network_options import Chosen, network_options
from accgraph.cli.options import dataset_option


@click.command()
@click.argument("picture", type=click.Choice(["two-mode", "heat-map"]), metavar="two-mode|heat-map")
@click.option(
    "-o",
    "--output",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A .svg or .png file; may be given again. By default PICTURE.svg and PICTURE.png.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="Only the N actors and the N mechanisms with the most statements.",
)
@network_options
@dataset_option
def draw(picture: str, output: tuple[Path, ...], most: int | None, chosen: Chosen, dataset: Path) -> None:
    """Draw who supports and opposes what, in a dataset or a Discourse Network Analyzer database.

    two-mode: actors and mechanisms with lines between them; heat-map: a table of actors by mechanisms.
    """
    if chosen.qualifier != "ignore" or chosen.normalisation != "no":
        raise click.UsageError("a picture shows both sides as they are: no --qualifier, no --normalisation")
    statements, options = chosen.read(dataset)
    from accgraph.network.drawing import draw_heat_map, draw_two_mode, save, sides

    both = sides(statements, options, most=most)
    coded = all("Mechanism" not in node.classes for node in both.concepts)
    make = draw_two_mode if picture == "two-mode" else draw_heat_map
    figure = make(both, concepts="concepts" if coded else "mechanisms")
    for path in output or (Path(f"{picture}.svg"), Path(f"{picture}.png")):
        save(figure, path)
        click.echo(path)
    chosen.warn(statements, options)
