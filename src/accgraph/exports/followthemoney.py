"""FollowTheMoney entities, as JSON Lines: documents, who is in them, and how these stand to each other.

FollowTheMoney (https://followthemoney.tech) is the model of OpenSanctions and Aleph. A position or a
pledge towards a mechanism is a link between the two, a demand one from who demands to who is to act, an event
an event. A commitment that nobody demands and that concerns no mechanism becomes a note on its bearer, as
there is nothing to link it with. Several claims about one thing make one link with several descriptions.
There are no denials: a claim that denies is left out and counted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from accgraph.exports.records import Party, Record
from accgraph.exports.written import Written
from accgraph.namespaces import ACCID

__all__ = ["write_followthemoney"]

_SCHEMATA: Mapping[str, str] = {
    "State": "PublicBody",
    "GovernmentBody": "PublicBody",
    "Court": "PublicBody",
    "Tribunal": "PublicBody",
    "Person": "Person",
    "Proceeding": "CourtCase",
    "Place": "Address",
    "SanctionsRegime": "Project",
    "Programme": "Project",
    "Treaty": "Project",
    "Legislation": "Project",
    "UniversalJurisdiction": "Project",
}
"""The schema of each class that is not simply an Organization."""

_PLAIN = "Organization"
_LEGAL_ENTITIES = ("PublicBody", "Organization", "Person")
_WITH_COUNTRY = ("PublicBody", "Organization")


class _Collection:
    """Entities by identifier, each with a schema and the values of its properties."""

    def __init__(self) -> None:
        self._schemata: dict[str, str] = {}
        self._values: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))

    def add(self, identifier: str, schema: str, **values: str | Sequence[str]) -> str:
        """Add *values* to the entity; those that are empty do not count. Return the identifier."""
        self._schemata.setdefault(identifier, schema)
        for name, given in values.items():
            for value in (given,) if isinstance(given, str) else given:
                if value:
                    self._values[identifier][name][value] = None
        return identifier

    def lines(self) -> list[str]:
        """Return each entity as a line of JSON, sorted by identifier."""
        return [
            json.dumps(
                {
                    "id": identifier,
                    "schema": self._schemata[identifier],
                    "properties": {
                        name: list(values) for name, values in sorted(self._values[identifier].items())
                    },
                },
                ensure_ascii=False,
            )
            + "\n"
            for identifier in sorted(self._schemata)
        ]


def write_followthemoney(records: Sequence[Record]) -> Written:
    """Return the entities and links of *records*, sorted by identifier."""
    found = _Collection()
    kept = [record for record in records if not record.denied]
    for record in kept:
        document = found.add(
            _identifier(record.document),
            "Document",
            title=record.title,
            fileName=record.file,
            date=record.issued,
            sourceUrl=record.address,
        )
        if record.type == "event":
            _event(found, record, document)
        else:
            _links(found, record, document)
        _speaker(found, record, document)
    return Written("".join(found.lines()).encode(), len(records) - len(kept))


def _event(found: _Collection, record: Record, document: str) -> None:
    parties = record.party("participant")
    for party in parties:
        _party(found, party)
    found.add(
        _identifier(record.content),
        "Event",
        name=f"{record.kind_label} {record.date}".strip(),
        date=record.date,
        description=record.quote,
        location=[place.label for place in record.party("place")],
        involved=[_identifier(party.iri) for party in parties if _schema(party) in _LEGAL_ENTITIES],
        namesMentioned=[party.label for party in parties if _schema(party) not in _LEGAL_ENTITIES],
        proof=document,
    )


def _links(found: _Collection, record: Record, document: str) -> None:
    subjects, objects = record.sides
    values: dict[str, str] = {
        "description": f"{record.action}: {record.quote}" if record.action else record.quote,
        "proof": document,
    }
    content = _identifier(record.content)
    besides = [party.label for party in record.party("concerns") if party not in objects]
    for subject in subjects:
        about = _party(found, subject)
        for other in objects:
            found.add(
                f"{content}-{about}-{_identifier(other.iri)}",
                "UnknownLink",
                subject=about,
                object=_party(found, other),
                role=record.kind_label,
                status=record.status,
                date=record.date,
                namesMentioned=besides,
                **values,
            )
        if not objects:
            found.add(f"{content}-{about}", "Note", name=record.kind_label, entity=about, **values)


def _speaker(found: _Collection, record: Record, document: str) -> None:
    for speaker in record.party("attributedTo"):
        holder = _party(found, speaker)
        if _schema(speaker) != "Person":
            continue
        for post in record.party("inCapacityOf"):
            position = found.add(_identifier(post.iri), "Position", name=post.label)
            found.add(
                f"{holder}-{position}",
                "Occupancy",
                holder=holder,
                post=position,
                date=record.stated_on,
                proof=document,
            )


def _party(found: _Collection, party: Party) -> str:
    schema = _schema(party)
    if schema == "Address":
        return found.add(_identifier(party.iri), schema, full=party.label)
    country = party.iso2.lower() if schema in _WITH_COUNTRY else ""
    return found.add(_identifier(party.iri), schema, name=party.label, country=country)


def _schema(party: Party) -> str:
    return next((_SCHEMATA[name] for name in party.classes if name in _SCHEMATA), _PLAIN)


def _identifier(iri: str) -> str:
    return "accgraph-" + iri.removeprefix(ACCID).replace("/", "-")
