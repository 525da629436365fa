from __future__ import annotations

from pathlib import Path

import pytest
from building.scripted import KNOWN, Scripted, shapes
from graph.factories import TEXT

from accgraph.building.shards import Shards
from accgraph.building.unit import Unit
from accgraph.building.workers import convert_all, workers_worth
from accgraph.graph.background import Background
from accgraph.reading import ReadingOptions


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    (tmp_path / "shards").mkdir()
    return Unit.of(
        Scripted(), shapes(), Background.of([KNOWN]), Shards(tmp_path / "shards"), ReadingOptions()
    )


def files(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return [folder / f"{name}.txt" for name in texts]


def test_several_processes_make_what_one_makes(unit: Unit, tmp_path: Path) -> None:
    paths = files(tmp_path, made=TEXT, plain="Nothing.", empty="", other="Nothing else.")
    alone = dict(convert_all(unit, paths, 1))
    made = {key: unit.shards.read(key) for outcome in alone.values() for key in outcome.shards}
    for path in unit.shards.folder.rglob("*.gz"):
        path.unlink()
    assert dict(convert_all(unit, paths, 2)) == alone
    assert {key: unit.shards.read(key) for key in made} == made
    assert len(made) == 3


def test_what_a_process_dies_of_is_left_out_and_nothing_else(unit: Unit, tmp_path: Path) -> None:
    paths = files(tmp_path, a="Nothing.", b="DIE", c="Nothing else.", d="And DIE again.", e="Nothing more.")
    outcomes = dict(convert_all(unit, paths, 2))
    assert [len(outcomes[path].shards) for path in paths] == [1, 0, 1, 0, 1]
    (part,) = outcomes[paths[1]].left_out
    assert (part.name, part.reason) == (
        "b.txt",
        f"{paths[1]}: ends the process that reads it (is memory short?)",
    )


def test_what_takes_too_long_is_left_out(unit: Unit, tmp_path: Path) -> None:
    paths = files(tmp_path, a="SLEEP", b="Nothing.")
    outcomes = dict(convert_all(unit, paths, 1, time_limit=2))
    assert outcomes[paths[0]].left_out[0].reason == f"{paths[0]}: takes longer than 2 seconds"
    assert len(outcomes[paths[1]].shards) == 1


def test_a_unit_that_cannot_be_pickled_is_used_here(unit: Unit, tmp_path: Path) -> None:
    unit.extractor.extract = lambda document: ()  # type: ignore[method-assign]
    paths = files(tmp_path, a="Nothing.", b="Nothing else.")
    assert [outcome.left_out for _, outcome in convert_all(unit, paths, 2)] == [(), ()]


def test_an_error_that_concerns_all_documents_ends_the_work(unit: Unit, tmp_path: Path) -> None:
    unit.shards.folder.rmdir()
    with pytest.raises(FileNotFoundError):
        list(convert_all(unit, files(tmp_path, a="Nothing.", b="Nothing else."), 2))


@pytest.mark.parametrize(("jobs", "size", "workers"), [(8, 10, 1), (8, 250_000, 2), (2, 10**9, 2), (1, 0, 1)])
def test_processes_are_started_for_as_much_as_pays(jobs: int, size: int, workers: int) -> None:
    assert workers_worth(jobs, size) == workers
