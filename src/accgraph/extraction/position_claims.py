"""Position claims: a holder, a mechanism and a kind made into a claim, where one may be made of them."""

from __future__ import annotations

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.dates import date_of
from accgraph.extraction.excluded import is_excluded
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.struck import state_called
from accgraph.extraction.wording import worded
from accgraph.model import Entity, PositionClaim, Role, Span
from accgraph.namespaces import content_iri

__all__ = ["FLOOR", "position_claim"]

_STANCES = frozenset({"endorse", "reject"})
# what states do to a body in which they sit
_AS_MEMBER = frozenset({"join", "sanction", "withdraw"})
_MEMBERS = frozenset({"member", "party", "signatory"})
_JUDGED = frozenset({"cooperate", "obstruct", "reject"})

FLOOR = 0.3
"""The least confidence with which a position is claimed."""


def position_claim(
    analysis: Analysis,
    index: int,
    trigger: Span,
    rule: str,
    holder: Mention,
    target: Mention,
    kind: str,
    denied: bool,
    sure: float,
) -> PositionClaim | None:
    """Return the claim that token *index* triggers; None if it is too unsure or about its own holder."""
    if is_excluded(analysis, holder) or is_excluded(analysis, target):
        return None
    resolver, parsed = analysis.resolver, analysis.parsed
    actor = resolver.principal(holder.entity)
    mechanism = (
        target.entity if resolver.is_a(target.entity, "Mechanism") else resolver.principal(target.entity)
    )
    if kind == "sanction":
        actor = _state_of(analysis, actor) or actor
    mechanism = resolver.established(mechanism, kind)
    confidence = sure * holder.sure * target.sure
    judging = resolver.is_a(actor, "Court", "Tribunal")
    if judging and (kind == "sanction" or (kind in _JUDGED and resolver.is_a(mechanism, "Proceeding"))):
        # A court that gives judgment in a case does not cooperate with it, nor is it against it.
        return None
    if kind not in _AS_MEMBER and _only_deliberates(analysis, mechanism):
        return None
    if judging and kind == "initiate" and resolver.is_a(mechanism, "UniversalJurisdiction"):
        # "The court sentenced him under universal jurisdiction": others brought him before it.
        return None
    if kind == "join" and resolver.is_a(actor, "Person"):
        # A member of a commission sits on it.
        return None
    if kind in _STANCES and (_is_mere_act(analysis, target) or _only_describes(analysis, target)):
        return None
    same = actor.iri in {mechanism.iri, target.entity.iri}
    same = same or {actor, mechanism} <= set(analysis.context.issuers)
    if same or resolver.is_a(actor, "Place") or confidence < FLOOR:
        return None
    span = analysis.sentence_span(index)
    by = analysis.by(index, actor)
    if by is None and holder.entity != actor:
        by = _role(analysis, holder, holder.entity)
    person = resolver.people.persons.get(holder.entity.iri)
    return PositionClaim(
        iri=content_iri(
            "claim",
            analysis.document.iri,
            "position",
            kind,
            actor.iri,
            mechanism.iri,
            str(denied),
            str(span.start),
            str(span.end),
        ),
        document=analysis.document.name,
        start=span.start,
        end=span.end,
        quote=parsed.quote(span),
        trigger=trigger,
        rule=rule,
        by=by,
        post=person.post if person is not None else None,
        date=date_of(analysis, parsed.doc[index]),
        confidence=round(confidence, 3),
        kind=kind,
        holder=_role(analysis, holder, actor),
        target=_role(analysis, worded(analysis, target), mechanism),
        denied=denied,
    )


def _only_deliberates(analysis: Analysis, body: Entity) -> bool:
    """Say whether *body* is one in which states decide, as the Human Rights Council is.

    Who thanks, criticises or defies it takes a position on what it set up; to leave it is one on itself.
    """
    is_a = analysis.resolver.is_a
    organ = is_a(body, "Institution") and is_a(body, "InternationalOrganisation")
    return organ and body.label.rsplit(" ", 1)[-1] in word_list("deliberating")


def _state_of(analysis: Analysis, court: Entity) -> Entity | None:
    """Return the state in whose name *court* sentences, if its own name tells: "the *Moscow* City Court"."""
    if court.known or not analysis.resolver.is_a(court, "Court"):
        return None
    return state_called(analysis, {court.label.split()[0], court.label.rsplit(" of ", 1)[-1]}, named=True)


def _only_describes(analysis: Analysis, target: Mention) -> bool:
    """Say whether *target* only tells what somebody is: "commends Peru, a State Party to *the Statute*"."""
    head = analysis.parsed.doc[target.head]
    if head.dep_ != "pobj" or head.head.lower_ not in {"of", "to"}:
        return False
    member = head.head.head
    return member.dep_ == "appos" and member.lemma_.lower() in _MEMBERS


def _is_mere_act(analysis: Analysis, target: Mention) -> bool:
    """Say whether *target* is what somebody did, which may help or harm: "hailed the *vote*"."""
    act = analysis.parsed.doc[target.head].lemma_.lower() in word_list("mere_acts")
    return act and target.kind == "nominal"


def _role(analysis: Analysis, mention: Mention, entity: Entity) -> Role:
    """Return *mention* as a role; without words where it only stands for the speaker behind the trigger."""
    if mention.kind == "pronoun" and analysis.parsed.doc[mention.head].pos_ not in {"PRON", "DET"}:
        return Role(entity)
    return analysis.role(mention, entity)
