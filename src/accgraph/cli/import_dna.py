"""``accgraph import-dna``: statements coded in Discourse Network Analyzer as a dataset."""

from __future__ import annotations

from pathlib import Path

import click

from accgraph.cli.dna_options import dna_options
from accgraph.cli.options import out_option


@click.command("import-dna")
@click.argument("database", metavar="FILE.dna", type=click.Path(path_type=Path))
@out_option
@dna_options
def import_dna(database: Path, out: Path, statement_type: str, variables: dict[str, str]) -> None:
    """Make a dataset of the documents and statements in a database of Discourse Network Analyzer 3.

    What cannot be imported is named and left out, and the exit code is 1.
    """
    from accgraph.cli.console import complain, console
    from accgraph.cli.network_options import require_extra

    require_extra()
    from accgraph.network.dna import read_dna
    from accgraph.network.dna_import import import_dna as make

    imported = make(read_dna(database, statement_type, variables), out)
    built = imported.built
    console().print(
        f"{len(built.documents)} documents, {built.claims['position']} statements, {built.entities} entities"
        f" are in {out}",
        markup=False,
    )
    for part in built.repeated:
        complain(part.reason)
    for reason in (*imported.left_out, *(part.reason for part in built.left_out)):
        complain(f"left out: {reason}")
    if imported.left_out or built.left_out:
        raise click.exceptions.Exit(1)
