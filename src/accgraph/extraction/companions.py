"""Companions: who holds a position with its grammatical holder ("X, together with A and B, welcomes ...").

They stand beside it in a list, behind or before it under "together with", "joined by" or "alongside", or they
are the members that a group is spelled out by ("five states (A, B, C, D and E)").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import coordinated, noun_phrase, prepositional_objects

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["companions"]

_SPELLED = frozenset({"-", "–", "—", "(", ":"})
_ARTICLES = frozenset({"the", "both"})
_TOGETHER = frozenset({"together", "jointly", "alongside", "along"})
_LONGEST, _REACH = 4, 120


def companions(analysis: Analysis, head: Token) -> list[Token]:
    """Return *head* and all who hold with it what it holds, in no particular order, each once.

    A group is left out if its members are spelled out.
    """
    parts = [*_coordinated(analysis, head), *_accompanying(head)]
    parts += [p for p in _rest_of_list(analysis, parts) if p not in parts]
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
        if between & {"and", "&"}:
            return [doc[m.head] for m in listed]
    return [doc[first.head]]


def _takes_part(analysis: Analysis, mention: Mention) -> bool:
    resolver = analysis.resolver
    return mention.kind != "adjective" and resolver.is_a(mention.entity, "Actor")


def _marker(analysis: Analysis, start: int) -> int:
    """Return how many tokens from *start* on say "together with"; 0 if none do."""
    doc = analysis.parsed.doc
    for size in range(_LONGEST, 0, -1):
        if " ".join(t.lower_ for t in doc[start : start + size]) in word_list("accompanying"):
            return size
    return 0


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
    found = _opened(analysis, start + size) if size else []
    if not found:
        return []
    last = _end(analysis, found[-1])
    begin = min(noun_phrase(head)[0], head.i)
    return found if last < len(doc) and doc[last].text == "," and 0 < begin - last <= 2 else []


def _after_verb(analysis: Analysis, head: Token) -> list[Token]:
    """Return whom "*head* signed the text together with A and B" adds behind its verb."""
    if head.dep_ not in {"nsubj", "nsubjpass"}:
        return []
    verb, doc = head.head, head.doc
    for i in range(verb.i + 1, verb.sent.end - 2):
        token = doc[i]
        if token.text in {";", ":"} or (token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and token.i > verb.i + 1):
            return []
        if token.lower_ in _TOGETHER and doc[i + 1].lower_ == "with":
            return _opened(analysis, i + 2)
    return []


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
