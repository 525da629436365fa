"""Membership told in passing: "As States Parties to the Rome Statute, we are obliged to cooperate"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.holders import actors
from accgraph.extraction.mentions import Mention

__all__ = ["Membership", "memberships"]

_PARTIES = re.compile(r"^(?:States? )?Part(?:y|ies) to (?:the )?(?P<treaty>.+)$", re.IGNORECASE)
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Membership:
    """Token *trigger* says that *member* is a party to *treaty*."""

    trigger: int
    member: Mention
    treaty: Mention


def memberships(analysis: Analysis, lexicon: FrameLexicon) -> Iterator[Membership]:
    """Yield the memberships told of who stands right behind or before the name of the parties as a group."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    for mention in resolver.named:
        match = _PARTIES.match(" ".join(t.text for t in doc.tokens[mention.first : mention.last]))
        before, after = mention.first - 1, mention.last + 1
        told = (
            before >= 0 and after < len(doc) and doc[before].lower_ == "as" and doc[mention.last].text == ","
        )
        if match is None or not told:
            continue
        treaties = [
            e for e in analysis.vocabulary.lookup(match["treaty"]) if analysis.vocabulary.is_a(e, "Treaty")
        ]
        if len(treaties) != 1:
            continue
        named = Mention(mention.first, mention.last, mention.head, treaties[0], "nominal", _SURE)
        for member in _members(analysis, lexicon, before, after):
            if member.entity != mention.entity:
                yield Membership(mention.head, member, named)


def _members(analysis: Analysis, lexicon: FrameLexicon, link: int, after: int) -> Sequence[Mention]:
    """Return who is told to be a party by the "as" at token *link*: those before it, or from *after* on."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    if link > doc[link].sent.start + 1 and doc[link - 1].text == ",":
        named = resolver.mention_at(link - 2)
        return (named, *resolver.listed_with(named)) if named is not None else ()
    beside = resolver.mention_at(after)
    return actors(analysis, lexicon, doc[beside.head] if beside is not None else doc[after])
