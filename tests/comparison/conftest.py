from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from story import Teller

from accgraph.build import build
from accgraph.model import Claim, Document


class Editor(Teller):
    """Tells the story with a name, a confidence and a claim less than before."""

    version = "story-2"

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return tuple(self._edited(super().extract(document)))

    def _edited(self, claims: tuple[Claim, ...]) -> Iterator[Claim]:
        for claim in claims:
            if claim.quote.startswith("Hungary left"):
                continue
            if claim.quote.startswith("Hungary rejects"):
                yield replace(claim, confidence=0.5)
            else:
                yield claim


@pytest.fixture(scope="session")
def fewer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story as the Editor tells it, without its third document."""
    teller = Editor()
    folder = tmp_path_factory.mktemp("fewer")
    for name, text in teller.texts.items():
        if name != "third.txt":
            (folder / name).write_text(text, encoding="utf-8")
    (folder / "documents.toml").write_text(teller.metadata, encoding="utf-8")
    story = Path(__file__).parents[1] / "story.ttl"
    return build([folder], folder / "out", teller, [story]).folder
