"""The lemmatiser of the model, asked once for each word as a part of speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

__all__ = ["Lemmas"]

_MOST_WORDS = 100_000
_INDEX = "lemma_index"


class Lemmas:
    """Does to texts with parts of speech what *lemmatiser* does to them."""

    def __init__(self, lemmatiser: Lemmatizer) -> None:
        self._lemmatiser = lemmatiser
        self._able = lemmatiser.mode == "rule" and not lemmatiser.overwrite
        self._known: dict[tuple[int, int, int], int] = {}
        if self._able and lemmatiser.lookups.has_table(_INDEX):
            # Each rule asks whether a word is in lists of many thousands.
            index = lemmatiser.lookups.get_table(_INDEX)
            for part, words in index.items():
                index[part] = frozenset(words)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas in *doc* that are not set, and return it."""
        import numpy

        if not self._able:
            return self._lemmatiser(doc)
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        lemmas: list[int] = []
        columns: list[int | str] = ["ORTH", "POS", "MORPH", "LEMMA"]
        for index, (form, part, morph, lemma) in enumerate(doc.to_array(columns).tolist()):
            word = (form, part, morph)
            if not lemma and word not in self._known:
                self._known[word] = doc.vocab.strings.add(self._lemmatiser.lemmatize(doc[index])[0])
            lemmas.append(lemma or self._known[word])
        values: Any = numpy.array(lemmas, dtype="uint64")
        return doc.from_array(["LEMMA"], values)
