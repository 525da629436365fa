"""Claims made by hand, for tests of everything that comes after extraction."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from accgraph.model import (
    Claim,
    CommitmentClaim,
    Document,
    Entity,
    EventClaim,
    PositionClaim,
    Role,
    Span,
)
from accgraph.namespaces import content_iri, named_iri

TEXT = (
    "Denmark joined the International Criminal Court, Ruslan Kravchenko said.\n"
    "Norway denied that it had rejected the Register of Damage.\n"
    "Amnesty International urged the EU to activate the blocking statute.\n"
    "Ministers of Denmark and Norway met in Copenhagen on 4 July 2025.\n"
    "The Independent Panel on Kivu was welcomed by Norway.\n"
)


def named(family: str, label: str, *classes: str, known: bool = True) -> Entity:
    return Entity(named_iri(family, label), label, classes, known)


def state(code: str, label: str) -> Entity:
    return Entity(f"https://w3id.org/accgraph/id/state/{code}", label, ("State",))


DENMARK = state("DNK", "Denmark")
NORWAY = state("NOR", "Norway")
ICC = named("court", "International Criminal Court", "Court", "Tribunal")
EU = named("organisation", "European Union", "InternationalOrganisation")
AMNESTY = named("organisation", "Amnesty International", "CivilSocietyOrganisation")
REGISTER = named("mechanism", "Register of Damage for Ukraine", "Register")
STATUTE = named("mechanism", "EU blocking statute", "Legislation")
PANEL = named("mechanism", "Independent Panel on Kivu", "Inquiry", known=False)
KRAVCHENKO = named("person", "Ruslan Kravchenko", "Person", known=False)
COPENHAGEN = named("place", "Copenhagen", "Place", known=False)


def document(text: str = TEXT, name: str = "made.txt", **fields: Any) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    fields.setdefault("published", "2025-11-24")
    return Document(iri=content_iri("document", sha256), name=name, text=text, sha256=sha256, **fields)


def role(source: Document, entity: Entity, words: str | None = None, after: int = 0) -> Role:
    """The role of *entity*, named by *words* where they first stand at or after *after*."""
    if words is None:
        return Role(entity)
    start = source.text.index(words, after)
    return Role(entity, words, start, start + len(words))


def grounded(source: Document, quote: str, trigger: str, rule: str = "test.rule") -> dict[str, Any]:
    start = source.text.index(quote)
    fired = source.text.index(trigger, start)
    return {
        "document": source.name,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "trigger": Span(fired, fired + len(trigger)),
        "rule": rule,
    }


def claims(source: Document) -> tuple[Claim, ...]:
    """One claim for each sentence of TEXT: position, denial, demand, event, and an unknown mechanism."""
    action = "activate the blocking statute"
    lines = source.text.splitlines()
    join, denial, demand, meeting, welcome = (line.rstrip(".") for line in lines)
    made: list[Claim] = [
        PositionClaim(
            iri=content_iri("claim", source.iri, "join"),
            kind="join",
            holder=role(source, DENMARK, "Denmark"),
            target=role(source, ICC, "International Criminal Court"),
            by=role(source, KRAVCHENKO, "Ruslan Kravchenko"),
            post="Prosecutor General of Ukraine",
            date="2025-11",
            confidence=0.9,
            **grounded(source, join, "joined"),
        ),
        PositionClaim(
            iri=content_iri("claim", source.iri, "denial"),
            kind="reject",
            holder=role(source, NORWAY, "Norway"),
            target=role(source, REGISTER, "Register of Damage"),
            denied=True,
            **grounded(source, denial, "rejected"),
        ),
        CommitmentClaim(
            iri=content_iri("claim", source.iri, "demand"),
            kind="demand",
            bearer=(role(source, EU, "EU"),),
            by=role(source, AMNESTY, "Amnesty International"),
            action=action,
            action_span=Span(source.text.index(action), source.text.index(action) + len(action)),
            mechanisms=(role(source, STATUTE, "blocking statute"),),
            **grounded(source, demand, "urged"),
        ),
        EventClaim(
            iri=content_iri("claim", source.iri, "meeting"),
            kind="meeting",
            date="2025-07-04",
            place=role(source, COPENHAGEN, "Copenhagen"),
            participants=(
                role(source, DENMARK, "Denmark", source.text.index("Ministers")),
                role(source, NORWAY, "Norway", source.text.index("Ministers")),
            ),
            **grounded(source, meeting, "met"),
        ),
        PositionClaim(
            iri=content_iri("claim", source.iri, "welcome"),
            kind="endorse",
            holder=role(source, NORWAY, "Norway", source.text.index("Kivu")),
            target=role(source, PANEL, "Independent Panel on Kivu"),
            **grounded(source, welcome, "welcomed"),
        ),
    ]
    return tuple(made)


def renamed(claim: Claim, iri: str) -> Claim:
    """The same claim under another IRI."""
    return replace(claim, iri=iri)
