"""Parties: who "both ministers", "the two sides" and "the Respondent" are in a visit, a meeting or a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.mentions import Mention, by_frequency
from accgraph.extraction.scope import Scope
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["counterpart", "is_signed_by", "met", "party_of_case"]

_MET_BLOCKS = 3


def met(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return for whom the two last named speak who hold posts: "both ministers", "the leaders"."""
    block = scope.parsed.block_of[token.i]
    sides: dict[str, Entity] = {}
    for mention in reversed([m for m in scope.people.mentions if m.first < token.i]):
        if block - scope.parsed.block_of[mention.head] > _MET_BLOCKS:
            break
        person = scope.people.persons[mention.entity.iri]
        side = scope.principal(mention.entity)
        if person.post is not None and not scope.is_a(side, "Person"):
            sides.setdefault(side.iri, side)
        if len(sides) == 2:
            return tuple(
                Mention(token.i, token.i + 1, token.i, e, "nominal", 0.75) for e in reversed(sides.values())
            )
    return ()


def counterpart(scope: Scope, token: Token, home: Entity) -> Entity | None:
    """Return the other of "both sides": whom a release of *home* has spoken of most until *token*."""
    counts = by_frequency(
        scope.acting(m.entity)
        for m in scope.named
        if m.first < token.i
        and scope.is_a(scope.acting(m.entity), "State")
        and scope.acting(m.entity) != home
    )
    return counts[0][0] if counts else None


def party_of_case(scope: Scope, token: Token, role: str) -> tuple[Mention, ...]:
    """Resolve "the Applicant", "the Respondent": the state that is it in the only case of the document."""
    cases = list(dict.fromkeys(m.entity for m in scope.named if scope.is_a(m.entity, "Proceeding")))
    if len(cases) != 1:
        return ()
    entry = scope.vocabulary.entries.get(cases[0].iri)
    iris = entry.links.get(role, ()) if entry is not None else ()
    found = [scope.vocabulary.entries[iri].entity for iri in iris if iri in scope.vocabulary.entries]
    if entry is None:
        sides = cases[0].label.removesuffix(")").rpartition("(")[2].split(" v. ")
        names = sides[0 if role == "applicant" else 1] if len(sides) == 2 else ""
        known = [entity for name in names.split(" and ") for entity in scope.vocabulary.lookup(name)]
        found = [entity for entity in known if scope.is_a(entity, "State")]
    return tuple(Mention(token.i, token.i + 1, token.i, e, "nominal", 0.8) for e in found)


def is_signed_by(scope: Scope, token: Token, words: set[str]) -> bool:
    """Say whether "the undersigned organisations", "our organisations" are those that issue the document."""
    issuers = scope.context.issuers
    bodies = [e for e in issuers if scope.is_a(e, "CivilSocietyOrganisation", "InternationalOrganisation")]
    if (
        len(bodies) < 2
        or len(bodies) < len(issuers)
        or token.tag_ not in {"NNS", "NNPS", "NN", "JJ", "VBN", "VBD"}
    ):
        return False
    bare = not any(c.dep_ in {"prep", "relcl", "poss"} for c in token.children)
    alone = words & {"the", "these"} and (bare or "undersigned" in words)
    others = any(
        c.dep_ in {"amod", "compound"} and c.lower_ not in {"undersigned", "signatory"}
        for c in token.children
    )
    return bool(alone or words & {"our"}) and not others
