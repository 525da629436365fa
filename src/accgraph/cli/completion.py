"""``accgraph completion``: the script that teaches a shell to complete."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands, saved queries and their parameters.

    \b
    bash, in ~/.bashrc:    eval "$(accgraph completion bash)"
    zsh, in ~/.zshrc:      eval "$(accgraph completion zsh)"
    fish:                  accgraph completion fish > ~/.config/fish/completions/accgraph.fish
    """
    from click.shell_completion import get_completion_class

    from accgraph.cli.main import cli

    kind = get_completion_class(shell)
    assert kind is not None, "click knows the shells that it is asked for here"
    click.echo(kind(cli, {}, "accgraph", "_ACCGRAPH_COMPLETE").source())
