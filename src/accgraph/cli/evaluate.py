"""``accgraph evaluate``: score claims against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accgraph.evaluation.scoring import Case


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score the claims in this JSON Lines file instead of extracting them.",
)
@click.option(
    "--vocabulary",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Turtle file with more names; may be given again.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="X",
    help="Leave out claims whose confidence is below X.",
)
@click.option("--only", metavar="NAME,...", default="", help="Score these documents only, say d01,d03.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print the scores.",
)
@click.option("--errors", is_flag=True, help="List every miss and every false alarm with its words and rule.")
@click.option("--curve", is_flag=True, help="Show precision and recall at each confidence.")
def evaluate(
    folder: Path,
    claims_file: Path | None,
    vocabulary: tuple[Path, ...],
    min_confidence: float,
    only: str,
    form: str,
    errors: bool,
    curve: bool,
) -> None:
    """Score the claims made of the texts in DIR against the gold files beside them.

    DIR holds NAME.txt and NAME.gold.json for each document. Printed are precision, recall and F1 of positions
    (by polarity and by kind), commitments and events, and how many claims are grounded in their text.
    """
    from accgraph.evaluation.report import Report, as_json, as_text, curve_text, errors_text, markdown_table

    cases = _cases(folder, claims_file, vocabulary, tuple(filter(None, only.split(","))))
    report = Report(tuple(each.at_least(min_confidence) for each in cases))
    if form == "json":
        click.echo(json.dumps(as_json(report, with_curve=curve), ensure_ascii=False, indent=1))
        return
    parts = [markdown_table({folder.name: report}) if form == "markdown" else as_text(report)]
    if curve:
        parts.append(curve_text(report))
    if errors:
        parts.append(errors_text(report))
    click.echo("\n\n".join(parts))


def _cases(
    folder: Path, claims_file: Path | None, vocabulary: tuple[Path, ...], only: tuple[str, ...]
) -> tuple[Case, ...]:
    from accgraph.evaluation.cases import extracted, from_claims_file
    from accgraph.evaluation.gold import read_gold

    files = read_gold(folder, only)
    return from_claims_file(files, claims_file) if claims_file else extracted(files, vocabulary)
