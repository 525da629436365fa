"""The HTML pages: every term, name and constraint is on one of them."""

from __future__ import annotations

import html
import importlib.util
import re
import runpy
import sys
from pathlib import Path

import pytest
from ontology.graphs import ACC, core, graph, vocabulary
from rdflib import RDF, RDFS, SH, SKOS, URIRef

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_docs.py"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("pylode") is None:
        pytest.skip("pyLODE, which writes the pages, is not installed")
    out = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [str(SCRIPT), str(out)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(SCRIPT), run_name="__main__")
    assert ended.value.code == 0
    return out


def test_every_term_is_documented(pages: Path) -> None:
    page = (pages / "ontology.html").read_text(encoding="utf-8")
    text = html.unescape(re.sub(r"\s+", " ", page))
    for term in core().subjects(RDFS.isDefinedBy, None):
        assert str(term) in text
        # pyLODE reads Markdown in definitions, so that only their plain beginnings can be looked for.
        assert re.split(r'["_*`(]', str(core().value(term, SKOS.definition)))[0][:60].strip() in text, term


def test_pages_need_no_network(pages: Path) -> None:
    for page in pages.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img)[^>]+src="https?:', text), page.name
        assert not re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="https?:', text), page.name


def test_index_leads_to_the_pages_and_shows_the_model(pages: Path) -> None:
    index = (pages / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="([a-z]+\.html)"', index)
    assert sorted(linked) == ["ontology.html", "shapes.html", "vocabulary.html"]
    assert all((pages / name).is_file() for name in linked)
    assert "<svg" in index and "acc:Commitment" in index


def test_vocabulary_and_shapes_are_whole_as_concept_schemes() -> None:
    script = runpy.run_path(str(SCRIPT))
    names = script["vocabulary_scheme"](core())
    for entity, label in vocabulary().subject_objects(SKOS.prefLabel):
        if (entity, RDF.type, SKOS.ConceptScheme) not in vocabulary():
            assert (entity, SKOS.prefLabel, label) in names
    shapes = script["shapes_scheme"](core())
    for shape in graph("shapes/*.ttl").subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, URIRef)
        assert (shape, SKOS.definition, None) in shapes
    assert (ACC.Claim, RDF.type, None) not in shapes
