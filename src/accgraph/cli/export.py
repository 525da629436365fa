"""``accgraph export``: a dataset in a syntax of RDF."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from accgraph.cli.options import dataset_option


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml"]),
    default="trig",
    show_default=True,
    help="The syntax; turtle, ntriples and rdfxml know no named graphs and get all of them merged.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@dataset_option
def export(form: str, output: Path | None, dataset: Path) -> None:
    """Write a dataset in a syntax of RDF, the same bytes each time, to standard output or to a file."""
    from accgraph.export import export_rdf

    written = export_rdf(dataset, form)
    if output is None:
        sys.stdout.buffer.write(written)
        return
    from accgraph.errors import ExportError

    try:
        output.write_bytes(written)
    except OSError as error:
        raise ExportError(f"{output}: cannot be written: {error.strerror or error}") from error
