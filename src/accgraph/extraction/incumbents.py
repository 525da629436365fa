"""Incumbents: for whom a person speaks whom the vocabulary knows to hold a post.

Texts leave it to the reader which state "Minister McEntee" or "Emmanuel Macron" speaks for. What a text says
itself comes first; a surname alone counts only beside a post that its bearer held when the text was
published.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from accgraph.extraction.posts import Post
from accgraph.model import Entity
from accgraph.vocabulary import Holding, Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Doc, Token

__all__ = ["PostHolders"]

_OPENING = re.compile(r"[ -]")
_LONGEST = 8


class PostHolders:
    """The persons of a vocabulary and the posts that they have held."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_name: dict[str, Entity] = {}
        self._by_surname: dict[str, list[Entity]] = defaultdict(list)
        self._titles: dict[str, tuple[str, ...]] = {}
        for iri, entry in sorted(vocabulary.entries.items()):
            if {"PostType", "Post"} & set(entry.entity.classes):
                self._titles[iri] = tuple(name.casefold() for name in entry.names)
            if "Person" in entry.entity.classes and iri in vocabulary.holdings:
                for name in entry.names:
                    self._by_name.setdefault(_folded(name), entry.entity)
                for word in {_folded(name).rsplit(" ", 1)[-1] for name in entry.names}:
                    self._by_surname[word].append(entry.entity)
        self._openings = frozenset(_OPENING.split(name, maxsplit=1)[0] for name in self._by_name)

    def name_end(self, doc: Doc, start: int) -> int:
        """Return where the longest known name that starts at token *start* ends; *start* itself if none does.

        A surname known alone is none where it is part of another name, or of a compound ("the X government").
        """
        if not doc[start].text[:1].isupper() or doc[start].lower_ not in self._openings:
            return start
        for end in range(min(start + _LONGEST, len(doc)), start, -1):
            if self.named(doc[start:end].text) is not None:
                return end if end - start > 1 or _stands_alone(doc[start]) else start
        return start

    def named(self, name: str) -> Entity | None:
        """Return the person called *name*, in full or by a surname that is known alone."""
        return self._by_name.get(_folded(name))

    def served(self, person: Entity, surname: str, post: Post | None, date: str | None) -> Entity | None:
        """Return the state or institution whose post *person* held at *date*, or None if nobody can tell.

        *post* is what the text calls the post, if it names one. Who is known by *surname* only must be the
        one bearer of it that held such a post.
        """
        if person.iri in self._vocabulary.holdings:
            held = self._vocabulary.holdings[person.iri]
            current = [h for h in held if date is None or h.at(date)]
            fitting = [h for h in held if post is not None and self._is_called(h, post)]
            return _one([h for h in fitting if h in current] or fitting) or _one(current)
        if post is None:
            return None
        namesakes = self._by_surname.get(_folded(surname).rsplit(" ", 1)[-1], ())
        return _one(
            holding
            for other in namesakes
            if person.label == surname and _ends_with(self._vocabulary.entries[other.iri].names, surname)
            for holding in self._vocabulary.holdings[other.iri]
            if (date is None or holding.at(date)) and self._is_called(holding, post)
        )

    def _is_called(self, holding: Holding, post: Post) -> bool:
        """Say whether the post of *holding* goes by the title of *post*, or by one that holds its words."""
        words = set(post.label.casefold().split())
        return any(words <= set(title.split()) for title in self._titles.get(holding.post, ()))


def _stands_alone(token: Token) -> bool:
    doc = token.doc
    before, after = doc[max(token.i - 1, 0)], doc[min(token.i + 1, len(doc) - 1)]
    named = after.tag_ in {"NNP", "NNPS"} and after.i != token.i
    given = before.tag_ == "NNP" and before.dep_ == "compound" and before.ent_type_ == "PERSON"
    return token.dep_ != "compound" and not named and not given


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("\u2019", "'").replace(" - ", "-").split())


def _ends_with(names: Iterable[str], surname: str) -> bool:
    return any(f" {_folded(name)}".endswith(f" {_folded(surname)}") for name in names)


def _one(holdings: Iterable[Holding]) -> Entity | None:
    """Return the institution of *holdings* if it is the same in all of them."""
    institutions = {h.institution.iri: h.institution for h in holdings}
    return next(iter(institutions.values())) if len(institutions) == 1 else None
