"""Letters: to whom they go and who signs them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accgraph.extraction.layout import in_blocks
from accgraph.extraction.mentions import Mention
from accgraph.extraction.people import People
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

__all__ = ["addressees_of", "letter_issuers", "signatories"]

_ADDRESS = re.compile(r"\bletter to\b|\baddressed to\b|^\W*to\b|^\W*attn\b", re.IGNORECASE)


def addressees_of(
    parsed: ParsedText,
    head: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return to whom a letter goes by its *head* lines, those that only get a copy left out."""
    found: list[Entity] = []
    copies = {
        b for b in head if re.match(r"\W*(?:cc|copy|copies|c\.c\.)\b", parsed.blocks[b].text, re.IGNORECASE)
    }
    copies |= {
        b
        for b in head
        if re.search(r"\b\d{1,2} [A-Z][a-z]+ \d{4}|\b[A-Z][a-z]+ \d{1,2}, \d{4}", parsed.blocks[b].text)
    }
    called = [b for b in head if _ADDRESS.search(parsed.blocks[b].text) and b not in copies]
    head = called or head
    for mention in in_blocks(parsed, people.mentions, [b for b in head if b not in copies]):
        principal = people.persons[mention.entity.iri].principal
        if principal is not None:
            found.append(vocabulary.acting(principal))
    if not found:
        for post in people.posts:
            if parsed.block_of[post.head] in set(head) - copies and post.principal is not None:
                found.append(vocabulary.acting(post.principal))
    if not found:
        found = [
            vocabulary.acting(m.entity)
            for m in in_blocks(parsed, mentions, [b for b in head if b not in copies])
        ]
    return tuple(dict.fromkeys(found))


def signatories(
    parsed: ParsedText,
    tail: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
    addressees: Sequence[Entity],
) -> tuple[Entity, ...]:
    """Return the organisations in the *tail* of a letter, or else whom the persons who sign it speak for."""
    organisations = [
        vocabulary.acting(m.entity)
        for m in in_blocks(parsed, mentions, tail)
        if m.kind == "name" and vocabulary.is_a(m.entity, "Actor")
    ]
    if not organisations:
        for mention in in_blocks(parsed, people.mentions, tail):
            person = people.persons[mention.entity.iri]
            organisations.append(person.principal or person.entity)
    return tuple(e for e in dict.fromkeys(organisations) if e not in addressees)


def letter_issuers(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return on whose behalf "we" write, where a sentence of the letter says so."""
    for sentence in parsed.sentences():
        if re.search(r"\bon behalf of\b", sentence.text) and re.search(r"\b[Ww]e\b", sentence.text):
            found = [
                vocabulary.acting(m.entity)
                for m in mentions
                if sentence.start <= m.first < sentence.end
                and vocabulary.is_a(m.entity, "Actor")
                and m.kind == "name"
            ]
            if found:
                return tuple(dict.fromkeys(found[:1]))
    return ()
