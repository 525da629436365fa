from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from accgraph.cli.check import check

WRONG = """
@prefix acc: <https://w3id.org/accgraph/ontology#> .
@prefix m: <https://w3id.org/accgraph/id/mechanism/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
m:new a acc:Register ; skos:prefLabel "New Register"@en ; acc:underAuspicesOf m:nowhere .
"""


def test_what_ships_passes_and_infos_are_shown() -> None:
    result = CliRunner().invoke(check, [])
    assert result.exit_code == 0
    assert "0 errors, 0 warnings" in result.output
    assert "mechanism-without-link" in result.output


def test_an_error_fails_and_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(WRONG, encoding="utf-8")
    result = CliRunner().invoke(check, [str(file)])
    assert result.exit_code == 1
    assert "1 error, 0 warnings" in result.output
    assert "dead-reference" in result.output
    assert "Correct the reference" in result.output.replace("\n", " ")


def test_faults_are_printed_as_json(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(WRONG, encoding="utf-8")
    result = CliRunner().invoke(check, [str(file), "--format", "json"])
    assert result.exit_code == 1
    (error,) = [row for row in json.loads(result.output) if row["severity"] == "error"]
    assert error["check"] == "dead-reference"
    assert error["entity"] == "https://w3id.org/accgraph/id/mechanism/new"
    assert set(error) == {"check", "severity", "entity", "property", "value", "problem", "solution"}


def test_checks_are_listed() -> None:
    result = CliRunner().invoke(check, ["--list"])
    assert result.exit_code == 0
    assert "clashing-alternative-label" in result.output
    assert "malformed-match" in result.output
