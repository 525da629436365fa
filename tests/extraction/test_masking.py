from __future__ import annotations

import pytest

from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.masking import masked, unmasked
from accgraph.extraction.parser import Parser
from accgraph.extraction.sentences import load_model
from accgraph.vocabulary import Vocabulary

NLP = load_model()


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    return Gazetteer(Vocabulary.load(), NLP)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Nauru backs it.", "France backs it."),
        ("The Democratic People's Republic of Korea backs it.", "The Netherlands backs it."),
        ("Peru backs the Register of Damage for Ukraine.", "France backs the Register."),
        ("Peru backs the International Criminal Court.", "France backs the International Criminal Court."),
        ("They co-sponsored it.", "They sponsored it."),
        ("They co-operate on it.", "They cooperate on it."),
        ("nothing to mask", "nothing to mask"),
        ("", ""),
    ],
)
def test_the_parser_is_given_common_words(names: Gazetteer, text: str, given: str) -> None:
    assert masked(NLP.make_doc(text), names)[0].text == given


def test_what_the_parser_finds_stands_for_the_words_of_the_text(names: Gazetteer) -> None:
    doc = NLP.make_doc("The Register of Damage for Ukraine was co-founded by Nauru.")
    mask, ranges = masked(doc, names)
    whole = unmasked(doc, NLP(mask), ranges)
    assert whole.text == doc.text
    assert [t.idx for t in whole] == [t.idx for t in doc]
    found = {t.text: (t.dep_, t.head.text, t.lemma_) for t in whole}
    assert found["Register"] == ("nsubjpass", "co-founded", "Register")
    assert found["Damage"] == ("pobj", "of", "Damage")
    assert found["co-founded"] == ("ROOT", "co-founded", "co-found")
    assert found["Nauru"] == ("pobj", "by", "Nauru")


def test_what_is_said_of_one_state_is_said_of_another(names: Gazetteer) -> None:
    parser = Parser(NLP, names)
    texts = [
        f"{state} aligned itself with the statement." for state in ("France", "Nauru", "Vanuatu", "Tuvalu")
    ]
    parses = {tuple((t.tag_, t.dep_, t.head.i) for t in doc) for doc in parser(texts)}
    assert len(parses) == 1
