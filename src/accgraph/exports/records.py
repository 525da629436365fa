"""Claims read back of a dataset, one flat record each: what tables and the formats of others are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from accgraph.errors import ExportError, QueryError
from accgraph.namespaces import ACC
from accgraph.results import Rows, Source, select

__all__ = ["PARTS", "Party", "Record", "export_rows", "read_records", "records_about"]

PARTS = (
    "holder",
    "target",
    "bearer",
    "demandedBy",
    "concerns",
    "participant",
    "place",
    "attributedTo",
    "inCapacityOf",
)
"""The parts that somebody or something can have in a claim: local names of properties."""

_TYPES: Mapping[str, tuple[str, str]] = {
    "Support": ("position", "support"),
    "Opposition": ("position", "opposition"),
    "Commitment": ("commitment", ""),
    "Event": ("event", ""),
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something with a part in a claim.

    ``classes`` are local names of the ontology; ``iso2`` and ``iso3`` are the codes of the state that it is,
    or is an organ of, empty if it is none.
    """

    iri: str
    label: str
    classes: tuple[str, ...] = ()
    iso2: str = ""
    iso3: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One claim with all that is said of it, dates as ISO strings and empty strings for what is not known.

    ``content`` is the IRI of what is claimed, ``kind`` the local name of its class, ``side`` ``support`` or
    ``opposition`` for a position. ``parties`` gives for each of PARTS that the claim has who has it.
    ``start`` and ``end`` are the half-open offsets of ``quote`` in the canonical text of the document.
    """

    claim: str
    type: str
    kind: str
    kind_label: str
    side: str
    denied: bool
    content: str
    parties: Mapping[str, tuple[Party, ...]]
    action: str
    deadline: str
    status: str
    event_date: str
    stated_on: str
    effective_on: str
    document: str
    file: str
    title: str
    issued: str
    address: str
    quote: str
    start: int
    end: int
    rule: str
    confidence: float
    segment: str

    def party(self, part: str) -> tuple[Party, ...]:
        """Return who has the *part*, nobody if it is not given."""
        return self.parties.get(part, ())

    def is_about(self, iri: str) -> bool:
        """Say whether *iri* is that of the claim, of its document or content, or of who has a part in it."""
        return iri in (self.claim, self.document, self.content) or any(
            iri == party.iri for parties in self.parties.values() for party in parties
        )

    @property
    def date(self) -> str:
        """When it was done or said, as far as the passage or the document tells.

        An event whose date is not known has none: the day of the document is another.
        """
        return self.event_date if self.type == "event" else self.effective_on or self.stated_on

    @property
    def sides(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Who takes a stand, demands or has to act, and towards whom or what; an event has no sides."""
        if self.type == "position":
            return self.party("holder"), self.party("target")
        if self.party("demandedBy"):
            return self.party("demandedBy"), self.party("bearer")
        return self.party("bearer"), self.party("concerns")


def read_records(source: Source) -> list[Record]:
    """Return the claims that *source* holds, by document and place in it.

    Raises ExportError if they are not in named graphs, as each document has its own in a dataset.
    """
    parties = _parties(source)
    rows = export_rows(source, "claims")
    if not rows.rows and source.query(f"ASK {{ ?claim a <{ACC}Claim> }}"):
        raise ExportError(
            f"{source.name}: its claims are not in named graphs, as a dataset has them:"
            " take dataset.nq or dataset.trig"
        )
    return [_record(dict(zip(rows.variables, values, strict=True)), parties) for values in rows.values()]


def records_about(source: Source, thing: str) -> list[Record]:
    """Return the claims that are the *thing* of this IRI, are in it, are its words, or give it a part.

    Raises QueryError if there are none.
    """
    found = [record for record in read_records(source) if record.is_about(thing)]
    if not found:
        raise QueryError(f"{source.name}: there is no claim about <{thing}>")
    return found


def export_rows(source: Source, name: str) -> Rows:
    """Return the rows that *source* gives for the query *name* of this package."""
    text = files("accgraph.exports").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
    return select(source, text)


def _record(row: Mapping[str, str], parties: Mapping[str, Mapping[str, tuple[Party, ...]]]) -> Record:
    kind, side = _TYPES[row["above"].removeprefix(ACC)]
    return Record(
        claim=row["claim"],
        type=kind,
        kind=row["kind"].removeprefix(ACC),
        kind_label=row["kindLabel"],
        side=side,
        denied=row["relation"] == f"{ACC}denies",
        content=row["content"],
        parties=parties.get(row["claim"], {}),
        action=row["action"],
        deadline=row["deadline"],
        status=row["status"].removeprefix(ACC).lower(),
        event_date=row["eventDate"],
        stated_on=row["stated"],
        effective_on=row["effective"],
        document=row["document"],
        file=row["file"],
        title=row["title"],
        issued=row["issued"],
        address=row["address"],
        quote=row["quote"],
        start=int(row["start"]),
        end=int(row["end"]),
        rule=row["rule"],
        confidence=float(row["confidence"]),
        segment=row["segment"],
    )


def _parties(source: Source) -> Mapping[str, Mapping[str, tuple[Party, ...]]]:
    described: dict[str, tuple[str, str, str]] = {}
    classes: dict[str, dict[str, None]] = defaultdict(dict)
    parts: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for claim, part, entity, label, name, iso2, iso3 in export_rows(source, "parties").values():
        described[entity] = label or entity, iso2, iso3
        if name:
            classes[entity][name.removeprefix(ACC)] = None
        parts[claim, part.removeprefix(ACC)][entity] = None
    found: dict[str, dict[str, tuple[Party, ...]]] = defaultdict(dict)
    for (claim, part), entities in parts.items():
        found[claim][part] = tuple(_party(one, described[one], tuple(classes[one])) for one in entities)
    return found


def _party(iri: str, described: tuple[str, str, str], classes: tuple[str, ...]) -> Party:
    label, iso2, iso3 = described
    return Party(iri, label, classes, iso2, iso3)
