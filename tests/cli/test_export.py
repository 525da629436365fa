from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from accgraph.cli.export import _FORMS
from accgraph.exports.forms import FORMS, export

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def exported(run: Run, story: Path) -> Run:
    """The command, asked for the story."""
    return partial(run, "export", "--dataset", story)


def test_every_form_can_be_asked_for() -> None:
    assert set(_FORMS) == set(FORMS)


@pytest.mark.parametrize(
    ("name", "form"), [("x.csv", "csv"), ("x.nq", "nquads"), ("x", "trig"), ("x.TTL", "turtle")]
)
def test_the_suffix_tells_the_form(exported: Run, story: Path, tmp_path: Path, name: str, form: str) -> None:
    assert exported("-o", tmp_path / name) == (0, "", "")
    assert (tmp_path / name).read_bytes() == export(story, form).content


def test_a_suffix_that_tells_nothing_is_named(exported: Run, tmp_path: Path) -> None:
    code, _, err = exported("--out", tmp_path / "x.xlsx")
    assert code == 2
    assert "x.xlsx: '.xlsx' does not tell a form: give it with --format" in err
    assert not (tmp_path / "x.xlsx").exists()


def test_what_cannot_be_expressed_is_counted(exported: Run, story: Path) -> None:
    code, out, err = exported("--format", "followthemoney")
    assert code == 1
    assert err == "accgraph: left out: 1 claim that followthemoney cannot express\n"
    assert out.encode() == export(story, "followthemoney").content


def test_one_thing_by_any_of_its_names(exported: Run, story: Path) -> None:
    whole = export(story, "csv", "Denmark").content.decode()
    for name in ("Kingdom of Denmark", "DNK", "https://w3id.org/accgraph/id/state/DNK", "accid:state/DNK"):
        assert exported("--format", "csv", "--about", name) == (0, whole, "")


def test_what_is_not_there_is_said_on_one_line(exported: Run) -> None:
    code, out, err = exported("--about", "Xyzzyx")
    assert (code, out) == (2, "")
    assert err == "accgraph: no entity of this dataset is called 'Xyzzyx'\n"
