"""The decisive test: a document makes the same claims whatever format it comes in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reading.writers import Part, as_docx, as_html, as_odt, as_pdf, parts

from accgraph.extraction.pipeline import Extractor
from accgraph.model import Claim, CommitmentClaim, Document, PositionClaim
from accgraph.reading import read_document
from accgraph.resources import seeds_folder

WRITERS: dict[str, Callable[[list[Part]], bytes]] = {
    "html": as_html,
    "docx": as_docx,
    "odt": as_odt,
    "pdf": as_pdf,
    "columns.pdf": lambda blocks: as_pdf(blocks, columns=2, across=True),
}
# The first two seeds: the third has Markdown in its words, which the writers take out of the quotes.
SEEDS = sorted(seeds_folder().glob("*.txt"))[:2]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


def said(claim: Claim) -> tuple[object, ...]:
    """What *claim* says and by which words, spaces and punctuation left aside."""
    words = re.sub(r"\W+", " ", claim.quote).strip()
    if isinstance(claim, PositionClaim):
        return claim.kind, claim.holder.entity.iri, claim.target.entity.iri, claim.denied, words
    if isinstance(claim, CommitmentClaim):
        return claim.kind, *sorted(role.entity.iri for role in claim.bearer), words
    return claim.kind, claim.date, words


def claims(extractor: Extractor, document: Document, like: Document) -> Counter[tuple[object, ...]]:
    """What the claims of *document* say, its metadata being those of *like*."""
    known = replace(
        document, title=like.title, issuer=like.issuer, published=like.published, genre=like.genre
    )
    found = extractor.extract(known)
    assert all(known.text[claim.start : claim.end] == claim.quote for claim in found)
    return Counter(map(said, found))


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_the_claims_are_those_of_the_text(
    extractor: Extractor, form: str, seed: Path, tmp_path: Path
) -> None:
    plain = read_document(seed)
    path = tmp_path / f"x.{form}"
    path.write_bytes(WRITERS[form](parts(plain.text)))
    expected = claims(extractor, plain, plain)
    found = claims(extractor, read_document(path), plain)
    different = (expected - found) + (found - expected)
    assert expected.total() >= 5
    assert different.total() <= (2 if form == "columns.pdf" else 0), different
