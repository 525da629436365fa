"""What was released stays: no term vanishes, and each version is described."""

from __future__ import annotations

import re

import pytest
from ontology.graphs import ONTOLOGY, core, graph
from rdflib import OWL, RDFS, URIRef

from accgraph.resources import ontology_folder

RELEASES = sorted((ontology_folder() / "released").glob("*.txt"))


def changes() -> list[str]:
    text = (ontology_folder() / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(r"^## (\d+\.\d+\.\d+) \(\d{4}-\d{2}-\d{2}\)$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_released_terms_are_still_declared(release: object) -> None:
    terms = graph("accgraph.ttl", "alignments.ttl")
    released = release.read_text(encoding="utf-8").splitlines()  # type: ignore[attr-defined]
    assert released
    assert [term for term in released if (URIRef(term), RDFS.label, None) not in terms] == []


def test_every_released_version_is_described_and_the_newest_stands_first() -> None:
    versions = changes()
    assert {release.stem for release in RELEASES} <= set(versions)
    assert versions == sorted(versions, key=lambda v: tuple(map(int, v.split("."))), reverse=True)
    assert versions[0] == str(core().value(ONTOLOGY, OWL.versionInfo))
