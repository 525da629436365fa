"""``accgraph push``: a dataset is sent to a server."""

from __future__ import annotations

from pathlib import Path

import click

from accgraph.cli.options import dataset_option, timeout_option


@click.command()
@click.option("--endpoint", required=True, metavar="URL", help="Where the server answers queries.")
@click.option("--graph-store", metavar="URL", help="Where it speaks the Graph Store Protocol, if not found.")
@click.option("--update", metavar="URL", help="Where it takes SPARQL Update, if not found.")
@timeout_option
@dataset_option
def push(endpoint: str, graph_store: str | None, update: str | None, timeout: float, dataset: Path) -> None:
    """Send a dataset to a server, graph by graph, and check that it arrived.

    A push that was interrupted goes on where it stopped when it is run again. User and password are read from
    ACCGRAPH_USER and ACCGRAPH_PASSWORD, a token from ACCGRAPH_TOKEN, or else from .netrc.
    """
    from accgraph.cli.console import console
    from accgraph.cli.progress import Bar
    from accgraph.transfer import push as send

    with Bar("Sending graphs") as bar:
        done = send(
            dataset, endpoint, graph_store=graph_store, update=update, timeout=timeout, progress=bar.advance
        )
    console().print(
        f"{endpoint} holds the {done.triples} triples of {dataset}: {done.sent} graphs sent,"
        f" {done.kept} there already, {done.dropped} dropped (by {done.by})",
        markup=False,
        soft_wrap=True,
    )
