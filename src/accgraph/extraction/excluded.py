"""Excluded: those whom a sentence names only to leave them out ("every state but X", "by A, not by B")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["is_excluded"]

_PREPOSITIONS = frozenset({"by", "for", "from", "in", "of", "to", "with"})
_ALL = frozenset({"all", "any", "both", "each", "every", "most"})
_NEAR = 5


def is_excluded(analysis: Analysis, mention: Mention) -> bool:
    """Say whether the words before *mention* leave it out of what its sentence tells of others.

    "Backed by A but *not by B*", "A and B, but *not C and D*", "*all states but E*", "party to *neither F
    nor G*".
    """
    doc, i = analysis.parsed.doc, mention.first - 1
    start = analysis.parsed.sentence(mention.first).start
    while i >= start and doc[i].lower_ in {"the", "a", "an"}:
        i -= 1
    if i < start or doc[mention.head].pos_ == "VERB":
        return False
    if doc[i].lower_ in {"and", "or"} or (doc[i].text == "," and doc[i - 1].lower_ not in {"and", "or"}):
        before = analysis.resolver.mention_at(i - 1) if i > start else None
        return before is not None and before.last == i and is_excluded(analysis, before)
    return _leaves_out(doc[i], start)


def _leaves_out(word: Token, start: int) -> bool:
    """Say whether *word*, or the words that end with it, leave out what follows."""
    doc, i = word.doc, word.i
    if word.lower_ in _PREPOSITIONS and i > start:
        if doc[i - 1].lower_ == "not":
            # "Is *not by*" denies the clause, "by A, *not by*" only what follows.
            return i - 1 > start and doc[i - 2].pos_ not in {"AUX", "VERB", "PRON"}
        return _but_for([t.lower_ for t in doc[max(start, i - 3) : i + 1]])
    if word.lower_ == "not":
        return i > start and doc[i - 1].lower_ in {",", "and", "but", "though", "("}
    if word.lower_ in {"neither", "nor"}:
        pair = next((k for k in range(i, start, -1) if doc[k].lower_ == "neither"), None)
        return pair is not None and doc[pair - 1].lower_ in _PREPOSITIONS
    if word.lower_ in {"but", "than"} | word_list("excepting"):
        counted = {t.lower_ for t in doc[max(start, i - _NEAR) : i]}
        other = word.lower_ != "than" or doc[i - 1].lower_ == "other"
        whole = bool(counted & _ALL) and doc[i - 1].text != ","
        return other and (whole or (word.lower_ in word_list("excepting") and not counted & {"no", "none"}))
    return False


def _but_for(words: list[str]) -> bool:
    """Say whether *words* end with "except for", "apart from", "with the exception of"."""
    told = " ".join(words)
    return any(told.endswith(phrase) for phrase in word_list("excepting_phrases"))
