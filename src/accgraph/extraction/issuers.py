"""Issuers: who makes a statement, adopts a resolution, gives an order or stands in a letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accgraph.extraction.layout import SPEECH, has_verb, in_blocks
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.people import People
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

__all__ = [
    "joint_issuers",
    "ordering_state",
    "resolving_body",
    "speaking_state",
    "spoken_for",
    "stating",
    "two_states",
]

_JOINT = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|readout|letter|remarks|appeal|note)\b"
    r"(?: (?!in |on (?!behalf)|at |to |of )[\w-]+){0,9}? on behalf of\b"
    r"|\b(?:statement|declaration|communiqu[eé]|readout|letter|remarks|appeal|note)\b"
    r"(?: (?!in |on |at |to |of )[\w-]+){0,5}? (?:by|from|on behalf of|of(?= (?:the )?(?-i:[A-Z])))\b"
    r"|\b(?:signed|co-signed|issued|released|made|delivered|presented|agreed|adopted|read out)"
    r" (?:jointly )?(?:by|on behalf of)\b"
    r"|^On behalf of\b|^We, (?:the )?|^The (?:undersigned|signatories)\b",
    re.IGNORECASE,
)

_ANNOUNCED = re.compile(
    r"\b(?:issued|released|made|adopted|agreed(?: on)?|delivered)\b.{0,60}?"
    r"\bthe following (?:joint )?(?:statement|declaration)\b",
    re.IGNORECASE,
)

_OWN_STATEMENT = re.compile(
    r"\b(?:statement|declaration|readout|communiqu|message|intervention)", re.IGNORECASE
)

_JOINTLY = re.compile(r"\bjoint\b|\bjointly\b|\blike-?minded\b", re.IGNORECASE)

_ENDING = frozenset(
    {"on", "regarding", "concerning", "about", "at", "following", "that", "which", "to"}
    | {"signing", "undersigned", "who", "whom", "whose", "most"}
)

_AUTHORITY = re.compile(r"\bvested in me\b|\bI hereby (?:order|determine|declare|proclaim)\b", re.IGNORECASE)


_RESOLUTION = re.compile(r"\b(?:resolution|motion|decision|decree|declaration)\b", re.IGNORECASE)
_ENACTING = re.compile(r"^The ([A-Z]\w+)(?: of [A-Z][\w ]+)?[,:]?$")
_RESOLUTION_LINES = 14
_JOINT_TITLE = re.compile(r"\bjoint (?:press )?(?:statement|communiqu|declaration)", re.IGNORECASE)
_UNDERSIGNED = re.compile(r"\bundersigned\b|^\W*(?:signed|signatories)\b", re.IGNORECASE)
_OWN_WORDS = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Ss]tatement)\b")
_SPEAKING_FOR = re.compile(
    r"\b(?:speak|speaking|deliver|delivered|make|made|take the floor|statement)\b.{0,60}?\bon behalf of\b",
    re.IGNORECASE,
)
_SPEAKING_ALONE = re.compile(r"\bspeak(?:ing)? on behalf of\b", re.IGNORECASE)


def resolving_body(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the body whose name, followed by a comma, is a line of its own: it adopts the resolution."""
    enacting = _enacting(parsed, mentions, vocabulary)
    if enacting is not None:
        return enacting
    for mention in mentions:
        first, last = parsed.block_range(parsed.block_of[mention.head])
        if last - first > mention.last - mention.first + 2:
            continue
        words = [t.lower_ for t in parsed.doc[first:last]]
        rest = [w for k, w in enumerate(words, first) if not mention.first <= k < mention.last]
        if rest in (["the", ","], [","]) and parsed.doc[last - 1].text == ",":
            return mention.entity
    return None


