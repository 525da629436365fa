"""Event names: who takes part though no recognised name stands where grammar looks for one.

Persons and courts that the vocabulary does not hold, and subjects that asides part from their verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.reference import Resolver
from accgraph.extraction.syntax import prepositional_objects
from accgraph.model import Entity
from accgraph.namespaces import named_iri

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

# what the parser takes the names of persons for that it does not know
_NO_PARTIES = frozenset({"DATE", "TIME", "GPE", "LOC", "LAW", "EVENT", "MONEY", "LANGUAGE", "NORP"})
_NAMELIKE = frozenset({"", "PERSON", "ORG", "WORK_OF_ART", "PRODUCT"})

__all__ = ["is_unknown_town", "separated_subject", "unknown_court", "unknown_party", "unknown_person"]


def separated_subject(verb: Token, resolver: Resolver) -> list[Token]:
    """Return the head of the name in front of *verb* that asides part from it, if it has no subject.

    In "On 27 June the Court, in a decision which ..., condemned" the name belongs to the date for the parser.
    """
    if verb.tag_ not in {"VBD", "VBZ"} or verb.dep_ == "conj":
        return []
    if any(c.dep_.startswith(("nsubj", "csubj", "aux")) for c in verb.children):
        return []
    mentions = list(resolver.mentions_in(verb.sent.start, verb.i))
    for mention in mentions:
        before = verb.doc[mention.first - 1] if mention.first > verb.sent.start else None
        if before is not None and before.pos_ == "DET" and before.i > verb.sent.start:
            before = before.nbor(-1)
        free = before is None or before.pos_ not in {"ADP", "CCONJ", "PART", "ADJ"}
        if free and mention.last < verb.i and verb.doc[mention.last].text == ",":
            return [verb.doc[mention.head]]
    return []


def is_unknown_town(head: Token, resolver: Resolver) -> bool:
    """Say whether *head* is a single capitalised name that nothing is known of: to visitors, a town."""
    if head.pos_ != "PROPN" or not head.text[:1].isupper() or resolver.mention_at(head.i) is not None:
        return False
    if head.ent_type_ in {"DATE", "TIME", "LAW", "EVENT"} or head.text in word_list("calendar"):
        return False
    return not any(c.dep_ in {"det", "compound", "amod", "poss"} for c in head.children)


def unknown_court(head: Token, resolver: Resolver) -> Mention | None:
    """Return the court that is told by kind and city only ("a federal court in Lima", "judges in Lima")."""
    if head.lemma_.lower() == "panel":
        head = next(iter(prepositional_objects(head, ("of",))), head)
    if (
        head.lemma_.lower() not in {"court", "tribunal", "judge", "jury", "magistrate", "bench"}
        or resolver.mention_at(head.i) is not None
    ):
        return None
    if any(resolver.is_a(m.entity, "Court", "Tribunal") for m in resolver.resolve(head)):
        return None
    left = [c for c in head.children if c.i < head.i and c.dep_ in {"amod", "compound", "nmod", "poss"}]
    seat = next(
        (
            o
            for c in head.children
            if c.lower_ in {"in", "of", "at"} and c.i == head.i + 1
            for o in c.children
            if o.dep_ == "pobj" and (o.ent_type_ == "GPE" or is_unknown_town(o, resolver))
        ),
        None,
    )
    if seat is None and not any(c.ent_type_ == "GPE" for c in left):
        return None
    first = min((t.i for c in left for t in c.subtree), default=head.i)
    last = (seat.i if seat is not None else head.i) + 1
    label = head.doc[first:last].text
    court = Entity(named_iri("court", label), label, ("Court",), False)
    return Mention(first, last, head.i, court, "name", 0.7)


def unknown_party(head: Token, resolver: Resolver) -> Mention | None:
    """Return the firm, group or body that capitalised words name of which nothing else is known."""
    first = head.i
    while first > head.sent.start:
        before = head.doc[first - 1]
        inside = first <= before.head.i <= head.i and before.dep_ in {"compound", "nmod", "amod"}
        if not inside or not before.text[:1].isupper():
            break
        first -= 1
    words = head.doc[first : head.i + 1]
    if resolver.post_at(head.i) is not None or (first and head.doc[first - 1].text == "-"):
        return None
    if not any(t.pos_ == "PROPN" for t in words) or not words[0].text[:1].isupper():
        return None
    if any(resolver.mention_at(t.i) is not None or t.text in word_list("calendar") for t in words):
        return None
    if head.pos_ not in {"PROPN", "NOUN"} or any(t.ent_type_ in _NO_PARTIES for t in words):
        return None
    group = Entity(named_iri("group", words.text), words.text, ("Group",), False)
    return Mention(first, head.i + 1, head.i, group, "name", 0.6)


def unknown_person(head: Token, resolver: Resolver, words_of_events: frozenset[str]) -> Mention | None:
    """Return the person whom two or more capitalised words name in which nothing else has been recognised."""
    first = head.i
    while first > 0 and head.doc[first - 1].dep_ == "compound" and head.doc[first - 1].head == head:
        first -= 1
    words = head.doc[first : head.i + 1]
    plain = all(t.text[:1].isupper() and t.text[1:].islower() and t.is_alpha for t in words)
    if len(words) < 2 or head.pos_ != "PROPN" or not plain:
        return None
    if any(resolver.mention_at(t.i) is not None or t.lower_ in words_of_events for t in words):
        return None
    if any(t.ent_type_ not in _NAMELIKE for t in words):
        return None
    person = Entity(named_iri("person", words.text), words.text, ("Person",), False)
    return Mention(first, head.i + 1, head.i, person, "name", 0.7)
