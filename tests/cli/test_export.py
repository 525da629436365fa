from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from accgraph.cli import main as module
from accgraph.cli.export import _FORMS
from accgraph.exports.forms import FORMS, export

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], story: Path) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        argv = ["accgraph", "export", "--dataset", str(story), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", argv)
        with pytest.raises(SystemExit) as exit_:
            module.main()
        captured = capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        return exit_.value.code, captured.out, captured.err

    return call


def test_every_form_can_be_asked_for() -> None:
    assert set(_FORMS) == set(FORMS)


@pytest.mark.parametrize(
    ("name", "form"), [("x.csv", "csv"), ("x.nq", "nquads"), ("x", "trig"), ("x.TTL", "turtle")]
)
def test_the_suffix_tells_the_form(run: Run, story: Path, tmp_path: Path, name: str, form: str) -> None:
    assert run("-o", tmp_path / name) == (0, "", "")
    assert (tmp_path / name).read_bytes() == export(story, form).content


def test_a_suffix_that_tells_nothing_is_named(run: Run, tmp_path: Path) -> None:
    code, _, err = run("--out", tmp_path / "x.xlsx")
    assert code == 2
    assert "x.xlsx: '.xlsx' does not tell a form: give it with --format" in err
    assert not (tmp_path / "x.xlsx").exists()


def test_what_cannot_be_expressed_is_counted(run: Run, story: Path) -> None:
    code, out, err = run("--format", "followthemoney")
    assert code == 1
    assert err == "accgraph: left out: 1 claim that followthemoney cannot express\n"
    assert out.encode() == export(story, "followthemoney").content


def test_one_thing_by_any_of_its_names(run: Run, story: Path) -> None:
    whole = export(story, "csv", "Denmark").content.decode()
    for name in ("Kingdom of Denmark", "DNK", "https://w3id.org/accgraph/id/state/DNK", "accid:state/DNK"):
        assert run("--format", "csv", "--about", name) == (0, whole, "")


def test_what_is_not_there_is_said_on_one_line(run: Run) -> None:
    code, out, err = run("--about", "Xyzzyx")
    assert (code, out) == (2, "")
    assert err == "accgraph: no entity of this dataset is called 'Xyzzyx'\n"
