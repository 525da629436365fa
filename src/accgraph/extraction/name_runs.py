"""Runs of capitalised words, the raw material of names by their build: where one begins and where it ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["BRACKETED", "CONNECTORS", "capitalised_runs", "opens_name", "same_line"]

CONNECTORS = frozenset(
    {"of", "for", "on", "against", "in", "to", "the", "from", "following", "during", "a", "an"}
)
# What a name goes on with behind brackets: "The Sanctions (Magnitsky) *Regulations*"
BRACKETED = frozenset({"act", "law", "order", "regulations"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "its", "their", "our", "new", "'s", "'"})
# "Follow-*up*", "Run-*off*"
_BEHIND_HYPHEN = frozenset({"off", "on", "up"})
_JOINED = 6


def capitalised_runs(
    parsed: ParsedText, covered: Mapping[int, Mention], vocabulary: Vocabulary, heads: Set[str]
) -> Iterator[tuple[int, int]]:
    """Yield the first token and the one after the last of the runs of *parsed* that may be names.

    *covered* are the known names by their tokens, *heads* the nouns that the names of bodies end with.
    """
    doc = parsed.tokens
    i = 0
    while i < len(doc):
        if not opens_name(doc[i]) or parsed.is_scaffold(i):
            i += 1
            continue
        if (
            i + 2 < len(doc)
            and doc[i + 1].lower_ == "and"
            and i > 0
            and doc[i - 1].lower_ == "the"
            and i not in covered
        ):
            last = i + 3 if doc[i + 2].text[:1].isupper() and i + 2 not in covered else i + 1
        elif _opens_list(doc, i):
            last = i + 3
        else:
            last = i + 1
        while True:
            if last < len(doc) and _goes_on(doc[last], doc[last - 1]) and same_line(parsed, i, last):
                last += 1
                continue
            aside = _bracketed(parsed, i, last)
            if aside > last:
                last = aside
                continue
            joined = _joined(parsed, i, last, covered, heads)
            if joined > last:
                last = joined
                continue
            reach = _connected(doc, last)
            if (
                reach > last
                and reach < len(doc)
                and same_line(parsed, i, reach)
                and doc[reach].text[:1].isupper()
                and doc[reach].text not in word_list("calendar")
                and not _is_seat(doc[last].lower_, covered.get(reach))
                and not _is_short(doc, i, last)
                and not _is_apart(doc[last].lower_, last - 1 in covered, covered.get(reach), vocabulary)
            ):
                last = reach + 1
                continue
            if (
                last + 1 < len(doc)
                and doc[last].lower_ in {"and", "&"}
                and same_line(parsed, i, last + 1)
                and doc[last + 1].text[:1].isupper()
                and last + 1 not in covered
                and last - 1 not in covered
                and (_opens_list(doc, i) or any(doc[k].lower_ in {"of", "on", "for"} for k in range(i, last)))
            ):
                last += 2
                continue
            if _lists_on(doc, last, covered) and same_line(parsed, i, last + 1):
                last += 2
                continue
            break
        yield i, last
        i = last


def _joined(
    parsed: ParsedText, first: int, last: int, covered: Mapping[int, Mention], heads: Set[str]
) -> int:
    """Return where "the International Coordination *and Response Group*" goes on to; *last* if it does not.

    What stands before "and" is no body by itself, and what stands behind it is one.
    """
    doc = parsed.tokens
    before = [doc[k].lower_ for k in range(first, last)]
    opened = first > 0 and doc[first - 1].lower_ in _DETERMINERS
    known = [covered[k] for k in range(first, last) if k in covered]
    if not opened or before[-1] in heads or any(m.kind != "adjective" for m in known):
        return last
    if word_list("officials").intersection(before) or CONNECTORS.intersection(before):
        return last
    i = last
    while i < min(len(doc), last + _JOINED):
        closing = doc[i].lower_ in {"and", "&"}
        if not closing and doc[i].text != ",":
            return last
        i += 1
        closing = closing or (i < len(doc) and doc[i].lower_ in {"and", "&"})
        i += i < len(doc) and doc[i].lower_ in {"and", "&"}
        start = i
        while i < len(doc) and doc[i].text[:1].isupper() and i not in covered and same_line(parsed, first, i):
            i += 1
        if i == start or i in covered:
            return last
        if closing:
            return i if doc[i - 1].lower_ in heads else last
    return last


def _connected(doc: Sequence[Token], last: int) -> int:
    """Return where the words end that may connect what stands before *last* with the rest of a name.

    So do "by" after "Displaced", "of the 2009" and "for the victims of" in a name that is not written in
    capitals throughout.
    """
    reach = last
    if last < len(doc) and doc[last].lower_ == "by" and doc[last - 1].text.endswith("ed"):
        return last + 1
    sent_to = last + 1 < len(doc) and doc[last].lower_ == "to" and doc[last + 1].lower_ == "the"
    if sent_to and doc[last - 1].lower_ in word_list("submitted"):
        # "Sent the Convention to the Diet"
        return last
    if last < len(doc) and doc[last].lower_ == "against" and doc[last - 1].lower_ in word_list("judging"):
        # "Judgments of the City Court against the Prosecutor"
        return last
    while reach < len(doc) and reach - last < 3 and doc[reach].lower_ in CONNECTORS:
        reach += 1
    if last < reach < len(doc) - 1 and doc[reach].is_digit and doc[reach + 1].text[:1].isupper():
        return reach + 1
    told = reach > last and reach + 1 < len(doc) and doc[reach].text in word_list("named_sufferers")
    if told and doc[reach + 1].lower_ == "of":
        reach += 2
        reach += reach < len(doc) and doc[reach].lower_ == "the"
    return reach


def _bracketed(parsed: ParsedText, first: int, last: int) -> int:
    """Return where the words in brackets end that stand within a name: "Special Measures *(Mali)* Act"."""
    doc, end = parsed.tokens, min(len(parsed.tokens), last + _JOINED)
    if last >= end or doc[last].text != "(":
        return last
    close = next((k for k in range(last + 1, end - 1) if doc[k].text == ")"), last)
    inside = doc[last + 1 : close]
    if not inside or not same_line(parsed, first, close + 1) or doc[close + 1].lower_ not in BRACKETED:
        return last
    titled = all(t.text[:1].isupper() or t.lower_ in CONNECTORS for t in inside)
    return close + 1 if titled and doc[close + 1].text[:1].isupper() else last


def _lists_on(doc: Sequence[Token], last: int, covered: Mapping[int, Mention]) -> bool:
    """Say whether a name goes on with what else a body is for: "Commission for Truth, *Unity and ...*"."""
    if (
        last + 3 >= len(doc)
        or doc[last].text != ","
        or doc[last - 1].lower_ not in word_list("opening_names")
    ):
        return False
    following = (last + 1, last + 3)
    titled = all(doc[k].text[:1].isupper() and k not in covered for k in following)
    return titled and doc[last + 2].lower_ in {"and", "&"}


def _opens_list(doc: Sequence[Token], i: int) -> bool:
    """Say whether "Truth, Unity and Reconciliation Commission" or the like opens at token *i*."""
    if doc[i].lower_ not in word_list("opening_names") or i + 4 >= len(doc):
        return False
    return doc[i + 1].text == "," and doc[i + 2].text[:1].isupper() and doc[i + 3].lower_ in {"and", ",", "&"}


def opens_name(token: Token) -> bool:
    """Say whether a name may begin with *token*."""
    if token.text in word_list("calendar"):
        return False
    return token.text[:1].isupper() and token.pos_ not in {
        "DET",
        "ADP",
        "PRON",
        "CCONJ",
        "SCONJ",
        "PUNCT",
        "AUX",
    }


def _goes_on(token: Token, before: Token) -> bool:
    if token.text in word_list("calendar"):
        return False
    if token.text[:1].isupper() and token.pos_ != "PUNCT":
        return True
    if token.is_digit and before.text in word_list("numbered_names"):
        return True
    following = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    if (
        token.lower_ in {"'s", "'"}
        and following[:1].isupper()
        and (before.lower_ in word_list("owners_in_names") or _is_trade(token, before))
    ):
        return True
    return (
        token.text in {"-", "/"}
        and not before.whitespace_
        and not token.whitespace_
        and (following[:1].isupper() or following in _BEHIND_HYPHEN)
    ) or (token.text in _BEHIND_HYPHEN and before.text == "-" and not before.whitespace_)


def _is_trade(genitive: Token, owners: Token) -> bool:
    """Say whether *owners* are those of a trade or creed whose body a name tells: "Dockers' Union"."""
    return (
        genitive.text == "'"
        and owners.text.endswith(("ers", "ists", "ors", "ians", "ees"))
        and owners.ent_type_ not in {"GPE", "PERSON", "NORP"}
    )


def same_line(parsed: ParsedText, a: int, b: int) -> bool:
    """Say whether tokens *a* and *b* stand in one block."""
    return parsed.block_of[a] == parsed.block_of[b]


def _is_apart(connector: str, after_name: bool, following: Mention | None, vocabulary: Vocabulary) -> bool:
    """Say whether a known name ends before "in" or begins after it, so that the two are no longer name."""
    if connector not in {"in", "from", "against", "following"}:
        return False
    body = following is not None and not vocabulary.is_a(following.entity, "State")
    return after_name or body


def _is_short(doc: Sequence[Token], first: int, last: int) -> bool:
    """Say whether "the Chambers in X" is a short name with a place behind it, and no name that goes on."""
    return last == first + 1 and first > 0 and doc[first - 1].lower_ == "the" and doc[last].lower_ == "in"


def _is_seat(connector: str, mention: Mention | None) -> bool:
    """Say whether "in X" only says where the named body is: X is a city, not part of a name."""
    return connector in {"in", "to", "from"} and mention is not None and mention.kind == "metonym"
