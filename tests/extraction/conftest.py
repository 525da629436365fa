"""What the tests of extraction share: one analyser for the session, as loading the model takes seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analyser, Analysis
from accgraph.model import Document
from accgraph.vocabulary import Vocabulary

Analyse = Callable[..., Analysis]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The analyser with the shipped vocabulary."""
    return Analyser.load(Vocabulary.load())


@pytest.fixture(scope="session")
def analyse(analyser: Analyser) -> Analyse:
    """A function from a text, and the date it was published if that is known, to its analysis."""

    def run(text: str, published: str | None = None) -> Analysis:
        document = Document("https://example.org/document", "case.txt", text, "0" * 64, published=published)
        return analyser.analyse(document)

    return run
