"""Event records in the manner of PLOVER: who did what to whom, when and where, as CSV.

PLOVER, the Political Language Ontology for Verifiable Event Records, is how political scientists code what
actors do to each other (https://github.com/openeventdata/PLOVER). The codes stand in the alignment of the
ontology (``acc:ploverType``, ``acc:cameoCode``). PLOVER knows no denials, and has no code for everything that
accgraph tells: what it cannot express is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from accgraph.exports.records import Party, Record, export_rows
from accgraph.exports.tables import write_rows
from accgraph.exports.written import Written
from accgraph.namespaces import ACC
from accgraph.results import Source

__all__ = ["COLUMNS", "read_codes", "write_plover"]

COLUMNS = (
    "event_id",
    "event_date",
    "event_type",
    "cameo_code",
    "actor_name",
    "actor_country",
    "actor_sector",
    "actor_iri",
    "recipient_name",
    "recipient_country",
    "recipient_sector",
    "recipient_iri",
    "placename",
    "text",
    "source",
    "publication_date",
    "claim",
)
_SECTORS: Mapping[str, str] = {
    "Court": "JUD",
    "Tribunal": "JUD",
    "State": "GOV",
    "GovernmentBody": "GOV",
    "InternationalOrganisation": "IGO",
    "CivilSocietyOrganisation": "NGO",
}
"""The PLOVER sector of each class of actors that has one."""

_NOBODY = Party("", "")


def read_codes(source: Source) -> Mapping[str, tuple[str, str]]:
    """Return the PLOVER type and the CAMEO code of each class that has them, by its local name."""
    rows = export_rows(source, "codes").values()
    return {kind.removeprefix(ACC): (plover, cameo) for kind, plover, cameo in rows}


def write_plover(records: Sequence[Record], codes: Mapping[str, tuple[str, str]]) -> Written:
    """Return an event record for each actor and recipient of each of *records*."""
    coded = [record for record in records if not record.denied and record.kind in codes]
    rows = (row for record in coded for row in _rows(record, *codes[record.kind]))
    return Written(write_rows(COLUMNS, rows), len(records) - len(coded))


def _rows(record: Record, plover: str, cameo: str) -> Iterator[dict[str, object]]:
    for number, (actor, recipient) in enumerate(_pairs(record), 1):
        yield {
            "event_id": f"{record.claim.rpartition('/')[2]}-{number}",
            "event_date": record.date,
            "event_type": plover,
            "cameo_code": cameo,
            **_side("actor", actor),
            **_side("recipient", recipient),
            "placename": "; ".join(place.label for place in record.party("place")),
            "text": record.quote,
            "source": record.file,
            "publication_date": record.stated_on,
            "claim": record.claim,
        }


def _side(name: str, party: Party) -> dict[str, str]:
    return {
        f"{name}_name": party.label,
        f"{name}_country": party.iso3,
        f"{name}_sector": next((_SECTORS[one] for one in _SECTORS if one in party.classes), ""),
        f"{name}_iri": party.iri,
    }


def _pairs(record: Record) -> list[tuple[Party, Party]]:
    """Return who did it to whom: for an event, whose participants have no sides, each with each once."""
    if record.type == "event":
        those = record.party("participant")
        pairs = [(one, other) for i, one in enumerate(those) for other in those[i + 1 :]]
        return pairs or [(one, _NOBODY) for one in those] or [(_NOBODY, _NOBODY)]
    actors, recipients = record.sides
    return [(actor, recipient) for actor in actors or (_NOBODY,) for recipient in recipients or (_NOBODY,)]
