"""The sentences that the network learns from: what is marked in them is there."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[3] / "training"
FILES = sorted((TRAINING / "sentences").glob("*.txt"))


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    """The module of the training that reads marked sentences."""
    sys.path.insert(0, str(TRAINING))
    try:
        import examples
    finally:
        sys.path.remove(str(TRAINING))
    return examples


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_is_marked_is_there(path: Path, examples: ModuleType) -> None:
    documents = list(examples.marked_documents(path))
    kinds = Counter(mark.kind for d in documents for _, _, marks in d.sentences for mark in marks)
    assert len(documents) > 50
    assert set(kinds) == set(examples.KINDS)
    assert all(d.text[start:].startswith(text) for d in documents for start, text, _ in d.sentences)


def test_words_that_are_not_there_are_an_error(tmp_path: Path, examples: ModuleType) -> None:
    file = tmp_path / "some.txt"
    file.write_text("# genre: news; issuer: agency; date: 2025-01-01\nPeru left. || Chile > withdraw > it\n")
    with pytest.raises(examples.TrainingError, match=r"some\.txt: line 2: 'Chile' is not in the sentence"):
        list(examples.marked_documents(file))


def test_a_mark_that_is_none_is_an_error(tmp_path: Path, examples: ModuleType) -> None:
    file = tmp_path / "some.txt"
    file.write_text("Peru left the court. || Peru > quit > the court\n")
    with pytest.raises(examples.TrainingError, match="line 1: 'Peru > quit > the court' is no mark"):
        list(examples.marked_documents(file))


def test_whom_words_mean_is_told_behind_them(tmp_path: Path, examples: ModuleType) -> None:
    file = tmp_path / "some.txt"
    file.write_text(
        "# genre: news; issuer: agency; date: 2025-01-01; referents\n"
        "Burundi spoke of the panel.\n"
        "It never let them in. || It = Burundi > obstruct > them = the panel ;; - > reject > them\n"
    )
    with pytest.raises(examples.TrainingError, match=r"line 3: '' is not said up to there"):
        list(examples.marked_documents(file))
    file.write_text(file.read_text().replace("- > reject > them", "- = Burundi > reject > them"))
    (document,) = examples.marked_documents(file)
    assert document.referents
    (it, unworded) = document.sentences[1][2]
    assert (it.holder.words, it.holder.name, it.target.name) == ("It", "Burundi", "the panel")
    assert (unworded.holder.words, unworded.holder.name) == (None, "Burundi")
