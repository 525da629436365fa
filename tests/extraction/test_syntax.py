"""Grammatical relations, on sentences that the small model parses alike from release to release."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from accgraph.extraction import syntax
from accgraph.extraction.analysis import Analyser

Parse = Callable[[str], Doc]


@pytest.fixture(scope="module")
def parse(analyser: Analyser) -> Parse:
    return analyser.nlp


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("sentence", "verb", "subjects", "objects"),
    [
        ("Denmark supports the Tribunal.", "supports", ["Denmark"], ["Tribunal"]),
        ("The Tribunal is supported by Denmark.", "supported", ["Denmark"], ["Tribunal"]),
        ("The Tribunal was established.", "established", [], ["Tribunal"]),
        ("Denmark signed and ratified the treaty.", "ratified", ["Denmark"], ["treaty"]),
        ("Denmark agreed to fund the Register.", "fund", ["Denmark"], ["Register"]),
        ("Denmark urged Mali to arrest the suspects.", "arrest", ["Mali"], ["suspects"]),
        ("Denmark promised Mali to fund the court.", "fund", ["Denmark"], ["court"]),
        ("The minister thanked Norway for funding the court.", "funding", ["Norway"], ["court"]),
        ("Norway, which hosts the court, agreed.", "hosts", ["Norway"], ["court"]),
    ],
)
def test_who_does_what(
    sentence: str, verb: str, subjects: list[str], objects: list[str], parse: Parse
) -> None:
    token = word(parse(sentence), verb)
    assert texts(syntax.subjects(token)) == subjects
    assert texts(syntax.objects(token)) == objects


@pytest.mark.parametrize(
    ("sentence", "verb", "passive"),
    [
        ("The court was established by treaty.", "established", True),
        ("The sanctions imposed by Russia failed.", "imposed", True),
        ("Russia imposed sanctions.", "imposed", False),
        ("Russia has imposed sanctions.", "imposed", False),
    ],
)
def test_passive(sentence: str, verb: str, passive: bool, parse: Parse) -> None:
    assert syntax.is_passive(word(parse(sentence), verb)) is passive


@pytest.mark.parametrize(
    ("sentence", "noun", "owners"),
    [
        ("Denmark's accession was welcomed.", "accession", ["Denmark"]),
        ("The accession of Denmark was welcomed.", "accession", ["Denmark"]),
        ("Danish accession was welcomed.", "accession", ["Danish"]),
        ("Accession was welcomed.", "Accession", []),
    ],
)
def test_possessors(sentence: str, noun: str, owners: list[str], parse: Parse) -> None:
    assert texts(syntax.possessors(word(parse(sentence), noun))) == owners


def test_prepositional_objects(parse: Parse) -> None:
    doc = parse("Denmark contributed money to the Fund for victims.")
    assert texts(syntax.prepositional_objects(word(doc, "contributed"), ("to",))) == ["Fund"]
    assert syntax.prepositional_objects(word(doc, "contributed"), ("against",)) == []


def test_coordination_is_taken_in_text_order(parse: Parse) -> None:
    doc = parse("Denmark, Norway and Sweden agreed.")
    assert texts(syntax.coordinated(word(doc, "Denmark"))) == ["Denmark", "Norway", "Sweden"]
    assert texts(syntax.coordinated(word(doc, "Sweden"))) == ["Sweden"]


def test_a_noun_phrase_ends_before_its_relative_clause(parse: Parse) -> None:
    doc = parse("The new court that they built is open.")
    first, last = syntax.noun_phrase(word(doc, "court"))
    assert doc[first:last].text == "The new court"


@pytest.mark.parametrize("text", ["", "!", "Support!", "the of and", "ruled ruled ruled ruled"])
def test_every_relation_takes_any_token(text: str, parse: Parse) -> None:
    for token in parse(text):
        for relation in (syntax.subjects, syntax.surface_subjects, syntax.objects, syntax.agents):
            assert all(found.doc is token.doc for found in relation(token))
        assert syntax.finite_partner(token).doc is token.doc
