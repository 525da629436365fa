"""``accgraph claims``: the claims of documents, without making a dataset of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.extractor_options import ChosenExtractor, extractor_options
from accgraph.cli.options import vocabulary_option
from accgraph.cli.reading_options import reading_options

if TYPE_CHECKING:
    from accgraph.model import Claim, Document
    from accgraph.reading import ReadingOptions


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "table"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, or a table.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="X",
    help="Leave out claims whose confidence is below X.",
)
@vocabulary_option
@extractor_options
@reading_options
def claims(
    files: tuple[Path, ...],
    form: str,
    min_confidence: float,
    vocabulary: tuple[Path, ...],
    extractor: ChosenExtractor,
    reading: ReadingOptions,
) -> None:
    """Print the claims of each FILE, or of the documents in a folder, with the rule behind each.

    A file that cannot be read is named, and the exit code is 1.
    """
    from accgraph.building.contract import claims_of
    from accgraph.claims import write_claims
    from accgraph.cli.console import complain
    from accgraph.errors import DocumentError
    from accgraph.reading import find_documents, read_documents

    source = extractor.load(vocabulary)
    extractor.ask_ahead(source, files, reading)
    found = find_documents(files)
    faults = [f"{path}: {reason}" for path, reason in found.left_out]
    listed: list[tuple[Document, Claim]] = []
    for path in found.files:
        try:
            read = read_documents(path, reading)
        except DocumentError as error:
            faults.append(str(error))
            continue
        faults += [reason for _, reason in read.left_out]
        for document in read.documents:
            try:
                claims = claims_of(document, source)
            except DocumentError as error:
                faults.append(str(error))
                continue
            kept = [claim for claim in claims if claim.confidence >= min_confidence]
            if form == "jsonl":
                for line in write_claims(kept, document):
                    click.echo(line, nl=False)
            listed += [(document, claim) for claim in kept]
    if form == "table":
        _print(listed)
    extractor.report(source)
    for fault in faults:
        complain(f"left out: {fault}")
    if faults:
        raise click.exceptions.Exit(1)


def _print(claims: list[tuple[Document, Claim]]) -> None:
    from accgraph.cli.console import print_table

    rows = [
        [
            claim.iri.rpartition("/")[2][:8],
            claim.kind,
            *_sides(claim),
            claim.date or "",
            claim.quote,
            claim.rule,
            f"{claim.confidence:.2f}",
            document.name,
        ]
        for document, claim in claims
    ]
    print_table(
        ["claim", "kind", "who", "what", "by", "date", "quote", "rule", "confidence", "document"], rows
    )


def _sides(claim: Claim) -> tuple[str, str, str]:
    """Return who the claim is about, what it says of them, and whose word it is."""
    from accgraph.model import CommitmentClaim, PositionClaim

    by = claim.by.entity.label if claim.by else ""
    if isinstance(claim, PositionClaim):
        denied = "not " if claim.denied else ""
        return claim.holder.entity.label, denied + claim.target.entity.label, by
    if isinstance(claim, CommitmentClaim):
        return ", ".join(role.entity.label for role in claim.bearer), claim.action, by
    place = claim.place.entity.label if claim.place else ""
    return ", ".join(role.entity.label for role in claim.participants), place, by
