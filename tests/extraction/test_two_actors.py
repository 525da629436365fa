"""Who does something, and who only speaks of it: a grid of sentences on two states."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.pipeline import Extractor
from accgraph.model import Document, PositionClaim

GRID: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases" / "two_actors.toml").read_text(encoding="utf-8")
)
TEMPLATES = [
    *GRID["templates"]["right"],
    *(
        pytest.param(each, marks=pytest.mark.xfail(strict=True, reason="known to go wrong"))
        for each in GRID["templates"]["missed"]
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.mark.parametrize("template", TEMPLATES)
def test_who_only_speaks_of_it_has_not_done_it(extractor: Extractor, template: str) -> None:
    wrong = []
    for kind, words in GRID["acts"].items():
        text = template.format(**words)
        for claim in extractor.extract(Document("https://example.org/d", "d.txt", text, "0" * 64)):
            done = isinstance(claim, PositionClaim) and claim.kind == kind and not claim.denied
            if done and claim.holder.entity.label == "Chad":
                wrong.append(text)
    assert not wrong


def test_the_grid_finds_who_did_it(extractor: Extractor) -> None:
    for kind, words in GRID["acts"].items():
        text = "Chad was surprised when Peru {past}.".format(**words)
        found = extractor.extract(Document("https://example.org/d", "d.txt", text, "0" * 64))
        assert ("Peru", kind) in {
            (c.holder.entity.label, c.kind) for c in found if isinstance(c, PositionClaim)
        }
