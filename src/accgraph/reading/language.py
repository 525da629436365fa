"""The language that a text is written in, told from its letters alone, without a network.

The identifier is py3langid, which carries its model with it (M. Lui and T. Baldwin, "langid.py: An
Off-the-shelf Language Identification Tool", ACL 2012).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["READABLE", "detected"]

READABLE = "en"
"""The language that claims can be found in."""

_NO_LANGUAGE = re.compile(r"https?://\S+|(?<!\S)[^\s@]+@\S+|<[^<>]*>|&\w+;|[\d\W_]+")
_FEWEST_LETTERS = 120
_ENOUGH_LETTERS = 6000
# Below this probability a text is not in English; lists of names, which no language owns, stay above it.
_NOT_AT_ALL = 0.001
# So many of the words of any English prose are among these few, and hardly a word of another language is.
_FUNCTION_WORDS = frozenset(
    ("the", "of", "and", "to", "that", "with", "for", "by", "which", "has", "is", "was")
)
_SHARE = 0.15


def detected(text: str) -> str | None:
    """Return the language of *text* as a BCP 47 tag; None if it is too short to be sure, or a list of names.

    English prose is known by its commonest words, so that the model is loaded only for what may be in
    another language.
    """
    words = _NO_LANGUAGE.sub(" ", text[: 3 * _ENOUGH_LETTERS])[:_ENOUGH_LETTERS]
    if sum(char.isalpha() for char in words) < _FEWEST_LETTERS:
        return None
    listed = words.lower().split()
    if sum(word in _FUNCTION_WORDS for word in listed) >= _SHARE * len(listed):
        return READABLE
    ranked = _identifier().rank(words)
    if dict(ranked)[READABLE] >= _NOT_AT_ALL:
        return READABLE if ranked[0][0] == READABLE else None
    return str(ranked[0][0])


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
