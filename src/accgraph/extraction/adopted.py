"""Texts put forward whose mechanism is told before: "X's mandate was extended. *The text*, tabled by A, ...".

Who puts a text forward is for what it does, though the sentence says no more of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.phrases import Target, within
from accgraph.extraction.syntax import is_verb, objects, surface_subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = ["told_before"]

_SURE = 0.8
_SENTENCES_BACK = 2
_DEFINITE = frozenset({"the", "this", "that"})
_OWN_WORDS = frozenset({"punct", "agent"})
_DATED = frozenset({"DATE", "TIME"})


def told_before(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> list[Target]:
    """Return the mechanism that the text put forward by *trigger* creates or renews, by a sentence before.

    Empty if the text says itself what it is about, or may be another one.
    """
    heads = [head for place in trigger.frame.target for head in argument_heads(trigger, place)]
    if not any(_is_told_of(head, trigger.token) for head in heads):
        return []
    doc, first = trigger.token.doc, trigger.token.sent.start
    for _ in range(_SENTENCES_BACK):
        if first == 0:
            break
        sentence = doc[first - 1].sent
        found = {target.mention.entity: target for target in _done_in(analysis, lexicon, sentence)}
        if found:
            return list(found.values()) if len(found) == 1 else []
        first = sentence.start
    return []


def _is_told_of(text: Token, verb: Token) -> bool:
    """Say whether *text* is one spoken of before, of which no more is said than *verb*: "the draft"."""
    if text.lemma_.lower() not in word_list("adopted_texts"):
        return False
    if any(c.dep_ not in _OWN_WORDS for c in text.children if c.i > text.i and c != verb):
        return False
    definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in text.children)
    return definite or any(c.dep_ == "poss" and c.ent_type_ in _DATED for c in text.children)


def _done_in(analysis: Analysis, lexicon: FrameLexicon, sentence: Span) -> Iterator[Target]:
    """Yield the mechanisms that *sentence* says are created or renewed, with the word that says so."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if lemma in lexicon.words["renewing"] and token.pos_ == "NOUN":
            made = [token]
        elif lemma in lexicon.words["renewing"] or (lemma in word_list("founding") and is_verb(token)):
            made = [*objects(token), *(s for s in surface_subjects(token) if s.dep_ == "nsubjpass")]
        else:
            continue
        for mention in (target.mention for thing in made for target in within(analysis, thing)):
            if not analysis.resolver.is_forum(mention.entity):
                yield Target(replace(mention, sure=_SURE * mention.sure), (lemma,))
