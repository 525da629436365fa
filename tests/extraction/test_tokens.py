"""Tokens as plain objects say of themselves what spaCy's say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.tokens import Doc, Token

TEXTS = (
    "On 3 May 2021 Denmark, which hosts the court, said it would fund the U.N. Register.",
    "",
    '  Norway and  Mali agreed;\n they \'ll ("soon") pay $ 5,000 — THE End  ',
    "Thanks",
    'He asked: "Who, if not the states that signed and ratified it, should arrest the suspects?" She left.',
)
SAME = (
    *("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "whitespace_"),
    *("is_alpha", "is_currency", "is_digit", "is_punct", "is_quote", "is_space", "is_stop", "is_upper"),
    *("like_num", "n_rights"),
)
RELATED = ("lefts", "rights", "children", "subtree", "ancestors", "conjuncts", "sent")


def test_tokens_are_those_of_spacy(analyser: Analyser) -> None:
    parts = [analyser.nlp(text) for text in TEXTS]
    theirs, ours = Parsed.from_docs(parts), Doc(parts)
    assert theirs is not None
    same(theirs, ours)
    assert [token.text for token in theirs] == [token.text for token in ours]
    for mine, token in zip(ours, theirs, strict=True):
        assert [getattr(mine, name) for name in SAME] == [getattr(token, name) for name in SAME]
        assert len(mine) == len(token)
    entities = [(entity.start, entity.end, entity.label_) for entity in theirs.ents]
    assert entities == [(entity.start, entity.end, entity.label_) for entity in ours.ents]
    assert entities


def test_spans_are_those_of_spacy(analyser: Analyser) -> None:
    parts = [analyser.nlp(text) for text in TEXTS]
    theirs, ours = Parsed.from_docs(parts), Doc(parts)
    assert theirs is not None
    size, chance = len(ours), Random(1)
    for _ in range(500):
        first, last = chance.randrange(-size, size + 3), chance.randrange(-size, size + 3)
        span, mine = theirs[first:last], ours[first:last]
        assert (mine.start, mine.end, mine.text) == (span.start, span.end, span.text)
        if len(mine):
            assert mine.root.i == span.root.i
            assert mine[-1].i == span[-1].i
            assert [t.i for t in mine[1:]] == [t.i for t in span[1:]]
    for token in ours:
        found = ours.covering(token.idx, token.idx + len(token.text))
        assert found is not None
        assert found == ours[token.i : token.i + 1]
    assert ours.covering(0, len(ours.text) + 1) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=11), min_size=1, max_size=12), st.data())
def test_any_tree_is_that_of_spacy(above: list[int], data: st.DataObject) -> None:
    """Arcs may cross, and sentences lie within one another."""
    order = data.draw(st.permutations(range(len(above))))
    heads = [0] * len(above)
    for place, i in enumerate(order):
        heads[i] = i if place == 0 or above[place] == 11 else order[min(above[place], place - 1)]
    words = [f"w{i}" for i in range(len(above))]
    part = Parsed(Vocab(), words, deps=["conj"] * len(words), heads=heads, ents=["O"] * len(words))
    same(part, Doc([part]))


def same(theirs: Parsed, ours: Doc) -> None:
    """Check that the tokens of *theirs* and *ours* are related alike."""
    assert theirs.text == ours.text
    assert [(s.start, s.end) for s in theirs.sents] == [(s.start, s.end) for s in ours.sents]
    for mine, token in zip(ours, theirs, strict=True):
        assert mine.head is ours[token.head.i]
        assert (mine.left_edge.i, mine.right_edge.i) == (token.left_edge.i, token.right_edge.i)
        for name in RELATED:
            assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(token, name)], name
        assert [mine.is_ancestor(t) for t in ours] == [token.is_ancestor(t) for t in theirs]


def test_neighbours() -> None:
    doc = Doc([Parsed(Vocab(), ["a", "b"], deps=["ROOT", "dep"], heads=[0, 0], ents=["O", "O"])])
    first, second = doc
    assert isinstance(first, Token)
    assert first.nbor() is second
    assert second.nbor(-1) is first
    for token, place in ((first, -1), (second, 1)):
        with pytest.raises(IndexError):
            token.nbor(place)
    with pytest.raises(IndexError):
        doc[1:][1]
    assert not len(Doc())
    assert not list(Doc().sents)
