"""The second reader: positions that no frame tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.modality import ModalityLexicon, modality_of
from accgraph.extraction.position_claims import FLOOR, position_claim
from accgraph.extraction.relations.candidates import Candidates, candidates, sentence
from accgraph.extraction.relations.classifier import KINDS, Classifier
from accgraph.extraction.standing import is_question
from accgraph.model import Entity, PositionClaim, polarity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["SecondReader"]

Pole = Literal["support", "opposition"]

_POLES: tuple[Pole, ...] = ("support", "opposition")
# what is only promised, demanded or hoped for has not been done
_DEEDS = frozenset({"join", "initiate", "host", "fund", "cooperate", "sanction", "withdraw"})
_UNDONE = frozenset({"demanded", "promised", "future", "hoped", "proposed"})
_RULE = "read."
# how likely a position has to be, and how often the likeliest are right in documents by other hands
_LEAST, _TRUST = 0.7, 0.75


@dataclass(frozen=True, slots=True)
class _Pair:
    """What the classifier says of an actor and a mechanism: how likely each pole is, and its best kind.

    ``way`` are the tokens between the two in the tree of their sentence, the topmost first.
    """

    way: Sequence[Token]
    actor: Mention
    mechanism: Mention
    likely: Mapping[Pole, float]
    kinds: Mapping[Pole, str]


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Reads sentences by the classifier after the rules have read them."""

    classifier: Classifier = field(default_factory=Classifier)
    modality: ModalityLexicon = field(default_factory=ModalityLexicon.load)

    @property
    def rules(self) -> Mapping[str, str]:
        """The name of each rule with one sentence on what it looks for."""
        return {
            _RULE + kind: f"A trained network reads the sentence as a position of kind {kind}."
            for kind in KINDS
        }

    @property
    def version(self) -> str:
        """What changes when the network does, or how sure of it one has to be."""
        return f"{self.classifier.version} {_LEAST} {_TRUST}"

    def read(self, analysis: Analysis, claims: Sequence[PositionClaim]) -> Iterator[PositionClaim]:
        """Yield the positions that *claims*, which are those of the rules, have not told already."""
        told = {(c.holder.entity.iri, c.target.entity.iri) for c in claims}
        here = {(c.holder.entity.iri, c.start, polarity(c.kind)) for c in claims}
        for pair in self._pairs(analysis, told):
            pole = max(_POLES, key=lambda pole: pair.likely[pole])
            if pair.likely[pole] < _LEAST or self._is_barred(analysis, pair, pair.kinds[pole]):
                continue
            claim = _claim(analysis, pair, pair.kinds[pole], pair.likely[pole])
            if claim is None:
                continue
            parties = (claim.holder.entity.iri, claim.target.entity.iri)
            by_kind_alone = pair.mechanism.kind == "nominal" and not pair.mechanism.entity.known
            if by_kind_alone and (parties[0], claim.start, pole) in here:
                # The rules will have called the same thing by its name.
                continue
            if parties not in told:
                told.add(parties)
                yield claim

    def _is_barred(self, analysis: Analysis, pair: _Pair, kind: str) -> bool:
        """Say whether what rules know of language tells that *pair* is no position of *kind*."""
        body = analysis.resolver.principal(pair.mechanism.entity)
        if kind == "initiate" and _is_standing_court(analysis, body):
            # Who refers a situation to a court starts an investigation, not the court.
            return True
        if is_question(pair.way[0]):
            return True
        vowed = any(token.lemma_.lower() in word_list("vowing") for token in pair.way)
        return kind in _DEEDS and (vowed or modality_of(pair.way[0], self.modality) in _UNDONE)

    def _pairs(self, analysis: Analysis, told: Collection[tuple[str, str]] = ()) -> Iterator[_Pair]:
        """Yield the pairs of all sentences in which one could be claimed that is not *told*."""
        found = [c for c in candidates(analysis) if _may_tell(analysis, c, told)]
        for each, probabilities in zip(
            found, self.classifier([sentence(analysis, c) for c in found]), strict=True
        ):
            for a, (first, last, actor) in enumerate(each.actors):
                for m, (at, end, mechanism) in enumerate(each.mechanisms):
                    if first <= at and end <= last:
                        # "The *Prosecutor of the ICC*", "the *Assembly of Parties to the Statute*"
                        continue
                    chances = [float(p) for p in probabilities[a, m][1:]]
                    likely: dict[Pole, float] = {}
                    kinds: dict[Pole, str] = {}
                    for pole in _POLES:
                        of_pole = [(p, k) for p, k in zip(chances, KINDS, strict=True) if polarity(k) == pole]
                        likely[pole] = round(sum(p for p, _ in of_pole), 3)
                        kinds[pole] = max(of_pole)[1]
                    yield _Pair(_way(analysis, first, at), actor, mechanism, likely, kinds)


def _may_tell(analysis: Analysis, found: Candidates, told: Collection[tuple[str, str]]) -> bool:
    """Say whether two of *found* are not *told* of yet, and surely enough whom the words mean."""
    resolver = analysis.resolver
    actors = {(resolver.principal(m.entity).iri, m.sure) for _, _, m in found.actors}
    mechanisms = {(m.entity.iri, m.sure) for _, _, m in found.mechanisms}
    return any(
        one != other and (one, other) not in told and _TRUST * sure * also >= FLOOR
        for one, sure in actors
        for other, also in mechanisms
    )


def _is_standing_court(analysis: Analysis, body: Entity) -> bool:
    """Say whether *body* is a known court that is for no situation alone."""
    entry = analysis.vocabulary.entries.get(body.iri)
    return entry is not None and analysis.resolver.is_a(body, "Court") and entry.link("situation") is None


def _claim(analysis: Analysis, pair: _Pair, kind: str, likely: float) -> PositionClaim | None:
    index = pair.way[0].i
    span = analysis.parsed.span(index, index + 1)
    sure = _TRUST * likely
    return position_claim(analysis, index, span, _RULE + kind, pair.actor, pair.mechanism, kind, False, sure)


def _way(analysis: Analysis, one: int, other: int) -> list[Token]:
    """Return the tokens from *one* and from *other* up to the lowest that governs both, which comes first."""
    doc = analysis.parsed.doc
    ups = [[doc[i], *doc[i].ancestors] for i in (one, other)]
    above = {t.i for t in ups[0]}
    top = next((t for t in ups[1] if t.i in above), doc[one])
    return [top, *(t for up in ups for t in takewhile(lambda t: t.i != top.i, up))]
