"""Orders: whom a court told to do something, which a later sentence says was not done.

"The Court ordered X to release them. *That order has not been obeyed*": a passive without an agent, or "it
has not done so", is about whoever the order just spoken of was addressed to. The same holds for requests.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.pronouns import THIRD_PLURAL, THIRD_THING
from accgraph.extraction.syntax import (
    agents,
    is_passive,
    objects,
    prepositional_objects,
    subjects,
    surface_subjects,
)

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = ["Order", "addressees", "bound", "order_before"]

_TO = ("to", "against", "on", "upon")
_SENTENCES_BACK = 2
_SURE = 0.75
_BODIES = ("Court", "Tribunal", "Inquiry", "InvestigationTeam", "Programme", "Institution")
_ADDRESSED = frozenset({"State", "Group"})


@dataclass(frozen=True, slots=True)
class Order:
    """What *body* told *addressee* to do, said by the verb or noun *token*."""

    body: Mention
    addressee: Mention
    token: Token


def addressees(analysis: Analysis, word: Token) -> list[Mention]:
    """Return whom the order was for that *word* says was not carried out.

    *word* is a passive without an agent or an adjective ("remains *unanswered*"). The order says it itself
    ("the request to X"), or the sentence that gave it; one addressee, or none.
    """
    things = objects(word) if word.pos_ in {"VERB", "AUX"} else _predicated(word)
    for thing in things:
        for order in _orders(thing):
            told = _told_by(analysis, order)
            if told:
                return [_at(word, told[0])] if len(told) == 1 else []
    meant = any(_is_order(order) for t in things for order in _orders(t))
    before = order_before(analysis, word) if meant else None
    return [_at(word, before.addressee)] if before is not None else []


def bound(analysis: Analysis, verb: Token) -> list[Mention]:
    """Return the addressee of the order spoken of before *verb*, if they are who it says did not do so."""
    order = order_before(analysis, verb)
    if order is None or order.token == verb.head or verb == order.token:
        return []
    if verb.lemma_.lower() in word_list("answering") and any(
        c.dep_ in {"dobj", "xcomp", "ccomp", "prep", "dative"} for c in verb.children
    ):
        return []
    if is_passive(verb):
        return [_at(verb, order.addressee)] if not agents(verb) else []
    resolver = analysis.resolver
    state = resolver.acting(order.addressee.entity)
    for head in surface_subjects(verb):
        said = [resolver.acting(m.entity) for m in resolver.resolve_all(head)]
        if state in said or head.lower_ in THIRD_THING | THIRD_PLURAL:
            return [_at(verb, order.addressee)]
    return []


def _is_order(token: Token) -> bool:
    return token.lemma_.lower() in word_list("binding") or token.lower_ in THIRD_THING | THIRD_PLURAL


def _predicated(adjective: Token) -> list[Token]:
    """Return what *adjective* is said of: "the letters went *unanswered*"."""
    if adjective.dep_ in {"acomp", "oprd", "attr", "advcl", "xcomp"}:
        return surface_subjects(adjective.head)
    return [adjective.head] if adjective.dep_ == "amod" else []


def order_before(analysis: Analysis, token: Token) -> Order | None:
    """Return the last order given before *token* in its block or the one before; None if there is none,
    or if it has several addressees.
    """
    for sentence in _sentences_back(analysis, token):
        for verb in reversed(sentence):
            if verb.i >= token.i:
                continue
            found = list(_given_by(analysis, verb))
            if found:
                told = {o.addressee.entity for o in found}
                return found[0] if len(told) == 1 and not _shared(analysis, found[0]) else None
    return None


def _shared(analysis: Analysis, order: Order) -> bool:
    """Say whether another state is told something besides: "ordered A to stop and *B* to withdraw"."""
    doc = order.token.doc
    for mention in analysis.resolver.mentions_in(order.addressee.last, order.token.sent.end):
        state = analysis.resolver.is_a(mention.entity, "State") and mention.entity != order.addressee.entity
        if state and mention.last < len(doc) and doc[mention.last].tag_ == "TO":
            return True
    return False


def _sentences_back(analysis: Analysis, token: Token) -> Iterator[Span]:
    """Yield the sentence of *token* and the ones before it, not further back than one block."""
    block_of = analysis.parsed.block_of
    sentence = token.sent
    for _ in range(_SENTENCES_BACK + 1):
        if block_of[token.i] - block_of[sentence.start] > 1:
            return
        yield sentence
        if sentence.start == 0:
            return
        sentence = token.doc[sentence.start - 1].sent


def _orders(thing: Token) -> Iterator[Token]:
    """Yield *thing*, and what it is one or none of: "none of the *orders*"."""
    yield thing
    for link in thing.children:
        if link.dep_ == "prep" and link.lower_ == "of":
            yield from (c for c in link.children if c.dep_ == "pobj")


def _told_by(analysis: Analysis, order: Token) -> list[Mention]:
    """Return the states that the phrase of *order* says it is for: "the letters sent *to X*"."""
    if order.lemma_.lower() not in word_list("binding"):
        return []
    heads = [t for c in order.children if c.dep_ == "prep" and c.lower_ in _TO for t in c.children]
    for clause in order.subtree:
        if clause.dep_ in {"acl", "relcl"} and clause.lemma_.lower() in word_list("addressed_to"):
            heads += prepositional_objects(clause, _TO)
    return _states(analysis, heads)


def _given_by(analysis: Analysis, verb: Token) -> Iterator[Order]:
    """Yield what *verb* says that a court told a state to do: "ordered X to", "ordered that X"."""
    if verb.lemma_.lower() not in word_list("enjoining") or verb.pos_ != "VERB":
        return
    body = _body(analysis, subjects(verb))
    if body is None or any(c.dep_ == "neg" for c in verb.children):
        return
    told = list(objects(verb))
    for clause in verb.children:
        if clause.dep_ in {"ccomp", "xcomp"}:
            told += surface_subjects(clause)
    for state in _states(analysis, told):
        yield Order(body, state, verb)


def _body(analysis: Analysis, heads: list[Token]) -> Mention | None:
    """Return the court or other body that *heads* are, or whose order they are."""
    resolver = analysis.resolver
    for head in heads:
        near = [head, *(t for t in prepositional_objects(head, ("of", "by", "from")))]
        near += [t for c in head.children if c.dep_ == "acl" for t in subjects(c)]
        for token in near:
            for mention in resolver.resolve(token):
                body = resolver.principal(mention.entity)
                if resolver.is_a(body, *_BODIES) and resolver.is_a(body, "Mechanism"):
                    return mention
    return None


def _states(analysis: Analysis, heads: list[Token]) -> list[Mention]:
    resolver = analysis.resolver
    found: dict[str, Mention] = {}
    for head in heads:
        for part in (head, *head.conjuncts):
            for mention in resolver.resolve(part):
                if resolver.is_a(resolver.acting(mention.entity), *_ADDRESSED):
                    found.setdefault(resolver.acting(mention.entity).iri, mention)
    return list(found.values())


def _at(token: Token, mention: Mention) -> Mention:
    return Mention(token.i, token.i + 1, token.i, mention.entity, "pronoun", _SURE)
