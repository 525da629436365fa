"""Rosters: who some of those are who are only counted ("32 states, among them A, B and C, ...").

Where the list stands does not matter: behind "among them", "including" or "notably", before "among them",
after "with" and before "among the first"; it belongs to the last such number before it in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["counted_noun", "rostered"]

_AFTER = (
    ("among", "them"),
    ("amongst", "them"),
    ("among", "others"),
    ("including",),
    ("notably",),
    ("in", "particular"),
    ("particularly",),
    ("especially",),
    ("chief", "among", "them"),
    ("first", "among", "them"),
    ("most", "notably"),
    ("most", "recently"),
)
_THOSE = (("those", "of"), ("those", "in"))
_AMONG = frozenset({"among", "amongst"})
_REACH = 60


def counted_noun(token: Token) -> Token | None:
    """Return the plural noun that counts holders: "32 *states*", "a group of *states*"."""
    if token.lemma_.lower() in word_list("quantities"):
        inner = [c for p in token.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
        return counted_noun(inner[0]) if inner and inner[0] != token else None
    lemmas = {token.lemma_.lower(), token.lower_.removesuffix("s")}
    plural = token.tag_ in {"NNS", "NNPS"} and not lemmas.isdisjoint(word_list("counted_members"))
    return token if plural else None


def rostered(analysis: Analysis, token: Token, opened: Callable[[Analysis, int], list[Token]]) -> list[Token]:
    """Return the heads of those whom the sentence names among those that *token* counts.

    *opened* reads the list of actors that opens at a token.
    """
    noun, resolver = counted_noun(token), analysis.resolver
    if noun is None or resolver.mention_at(noun.i) is not None:
        return []
    doc, end = analysis.parsed.doc, noun.sent.end
    for i in range(noun.i + 1, min(end, noun.i + _REACH)):
        here = doc[i]
        if here.text in {";", ":"} or (counted_noun(here) is not None and resolver.mention_at(i) is None):
            return []
        if doc[i - 1].text not in {",", "(", "–", "—", "-"}:
            continue
        start = i
        for marker in _AFTER:
            if tuple(t.lower_ for t in doc[i : i + len(marker)]) == marker:
                start = i + len(marker)
        if tuple(t.lower_ for t in doc[start : start + 2]) in _THOSE:
            start += 2
        found = opened(analysis, start + (start == i and here.lower_ == "with"))
        if not found or not _fit(analysis, noun, found):
            continue
        if start > i:
            others = doc[i - 2].tag_ == "NNS" and doc[i - 2] != noun and doc[start - 1].lower_ != "them"
            return [] if others else found
        last = resolver.mention_at(found[-1].i)
        behind = last.last if last is not None else found[-1].i + 1
        if behind + 1 < end and doc[behind].lower_ in _AMONG:
            them, ranked = doc[behind + 1].lower_ == "them", here.lower_ == "with"
            if them or (ranked and doc[behind + 1].lower_ in {"the", "its", "their"}):
                return found
    return []


def _fit(analysis: Analysis, noun: Token, found: list[Token]) -> bool:
    """Say whether the actors *found* can be some of *noun*: states of states, and no mechanism at all."""
    resolver = analysis.resolver
    named = [m for t in found if (m := resolver.mention_at(t.i)) is not None]
    states = noun.lemma_.lower() in word_list("joint_parties")
    kinds = ("State", "InternationalOrganisation") if states else ("Actor",)
    return all(resolver.is_a(m.entity, *kinds) and not resolver.is_a(m.entity, "Mechanism") for m in named)
