"""Named mentions: who and what a text names, by names known, built, described and abbreviated."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import family_of, found_entity
from accgraph.namespaces import ACCID

Analyse = Callable[..., Analysis]


def named(analysis: Analysis) -> list[tuple[str, str]]:
    """Return the words of each named mention with the label of what they name."""
    parsed = analysis.parsed
    return [
        (" ".join(parsed.quote(parsed.span(m.first, m.last)).split()), m.entity.label)
        for m in analysis.resolver.named
    ]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The Kingdom of Denmark supports it.", ("Kingdom of Denmark", "Denmark")),
        ("The Danish Government supports it.", ("Danish Government", "Government of Denmark")),
        ("The government of Mali objects.", ("government of Mali", "Mali")),
        ("Moscow objected to it.", ("Moscow", "Russia")),
        (
            "It welcomed the Special Criminal Tribunal for Ruritania.",
            ("Special Criminal Tribunal for Ruritania", "Special Criminal Tribunal for Ruritania"),
        ),
        (
            "The Ruritanian Reparations Fund was opened.",
            ("Ruritanian Reparations Fund", "Ruritanian Reparations Fund"),
        ),
        (
            "Syria is a party in Canada and the Netherlands v. Syria, not in Ukraine v. Russia.",
            ("Ukraine v. Russia", "ICJ genocide case (Ukraine v. Russia)"),
        ),
        ("The ICC ruled.", ("ICC", "International Criminal Court")),
    ],
)
def test_a_name_is_found(text: str, mention: tuple[str, str], analyse: Analyse) -> None:
    assert mention in named(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the weather in the mountains was fine.",
        "Nobody knows what they will do about it.",
        "The court of public opinion has spoken.",
        "",
    ],
)
def test_nothing_is_named(text: str, analyse: Analyse) -> None:
    assert named(analyse(text)) == []


def test_an_abbreviation_stands_for_what_the_document_says(analyse: Analyse) -> None:
    text = "Denmark funds the Ruritanian Claims Commission (RCC).\n\nThe RCC opened its doors."
    labels = [label for words, label in named(analyse(text)) if words == "RCC"]
    assert set(labels) == {"Ruritanian Claims Commission"}


def test_a_body_found_in_text_belongs_to_the_state_it_is_named_with(analyse: Analyse) -> None:
    (mention,) = [
        m
        for m in analyse("The Danish Ministry of Culture agreed.").resolver.named
        if m.entity.label != "Denmark"
    ]
    assert mention.entity.part_of == ACCID + "state/DNK"


@pytest.mark.parametrize(
    ("classes", "family"),
    [
        (("Court", "Tribunal"), "court"),
        (("Tribunal",), "mechanism"),
        (("Person",), "person"),
        (("GovernmentBody",), "organisation"),
        ((), "mechanism"),
    ],
)
def test_family(classes: tuple[str, ...], family: str) -> None:
    assert family_of(classes) == family
    assert found_entity("Some Name", classes).iri == f"{ACCID}{family}/some-name"


@pytest.mark.parametrize(
    "text",
    [
        "The “Special Tribunal”\nfor <b>Ruritania</b> (STR) and the\r\nDanish Government’s envoy, Ms. Holm.",
        "- Denmark;\n- the ICC; and\n- the Commission of Inquiry on Ukraine",
    ],
)
def test_mentions_do_not_overlap_and_stand_in_the_text(text: str, analyse: Analyse) -> None:
    analysis = analyse(text)
    mentions = analysis.resolver.named
    assert mentions
    assert all(a.last <= b.first for a, b in pairwise(mentions))
    for mention in mentions:
        assert mention.first <= mention.head < mention.last
        assert 0 < mention.sure <= 1
        role = analysis.role(mention)
        assert role.start is not None
        assert text[role.start : role.end] == role.mention
