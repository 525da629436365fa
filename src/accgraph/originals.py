"""The evidence of a claim in its original: on which page, in which element, on which line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode

from accgraph.dataset.folder import TEXTS_FOLDER
from accgraph.dataset.places import Places, read_places
from accgraph.errors import QueryError
from accgraph.namespaces import PREFIXES
from accgraph.results import Source, select
from accgraph.sparql import bind

__all__ = ["Evidence", "Spot", "evidence_of", "spots_of"]

_EVIDENCE = (
    "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(PREFIXES))
    + """
SELECT ?name ?sha256 ?media ?quote ?start ?segment ?title ?issued ?address ?place ?page WHERE {
  ?claim acc:statedIn ?document ; acc:evidence ?evidence ; acc:segment ?segment .
  ?document acc:fileName ?name ; acc:sha256 ?sha256 .
  ?evidence oa:hasSelector ?words , ?position .
  ?words a oa:TextQuoteSelector ; oa:exact ?quote .
  ?position a oa:TextPositionSelector ; oa:start ?start .
  OPTIONAL { ?document acc:mediaType ?media }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document dcterms:source ?address }
  OPTIONAL { ?evidence acc:originalPlace ?place }
  OPTIONAL { ?evidence acc:page ?page }
}"""
)
# How many words of a longer quote are given at each end of it to find it in a page.
_ENDS = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a claim, and what the graph says of where they stand."""

    claim: str
    document: str
    sha256: str
    media_type: str
    quote: str
    start: int
    segment: str
    title: str | None
    issued: str | None
    address: str | None
    place: str | None

    @property
    def end(self) -> int:
        """Where the words end in the canonical text."""
        return self.start + len(self.quote)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the original where some of the words stand.

    ``opens`` is an address that leads there, if the original is kept or has an address of its own.
    """

    place: str
    words: str
    opens: str | None


def evidence_of(source: Source, claim: str) -> Evidence:
    """Return the evidence of the claim with the IRI *claim*; raises QueryError if there is no such claim."""
    rows = select(source, bind(_EVIDENCE, {"claim": NamedNode(claim)})).values()
    if not rows:
        raise QueryError(f"there is no claim {claim} in this dataset")
    name, sha256, media, words, start, segment, title, issued, address, place, _ = rows[0]
    return Evidence(
        claim,
        name,
        sha256,
        media or "text/plain",
        words,
        int(start),
        segment,
        title or None,
        issued or None,
        address or None,
        place or None,
    )


def spots_of(evidence: Evidence, dataset: Path | None) -> tuple[Spot, ...]:
    """Return where in the original the words of *evidence* stand, in the order of the text.

    Without the folder of the *dataset*, what the graph itself says, which is where they begin.

    Raises StoreError if what the dataset says of it cannot be read.
    """
    places = read_places(dataset, evidence.sha256) if dataset else None
    if places is not None:
        return tuple(_spots(evidence, places))
    if evidence.place:
        return (Spot(evidence.place, evidence.quote, _opening(evidence, evidence.place, None)),)
    text = dataset / TEXTS_FOLDER / f"{evidence.sha256}.txt" if dataset else None
    if text is None or not text.is_file():
        return ()
    return (Spot(_line_of(text.read_bytes().decode(), evidence.start), evidence.quote, evidence.address),)


def _spots(evidence: Evidence, places: Places) -> Iterator[Spot]:
    for passage in places.between(evidence.start, evidence.end):
        first, last = max(evidence.start, passage.start), min(evidence.end, passage.end)
        words = evidence.quote[first - evidence.start : last - evidence.start]
        yield Spot(passage.place or "", words, _opening(evidence, passage.place or "", places.kept))


def _line_of(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"line={line}&column={column}"


def _opening(evidence: Evidence, place: str, kept: Path | None) -> str | None:
    """Return the address at which the original opens at *place*."""
    base = kept.resolve().as_uri() if kept else evidence.address
    if base is None:
        return None
    base = base.partition("#")[0]
    if evidence.media_type == "application/pdf":
        return f"{base}#{place}"
    if evidence.media_type == "text/html":
        # A text fragment, which browsers scroll to: https://wicg.github.io/scroll-to-text-fragment/
        return f"{base}#:~:text={_fragment(evidence.quote)}"
    return base


def _fragment(words: str) -> str:
    listed = words.split()
    if len(listed) <= 2 * _ENDS:
        return _escaped(" ".join(listed))
    return f"{_escaped(' '.join(listed[:_ENDS]))},{_escaped(' '.join(listed[-_ENDS:]))}"


def _escaped(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
