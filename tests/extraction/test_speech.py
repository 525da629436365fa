"""Speech: whose words a stretch of text gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis

Analyse = Callable[..., Analysis]
PERSON = "Foreign Minister Lars Hansen of Denmark"


def speakers(analysis: Analysis, word: str) -> tuple[str | None, str | None]:
    """Return how the first token *word* is given, and the label of its speaker."""
    index = next(token.i for token in analysis.parsed.doc if token.text == word)
    source = analysis.source_at(index)
    if source is None:
        return None, None
    return source.kind, source.speaker.entity.label if source.speaker else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (f'"The Tribunal will be just," said {PERSON}.', "just", ("quoted", "Lars Hansen")),
        (f"“The Tribunal will be just,” said {PERSON}.", "just", ("quoted", "Lars Hansen")),
        (f'{PERSON} said: "The Tribunal will be just."', "just", ("quoted", "Lars Hansen")),
        (f"{PERSON} said that the Tribunal was just.", "just", ("reported", "Lars Hansen")),
        ("According to Denmark, the Tribunal was just.", "just", ("reported", "Denmark")),
        ("Denmark announced that the Tribunal was just.", "just", ("reported", "Denmark")),
        ("The Tribunal was just.", "just", (None, None)),
        (f'{PERSON} said: "It is ours." The Tribunal was just.', "just", (None, None)),
    ],
)
def test_speaker(text: str, word: str, expected: tuple[str | None, str | None], analyse: Analyse) -> None:
    assert speakers(analyse(text), word) == expected


def test_a_second_quotation_is_the_same_speakers(analyse: Analyse) -> None:
    text = f'"The Tribunal will be just," said {PERSON}. "It will be fair."'
    assert speakers(analyse(text), "fair") == ("quoted", "Lars Hansen")


def test_an_apostrophe_opens_no_quotation(analyse: Analyse) -> None:
    assert analyse("Denmark's and the States' support is firm.").speech.sources == ()


@pytest.mark.parametrize("text", ['"', '""', '" " "', "'''", '"We" "support" "it', f'{PERSON}: "', "- said"])
def test_stray_marks_do_no_harm(text: str, analyse: Analyse) -> None:
    analysis = analyse(text)
    assert len(analysis.speech.by_token) == len(analysis.parsed.doc)
    for source in analysis.speech.sources:
        assert 0 <= source.first < source.last <= len(analysis.parsed.doc)
