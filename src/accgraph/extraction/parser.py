"""The parser: the steps of spaCy's model, some of them done in a quicker way that comes to the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from accgraph.extraction.attributes import Attributes
from accgraph.extraction.embeddings import remember_embeddings
from accgraph.extraction.entities import Entities
from accgraph.extraction.lemmas import Lemmas

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Parser"]

_DONE_HERE = ("attribute_ruler", "lemmatizer", "ner")


class Parser:
    """Does to texts what *nlp*, the English model, does to them."""

    def __init__(self, nlp: Language) -> None:
        steps: dict[str, Any] = dict(nlp.components)
        self._nlp = nlp
        self._attributes = Attributes(steps["attribute_ruler"])
        self._lemmas = Lemmas(steps["lemmatizer"])
        self._entities = Entities(steps["ner"])
        remember_embeddings(steps["tok2vec"].model)
        remember_embeddings(steps["ner"].model.get_ref("tok2vec").layers[0])

    def __call__(self, texts: Sequence[str]) -> list[Doc]:
        """Return *texts* parsed: tags, dependencies, attributes, lemmas and entities."""
        tagged = self._nlp.pipe(texts, disable=_DONE_HERE)
        docs = [self._lemmas(self._attributes(doc)) for doc in tagged]
        self._entities(docs)
        return docs
