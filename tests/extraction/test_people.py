"""People: who is named, in which post, and for whom they speak in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis

Analyse = Callable[..., Analysis]


def people(analysis: Analysis) -> dict[str, tuple[str | None, str | None]]:
    """Return for each person's name the post and the label of whom their words count as."""
    return {
        person.entity.label: (person.post, person.principal.label if person.principal else None)
        for person in analysis.people.persons.values()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Danish Foreign Minister Lars Hansen welcomed it.",
            {"Lars Hansen": ("Foreign Minister", "Denmark")},
        ),
        (
            "Lars Hansen, Minister of Justice of Denmark, welcomed it.",
            {"Lars Hansen": ("Minister of Justice", "Denmark")},
        ),
        (
            "The Prosecutor of the International Criminal Court, Karim Khan, applied for warrants.",
            {
                "Karim Khan": (
                    "Prosecutor of the International Criminal Court",
                    "International Criminal Court",
                )
            },
        ),
        ("Mr. Jan van der Berg spoke.", {"Jan van der Berg": (None, None)}),
        (
            "European Commission President Ursula von der Leyen spoke.",
            {"Ursula von der Leyen": ("European Commission President", "European Commission")},
        ),
        ("Dear Excellency, the General Assembly met.", {}),
    ],
)
def test_people(text: str, expected: dict[str, tuple[str | None, str | None]], analyse: Analyse) -> None:
    assert people(analyse(text)) == expected


def test_a_surname_means_the_person_named_before(analyse: Analyse) -> None:
    analysis = analyse("Foreign Minister Lars Hansen of Denmark spoke.\n\nLater Hansen left.")
    (person,) = analysis.people.persons.values()
    assert [m.entity for m in analysis.people.mentions] == [person.entity, person.entity]


def test_a_signature_gives_the_post_on_the_next_line(analyse: Analyse) -> None:
    found = people(
        analyse("We thank you all for the support.\n\nLars Hansen\n\nMinister of Justice of Denmark")
    )
    assert found["Lars Hansen"] == ("Minister of Justice", "Denmark")


def test_a_member_of_parliament_speaks_for_nobody_else(analyse: Analyse) -> None:
    analysis = analyse("Danish MP Lars Hansen supports the International Criminal Court.")
    (person,) = analysis.people.persons.values()
    assert person.speaks_for == "self"
    assert analysis.resolver.principal(person.entity) == person.entity


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("12 May 2022\n\nForeign Minister Annalena Baerbock welcomed it.", "Annalena Baerbock", "Germany"),
        ("12 May 2022\n\nMinister McEntee welcomed it.", "Helen McEntee", "Ireland"),
        ("12 May 2024\n\nForeign Minister Tsahkna welcomed it.", "Tsahkna", "Estonia"),
        ("12 May 2022\n\nPutin dismissed it as a farce.", "Vladimir Putin", "Russia"),
        ("12 May 2024\n\nVolodymyr Zelensky welcomed it.", "Volodymyr Zelenskyy", "Ukraine"),
        # no longer in office, and no office named
        ("12 May 2026\n\nAnnalena Baerbock criticised it.", "Annalena Baerbock", None),
        # of two posts for two institutions, the one held then
        ("12 May 2022\n\nKaja Kallas welcomed it.", "Kaja Kallas", "Estonia"),
        ("12 May 2025\n\nKaja Kallas welcomed it.", "Kaja Kallas", "European Union"),
        # another who bears the name, in another post and at another time
        ("12 May 2012\n\nForeign Minister Tsahkna welcomed it.", "Tsahkna", None),
        ("12 May 2024\n\nAmbassador Tsahkna welcomed it.", "Tsahkna", None),
        ("12 May 2022\n\nProfessor Jane Lavrov criticised it.", "Jane Lavrov", None),
        # what the text says comes first
        (
            "12 May 2022\n\nSwiss Foreign Minister Annalena Baerbock spoke.",
            "Annalena Baerbock",
            "Switzerland",
        ),
    ],
)
def test_the_vocabulary_tells_for_whom_well_known_people_speak(
    text: str, name: str, state: str | None, analyse: Analyse
) -> None:
    assert people(analyse(text))[name][1] == state


@pytest.mark.parametrize("text", ["The Trump administration left it.", "Jane Biden spoke on 3 May 2021."])
def test_a_surname_within_another_name_is_nobody_known(text: str, analyse: Analyse) -> None:
    assert not {"Donald Trump", "Joe Biden"} & set(people(analyse(text)))
