"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["DEFAULT_DATASET", "dataset_option", "vocabulary_option"]

DEFAULT_DATASET = Path("accgraph-out")

dataset_option = click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    default=DEFAULT_DATASET,
    show_default=True,
    metavar="PATH",
    help="The folder that 'accgraph build' made, or a file of RDF.",
)

vocabulary_option = click.option(
    "--vocabulary",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Turtle file with more names; may be given again.",
)
