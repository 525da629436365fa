"""``accgraph serve``: a dataset as a SPARQL endpoint, with a page to ask it from."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType

import click

from accgraph.cli.options import dataset_option

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one."
)
@dataset_option
def serve(host: str, port: int, dataset: Path) -> None:
    """Serve a dataset, read only, until interrupted (Ctrl-C).

    The endpoint for SPARQL 1.1 queries is at /query; the page at / needs no other machine.
    """
    from accgraph.cli.console import complain
    from accgraph.serve import Serving

    if host not in _LOOPBACK:
        complain(f"warning: whoever can reach {host} can read this dataset")
    # A process that SIGTERM ends without a word would leave the Oxigraph server behind.
    signal.signal(signal.SIGTERM, _stop)
    with Serving(dataset, host, port) as serving:
        click.echo(f"{dataset} is served at {serving.address} (SPARQL at {serving.address}query)")
        try:
            serving.wait()
        except KeyboardInterrupt:
            click.echo("stopped")


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
