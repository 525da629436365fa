"""Letters: to whom they go and who signs them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accgraph.extraction.layout import boilerplate_openings, has_verb, in_blocks
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.people import People
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

__all__ = [
    "addressees_of",
    "letter_issuers",
    "own_letterhead",
    "sender_of_note",
    "senders",
    "signatories",
    "unknown_body",
]

_ADDRESS = re.compile(r"\bletter to\b|\baddressed to\b|^\W*to\b|^\W*attn\b", re.IGNORECASE)

_SMALL = frozenset(
    {
        "of",
        "for",
        "and",
        "the",
        "&",
        "in",
        "with",
        "on",
        "against",
        "to",
        "de",
        "des",
        "du",
        "la",
        "le",
        "y",
        "pour",
        "et",
    }
)
# languages other than English write the words of a name without capitals
_FOREIGN = frozenset(
    {"de", "des", "du", "del", "della", "di", "da", "do", "dos", "para", "por", "pour", "für", "der"}
)
_DASHES = frozenset({"-", "–", "—"})
_LONG_NAME, _LONG_LINE = 3, 8
_WHOLE = 0.75
_SIGNED = re.compile(r"\W*(?:co-?)?(?:signed|signatories|undersigned|signatory|endorsed by)\b", re.IGNORECASE)
# what kind of association a name says that it is, in small letters
_FORMS = frozenset({"vzw", "asbl", "ry", "z.s.", "o.p.s."})
_ROLE = re.compile(
    r"\b(?:director|president|chair\w*|secretary|minister|professor|lawyer|attorney|advocate|coordinator|head"
    r"|member|ambassador|judge|prosecutor|officer|editor|founder|researcher|fellow|manager|senator|deputy|mp|mep"
    r"|rapporteur|spokes\w+|treasurer|bishop|rector|dean|university)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\W*From:? (?:the )?(?P<whom>[A-Z].+)$", re.DOTALL)
_PARTS = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+the\s+")
_ON_BEHALF = re.compile(r"^(?:on behalf of|for) (?:the )?", re.IGNORECASE)
# where a signatory has its seat: "Legal Aid Forum - Kigali, Rwanda"
_SEATED = re.compile(r"\s+[-–—]\s+[A-Z][\w'’ .]+, [A-Z][\w'’ ]+$")
_COMPLIMENTS = re.compile(r"\bpresents? its compliments\b", re.IGNORECASE)
_PARTS_OF_BODIES = frozenset(
    {"division", "department", "unit", "section", "desk", "bureau", "programme", "program"}
)
# what the press office of a body is called after
_PRESS = frozenset({"communication", "communications", "press", "media", "information"})
_FOR = re.compile(r"\b(?:on behalf of|for) (?:the )?(?P<whom>[A-Z][^,]+)$")
_POST = 3
_FORMERLY = re.compile(r"\b(?:former|formerly|ex-|retired|emeritus|emerita)", re.IGNORECASE)
_NO_SIGNATURE = re.compile(
    r"\W*(?:cc|copy|copies|c\.c\.|correspondence|contact|for (?:more|further)|first published|related|share"
    r"|press|print|read|follow|subscribe)\b",
    re.IGNORECASE,
)


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
            if vocabulary.is_a(m.entity, "Actor")
        ]
    return tuple(dict.fromkeys(found))


def senders(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return from whom a letter is by a line of its *head* ("From the A, the B and the C"), bodies only."""
    found: list[Entity] = []
    for block in head:
        match = _FROM.match(parsed.blocks[block].text)
        for part in _PARTS.split(match["whom"].rstrip(" .,:")) if match is not None else ():
            known = vocabulary.lookup(part)
            named = [m.entity for m in in_blocks(parsed, mentions, [block]) if part in m.entity.label]
            bodies = [e for e in (*known, *named) if vocabulary.is_a(e, "Actor")]
            body = vocabulary.acting(bodies[0]) if bodies else unknown_body(part, 2)
            found += [body] if body is not None else []
    return tuple(dict.fromkeys(found))


def own_letterhead(
    parsed: ParsedText,
    head: Sequence[int],
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    *,
    known: bool = True,
) -> tuple[Entity, ...]:
    """Return the organisation, a *known* one, whose name in capitals is a line of the *head* of a letter."""
    bodies = ("CivilSocietyOrganisation", *(() if known else ("InternationalOrganisation",)))
    for mention in in_blocks(parsed, mentions, head):
        first, last = parsed.block_range(parsed.block_of[mention.head])
        whole = mention.last - mention.first >= _WHOLE * (last - first)
        capitals = parsed.doc[mention.first : mention.last].text.isupper() and last - first > 1
        if whole and capitals and any(vocabulary.is_a(mention.entity, each) for each in bodies):
            return (mention.entity,) if mention.entity.known or not known else ()
    return ()


