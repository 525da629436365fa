"""``accgraph pull``: a dataset is brought back from a server."""

from __future__ import annotations

from pathlib import Path

import click

from accgraph.cli.options import out_option, timeout_option


@click.command()
@click.option("--endpoint", required=True, metavar="URL", help="Where the server answers queries.")
@out_option
@timeout_option
def pull(endpoint: str, out: Path, timeout: float) -> None:
    """Bring the graphs of accgraph that a server holds into a dataset, and check that none is cut short."""
    from accgraph.cli.console import console
    from accgraph.cli.progress import Bar
    from accgraph.transfer import pull as fetch

    with Bar("Fetching graphs") as bar:
        done = fetch(endpoint, out, timeout=timeout, progress=bar.advance)
    console().print(f"{out} holds {done.triples} triples in {done.graphs} graphs", markup=False)
