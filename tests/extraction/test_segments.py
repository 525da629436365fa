"""Claims say which segment of their document they come from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.segments import Segments
from accgraph.model import Document, EventClaim, Passage, Span

LETTER = """Open letter on the Special Tribunal

Oslo, 3 March 2025

Dear Minister,

We write because the Special Tribunal for the Crime of Aggression needs the support of your government, and
because the states that have promised it have so far said little about when they will give it.

“Norway supports the Special Tribunal,” said Foreign Minister Espen Barth Eide.

We ask you to:

- join the Register of Damage;

Yours sincerely,

Norwegian Helsinki Committee
"""
NEWS = """Norway joins the Special Tribunal

Norway joined the Special Tribunal on Monday, the ministry said in a statement that was published in Oslo and
that named neither a sum nor a day on which anything would be paid to the Tribunal in The Hague.

Read also

Hungary leaves the court

Denmark, which holds the presidency of the Council, said on Tuesday that it would follow as soon as its own
parliament has voted, which is expected for the last week of the month if nothing comes between.
"""


def segment(analyser: Analyser, text: str, words: str, *passages: Passage) -> str:
    start = text.index(words)
    document = Document("https://example.org/d", "d.txt", text, "0" * 64, passages=passages)
    span = Span(start, start + len(words))
    claim = EventClaim(
        iri="https://example.org/c",
        document="d.txt",
        start=span.start,
        end=span.end,
        quote=words,
        trigger=span,
        rule="rule",
        kind="meeting",
    )
    (told,) = Segments(analyser.analyse(document)).told([claim])
    assert replace(told, segment="body") == claim
    return told.segment


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (LETTER, "Open letter on", "headline"),
        (LETTER, "the states that have promised", "body"),
        (LETTER, "Norway supports", "quotation"),
        (LETTER, "join the Register", "list"),
        (LETTER, "Norwegian Helsinki", "signature"),
        (NEWS, "Norway joins", "headline"),
        (NEWS, "Norway joined", "body"),
        (NEWS, "Hungary leaves", "boilerplate"),
        (NEWS, "Denmark, which holds", "body"),
    ],
)
def test_the_layout_of_a_text_tells_the_segment(
    analyser: Analyser, text: str, words: str, expected: str
) -> None:
    assert segment(analyser, text, words) == expected


def test_what_the_file_tells_comes_first(analyser: Analyser) -> None:
    start = NEWS.index("Norway joined")
    assert segment(analyser, NEWS, "Norway joined", Passage(start, start + 20, "table")) == "table"
    assert segment(analyser, NEWS, "Hungary leaves", Passage(start, start + 20, "table")) == "boilerplate"
    start = NEWS.index("Hungary leaves")
    assert segment(analyser, NEWS, "Hungary leaves", Passage(start, start + 20, "body")) == "boilerplate"
