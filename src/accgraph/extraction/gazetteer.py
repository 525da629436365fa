"""The gazetteer: which runs of tokens are names that the vocabulary knows.

A trie over tokens finds, from each token on, the longest name. Acronyms must stand exactly as they are
written in the vocabulary, short names must be capitalised, long ones may be written in any case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from accgraph.extraction.lexicon import word_list
from accgraph.model import Entity
from accgraph.vocabulary import Entry, Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language


__all__ = ["Gazetteer", "Match", "NameKind", "content_words"]

NameKind = Literal["name", "demonym", "metonym"]


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens *first* to *last* (exclusive) are a name of each of *entities*, in order of preference."""

    first: int
    last: int
    kind: NameKind
    entities: tuple[Entity, ...]


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    names: list[tuple[tuple[str, ...], NameKind, Entity]] = field(default_factory=list)


class Gazetteer:
    """Names of a vocabulary, ready to be looked up in tokenised text."""

    def __init__(self, vocabulary: Vocabulary, nlp: Language) -> None:
        self._root = _Node()
        self._holding: dict[str, dict[str, tuple[Entry, list[frozenset[str]]]]] = defaultdict(dict)
        for _, entry in sorted(vocabulary.entries.items()):
            if {"Concept", "PostType", "Post", "Person"} & set(entry.entity.classes):
                continue
            written: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
                ("name", entry.names),
                ("demonym", entry.demonyms),
                ("metonym", entry.metonyms),
            )
            for kind, names in written:
                for name in names:
                    self._add([t.text for t in nlp.make_doc(_folded(name))], kind, entry.entity)
            contents = [content_words(name) for name in entry.names]
            for word in frozenset().union(*contents):
                self._holding[word][entry.entity.iri] = (entry, contents)

    def _add(self, words: Sequence[str], kind: NameKind, entity: Entity) -> None:
        node = self._root
        for word in words:
            node = node.children.setdefault(_key(word), _Node())
        node.names.append((tuple(words), kind, entity))

    def matches(self, words: Sequence[str]) -> Iterator[Match]:
        """Yield the longest names in *words*, tokens of a text, left to right, none overlapping another."""
        keys = [_key(word) for word in words]
        opening = self._root.children
        free = 0
        for position, key in enumerate(keys):
            if key in opening and position >= free:
                match = self._longest(words, keys, position)
                if match is not None:
                    yield match
                    free = match.last

    def holding(self, words: frozenset[str]) -> Iterator[Entry]:
        """Yield the entries one of whose names holds all content *words*, one at least, sorted by IRI."""
        rarest = min(words, key=lambda word: (len(self._holding.get(word, ())), word))
        for _, (entry, contents) in sorted(self._holding.get(rarest, {}).items()):
            if any(words <= content for content in contents):
                yield entry

    def _longest(self, words: Sequence[str], keys: Sequence[str], start: int) -> Match | None:
        node, best = self._root, None
        for position in range(start, len(words)):
            child = node.children.get(keys[position])
            if child is None:
                break
            node = child
            found = [
                (kind, entity)
                for name, kind, entity in node.names
                if _written_like(words[start : position + 1], name)
            ]
            if found:
                kind = min((k for k, _ in found), key=("name", "metonym", "demonym").index)
                entities = tuple(dict.fromkeys(e for k, e in found if k == kind))
                best = Match(start, position + 1, kind, entities)
        return best


def content_words(name: str) -> frozenset[str]:
    """Return the lower-case words of *name* that tell it from others."""
    return frozenset(re.findall(r"\w+", name.lower().replace("'s", ""))) - word_list("common_in_names")


def _folded(name: str) -> str:
    return name.replace("\u2019", "'").replace("\u2018", "'").replace("\u2011", "-")


def _key(word: str) -> str:
    return word.replace(".", "").casefold() if len(word) > 1 else word.casefold()


def _written_like(words: Sequence[str], name: Sequence[str]) -> bool:
    if words == name:
        return True
    letters = "".join(name)
    if len(name) == 1 and sum(c.isupper() for c in letters) >= 2 and len(letters) <= 12:
        return words[0].replace(".", "") == letters.replace(".", "")
    if all(w.isupper() or not w.isalpha() for w in words):
        return True
    if name[0][:1].islower() and len(name) > 1:
        return True
    if len(name) >= 4:
        return True
    return all(w[:1].isupper() for w, n in zip(words, name, strict=True) if n[:1].isupper())
