"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = [
    "DEFAULT_DATASET",
    "dataset_option",
    "endpoint_option",
    "engine_option",
    "out_option",
    "timeout_option",
    "vocabulary_option",
]

DEFAULT_DATASET = Path("accgraph-out")

dataset_option = click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    default=DEFAULT_DATASET,
    show_default=True,
    metavar="PATH",
    help="The folder that 'accgraph build' made, or a file of RDF.",
)

endpoint_option = click.option(
    "--endpoint",
    metavar="URL",
    help="Ask the SPARQL 1.1 endpoint at URL, and not a dataset on this machine.",
)

engine_option = click.option(
    "--engine",
    type=click.Choice(["oxigraph", "rdflib"]),
    default="oxigraph",
    show_default=True,
    help="What answers for a dataset on this machine.",
)

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=DEFAULT_DATASET,
    show_default=True,
    metavar="DIR",
    help="The folder to write the dataset to.",
)

timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for a server.",
)

vocabulary_option = click.option(
    "--vocabulary",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Turtle file with more names; may be given again.",
)
