"""``accgraph validate``: a dataset against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from accgraph.cli.options import DEFAULT_DATASET


@click.command()
@click.argument("dataset", metavar="[DATASET]", type=click.Path(path_type=Path), default=DEFAULT_DATASET)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes to use at most; by default, as many as there are cores.",
)
def validate(dataset: Path, jobs: int | None) -> None:
    """Check every graph of DATASET, a folder that 'accgraph build' made or a file of RDF, against the shapes.

    The exit code is 1 if one does not conform.
    """
    from accgraph.building.workers import cores
    from accgraph.cli.console import console, print_table
    from accgraph.graph.validation import Shapes
    from accgraph.validating import validate_dataset

    findings = validate_dataset(dataset, Shapes.load(), jobs or cores())
    violations = [found for _, found in findings if found.severity == "Violation"]
    if findings:
        print_table(
            ["graph", "severity", "node", "property", "what is wrong", "value"],
            [
                [graph, found.severity, found.focus, found.path or "", found.message, found.value or ""]
                for graph, found in findings
            ],
        )
    if violations:
        console().print(f"{dataset} does not conform: {len(violations)} violations", markup=False)
        raise click.exceptions.Exit(1)
    console().print(f"{dataset} conforms", markup=False)
