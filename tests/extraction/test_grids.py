"""Grids of sentences: who does something and who only speaks of it, what is done and what is not."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from accgraph.extraction.pipeline import Extractor
from accgraph.model import Claim, CommitmentClaim, Document, PositionClaim


def table(name: str) -> dict[str, Any]:
    """Return what the TOML file *name* holds."""
    return tomllib.loads((Path(__file__).parent / "cases" / name).read_text(encoding="utf-8"))


def templates(name: str) -> list[Any]:
    """Return the templates of the file *name*, those that are known to go wrong marked so."""
    told = table(name)["templates"]
    known = pytest.mark.xfail(strict=True, reason="known to go wrong")
    return [*told["right"], *(pytest.param(each, marks=known) for each in told["missed"])]


ACTS = table("two_actors.toml")["acts"]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


def claims_of(extractor: Extractor, text: str) -> tuple[Claim, ...]:
    """Return what *extractor* finds in a document that says *text*."""
    return tuple(extractor.extract(Document("https://example.org/d", "d.txt", text, "0" * 64)))


def told_to_do(extractor: Extractor, template: str, state: str) -> list[str]:
    """Return the sentences of *template* in which *state* is told to do what the act is."""
    found = []
    for kind, words in ACTS.items():
        text = template.format(**words)
        for claim in claims_of(extractor, text):
            done = isinstance(claim, PositionClaim) and claim.kind == kind and not claim.denied
            if done and claim.holder.entity.label == state:
                found.append(text)
    return found


@pytest.mark.parametrize("template", templates("two_actors.toml"))
def test_who_only_speaks_of_it_has_not_done_it(extractor: Extractor, template: str) -> None:
    assert not told_to_do(extractor, template, "Chad")


@pytest.mark.parametrize("template", templates("unasserted.toml"))
def test_what_is_not_asserted_has_not_been_done(extractor: Extractor, template: str) -> None:
    assert not told_to_do(extractor, template, "Peru")


@pytest.mark.parametrize("template", table("two_actors.toml")["stances"]["of_others"])
def test_who_is_only_spoken_of_takes_no_stance(extractor: Extractor, template: str) -> None:
    for mechanism in table("two_actors.toml")["stances"]["mechanisms"]:
        text = template.format(mechanism=mechanism)
        claims = claims_of(extractor, text)
        holders = [c.holder.entity.label for c in claims if isinstance(c, PositionClaim) and not c.denied]
        assert "Chad" not in holders


def test_the_grid_finds_who_did_it(extractor: Extractor) -> None:
    found = told_to_do(extractor, "Chad was surprised when Peru {past}.", "Peru")
    assert len(set(found)) == len(ACTS)


ASKED = [
    {"i": "ratify the Rome Statute", "g": "ratifying the Rome Statute", "e": "ratified the Rome Statute"},
    {"i": "release all prisoners", "g": "releasing all prisoners", "e": "released all prisoners"},
]


def askings() -> list[Any]:
    """Return the rows of ``askings.csv``: who asks, has promised or is bound, in every turn of phrase."""
    known = pytest.mark.xfail(strict=True, reason="known to go wrong")
    with (Path(__file__).parent / "cases" / "askings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    wrong = [[known] if row["known to go wrong"] else [] for row in rows]
    return [
        pytest.param(row["text"], row["commitments"], marks=marks)
        for row, marks in zip(rows, wrong, strict=True)
    ]


@pytest.mark.parametrize(("template", "commitments"), askings())
def test_who_is_to_do_it(extractor: Extractor, template: str, commitments: str) -> None:
    for words in ASKED:
        text = template.format(**words, p=words["e"])
        told = set()
        for claim in claims_of(extractor, text):
            if isinstance(claim, CommitmentClaim):
                by = [claim.by.entity.label] if claim.kind == "demand" and claim.by else []
                told |= {" ".join([claim.kind, *by, b.entity.label]) for b in claim.bearer}
        assert told == {each for each in commitments.split("; ") if each}


@pytest.mark.parametrize("done", ["joined", "ignored", "left", "sanctioned", "funded"])
@pytest.mark.parametrize(
    "told", ["praised the states that", "criticised the governments which", "met those who"]
)
def test_whoever_does_so_is_nobody_named(extractor: Extractor, told: str, done: str) -> None:
    text = f"Chad {told} have {done} the International Criminal Court."
    claims = claims_of(extractor, text)
    deeds = [c for c in claims if isinstance(c, PositionClaim) and c.kind not in {"endorse", "reject"}]
    assert not deeds
