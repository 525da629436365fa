"""The attribute ruler of the model, asked once for each kind of token and not once for each token.

Its patterns look at a token's lower-case form, tag, dependency and whether it is a space: what it makes of
one token it makes of all that are alike in these. A text in which a pattern of several tokens fits is left to
the ruler itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

__all__ = ["Attributes"]

_SEEN = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_MOST_FORMS = 100_000

Kind = tuple[int, int, int]
Values = tuple[int, int, int]


class Attributes:
    """Does to parsed texts what *ruler* does to them."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._ruler = ruler
        patterns: list[Any] = [pattern for rule in cast(Any, ruler.patterns) for pattern in rule["patterns"]]
        tokens = [token for pattern in patterns for token in pattern]
        forms = [token["LOWER"] for token in tokens if "LOWER" in token]
        self._words = {word for form in forms for word in _words_of(form)}
        self._regexes = [re.compile(form["REGEX"]) for form in forms if "REGEX" in form]
        self._able = all(set(token) <= _SEEN for token in tokens) and all(map(_is_listed, forms))
        self._opens = Matcher(ruler.vocab)
        self._longer = Matcher(ruler.vocab)
        longer = [pattern for pattern in patterns if len(pattern) > 1]
        if longer:
            self._opens.add("opens", [[pattern[0]] for pattern in longer])
            self._longer.add("longer", longer)
        self._known: dict[Kind, Values | None] = {}
        self._openers: set[Kind] = set()
        self._forms: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set parts of speech, morphology and some lemmas in *doc*, as the ruler would, and return it."""
        import numpy

        if not self._able:
            return self._ruler(doc)
        rows: list[Values] = []
        opened = False
        for index, (form, tag, dep) in enumerate(doc.to_array(["LOWER", "TAG", "DEP"]).tolist()):
            if form not in self._forms:
                self._forms[form] = self._form(doc[index])
            kind = (self._forms[form], tag, dep)
            made = self._known[kind] if kind in self._known else self._learnt(kind, doc[index])
            if made is None:
                return self._ruler(doc)
            rows.append(made)
            opened = opened or kind in self._openers
        if opened and self._longer(doc, allow_missing=True):
            return self._ruler(doc)
        values: Any = numpy.array(rows, dtype="uint64").reshape(len(rows), 3)
        return doc.from_array(["POS", "MORPH", "LEMMA"], values)

    def _form(self, token: Token) -> int:
        """Return what stands for the form of *token*: the form itself only where a pattern asks for it."""
        if len(self._forms) >= _MOST_FORMS:
            self._forms.clear()
        if token.is_space:
            return 1
        named = token.lower_ in self._words or any(regex.search(token.lower_) for regex in self._regexes)
        return token.lower if named else 0

    def _learnt(self, kind: Kind, token: Token) -> Values | None:
        """Return what the ruler makes of *token* alone; None if that is more than values."""
        from spacy.tokens import Doc

        alone = Doc(token.vocab, [token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        if self._opens(alone, allow_missing=True):
            self._openers.add(kind)
        (made,) = self._ruler(alone)
        morph: Any = made.morph
        changed = (made.tag, made.dep) != (token.tag, token.dep)
        values = None if changed else (made.pos, morph.key, made.lemma)
        self._known[kind] = values
        return values


def _words_of(form: Any) -> list[str]:
    return [form] if isinstance(form, str) else list(form.get("IN", ()))


def _is_listed(form: Any) -> bool:
    """Say whether the condition *form* on a token's form names words, or is a regular expression."""
    return isinstance(form, str) or (isinstance(form, dict) and set(form) <= {"IN", "REGEX"})
