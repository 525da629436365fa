"""Names in other languages: "Comisión de la Verdad", "Tribunal Spécial pour X", and their short forms.

A name is told by the noun that opens it (``[foreign]`` of ``names.toml``); it goes on over capitals and the
prepositions and articles of its language. A word that is English as well opens one only before these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, found_entity, head_of
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["with_foreign_names"]

_SURE = 0.85
_LONGEST, _LEAST = 14, 4


def with_foreign_names(
    parsed: ParsedText, mentions: Sequence[Mention], lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with the names in other languages, and every later use of their first word alone."""
    found = list(_names(parsed, {m.first for m in mentions}, lexicon))
    if not found:
        return list(mentions)
    taken = {i for m in found for i in range(m.first, m.last)}
    openings: dict[str, set[Entity]] = {}
    for mention in found:
        openings.setdefault(parsed.doc[mention.first].text, set()).add(mention.entity)
    covered = taken | {i for m in mentions for i in range(m.first, m.last)}
    for token in parsed.tokens:
        meant = openings.get(token.text, set())
        if len(meant) == 1 and token.i not in covered and token.text not in word_list("opening_in_english"):
            found.append(Mention(token.i, token.i + 1, token.i, next(iter(meant)), "name", _SURE))
    kept = [m for m in mentions if not taken.intersection(range(m.first, m.last))]
    return sorted([*kept, *found], key=lambda m: m.first)


def _names(parsed: ParsedText, starts: Collection[int], lexicon: NameLexicon) -> Iterator[Mention]:
    doc = parsed.tokens
    reached = 0
    for token in doc:
        name = lexicon.foreign.get(token.text) or lexicon.foreign_general.get(token.text)
        if name is None or token.i < reached or token.i in starts or parsed.is_scaffold(token.i):
            continue
        last = _end(parsed, token.i)
        english = token.text in word_list("opening_in_english")
        rest = doc[token.i + 1 : last]
        if not rest or (english and not _goes_on_foreign(rest)):
            continue
        if token.text not in lexicon.foreign and not any(_is_matter(word) for word in rest):
            continue
        reached = last
        entity = found_entity(" ".join(parsed.quote(parsed.span(token.i, last)).split()), (name,))
        yield Mention(token.i, last, head_of(parsed, token.i, last), entity, "name", _SURE)


def _end(parsed: ParsedText, first: int) -> int:
    """Return where the name that opens at token *first* ends: behind a capital or what "de" governs."""
    doc, links = parsed.tokens, word_list("foreign_links")
    end = i = first + 1
    while i < min(len(doc), first + _LONGEST) and parsed.block_of[i] == parsed.block_of[first]:
        word = doc[i]
        linked = doc[i - 1].lower_ in links and word.is_alpha and len(word.text) >= _LEAST
        described = i == first + 1 and word.is_alpha and i + 1 < len(doc) and doc[i + 1].lower_ in links
        if word.text[:1].isupper() or described or _is_foreign(word) or (linked and word.lower_ not in links):
            i += 1
            end = i if word.lower_ not in links else end
        else:
            break
    return end


def _goes_on_foreign(rest: Sequence[Token]) -> bool:
    """Say whether what follows a word that is English as well is foreign, and no post with a person's name.

    "Commission nationale d'enquête", but not "Commission *President Ursula von der Leyen*".
    """
    if rest[0].lower_ in word_list("posts_in_english"):
        return False
    return any(_is_foreign(word) for word in rest[:2])


def _is_foreign(word: Token) -> bool:
    """Say whether *word* is none of English: a preposition or article of another language, or accented."""
    accented = word.is_alpha and not word.text.isascii()
    elided = word.lower_.startswith(("d'", "l'")) and len(word.text) > 2
    return accented or elided or word.lower_ in word_list("foreign_links")


def _is_matter(word: Token) -> bool:
    """Say whether *word* tells of wrongs or their redress, by how it begins."""
    return word.lower_.removeprefix("d'").startswith(tuple(word_list("foreign_matters")))
