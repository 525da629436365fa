from __future__ import annotations

from pathlib import Path

import pytest
from building.scripted import Scripted
from click.testing import CliRunner
from graph.factories import TEXT

from accgraph.build import build
from accgraph.dataset import Workspace
from accgraph.errors import StoreError
from accgraph.status import Status, status


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "made.txt").write_text(TEXT)
    (texts / "plain.md").write_text("# Nothing\n\nNothing is claimed here.\n")
    build([texts], tmp_path / "out", Scripted())
    return texts


def of(folder: Path, version: str = "scripted-1") -> Status:
    return status([folder], folder.parent / "out", Scripted(version=version))


def test_nothing_is_out_of_date_after_a_build(folder: Path) -> None:
    found = of(folder)
    assert found == Status(2, (), (), (), (), 0, None)
    assert found.up_to_date


def test_what_is_new_changed_and_removed_is_named(folder: Path) -> None:
    (folder / "new.txt").write_text("New.")
    (folder / "plain.md").write_text("Something else.")
    (folder / "made.txt").unlink()
    found = of(folder)
    assert (found.new, found.changed, found.removed) == (("new.txt",), ("plain.md",), ("made.txt",))
    assert not found.up_to_date


def test_another_version_is_named(folder: Path) -> None:
    found = of(folder, "scripted-2")
    assert (found.differs, found.unchanged) == (("extractor",), 0)


def test_what_a_build_left_and_who_builds_is_said(folder: Path) -> None:
    with Workspace(folder.parent / "out") as workspace:
        (workspace.shards / "ab").mkdir()
        (workspace.shards / "ab" / "abc.gz").write_bytes(b"")
        found = of(folder)
        assert found.left_over == 1
        assert found.holder is not None
        assert found.holder.startswith("process ")


def test_no_dataset_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no dataset that 'accgraph build' has made"):
        status([tmp_path], tmp_path / "none", Scripted())


def test_the_command_says_it_and_ends_with_1(folder: Path) -> None:
    from accgraph.cli.status import status as command

    arguments = [str(folder), "--out", str(folder.parent / "out")]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 1
    assert "Another version of this is in use now, so all is converted again: extractor" in result.output
    assert "0 documents as they were, 0 new, 2 changed, 0 removed" in result.output
