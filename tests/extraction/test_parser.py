from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import numpy
import pytest

from accgraph.extraction import embeddings
from accgraph.extraction.convolutions import quicken_convolutions
from accgraph.extraction.embeddings import remember_embeddings
from accgraph.extraction.entities import Entities
from accgraph.extraction.parser import Parser
from accgraph.extraction.retagging import as_verbs
from accgraph.extraction.sentences import load_model
from accgraph.resources import seeds_folder

ODD = (
    "Paris",
    "",
    "   ",
    "On 3 May 2021\n\n  Ms.\tAna \n Silva of the \n United Nations   paid $ 3 million. London",
    "Anna Maria Luisa van der Berg-Oppenheimer the Third of the Royal House of Orange-Nassau-Dietz",
    "In 2001. In 2002. The Hague. Geneva. The 1st. 50%.",
)
SEEDS = sorted(seeds_folder().glob("*.txt"))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(load_model())


@pytest.mark.parametrize("path", [*SEEDS, None], ids=lambda p: p and p.stem)
def test_it_makes_of_a_text_what_the_model_makes_of_it(parser: Parser, path: Path | None) -> None:
    nlp = load_model()
    texts = re.split(r"\n+", path.read_text()) if path else list(ODD)
    expected = [as_verbs(doc) for doc in nlp.pipe(texts)]
    # The second time, all words are known.
    for _ in range(2):
        for made, doc in zip(parser(texts), expected, strict=True):
            # The arrays that the decisions are made on are the same but for rounding.
            assert made.to_bytes(exclude=["tensor"]) == doc.to_bytes(exclude=["tensor"])
            assert numpy.allclose(made.tensor, doc.tensor, atol=1e-4)


def test_there_are_entities_of_one_word_and_of_many(parser: Parser) -> None:
    lengths = {len(entity) for doc in parser(ODD) for entity in doc.ents}
    assert 1 in lengths
    assert max(lengths) > 3


def test_a_recogniser_of_another_kind_does_its_own_work() -> None:
    nlp = load_model()
    recogniser = nlp.get_pipe("ner")
    recogniser.cfg["beam_width"] = 2  # type: ignore[attr-defined]
    doc = nlp("The United Nations met in Geneva.", disable=["ner"])
    Entities(recogniser)([doc])  # type: ignore[arg-type]
    assert [entity.text for entity in doc.ents] == ["The United Nations", "Geneva"]


def test_words_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "_MOST", 10)
    nlp, bare = load_model(), load_model().get_pipe("tok2vec").model  # type: ignore[attr-defined]
    network = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    remember_embeddings(network)
    for text in (
        "One two three four five six.",
        "Seven eight nine ten one two.",
        " ".join(map(str, range(40))),
    ):
        docs = [nlp.make_doc(text), nlp.make_doc("One.")]
        for made, expected in zip(network.predict(docs), bare.predict(docs), strict=True):
            assert numpy.array_equal(made, expected)


def test_a_network_of_another_kind_is_left_as_it_is() -> None:
    layers = [SimpleNamespace(name="other", layers=[]), SimpleNamespace(name="another", layers=[])]
    network = SimpleNamespace(layers=list(layers))
    remember_embeddings(network)
    quicken_convolutions(network)
    assert network.layers == layers


@pytest.mark.parametrize("lengths", [[], [0], [1], [0, 3, 1, 0, 40, 2]])
def test_convolutions_are_those_of_the_model_but_for_rounding(lengths: list[int]) -> None:
    bare = load_model().get_pipe("tok2vec").model  # type: ignore[attr-defined]
    network = load_model().get_pipe("tok2vec").model  # type: ignore[attr-defined]
    quicken_convolutions(network)
    assert network.layers[1].name == "quickened"
    random = numpy.random.default_rng(7)
    width = bare.get_dim("nO")
    texts = [random.normal(size=(length, width)).astype("float32") for length in lengths]
    made = network.layers[1].predict(texts)
    assert [array.shape for array in made] == [(length, width) for length in lengths]
    if texts:
        for array, expected in zip(made, bare.layers[1].predict(texts), strict=True):
            assert numpy.allclose(array, expected, atol=1e-4)


def test_convolutions_with_another_window_are_left_as_they_are() -> None:
    network = load_model().get_pipe("tok2vec").model  # type: ignore[attr-defined]
    window = next(node for node in network.walk() if node.name == "expand_window")
    window.attrs["window_size"] = 2
    before = network.layers[1]
    quicken_convolutions(network)
    assert network.layers[1] is before


def test_lemmas_are_those_of_the_model_whatever_was_met_before(parser: Parser) -> None:
    nlp = load_model()
    texts = [
        "There was no saw. He saw it. We're gonna go, ain't we?",
        "The saws saw; there are others: let's see.",
    ]
    for text in (*texts, *reversed(texts)):
        (doc,) = parser([text])
        assert [(t.text, t.lemma_, t.pos_) for t in doc] == [(t.text, t.lemma_, t.pos_) for t in nlp(text)]
