"""When two names name the same thing: case, leading article and possessive aside.

A *form* of a name is the tuple of its words, folded; two forms agree if they are equal or share three
quarters of their words. The share is taken of the larger of the two sets of words, so that a short name does
not agree with every long one that holds it ("the Court" with "International Criminal Court").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["Form", "agree", "form", "gold_forms", "role_forms", "words"]

Form = tuple[str, ...]

SHARED_WORDS = 0.75

_ARTICLES = frozenset({"a", "an", "the"})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_WORD = re.compile(r"\w+(?:'\w+)*")


def words(text: str) -> Form:
    """Return the words of *text* in order, without case, punctuation, full stops ("U.S.") and possessives."""
    folded = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).replace(".", "").casefold()
    return tuple(word.removesuffix("'s") for word in _WORD.findall(folded))


def form(name: str) -> Form:
    """Return the form of *name*: its words without a leading article."""
    found = words(name)
    return found[1:] if len(found) > 1 and found[0] in _ARTICLES else found


def agree(left: Iterable[Form], right: Iterable[Form]) -> bool:
    """Tell whether any form on the *left* agrees with any on the *right*."""
    others = [(other, frozenset(other)) for other in right if other]
    for one in left:
        bag = frozenset(one)
        for other, other_bag in others:
            if one == other or len(bag & other_bag) >= SHARED_WORDS * max(len(bag), len(other_bag)):
                return True
    return False


def gold_forms(name: str, names: Mapping[str, Mapping[str, Any]]) -> frozenset[Form]:
    """Return the forms of the gold *name*: its own and those of its aliases in the file's *names*."""
    aliases = names.get(name, {}).get("aliases", ())
    return frozenset(form(each) for each in (name, *aliases))


def role_forms(role: Mapping[str, Any]) -> frozenset[Form]:
    """Return the forms of a claim's *role*: of its label and of the words in the text, where it has them."""
    return frozenset(form(each) for each in (role.get("label"), role.get("mention")) if each)
