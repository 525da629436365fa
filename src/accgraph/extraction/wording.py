"""The words that tell a claim's mechanism from others: "the *case that Peru brought against Chad*".

A mention is often shorter: it is found by the noun alone. What a reader is shown, and may look for, is the
phrase.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import coordinated, is_verb, noun_phrase, objects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["worded"]

# what goes on with a description: prepositions that tell what it is for, and what they govern
_TELLING = frozenset({"about", "against", "concerning", "for", "in", "into", "of", "on", "over"})
_WITHIN = frozenset(
    {
        "amod",
        "case",
        "cc",
        "compound",
        "conj",
        "det",
        "dobj",
        "nmod",
        "nummod",
        "pcomp",
        "pobj",
        "poss",
        "prep",
    }
)
_JOINING = frozenset({"prep", "det", "amod", "poss", "case", "cc"})
_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "poss"})
_PARTY = frozenset({"against", "between", "by", "of"})
_AT = frozenset({"at", "before", "to"})
_YEAR, _LONGEST = 4, 16


def worded(analysis: Analysis, target: Mention) -> Mention:
    """Return *target* with all that tells it from others: "a memorandum *on the exchange of evidence*"."""
    if target.kind not in {"name", "nominal"}:
        return target
    if analysis.resolver.is_a(target.entity, "Proceeding"):
        told = _case(analysis, target)
        if told is not None:
            return replace(target, first=told[0], last=told[1])
    sanctions = analysis.resolver.is_a(target.entity, "SanctionsRegime") and target.last > target.head + 1
    return target if target.entity.known or sanctions else _described(analysis, target)


def _case(analysis: Analysis, target: Mention) -> tuple[int, int] | None:
    """Return the words that tell the case *target* by its parties; None if none do."""
    head = analysis.parsed.doc[target.head]
    nouns = set(load_table("proceedings")["case"]["nouns"])
    if is_verb(head):
        filed = [t for t in objects(head) if t.lemma_.lower() in nouns]
        found = _by_parties(analysis, filed[0]) if filed else (head.i, _end(analysis, head))
    elif head.lemma_.lower() in nouns and target.last == head.i + 1:
        found = _by_parties(analysis, head)
    else:
        return None
    return found if found is not None and found[1] - found[0] <= _LONGEST else None


def _by_parties(analysis: Analysis, noun: Token) -> tuple[int, int] | None:
    """Return the phrase of *noun* until the parties that it, or the clause of who brought it, names."""
    bringing = load_table("proceedings")["case"]["bringing"]
    own = [c for c in noun.children if c.dep_ in _BEFORE and c.i < noun.i]
    first = min([noun.i, *(c.left_edge.i for c in own)])
    clauses = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in bringing]
    governing = noun.head if noun.dep_ in {"dobj", "nsubjpass"} and is_verb(noun.head) else noun
    hung = [t for above in dict.fromkeys((noun, governing)) for t in above.children if t.i > noun.i]
    told = [t for t in hung if t.lower_ in _PARTY and t.dep_ in {"prep", "agent"}]
    if clauses:
        told += [t for t in clauses[0].children if t.lower_ in _PARTY and t.i > clauses[0].i]
        return first, max([clauses[0].i + 1, *_ends(told)])
    against = [t for t in told if t.lower_ in {"against", "between"}]
    if not against:
        owned = any(c.dep_ == "poss" and analysis.resolver.mention_at(c.i) is not None for c in own)
        return (first, noun.i + 1) if owned else None
    last = max(_ends(told))
    courts = (t for above in (noun, governing, against[0]) for t in above.subtree if t.i == last)
    at_court = next((t for t in courts if t.lower_ in _AT), None)
    return first, _court_end(analysis, at_court) or last if at_court is not None else last


def _end(analysis: Analysis, verb: Token) -> int:
    """Return where the words of "*took Peru to the Court*" end."""
    ends = [noun_phrase(t)[1] for t in objects(verb)]
    courts = [_court_end(analysis, t) for t in verb.subtree if t.lower_ in _AT and t.i > verb.i]
    return max([verb.i + 1, *ends, next((end for end in courts if end), 0)])


def _court_end(analysis: Analysis, at_court: Token) -> int:
    """Return where the court ends that *at_court* governs; 0 if it governs none."""
    named = (analysis.resolver.mention_at(t.i) for t in at_court.children)
    is_a = analysis.resolver.is_a
    return max([0, *(m.last for m in named if m is not None and is_a(m.entity, "Court", "Organisation"))])


def _ends(links: Iterable[Token]) -> list[int]:
    """Return where the phrases end that each of *links* governs."""
    return [noun_phrase(t)[1] for p in links for c in p.children for t in coordinated(c) if c.dep_ == "pobj"]


def _described(analysis: Analysis, target: Mention) -> Mention:
    """Return *target*, which no vocabulary knows, with what it is said to be for."""
    doc, last = analysis.parsed.doc, target.last
    inside = range(target.first, target.last)
    for token in doc[last : doc[target.head].sent.end]:
        tells = token.dep_ != "prep" or token.lower_ in _TELLING
        tells &= token.dep_ not in {"cc", "conj"} or token.head.i not in inside
        if token.i != last or not tells or not _is_inside(token, inside) or _opens_date(token):
            break
        last += 1
    while last > target.last and doc[last - 1].dep_ in _JOINING:
        last -= 1
    return replace(target, last=last)


def _opens_date(token: Token) -> bool:
    """Say whether *token* tells when: "froze the assets of three officers *in March*"."""
    return token.dep_ == "prep" and any(
        c.ent_type_ in {"DATE", "TIME"} or (c.like_num and len(c.text) == _YEAR) for c in token.children
    )


def _is_inside(token: Token, phrase: Container[int]) -> bool:
    """Say whether *token* hangs on a token of *phrase* by what goes on with it, and by no clause."""
    while token.i not in phrase:
        if token.dep_ not in _WITHIN:
            return False
        token = token.head
    return True
