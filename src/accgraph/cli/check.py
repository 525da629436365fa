"""``accgraph check``: ontology, vocabulary and data against the quality checks."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print what is found.",
)
@click.option("--list", "listed", is_flag=True, help="List the checks, and look at nothing.")
def check(paths: tuple[Path, ...], form: str, listed: bool) -> None:
    """Check the quality of the ontology and vocabulary, and of PATHs with them.

    A PATH is a file of RDF, such as a vocabulary of your own, or a folder that 'accgraph build' made. The
    exit code is 1 if there is an error; warnings and infos do not fail.
    """
    from accgraph.check import SEVERITIES, load_checks
    from accgraph.check import check as run
    from accgraph.cli.console import console, print_table

    checks = load_checks()
    if listed:
        print_table(
            ["check", "severity", "what it finds", "what to do"],
            [[one.name, one.severity, one.summary, one.solution] for one in checks],
        )
        return
    faults = run(paths, checks)
    if form == "json":
        rows = [
            {
                "check": fault.check.name,
                "severity": fault.check.severity,
                "entity": fault.entity,
                "property": fault.property,
                "value": fault.value,
                "problem": fault.check.problem,
                "solution": fault.check.solution,
            }
            for fault in faults
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        if faults:
            print_table(
                ["severity", "check", "entity", "property", "value"],
                [
                    [
                        fault.check.severity,
                        fault.check.name,
                        fault.entity,
                        fault.property or "",
                        fault.value or "",
                    ]
                    for fault in faults
                ],
                counted=False,
            )
            for one in dict.fromkeys(fault.check for fault in faults):
                console().print(f"{one.name}: {one.problem} {one.solution}", markup=False)
        counts = {s: sum(fault.check.severity == s for fault in faults) for s in SEVERITIES}
        found = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for name, number in counts.items())
        console().print(f"{len(checks)} checks: {found}", markup=False)
    if any(fault.check.severity == "error" for fault in faults):
        raise click.exceptions.Exit(1)
