"""Descriptions: phrases that tell a mechanism which nothing else names, by its kind and a word beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.phrases import is_mechanism, resolved
from accgraph.extraction.syntax import subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["described"]

_SURE, _AGAIN = 0.8, 0.7
_LONGEST = 12
_LINKS = frozenset({"of", "for", "against", "into", "on", "over", "in", "at"})
_BESIDE = frozenset({"amod", "compound", "nmod", "poss"})
_DEFINITE = frozenset({"the", "this", "that"})


def described(analysis: Analysis, noun: Token) -> Mention | None:
    """Return the mechanism that the phrase of *noun* describes, or means again by its kind alone.

    "A hybrid *court* for the Lake Chad massacres", "Gaza genocide *suit*"; "the *court*" after one of these
    is the same, and says too little where none is.
    """
    if _kind(analysis, noun) is None or _is_beside_its_name(analysis, noun):
        return None
    first, last = _phrase(noun)
    if any(t.i != noun.i and _tells(t) for t in noun.doc[first:last]):
        return _mention(analysis, noun, first, last) if not _names_another(analysis, first, last) else None
    if not any(c.lower_ in _DEFINITE for c in noun.children) or first != noun.i or last != noun.i + 1:
        return None
    before = (t for t in reversed(noun.doc[: noun.i]) if t.lemma_ == noun.lemma_)
    meant = (described(analysis, t) for t in before if not any(c.lower_ in _DEFINITE for c in t.children))
    found = next((mention for mention in meant if mention is not None), None)
    return replace(found, first=first, last=last, head=noun.i, sure=_AGAIN) if found is not None else None


def _kind(analysis: Analysis, noun: Token) -> str | None:
    """Return the class of what *noun* may describe, if it is a common noun that no name holds."""
    if noun.pos_ not in {"NOUN", "PROPN"} or analysis.resolver.mention_at(noun.i) is not None:
        return None
    return analysis.resolver.lexicon.phrases.get(noun.lemma_.lower())


def _is_beside_its_name(analysis: Analysis, noun: Token) -> bool:
    """Say whether *noun* says of something named what it is: "the Chamber is a hybrid *court*"."""
    beside = [c for c in noun.children if c.dep_ == "appos"]
    beside += [noun.head] if noun.dep_ == "appos" else []
    beside += subjects(noun.head) if noun.dep_ == "attr" else []
    return any(resolved(analysis, token) for token in beside)


def _names_another(analysis: Analysis, first: int, last: int) -> bool:
    """Say whether a mechanism is named among tokens *first* to *last*: "the *Commission*'s registry"."""
    named = (analysis.resolver.mention_at(i) for i in range(first, last))
    return any(m is not None and is_mechanism(analysis, m.entity) for m in named)


def _mention(analysis: Analysis, noun: Token, first: int, last: int) -> Mention | None:
    kind = _kind(analysis, noun)
    pointing = any(t.pos_ == "PRON" for t in noun.doc[first:last])
    if kind is None or pointing or last - first > _LONGEST:
        return None
    label = noun.doc[first:last].text.replace(" - ", "-")
    return Mention(
        first, last, noun.i, found_entity(label[:1].upper() + label[1:], (kind,)), "nominal", _SURE
    )


def _tells(token: Token) -> bool:
    plain = token.pos_ in {"NOUN", "PROPN", "ADJ"} and not token.is_stop
    return plain and token.lemma_.lower() not in word_list("telling_nothing")


def _phrase(noun: Token) -> tuple[int, int]:
    """Return the tokens from the first modifier of *noun* to the end of what is linked to it right behind."""
    before = [
        c for c in noun.children if c.dep_ in _BESIDE and c.i < noun.i and c.pos_ not in {"DET", "PRON"}
    ]
    first = min((c.left_edge.i for c in before), default=noun.i)
    last = noun.i + 1
    for child in sorted(noun.children, key=lambda c: c.i):
        linked = child.dep_ == "prep" and child.lower_ in _LINKS and child.i == last
        if linked and not any(t.pos_ == "VERB" or t.is_punct for t in child.subtree):
            last = child.right_edge.i + 1
    return first, last
