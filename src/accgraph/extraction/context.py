"""What a document says of itself: who issues it, who speaks in it, to whom, and when it was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accgraph.extraction.mentions import Mention
from accgraph.extraction.people import People, Person
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Document, Entity
from accgraph.vocabulary import Vocabulary

__all__ = ["Context", "document_context"]

_JOINT = re.compile(
    r"\b(?:statement|declaration|communiqué|communique|readout|letter|remarks|address|appeal|note)\b"
    r"[^.]{0,80}?\b(?:by|of|from|on behalf of)\b|\bon behalf of\b|\b(?:signed|co-signed|issued|released) by\b"
    r"|^(?:We|we), (?:the )?|\bsignator(?:y|ies)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:statement|remarks|speech|address|intervention|briefing|keynote)\b|\bcheck against delivery\b", re.IGNORECASE
)
_SALUTATION = re.compile(r"^(?:Dear|Excellenc(?:y|ies)\b|Your Excellenc)", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:Yours|Sincerely|Respectfully|Kind regards|Best regards|With (?:kind|best)|Faithfully|Signed|Signatories|"
    r"Undersigned|Co-?signed|On behalf of|For and on behalf)",
    re.IGNORECASE,
)
_BODY_WORDS = 25


@dataclass(frozen=True, slots=True)
class Context:
    """Who stands behind a document.

    ``issuers`` are whom "we" means where nobody is quoted; ``speaker`` the person whose words the whole
    document is (a speech, a statement by a minister); ``addressees`` whom "you" means; ``home`` the state
    that a minister without a country serves. ``published`` is an ISO date of any precision.
    """

    issuers: tuple[Entity, ...] = ()
    speaker: Person | None = None
    addressees: tuple[Entity, ...] = ()
    home: Entity | None = None
    published: str | None = None
    is_letter: bool = False
    resolution_body: bool = False


def document_context(
    document: Document,
    parsed: ParsedText,
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
    published: str | None,
) -> Context:
    """Return who issues *document* and who speaks in it, from its first and last lines and its metadata."""
    head, tail = _head_blocks(parsed), _tail_blocks(parsed)
    letter = any(_SALUTATION.match(parsed.blocks[b].text) for b in head)
    home = _home(mentions, vocabulary)
    addressees = _addressees(parsed, head, mentions, people, vocabulary) if letter else ()
    body = _resolving_body(parsed, mentions)
    if body is not None:
        return Context((_acting(body, vocabulary),), None, (), home, published, False, True)
    if letter:
        issuers = _signatories(parsed, tail, mentions, people, vocabulary, addressees)
        issuers = issuers or _on_behalf(parsed, mentions, vocabulary)
        return Context(issuers, None, addressees, home, published, True)
    joint = _joint_issuers(parsed, head, mentions, people, vocabulary)
    speaker = _speaker(parsed, head, people)
    if len(joint) > 1 or (joint and speaker is None):
        return Context(joint, None, (), joint[0] if len(joint) == 1 else home, published)
    if speaker is not None:
        principal = speaker.principal or (joint[0] if joint else None) or home
        if speaker.speaks_for == "self" and speaker.post is not None:
            principal = speaker.entity
        issuers = (principal,) if principal is not None else (speaker.entity,)
        return Context(issuers, speaker, (), issuers[0], published)
    named = _metadata_issuer(document, vocabulary) or _letterhead(parsed, head, tail, mentions, vocabulary)
    issuers = (_acting(named, vocabulary),) if named is not None else ()
    state = issuers[0] if issuers and vocabulary.is_a(issuers[0], "State") else None
    return Context(issuers, None, (), state, published)


def _head_blocks(parsed: ParsedText) -> list[int]:
    """Return the blocks before the first one that is long enough to be running text, twelve at most."""
    head = []
    for block in parsed.blocks[:14]:
        if len(block.text.split()) > _BODY_WORDS:
            break
        head.append(block.index)
    return head


def _tail_blocks(parsed: ParsedText) -> list[int]:
    """Return the blocks from the closing formula of a letter on, or else the short ones at the end."""
    for block in reversed(parsed.blocks):
        if _CLOSING.match(block.text):
            return list(range(block.index, len(parsed.blocks)))
    tail: list[int] = []
    for block in reversed(parsed.blocks):
        if len(block.text.split()) > _BODY_WORDS:
            break
        tail.insert(0, block.index)
    return tail


def _in_blocks(parsed: ParsedText, mentions: Sequence[Mention], blocks: Sequence[int]) -> Iterator[Mention]:
    wanted = set(blocks)
    for mention in mentions:
        if parsed.block_of[mention.head] in wanted:
            yield mention


def _acting(entity: Entity, vocabulary: Vocabulary) -> Entity:
    """Return the institution or state that the acts of *entity* count as."""
    seen = {entity.iri}
    while entity.part_of in vocabulary.entries and entity.part_of not in seen:
        entity = vocabulary.entries[entity.part_of].entity
        seen.add(entity.iri)
    return entity


def _home(mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the state that is named as a subject most often; it is the home of an unplaced minister."""
    states = Counter(m.entity for m in mentions if m.kind == "name" and vocabulary.is_a(m.entity, "State"))
    ranked = sorted(states.items(), key=lambda item: (-item[1], item[0].iri))
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        first = {m.entity: m.first for m in reversed(mentions)}
        ranked = sorted(ranked, key=lambda item: (-item[1], first[item[0]]))
    return ranked[0][0] if ranked else None


