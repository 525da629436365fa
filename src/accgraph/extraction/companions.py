"""Companions: who holds a position with its grammatical holder ("X, together with A and B, welcomes ...").

They stand beside it in a list, behind or before it under "together with", "joined by" or "alongside", or they
are the members that a group is spelled out by ("five states (A, B, C, D and E)").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.rosters import rostered
from accgraph.extraction.syntax import coordinated, noun_phrase, prepositional_objects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Doc, Token

__all__ = ["companions", "members_opening"]

_SPELLED = frozenset({"-", "–", "—", "(", ":"})
_ARTICLES = frozenset({"the", "both"})
_LONGEST, _REACH, _RANKED = 4, 120, 14
_RANKED_ONES = frozenset(
    {"state", "country", "nation", "member", "government", "party", "donor", "signatory"}
)
_WHEN = frozenset({"in", "on", "by", "since"})
_WHO = frozenset({"that", "who", "which"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def companions(analysis: Analysis, head: Token) -> list[Token]:
    """Return *head* and all who hold with it what it holds, in no particular order, each once.

    A group is left out if its members are spelled out.
    """
    parts = [*_coordinated(analysis, head), *_accompanying(head)]
    parts += [p for p in _rest_of_list(analysis, parts) if p not in parts]
    for part in parts:
        members = rostered(analysis, part, _opened)
        if members:
            return [p for p in parts if p != part and p not in members] + members
    members = _members(analysis, parts[-1])
    if members:
        return [p for p in parts if p != parts[-1]] + members
    for part in (*_behind(analysis, parts[-1]), *_fronted(analysis, head), *_after_verb(analysis, head)):
        if part not in parts:
            parts.append(part)
    return parts


def _end(analysis: Analysis, token: Token) -> int:
    """Return the first token after the name or the noun phrase of *token*."""
    named = analysis.resolver.mention_at(token.i)
    return named.last if named is not None else noun_phrase(token)[1]


def _opened(analysis: Analysis, start: int) -> list[Token]:
    """Return the heads of the list of actors that opens at token *start*; empty if none does."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    while start < len(doc) and doc[start].lower_ in _ARTICLES:
        start += 1
    first = resolver.mention_at(start) if start < len(doc) else None
    if first is None or first.first != start or not _takes_part(analysis, first):
        return []
    listed = [first]
    for other in resolver.starting_in(first.last, first.last + _REACH):
        between = {t.lower_ for t in doc[listed[-1].last : other.first]}
        if not between or not between <= {",", "and", "the", "&"} or not _takes_part(analysis, other):
            break
        listed.append(other)
        if between & {"and", "&"} or _and_others(doc, other.last):
            return [doc[m.head] for m in listed]
    return [doc[first.head]]


def _and_others(doc: Doc, end: int) -> bool:
    """Say whether a list that reaches token *end* goes on with some without names: "and ten others"."""
    rest = [t.lower_ for t in doc[end : end + 3]]
    return rest[:1] == ["and"] and bool({"others", "more"}.intersection(rest))


def _takes_part(analysis: Analysis, mention: Mention) -> bool:
    resolver = analysis.resolver
    return mention.kind != "adjective" and resolver.is_a(mention.entity, "Actor")


def _marker(analysis: Analysis, start: int) -> int:
    """Return how many tokens from *start* on say "together with"; 0 if none do."""
    words = [t.lower_ for t in analysis.parsed.tokens[start : start + _LONGEST]]
    if not words or words[0] not in _openers():
        return 0
    for size in range(len(words), 0, -1):
        if " ".join(words[:size]) in word_list("accompanying"):
            return size
    return 0


@cache
def _openers() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in word_list("accompanying"))


def _behind(analysis: Analysis, token: Token) -> list[Token]:
    """Return whom "*token*, joined by A and B" adds."""
    doc = analysis.parsed.doc
    start = _end(analysis, token)
    start += start < len(doc) and doc[start].text == ","
    size = _marker(analysis, start) if start < len(doc) else 0
    return _opened(analysis, start + size) if size else []


