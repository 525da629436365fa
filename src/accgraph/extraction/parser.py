"""The parser: the steps of spaCy's model, some of them done in a quicker way that comes to the same.

Verbs that the model tags as other words are put right after it (see ``retagging``).
Known names are masked for it where there are any (see ``masking``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from accgraph.extraction.attributes import Attributes
from accgraph.extraction.convolutions import quicken_convolutions
from accgraph.extraction.embeddings import remember_embeddings
from accgraph.extraction.entities import Entities
from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.lemmas import Lemmas
from accgraph.extraction.masking import masked, unmasked
from accgraph.extraction.rehanging import rehung
from accgraph.extraction.retagging import as_verbs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Parser", "Silent"]

Silent = Callable[[Sequence["Doc"]], frozenset[int]]
"""Tells, of texts as tokens only, the numbers of those that the parser need not read."""

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
        for network in (steps["tok2vec"].model, steps["ner"].model.get_ref("tok2vec").layers[0]):
            remember_embeddings(network)
            quicken_convolutions(network)

    def __call__(self, texts: Sequence[str], silent: Silent = lambda docs: frozenset()) -> list[Doc]:
        """Return *texts* parsed: tags, dependencies, attributes, lemmas and entities.

        *silent* says, given all of them as tokens only, which are not to be read by the parser.
        """
        made = [self._nlp.make_doc(text) for text in texts]
        unread = silent(made)
        for index in unread:
            _leave(made[index])
        read = [doc for index, doc in enumerate(made) if index not in unread]
        if self._names is None:
            self._parse(read)
            return made
        masks = [masked(doc, self._names) for doc in read]
        parsed = self._parse([mask for mask, _ in masks])
        whole = (unmasked(doc, p, ranges) for doc, p, (_, ranges) in zip(read, parsed, masks, strict=True))
        return [doc if index in unread else next(whole) for index, doc in enumerate(made)]

    def _parse(self, docs: Sequence[Doc]) -> list[Doc]:
        tagged = self._nlp.pipe(docs, disable=_DONE_HERE)
        parsed = [as_verbs(self._lemmas(self._attributes(doc))) for doc in tagged]
        self._entities(parsed)
        return [rehung(doc) for doc in parsed]


def _leave(doc: Doc) -> None:
    """Mark *doc*, tokenised only, as sentences of words of which nothing is known."""
    import numpy

    rows: Any = numpy.zeros((len(doc), 5), dtype="uint64")
    strings, first, opens = doc.vocab.strings, 0, True
    for i, token in enumerate(doc):
        first = i if opens else first
        opens = token.text in {".", "!", "?"}
        dependency = "ROOT" if i == first else "dep"
        rows[i] = [strings.add("XX"), strings.add("X"), strings.add(dependency), strings.add(token.lower_), 0]
        rows[i, 4] = numpy.int64(first - i).astype("uint64")
    doc.from_array(["TAG", "POS", "DEP", "LEMMA", "HEAD"], rows)
    doc.set_ents([], default="outside")
