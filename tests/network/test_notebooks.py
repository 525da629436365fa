"""The notebooks are committed without output, and their code runs from the first cell to the last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
# What each prints of the story, among other things.
PRINTED = {
    "1-first-steps": ("position: ", "rule ", "supporters               Who supports"),
    "2-who-supports-what": ("Denmark", "statements, ", "<?xml", ".html"),
    "3-coalitions-over-time": ("Denmark", "modularity", "polarisation ", "without it and those after it"),
    "4-commitments-and-demands": ("are asked most: ", "ICJ genocide case (Ukraine v. Russia) (to Russia)"),
    "5-another-store": ("the server answers", "Denmark", "the same rows", " triples"),
}


def cells(path: Path) -> list[dict[str, object]]:
    return [
        cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"
    ]


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(PRINTED)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_committed(path: Path) -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_code_runs(
    path: Path, story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACCGRAPH_DATASET", str(story))
    monkeypatch.delenv("ACCGRAPH_ENDPOINT", raising=False)
    names: dict[str, object] = {}
    for cell in cells(path):
        exec(compile("".join(cell["source"]), str(path), "exec"), names)  # type: ignore[arg-type]
    said = capsys.readouterr().out
    for words in PRINTED[path.stem]:
        assert words in said
