"""Two simple ways to find positions, to tell what accgraph's own way is worth.

Both are given accgraph's own sentences and names, so that they differ from it only in how they find that
somebody stands somewhere. Neither finds commitments or events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accgraph.errors import ResourceError
from accgraph.evaluation.gold import GoldFile
from accgraph.evaluation.scoring import Case
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.lexicon import NameLexicon, load_table
from accgraph.extraction.mentions import Mention
from accgraph.extraction.recognition import find_mentions
from accgraph.extraction.sentences import ParsedText, load_model, parse
from accgraph.model import Document
from accgraph.reading import read_document
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from accgraph.extraction.parser import Silent

__all__ = ["BASELINES", "COMMONEST_KIND", "NamedText", "co_occurrence", "named_texts", "verb_triples"]

Claims = tuple[Mapping[str, Any], ...]

COMMONEST_KIND = "endorse"
"""The kind that most positions of the gold sets have."""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A document, parsed, with the names in it: ``actors`` and ``mechanisms`` may share some.

    ``parts`` are the parsed blocks as spaCy has them.
    """

    file: GoldFile
    document: Document
    parsed: ParsedText
    parts: tuple[Doc, ...]
    actors: tuple[Mention, ...]
    mechanisms: tuple[Mention, ...]

    def case(self, claims: Claims) -> Case:
        """Return what is to be scored if *claims* are all that was found in it."""
        return Case(self.file.name, self.document.text, self.file.record, claims)


def named_texts(files: Sequence[GoldFile], vocabulary: Sequence[Path] = ()) -> tuple[NamedText, ...]:
    """Return *files*, parsed and with their names found as accgraph finds them with *vocabulary*."""
    names = Vocabulary.load(vocabulary)
    nlp = load_model()
    gazetteer, lexicon = Gazetteer(names, nlp), NameLexicon.load()
    operatives = frozenset(load_table("resolutions")["operative"]["verbs"])
    texts = []
    for file in files:
        document = read_document(file.path)
        parts: list[Doc] = []

        def parser(blocks: Sequence[str], silent: Silent, parts: list[Doc] = parts) -> list[Doc]:
            parts += nlp.pipe(blocks)
            return parts

        parsed = parse(document.text, nlp, operatives, parser)
        mentions = find_mentions(parsed, gazetteer, names, lexicon)
        actors = tuple(each for each in mentions if names.is_a(each.entity, "Actor"))
        mechanisms = tuple(each for each in mentions if names.is_a(each.entity, "Mechanism"))
        texts.append(NamedText(file, document, parsed, tuple(parts), actors, mechanisms))
    return tuple(texts)


def co_occurrence(text: NamedText) -> Claims:
    """Return a position of the commonest kind for each actor and mechanism named in one sentence."""
    return tuple(
        _claim(text, COMMONEST_KIND, actor, mechanism, "baseline.co-occurrence")
        for actor in text.actors
        for mechanism in text.mechanisms
        if actor.entity != mechanism.entity and _sentence(text, actor) == _sentence(text, mechanism)
    )


def verb_triples(text: NamedText) -> Claims:
    """Return a position for each subject-verb-object triple whose verb is in accgraph's lexicon.

    The triples are those of textacy; the verb gives the kind by the first frame of its lemma alone, the
    names in the subject's phrase are the holders, those in the object's the targets. Raises ResourceError if
    textacy is not installed.
    """
    try:
        from spacy.tokens import Doc
        from textacy.extract.triples import subject_verb_object_triples
    except ImportError as error:
        raise ResourceError(
            "textacy is not installed: run 'pip install accgraph[evaluation]' with Python 3.11 or 3.12"
        ) from error
    frames = FrameLexicon.load()
    claims: list[Mapping[str, Any]] = []
    whole = Doc.from_docs(list(text.parts))
    if whole is None:
        return ()
    for subject, verb, thing in subject_verb_object_triples(whole):
        kind = _kind(frames, verb)
        if kind is not None:
            claims.extend(
                _claim(text, kind, actor, mechanism, "baseline.verb-triple")
                for actor in _named(text.actors, subject)
                for mechanism in _named(text.mechanisms, thing)
                if actor.entity != mechanism.entity
            )
    return tuple(claims)


BASELINES: Mapping[str, Callable[[NamedText], Claims]] = {
    "co-occurrence": co_occurrence,
    "verb triples": verb_triples,
}


def _kind(frames: FrameLexicon, verb: Sequence[Token]) -> str | None:
    for token in verb:
        for further_words, frame in frames.by_lemma.get(token.lemma_.lower(), ()):
            if frame.pos == "verb" and not further_words:
                return frame.kind
    return None


def _named(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
    indices = {each.i for token in tokens for each in token.subtree}
    for mention in mentions:
        if indices & set(range(mention.first, mention.last)):
            yield mention


def _sentence(text: NamedText, mention: Mention) -> tuple[int, int]:
    sentence = text.parsed.sentence(mention.head)
    return sentence.start, sentence.end


def _claim(text: NamedText, kind: str, holder: Mention, target: Mention, rule: str) -> Mapping[str, Any]:
    span = text.parsed.span(*_sentence(text, holder))
    return {
        "type": "position",
        "kind": kind,
        "holder": _role(text, holder),
        "target": _role(text, target),
        "denied": False,
        "quote": text.parsed.quote(span),
        "start": span.start,
        "end": span.end,
        "document": text.document.name,
        "rule": rule,
    }


def _role(text: NamedText, mention: Mention) -> Mapping[str, Any]:
    span = text.parsed.span(mention.first, mention.last)
    return {
        "iri": mention.entity.iri,
        "label": mention.entity.label,
        "mention": text.parsed.quote(span),
        "start": span.start,
        "end": span.end,
    }
