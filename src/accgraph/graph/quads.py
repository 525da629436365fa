"""Claims become quads. Nothing else writes statements of claims.

A document has one named graph. It holds the document, its claims, their evidence, the mentions that play a
part in them, what they claim, and the entities that were found in text. Known entities are only referred
to: the vocabulary graph describes them. All nodes have IRIs made of their content.

The terms of the ontology used here:

- classes ``acc:Document``, ``acc:Claim``, ``acc:Mention``, ``acc:PostHolding``, ``acc:Rule``; the classes of
  positions (``acc:Endorsement``, ``acc:Accession``, ``acc:Initiation``, ``acc:Hosting``, ``acc:Funding``,
  ``acc:Cooperation``, ``acc:Rejection``, ``acc:Sanctioning``, ``acc:Withdrawal``, ``acc:Obstruction``),
  commitments (``acc:Demand``, ``acc:Pledge``, ``acc:Obligation``) and events (``acc:Meeting``,
  ``acc:Conference``, ``acc:LegalStep``, ``acc:InstrumentAdoption``, ``acc:Measure``), and those of entities;
- of a document: ``acc:fileName``, ``acc:sha256`` (of the canonical text in UTF-8), ``acc:length`` (in
  characters), ``acc:mediaType`` (of the original), ``acc:issuerName``, ``acc:genre``, ``acc:metadataSource``,
  beside ``dcterms:title``, ``dcterms:issued``, ``dcterms:language``, ``dcterms:source``;
- of evidence: ``acc:originalPlace``, ``acc:page``, where the original is no plain text;
- of a claim: ``acc:asserts`` or ``acc:denies``, ``acc:statedIn``, ``acc:statedOn`` (the day of the document),
  ``acc:effectiveOn`` (when what is claimed was done or said, if the passage dates it), ``acc:attributedTo``,
  ``acc:inCapacityOf``, ``acc:evidence``, ``acc:hasMention``, ``acc:reportsStatus`` (``acc:Open``,
  ``acc:Fulfilled``, ``acc:Breached``), ``acc:rule``, ``acc:confidence``, ``acc:segment``;
- of a mention, an ``oa:Selector`` with ``oa:exact``, ``oa:start`` and ``oa:end``: ``acc:role`` (one of
  MENTION_ROLES) and ``acc:mentions``, the entity;
- of what is claimed: ``acc:holder``, ``acc:target``; ``acc:bearer``, ``acc:demandedBy``, ``acc:action``,
  ``acc:concerns``, ``acc:deadline``; ``acc:participant``, ``acc:place``, ``acc:eventDate``;
- of an entity: ``acc:foundInText``, ``acc:organOf``; of a holding of a post: ``acc:post``, beside
  ``org:member`` and ``org:organization``;
- of the run of the extractor, a ``prov:Activity``: ``acc:version``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.entities import LABEL_LANGUAGE, claim_roles, entity_quads
from accgraph.graph.terms import count, date, decimal, iri, offset, term, truth
from accgraph.model import Claim, CommitmentClaim, Document, Entity, EventClaim, PositionClaim, Span
from accgraph.namespaces import ACC, content_iri, named_iri

__all__ = [
    "COMMITMENT_CLASSES",
    "EVENT_CLASSES",
    "MENTION_ROLES",
    "POSITION_CLASSES",
    "claim_quads",
    "document_graph",
    "document_quads",
]

POSITION_CLASSES: Mapping[str, str] = {
    "endorse": "Endorsement",
    "join": "Accession",
    "initiate": "Initiation",
    "host": "Hosting",
    "fund": "Funding",
    "cooperate": "Cooperation",
    "reject": "Rejection",
    "sanction": "Sanctioning",
    "withdraw": "Withdrawal",
    "obstruct": "Obstruction",
}
COMMITMENT_CLASSES: Mapping[str, str] = {"demand": "Demand", "pledge": "Pledge", "duty": "Obligation"}
EVENT_CLASSES: Mapping[str, str] = {
    "meeting": "Meeting",
    "conference": "Conference",
    "legal-step": "LegalStep",
    "instrument": "InstrumentAdoption",
    "measure": "Measure",
}
MENTION_ROLES = (
    "holder",
    "target",
    "bearer",
    "action",
    "mechanism",
    "participant",
    "place",
    "speaker",
    "trigger",
)

_CONTEXT = 32
_PAGE = re.compile(r"page=(\d+)")

Statement = tuple[str, str, NamedNode | Literal]


def document_graph(document: Document) -> str:
    """Return the IRI of the named graph of *document*."""
    return content_iri("graph", document.iri)


def document_quads(
    document: Document,
    claims: Sequence[Claim],
    version: str,
    entities: Mapping[str, Entity] | None = None,
    known: Container[str] = (),
) -> list[Quad]:
    """Return the graph of *document*: its *claims* and all they rest on, sorted and without duplicates.

    *version* is that of the extractor that made the claims. *entities* are the found entities by IRI as they
    are to be described, where that is not as the claims themselves have them (see found_entities). Posts that
    are *known*, by IRI, are only referred to.
    """
    graph = document_graph(document)
    roles = (role.entity for claim in claims for _, role in claim_roles(claim))
    found = {(entities or {}).get(entity.iri, entity) for entity in roles if not entity.known}
    quads = {
        *claim_quads(document, claims, version, known),
        *(quad for entity in found for quad in entity_quads(entity, graph)),
    }
    return sorted(quads, key=str)


def claim_quads(
    document: Document, claims: Iterable[Claim], version: str, known: Container[str] = ()
) -> list[Quad]:
    """Return the graph of *document* but for what is said of the entities that were found in it."""
    graph = NamedNode(document_graph(document))
    run = content_iri("run", version)
    statements: dict[Statement, None] = {}
    for statement in _document(document):
        statements[statement] = None
    statements[run, "rdf:type", term("prov:Activity")] = None
    statements[run, "acc:version", Literal(version)] = None
    for claim in claims:
        for statement in _claim(claim, document, run, known):
            statements[statement] = None
    return sorted((Quad(iri(s), term(p), o, graph) for s, p, o in statements), key=str)


def _document(document: Document) -> Iterator[Statement]:
    node = document.iri
    yield node, "rdf:type", term("acc:Document")
    yield node, "acc:fileName", Literal(document.name)
    yield node, "acc:sha256", Literal(document.sha256)
    yield node, "acc:length", count(len(document.text))
    yield node, "acc:mediaType", Literal(document.media_type)
    yield node, "dcterms:language", Literal(document.language)
    if document.title:
        yield node, "dcterms:title", Literal(document.title)
    if document.issuer:
        yield node, "acc:issuerName", Literal(document.issuer)
    if document.published:
        yield node, "dcterms:issued", date(document.published)
    if document.genre:
        yield node, "acc:genre", Literal(document.genre)
    if document.address:
        yield node, "dcterms:source", iri(document.address)
    for field, source in document.sources:
        yield node, "acc:metadataSource", Literal(f"{field}: {source}")


def _claim(claim: Claim, document: Document, run: str, known: Container[str]) -> Iterator[Statement]:
    node = claim.iri
    yield node, "rdf:type", term("acc:Claim")
    yield node, "acc:statedIn", iri(document.iri)
    if document.published:
        yield node, "acc:statedOn", date(document.published)
    if claim.date and not isinstance(claim, EventClaim):
        yield node, "acc:effectiveOn", date(claim.date)
    yield node, "acc:rule", Literal(claim.rule)
    yield node, "acc:confidence", decimal(claim.confidence)
    yield node, "acc:segment", Literal(claim.segment)
    yield node, "prov:wasGeneratedBy", iri(run)
    yield from _evidence(claim, document)
    yield from _mentions(claim, document)
    yield from _speaker(claim, known)
    if isinstance(claim, PositionClaim):
        yield from _position(claim)
    elif isinstance(claim, CommitmentClaim):
        yield from _commitment(claim)
    else:
        yield from _event(claim)


def _evidence(claim: Claim, document: Document) -> Iterator[Statement]:
    span = (document.iri, str(claim.start), str(claim.end))
    evidence = content_iri("evidence", *span)
    words = content_iri("selector", "quote", *span)
    place = content_iri("selector", "position", *span)
    yield claim.iri, "acc:evidence", iri(evidence)
    yield evidence, "rdf:type", term("oa:SpecificResource")
    yield evidence, "oa:hasSource", iri(document.iri)
    yield evidence, "oa:hasSelector", iri(words)
    yield evidence, "oa:hasSelector", iri(place)
    yield words, "rdf:type", term("oa:TextQuoteSelector")
    yield words, "oa:exact", Literal(claim.quote)
    yield words, "oa:prefix", Literal(document.text[max(0, claim.start - _CONTEXT) : claim.start])
    yield words, "oa:suffix", Literal(document.text[claim.end : claim.end + _CONTEXT])
    yield place, "rdf:type", term("oa:TextPositionSelector")
    yield place, "oa:start", offset(claim.start)
    yield place, "oa:end", offset(claim.end)
    passage = document.passage_at(claim.start)
    if passage is not None and passage.place:
        yield evidence, "acc:originalPlace", Literal(passage.place)
        page = _PAGE.match(passage.place)
        if page is not None:
            yield evidence, "acc:page", count(int(page[1]))


def _mentions(claim: Claim, document: Document) -> Iterator[Statement]:
    spans: list[tuple[str, Entity | None, Span]] = [("trigger", None, claim.trigger)]
    if isinstance(claim, CommitmentClaim):
        spans.append(("action", None, claim.action_span))
    for name, role in claim_roles(claim):
        if role.start is not None and role.end is not None:
            spans.append((name, role.entity, Span(role.start, role.end)))
    for name, entity, span in spans:
        about = entity.iri if entity else ""
        node = content_iri("mention", document.iri, name, about, str(span.start), str(span.end))
        yield claim.iri, "acc:hasMention", iri(node)
        yield node, "rdf:type", term("acc:Mention")
        yield node, "acc:role", Literal(name)
        yield node, "oa:exact", Literal(document.text[span.start : span.end])
        yield node, "oa:start", offset(span.start)
        yield node, "oa:end", offset(span.end)
        if entity:
            yield node, "acc:mentions", iri(entity.iri)


def _speaker(claim: Claim, known: Container[str]) -> Iterator[Statement]:
    speaker = claim.by.entity if claim.by else None
    if speaker:
        yield claim.iri, "acc:attributedTo", iri(speaker.iri)
    if not claim.post:
        return
    post = named_iri("post", claim.post)
    yield claim.iri, "acc:inCapacityOf", iri(post)
    if post not in known:
        yield post, "rdf:type", term("org:Post")
        yield post, "skos:prefLabel", Literal(claim.post, language=LABEL_LANGUAGE)
        yield post, "acc:foundInText", truth(True)
    if speaker and "Person" in speaker.classes:
        holding = content_iri("holding", speaker.iri, post)
        yield holding, "rdf:type", term("acc:PostHolding")
        yield holding, "org:member", iri(speaker.iri)
        yield holding, "acc:post", iri(post)
        if speaker.part_of:
            yield holding, "org:organization", iri(speaker.part_of)


def _position(claim: PositionClaim) -> Iterator[Statement]:
    holder, target = claim.holder.entity.iri, claim.target.entity.iri
    node = content_iri("position", claim.kind, holder, target)
    yield claim.iri, "acc:denies" if claim.denied else "acc:asserts", iri(node)
    yield node, "rdf:type", iri(ACC + POSITION_CLASSES[claim.kind])
    yield node, "acc:holder", iri(holder)
    yield node, "acc:target", iri(target)


def _commitment(claim: CommitmentClaim) -> Iterator[Statement]:
    bearers = sorted({role.entity.iri for role in claim.bearer})
    demander = claim.by.entity.iri if claim.kind == "demand" and claim.by else ""
    action = " ".join(claim.action.split())
    due = [claim.deadline] if claim.deadline else []
    node = content_iri("commitment", claim.kind, demander, action, *bearers, *due)
    yield claim.iri, "acc:asserts", iri(node)
    yield claim.iri, "acc:reportsStatus", iri(ACC + claim.status.capitalize())
    yield node, "rdf:type", iri(ACC + COMMITMENT_CLASSES[claim.kind])
    yield node, "acc:action", Literal(action)
    if claim.deadline:
        yield node, "acc:deadline", date(claim.deadline)
    for bearer in bearers:
        yield node, "acc:bearer", iri(bearer)
    if demander:
        yield node, "acc:demandedBy", iri(demander)
    for mechanism in claim.mechanisms:
        yield node, "acc:concerns", iri(mechanism.entity.iri)
    for mechanism in claim.backs:
        yield node, "acc:backs", iri(mechanism.entity.iri)


def _event(claim: EventClaim) -> Iterator[Statement]:
    participants = sorted({role.entity.iri for role in claim.participants})
    place = claim.place.entity.iri if claim.place else ""
    node = content_iri("event", claim.kind, claim.date or "", place, *participants)
    yield claim.iri, "acc:asserts", iri(node)
    yield node, "rdf:type", iri(ACC + EVENT_CLASSES[claim.kind])
    if claim.date:
        yield node, "acc:eventDate", date(claim.date)
    if place:
        yield node, "acc:place", iri(place)
    for participant in participants:
        yield node, "acc:participant", iri(participant)
