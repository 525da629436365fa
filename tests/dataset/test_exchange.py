from __future__ import annotations

from pathlib import Path

import pytest

from accgraph.dataset import exchange
from accgraph.dataset.exchange import put_in_place, restore


def folders(place: Path) -> tuple[Path, Path, Path]:
    for name in ("new", "out"):
        (place / name).mkdir()
        (place / name / "what").write_text(name)
    return place / "new", place / "out", place / "old"


@pytest.mark.parametrize("able", [True, False])
def test_one_folder_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, able: bool
) -> None:
    if not able:
        monkeypatch.setattr(exchange, "_exchanged", lambda one, other: False)
    new, out, old = folders(tmp_path)
    put_in_place(new, out, old)
    assert (out / "what").read_text() == "new"
    assert (old / "what").read_text() == "out"
    assert not new.exists()


def test_a_rename_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_exchanged", lambda one, other: False)
    _, out, old = folders(tmp_path)
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "none", out, old)
    assert (out / "what").read_text() == "out"
    assert not old.exists()


def test_what_a_crash_between_two_renames_left_is_put_back(tmp_path: Path) -> None:
    _, out, old = folders(tmp_path)
    out.rename(old)
    restore(out, old)
    assert (out / "what").read_text() == "out"
    restore(out, old)
    assert (out / "what").read_text() == "out"
