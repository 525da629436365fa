"""Allegiance: for which state or body somebody speaks whose post names none ("Foreign Minister X said").

The text leaves it to the reader: it is whose the post is said to be ("its foreign minister"), the state that
a document is issued by, the one in whose capital somebody speaks, or the only one spoken of just before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.people import Person, Post
    from accgraph.extraction.scope import Scope
    from accgraph.extraction.tokens import Span, Token

__all__ = ["employer", "is_seat_of_courts", "likeliest", "state_nearby", "telling"]

_OWNERS = frozenset({"its", "their", "his", "her"})
_EMPLOYERS = ("State", "InternationalOrganisation", "CivilSocietyOrganisation", "Mechanism")
_SERVING = frozenset({"with", "for", "of", "at"})
_SENTENCES_BACK, _BLOCKS_BACK = 3, 1
_JUST_BEFORE = 2


def telling(post: Post) -> bool:
    """Say whether *post* is one that only a state has: a minister's, an ambassador's."""
    return bool(set(post.label.lower().replace("-", " ").split()) & set(word_list("telling_posts")))


def employer(scope: Scope, person: Person) -> Entity | None:
    """Return the state or institution whose post *person* holds, by what the text says around it."""
    post, issuers = person.office, scope.context.issuers
    if post is None or person.speaks_for not in {"state", "institution"}:
        return None
    owner = _owner_of(scope, post) or _served(scope, post)
    if owner is not None:
        return owner
    issuer = issuers[0] if issuers else None
    if issuer is not None and scope.is_a(issuer, "Court") and post.label.lower() == "president":
        return issuer
    if person.speaks_for == "state":
        home = scope.context.home
        first = next((m.first for m in scope.people.mentions if m.entity == person.entity), post.first)
        nearby = state_nearby(scope, min(first, post.first)) if telling(post) and home is None else None
        nearby = nearby or (_state_after(scope, first) if telling(post) and home is None else None)
        return home or nearby or _state_of(scope, first)
    if issuer is not None and scope.is_a(issuer, "Court"):
        return issuer
    if set(post.label.lower().split()) & set(word_list("court_officers")):
        return _court_of(scope, post) or (
            issuer if issuer is not None and not scope.is_a(issuer, "State") else None
        )
    return issuer


def likeliest(scope: Scope, token: Token, holders: Sequence[Person]) -> list[Person]:
    """Return *holders* of a post, the one named last first; those of the state that issues the text first.

    In a state's own text "the President" is its own, unless another's was spoken of just before.
    """
    last = {m.entity.iri: m.head for m in scope.people.mentions if m.first < token.i}
    home, block = scope.context.home, scope.parsed.block_of[token.i]
    ranked = sorted(holders, key=lambda p: -last.get(p.entity.iri, -1))
    if home is None or scope.context.issuers != (home,):
        return ranked
    own = [p for p in ranked if scope.principal(p.entity) == home and p.entity.iri in last]
    near = [
        p
        for p in ranked
        if p.entity.iri in last and block - scope.parsed.block_of[last[p.entity.iri]] <= _JUST_BEFORE
    ]
    return own or near


def _owner_of(scope: Scope, post: Post) -> Entity | None:
    """Return the state or body that "*its* foreign minister", "*the country's* premier" says a post is of."""
    doc = scope.parsed.doc
    before = post.first - 1
    if before < 0 or scope.parsed.block_of[before] != scope.parsed.block_of[post.head]:
        return None
    token = doc[before]
    if token.lower_ in {"'s", "'"} and before > 0:
        token = doc[before - 1]
    elif token.lower_ not in _OWNERS:
        return None
    for mention in scope.resolve(token):
        if scope.is_a(mention.entity, *_EMPLOYERS):
            return scope.acting(mention.entity)
    return None


def _served(scope: Scope, post: Post) -> Entity | None:
    """Return the body that "a researcher *with the group*", "spokeswoman *for the bloc*" serve."""
    doc = scope.parsed.doc
    if post.principal is not None or post.last + 2 >= len(doc):
        return None
    link, article = doc[post.last], doc[post.last + 1]
    if link.lower_ not in _SERVING or article.lower_ != "the":
        return None
    noun = next((c for c in link.children if c.dep_ == "pobj" and c.i > article.i), None)
    if noun is None or scope.parsed.block_of[noun.i] != scope.parsed.block_of[post.head]:
        return None
    found = [m.entity for m in scope.resolve(noun) if scope.is_a(m.entity, *_EMPLOYERS)]
    return scope.acting(found[0]) if len(found) == 1 else None


def state_nearby(scope: Scope, index: int) -> Entity | None:
    """Return the state that the sentence of token *index* opens in or names alone, or one just before it.

    Of several it is the one that the document is about.
    """
    parsed = scope.parsed
    sentence = parsed.doc[index].sent
    opening = _opened_in(scope, sentence.start, index)
    if opening is not None:
        return opening
    end = index
    for _ in range(_SENTENCES_BACK):
        states = list(
            dict.fromkeys(
                m.entity
                for m in scope.starting_in(sentence.start, min(end, sentence.end))
                if scope.is_a(m.entity, "State") and not is_seat_of_courts(scope, m)
            )
        )
        if len(states) == 1:
            return states[0]
        if states:
            return _subject_state(scope, sentence, end) or (
                scope.main_state if scope.main_state in states else None
            )
        if sentence.start == 0:
            return None
        sentence = parsed.doc[sentence.start - 1].sent
        end = sentence.end
        if parsed.block_of[index] - parsed.block_of[sentence.start] > _BLOCKS_BACK:
            return None
    return None


def is_seat_of_courts(scope: Scope, mention: Mention) -> bool:
    """Say whether *mention* is The Hague, which is named for its courts and not for its government."""
    return mention.kind == "metonym" and scope.parsed.doc[mention.head].text == "Hague"


def _subject_state(scope: Scope, sentence: Span, end: int) -> Entity | None:
    """Return the state that is the subject of *sentence*, if it stands before token *end*."""
    for token in sentence:
        mention = scope.mention_at(token.i)
        subject = token.dep_ == "nsubj" and token.head.dep_ == "ROOT" and token.i < end
        if mention is not None and subject and scope.is_a(mention.entity, "State"):
            return mention.entity
    return None


def _state_after(scope: Scope, index: int) -> Entity | None:
    """Return the state that the block of token *index* names first after it as a subject."""
    _, last = scope.parsed.block_range(scope.parsed.block_of[index])
    for mention in scope.starting_in(index, last):
        if scope.is_a(mention.entity, "State") and mention.kind == "name":
            return mention.entity if scope.parsed.doc[mention.head].dep_ == "nsubj" else None
    return None


def _state_of(scope: Scope, index: int) -> Entity | None:
    """Return the state that the document is about, if it is also the last named before token *index*."""
    before = [m for m in scope.named if m.first < index and scope.is_a(m.entity, "State")]
    return before[-1].entity if before and before[-1].entity == scope.main_state else None


def _opened_in(scope: Scope, start: int, index: int) -> Entity | None:
    """Return the state whose seat opens the sentence: "In Manila, Justice Secretary X"."""
    mention = scope.mention_at(start + 1)
    doc = scope.parsed.doc
    if (
        mention is None
        or doc[start].lower_ != "in"
        or mention.last > index
        or not scope.is_a(mention.entity, "State")
    ):
        return None
    return mention.entity if doc[mention.last].text == "," else None


def _court_of(scope: Scope, post: Post) -> Entity | None:
    """Return the court whose prosecutor, judge or registrar holds *post*: the one named last before."""
    if set(post.label.lower().split()) & set(word_list("domestic_officers")):
        return None
    for mention in reversed([m for m in scope.named if m.first < post.first]):
        court = scope.acting(mention.entity)
        if mention.kind == "name" and scope.is_a(court, "Court") and scope.is_a(court, "Mechanism"):
            return court
    return None
