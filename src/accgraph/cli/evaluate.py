"""``accgraph evaluate``: score claims against gold files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from accgraph.cli.extractor_options import ChosenExtractor, extractor_options
from accgraph.cli.options import vocabulary_option


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score the claims in this JSON Lines file instead of extracting them.",
)
@vocabulary_option
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
@click.option(
    "--baselines", is_flag=True, help="Score two simple ways beside accgraph's own; see the README."
)
@click.option(
    "--halves",
    is_flag=True,
    help="Score the odd documents, read during development, and the even ones apart too.",
)
@click.option("--errors", is_flag=True, help="List every miss and every false alarm with its words and rule.")
@click.option("--curve", is_flag=True, help="Show precision and recall at each confidence.")
@extractor_options
def evaluate(
    folder: Path,
    claims_file: Path | None,
    vocabulary: tuple[Path, ...],
    min_confidence: float,
    only: str,
    form: str,
    baselines: bool,
    halves: bool,
    errors: bool,
    curve: bool,
    extractor: ChosenExtractor,
) -> None:
    """Score the claims made of the texts in DIR against the gold files beside them.

    DIR holds NAME.txt and NAME.gold.json for each document. Printed are precision, recall and F1 of positions
    (by polarity and by kind), commitments and events, and how many claims are grounded in their text.
    """
    from accgraph.evaluation.cases import baseline_cases, extracted, from_claims_file
    from accgraph.evaluation.gold import read_gold
    from accgraph.evaluation.report import (
        Report,
        as_json,
        as_text,
        comparison,
        curve_text,
        errors_text,
        markdown_table,
        summary_table,
    )

    files = read_gold(folder, tuple(filter(None, only.split(","))))
    if claims_file:
        cases = from_claims_file(files, claims_file)
    else:
        source = extractor.load(vocabulary)
        extractor.ask_ahead(source, [each.path for each in files])
        cases = extracted(files, source)
        extractor.report(source)
    report = Report(tuple(each.at_least(min_confidence) for each in cases))
    systems = {"accgraph": report.cases}
    if baselines:
        found, left_out = baseline_cases(files, vocabulary)
        systems |= found
        for reason in left_out:
            click.echo(f"Left out: {reason}", err=True)
    reports = comparison(systems, halves)
    if form == "json":
        result = as_json(report, with_curve=curve)
        if len(reports) > 1:
            result["compared"] = {name: as_json(each) for name, each in reports.items()}
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
        return
    parts = []
    if form == "markdown":
        parts.append(markdown_table(reports))
    else:
        parts.append(as_text(report))
        if len(reports) > 1:
            parts.append(summary_table(reports))
    if curve:
        parts.append(curve_text(report))
    if errors:
        parts.append(errors_text(report))
    click.echo("\n\n".join(parts))
