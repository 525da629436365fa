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
    r"\b(?:statement|declaration|communiqu[eé]|readout|letter|remarks|appeal|note)\b(?: (?!in |on |at |to )[\w-]+){0,5}? (?:by|of|from|on behalf of)\b"
    r"|\b(?:signed|co-signed|issued|released|made) (?:jointly )?(?:by|on behalf of)\b"
    r"|^On behalf of\b|^We, (?:the )?|^The (?:undersigned|signatories)\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:issued|released|made|adopted|agreed(?: on)?|delivered)\b.{0,60}?\bthe following (?:joint )?(?:statement|declaration)\b",
    re.IGNORECASE,
)
_OWN_STATEMENT = re.compile(
    r"\b(?:statement|declaration|readout|communiqu|message|intervention)", re.IGNORECASE
)
_JOINTLY = re.compile(r"\bjoint\b|\bjointly\b|\blike-?minded\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"\bvested in me\b|\bI hereby (?:order|determine|declare|proclaim)\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"^(?:press|media)\b|^contacts?\b|^(?:for )?(?:further|more) information\b|\bnews from\b|\bpress (?:contact|office|unit)\b|"
    r"\bmedia contact|^©|^(?:the )?(?:ministry|permanent mission|mission|office) of\b|\bpublic affairs unit\b",
    re.IGNORECASE,
)
_PERFORMATIVES = frozenset(
    "call urge reaffirm reiterate condemn welcome support stand commend express remain join recognise recognize believe note "
    "thank appeal reject stress emphasize emphasise underscore commit continue demand deplore".split()
)
_SPEECH = re.compile(
    r"\b(?:statement|remarks|speech|address|intervention|briefing|keynote)\b|\bcheck against delivery\b",
    re.IGNORECASE,
)
_SALUTATION = re.compile(r"^(?:Dear|Excellenc(?:y|ies)\b|Your Excellenc)", re.IGNORECASE)
_ADDRESS = re.compile(r"\bletter to\b|\baddressed to\b|^\W*to\b|^\W*attn\b", re.IGNORECASE)
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
    home = _home(parsed, mentions, vocabulary)
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
        return Context(joint, None, (), joint[0] if len(joint) == 1 else None, published)
    letterhead = _letterhead(parsed, [*head, *tail], mentions, vocabulary)
    if speaker is not None:
        if speaker.speaks_for == "self" and speaker.post is not None:
            return Context((speaker.entity,), speaker, (), home, published)
        principal = speaker.principal or (joint[0] if joint else None)
        principal = principal or (_state_behind(letterhead, home, vocabulary) if letterhead else home)
        issuers = (principal,) if principal is not None else (speaker.entity,)
        return Context(issuers, speaker, (), issuers[0], published)
    named = (
        _metadata_issuer(document, vocabulary) or _ordering_state(parsed, mentions, vocabulary) or letterhead
    )
    named = named or _speaking_state(parsed, head, mentions, vocabulary)
    named = named or _stating(parsed, head, mentions, vocabulary)
    issuers = (_state_behind(named, home, vocabulary),) if named is not None else ()
    state = issuers[0] if issuers and vocabulary.is_a(issuers[0], "State") else None
    return Context(issuers, None, (), state, published)


def _state_behind(entity: Entity, home: Entity | None, vocabulary: Vocabulary) -> Entity:
    """Return whom a letterhead stands for: a ministry without a country is that of the document's own."""
    acting = _acting(entity, vocabulary)
    if acting == entity and vocabulary.is_a(entity, "GovernmentBody") and home is not None:
        return home
    return acting


