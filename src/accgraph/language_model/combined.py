"""Rules and model together: what both say is more certain, and where they differ is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from accgraph.extraction.pipeline import Extractor
from accgraph.language_model.extractor import ModelExtractor
from accgraph.language_model.merging import say_the_same
from accgraph.model import Claim, Document, PositionClaim, polarity
from accgraph.namespaces import digest

__all__ = ["BOTH", "CombinedExtractor", "Disagreement"]

BOTH = "+model"
"""What the name of a rule ends with where a language model says the same."""

Way = Literal["only the rules", "only the model", "opposite sides"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A claim that one way of reading made and the other did not, or made with the opposite side."""

    document: str
    way: Way
    claim: Claim
    other: Claim | None = None


class CombinedExtractor:
    """Finds claims by rules and by a language model.

    A claim that both make is kept as the rules make it, its rule marked with BOTH, and is as certain as that
    not both err: 1 - (1 - p)(1 - q). What one alone says keeps its own confidence, and half of it where the
    other has the same holder on the opposite side of the same mechanism.
    """

    def __init__(self, rules: Extractor, model: ModelExtractor) -> None:
        self._rules = rules
        self.model = model
        self.version = digest("both", rules.version, model.version)
        self.provenance: Mapping[str, str] = model.provenance
        confirmed = {
            f"{name}{BOTH}": f"{gloss.rstrip('.')}; a language model says the same."
            for name, gloss in rules.rules.items()
        }
        self.rules: Mapping[str, str] = {**rules.rules, **confirmed, **model.rules}
        self._disagreements: dict[str, tuple[Disagreement, ...]] = {}

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of *document*, in the order of their evidence in the text.

        Raises DocumentError, which names the document, if it can be read in neither or in only one of the
        ways.
        """
        modelled = self.model.extract(document)
        withheld = self.model.read(document).withheld
        # The rules are not told what to say, but take what an order says for what the document says.
        ruled = [
            claim
            for claim in self._rules.extract(document)
            if not any(claim.start < part.end and part.start < claim.end for part in withheld)
        ]
        claims, disagreements = combine(document.name, ruled, modelled)
        self._disagreements[document.iri] = disagreements
        return claims

    def disagreements(self) -> list[Disagreement]:
        """Return where the two ways differ on the documents read so far, in the order of their names."""
        found = (each for some in self._disagreements.values() for each in some)
        return sorted(found, key=lambda each: each.document)


def combine(
    document: str, ruled: Sequence[Claim], modelled: Sequence[Claim]
) -> tuple[tuple[Claim, ...], tuple[Disagreement, ...]]:
    """Return the claims of both ways of reading *document* as one list, and where they differ."""
    kept: list[Claim] = []
    disagreements: list[Disagreement] = []
    confirmed: set[str] = set()
    for claim in ruled:
        same = [other for other in modelled if say_the_same(claim, other)]
        confirmed.update(other.iri for other in same)
        if same:
            best = max(other.confidence for other in same)
            sure = round(1 - (1 - claim.confidence) * (1 - best), 3)
            kept.append(replace(claim, confidence=sure, rule=f"{claim.rule}{BOTH}"))
        else:
            kept.append(_alone(document, claim, modelled, "only the rules", disagreements))
    for claim in modelled:
        if claim.iri not in confirmed:
            kept.append(_alone(document, claim, ruled, "only the model", disagreements))
    return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.type, c.iri))), tuple(disagreements)


def _alone(
    document: str, claim: Claim, others: Iterable[Claim], way: Way, disagreements: list[Disagreement]
) -> Claim:
    contrary = next((other for other in others if _contradict(claim, other)), None)
    disagreements.append(Disagreement(document, "opposite sides" if contrary else way, claim, contrary))
    return replace(claim, confidence=round(claim.confidence / 2, 3)) if contrary else claim


def _contradict(one: Claim, other: Claim) -> bool:
    """Tell whether two positions, about overlapping words, put one holder on opposite sides of a target."""
    if not (isinstance(one, PositionClaim) and isinstance(other, PositionClaim)):
        return False
    same = (one.holder.entity.iri, one.target.entity.iri) == (
        other.holder.entity.iri,
        other.target.entity.iri,
    )
    opposite = (polarity(one.kind) == polarity(other.kind)) == (one.denied != other.denied)
    return same and opposite and one.start < other.end and other.start < one.end
