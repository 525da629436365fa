"""Three small documents and their claims, written so that every saved query has something to find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.factories import DENMARK, EU, ICC, KRAVCHENKO, NORWAY, REGISTER, STATUTE, named, role, state
from graph.factories import document as make_document

from accgraph.model import Claim, CommitmentClaim, Document, Entity, EventClaim, PositionClaim, Role, Span
from accgraph.namespaces import content_iri

HUNGARY = state("HUN", "Hungary")
MONGOLIA = state("MNG", "Mongolia")
UKRAINE = state("UKR", "Ukraine")
UNITED_STATES = state("USA", "United States")
TRIBUNAL = named(
    "mechanism", "Special Tribunal for the Crime of Aggression against Ukraine", "Tribunal", "Court"
)
CASE = named("mechanism", "ICJ genocide case (Ukraine v. Russia)", "Proceeding")
AMNESTY = named("organisation", "Amnesty International", "CivilSocietyOrganisation")
OSLO = named("place", "Oslo", "Place", known=False)
HAGUE = named("place", "The Hague", "Place", known=False)
PETROV = named("person", "Ivan Petrov", "Person", known=False)
NORDMANN = Entity(
    named("person", "Kari Nordmann").iri, "Kari Nordmann", ("Person",), known=False, part_of=NORWAY.iri
)
PROSECUTOR = Entity(KRAVCHENKO.iri, KRAVCHENKO.label, ("Person",), known=False, part_of=UKRAINE.iri)


@dataclass
class Writer:
    """Writes the claims of one document, each about the one sentence that holds its words."""

    document: Document
    claims: list[Claim] = field(default_factory=list)

    def _common(self, quote: str, trigger: str, **more: Any) -> dict[str, Any]:
        start = self.document.text.index(quote)
        fired = start + quote.index(trigger)
        number = str(len(self.claims))
        return {
            "iri": content_iri("claim", self.document.iri, number),
            "document": self.document.name,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "trigger": Span(fired, fired + len(trigger)),
            "rule": "test.rule",
        } | more

    def _role(self, entity: Entity, quote: str, words: str | None) -> Role:
        return role(self.document, entity, words, self.document.text.index(quote)) if words else Role(entity)

    def position(
        self,
        quote: str,
        kind: str,
        trigger: str,
        holder: tuple[Entity, str],
        target: tuple[Entity, str],
        **more: Any,
    ) -> None:
        common = self._common(quote, trigger, **more)
        self.claims.append(
            PositionClaim(
                kind=kind,
                holder=self._role(holder[0], quote, holder[1]),
                target=self._role(target[0], quote, target[1]),
                **common,
            )
        )

    def commitment(
        self,
        quote: str,
        kind: str,
        trigger: str,
        bearer: tuple[Entity, str],
        action: str,
        mechanisms: tuple[tuple[Entity, str], ...] = (),
        **more: Any,
    ) -> None:
        common = self._common(quote, trigger, **more)
        start = self.document.text.index(quote) + quote.index(action)
        self.claims.append(
            CommitmentClaim(
                kind=kind,
                bearer=(self._role(bearer[0], quote, bearer[1]),),
                action=action,
                action_span=Span(start, start + len(action)),
                mechanisms=tuple(self._role(entity, quote, words) for entity, words in mechanisms),
                **common,
            )
        )

    def event(
        self,
        quote: str,
        kind: str,
        trigger: str,
        participants: tuple[tuple[Entity, str], ...],
        place: tuple[Entity, str] | None = None,
        **more: Any,
    ) -> None:
        common = self._common(quote, trigger, **more)
        self.claims.append(
            EventClaim(
                kind=kind,
                participants=tuple(self._role(entity, quote, words) for entity, words in participants),
                place=self._role(place[0], quote, place[1]) if place else None,
                **common,
            )
        )

    def by(self, entity: Entity, words: str) -> Role:
        return role(self.document, entity, words)


def _first() -> Writer:
    out = Writer(
        make_document(
            "Norway supports the Special Tribunal, Minister Kari Nordmann said.\n"
            "Hungary does not reject the International Criminal Court.\n"
            "Amnesty International urges the EU to activate the blocking statute.\n"
            "Norway pledges to fund the Register of Damage.\n"
            "Denmark has hosted the Register of Damage since May 2023.\n"
            "Ministers of Denmark and Norway met in Oslo on 14 February 2024.\n",
            name="first.txt",
            title="First",
            published="2024-03-01",
        )
    )
    nordmann = out.by(NORDMANN, "Kari Nordmann")
    out.position(
        "Norway supports the Special Tribunal", "endorse", "supports",
        (NORWAY, "Norway"), (TRIBUNAL, "Special Tribunal"),
        by=nordmann, post="Minister for Foreign Affairs of Norway",
    )  # fmt: skip
    out.position(
        "Hungary does not reject the International Criminal Court", "reject", "reject",
        (HUNGARY, "Hungary"), (ICC, "International Criminal Court"), denied=True,
    )  # fmt: skip
    out.commitment(
        "Amnesty International urges the EU to activate the blocking statute", "demand", "urges",
        (EU, "EU"), "activate the blocking statute", ((STATUTE, "blocking statute"),),
        by=out.by(AMNESTY, "Amnesty International"),
    )  # fmt: skip
    out.commitment(
        "Norway pledges to fund the Register of Damage", "pledge", "pledges",
        (NORWAY, "Norway"), "fund the Register of Damage", ((REGISTER, "Register of Damage"),),
        by=out.by(NORWAY, "Norway"),
    )  # fmt: skip
    out.position(
        "Denmark has hosted the Register of Damage since May 2023", "host", "hosted",
        (DENMARK, "Denmark"), (REGISTER, "Register of Damage"), date="2023-05",
    )  # fmt: skip
    out.event(
        "Ministers of Denmark and Norway met in Oslo on 14 February 2024", "meeting", "met",
        ((DENMARK, "Denmark"), (NORWAY, "Norway")), (OSLO, "Oslo"), date="2024-02-14",
    )  # fmt: skip
    return out


def _second() -> Writer:
    out = Writer(
        make_document(
            "Norway rejects the Special Tribunal.\n"
            "Hungary rejects the International Criminal Court.\n"
            "The EU promised on 10 January 2025 to activate the blocking statute by June 2026.\n"
            "Norway has done what it pledged, to fund the Register of Damage.\n"
            "Hungary left the International Criminal Court.\n"
            "Mongolia failed to execute a warrant of the International Criminal Court.\n"
            "Denmark and Norway signed the Oslo Declaration on 12 January 2025.\n"
            "The International Criminal Court issued a warrant against Ivan Petrov in The Hague"
            " on 3 December 2024.\n",
            name="second.txt",
            published="2025-01-15",
        )
    )
    court = (ICC, "International Criminal Court")
    out.position(
        "Norway rejects the Special Tribunal",
        "reject",
        "rejects",
        (NORWAY, "Norway"),
        (TRIBUNAL, "Special Tribunal"),
    )
    out.position(
        "Hungary rejects the International Criminal Court", "reject", "rejects", (HUNGARY, "Hungary"), court
    )
    out.commitment(
        "The EU promised on 10 January 2025 to activate the blocking statute by June 2026",
        "pledge", "promised",
        (EU, "EU"), "activate the blocking statute", ((STATUTE, "blocking statute"),),
        by=out.by(EU, "EU"), date="2025-01-10", deadline="2026-06",
    )  # fmt: skip
    done = "Norway has done what it pledged, to fund the Register of Damage"
    out.commitment(
        done, "pledge", "pledged", (NORWAY, "Norway"), "fund the Register of Damage",
        ((REGISTER, "Register of Damage"),), status="fulfilled", date="2025-01-02",
    )  # fmt: skip
    out.position(done, "fund", "done", (NORWAY, "Norway"), (REGISTER, "Register of Damage"))
    out.position(
        "Hungary left the International Criminal Court", "withdraw", "left", (HUNGARY, "Hungary"), court
    )
    out.position(
        "Mongolia failed to execute a warrant of the International Criminal Court", "obstruct", "failed",
        (MONGOLIA, "Mongolia"), court,
    )  # fmt: skip
    out.event(
        "Denmark and Norway signed the Oslo Declaration on 12 January 2025", "instrument", "signed",
        ((DENMARK, "Denmark"), (NORWAY, "Norway")), date="2025-01-12",
    )  # fmt: skip
    out.event(
        "The International Criminal Court issued a warrant against Ivan Petrov in The Hague"
        " on 3 December 2024",
        "legal-step", "issued", (court, (PETROV, "Ivan Petrov")), (HAGUE, "The Hague"), date="2024-12-03",
    )  # fmt: skip
    return out


def _third() -> Writer:
    out = Writer(
        make_document(
            "Ukraine brought the genocide case against Russia.\n"
            "Denmark joined the genocide case, Prosecutor General Ruslan Kravchenko said.\n"
            "Denmark and Norway are parties to the International Criminal Court.\n"
            "Mongolia was obliged to arrest Ivan Petrov and did not,"
            " the International Criminal Court found.\n"
            "The United States sanctioned the International Criminal Court.\n",
            name="third.txt",
            title="Third",
            published="2025-06-30",
        )
    )
    court = (ICC, "International Criminal Court")
    out.position(
        "Ukraine brought the genocide case against Russia",
        "initiate",
        "brought",
        (UKRAINE, "Ukraine"),
        (CASE, "genocide case"),
    )
    out.position(
        "Denmark joined the genocide case", "join", "joined", (DENMARK, "Denmark"), (CASE, "genocide case"),
        by=out.by(PROSECUTOR, "Ruslan Kravchenko"), post="Prosecutor General of Ukraine", date="2022-09",
    )  # fmt: skip
    parties = "Denmark and Norway are parties to the International Criminal Court"
    out.position(parties, "join", "parties", (DENMARK, "Denmark"), court)
    out.position(parties, "join", "parties", (NORWAY, "Norway"), court)
    out.commitment(
        "Mongolia was obliged to arrest Ivan Petrov and did not", "duty", "obliged", (MONGOLIA, "Mongolia"),
        "arrest Ivan Petrov", by=out.by(*court), status="breached",
    )  # fmt: skip
    out.position(
        "The United States sanctioned the International Criminal Court", "sanction", "sanctioned",
        (UNITED_STATES, "United States"), court,
    )  # fmt: skip
    return out


class Teller:
    """Makes the claims of the story's documents."""

    version = "story-1"
    rules: Mapping[str, str] = {"test.rule": "A rule that a test wrote down."}

    def __init__(self) -> None:
        self._writers = {writer.document.sha256: writer for writer in (_first(), _second(), _third())}

    @property
    def texts(self) -> Mapping[str, str]:
        return {writer.document.name: writer.document.text for writer in self._writers.values()}

    @property
    def metadata(self) -> str:
        """The documents.toml that says of each document what its text does not."""
        lines = []
        for writer in self._writers.values():
            lines.append(f'["{writer.document.name}"]\npublished = "{writer.document.published}"\n')
            lines.append(f'title = "{writer.document.title or writer.document.name}"\n')
        return "".join(lines)

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return tuple(self._writers[document.sha256].claims)
