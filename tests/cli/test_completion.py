from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from engines.servers import needed

from accgraph.cli.main import cli
from accgraph.queries import catalogue


def completed(words: str) -> list[str]:
    """What bash is offered after *words*."""
    number = len(words.split(" ")) - 1
    environment = {"COMP_WORDS": words, "COMP_CWORD": str(number), "_ACCGRAPH_COMPLETE": "bash_complete"}
    result = CliRunner().invoke(cli, prog_name="accgraph", env=environment)
    return [line.partition(",")[2] for line in result.output.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("accgraph bui", ["build"]),
        ("accgraph query hos", ["hostile-acts"]),
        ("accgraph query supporters ", ["mechanism=", "side="]),
        ("accgraph query supporters si", ["side="]),
        ("accgraph query supporters side=", ["side=support", "side=opposition"]),
        ("accgraph query supporters side=o", ["side=opposition"]),
        ("accgraph query supporters side = o", ["opposition"]),
        ("accgraph query supporters side =", ["support", "opposition"]),
        ("accgraph query supporters side=support m", ["mechanism="]),
        ("accgraph query none x", []),
    ],
)
def test_bash_is_offered(words: str, offered: list[str]) -> None:
    assert completed(words) == offered


def test_every_saved_query_is_offered() -> None:
    assert completed("accgraph query ") == list(catalogue())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_the_shell_can_read(shell: str, tmp_path: Path) -> None:
    needed(shell)
    result = CliRunner().invoke(cli, ["completion", shell], prog_name="accgraph")
    assert result.exit_code == 0
    assert "_ACCGRAPH_COMPLETE" in result.output
    script = tmp_path / "script"
    script.write_text(result.output)
    subprocess.run([shell, "-n", str(script)], check=True, stdout=sys.stderr)
