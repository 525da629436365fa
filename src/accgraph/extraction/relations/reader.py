"""The second reader: positions that no frame tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.position_claims import FLOOR, position_claim
from accgraph.extraction.pronouns import SUBJECTS
from accgraph.extraction.relations.bars import Pair, is_barred
from accgraph.extraction.relations.candidates import Candidates, candidates, sentence
from accgraph.extraction.relations.classifier import KINDS, Classifier
from accgraph.extraction.syntax import is_verb
from accgraph.model import PositionClaim, polarity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["SecondReader"]

_POLES = ("support", "opposition")
_RULE = "read."
# prepositions with which somebody does the same ("with Peru", "by Peru", "on the same day as Peru")
_WITH = frozenset({"alongside", "as", "by", "including", "like", "with"})
# how likely a position has to be, and how often the likeliest are right in documents by other hands
_LEAST, _TRUST = 0.75, 0.75


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
        here = {(c.holder.entity.iri, c.start) for c in claims}
        done = {(c.target.entity.iri, c.kind, c.start) for c in claims}
        for pair in self._pairs(analysis, told):
            claim = _claim(analysis, pair) if not is_barred(analysis, self.modality, pair) else None
            if claim is None:
                continue
            parties = (claim.holder.entity.iri, claim.target.entity.iri)
            if (parties[0], claim.start) in here:
                # The rules will have told it, of the case that is at the court, or by another name.
                continue
            if (parties[1], claim.kind, claim.start) in done and not _does_so(pair):
                # Who does so the rules have told, and this one is only spoken of beside it.
                continue
            if parties not in told:
                told.add(parties)
                yield claim

    def _pairs(self, analysis: Analysis, told: Collection[tuple[str, str]]) -> Iterator[Pair]:
        """Yield the likely pairs of all sentences in which one could be claimed that is not *told*."""
        found = [c for c in candidates(analysis) if _may_tell(analysis, c, told)]
        for each, probabilities in zip(
            found, self.classifier([sentence(analysis, c) for c in found]), strict=True
        ):
            for a, (first, last, actor) in enumerate(each.actors):
                for m, (at, end, mechanism) in enumerate(each.mechanisms):
                    if (first <= at and end <= last) or (at <= first and last <= end):
                        # "The *Prosecutor of the ICC*", "*Finland's top court*"
                        continue
                    kind, likely = _likeliest([float(p) for p in probabilities[a, m][1:]])
                    if likely >= _LEAST:
                        yield Pair(_way(analysis, first, at), actor, mechanism, kind, likely)


def _likeliest(chances: Sequence[float]) -> tuple[str, float]:
    """Return the likeliest kind of the likelier pole, and how likely that pole is, of *chances* by kind."""
    told = list(zip(chances, KINDS, strict=True))
    poles = [[(p, kind) for p, kind in told if polarity(kind) == pole] for pole in _POLES]
    likely = [round(sum(p for p, _ in kinds), 3) for kinds in poles]
    best = likely.index(max(likely))
    return max(poles[best])[1], likely[best]


def _may_tell(analysis: Analysis, found: Candidates, told: Collection[tuple[str, str]]) -> bool:
    """Say whether two of *found* are not *told* of yet, and surely enough whom the words mean."""
    whose = analysis.resolver.principal
    actors = {(whose(m.entity).iri, m.sure) for _, _, m in found.actors}
    mechanisms = {(m.entity.iri, m.sure) for _, _, m in found.mechanisms if whose(m.entity).known}
    return any(
        one != other and (one, other) not in told and _TRUST * sure * also >= FLOOR
        for one, sure in actors
        for other, also in mechanisms
    )


def _does_so(pair: Pair) -> bool:
    """Say whether the actor does what the clause of the mechanism tells, by itself or with others."""
    doc = pair.way[0].doc
    clause = _clause(doc[pair.mechanism.head])
    token = doc[pair.actor.head]
    while token.head != token and not is_verb(token):
        beside = token.dep_ == "pobj" and token.head.lower_ not in _WITH
        if beside or token.dep_ in {"dobj", "dative"} or any(c.dep_ == "neg" for c in token.children):
            return False
        token = token.head
    return token in clause


def _clause(word: Token) -> list[Token]:
    """Return the verbs above *word* up to the first that has a subject of its own."""
    verbs = []
    for token in word.ancestors:
        if is_verb(token):
            verbs.append(token)
            if any(c.dep_ in SUBJECTS for c in token.children):
                break
    return verbs


def _claim(analysis: Analysis, pair: Pair) -> PositionClaim | None:
    index = next((t.i for t in pair.way if not analysis.parsed.is_scaffold(t.i)), None)
    if index is None:
        return None
    span = analysis.parsed.span(index, index + 1)
    sure = _TRUST * pair.likely
    rule = _RULE + pair.kind
    return position_claim(analysis, index, span, rule, pair.actor, pair.mechanism, pair.kind, False, sure)


def _way(analysis: Analysis, one: int, other: int) -> list[Token]:
    """Return the tokens from *one* and from *other* up to the lowest that governs both, which comes first."""
    doc = analysis.parsed.doc
    ups = [[doc[i], *doc[i].ancestors] for i in (one, other)]
    above = {t.i for t in ups[0]}
    top = next((t for t in ups[1] if t.i in above), doc[one])
    return [top, *(t for up in ups for t in takewhile(lambda t: t.i != top.i, up))]
