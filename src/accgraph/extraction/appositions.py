"""Appositions: names without a telling head noun that the text itself explains ("Mwatana, a rights group").

So is a body of which the text only says who speaks for it ("X's chief executive"), whom it represents, or
what it says ("X said *it* would appeal").
What a common noun beside a name says it is (Hearst 1992, Proceedings of COLING) makes it an actor or a
mechanism; the nouns and their classes stand in ``names.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, found_entity, head_of
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity

__all__ = ["with_appositions"]

_ARTICLES = frozenset({"a", "an", "the", "another", "one"})
_INSIDE = frozenset(
    {
        "of",
        "for",
        "the",
        "and",
        "in",
        "des",
        "de",
        "del",
        "della",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "las",
        "le",
        "los",
        "y",
    }
)
_WRITTEN_AS_ONE = re.compile(r"(?!Ma?c[A-Z]|De[A-Z]|La[A-Z]|Le[A-Z])[A-Z][a-z]{2,}[A-Z][a-z]{2,}")
_REACH = 6
_SURE = 0.8


def with_appositions(parsed: ParsedText, mentions: Sequence[Mention], lexicon: NameLexicon) -> list[Mention]:
    """Return *mentions* with the names that a noun beside them explains, and every later use of these."""
    covered = {i for m in mentions for i in range(m.first, m.last)}
    found: dict[tuple[str, ...], Mention] = {}
    for first, last in _runs(parsed, covered):
        name = (
            _explained_after(parsed, last, lexicon)
            or _explained_before(parsed, first, lexicon)
            or ("CivilSocietyOrganisation" if _is_led(parsed, first, last) else None)
            or ("CivilSocietyOrganisation" if _acts_as_body(parsed, first, last) else None)
        )
        place = _acting_place(parsed, first) if name is None else None
        if place is not None:
            first, name = place, "GovernmentBody"
        if name is not None:
            words = tuple(t.text for t in parsed.doc[first:last])
            label = " ".join(parsed.quote(parsed.span(first, last)).split())
            entity = _in_full(parsed, words, mentions) or found_entity(
                f"{label[:1].upper()}{label[1:]}" if place is not None else label, (name,)
            )
            found.setdefault(words, Mention(first, last, head_of(parsed, first, last), entity, "name", _SURE))
    if not found:
        return list(mentions)
    added = [
        Mention(i, i + len(words), head_of(parsed, i, i + len(words)), mention.entity, "name", _SURE)
        for words, mention in found.items()
        for i in range(len(parsed.doc) - len(words) + 1)
        if tuple(t.text for t in parsed.doc[i : i + len(words)]) == words
        and not covered.intersection(range(i, i + len(words)))
    ]
    return sorted([*mentions, *_apart(added)], key=lambda m: m.first)


def _in_full(parsed: ParsedText, words: Sequence[str], mentions: Sequence[Mention]) -> Entity | None:
    """Return whom the last word of a longer name alone means: "the *Circle*" after "the Mothers' Circle"."""
    if len(words) > 1:
        return None
    longer = {
        m.entity
        for m in mentions
        if m.last - m.first > 1 and parsed.doc[m.last - 1].text == words[0] and not m.entity.known
    }
    return longer.pop() if len(longer) == 1 else None


def _apart(mentions: Sequence[Mention]) -> Iterator[Mention]:
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        if not taken.intersection(range(mention.first, mention.last)):
            taken.update(range(mention.first, mention.last))
            yield mention


def _runs(parsed: ParsedText, covered: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that no known name covers."""
    doc = parsed.tokens
    i = 0
    while i < len(doc):
        if i in covered or not _capital(doc[i].text) or parsed.is_scaffold(i):
            i += 1
            continue
        last = i + 1
        while last < len(doc) and last not in covered:
            if _capital(doc[last].text) and doc[last].text not in word_list("calendar"):
                last += 1
                continue
            reach = last
            if doc[last].text == "-" and not doc[last - 1].whitespace_ and not doc[last].whitespace_:
                reach += 1
            while reach < len(doc) and reach - last < 2 and doc[reach].lower_ in _INSIDE:
                reach += 1
            if not (last < reach < len(doc) and reach not in covered and _capital(doc[reach].text)):
                break
            last = reach + 1
        first = i
        while first < last and doc[first].pos_ in {"DET", "ADP", "PRON", "SCONJ", "CCONJ", "ADV", "NUM"}:
            first += 1
        if first < last and doc[first].text not in word_list("calendar"):
            yield first, last
        i = last


def _capital(text: str) -> bool:
    return text[:1].isupper() and any(c.isalpha() for c in text)


