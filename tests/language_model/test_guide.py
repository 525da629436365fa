from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from language_model.conftest import document
from language_model.samples import ANSWER

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.frames import FrameLexicon
from accgraph.language_model.answers import read_answer
from accgraph.language_model.belief import believe
from accgraph.language_model.guide import Guide
from accgraph.model import COMMITMENT_KINDS, EVENT_KINDS, POSITION_KINDS, STATUSES, Span
from accgraph.resources import folder
from accgraph.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide.load(Vocabulary.load())


def test_every_kind_is_defined_in_the_words_of_the_ontology(guide: Guide) -> None:
    for kind in (*POSITION_KINDS, *COMMITMENT_KINDS, *EVENT_KINDS, *STATUSES):
        assert f"\n- {kind}" in guide.system
    ontology = (folder("ontology") / "accgraph.ttl").read_text(encoding="utf-8")
    for words in (
        "signs or ratifies the mechanism, intervenes in it",
        "A filing, intervention, hearing, ruling",
    ):
        assert words in ontology
        assert words in guide.system
    assert "acc:" not in guide.system


def test_the_rules_are_those_of_the_guidelines_without_what_is_for_annotators(guide: Guide) -> None:
    assert "A regime speaks for its state in its time" in guide.system
    assert "Micro-averaged" not in guide.system
    assert "NAME.gold.json" not in guide.system


def test_the_example_is_proved_by_its_text(guide: Guide, analyser: Analyser) -> None:
    text = guide.words["example_text"].strip()
    answer = guide.system.rpartition("\n")[2]
    said = read_answer(answer)
    analysis = analyser.analyse(document(text))
    claims, disbeliefs = believe(analysis, Span(0, len(text)), said, (), FrameLexicon.load())
    assert disbeliefs == []
    assert len(claims) == 2
    assert list(Draft202012Validator(guide.schema()).iter_errors(json.loads(answer))) == []


@pytest.mark.parametrize("most", [None, 3])
def test_the_schema_allows_an_answer_and_nothing_beside_it(guide: Guide, most: int | None) -> None:
    schema = guide.schema(most)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(ANSWER)
    assert not validator.is_valid({**ANSWER, "iri": "https://example.org/"})
    assert not validator.is_valid({name: ANSWER[name] for name in ("positions", "events")})
    many = {**ANSWER, "positions": [ANSWER["positions"][0]] * 4}
    assert validator.is_valid(many) == (most is None)


def test_a_brief_prompt_is_short_and_another_version(guide: Guide) -> None:
    brief = Guide.load(Vocabulary.load(), "brief")
    assert len(brief.system) < 0.4 * len(guide.system)
    assert brief.version != guide.version
    assert brief.system.rpartition("\n")[2] == guide.system.rpartition("\n")[2]
    for kind in (*POSITION_KINDS, *COMMITMENT_KINDS, *EVENT_KINDS, *STATUSES):
        assert f"\n- {kind}" in brief.system


def test_the_version_is_the_same_each_time_and_says_the_number_of_the_prompt(guide: Guide) -> None:
    assert guide.version == Guide.load(Vocabulary.load()).version
    assert guide.version.startswith("1-")
