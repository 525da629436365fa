"""Letterheads: the bodies that the head, the foot or the contact lines of a document name as its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.layout import SPEECH, has_verb, in_blocks
from accgraph.extraction.letters import unknown_body
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.people import People
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Document, Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["authors", "letterhead", "listed_issuers", "metadata_issuer", "reporting", "several_heads"]

_CONTACT = re.compile(
    r"^(?:press|media)\b|^contacts?\b|^(?:for )?(?:further|more) information\b|\bnews from\b|"
    r"\bpress (?:contact|office|unit)\b|\bmedia contact|^©|"
    r"^(?:the )?(?:ministry|permanent mission|mission|office) of\b|\bpublic affairs unit\b|"
    r"^for (?:more|all|the press|press|media|enquiries|inquiries|additional)\b|\bdirectorate\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:mission|embassy|government|ministry|republic|principality|kingdom|foreign affairs|foreign office|"
    r"presidency)\b[^.]*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:in|to|at|on)(?: the)? $|\bin (?:\w+ )+(?:and|or) $")
_COUNTRY_AT_END = re.compile(r"\([A-Z][\w ]+\)$")
_BARS = frozenset({"|", "·", "•", "||", "/"})
_JOINTS = frozenset(
    {"|", "·", "•", "||", "/", ",", "and", "&", "+", "the", "of", "governments", "-", "–", "*"}
)
_FORUM = re.compile(
    r"\b(?:session|debate|meeting|conference|assembly|council|item|committee|dialogue|segment)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^\W*(?:(?:this|the) (?:joint )?(?:statement|declaration|appeal|call)\b.{0,30}|the )?\b(?:co-?)?"
    r"(?:signed|signatories|endorsed|supported|sponsors?|sponsored|undersigned|issued|signing|joined|endorsing)\b"
    r"(?: (?:by|on behalf of|states|countries|organi[sz]ations|the following|jointly|governments?|of"
    r"|\([^()]*\)))*"
    r"\W*(?::|$)"
    r"|\b(?:has|have) been (?:co-?)?(?:signed|endorsed) by\W*$"
    r"|^\W*(?:this|the) (?:joint )?(?:statement|declaration) (?:is|was|has been) (?:co-?)?"
    r"(?:signed|endorsed|supported|issued|sponsored) by\b",
    re.IGNORECASE,
)
_SIGNS_FOR = re.compile(r"^(?:On behalf of|For) (?:the )?(?P<whom>[A-Z][^:–—]*?)\s*(?::|[-–—] )\s*[A-Z]")
_LAST_LINES = 8
_QUOTED_NAME = re.compile(r"^(?:NGO|CSO|Association|Union) [\"“«](?P<name>[^\"”»]+)[\"”»]$")
_BYLINE = re.compile(r"^\W*[Bb]y ((?:[^\W\d_][\w'’.-]* ){1,3}[^\W\d_][\w'’-]+)(?=$|\W)")
_MARKS = frozenset({'"', "“", "”"})
_REPORTING = re.compile(
    r"\bsaid (?:today|in a (?:\w+ ){0,2}(?:report|statement|letter|briefing|paper)"
    r" (?:released|published|issued|launched|out)(?: today)?)\b"
)
_WHOLE = 0.75
_HEADLINE = 5
_LIST_WORDS, _TOP_LINES, _TOP_WORDS = 12, 3, 5


def listed_issuers(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return whom the list of signatories at the end of a joint statement names ("Signed by: ...")."""
    if len(signing := _signing_for(parsed, vocabulary)) > 1:
        return signing
    for block in reversed(parsed.blocks):
        if not _LISTED.search(block.text):
            continue
        listed = [block.index]
        for after in parsed.blocks[block.index + 1 :]:
            if len(after.text.split()) > _LIST_WORDS and after.kind != "item":
                break
            listed.append(after.index)
        found = [
            entity
            for index in listed
            for entity in _signing(parsed, index, block.index, mentions, vocabulary)
        ]
        if len(set(found)) > 1:
            return tuple(dict.fromkeys(found))
    return ()


def _signing_for(parsed: ParsedText, vocabulary: Vocabulary) -> tuple[Entity, ...]:
    """Return for whom the last lines say that somebody signs: "For the X: A", "On behalf of Y - B"."""
    found: list[Entity] = []
    for line in (line for block in parsed.blocks[-_LAST_LINES:] for line in _split_lines(block.text)):
        match = _SIGNS_FOR.match(line)
        if match is None:
            continue
        known = [
            vocabulary.acting(e) for e in vocabulary.lookup(match["whom"]) if vocabulary.is_a(e, "Actor")
        ]
        body = known[0] if known else unknown_body(match["whom"], 2)
        found += [body] if body is not None else []
    return tuple(dict.fromkeys(found))


