"""Numbered resolutions: "Human Rights Council resolution 46/1", "resolution ES-11/5 of the General Assembly".

Only those are taken for mechanisms whose sentence speaks of wrongs or their redress, or of a vote on them.
One that is said to be on a mechanism, or to create one, stands for that mechanism and is no name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import NameLexicon
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["with_resolutions"]

_SURE = 0.9
_REACH = 6
_VOTING = frozenset({"vote", "sponsor", "co-sponsor", "cosponsor"})
_BILLS = frozenset({"act", "bill", "decree", "law"})
_CODE = re.compile(r"[A-Z]{1,2}[- ]{0,3}\d{1,4}|(?:[Nn]o\.? ?)?\d{3,5}(?: ?[-/] ?[\dIVXL]+)?")
_NUMBER = re.compile(r"(?:[A-Z]{1,4}-)?\d[\w.-]*(?:/[\w.-]+)+|\d{3,4}")


def with_resolutions(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with resolutions that a body and a number name; the body is part of the name then."""
    doc = parsed.tokens
    at = {i: m for m in mentions for i in range(m.first, m.last)}
    result = list(mentions)
    for token in doc:
        number = token.i + 1
        if token.lower_ != "resolution" or token.i in at or number >= len(doc) or number in at:
            continue
        if not _NUMBER.fullmatch(doc[number].text):
            continue
        end = number + 1
        dated = end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")"
        voted = any(t.lemma_.lower() in _VOTING for t in token.sent) and (dated or "/" in doc[number].text)
        if not voted and not any(
            lexicon.matters.intersection((t.lower_, t.lemma_.lower())) for t in token.sent
        ):
            continue
        if dated:
            end += 3
        body = _body_before(token, at, vocabulary) or _body_after(doc[end - 1], at, vocabulary)
        if (body is None and not (voted and dated)) or _is_about_another(token, body, at, vocabulary):
            continue
        label = f"{body.entity.label if body is not None else ''} resolution {parsed.doc[number:end].text}"
        entity: Entity = found_entity(label.strip().capitalize() if body is None else label, ("Legislation",))
        first = body.first if body is not None and body.last == token.i else token.i
        if body is not None and first == body.first:
            result.remove(body)
        result.append(Mention(first, end, token.i, entity, "name", _SURE))
    result += _numbered_bills(parsed, at, lexicon)
    return sorted(result, key=lambda m: m.first)


def _numbered_bills(parsed: ParsedText, at: Mapping[int, Mention], lexicon: NameLexicon) -> Iterator[Mention]:
    """Yield bills and laws called by a number ("Bill S-278"), if a sentence about one speaks of wrongs."""
    doc = parsed.doc
    found: list[tuple[Token, int, str]] = []
    for token in parsed.tokens:
        if token.lower_ not in _BILLS or not token.text.istitle() or token.i in at:
            continue
        last = max(
            (
                n
                for n in range(1, 5)
                if token.i + n < len(doc) and _CODE.fullmatch(doc[token.i + 1 : token.i + 1 + n].text)
            ),
            default=0,
        )
        if last and not any(i in at for i in range(token.i, token.i + 1 + last)):
            found.append(
                (token, token.i + 1 + last, "".join(doc[token.i + 1 : token.i + 1 + last].text.split()))
            )
    told = {
        (token.lower_, code)
        for token, _, code in found
        if any(lexicon.matters & {t.lower_, t.lemma_.lower()} for t in token.sent)
    }
    for token, last, code in found:
        if (token.lower_, code) in told:
            entity = found_entity(f"{token.text} {code}", ("Legislation",))
            yield Mention(token.i, last, token.i, entity, "name", _SURE)


def _body_before(token: Token, at: Mapping[int, Mention], vocabulary: Vocabulary) -> Mention | None:
    body = at.get(token.i - 1)
    return body if body is not None and vocabulary.is_a(body.entity, "InternationalOrganisation") else None


def _body_after(number: Token, at: Mapping[int, Mention], vocabulary: Vocabulary) -> Mention | None:
    doc = number.doc
    for i in range(number.i + 1, min(number.i + _REACH, len(doc))):
        if i in at:
            found = vocabulary.is_a(at[i].entity, "InternationalOrganisation")
            return at[i] if found and doc[number.i + 1].lower_ == "of" else None
    return None


def _is_about_another(
    token: Token, body: Mention | None, at: Mapping[int, Mention], vocabulary: Vocabulary
) -> bool:
    """Say whether another mechanism is named after the resolution in its sentence."""
    for word in token.doc[token.i : token.sent.end]:
        mention = at.get(word.i)
        if mention is not None and mention != body and vocabulary.is_a(mention.entity, "Mechanism"):
            return True
    return False
