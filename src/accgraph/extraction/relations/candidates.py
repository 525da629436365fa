"""Candidates: who in a sentence may hold a position, and what it may be on, as somebody or something named.

What a candidate stands for has been resolved already: a pronoun or title is one as much as a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.holders import ACTORS
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import is_mechanism, resolved
from accgraph.extraction.relations.classifier import Sentence
from accgraph.extraction.tokens import Span

__all__ = ["Candidates", "candidates", "sentence"]

# what the states of a sentence are called for the network, the first named first
_STATES = (
    "Norway",
    "Peru",
    "Kenya",
    "Japan",
    "Chile",
    "Ghana",
    "Nepal",
    "Malta",
    "Oman",
    "Fiji",
    "Qatar",
    "Togo",
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET"})


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of the sentence of tokens *first* to *last*, each with the tokens that stand for it."""

    first: int
    last: int
    actors: tuple[tuple[int, int, Mention], ...]
    mechanisms: tuple[tuple[int, int, Mention], ...]


def candidates(analysis: Analysis) -> Iterator[Candidates]:
    """Yield the candidates of each sentence of *analysis*, those of a place in the order of the text."""
    for span in analysis.parsed.sentences():
        mechanisms = tuple(_mechanisms(analysis, span))
        actors = tuple(_actors(analysis, span)) if mechanisms else ()
        yield Candidates(span.start, span.end, actors, mechanisms)


def sentence(analysis: Analysis, found: Candidates) -> Sentence:
    """Return the words of the sentence, with the same states in it whichever they are.

    Who is named must not tell where they stand.
    """
    first = found.first
    words = [token.text for token in analysis.parsed.doc[first : found.last]]
    states: dict[str, str] = {}
    for start, end, mention in found.actors:
        if mention.kind == "name" and analysis.resolver.is_a(mention.entity, "State"):
            name = states.setdefault(mention.entity.iri, _STATES[len(states) % len(_STATES)])
            words[start - first : end - first] = [name, *[""] * (end - start - 1)]
    return Sentence(
        tuple(words),
        tuple((a - first, b - first) for a, b, _ in found.actors),
        tuple((a - first, b - first) for a, b, _ in found.mechanisms),
    )


def _actors(analysis: Analysis, sentence: Span) -> Iterator[tuple[int, int, Mention]]:
    resolver = analysis.resolver
    seen: set[tuple[int, int, str]] = set()
    # The subject that the paragraphs of a resolution share is a token that stands for no words of the text.
    for index in _heads(analysis, sentence, unsaid=True):
        named = resolver.mention_at(index)
        found = (named,) if named is not None else resolver.resolve(analysis.parsed.doc[index])
        for mention in found:
            actor = resolver.principal(mention.entity)
            key = (*_place(mention, sentence, index), actor.iri)
            told = _is_origin(analysis, mention) or _is_in_title(analysis, mention)
            if key not in seen and not told and resolver.is_a(actor, *ACTORS):
                seen.add(key)
                yield (*key[:2], mention)


def _is_origin(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* only tells where somebody sits: "a *Kyiv*-based group"."""
    behind = analysis.parsed.doc[mention.last : mention.last + 2].text.replace(" ", "").lower()
    return behind.startswith("-") and behind[1:] in word_list("sitting_in")


def _is_in_title(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* is of a body in the title of who has another: "the *UN* High Commissioner"."""
    post = analysis.resolver.post_at(mention.head)
    body = post is not None and analysis.resolver.is_a(mention.entity, "InternationalOrganisation")
    whose = post.principal if post is not None else None
    return body and mention.kind == "name" and whose is not None and whose != mention.entity


def _mechanisms(analysis: Analysis, sentence: Span) -> Iterator[tuple[int, int, Mention]]:
    seen: set[tuple[int, int, str]] = set()
    for index in _heads(analysis, sentence):
        token = analysis.parsed.doc[index]
        for mention in resolved(analysis, token):
            key = (*_place(mention, sentence, index), mention.entity.iri)
            if key not in seen and is_mechanism(analysis, mention.entity):
                seen.add(key)
                yield (*key[:2], mention)


def _heads(analysis: Analysis, sentence: Span, *, unsaid: bool = False) -> Iterator[int]:
    """Yield the tokens of *sentence* that may stand for somebody or something, each name once.

    With *unsaid*, those too that stand for no words of the document.
    """
    for token in sentence:
        if analysis.parsed.is_scaffold(token.i) and not unsaid:
            continue
        named = analysis.resolver.mention_at(token.i)
        if named.head == token.i if named is not None else token.pos_ in _NOMINAL:
            yield token.i


def _place(mention: Mention, sentence: Span, index: int) -> tuple[int, int]:
    """Return the tokens of *mention*, or *index* alone where they stand outside *sentence*."""
    inside = sentence.start <= mention.first and mention.last <= sentence.end
    return (mention.first, mention.last) if inside else (index, index + 1)
