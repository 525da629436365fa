"""``accgraph export``: a dataset, or what it says about one thing, in the forms that others read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from accgraph.cli.options import dataset_option
from accgraph.cli.output import output_option, put

_FORMS: Mapping[str, str] = {
    "trig": "trig",
    "turtle": "ttl",
    "nquads": "nq",
    "ntriples": "nt",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
    "void": "void",
    "nanopub": "nanopub",
    "csv": "csv",
    "parquet": "parquet",
    "jsonl": "jsonl",
    "plover": "plover",
    "followthemoney": "ftm",
}
"""The forms, each with the suffix of a file that is in this form."""


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    metavar="FORM",
    help="One of those above; without it, what the suffix of FILE says, or trig.",
)
@output_option
@click.option(
    "--about",
    metavar="NAME",
    help="Only what is said about NAME: an actor, mechanism, document or claim, by name, file or IRI.",
)
@click.option("--address", metavar="URL", help="Where the dataset is to be had: for the links of void.")
@dataset_option
def export(
    form: str | None, output: Path | None, about: str | None, address: str | None, dataset: Path
) -> None:
    """Write a dataset, or what it says about one thing, in a form that others read; the same bytes each time.

    \b
    RDF                      trig, turtle, nquads, ntriples, jsonld, rdfxml; turtle, ntriples and rdfxml
                             know no named graphs and get all of them merged
    a description            void: VoID and DCAT with the files of the dataset, in Turtle
    claims, one by one       nanopub: nanopublications, in TriG
    claims as tables         csv, parquet; jsonl as 'accgraph claims' prints them
    for others' programs     plover: event records (CSV); followthemoney: entities (JSON Lines)

    Claims that a form cannot express are counted on standard error, and the exit code is 1.
    """
    from accgraph.exports.forms import export as written

    chosen = form or _by_suffix(output)
    made = written(dataset, chosen, about, address=address)
    put([made.content], output)
    if made.left_out:
        from accgraph.cli.console import complain

        complain(
            f"left out: {made.left_out} claim{'' if made.left_out == 1 else 's'} that {chosen} cannot express"
        )
        raise click.exceptions.Exit(1)


def _by_suffix(output: Path | None) -> str:
    if output is None or not output.suffix:
        return "trig"
    by_suffix = {f".{suffix}": form for form, suffix in _FORMS.items()}
    found = by_suffix.get(output.suffix.lower())
    if found is None:
        raise click.UsageError(f"{output}: {output.suffix!r} does not tell a form: give it with --format")
    return found
