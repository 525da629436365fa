"""People: personal names, the posts their bearers hold, and for whom they speak in them.

A person is named in full once and by surname afterwards; the post stands before the name ("the Danish
Foreign Minister, Mr X"), after it ("X, Minister of Justice of Y") or on a line of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from accgraph.extraction.affiliations import (
    country_after,
    country_in_brackets,
    country_opening,
    seat_of_speaker,
    state_owning,
)
from accgraph.extraction.incumbents import PostHolders
from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, head_of
from accgraph.extraction.posts import Post, PostNames, find_posts
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.namespaces import named_iri
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["People", "Person", "Post", "PostNames", "find_people"]

_BEFORE_NAME = frozenset({",", "(", "-", ":"})
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
_APPOSED = frozenset({"the", ",", "mp", "of", "as", "a"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name; ``principal`` is the state or institution that their words count as.

    ``office`` is where the text says which post they hold.
    """

    entity: Entity
    surname: str
    post: str | None = None
    speaks_for: str = "self"
    principal: Entity | None = None
    office: Post | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a document by IRI, the mentions of them by name, and all posts named."""

    persons: Mapping[str, Person]
    mentions: tuple[Mention, ...]
    posts: tuple[Post, ...]


def find_people(
    parsed: ParsedText,
    mentions: Sequence[Mention],
    names: PostNames,
    holders: PostHolders,
    published: str | None,
    vocabulary: Vocabulary,
    lexicon: NameLexicon,
) -> People:
    """Return the persons and posts of *parsed*, given its named *mentions* of actors and mechanisms.

    Whose post somebody holds is told by the text, or else by *holders* for the day when it was *published*.
    """
    covered = {i: m for m in mentions for i in range(m.first, m.last)}
    posts = find_posts(parsed, names, covered, vocabulary)
    spans = _name_spans(parsed, covered, posts, holders, lexicon)
    found = _identified(parsed, spans, posts, covered, holders, lexicon)
    persons = {iri: _in_office(person, holders, published) for iri, person in found.persons.items()}
    return replace(found, persons=persons)


def _in_office(person: Person, holders: PostHolders, published: str | None) -> Person:
    """Return *person* with the state or institution that they serve, where the text does not say which."""
    if person.principal is not None or (person.post is not None and person.speaks_for == "self"):
        return person
    principal = holders.served(person.entity, person.surname, person.office, published)
    if principal is None:
        return person
    return replace(person, speaks_for=person.speaks_for if person.post else "state", principal=principal)


def _name_spans(
    parsed: ParsedText,
    covered: Mapping[int, Mention],
    posts: Sequence[Post],
    holders: PostHolders,
    lexicon: NameLexicon,
) -> list[tuple[int, int]]:
    """Return the token spans of personal names, titles left out, sorted and without overlaps."""
    doc = parsed.tokens
    taken = {i for post in posts for i in range(post.first, post.last)} | set(covered)
    spans: list[tuple[int, int]] = []

    def add(start: int) -> None:
        while start < len(doc) and doc[start].text in lexicon.titles:
            start += 1
        end = _name_end(parsed, start, taken, lexicon)
        if end > start:
            spans.append((start, end))

    for token in doc:
        titled = token.text in lexicon.titles and token.i not in taken and token.i + 1 < len(doc)
        if titled and parsed.block_of[token.i + 1] == parsed.block_of[token.i]:
            add(token.i + 1)
        elif token.i not in taken:
            end = holders.name_end(parsed.doc, token.i)
            if end > token.i:
                spans.append((token.i, end))
    for block in parsed.blocks:
        if block.kind == "label":
            add(parsed.block_range(block.index)[0])
    for post in posts:
        after = post.last
        if (
            after < len(doc)
            and doc[after].text in _BEFORE_NAME
            and parsed.block_of[after] == parsed.block_of[post.head]
        ):
            after += 1
        if after < len(doc) and parsed.block_of[after] == parsed.block_of[post.head]:
            add(after)
        block_first, _ = parsed.block_range(parsed.block_of[post.head])
        comma = next(
            (
                k
                for k in range(post.first - 1, max(block_first, post.first - 4), -1)
                if doc[k].text in {",", "-"}
            ),
            None,
        )
        if comma is not None and comma - block_first >= 2:
            add(block_first)
    for entity in parsed.doc.ents:
        if entity.label_ == "PERSON" and not any(i in taken for i in range(entity.start, entity.end)):
            start = entity.start
            while start < entity.end and (
                doc[start].text in lexicon.titles or not doc[start].text[:1].isupper()
            ):
                start += 1
            end = _name_end(parsed, start, taken, lexicon)
            if end - start >= 2:
                spans.append((start, end))
    for mention in {id(m): m for m in covered.values()}.values():
        start, end = mention.last + 1, 0
        if "State" in mention.entity.classes and start < len(doc) and doc[start - 1].lower_ in {"'s", "'"}:
            end = _name_end(parsed, start, taken, lexicon)
        if end - start >= 2 and all(t.pos_ == "PROPN" or t.is_punct for t in doc[start:end]):
            spans.append((start, end))
    spans = [
        (start, end)
        for start, end in spans
        if not any(doc[i].lower_ in lexicon.never_names for i in range(start, end))
        and not (end - start == 1 and not _may_be_a_name(doc[start]))
    ]
    return _without_overlaps(spans)


def _may_be_a_name(token: Token) -> bool:
    """Say whether one word alone may name somebody: "Speaking" and "UTC" before a post do not."""
    abbreviated = token.text.isupper() and len(token.text) > 2
    return token.tag_ in {"NNP", "NNPS"} and not abbreviated and token.text not in word_list("calendar")


def _name_end(parsed: ParsedText, start: int, taken: set[int], lexicon: NameLexicon) -> int:
    """Return where the personal name that starts at token *start* ends; *start* itself if none does."""
    doc = parsed.tokens
    end = start
    while end < len(doc) and end - start < 8 and parsed.block_of[end] == parsed.block_of[start]:
        token = doc[end]
        if end in taken:
            break
        if token.text[:1].isupper() and (token.text.replace(".", "").isalpha() or "'" in token.text):
            if token.text in lexicon.titles and end > start:
                break
            if token.is_stop and token.pos_ not in {"PROPN", "X"}:
                break
            end += 1
            continue
        nxt = doc[end + 1].text[:1] if end + 1 < len(doc) else ""
        if (
            token.text == "-"
            and end > start
            and not doc[end - 1].whitespace_
            and not token.whitespace_
            and nxt.isalpha()
        ):
            end += 1
            continue
        if doc[end - 1].text == "-" and end > start and token.text.isalpha():
            end += 1
            continue
        particle = token.lower_ in lexicon.particles
        if particle and (
            nxt.isupper() or nxt == "-" or token.text == "al" or _opens_surname(doc, end, lexicon)
        ):
            end += 1
            continue
        break
    while end > start and (doc[end - 1].lower_ in lexicon.particles or doc[end - 1].text == "-"):
        end -= 1
    if end > start and doc[end - 1].text in {"MP", "MEP", "QC", "KC", "TD", "Jr.", "MdB"} and end - start > 1:
        end -= 1
    return end


def _opens_surname(doc: Sequence[Token], particle: int, lexicon: NameLexicon) -> bool:
    """Say whether a second particle and a capital follow ("van *der* Berg")."""
    following = [token.text for token in doc[particle + 1 : particle + 3]]
    return len(following) == 2 and following[0].lower() in lexicon.particles and following[1][:1].isupper()


def _without_overlaps(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= a or b <= start for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def _surname(words: Sequence[str], lexicon: NameLexicon) -> tuple[str, ...]:
    """Return the words of a full name from its surname on: particles and hyphenated parts included."""
    if len(words) == 1 or words[0].lower() in lexicon.particles:
        return tuple(words)
    for k, word in enumerate(words[1:], 1):
        if word.lower() in lexicon.particles and word[:1].islower():
            return tuple(words[k:])
    k = len(words) - 1
    while k >= 2 and words[k - 1] == "-":
        k -= 2
    return tuple(words[k:])


def _identified(
    parsed: ParsedText,
    spans: Sequence[tuple[int, int]],
    posts: Sequence[Post],
    covered: Mapping[int, Mention],
    holders: PostHolders,
    lexicon: NameLexicon,
) -> People:
    doc = parsed.tokens
    persons: dict[str, Person] = {}
    by_surname: dict[tuple[str, ...], str] = {}
    by_ending: dict[tuple[str, ...], str] = {}
    mentions: list[Mention] = []
    for start, end in sorted(spans, key=lambda s: s[0] - s[1]):
        words = [doc[i].text for i in range(start, end)]
        surname = _surname(words, lexicon)
        iri = by_surname.get(tuple(words)) if len(surname) == len(words) else by_ending.get(tuple(words))
        if iri is None and all(_INITIAL.fullmatch(word) for word in words[: len(words) - len(surname)]):
            named = by_surname.get(surname)
            iri = named if named is not None and persons[named].entity.label[0] == words[0][0] else None
        if iri is None:
            label = parsed.doc[start:end].text
            entity = holders.named(label) or Entity(named_iri("person", label), label, ("Person",), False)
            iri = entity.iri
            persons.setdefault(iri, Person(entity, " ".join(surname)))
            by_surname.setdefault(surname, iri)
            for k in range(1, len(words) - 1):
                by_ending.setdefault(tuple(words[k:]), iri)
        mentions.append(Mention(start, end, head_of(parsed, start, end), persons[iri].entity, "name", 0.95))
    taken = {i for m in mentions for i in range(m.first, m.last)}
    places: dict[str, list[int]] = defaultdict(list)
    texts = [token.text for token in doc]
    for i, text in enumerate(texts):
        places[text].append(i)
    for surname, iri in sorted(by_surname.items()):
        for i in places[surname[0]]:
            window = range(i, i + len(surname))
            if texts[i : i + len(surname)] == list(surname) and not taken & set(window):
                head = head_of(parsed, i, i + len(surname))
                mentions.append(Mention(i, i + len(surname), head, persons[iri].entity, "name", 0.9))
                taken |= set(window)
    mentions.sort(key=lambda m: m.first)
    for mention in mentions:
        post = _post_of(parsed, mention, posts) or _labelled_post(parsed, mention, posts)
        person = persons[mention.entity.iri]
        if post is not None and post.principal is None:
            country = (
                country_after(parsed, mention, covered)
                or country_opening(parsed, post.first, covered)
                or country_in_brackets(parsed, max(mention.last, post.last), covered)
            )
            post = replace(post, principal=country)
        if post is not None and (
            person.post is None or (person.principal is None and post.principal is not None)
        ):
            persons[mention.entity.iri] = replace(
                person, post=post.label, speaks_for=post.speaks_for, principal=post.principal, office=post
            )
        elif post is None and person.principal is None:
            state = state_owning(parsed, mention, covered, lexicon) or seat_of_speaker(
                parsed, mention, covered
            )
            if state is not None:
                persons[mention.entity.iri] = replace(person, speaks_for="state", principal=state)
    return People(persons, tuple(mentions), tuple(posts))


def _may_part(word: str) -> bool:
    """Say whether *word* may stand between a post and the name of who holds it."""
    return word in _BEFORE_NAME or word.rstrip(".").istitle() or word in {"H.E.", "HON", "HON.", "."}


def _near(one: Mention | Post, other: Mention | Post, most: int) -> bool:
    """Say whether *other* comes after *one*, with no more than *most* tokens between them."""
    return 0 <= other.first - one.last <= most


def _post_of(parsed: ParsedText, mention: Mention, posts: Sequence[Post]) -> Post | None:
    """Return the post that stands right before or after the name, or on the next line of a signature."""
    doc = parsed.tokens
    before: Post | None = None
    for post in posts:
        gap = [doc[i].text for i in range(post.last, mention.first)] if _near(post, mention, 4) else None
        same_block = parsed.block_of[post.head] == parsed.block_of[mention.head]
        if gap is not None and same_block and all(_may_part(word) for word in gap):
            before = post
        if mention.last <= post.first:
            if before is not None:
                return before
            words = [doc[i] for i in range(mention.last, post.first)] if _near(mention, post, 6) else []
            words = [w for w in words if w.dep_ not in {"poss", "case"} or w.text[:1].isupper()]
            gap = [w.lower_ for w in words if w.lower_ in _APPOSED or not w.text[:1].isupper()]
            if same_block and gap and gap[0] in {",", "(", "-", "mp", "as"} and set(gap[1:]) <= _APPOSED:
                return post
            next_line = parsed.block_of[post.head] == parsed.block_of[mention.head] + 1
            first, last = parsed.block_range(parsed.block_of[mention.head])
            if next_line and last - first <= 8 and post.first - last <= 1:
                return post
            break
    return before


def _labelled_post(parsed: ParsedText, mention: Mention, posts: Sequence[Post]) -> Post | None:
    """Return the post in the label of a turn that names its holder behind it: "The Minister (Mr. X)"."""
    block = parsed.blocks[parsed.block_of[mention.head]]
    first, _ = parsed.block_range(block.index)
    return next(
        (p for p in posts if block.kind == "label" and first <= p.first and p.last <= mention.first), None
    )
