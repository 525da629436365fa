"""``accgraph show``: the evidence of a claim, in the text and in the original."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.options import dataset_option, endpoint_option, timeout_option

if TYPE_CHECKING:
    from accgraph.originals import Evidence, Spot


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.option("--original", is_flag=True, help="Say where in the original file the words stand.")
@dataset_option
@endpoint_option
@timeout_option
def show(claim: str, original: bool, dataset: Path, endpoint: str | None, timeout: float) -> None:
    """Show the words behind CLAIM, and with --original where they stand in the file they were read from.

    CLAIM is the IRI of a claim, or the beginning of it or of its last part, if that tells it from others.
    """
    from accgraph.engines import open_source
    from accgraph.explain import find_claim
    from accgraph.originals import evidence_of, spots_of

    source = open_source(endpoint or dataset, timeout=timeout)
    evidence = evidence_of(source, find_claim(source, claim))
    folder = None if endpoint or not dataset.is_dir() else dataset
    _print(evidence)
    if original:
        _print_spots(spots_of(evidence, folder))


def _print(evidence: Evidence) -> None:
    _print_fields(
        ("claim", evidence.claim),
        ("document", evidence.document),
        ("title", evidence.title),
        ("published", evidence.issued),
        ("address", evidence.address),
        ("segment", evidence.segment),
        ("text", f"characters {evidence.start} to {evidence.end} of {evidence.sha256}.txt"),
        ("quote", f"“{' '.join(evidence.quote.split())}”"),
    )


def _print_spots(spots: tuple[Spot, ...]) -> None:
    from accgraph.cli.console import complain

    if not spots:
        complain("where the words stand in the original is not known here: ask the dataset's own folder")
        raise click.exceptions.Exit(1)
    for spot in spots:
        click.echo()
        _print_fields(
            ("original", spot.place), ("words", f"“{' '.join(spot.words.split())}”"), ("opens", spot.opens)
        )


def _print_fields(*fields: tuple[str, str | None]) -> None:
    for name, value in fields:
        if value:
            click.echo(f"{name:<10}{value}")
