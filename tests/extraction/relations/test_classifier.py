"""The classifier: probabilities for each pair, whatever else is read beside it."""

from __future__ import annotations

import pickle

import numpy
import pytest

from accgraph.extraction.relations.classifier import KINDS, Classifier, Sentence

SHORT = Sentence(
    ("Estonia", "fully", "supports", "the", "tribunal", "but", "not", "Hungary", "."),
    ((0, 1), (7, 8)),
    ((4, 5),),
)
OTHER = Sentence(("Peru", "left", "the", "court", "."), ((0, 1),), ((3, 4),))


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier()


def test_each_pair_has_a_probability_for_each_kind_and_none(classifier: Classifier) -> None:
    found = classifier([SHORT])[0]
    assert found.shape == (2, 1, len(KINDS) + 1)
    assert numpy.allclose(found.sum(axis=-1), 1, atol=1e-5)


def test_sentences_read_together_are_read_as_alone(classifier: Classifier) -> None:
    together = classifier([SHORT, OTHER, SHORT])
    assert numpy.allclose(together[0], classifier([SHORT])[0], atol=1e-4)
    assert numpy.allclose(together[1], classifier([OTHER])[0], atol=1e-4)
    assert numpy.allclose(together[2], together[0], atol=1e-5)


def test_it_tells_who_supports_from_who_does_not(classifier: Classifier) -> None:
    found = classifier([SHORT])[0]
    assert found[0, 0, 1 + KINDS.index("endorse")] > 0.5
    assert found[1, 0, 1:7].sum() < 0.5


def test_a_sentence_that_is_too_long_is_left_alone(classifier: Classifier) -> None:
    longest = Sentence(("word",) * 400, ((0, 1),), ((2, 3), (5, 6)))
    found = classifier([longest, OTHER])
    assert found[0].shape == (1, 2, len(KINDS) + 1)
    assert not found[0].any()
    assert numpy.allclose(found[1], classifier([OTHER])[0], atol=1e-4)


def test_nothing_to_read_is_nothing_read(classifier: Classifier) -> None:
    assert classifier([]) == []


def test_it_can_be_sent_to_another_process(classifier: Classifier) -> None:
    sent = pickle.loads(pickle.dumps(classifier))
    assert sent.version == classifier.version
    assert numpy.array_equal(sent([OTHER])[0], classifier([OTHER])[0])
    assert len(pickle.dumps(classifier)) < 1000
