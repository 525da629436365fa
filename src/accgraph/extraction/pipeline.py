"""The extractor: from a document to its claims, by rules, without a network.

Pure: the same text, vocabulary and lexicon give the same claims in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from accgraph import __version__
from accgraph.errors import DocumentError
from accgraph.extraction.analysis import Analyser
from accgraph.extraction.commitments import CommitmentExtractor
from accgraph.extraction.events import EventExtractor
from accgraph.extraction.lexicon import lexicon_digest
from accgraph.extraction.positions import PositionExtractor
from accgraph.extraction.segments import Segments
from accgraph.model import Claim, Document
from accgraph.namespaces import digest
from accgraph.vocabulary import Vocabulary

__all__ = ["Extractor"]


class Extractor:
    """Finds the claims of documents; holds the parser, the vocabulary and the lexicon.

    ``version`` changes whenever the code's version, the lexicon or the vocabulary does; ``rules`` gives for
    the name of each rule one sentence on what it looks for.
    """

    def __init__(self, analyser: Analyser) -> None:
        self.vocabulary = analyser.vocabulary
        self._analyser = analyser
        self._extractors = (PositionExtractor.load(), CommitmentExtractor.load(), EventExtractor.load())
        self.version = digest(__version__, lexicon_digest(), analyser.vocabulary.digest)
        self.rules: Mapping[str, str] = {
            rule: gloss for extractor in self._extractors for rule, gloss in sorted(extractor.rules.items())
        }

    @classmethod
    def load(cls, vocabulary: Sequence[Path] = (), *, parse_all: bool = False) -> Extractor:
        """Return an extractor with the shipped vocabulary and the user's own Turtle files.

        With *parse_all*, paragraphs are parsed in which nothing can be claimed: the claims are the same.

        Raises VocabularyError if a file is not valid, ResourceError if no English model is installed.
        """
        return cls(Analyser.load(Vocabulary.load(vocabulary), parse_all=parse_all))

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of *document*, in the order of their evidence in the text.

        Raises DocumentError, which names the document, if it cannot be parsed.
        """
        try:
            analysis = self._analyser.analyse(document)
        except DocumentError as error:
            raise DocumentError(f"{document.name}: {error}") from error
        claims: dict[str, Claim] = {}
        for extractor in self._extractors:
            for claim in extractor.extract(analysis):
                kept = claims.get(claim.iri)
                if kept is None or claim.confidence > kept.confidence:
                    claims[claim.iri] = claim
        ordered = sorted(claims.values(), key=lambda c: (c.start, c.end, c.type, c.iri))
        return tuple(Segments(analysis).told(ordered))
