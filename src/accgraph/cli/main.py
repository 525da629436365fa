"""The command ``accgraph``: a group whose commands are imported when they are used."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping

import click

from accgraph import __version__
from accgraph.errors import AccgraphError

__all__ = ["cli", "main"]

_COMMANDS: Mapping[str, str] = {
    "build": "Make a dataset of documents.",
    "status": "Say what of a dataset is out of date.",
    "claims": "Print the claims of documents.",
    "show": "Show the words behind a claim, and where they stand in the original.",
    "explain": "Show the words behind a claim and the rule that made it.",
    "validate": "Check a dataset against the shapes.",
    "check": "Look for errors in the ontology, a vocabulary or a dataset.",
    "query": "Ask a dataset a saved question, or one of your own in SPARQL.",
    "serve": "Serve a dataset on this machine, with a page to ask it from.",
    "push": "Send a dataset to a server.",
    "pull": "Bring a dataset back from a server.",
    "export": "Write a dataset, or what it says about one thing, in the forms that others read.",
    "diff": "Tell what came, went or changed between two datasets.",
    "import-dna": "Make a dataset of statements coded in Discourse Network Analyzer.",
    "network": "Write a network of who stands with whom on what.",
    "draw": "Draw who supports and opposes what.",
    "completion": "Print what makes a shell complete commands, queries and their parameters.",
    "evaluate": "Score the claims of texts against gold files.",
}
"""The commands, each with its summary; ``accgraph.cli.NAME`` holds the command NAME, ``_`` for ``-``."""

INTERRUPTED = 130
BROKEN_PIPE = 141


class _LazyGroup(click.Group):
    """A group that knows its commands' summaries, and imports a command only to run or explain it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command = getattr(importlib.import_module(f"accgraph.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from accgraph.suggest import nearest

            ctx.fail(f"there is no command {args[0]!r}{nearest(args[0], _COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="accgraph")
def cli() -> None:
    """Turn public documents on accountability for international crimes into a knowledge graph, and ask it."""


def main() -> None:
    """Run the command line and exit: 0 fine, 1 the answer is no or something was left out, 2 wrong use."""
    try:
        code = cli.main(prog_name="accgraph", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except AccgraphError as error:
        from accgraph.cli.console import complain

        complain(str(error))
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("accgraph: interrupted", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough; the interpreter must not try to flush to them as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    sys.exit(code if isinstance(code, int) else 0)
