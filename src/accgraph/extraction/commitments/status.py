"""Status: whether a text says that a duty or promise was kept or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.commitments.findings import Status
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.syntax import is_verb

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["status_of"]


def status_of(noun: Token, lexicon: CommitmentLexicon) -> Status:
    """Return whether what governs *noun*, a duty or promise, says that it was broken or kept."""
    current = noun
    for _ in range(3):
        if current.head == current:
            break
        current = current.head
        lemma = current.lemma_.lower()
        negated = any(c.dep_ == "neg" for c in current.children)
        if lemma in lexicon.words("status", "breached") and not negated:
            return "breached"
        if lemma in lexicon.words("status", "kept") and is_verb(current):
            done = current.tag_ in {"VBD", "VBN"} and not any(c.tag_ == "MD" for c in current.children)
            if negated or lemma == "fail":
                return "breached"
            if done:
                return "fulfilled"
    sentence = noun.sent.text.lower()
    if any(words in sentence for words in lexicon.breached_words) and noun.sent.start <= noun.i:
        return "breached"
    return "open"
