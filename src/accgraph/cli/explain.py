"""``accgraph explain``: the words behind a claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.options import dataset_option, endpoint_option, timeout_option

if TYPE_CHECKING:
    from accgraph.explain import Explanation

_STYLES = {
    "holder": "bold green",
    "bearer": "bold green",
    "participant": "bold green",
    "target": "bold blue",
    "mechanism": "bold blue",
    "place": "bold blue",
    "trigger": "bold magenta",
    "speaker": "bold yellow",
    "action": "underline",
}


@click.command()
@click.argument("claim", metavar="CLAIM")
@dataset_option
@endpoint_option
@timeout_option
def explain(claim: str, dataset: Path, endpoint: str | None, timeout: float) -> None:
    """Show the sentence behind CLAIM with its parts marked, and the rule that made the claim and why.

    CLAIM is the IRI of a claim, or the beginning of it or of its last part, if that tells it from others.
    """
    from accgraph.dataset import TEXTS_FOLDER
    from accgraph.engines import open_source
    from accgraph.explain import explain as explanation_of
    from accgraph.explain import find_claim

    source = open_source(endpoint or dataset, timeout=timeout)
    texts = None if endpoint else dataset / TEXTS_FOLDER
    _print(explanation_of(source, find_claim(source, claim), texts))


def _print(explanation: Explanation) -> None:
    from rich.text import Text

    from accgraph.cli.console import console, print_table

    out = console()
    out.print(Text.assemble(("claim     ", "dim"), explanation.claim))
    out.print(Text.assemble(("document  ", "dim"), explanation.document))
    out.print(Text.assemble(("it        ", "dim"), f"{explanation.how}: {explanation.kind}"))
    out.print(
        Text.assemble(("rule      ", "dim"), explanation.rule, f" (confidence {explanation.confidence})")
    )
    if explanation.gloss:
        out.print(Text.assemble(("why       ", "dim"), explanation.gloss))
    out.print()
    passage = Text()
    for words, mark in explanation.passage():
        if mark is None:
            passage.append(words)
        else:
            passage.append(f"[{mark.role}: {words}]", style=_STYLES.get(mark.role, "bold"))
    out.print(passage, soft_wrap=True)
    print_table(
        ["role", "words", "from", "to", "is"],
        [
            [mark.role, mark.words, str(mark.start), str(mark.end), mark.label or mark.iri or ""]
            for mark in explanation.marked
        ],
        counted=False,
    )