def _explained_after(parsed: ParsedText, last: int, lexicon: NameLexicon) -> str | None:
    """Return the class that "NAME, a Kyiv-based NGO" gives the name before token *last*."""
    doc = parsed.tokens
    if (
        last + 2 >= len(doc)
        or doc[last].text not in {",", "(", "–", "—"}
        or doc[last + 1].lower_ not in _ARTICLES
    ):
        return None
    for i in range(last + 2, min(last + 2 + _REACH, len(doc))):
        token = doc[i]
        behind = doc[min(i + 1, len(doc) - 1)]
        if (
            token.lower_ in lexicon.explaining
            and behind.pos_ not in {"NOUN", "PROPN"}
            and behind.tag_ != "POS"
        ):
            return lexicon.explaining[token.lower_]
        if token.pos_ not in {
            "ADJ",
            "NOUN",
            "PROPN",
            "PUNCT",
            "VERB",
            "PART",
            "ADV",
            "CCONJ",
            "NUM",
        } or token.text in {",", "."}:
            return None
    return None


def _explained_before(parsed: ParsedText, first: int, lexicon: NameLexicon) -> str | None:
    """Return the class that "the rights group NAME" gives the name from token *first* on."""
    if first == 0 or parsed.block_of[first] != parsed.block_of[first - 1]:
        return None
    before = parsed.doc[first - 1]
    return lexicon.explaining.get(before.lower_) if before.text.islower() or before.text.isupper() else None


def _is_led(parsed: ParsedText, first: int, last: int) -> bool:
    """Say whether somebody is said to lead what tokens *first* to *last* name, or to speak for it.

    So in "X's chief executive", "the chairwoman of X" and "X objects, its spokesman said".
    """
    doc, posts = parsed.doc, word_list("leading_bodies")
    kinds = {doc[i].ent_type_ for i in range(first, last)}
    if kinds & {"PERSON", "NORP", "DATE"} or any(doc[i].lower_ in posts for i in range(first, last)):
        return False
    owned = [t.lower_ for t in doc[last : last + 4]]
    if owned and owned[0] in {"'s", "'"} and posts.intersection(owned[1:]):
        return True
    before = first - 1 - (first > 0 and doc[first - 1].lower_ == "the")
    if before > 0 and doc[before].lower_ in {"of", "at"} and doc[before - 1].lower_ in posts:
        return True
    name = doc[head_of(parsed, first, last)]
    return (
        name.dep_ == "nsubj"
        and not kinds & {"GPE", "LOC"}
        and any(
            t.lower_ in posts and any(c.dep_ == "poss" and c.lower_ == "its" for c in t.children)
            for t in doc[last : name.sent.end]
        )
    )


def _acts_as_body(parsed: ParsedText, first: int, last: int) -> bool:
    """Say whether what tokens *first* to *last* name does what only a body does.

    It represents people ("X, *which represents* 300 families"), says what it will do ("X said *it* would"),
    or acts under a name that is two words written as one ("*TruthWatch* handed over its files").
    """
    doc = parsed.doc
    name = doc[head_of(parsed, first, last)]
    if {doc[i].ent_type_ for i in range(first, last)} & {"NORP", "DATE", "LOC"} or name.dep_ != "nsubj":
        return False
    standing_for = any(
        c.dep_ == "relcl"
        and c.lemma_.lower() in word_list("standing_for")
        and any(t.lower_ == "which" and t.dep_ == "nsubj" for t in c.children)
        for c in name.children
    )
    of_itself = any(
        c.dep_ == "ccomp" and any(t.lower_ == "it" and t.dep_ == "nsubj" for t in c.children)
        for c in name.head.children
    )
    joined = last == first + 1 and _WRITTEN_AS_ONE.fullmatch(doc[first].text) is not None
    # "The Assembly", "its Office" are no names of their own.
    named = not any(c.dep_ in {"det", "poss"} for c in name.children) and name.tag_ == "NNP"
    return named and (standing_for or joined or (of_itself and name.ent_type_ == "ORG"))


def _acting_place(parsed: ParsedText, first: int) -> int | None:
    """Return where "the *city of X*" begins, if it does something there; token *first* is that of X."""
    doc = parsed.doc
    kind = first - 2
    if kind < 0 or doc[first - 1].lower_ != "of" or doc[kind].lower_ not in word_list("governed_places"):
        return None
    acting = doc[kind].dep_ == "nsubj" or (doc[kind].dep_ == "pobj" and doc[kind].head.dep_ == "agent")
    return kind if acting else None
