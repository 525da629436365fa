"""Explaining a claim: its sentence with the words that play a part in it marked, and the rule behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from accgraph.errors import QueryError
from accgraph.lookup import expand
from accgraph.namespaces import ACCID, PREFIXES
from accgraph.results import Source, select
from accgraph.sparql import bind

__all__ = ["Explanation", "Marked", "explain", "find_claim"]

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(PREFIXES))
_CLAIMS = (
    _PREFIXES
    + """SELECT DISTINCT ?claim WHERE {
  ?claim a acc:Claim FILTER(STRSTARTS(STR(?claim), ?start))
} ORDER BY ?claim LIMIT 9"""
)
_CLAIM = (
    _PREFIXES
    + """SELECT DISTINCT ?file ?sha256 ?quote ?before ?after ?start ?rule ?gloss
  ?confidence ?how ?kindLabel WHERE {
  VALUES (?relation ?how) { (acc:asserts "asserts") (acc:denies "denies") }
  ?claim acc:statedIn ?document ; acc:evidence ?evidence ; acc:rule ?rule ; acc:confidence ?confidence ;
    ?relation ?content .
  ?content a ?kind . ?kind rdfs:label ?kindLabel .
  ?document acc:fileName ?file ; acc:sha256 ?sha256 .
  ?evidence oa:hasSelector ?words , ?place .
  ?words a oa:TextQuoteSelector ; oa:exact ?quote ; oa:prefix ?before ; oa:suffix ?after .
  ?place a oa:TextPositionSelector ; oa:start ?start .
  OPTIONAL { ?ruleNode a acc:Rule ; dcterms:identifier ?rule ; rdfs:comment ?gloss }
}"""
)
_MENTIONS = (
    _PREFIXES
    + """SELECT DISTINCT ?role ?start ?end ?words ?entity ?label WHERE {
  ?claim acc:hasMention ?mention .
  ?mention acc:role ?role ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
  OPTIONAL { ?mention acc:mentions ?entity . ?entity skos:prefLabel ?label }
} ORDER BY ?start ?end ?role ?label"""
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of the document that play a part in the claim; the entity they name, where they name one."""

    role: str
    start: int
    end: int
    words: str
    iri: str | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim was made. ``text`` is the passage of the evidence and begins at offset ``start``."""

    claim: str
    document: str
    how: str
    kind: str
    rule: str
    gloss: str
    confidence: str
    quote: str
    text: str
    start: int
    marked: tuple[Marked, ...]

    def passage(self) -> list[tuple[str, Marked | None]]:
        """Return the passage in pieces, each with the mark it carries; marks do not overlap.

        Of two marks that overlap the longer one stands, and the first of two equals.
        """
        end = self.start + len(self.text)
        inside = [mark for mark in self.marked if self.start <= mark.start < mark.end <= end]
        chosen: list[Marked] = []
        for mark in sorted(inside, key=lambda mark: (mark.start - mark.end, mark.start, mark.role)):
            if all(mark.end <= other.start or other.end <= mark.start for other in chosen):
                chosen.append(mark)
        pieces: list[tuple[str, Marked | None]] = []
        position = self.start
        for mark in sorted(chosen, key=lambda mark: mark.start):
            pieces.append((self.text[position - self.start : mark.start - self.start], None))
            pieces.append((self.text[mark.start - self.start : mark.end - self.start], mark))
            position = mark.end
        pieces.append((self.text[position - self.start :], None))
        return [(words, mark) for words, mark in pieces if words]


def find_claim(source: Source, name: str) -> str:
    """Return the IRI of the claim that *name* is: an IRI, or the beginning of one, or of its last part.

    Raises QueryError if no claim begins so, or more than one does.
    """
    start = expand(name) or f"{ACCID}claim/{name.removeprefix('claim/')}"
    found = [row[0] for row in select(source, bind(_CLAIMS, {"start": Literal(start)})).values()]
    exact = [iri for iri in found if iri == start]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if not found:
        raise QueryError(f"no claim of this dataset begins with {name!r}")
    listed = ", ".join(iri.removeprefix(f"{ACCID}claim/") for iri in found[:8])
    raise QueryError(
        f"{name!r} is the beginning of several claims: {listed}{', ...' if len(found) > 8 else ''}"
    )


def explain(source: Source, claim: str, texts: Path | None = None) -> Explanation:
    """Return why the claim with the IRI *claim* was made.

    *texts* is the folder of canonical texts of the dataset; without it, or if the text is not there, the
    passage is the evidence and the few words around it that the graph keeps.

    Raises QueryError if there is no such claim.
    """
    values = {"claim": NamedNode(claim)}
    rows = select(source, bind(_CLAIM, values)).values()
    if not rows:
        raise QueryError(f"there is no claim {claim} in this dataset")
    file, sha256, quote, before, after, start, rule, gloss, confidence, how, kind = rows[0]
    offset = int(start)
    passage, begins = before + quote + after, offset - len(before)
    path = texts / f"{sha256}.txt" if texts else None
    if path and path.is_file():
        passage, begins = _sentence(path.read_bytes().decode(), offset, offset + len(quote))
    marked = tuple(
        Marked(role, int(first), int(last), words, iri or None, label or None)
        for role, first, last, words, iri, label in select(source, bind(_MENTIONS, values)).values()
    )
    return Explanation(claim, file, how, kind, rule, gloss, confidence, quote, passage, begins, marked)


def _sentence(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the sentences of *text* that hold ``text[start:end]``, and where they begin."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    first = max((place for place in ends if place <= start), default=0)
    last = min((place for place in ends if place >= end), default=len(text))
    passage = text[first:last]
    stripped = passage.lstrip()
    return stripped.rstrip(), first + len(passage) - len(stripped)
