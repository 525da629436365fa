"""Universal jurisdiction that a text describes: "the rule that lets courts try crimes wherever committed"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["with_universal_jurisdiction"]

_SURE = 0.75
_NAME = "universal jurisdiction"
_APART = frozenset({"regardless", "irrespective"})
_WHERE = frozenset({"where", "place", "wherever"})


def with_universal_jurisdiction(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Mention]:
    """Return *mentions* with the rules under which crimes may be tried wherever they were committed."""
    taken = {i for m in mentions for i in range(m.first, m.last)}
    found = {
        rule.i: rule
        for token in parsed.tokens
        if token.lower_ == "wherever"
        or (token.lower_ in _APART and any(t.lower_ in _WHERE for t in parsed.doc[token.i : token.i + 4]))
        if (rule := _rule_above(token)) is not None and rule.i not in taken
    }
    meant = vocabulary.lookup(_NAME) if found else ()
    added = [Mention(i, i + 1, i, meant[0], "name", _SURE) for i in found] if meant else []
    return sorted([*mentions, *added], key=lambda m: m.first)


def _rule_above(token: Token) -> Token | None:
    """Return the rule about trying crimes that *token* is part of; None if it is of none."""
    for above in token.ancestors:
        if above.pos_ == "NOUN" and above.lemma_.lower() in word_list("rules"):
            lemmas = {t.lemma_.lower() for t in above.subtree}
            tries = bool(lemmas & set(word_list("trying"))) and bool(lemmas & set(word_list("crimes")))
            return above if tries else None
    return None
