"""What the parser need not read: nothing is lost by it, and where it has to read it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.pipeline import Extractor
from accgraph.model import Document

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted((ROOT / "evaluation").glob("*/*.txt"))

BOILERPLATE = """Skip to content

Sign in

Home

This site stores small files in your browser so that pages load faster. Some of them come from partners who
provide maps and statistics.

Comments are open for three days. Posts that advertise goods are removed without notice.

Wash the leeks and cut away the leaves. Heat the oil in a large pan and stir until soft.

The morning starts cold and clear in the hills. Winds from the coast ease in the afternoon.

Share this page

Back to top
"""
# A paragraph of nothing, and one that says something of whom the first sentence names.
AROUND = """The Court opened in 2002.

The morning starts cold and clear in the hills, with a touch of frost in the valleys.

{}

Seeds germinate within ten days if the ground is not too wet, and slugs love young leaves.
"""


def _document(text: str) -> Document:
    return Document("https://example.org/document", "case.txt", text, "0" * 64)


@pytest.fixture(scope="module")
def whole(analyser: Analyser) -> Extractor:
    """An extractor whose parser reads everything."""
    return Extractor(Analyser(analyser.vocabulary, parse_all=True))


@pytest.fixture(scope="module")
def extractor(analyser: Analyser) -> Extractor:
    return Extractor(analyser)


def _unread(analyser: Analyser, text: str) -> list[str]:
    parsed = analyser.analyse(_document(text)).parsed
    first = (parsed.block_range(block.index)[0] for block in parsed.blocks)
    return [
        block.text
        for block, index in zip(parsed.blocks, first, strict=True)
        if parsed.doc[index].tag_ == "XX"
    ]


def _pages() -> Iterator[str]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from pages import Pages  # type: ignore[import-not-found,unused-ignore]
    finally:
        sys.path.pop(0)
    for number, path in enumerate(DOCUMENTS[:4]):
        yield Pages(8).around(path.read_text(encoding="utf-8"), Random(number))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_dense_document_says_the_same(path: Path, extractor: Extractor, whole: Extractor) -> None:
    document = _document(path.read_text(encoding="utf-8"))
    assert extractor.extract(document) == whole.extract(document)


def test_documents_within_pages_say_the_same(
    analyser: Analyser, extractor: Extractor, whole: Extractor
) -> None:
    unread = 0
    for page in _pages():
        claims = whole.extract(_document(page))
        assert claims
        assert extractor.extract(_document(page)) == claims
        unread += len(_unread(analyser, page))
    assert unread > 20


def test_boilerplate_is_not_read(analyser: Analyser, whole: Extractor) -> None:
    unread = _unread(analyser, BOILERPLATE)
    assert not whole.extract(_document(BOILERPLATE))
    assert "Skip to content" in unread
    assert any(text.startswith("The morning") for text in unread)
    assert any(text.startswith("Wash the leeks") for text in unread)


def test_all_is_read_if_that_is_asked_for(analyser: Analyser) -> None:
    assert not _unread(Analyser(analyser.vocabulary, parse_all=True), BOILERPLATE)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Peru backs it.",
        "The tribunal was slow.",
        "We shall pay for everything.",
        "Parents are urged to check the sizes.",
        "All must leave.",
        "It rained on 3 May.",
        "Nobody came in 2019.",
        "Then came the spokesperson.",
        'The sign said "closed".',
        "A walk with Anna takes an hour.",
        "Lindqvist scored twice.",
        "These should be lifted:",
    ],
)
def test_what_may_claim_or_name_something_is_read(paragraph: str, analyser: Analyser) -> None:
    unread = _unread(analyser, AROUND.format(paragraph))
    assert paragraph not in unread
    assert len(unread) == 2


def test_a_pronoun_is_read_only_near_what_it_may_stand_for(analyser: Analyser) -> None:
    near = "The Court opened in 2002.\n\nIt was small and quiet.\n"
    far = "The Court opened in 2002.\n\nThe morning starts cold.\n\nIt was small and quiet.\n"
    assert _unread(analyser, near) == []
    assert _unread(analyser, far) == ["The morning starts cold.", "It was small and quiet."]


def test_an_imperative_after_a_request_is_read(analyser: Analyser) -> None:
    request = "We urge Peru to act.\n\nStop the violence.\n"
    other = "Peru opened a museum.\n\nStop the violence.\n"
    assert _unread(analyser, request) == []
    assert _unread(analyser, other) == ["Stop the violence."]


def test_letters_are_read_whole(analyser: Analyser) -> None:
    assert _unread(analyser, f"Dear Minister,\n\n{BOILERPLATE}") == []