def _split_lines(text: str) -> list[str]:
    """Return the parts of *text* that each begin with "For" or "On behalf of"."""
    return re.split(r"(?<=\S) (?=(?:On behalf of|For) (?:the )?[A-Z])", text)


def _signing(
    parsed: ParsedText, index: int, opening: int, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Entity]:
    """Return who signs in the line *index* of a list: whom it names, or what it is the name of."""
    named = [m for m in in_blocks(parsed, mentions, [index]) if vocabulary.is_a(m.entity, "Actor")]
    first, last = parsed.block_range(index)
    partly = sum(m.last - m.first for m in named) < _WHOLE * (last - first)
    line = _QUOTED_NAME.sub(r"\g<name>", parsed.blocks[index].text)
    parts = [part for part in re.split(r"\s*[|•·]\s*", line) if part]
    bodies = [unknown_body(part, 2) for part in parts]
    if index != opening and partly and all(body is not None for body in bodies):
        return [body for body in bodies if body is not None]
    return [vocabulary.acting(m.entity) for m in named if m.kind == "name"]


def several_heads(
    parsed: ParsedText, head: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> tuple[Entity, ...]:
    """Return the organisations of a head line that names nothing else: "FIDH and Al-Haq"."""
    for index in head[:_TOP_LINES]:
        first, last = parsed.block_range(index)
        named = [m for m in in_blocks(parsed, mentions, [index]) if m.kind == "name"]
        covered = {i for m in named for i in range(m.first, m.last)}
        rest = {parsed.doc[i].lower_ for i in range(first, last) if i not in covered}
        bodies = [vocabulary.acting(m.entity) for m in named if vocabulary.is_a(m.entity, "Actor")]
        whole = len(bodies) == len(named) and rest <= _JOINTS
        if any(vocabulary.is_a(e, "State") for e in bodies):
            bodies = [e for e in bodies if not vocabulary.is_a(e, "GovernmentBody")]
        if len(set(bodies)) > 1 and whole:
            return tuple(dict.fromkeys(bodies))
    return ()


def _beside(parsed: ParsedText, mention: Mention) -> tuple[int, int]:
    """Return first and last token of what stands with *mention* between the bars or dots of its line."""
    first, last = parsed.block_range(parsed.block_of[mention.head])
    begin, end = mention.first, mention.last
    while begin > first and parsed.doc[begin - 1].text not in _BARS:
        begin -= 1
    while end < last and parsed.doc[end].text not in _BARS:
        end += 1
    return begin, end


def letterhead(
    parsed: ParsedText, lines: Sequence[int], mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the institution that the head, the foot or the contact lines of a document name as its own."""
    bodies = ("GovernmentBody", "Court", "InternationalOrganisation", "CivilSocietyOrganisation")
    contact = [b.index for b in parsed.blocks if _CONTACT.search(b.text) and len(b.text.split()) < 60]
    speech = any(SPEECH.search(parsed.blocks[b].text) for b in lines)
    second: Entity | None = None
    for mention in in_blocks(parsed, mentions, [*lines, *contact]):
        block = parsed.blocks[parsed.block_of[mention.head]]
        addressed = re.match(r"(?:To|For)\b", block.text) and not _CONTACT.search(block.text)
        filed = block.text.lower().lstrip("#*<[( ").startswith(tuple(word_list("filed_under")))
        if filed or mention.kind != "name" or block.kind == "item" or addressed or _is_headline(mention):
            continue
        begin, end = _beside(parsed, mention)
        located = end > mention.last and parsed.doc[mention.last].lower_ in {"in", "to", "at", "("}
        # "Security Council to discuss Mali" is the headline of another text.
        located = located and (end == mention.last + 1 or parsed.doc[mention.last + 1].tag_ != "VB")
        share = (
            1.0 if located and mention.first - begin <= 1 else (mention.last - mention.first) / (end - begin)
        )
        top, end_of_line = parsed.block_range(block.index)
        opens = block.index < _TOP_LINES and top <= mention.first <= top + (parsed.doc[top].lower_ == "the")
        if opens and all(_is_of_date(t) for t in parsed.doc[mention.last : end_of_line]):
            share = 1.0
        if opens and block.index == 0 and mention.entity.known and end_of_line - top <= _TOP_WORDS:
            # "Parliamentary Assembly   Provisional version"
            share = max(share, _WHOLE if not has_verb(parsed, top, end_of_line) else 0)
        if opens and (parsed.doc[mention.first].is_upper or _is_described(parsed, mention, vocabulary)):
            share = 1.0
        before = block.text[
            : max(0, parsed.doc[mention.first].idx - parsed.doc[parsed.block_range(block.index)[0]].idx)
        ]
        if vocabulary.is_a(mention.entity, "State") and (
            (
                _OFFICE.search(before)
                and not has_verb(parsed, parsed.block_range(block.index)[0], mention.first)
                and not _ELSEWHERE.search(before)
            )
            or (share >= _WHOLE and _OFFICE.search(block.text))
            or (block.index < 3 and _COUNTRY_AT_END.search(block.text) and _OFFICE.search(block.text))
        ):
            return mention.entity
        grouped = opens and share >= _WHOLE and vocabulary.is_a(mention.entity, "Group")
        if not (grouped or any(vocabulary.is_a(mention.entity, b) for b in bodies)):
            continue
        if not (share >= 0.6 or _CONTACT.search(block.text)) or (
            speech and _FORUM.search(mention.entity.label)
        ):
            continue
        if (
            vocabulary.is_a(mention.entity, "GovernmentBody")
            and vocabulary.acting(mention.entity) == mention.entity
        ):
            second = second or mention.entity
            continue
        return _its_part(mention, [*in_blocks(parsed, mentions, lines)], parsed, vocabulary) or mention.entity
    return second


def _its_part(
    whole: Mention, mentions: Sequence[Mention], parsed: ParsedText, vocabulary: Vocabulary
) -> Entity | None:
    """Return the known body of *whole* that the next line names alone: "UNITED NATIONS / X Mechanism"."""
    below = parsed.block_of[whole.head] + 1
    if parsed.block_of[whole.head] > 0 or below >= len(parsed.blocks):
        return None
    for mention in mentions:
        entry = vocabulary.entries.get(mention.entity.iri)
        first, last = parsed.block_range(below)
        if entry is None or parsed.block_of[mention.head] != below:
            continue
        if mention.last - mention.first >= _WHOLE * (last - first) and mention.entity != whole.entity:
            return mention.entity if entry.link("subOrganizationOf") == whole.entity.iri else None
    return None


def _is_headline(mention: Mention) -> bool:
    """Say whether *mention* is a line in capitals that tells of an official ("PRESIDENT OPENS FORUM")."""
    words = mention.entity.label.lower().split()
    return not mention.entity.known and len(words) >= _HEADLINE and words[0] in word_list("telling_posts")


def _is_of_date(token: Token) -> bool:
    """Say whether *token* may be part of a date, or of the sign between a name and one."""
    return token.is_digit or token.is_punct or token.text in word_list("calendar")


def _is_described(parsed: ParsedText, mention: Mention, vocabulary: Vocabulary) -> bool:
    """Say whether a head line says what the organisation is that it names: "X, a documentation group"."""
    doc, last = parsed.doc, parsed.block_range(parsed.block_of[mention.head])[1]
    said = [t.lower_ for t in doc[mention.last : min(mention.last + 2, last)]]
    return said in ([",", "a"], [",", "an"]) and not has_verb(parsed, mention.last, last)


def metadata_issuer(document: Document, vocabulary: Vocabulary) -> Entity | None:
    """Return the issuer that the metadata of *document* name, if only one known entity is called so."""
    if document.issuer is None:
        return None
    known = vocabulary.lookup(document.issuer)
    return known[0] if len(known) == 1 else None


def authors(parsed: ParsedText, head: Sequence[int], people: People) -> tuple[Entity, ...]:
    """Return whom the byline names ("By X") of a text that says "I" outside of quotation marks."""
    if not _says_i(parsed):
        return ()
    for index in head:
        match = _BYLINE.match(parsed.blocks[index].text)
        if match is None:
            continue
        named = dict.fromkeys(m.entity for m in in_blocks(parsed, people.mentions, [index]))
        return tuple(named) or (found_entity(match.group(1), ("Person",)),)
    return ()


def _says_i(parsed: ParsedText) -> bool:
    """Say whether somebody says "I" or "my" outside of quotation marks."""
    quoted = False
    for token in parsed.doc:
        if token.text in _MARKS or (token.i > 0 and parsed.block_of[token.i] != parsed.block_of[token.i - 1]):
            quoted = token.text in _MARKS - {"”"} and not (quoted and token.text == '"')
        elif not quoted and token.text in {"I", "my", "My"} and token.dep_ in {"nsubj", "poss"}:
            return True
    return False


def reporting(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the organisation whose own release says "X said today" in its opening paragraphs."""
    for block in parsed.blocks[: _TOP_LINES + 3]:
        match = _REPORTING.search(block.text)
        if match is None:
            continue
        before = [
            m
            for m in in_blocks(parsed, mentions, [block.index])
            if parsed.starts[m.first] < block.starts[match.start()]
        ]
        if before and vocabulary.is_a(before[-1].entity, "CivilSocietyOrganisation"):
            near = parsed.doc[before[-1].last - 1].idx + len(parsed.doc[before[-1].last - 1])
            begin = parsed.doc[parsed.block_range(block.index)[0]].idx
            return before[-1].entity if match.start() - (near - begin) <= 3 else None
    return None