def _fronted(analysis: Analysis, head: Token) -> list[Token]:
    """Return whom "Alongside A and B, *head* supports ..." adds, at the start of its sentence."""
    doc, start = analysis.parsed.doc, head.sent.start
    size = _marker(analysis, start) or int(doc[start].lower_ == "like")
    if not size and doc[start].lower_ in {"after", "following"} and _is_ranked(doc, head.i, head.sent.end):
        size = 1
    found = _opened(analysis, start + size) if size else []
    if not found:
        return []
    last = _end(analysis, found[-1])
    begin = min(noun_phrase(head)[0], head.i)
    return found if last < len(doc) and doc[last].text == "," and 0 < begin - last <= 2 else []


def _after_verb(analysis: Analysis, head: Token) -> list[Token]:
    """Return whom "*head* signed the text together with A and B" adds behind its verb.

    So do "one of the *states* that signed it, along with A", "*three states* signed it: A, B and C" and,
    where the verb goes unsaid, "*head* signed it in 2019 and A in 2021".
    """
    verb, doc = _verb_of(head), head.doc
    if verb is None:
        return []
    for i in range(verb.i + 1, min(verb.sent.end, len(doc) - 1)):
        token = doc[i]
        if token.text == ":" and _spelled_out(head):
            return _opened(analysis, i + 1)
        if token.text in {";", ":"} or (token.tag_ in _FINITE and token.i > verb.i + 1):
            return []
        if token.lower_ == "after" and _is_ranked(doc, verb.i, i):
            return _opened(analysis, i + 1)
        if token.lower_ == "joining" and doc[i - 1].text == "," and (others := _opened(analysis, i + 1)):
            return others
        size = _marker(analysis, i)
        if size and token.dep_ not in {"cc"} and _names_follow(analysis, i, size):
            return _opened(analysis, i + size)
        if token.text in {"and", ","} and head.dep_ == "nsubj" and _is_dated(doc, verb.i + 1, i):
            gapped = _gapped(analysis, i)
            if gapped:
                return gapped
    return []


def _is_ranked(doc: Doc, first: int, last: int) -> bool:
    """Say whether the words before token *last* end with "the fourth state to do so" or the like."""
    words = [t.lower_ for t in doc[max(first, last - _RANKED) : last]]
    begin = max(first, last - _RANKED)
    ranks = [
        begin + k
        for k, word in enumerate(words[:-1])
        if word in word_list("ranks") and doc[begin + k + 1].lemma_.lower() in _RANKED_ONES
    ]
    return bool(ranks) and not any(t.text in {";", ":"} for t in doc[ranks[-1] : last])


def members_opening(analysis: Analysis, trigger: Trigger) -> list[Token]:
    """Return whom "*As members* of X, A and B ..." names at the start of the sentence of *trigger*."""
    doc, start = analysis.parsed.doc, trigger.token.sent.start
    if doc[start].lower_ != "as" or trigger.token.i - start > 3 or trigger.token.head.lower_ == "of":
        return []
    of = trigger.last
    of += of < len(doc) and doc[of].lower_ == "states"
    thing = of + 1
    while thing < len(doc) and doc[thing].lower_ in _ARTICLES:
        thing += 1
    named = analysis.resolver.mention_at(thing) if of < len(doc) and doc[of].lower_ in {"of", "to"} else None
    if named is None or named.last >= len(doc) or doc[named.last].text != ",":
        return []
    return _opened(analysis, named.last + 1)


def _verb_of(head: Token) -> Token | None:
    """Return the verb whose subject *head* is, or that a relative clause says of it."""
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return head.head
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return head.head.head
    told = [c for c in head.children if c.dep_ == "relcl" and c.i > head.i]
    return told[0] if told and any(t.lower_ in _WHO for t in told[0].children) else None


def _spelled_out(head: Token) -> bool:
    """Say whether *head* is a number of states that a list behind may name: "*three states* signed"."""
    return head.tag_ == "NNS" and head.lemma_.lower() in word_list("joint_parties")


def _names_follow(analysis: Analysis, i: int, size: int) -> bool:
    """Say whether the marker at token *i* adds to the subject: behind a comma, or if it says "with"."""
    doc = analysis.parsed.doc
    return doc[i - 1].text == "," or doc[i + size - 1].lower_ in {"with", "alongside"}


def _is_dated(doc: Doc, first: int, last: int) -> bool:
    """Say whether the words before token *last*, from *first* on, end with a date: "... in 2019"."""
    dated = last > first and (doc[last - 1].like_num or doc[last - 1].text in word_list("calendar"))
    return dated and any(t.lower_ in _WHEN for t in doc[first:last])


