"""Reference: whom pronouns, descriptions and titles stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis

Analyse = Callable[..., Analysis]


def referents(analysis: Analysis, word: str) -> list[str]:
    """Return the labels of what the last token *word* stands for."""
    token = [token for token in analysis.parsed.doc if token.text == word][-1]
    return [mention.entity.label for mention in analysis.resolver.resolve(token)]


@pytest.mark.parametrize(
    ("text", "word", "labels"),
    [
        ("Denmark joined the treaty. It also paid.", "It", ["Denmark"]),
        ("Denmark urged Russia to stop. It regretted the delay.", "It", ["Denmark"]),
        ("Denmark and Norway joined. They also paid.", "They", ["Denmark", "Norway"]),
        (
            "Denmark supports the International Criminal Court. The Court thanked it.",
            "Court",
            ["International Criminal Court"],
        ),
        (
            "Denmark recalled the Rome Statute. The Statute binds all.",
            "Statute",
            ["Rome Statute"],
        ),
        ("Foreign Minister Lars Hansen of Denmark came. He spoke.", "He", ["Lars Hansen"]),
        ("Denmark and Norway met. Both countries agreed.", "countries", ["Denmark", "Norway"]),
        ("Denmark met Norway. The latter agreed.", "latter", ["Norway"]),
        ("Norway, which joined the treaty, paid.", "which", ["Norway"]),
        ("The Danish parliament agreed.", "parliament", ["Denmark"]),
        ("It rains. They say so.", "They", []),
        ("The weather was fine. It rained.", "It", []),
        ("He came.", "He", []),
        ("The Court ruled.", "Court", []),
    ],
)
def test_reference(text: str, word: str, labels: list[str], analyse: Analyse) -> None:
    assert referents(analyse(text), word) == labels


def test_we_are_those_who_issue_the_statement(analyse: Analyse) -> None:
    text = (
        "Joint statement by Denmark and Norway\n\nWe reaffirm our unwavering commitment to the fight against"
        " impunity for the most serious crimes of concern to the international community as a whole.\n"
    )
    assert referents(analyse(text), "We") == ["Denmark", "Norway"]


def test_i_am_whoever_is_quoted(analyse: Analyse) -> None:
    text = '"I support the Tribunal," said Foreign Minister Lars Hansen of Denmark.'
    assert referents(analyse(text), "I") == ["Lars Hansen"]


def test_the_acts_of_a_minister_count_as_the_states(analyse: Analyse) -> None:
    resolver = analyse("Foreign Minister Lars Hansen of Denmark came.").resolver
    (person,) = resolver.people.persons.values()
    assert resolver.principal(person.entity).label == "Denmark"


def test_mentions_in_a_range_are_those_that_lie_in_it(analyse: Analyse) -> None:
    analysis = analyse("Denmark, Norway, the ICC and Human Rights Watch met in Sweden.")
    resolver, size = analysis.resolver, len(analysis.parsed.doc)
    for first in range(size):
        for last in range(first, size + 1):
            assert list(resolver.mentions_in(first, last)) == [
                m for m in resolver.named if first <= m.first and m.last <= last
            ]
