from __future__ import annotations

from itertools import pairwise

import pytest

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.gazetteer import Gazetteer, content_words
from accgraph.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def gazetteer(analyser: Analyser) -> Gazetteer:
    return Gazetteer(Vocabulary.load(), analyser.nlp)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Denmark spoke.", [("Denmark", "name", "Denmark")]),
        ("The Danish envoy spoke.", [("Danish", "demonym", "Denmark")]),
        ("The Kremlin objected.", [("Kremlin", "metonym", "Russia")]),
        ("The U.S. and the US agree.", [("U.S.", "name", "United States"), ("US", "name", "United States")]),
        ("They met us.", []),
        ("IT WELCOMES THE ROME STATUTE", [("ROME STATUTE", "name", "Rome Statute")]),
        (
            "The International Criminal Court (ICC) ruled.",
            [
                ("International Criminal Court", "name", "International Criminal Court"),
                ("ICC", "name", "International Criminal Court"),
            ],
        ),
        ("An icc is no court.", []),
        ("South Sudan acceded.", [("South Sudan", "name", "South Sudan")]),
        ("a turkey farm", []),
        ("", []),
    ],
)
def test_matches(
    text: str, found: list[tuple[str, str, str]], gazetteer: Gazetteer, analyser: Analyser
) -> None:
    doc = analyser.nlp.make_doc(text)
    assert [
        (doc[match.first : match.last].text, match.kind, match.entities[0].label)
        for match in gazetteer.matches([t.text for t in doc])
    ] == found


def test_matches_do_not_overlap(gazetteer: Gazetteer, analyser: Analyser) -> None:
    doc = analyser.nlp.make_doc(
        "The Office of the Prosecutor of the International Criminal Court in The Hague and the Council"
        " of Europe Register of Damage for Ukraine met the EU and UN."
    )
    matches = list(gazetteer.matches([t.text for t in doc]))
    assert len(matches) >= 4
    assert all(a.last <= b.first for a, b in pairwise(matches))


def test_holding_agrees_with_a_search_through_all_names(gazetteer: Gazetteer) -> None:
    entries = Vocabulary.load().entries
    for name in (
        "Commission of Inquiry on Ukraine",
        "Register of Damage",
        "Tribunal Aggression Ukraine",
        "Atlantis",
    ):
        words = content_words(name)
        expected = [
            iri
            for iri, entry in sorted(entries.items())
            if any(words <= content_words(each) for each in entry.names)
            and not {"Concept", "PostType", "Post"} & set(entry.entity.classes)
        ]
        assert [entry.entity.iri for entry in gazetteer.holding(words)] == expected


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("The International Criminal Court", {"criminal", "court"}),
        ("Ukraine's Register of Damage", {"ukraine", "register", "damage"}),
        ("the United Nations", set()),
    ],
)
def test_content_words(name: str, words: set[str]) -> None:
    assert content_words(name) == words
