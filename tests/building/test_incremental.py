from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from building.scripted import Scripted, content, make
from graph.factories import TEXT

from accgraph.dataset import Workspace
from accgraph.errors import StoreError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "made.txt").write_text(TEXT)
    (texts / "plain.md").write_text("# Nothing\n\nNothing is claimed here.\n")
    return texts


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    return tmp_path / "asked"


def names(asked: Path) -> list[str]:
    """Return the documents whose claims were asked for, and forget them."""
    found = asked.read_text().split() if asked.exists() else []
    asked.unlink(missing_ok=True)
    return found


def fresh(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    make(folder, tmp_path / "fresh")
    return content(tmp_path / "fresh")


def test_only_what_has_changed_is_converted_again(folder: Path, tmp_path: Path, asked: Path) -> None:
    out = tmp_path / "out"
    make(folder, out, Scripted(asked))
    assert names(asked) == ["made.txt", "plain.md"]
    (folder / "plain.md").write_text("Something else.")
    (folder / "new.txt").write_text("New.")
    built = make(folder, out, Scripted(asked))
    assert names(asked) == ["new.txt", "plain.md"]
    assert (built.reused, built.unchanged) == (1, False)
    assert content(out) == fresh(folder, tmp_path)
    (folder / "made.txt").unlink()
    make(folder, out, Scripted(asked))
    assert names(asked) == []
    assert content(out) == fresh(folder, tmp_path)


def test_nothing_is_written_if_nothing_has_changed(folder: Path, tmp_path: Path, asked: Path) -> None:
    out = tmp_path / "out"
    first = make(folder, out, Scripted(asked))
    before = out.stat().st_ino
    again = make(folder, out, Scripted(asked))
    assert names(asked) == ["made.txt", "plain.md"]
    assert (again.unchanged, again.reused) == (True, 2)
    assert (again.documents, again.claims, again.quads) == (first.documents, first.claims, first.quads)
    assert out.stat().st_ino == before


def test_another_version_converts_all_again(folder: Path, tmp_path: Path, asked: Path) -> None:
    out = tmp_path / "out"
    make(folder, out, Scripted(asked))
    built = make(folder, out, Scripted(asked, "scripted-2"))
    assert names(asked) == ["made.txt", "plain.md"] * 2
    assert built.reused == 0
    assert json.loads((out / "build.json").read_text())["extractor"] == "scripted-2"


def test_what_is_said_beside_a_document_counts_too(folder: Path, tmp_path: Path, asked: Path) -> None:
    out = tmp_path / "out"
    make(folder, out, Scripted(asked))
    names(asked)
    (folder / "documents.toml").write_text('["plain.md"]\npublished = "2025-01-01"\n')
    make(folder, out, Scripted(asked))
    assert names(asked) == ["plain.md"]
    assert content(out) == fresh(folder, tmp_path)


def test_a_fresh_build_takes_nothing_over(folder: Path, tmp_path: Path, asked: Path) -> None:
    make(folder, tmp_path / "out", Scripted(asked))
    built = make(folder, tmp_path / "out", Scripted(asked), reuse=False)
    assert names(asked) == ["made.txt", "plain.md"] * 2
    assert built.reused == 0


def test_a_shard_that_is_damaged_is_made_again(folder: Path, tmp_path: Path, asked: Path) -> None:
    out = tmp_path / "out"
    make(folder, out, Scripted(asked))
    expected = content(out)
    (folder / "new.txt").write_text("New.")
    names(asked)
    damaged = sorted(out.glob("shards/*/*.gz"))
    damaged[0].write_bytes(damaged[0].read_bytes()[:-9])
    damaged[1].write_bytes(b"")
    make(folder, out, Scripted(asked))
    assert names(asked) == ["made.txt", "new.txt", "plain.md"]
    (folder / "new.txt").unlink()
    make(folder, out)
    assert content(out) == expected


def test_the_second_build_says_who_holds_the_output(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with (
        Workspace(out) as workspace,
        pytest.raises(StoreError, match=r"is being built by process \d+ on .* since .*: wait for it"),
    ):
        make(folder, out)
    assert workspace.holder() is None
    make(folder, out)
