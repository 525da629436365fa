"""The extractor: from a document to its claims, by rules and a second reader, without asking anybody.

Pure: the same text, vocabulary and lexicon give the same claims in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from accgraph import __version__
from accgraph.errors import DocumentError
from accgraph.extraction.analysis import Analyser, Analysis
from accgraph.extraction.commitments import CommitmentExtractor
from accgraph.extraction.events import EventExtractor
from accgraph.extraction.homonyms import told_apart
from accgraph.extraction.lexicon import lexicon_digest
from accgraph.extraction.positions import PositionExtractor
from accgraph.extraction.relations import SecondReader
from accgraph.extraction.segments import Segments
from accgraph.model import Claim, Document
from accgraph.namespaces import digest
from accgraph.vocabulary import Vocabulary

__all__ = ["Extractor"]


class Extractor:
    """Finds the claims of documents; holds the parser, the vocabulary and the lexicon.

    A *reader*, if there is one, looks for positions after the rules. ``version`` changes whenever the code's
    version, the lexicon, the vocabulary or the reader does; ``rules`` gives for the name of each rule one
    sentence on what it looks for.
    """

    def __init__(self, analyser: Analyser, reader: SecondReader | None = None) -> None:
        self.vocabulary = analyser.vocabulary
        self._analyser = analyser
        self._positions = PositionExtractor.load()
        self._others = (CommitmentExtractor.load(), EventExtractor.load())
        self._reader = reader
        read = reader.version if reader is not None else ""
        self.version = digest(__version__, lexicon_digest(), analyser.vocabulary.digest, read)
        self.rules: Mapping[str, str] = {
            rule: gloss
            for each in (self._positions, reader, *self._others)
            if each is not None
            for rule, gloss in sorted(each.rules.items())
        }

    @classmethod
    def load(
        cls, vocabulary: Sequence[Path] = (), *, parse_all: bool = False, second_reader: bool = True
    ) -> Extractor:
        """Return an extractor with the shipped vocabulary and the user's own Turtle files.

        With *parse_all*, paragraphs are parsed in which no rule can claim anything. Without the
        *second_reader*, the rules are all that finds claims: fewer of them, and sooner.

        Raises VocabularyError if a file is not valid, ResourceError if no English model is installed.
        """
        reader = SecondReader() if second_reader else None
        return cls(Analyser.load(Vocabulary.load(vocabulary), parse_all=parse_all), reader)

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of *document*, in the order of their evidence in the text.

        Raises DocumentError, which names the document, if it cannot be parsed.
        """
        try:
            analysis = self._analyser.analyse(document)
        except DocumentError as error:
            raise DocumentError(f"{document.name}: {error}") from error
        claims: dict[str, Claim] = {}
        for claim in told_apart(self._found(analysis), self.vocabulary):
            kept = claims.get(claim.iri)
            if kept is None or claim.confidence > kept.confidence:
                claims[claim.iri] = claim
        ordered = sorted(claims.values(), key=lambda c: (c.start, c.end, c.type, c.iri))
        return tuple(Segments(analysis).told(ordered))

    def _found(self, analysis: Analysis) -> Iterator[Claim]:
        positions = list(self._positions.extract(analysis))
        yield from positions
        if self._reader is not None:
            yield from self._reader.read(analysis, positions)
        for extractor in self._others:
            yield from extractor.extract(analysis)
