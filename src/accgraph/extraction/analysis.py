"""The analysis of one document: parsed, its names linked, its speakers told; what the extractors work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from accgraph.extraction.context import Context, document_context
from accgraph.extraction.dates import Dates
from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.incumbents import PostHolders
from accgraph.extraction.lexicon import NameLexicon, load_table
from accgraph.extraction.mentions import Mention
from accgraph.extraction.parser import Parser
from accgraph.extraction.people import People, PostNames, find_people
from accgraph.extraction.publication import published_date
from accgraph.extraction.recognition import find_mentions
from accgraph.extraction.reference import Resolver
from accgraph.extraction.sentences import ParsedText, load_model, model_package, parse
from accgraph.extraction.silence import Silence
from accgraph.extraction.speech import Source, Speech, SpeechLexicon, attribute_speech
from accgraph.model import Document, Entity, Role, Span
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Analyser", "Analysis"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with everything that can be said of it before any claim is looked for.

    ``acting`` remembers whom tokens stand for where somebody acts.
    """

    document: Document
    parsed: ParsedText
    people: People
    context: Context
    resolver: Resolver
    speech: Speech
    vocabulary: Vocabulary
    dates: Dates
    acting: dict[int, tuple[Mention, ...]] = field(default_factory=dict, repr=False, compare=False)

    def role(self, mention: Mention, entity: Entity | None = None) -> Role:
        """Return *mention* as a role of a claim; *entity* is whom its acts count as, if another."""
        parsed = self.parsed
        entity = self.vocabulary.told(entity or mention.entity)
        if all(parsed.is_scaffold(i) for i in range(mention.first, mention.last)):
            return Role(entity)
        span = parsed.span(mention.first, mention.last)
        return Role(entity, parsed.quote(span), span.start, span.end)

    def source_at(self, index: int) -> Source | None:
        """Return whose words token *index* is part of, if they are not the document's own."""
        return self.speech.at(index)

    def by(self, index: int, *holders: Entity) -> Role | None:
        """Return whom the document reports at token *index*, unless that is one of *holders*."""
        source = self.speech.at(index)
        if source is None:
            speaker = self.context.speaker
            if speaker is None or speaker.entity in holders:
                return None
            return Role(speaker.entity)
        if source.speaker is None or source.speaker.entity in holders:
            return None
        return self.role(source.speaker)

    def sentence_span(self, index: int) -> Span:
        """Return the span of the sentence that token *index* stands in."""
        sentence = self.parsed.sentence(index)
        return self.parsed.span(sentence.start, sentence.end)


class Analyser:
    """Turns documents into analyses; holds the vocabulary and, once there is a document, the model.

    It can be pickled; what comes out loads the model for itself. With *parse_all*, paragraphs are parsed in
    which nothing can be claimed.
    """

    def __init__(self, vocabulary: Vocabulary, *, parse_all: bool = False) -> None:
        self.vocabulary = vocabulary
        self._parse_all = parse_all
        self.names = NameLexicon.load()
        self._speech = SpeechLexicon.load()
        self._operatives = frozenset(load_table("resolutions")["operative"]["verbs"])

    @classmethod
    def load(cls, vocabulary: Vocabulary, *, parse_all: bool = False) -> Analyser:
        """Return an analyser with the installed English model; raises ResourceError if there is none."""
        model_package()
        return cls(vocabulary, parse_all=parse_all)

    def __getstate__(self) -> dict[str, object]:
        """Return all but what is loaded at the first document."""
        loaded = ("nlp", "_parser", "_gazetteer", "_posts", "_holders", "_silence")
        return {name: value for name, value in self.__dict__.items() if name not in loaded}

    @cached_property
    def nlp(self) -> Language:
        """The parser's model."""
        return load_model()

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self.nlp, self._gazetteer)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self.vocabulary, self.nlp)

    @cached_property
    def _posts(self) -> PostNames:
        return PostNames(self.vocabulary, self.nlp)

    @cached_property
    def _holders(self) -> PostHolders:
        return PostHolders(self.vocabulary)

    @cached_property
    def _silence(self) -> Silence | None:
        return None if self._parse_all else Silence(self.nlp, self._gazetteer, self._posts)

    def analyse(self, document: Document) -> Analysis:
        """Return the analysis of *document*."""
        parsed = parse(document.text, self.nlp, self._operatives, self._parser, self._silence)
        mentions = find_mentions(parsed, self._gazetteer, self.vocabulary, self.names)
        published = document.published or published_date(parsed)
        people = find_people(
            parsed, mentions, self._posts, self._holders, published, self.vocabulary, self.names
        )
        mentions = _without(mentions, people.mentions)
        context = document_context(document, parsed, mentions, people, self.vocabulary, published)
        resolver = Resolver(parsed, mentions, people, context, self.vocabulary, self.names)
        speech = attribute_speech(parsed, resolver, self._speech)
        dates = Dates(parsed, published, is_resolution=context.resolution_body)
        return Analysis(document, parsed, people, context, resolver, speech, self.vocabulary, dates)


def _without(mentions: Iterable[Mention], persons: Sequence[Mention]) -> list[Mention]:
    taken = {i for m in persons for i in range(m.first, m.last)}
    return [m for m in mentions if not taken & set(range(m.first, m.last))]
