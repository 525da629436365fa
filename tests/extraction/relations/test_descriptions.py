"""Descriptions: phrases that tell a mechanism by its kind and a word beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.relations.descriptions import described

CASES = [
    (
        "Peru backed a travelling bench for the Lake Town massacres.",
        "bench",
        "Travelling bench for the Lake Town massacres",
    ),
    ("Peru paid for the orchard programme.", "programme", "Orchard programme"),
    ("Peru backed the court.", "court", None),
    ("Peru backed a new court.", "court", None),
    ("Peru backed the International Criminal Court.", "Court", None),
    ("The International Criminal Court is a permanent court.", "court", None),
    ("A forestry court was planned. Peru backed the court.", "court", "Forestry court"),
]


@pytest.mark.parametrize(("text", "noun", "label"), CASES)
def test_phrases_describe(text: str, noun: str, label: str | None, analyse: Callable[..., Analysis]) -> None:
    analysis = analyse(text)
    token = [t for t in analysis.parsed.doc if t.text == noun][-1]
    found = described(analysis, token)
    assert (found.entity.label if found is not None else None) == label
