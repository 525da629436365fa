"""The parser: the steps of spaCy's model, some of them done in a quicker way that comes to the same.

Known names are masked for it where there are any (see ``masking``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from accgraph.extraction.attributes import Attributes
from accgraph.extraction.embeddings import remember_embeddings
from accgraph.extraction.entities import Entities
from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.lemmas import Lemmas
from accgraph.extraction.masking import masked, unmasked

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Parser"]

_DONE_HERE = ("attribute_ruler", "lemmatizer", "ner")


class Parser:
    """Does to texts what *nlp*, the English model, does to them, the *names* in them masked."""

    def __init__(self, nlp: Language, names: Gazetteer | None = None) -> None:
        steps: dict[str, Any] = dict(nlp.components)
        self._nlp = nlp
        self._names = names
        self._attributes = Attributes(steps["attribute_ruler"])
        self._lemmas = Lemmas(steps["lemmatizer"])
        self._entities = Entities(steps["ner"])
        remember_embeddings(steps["tok2vec"].model)
        remember_embeddings(steps["ner"].model.get_ref("tok2vec").layers[0])

    def __call__(self, texts: Sequence[str]) -> list[Doc]:
        """Return *texts* parsed: tags, dependencies, attributes, lemmas and entities."""
        made = [self._nlp.make_doc(text) for text in texts]
        if self._names is None:
            return self._parsed(made)
        masks = [masked(doc, self._names) for doc in made]
        parsed = self._parsed([mask for mask, _ in masks])
        return [unmasked(doc, p, ranges) for doc, p, (_, ranges) in zip(made, parsed, masks, strict=True)]

    def _parsed(self, docs: Sequence[Doc]) -> list[Doc]:
        tagged = self._nlp.pipe(docs, disable=_DONE_HERE)
        parsed = [self._lemmas(self._attributes(doc)) for doc in tagged]
        self._entities(parsed)
        return parsed