def _ordering_state(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the state in whose name an order is given ("by the authority vested in me ...")."""
    for block in parsed.blocks[:6]:
        if _AUTHORITY.search(block.text):
            for mention in _in_blocks(parsed, mentions, [block.index]):
                if vocabulary.is_a(mention.entity, "State"):
                    return mention.entity
    return None


def _stating(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return whom a statement without a name in its title has as the subject of what it states, in the present."""
    if not any(_OWN_STATEMENT.search(parsed.blocks[b].text) for b in head) or len(head) >= len(parsed.blocks):
        return None
    first, last = parsed.block_range(len(head))
    for mention in mentions:
        token = parsed.doc[mention.head]
        acts = vocabulary.is_a(mention.entity, "Actor") and not vocabulary.is_a(mention.entity, "Person")
        if first <= mention.first < last and acts and mention.kind == "name" and token.dep_ == "nsubj":
            verb = token.head
            if verb.dep_ == "ROOT" and verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in {"be", "have"}:
                return mention.entity
    return None


def _speaking_state(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the state that the heading of a speech names, where it names its speaker by post only or not legibly."""
    for index in head:
        if _SPEECH.search(parsed.blocks[index].text) and re.search(
            r"\b(?:by|of)\b", parsed.blocks[index].text, re.IGNORECASE
        ):
            states = [m for m in _in_blocks(parsed, mentions, [index]) if vocabulary.is_a(m.entity, "State")]
            if len({m.entity for m in states}) == 1:
                return states[0].entity
    return None


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


def _home(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the state that is most often the subject of a sentence: the home of an unplaced minister or ministry."""
    counts: Counter[Entity] = Counter()
    for mention in mentions:
        if not vocabulary.is_a(mention.entity, "State") or mention.kind == "metonym":
            continue
        token = parsed.doc[mention.head]
        counts[mention.entity] += 10 if token.dep_ == "nsubj" else 1
        if (
            token.dep_ == "nsubj"
            and token.head.lemma_ in _PERFORMATIVES
            and token.head.tag_ in {"VBZ", "VBP"}
        ):
            counts[mention.entity] += 30
    order = {m.entity: m.first for m in reversed(mentions)}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))
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
    for mention in _in_blocks(parsed, people.mentions, [b for b in head if b not in copies]):
        principal = people.persons[mention.entity.iri].principal
        if principal is not None:
            found.append(_acting(principal, vocabulary))
    if not found:
        for post in people.posts:
            if parsed.block_of[post.head] in set(head) - copies and post.principal is not None:
                found.append(_acting(post.principal, vocabulary))
    if not found:
        found = [
            _acting(m.entity, vocabulary)
            for m in _in_blocks(parsed, mentions, [b for b in head if b not in copies])
        ]
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
                if sentence.start <= m.first < sentence.end
                and vocabulary.is_a(m.entity, "Actor")
                and m.kind == "name"
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
    """Return whom the head lines, or the first sentence, name as those who make the statement."""
    title = next((b for b in head if _OWN_STATEMENT.search(parsed.blocks[b].text)), None)
    body = [len(head)] if len(head) < len(parsed.blocks) else []
    for index in [*head, *body]:
        block = parsed.blocks[index]
        announced = _ANNOUNCED.search(block.text)
        if announced is not None and announced.start() > 0:
            first, last = parsed.block_range(index)
            end = next(
                (i for i in range(first, last) if parsed.starts[i] >= block.starts[announced.start()]), last
            )
            if named := _actors_between(mentions, first, end, vocabulary):
                return named
        match = _JOINT.search(block.text)
        if match is None or (index not in head and match.start() > 60):
            continue
        first, last = parsed.block_range(index)
        after = block.starts[min(match.end(), len(block.starts)) - 1]
        begin = next((i for i in range(first, last) if parsed.starts[i] >= after), last)
        end = _end_of_list(parsed, begin, last)
        if any(begin <= m.first < end for m in people.mentions):
            continue
        named = _actors_between(mentions, begin, end, vocabulary)
        if named:
            return named
    if title is None:
        return ()
    first, last = parsed.block_range(title)
    named = _actors_between(mentions, first, min(first + 4, last), vocabulary)
    opening = [parsed.doc[i].text for i in range(first, min(first + 14, last))]
    if named and not _JOINTLY.match(parsed.blocks[title].text) and {":", "'s", "'"} & set(opening):
        return named[:1]
    if _JOINTLY.search(parsed.blocks[title].text) and body:
        return _first_subjects(parsed, body[0], mentions, vocabulary)
    return ()


def _actors_between(
    mentions: Sequence[Mention], begin: int, end: int, vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    found = [
        _acting(m.entity, vocabulary)
        for m in mentions
        if begin <= m.first < end and m.kind in {"name", "adjective"} and vocabulary.is_a(m.entity, "Actor")
    ]
    return tuple(dict.fromkeys(found))


def _first_subjects(
    parsed: ParsedText, block: int, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return the actors that a joint statement without names in its title has as its first subject."""
    first, last = parsed.block_range(block)
    sentence = parsed.sentence(first)
    verb = next(
        (t.i for t in sentence if t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "aux", "ccomp"}), last
    )
    found = _actors_between(mentions, first, verb, vocabulary)
    return found if len(found) > 1 else ()


def _end_of_list(parsed: ParsedText, begin: int, last: int) -> int:
    """Return where the list of names from token *begin* on ends: at the first word that cannot be in one."""
    for i in range(begin, last):
        token = parsed.doc[i]
        if token.pos_ in {"VERB", "AUX"} and not token.text[:1].isupper():
            return i
        if (
            token.lower_
            in {"on", "regarding", "concerning", "about", "at", "following", "that", "which", "to"}
            and i > begin
        ):
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
    parsed: ParsedText, lines: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the institution that the head, the foot or the contact lines of a document name as its own."""
    bodies = ("GovernmentBody", "Court", "InternationalOrganisation", "CivilSocietyOrganisation")
    contact = [b.index for b in parsed.blocks if _CONTACT.search(b.text) and len(b.text.split()) < 60]
    for mention in _in_blocks(parsed, mentions, [*lines, *contact]):
        block = parsed.blocks[parsed.block_of[mention.head]]
        if mention.kind != "name" or block.kind == "item" or re.match(r"(?:To|For)\b", block.text):
            continue
        share = (mention.last - mention.first) / max(1, len(block.text.split()))
        before = block.text[
            : max(0, parsed.doc[mention.first].idx - parsed.doc[parsed.block_range(block.index)[0]].idx)
        ]
        if vocabulary.is_a(mention.entity, "State") and re.search(
            r"\b(?:mission|embassy|government|ministry|republic|principality|kingdom)\b[^.]*$",
            before,
            re.IGNORECASE,
        ):
            return mention.entity
        if any(vocabulary.is_a(mention.entity, b) for b in bodies) and (
            share >= 0.6 or _CONTACT.search(block.text)
        ):
            return mention.entity
    return None