def _resolving_body(parsed: ParsedText, mentions: Sequence[Mention]) -> Entity | None:
    """Return the body whose name, followed by a comma, is a line of its own: it adopts the resolution."""
    for mention in mentions:
        first, last = parsed.block_range(parsed.block_of[mention.head])
        words = [t.lower_ for t in parsed.doc[first:last]]
        rest = [w for k, w in enumerate(words, first) if not mention.first <= k < mention.last]
        if rest in (["the", ","], [","]) and parsed.doc[last - 1].text == ",":
            return mention.entity
    return None


def _addressees(
    parsed: ParsedText,
    head: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    found: list[Entity] = []
    copies = {b for b in head if re.match(r"\**\s*cc\b", parsed.blocks[b].text, re.IGNORECASE)}
    for mention in _in_blocks(parsed, people.mentions, [b for b in head if b not in copies]):
        principal = people.persons[mention.entity.iri].principal
        if principal is not None:
            found.append(_acting(principal, vocabulary))
    if not found:
        for post in people.posts:
            if parsed.block_of[post.head] in set(head) - copies and post.principal is not None:
                found.append(_acting(post.principal, vocabulary))
    if not found:
        found = [_acting(m.entity, vocabulary) for m in _in_blocks(parsed, mentions, [b for b in head if b not in copies])]
    return tuple(dict.fromkeys(found))


def _signatories(
    parsed: ParsedText,
    tail: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
    addressees: Sequence[Entity],
) -> tuple[Entity, ...]:
    organisations = [
        _acting(m.entity, vocabulary)
        for m in _in_blocks(parsed, mentions, tail)
        if m.kind == "name" and vocabulary.is_a(m.entity, "Actor")
    ]
    if not organisations:
        for mention in _in_blocks(parsed, people.mentions, tail):
            person = people.persons[mention.entity.iri]
            organisations.append(person.principal or person.entity)
    return tuple(e for e in dict.fromkeys(organisations) if e not in addressees)


def _on_behalf(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> tuple[Entity, ...]:
    for sentence in parsed.sentences():
        if re.search(r"\bon behalf of\b", sentence.text) and re.search(r"\b[Ww]e\b", sentence.text):
            found = [
                _acting(m.entity, vocabulary)
                for m in mentions
                if sentence.start <= m.first < sentence.end and vocabulary.is_a(m.entity, "Actor") and m.kind == "name"
            ]
            if found:
                return tuple(dict.fromkeys(found[:1]))
    return ()


def _joint_issuers(
    parsed: ParsedText,
    head: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return whom the head lines, or the first sentences, name as those who make the statement together."""
    for index in [*head, *range(len(head), min(len(head) + 2, len(parsed.blocks)))]:
        block = parsed.blocks[index]
        match = _JOINT.search(block.text)
        if match is None:
            continue
        first, last = parsed.block_range(index)
        scope_end = _end_of_list(parsed, first, last, match)
        begin = next(
            (i for i in range(first, last) if parsed.starts[i] >= block.starts[min(match.end(), len(block.starts)) - 1]),
            first,
        )
        named = [
            _acting(m.entity, vocabulary)
            for m in mentions
            if begin <= m.first < scope_end and m.kind in {"name", "adjective"} and vocabulary.is_a(m.entity, "Actor")
        ]
        if named and not any(begin <= m.first < scope_end for m in people.mentions):
            return tuple(dict.fromkeys(named))
    for index in head:
        first, last = parsed.block_range(index)
        if re.search(r"\bstatement\b|\bdeclaration\b|\breadout\b|\bcommuniqu", parsed.blocks[index].text, re.IGNORECASE):
            named = [m for m in mentions if m.first == first or (m.first == first + 1 and parsed.doc[first].lower_ in {"the", "joint"})]
            colon = any(parsed.doc[i].text in {":", "'s", "'"} for i in range(first, min(first + 8, last)))
            if named and colon and vocabulary.is_a(named[0].entity, "Actor"):
                return (_acting(named[0].entity, vocabulary),)
    return ()


def _end_of_list(parsed: ParsedText, first: int, last: int, match: re.Match[str]) -> int:
    """Return where the list of names that starts after *match* ends: at the first word that cannot be in one."""
    block = parsed.blocks[parsed.block_of[first]]
    after = block.starts[min(match.end(), len(block.starts)) - 1]
    for i in range(first, last):
        if parsed.starts[i] <= after:
            continue
        token = parsed.doc[i]
        if token.pos_ in {"VERB", "AUX"} and not token.text[:1].isupper():
            return i
        if token.lower_ in {"on", "regarding", "concerning", "about", "at", "following", "that", "which"} and i > first + 1:
            return i
    return last


def _speaker(parsed: ParsedText, head: Sequence[int], people: People) -> Person | None:
    """Return the person whom the head lines of a speech or statement name with a post."""
    speech = any(_SPEECH.search(parsed.blocks[b].text) for b in head)
    for mention in _in_blocks(parsed, people.mentions, head):
        person = people.persons[mention.entity.iri]
        block = parsed.blocks[parsed.block_of[mention.head]]
        first, last = parsed.block_range(block.index)
        alone = last - first <= 14 and mention.first - first <= 4
        if person.post is not None and (speech or (alone and mention.last < last)):
            return person
        if speech and re.search(r"\bby\b|\bfrom\b|\bof\b", block.text) and _SPEECH.search(block.text):
            return person
    return None


def _metadata_issuer(document: Document, vocabulary: Vocabulary) -> Entity | None:
    if document.issuer is None:
        return None
    known = vocabulary.lookup(document.issuer)
    return known[0] if len(known) == 1 else None


def _letterhead(
    parsed: ParsedText,
    head: Sequence[int],
    tail: Sequence[int],
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
) -> Entity | None:
    """Return the institution that the head or the foot of a press release names as its own."""
    bodies = ("GovernmentBody", "Court", "InternationalOrganisation", "CivilSocietyOrganisation")
    for mention in _in_blocks(parsed, mentions, [*head[:6], *tail]):
        block = parsed.blocks[parsed.block_of[mention.head]]
        text = block.text.lower()
        if not any(vocabulary.is_a(mention.entity, b) for b in bodies) or mention.kind != "name":
            continue
        share = (mention.last - mention.first) / max(1, len(text.split()))
        if share >= 0.6 or re.search(r"press|news from|contact|©|media|ministry of|mission of", text):
            return mention.entity
    return None
