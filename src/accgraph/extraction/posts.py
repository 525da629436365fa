"""Posts: the offices that a text names, and in or on behalf of which state or body they are held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Entry, Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Post", "PostNames", "find_posts"]

_IN_TITLES = frozenset({",", "and", "&", "of", "for", "the", "on"})
_FORMS = frozenset({"Mr", "Mr.", "Ms", "Ms.", "Mrs", "Mrs.", "Dr", "Dr.", "H.E."})
_LONGEST_TITLE = 14
_SHORTEST_NAME = 2
_LINKS = frozenset({"of", "for", "to", "at", "in", "with"})


@dataclass(frozen=True, slots=True)
class Post:
    """Tokens *first* to *last* name an office, held in or on behalf of *principal* where that is said.

    ``speaks_for`` is ``state`` or ``institution`` if its holder's words count as the principal's, and
    ``self`` if they are the holder's own.
    """

    first: int
    last: int
    head: int
    label: str
    speaks_for: str
    principal: Entity | None


class PostNames:
    """The names of posts in a vocabulary, ready to be looked up in tokenised text."""

    def __init__(self, vocabulary: Vocabulary, nlp: Language) -> None:
        self._names: dict[tuple[str, ...], Entry] = {}
        for _, entry in sorted(vocabulary.entries.items()):
            if {"PostType", "Post"} & set(entry.entity.classes):
                for name in entry.names:
                    words = tuple(t.lower_ for t in nlp.make_doc(name))
                    self._names.setdefault(words, entry)
        self._longest = max((len(words) for words in self._names), default=0)
        self._first = frozenset(words[0] for words in self._names if words)

    def find(self, words: Sequence[str], blocks: Sequence[int]) -> Iterator[tuple[int, int, Entry]]:
        """Yield the longest names of posts in *words*, left to right: first word, word after, entry.

        *words* are in lower case, *blocks* are those that they stand in; no name goes on in another block.
        """
        position = 0
        while position < len(words):
            if words[position] not in self._first:
                position += 1
                continue
            for size in range(min(self._longest, len(words) - position), 0, -1):
                entry = self._names.get(tuple(words[position : position + size]))
                if entry is not None and blocks[position] == blocks[position + size - 1]:
                    yield position, position + size, entry
                    position += size
                    break
            else:
                position += 1


def find_posts(
    parsed: ParsedText, names: PostNames, covered: Mapping[int, Mention], vocabulary: Vocabulary
) -> list[Post]:
    """Return the posts of *parsed*, given which tokens the mentions of actors and mechanisms cover."""
    found = list(names.find([t.lower_ for t in parsed.tokens], parsed.block_of))
    ends = {last for _, last, _ in found}
    return [
        _post(parsed, first, last, entry, covered, vocabulary)
        for first, last, entry in found
        if (first not in covered or covered[first].first == first)
        # "Senator *Prince* Johnson" has a first name, and no throne.
        and not (first in ends and parsed.tokens[first].lower_ in word_list("given_names_too"))
    ]


def _post(
    parsed: ParsedText,
    first: int,
    last: int,
    entry: Entry,
    covered: Mapping[int, Mention],
    vocabulary: Vocabulary,
) -> Post:
    doc = parsed.tokens
    block = parsed.block_of[first]
    principal: Entity | None = None
    start, end = first, last
    while (
        start > 0
        and doc[start - 1].lower_ in word_list("post_modifiers")
        and parsed.block_of[start - 1] == block
    ):
        start -= 1
    before = start - 1
    if before >= 0 and doc[before].lower_ in {"'s", "'"}:
        before -= 1
    if before >= 1 and doc[before].lower_ == "whose":
        before -= 2 if doc[before - 1].text == "," else 1
    if before >= 0 and before in covered and parsed.block_of[before] == block:
        principal = covered[before].entity
        start = covered[before].first
    elif first in covered:
        principal = covered[first].entity
    fixed = entry.link("postIn") or entry.link("organOf")
    if fixed and fixed in vocabulary.entries:
        principal = vocabulary.entries[fixed].entity
    reach = end
    while reach < len(doc) and doc[reach].lower_ in _LINKS and parsed.block_of[reach] == block:
        link = doc[reach].lower_
        k = reach + 1
        while k < len(doc) and doc[k].lower_ in {"the", "his", "her"}:
            k += 1
        mention = covered.get(k)
        if mention is None or parsed.block_of[k] != block:
            break
        if principal is None and link in {"of", "for", "at"}:
            principal = mention.entity
        end = reach = mention.last
    if principal is None:
        whole = _whole_title(parsed, end, covered)
        if whole is not None:
            principal, end = whole.entity, whole.last
    owner = vocabulary.entries.get(principal.part_of or "") if principal is not None else None
    if owner is not None:
        principal = owner.entity
    speaks_for = entry.notes.get("speaksFor", ("state",))[0]
    label = parsed.doc[first:last].text
    if principal is None and first > 0 and parsed.block_of[first - 1] == block:
        letters = doc[first - 1]
        if letters.is_upper and letters.is_alpha and len(letters.text) > _SHORTEST_NAME and label.islower():
            # "XYZW president Jane Doe": the post is in what the letters stand for.
            speaks_for = "self"
    if (
        principal is not None
        and "State" in principal.classes
        and label.lower() in word_list("private_persons")
    ):
        # A bishop speaks for a church, never for a country.
        speaks_for = "self"
    if _is_over(parsed, start, first):
        speaks_for = "self"
    pleading = (
        principal is not None and "State" in principal.classes and label.lower() in word_list("pleaders")
    )
    if pleading and _owned_or_served(parsed, start, last, covered):
        speaks_for = "state"
    return Post(start, end, last - 1, label, speaks_for, principal)


def _is_over(parsed: ParsedText, start: int, first: int) -> bool:
    """Say whether a post is held no longer: "the *former* Peruvian president", "*ex*-minister"."""
    before = max(start - 1, 0)
    if parsed.doc[before].text == "-":
        before = max(before - 1, 0)
    words = [t.lower_ for t in parsed.tokens[before:first]]
    return (
        bool(word_list("posts_over").intersection(words))
        and parsed.block_of[before] == parsed.block_of[first]
    )


def _whole_title(parsed: ParsedText, end: int, covered: Mapping[int, Mention]) -> Mention | None:
    """Return the state that closes a long title: "Minister of Foreign Affairs, Trade and Worship *of X*"."""
    doc = parsed.tokens
    if end >= len(doc) or doc[end].lower_ not in {",", "and", "&", "for"}:
        return None
    for i in range(end, min(end + _LONGEST_TITLE, len(doc))):
        mention = covered.get(i)
        if parsed.block_of[i] != parsed.block_of[end - 1]:
            return None
        if mention is not None and mention.kind != "adjective":
            served = {doc[i - 1].lower_, doc[i - 2].lower_} & {"of"}
            listed = doc[end].lower_ == "for" or {t.lower_ for t in doc[end:i]} & {"and", "&"}
            return (
                mention
                if served and listed and "State" in mention.entity.classes and mention.first == i
                else None
            )
        if (
            not (doc[i].text[:1].isupper() or doc[i].lower_ in _IN_TITLES)
            or doc[i].text in _FORMS
            or doc[i].ent_type_ == "PERSON"
        ):
            return None
    return None


def _owned_or_served(parsed: ParsedText, start: int, last: int, covered: Mapping[int, Mention]) -> bool:
    """Say whether a state has the lawyer: "Namibia's counsel", not "a Namibian lawyer"."""
    served = last < len(parsed.doc) and parsed.doc[last].lower_ == "for"
    return served or (start in covered and covered[start].kind == "name")
