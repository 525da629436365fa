"""Homonyms: what a text describes in the words that the vocabulary has for the name of something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from accgraph.model import Claim, CommitmentClaim, PositionClaim, Role
from accgraph.vocabulary import Vocabulary

__all__ = ["told_apart"]

_APART = "-in-text"


def told_apart(claims: Iterable[Claim], vocabulary: Vocabulary) -> Iterator[Claim]:
    """Yield *claims* in which nothing that was found in text has the IRI of what *vocabulary* knows.

    "The core group" of a text on another situation, in small letters, describes a group and does not name the
    known one: it gets an IRI of its own. What bears the name of the known one is the known one.
    """
    for claim in claims:
        yield _apart(claim, vocabulary)


def _apart(claim: Claim, vocabulary: Vocabulary) -> Claim:
    def one(role: Role) -> Role:
        entity = role.entity
        if entity.known or entity.iri not in vocabulary.entries:
            return role
        if entity.label.islower():
            return replace(role, entity=replace(entity, iri=f"{entity.iri}{_APART}"))
        return replace(role, entity=vocabulary.told(entity))

    def each(roles: Iterable[Role]) -> tuple[Role, ...]:
        return tuple(one(role) for role in roles)

    if claim.by is not None:
        claim = replace(claim, by=one(claim.by))
    if isinstance(claim, PositionClaim):
        return replace(claim, holder=one(claim.holder), target=one(claim.target))
    if isinstance(claim, CommitmentClaim):
        return replace(
            claim, bearer=each(claim.bearer), mechanisms=each(claim.mechanisms), backs=each(claim.backs)
        )
    place = one(claim.place) if claim.place is not None else None
    return replace(claim, place=place, participants=each(claim.participants))
