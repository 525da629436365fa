"""``accgraph query``: a question put to a dataset."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from accgraph.cli.options import dataset_option, endpoint_option, engine_option, timeout_option

if TYPE_CHECKING:
    from accgraph.queries import SavedQuery
    from accgraph.results import Result


def _complete_name(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from accgraph.queries import catalogue

    return [
        CompletionItem(saved.name, help=saved.summary)
        for saved in catalogue().values()
        if saved.name.startswith(incomplete)
    ]


def _complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from accgraph.queries import catalogue

    saved = catalogue().get(ctx.params.get("name") or "")
    if saved is None:
        return []
    known = {parameter.name: parameter for parameter in saved.parameters}
    name, sign, begun = incomplete.partition("=")
    before = [word for word in ctx.params.get("values") or () if word != "="]
    # Bash takes "side=" for two words, and wants only what comes after the sign.
    broken = bool(before) and before[-1] in known
    if broken:
        name, begun = before[-1], incomplete
    if sign or broken:
        choices = known[name].choices if name in known else ()
        start = "" if broken else f"{name}="
        return [CompletionItem(f"{start}{choice}") for choice in choices if choice.startswith(begun)]
    return [
        CompletionItem(f"{parameter.name}=", help=parameter.description)
        for parameter in saved.parameters
        if parameter.name.startswith(name)
    ]


@click.command()
@click.argument("name", metavar="NAME|FILE.rq|-", required=False, shell_complete=_complete_name)
@click.argument("values", metavar="[PARAMETER=VALUE]...", nargs=-1, shell_complete=_complete_value)
@dataset_option
@endpoint_option
@engine_option
@timeout_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print the answer; json is SPARQL's own.",
)
@click.option("--list", "listing", is_flag=True, help="List the saved queries and what they take.")
@click.option("--catalogue", "as_rdf", is_flag=True, help="Print the saved queries as RDF, in Turtle.")
@click.option("--explain", is_flag=True, help="Print the SPARQL that would be run, and do not run it.")
def query(
    name: str | None,
    values: tuple[str, ...],
    dataset: Path,
    endpoint: str | None,
    engine: str,
    timeout: float,
    form: str,
    listing: bool,
    as_rdf: bool,
    explain: bool,
) -> None:
    """Ask a dataset the saved question NAME, the SPARQL in FILE.rq, or the SPARQL on standard input (-).

    Values are given as PARAMETER=VALUE; an actor or a mechanism may be given by any of its names:

        accgraph query supporters mechanism=ICC
    """
    if listing:
        _list()
        return
    if as_rdf:
        click.echo(_catalogue(), nl=False)
        return
    if name is None:
        raise click.UsageError("say which query: NAME, FILE.rq or - (--list lists those that are saved)")
    from accgraph.answers import serialized
    from accgraph.engines import open_source
    from accgraph.lookup import bound

    given = _given(values)
    saved = _query(name)
    store = open_source(endpoint or dataset, engine, timeout=timeout)
    text = bound(store, saved, given)
    if explain:
        click.echo(text, nl=not text.endswith("\n"))
        return
    result = store.query(text)
    if form == "table":
        _print(result)
    else:
        click.echo(serialized(result, form), nl=False)
    if result is False:
        raise click.exceptions.Exit(1)


def _given(values: tuple[str, ...]) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for value in values:
        parameter, sign, word = value.partition("=")
        if not sign:
            raise click.UsageError(f"{value!r} is not of the form PARAMETER=VALUE")
        if parameter in given:
            raise click.UsageError(f"the parameter {parameter!r} is given twice")
        given[parameter] = word
    return given


def _query(name: str) -> SavedQuery:
    from accgraph.errors import QueryError
    from accgraph.queries import parse_query, saved_query

    if name == "-":
        return parse_query("standard input", sys.stdin.read())
    if name.endswith(".rq"):
        try:
            return parse_query(name, Path(name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(
                f"{name}: cannot be read: {getattr(error, 'strerror', None) or error}"
            ) from error
    return saved_query(name)


def _print(result: Result) -> None:
    from accgraph.answers import cells, headings, serialized
    from accgraph.cli.console import print_table
    from accgraph.results import Rows

    if isinstance(result, Rows):
        print_table(headings(result), cells(result))
    else:
        click.echo(serialized(result, "markdown"), nl=False)


def _catalogue() -> str:
    from accgraph.graph.catalogue import catalogue_quads
    from accgraph.graph.syntax import write_rdf
    from accgraph.queries import catalogue

    return write_rdf(catalogue_quads(catalogue().values()), "turtle").decode()


def _list() -> None:
    from accgraph.cli.console import console
    from accgraph.queries import catalogue

    out = console()
    for saved in catalogue().values():
        out.print(saved.name, style="bold", end="  ", markup=False)
        out.print(saved.summary, markup=False)
        for parameter in saved.parameters:
            what = (
                "needed"
                if parameter.required
                else f"default {parameter.default}"
                if parameter.default
                else ""
            )
            kind = " | ".join(parameter.choices) or parameter.type
            noted = f" ({what})" if what else ""
            out.print(
                f"    {parameter.name}={kind}{noted}  {parameter.description}", style="dim", markup=False
            )