def sender_of_note(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the state that the first lines of a verbal note ("presents its compliments") name."""
    if not any(_COMPLIMENTS.search(block.text) for block in parsed.blocks):
        return None
    states = [m.entity for m in in_blocks(parsed, mentions, head[:2]) if vocabulary.is_a(m.entity, "State")]
    return states[0] if states else None


def signatories(
    parsed: ParsedText,
    tail: Sequence[int],
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
) -> tuple[Entity, ...]:
    """Return who signs a letter in its *tail*: organisations, and persons who sign for none.

    What stands in brackets after a name is where its bearer comes from, not for whom they sign.
    """
    found: list[Entity] = []
    signed = any(in_blocks(parsed, people.mentions, tail))
    shortest = _LONG_NAME if signed or not any(_SIGNED.match(parsed.blocks[b].text) for b in tail) else 2
    for block in tail:
        if found and boilerplate_openings().match(parsed.blocks[block].text):
            break
        text = _SEATED.sub("", parsed.blocks[block].text)
        if _NO_SIGNATURE.match(text) or _is_sentence(parsed, block):
            continue
        if text != parsed.blocks[block].text and (seated := unknown_body(text, 2)) is not None:
            found.append(seated)
            continue
        if _FORMERLY.match(text) and not any(in_blocks(parsed, people.mentions, [block])):
            # what somebody who signs on the line above used to be
            continue
        persons = [people.persons[m.entity.iri] for m in in_blocks(parsed, people.mentions, [block])]
        named = [m for m in in_blocks(parsed, mentions, [block]) if m.kind == "name"]
        bodies = [
            vocabulary.acting(m.entity)
            for m in named
            if vocabulary.is_a(m.entity, "Actor")
            and not _is_seat(parsed, m)
            and not any(other.last == m.first for other in named)
        ]
        length = parsed.block_range(block)[1] - parsed.block_range(block)[0]
        partly = sum(m.last - m.first for m in named) < _WHOLE * length
        if not persons and partly and all(vocabulary.is_a(e, "State") for e in bodies):
            # "ACAT Togo" is no state.
            bodies = [body] if (body := unknown_body(text, 2)) is not None and bodies else bodies
        if not persons and not bodies and (named_so := unknown_body(text, shortest)) is not None:
            bodies = [named_so]
        if persons and not bodies and (affiliation := _affiliation(text)) is not None:
            bodies = [affiliation]
        if persons and (_FORMERLY.search(text) or not bodies):
            found += [p.entity if _FORMERLY.search(text) else p.principal or p.entity for p in persons]
        else:
            found += bodies
    organisations = [e for e in found if not vocabulary.is_a(e, "Person")]
    if organisations and not any(_FORMERLY.search(parsed.blocks[b].text) for b in tail):
        found = organisations
    return tuple(dict.fromkeys(found))


def _is_sentence(parsed: ParsedText, block: int) -> bool:
    """Say whether a line below a letter says something and is no signature: "The signatories will meet"."""
    first, last = parsed.block_range(block)
    modal = any(t.tag_ == "MD" for t in parsed.doc[first:last])
    ended = parsed.blocks[block].text.rstrip("*_ ").endswith(".")
    passive = any(t.dep_ == "auxpass" and t.head.dep_ == "ROOT" for t in parsed.doc[first:last])
    return modal or ((ended or last - first > _LONG_LINE) and (passive or has_verb(parsed, first, last)))


def unknown_body(line: str, shortest: int) -> Entity | None:
    """Return the organisation that a line of a signature names, if it is nothing but a long name."""
    words = re.sub(r"^\W*\d+[.)]\s*|\s*(?:\([^()]*\)| [-–—] \w+)\s*$", "", line).strip(" *-•").split()
    if not shortest <= len(words) <= 8 or line.rstrip().endswith((",", ".", ":")):
        return None
    if words[0].lower() in _PRESS:
        return None
    plain = all(word.replace("'", "").replace("’", "").replace("-", "").isalpha() for word in words)
    foreign = words[0][:1].isupper() and any(word in _FOREIGN for word in words)
    if not plain or not (foreign or all(word[:1].isupper() or word in _SMALL for word in words)):
        return None
    return found_entity(" ".join(words), ("CivilSocietyOrganisation",))


def _affiliation(line: str) -> Entity | None:
    """Return the organisation that a signature ("NAME, Director, Southern Watch") ends with."""
    parts = [part.strip(" *") for part in line.split(",")]
    # "The Association of X, *Vanni District*"
    local = len(parts) > 1 and parts[-1].rpartition(" ")[2] in word_list("parts_of_countries")
    region = f", {parts.pop()}" if local else ""
    signed_for = _FOR.search(parts[-1])
    # "Secretary for the Environment" is a post, "for the Association of the Families of X" is none.
    if signed_for is not None and (len(parts) == 1 or len(signed_for["whom"].split()) > _POST):
        return found_entity(signed_for["whom"] + region, ("CivilSocietyOrganisation",))
    words = _ON_BEHALF.sub("", parts[-1]).strip(" *").split()
    if len(parts) < 2 or not 2 <= len(words) <= 8:
        return None
    if not all(word[:1].isupper() or word in _SMALL | _FORMS for word in words):
        return None
    if len(parts) == 2 and (_ROLE.search(parts[-1]) or words[-1].lower() in _PARTS_OF_BODIES):
        return None
    return found_entity(" ".join(words) + region, ("CivilSocietyOrganisation",))


def _is_seat(parsed: ParsedText, mention: Mention) -> bool:
    """Say whether *mention* tells where a signatory is from: "NAME (Kenya)", "Jurists - Kenya"."""
    doc, before = parsed.doc, mention.first - 1
    if before <= parsed.block_range(parsed.block_of[mention.head])[0]:
        return False
    if doc[before].text in _DASHES:
        return "State" in mention.entity.classes
    return doc[before].text == "(" and mention.last < len(doc) and doc[mention.last].text == ")"


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