def _enacting(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the body that "The Senate", a line of its own in a resolution, names by its noun alone."""
    for block in parsed.blocks[1:_RESOLUTION_LINES]:
        match = _ENACTING.match(block.text)
        if match is None or not any(_RESOLUTION.search(b.text) for b in parsed.blocks[: block.index]):
            continue
        noun = match.group(1).lower()
        for mention in mentions:
            if mention.kind == "name" and parsed.block_of[mention.head] < block.index:
                words = parsed.blocks[parsed.block_of[mention.head]].text.lower()
                if noun in words.split() or noun in mention.entity.label.lower():
                    if (state := _state_named_in(mention.entity, vocabulary)) is not None:
                        return state
                    above = (m.entity for m in mentions if parsed.block_of[m.head] < block.index)
                    stated = mention.entity.known or mention.entity.part_of is not None
                    return mention.entity if stated else next((e for e in above if e.part_of), mention.entity)
        if any(re.search(rf"\b{noun}\b", b.text, re.IGNORECASE) for b in parsed.blocks[: block.index]):
            return next((m.entity for m in mentions if parsed.block_of[m.head] < block.index), None)
    return None


def _state_named_in(body: Entity, vocabulary: Vocabulary) -> Entity | None:
    """Return the state that the name of an unknown *body* ends with: "Senate of the Parliament of *X*"."""
    if body.known:
        return None
    ends = (body.label[match.end() :] for match in re.finditer(r"\bof (?:the )?", body.label))
    return next((e for end in ends for e in vocabulary.lookup(end) if vocabulary.is_a(e, "State")), None)


def ordering_state(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the state in whose name an order is given ("by the authority vested in me ...")."""
    for block in parsed.blocks[:6]:
        if _AUTHORITY.search(block.text):
            for mention in in_blocks(parsed, mentions, [block.index]):
                if vocabulary.is_a(mention.entity, "State"):
                    return mention.entity
    return None


def joint_issuers(
    parsed: ParsedText,
    head: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return whom the head lines, or the first sentence, name as those who make the statement."""
    title = next((b for b in head if _OWN_STATEMENT.search(parsed.blocks[b].text)), None)
    body = [len(head)] if len(head) < len(parsed.blocks) else []
    alone: tuple[Entity, ...] = ()
    for index in [*head, *body]:
        block = parsed.blocks[index]
        announced = _ANNOUNCED.search(block.text)
        if announced is not None and announced.start() > 0:
            first, last = parsed.block_range(index)
            end = next(
                (i for i in range(first, last) if parsed.starts[i] >= block.starts[announced.start()]), last
            )
            if named := _actors_between(parsed, mentions, first, end, vocabulary):
                return named
        match = _JOINT.search(block.text)
        if match is None or (index not in head and match.start() > 60):
            continue
        first, last = parsed.block_range(index)
        told = next((i for i in range(first, last) if parsed.starts[i] >= block.starts[match.start()]), last)
        if has_verb(parsed, first, told):
            continue
        after = block.starts[min(match.end(), len(block.starts)) - 1]
        begin = next((i for i in range(first, last) if parsed.starts[i] >= after), last)
        end = _end_of_list(parsed, begin, last)
        if any(begin <= m.first < end for m in people.mentions):
            continue
        named = _actors_between(parsed, mentions, begin, end, vocabulary)
        if any(vocabulary.is_a(e, "Group") for e in named):
            named = _members_named(parsed, [*head[1:], *body], named, mentions, vocabulary) or named
        if len(named) > 1:
            return named
        alone = alone or named
    if alone:
        return alone
    if title is None:
        return ()
    first, last = parsed.block_range(title)
    named = _actors_between(parsed, mentions, first, min(first + 4, last), vocabulary)
    opening = [parsed.doc[i].text for i in range(first, min(first + 14, last))]
    if named and not _JOINTLY.match(parsed.blocks[title].text) and {":", "'s", "'"} & set(opening):
        return named[:1]
    if _JOINTLY.search(parsed.blocks[title].text) and body:
        return _first_subjects(parsed, body[0], mentions, vocabulary)
    return ()


def _members_named(
    parsed: ParsedText,
    blocks: Sequence[int],
    named: Sequence[Entity],
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return the states that the first of *blocks* that names more of them has as its subject.

    "Joint Statement of the Weimar Triangle and X": its members are named below.
    """
    for block in blocks:
        found = _first_subjects(parsed, block, mentions, vocabulary)
        if len(found) > len(named) and all(vocabulary.is_a(e, "State") for e in found):
            return found
    return ()


def _actors_between(
    parsed: ParsedText, mentions: Sequence[Mention], begin: int, end: int, vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    found = [
        vocabulary.acting(m.entity)
        for m in mentions
        if begin <= m.first < end and m.kind in {"name", "adjective"} and vocabulary.is_a(m.entity, "Actor")
        if m.kind == "name" or parsed.doc[m.head].head.lemma_.lower() not in word_list("private_bodies")
        if not _is_of_chairs([t.lower_ for t in parsed.doc[max(m.first - 2, 0) : m.first]])
    ]
    states = {e for e in found if vocabulary.is_a(e, "State")}
    if len(states) > 2:
        found = [e for e in found if not vocabulary.is_a(e, "Group")]
    return tuple(dict.fromkeys(found))


def _is_of_chairs(before: Sequence[str]) -> bool:
    """Say whether *before* what is named tells what others are in it: "X and Y, *Co-Chairs of* the Group"."""
    words = set(before)
    return bool(words & {"of", "the"}) and bool(words & word_list("holding_chairs"))


def _first_subjects(
    parsed: ParsedText, block: int, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return the actors that a joint statement without names in its title has as its first subject."""
    first, last = parsed.block_range(block)
    sentence = parsed.sentence(first)
    verb = next(
        (t.i for t in sentence if t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "aux", "ccomp"}), last
    )
    heads = [t for t in sentence if t.i < verb and t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ == "NOUN"]
    if any(t.lemma_.lower() in word_list("private_bodies") for t in heads):
        return ()
    found = _actors_between(parsed, mentions, first, verb, vocabulary)
    return found if len(found) > 1 else ()


def _end_of_list(parsed: ParsedText, begin: int, last: int) -> int:
    """Return where the list of names from token *begin* on ends: at the first word that cannot be in one."""
    for i in range(begin, last):
        token = parsed.doc[i]
        if token.pos_ in {"VERB", "AUX"} and not token.text[:1].isupper():
            return i
        if token.lower_ in _ENDING and i > begin:
            return i
    return last


def stating(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the subject of what a statement without a name in its title states in the present tense."""
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


def speaking_state(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the state that the heading of a speech names where it does not name its speaker."""
    for index in head:
        if SPEECH.search(parsed.blocks[index].text) and re.search(
            r"\b(?:by|of)\b", parsed.blocks[index].text, re.IGNORECASE
        ):
            states = [m for m in in_blocks(parsed, mentions, [index]) if vocabulary.is_a(m.entity, "State")]
            if len({m.entity for m in states}) == 1:
                return states[0].entity
    return None


def two_states(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return the two states that the title of a joint communiqué, or its first paragraph, names."""
    if not any(_JOINT_TITLE.search(parsed.blocks[b].text) for b in [*head[:4], 0] if b < len(parsed.blocks)):
        return ()
    if any(_UNDERSIGNED.search(b.text) for b in parsed.blocks):
        return ()
    for reach in (len(head), len(head) + 1, len(head) + 2):
        states = dict.fromkeys(
            vocabulary.acting(m.entity)
            for m in in_blocks(parsed, mentions, range(reach))
            if m.kind in {"name", "adjective"} and vocabulary.is_a(vocabulary.acting(m.entity), "State")
        )
        if len(states) == 2:
            return tuple(states)
        if len(states) > 2:
            return ()
    return ()


def spoken_for(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> tuple[Entity, ...]:
    """Return the states on whose behalf the opening of a speech says that it is made: one, or several."""
    for block in parsed.blocks[:14]:
        match = _SPEAKING_FOR.search(block.text)
        if match is None or not _OWN_WORDS.search(block.text):
            continue
        first, last = parsed.block_range(block.index)
        after = block.starts[min(match.end(), len(block.starts)) - 1]
        sentence = next((i for i in range(first, last) if parsed.starts[i] >= after), None)
        if sentence is None:
            continue
        found = [
            m.entity
            for m in mentions
            if sentence <= m.first < parsed.doc[sentence].sent.end
            and m.kind == "name"
            and vocabulary.is_a(m.entity, "State")
        ]
        if len(set(found)) > 2 or (len(set(found)) == 1 and _SPEAKING_ALONE.search(block.text)):
            return tuple(dict.fromkeys(found))
    return ()
