"""What the tests of the language model share: one analyser, and one document with what may be said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.analysis import Analyser
from accgraph.language_model.extractor import ModelExtractor
from accgraph.language_model.settings import ModelSettings
from accgraph.model import Document
from accgraph.namespaces import content_iri
from accgraph.vocabulary import Vocabulary

Ask = Callable[..., ModelExtractor]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The analyser with the shipped vocabulary."""
    return Analyser.load(Vocabulary.load())


@pytest.fixture
def ask(analyser: Analyser, tmp_path: Path) -> Ask:
    """A function from the address of a server, and settings, to an extractor that asks it."""

    def extractor(address: str, cache: Path = tmp_path / "answers", **changes: Any) -> ModelExtractor:
        options = {
            name: changes.pop(name) for name in ("max_cost", "check", "environment") if name in changes
        }
        settings = ModelSettings(model="tiny", address=address, **{"timeout": 5.0, "retries": 2, **changes})
        return ModelExtractor.load(analyser, settings, cache=cache, **{"environment": {}, **options})

    return extractor


def document(text: str, name: str = "case.txt", published: str | None = "2025-03-03") -> Document:
    """A document whose IRI is made of its text."""
    return Document(content_iri("document", text), name, text, "0" * 64, published=published)
