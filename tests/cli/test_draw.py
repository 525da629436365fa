from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from network.dna_file import write_dna

from accgraph.cli.main import cli


@pytest.mark.parametrize("picture", ["two-mode", "heat-map"])
def test_pictures_of_a_dataset(story: Path, tmp_path: Path, picture: str) -> None:
    files = [tmp_path / "a.png", tmp_path / "a.svg"]
    options = [word for path in files for word in ("-o", str(path))]
    result = CliRunner().invoke(cli, ["draw", picture, "--dataset", str(story), *options])
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [str(path) for path in files]
    assert files[0].read_bytes().startswith(b"\x89PNG")
    assert "Denmark" in files[1].read_text(encoding="utf-8")
    assert "mechanisms" in files[1].read_text(encoding="utf-8")


def test_what_was_coded_is_called_concepts(tmp_path: Path) -> None:
    path, picture = write_dna(tmp_path / "sample.dna"), tmp_path / "a.svg"
    CliRunner().invoke(cli, ["draw", "two-mode", "--dataset", str(path), "-o", str(picture)])
    assert "which concepts" in picture.read_text(encoding="utf-8")


def test_a_picture_shows_both_sides(story: Path) -> None:
    result = CliRunner().invoke(cli, ["draw", "two-mode", "--dataset", str(story), "--qualifier", "subtract"])
    assert result.exit_code == 2
    assert "both sides" in result.output
