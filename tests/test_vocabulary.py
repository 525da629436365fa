"""The vocabulary loader, on files of its own and on what ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from accgraph.errors import VocabularyError
from accgraph.namespaces import ACCID
from accgraph.vocabulary import Vocabulary

PREFIXES = """
@prefix acc: <https://w3id.org/accgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
COURT = """
<https://w3id.org/accgraph/id/court/gondor-war-crimes-court> a acc:Court, acc:Tribunal ;
    skos:prefLabel "Gondor War Crimes Court"@en ;
    skos:altLabel "GWCC"@en, "War Crimes Court of Gondor"@en ;
    acc:situation <https://w3id.org/accgraph/id/situation/gondor> .
<https://w3id.org/accgraph/id/organisation/gwcc-registry> a acc:GovernmentBody ;
    skos:prefLabel "Registry of the GWCC"@en ;
    acc:organOf <https://w3id.org/accgraph/id/court/gondor-war-crimes-court> .
"""


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return Vocabulary.load()


@pytest.fixture
def extended(tmp_path: Path) -> Vocabulary:
    file = tmp_path / "gondor.ttl"
    file.write_text(PREFIXES + COURT, encoding="utf-8")
    return Vocabulary.load([file])


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("Denmark", ["Denmark"]),
        ("kingdom of denmark", ["Denmark"]),
        (" ICC ", ["International Criminal Court"]),
        ("https://w3id.org/accgraph/id/state/UKR", ["Ukraine"]),
        ("Burma", ["Myanmar"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_lookup(name: str, labels: list[str], shipped: Vocabulary) -> None:
    assert [entity.label for entity in shipped.lookup(name)] == labels


def test_every_name_finds_its_entity(shipped: Vocabulary) -> None:
    for entry in shipped.entries.values():
        for name in entry.names:
            assert entry.entity in shipped.lookup(name.upper() if name.isascii() else name)


def test_a_users_file_adds_names(extended: Vocabulary, shipped: Vocabulary) -> None:
    (court,) = extended.lookup("gwcc")
    assert court.label == "Gondor War Crimes Court"
    assert court.known
    assert extended.entries[court.iri].link("situation") == ACCID + "situation/gondor"
    assert extended.is_a(court, "Mechanism")
    assert not extended.is_a(court, "State")
    assert shipped.lookup("gwcc") == ()
    assert extended.digest != shipped.digest


def test_what_an_organ_does_counts_as_its_institutions(extended: Vocabulary) -> None:
    (registry,), (court,) = extended.lookup("Registry of the GWCC"), extended.lookup("GWCC")
    assert extended.acting(registry) == court
    assert extended.acting(court) == court


def test_organs_of_each_other_do_not_go_round_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "circle.ttl"
    file.write_text(
        PREFIXES
        + '<x:a> a acc:GovernmentBody ; skos:prefLabel "A body"@en ; acc:organOf <x:b> .\n'
        + '<x:b> a acc:GovernmentBody ; skos:prefLabel "B body"@en ; acc:organOf <x:a> .\n',
        encoding="utf-8",
    )
    vocabulary = Vocabulary.load([file])
    (body,) = vocabulary.lookup("A body")
    assert vocabulary.acting(body).label in {"A body", "B body"}


@pytest.mark.parametrize("content", ["this is no Turtle", PREFIXES + "acc:x a acc:Court ;"])
def test_a_file_that_is_not_turtle_is_named(content: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"broken\.ttl is not valid Turtle"):
        Vocabulary.load([file])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"nowhere\.ttl cannot be read"):
        Vocabulary.load([tmp_path / "nowhere.ttl"])