def _gapped(analysis: Analysis, i: int) -> list[Token]:
    """Return who did in other years what was said before token *i*: "... in 2019, *A* in 2020"."""
    doc, found = analysis.parsed.doc, []
    while i < len(doc) and doc[i].text in {"and", ","}:
        i += 1
        i += i < len(doc) and doc[i].text == "and"
        named = analysis.resolver.mention_at(i) if i < len(doc) else None
        if named is None or named.first != i or not _takes_part(analysis, named):
            break
        i = named.last
        if i + 1 >= len(doc) or doc[i].lower_ not in _WHEN:
            break
        while i < len(doc) and (
            doc[i].lower_ in _WHEN or doc[i].like_num or doc[i].text in word_list("calendar")
        ):
            i += 1
        found.append(doc[named.head])
    return found


def _members(analysis: Analysis, token: Token) -> list[Token]:
    """Return the states that spell out the group *token*: "the Benelux countries - A, B and C -"."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    named = resolver.mention_at(token.i)
    group = named is not None and resolver.is_a(named.entity, "Group")
    plural = token.tag_ in {"NNS", "NNPS"} and token.lemma_.lower() in word_list("joint_parties")
    start = _end(analysis, token)
    if not (group or plural) or start + 1 >= len(doc):
        return []
    if doc[start].text in _SPELLED:
        start += 1
    elif doc[start].text == "," and doc[start + 1].lower_ == "namely":
        start += 2
    else:
        return []
    found = _opened(analysis, start)
    return found if len(found) > 1 else []


def _rest_of_list(analysis: Analysis, parts: list[Token]) -> list[Token]:
    """Return the states that stand in a list with those of *parts* and that the parse leaves out."""
    resolver = analysis.resolver
    named = [m for part in parts if (m := resolver.mention_at(part.i)) is not None and m.kind == "name"]
    return [
        part
        for mention in named
        if resolver.is_a(mention.entity, "State")
        for other in resolver.listed_with(mention)
        if resolver.is_a(other.entity, "State", "InternationalOrganisation")
        and (part := analysis.parsed.doc[other.head]) not in parts
    ]


def _coordinated(analysis: Analysis, head: Token) -> list[Token]:
    """Return *head* and what is coordinated with it, also where the list hangs on a word inside a name."""
    parts = coordinated(head)
    for called in [c for part in parts for c in part.children if c.dep_ == "appos"]:
        parts += [c for c in coordinated(called) if c != called and c not in parts]
    for part in tuple(parts):
        named = analysis.resolver.mention_at(part.i)
        for i in range(named.first, named.last) if named is not None else ():
            for child in head.doc[i].children:
                outside = named is not None and not named.first <= child.i < named.last
                if child.dep_ == "conj" and outside and child not in parts:
                    parts += coordinated(child)
    return parts


def _accompanying(head: Token) -> list[Token]:
    """Return whom "X, together with A and B" and "many states, including A" add to X.

    So does "X is a co-author, with A and B, of the text".
    """
    found: list[Token] = []
    if head.dep_ == "nsubj" and head.head.text.lower().startswith("co-"):
        for child in head.head.children:
            if child.dep_ == "prep" and child.lower_ == "with":
                found += [part for c in child.children if c.dep_ == "pobj" for part in coordinated(c)]
    if head.dep_ == "nsubj":
        for noun in head.head.children:
            if noun.dep_ == "attr" and noun.text.lower().startswith("co-"):
                found += [p for t in prepositional_objects(noun, ("with",)) for p in coordinated(t)]
    if head.dep_ == "nsubj":
        for child in head.head.children:
            if child.dep_ == "prep" and child.lower_ in {"like", "alongside"} and child.i < head.head.i:
                found += [part for c in child.children if c.dep_ == "pobj" for part in coordinated(c)]
    for child in head.children:
        phrase = " ".join(t.lower_ for t in head.doc[child.left_edge.i : child.i + 2])
        if child.dep_ in {"prep", "advmod", "cc", "appos"} and any(
            w in phrase
            for w in (
                "together with",
                "along with",
                "alongside",
                "including",
                "such as",
                "as well as",
                "among them",
                "among others",
                "like ",
            )
        ):
            for inner in child.subtree:
                if inner.dep_ in {"pobj", "appos"} and inner.pos_ == "PROPN":
                    found += coordinated(inner)
                    break
    return found
