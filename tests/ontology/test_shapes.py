"""The shapes, each constraint by a graph that keeps to it and one with a single fault against it.

All examples are checked in one run, as each has nodes of its own under https://example.org/KIND/CONSTRAINT/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from ontology.graphs import graph
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse
from rdflib import RDF, RDFS, SH, Namespace, URIRef

from accgraph.graph.background import Background
from accgraph.graph.validation import Finding, Shapes
from accgraph.resources import ontology_folder

ACCSH = Namespace("https://w3id.org/accgraph/shapes#")
EXAMPLES = sorted((ontology_folder() / "examples").glob("*/*.ttl"))
VALID = sorted(file.stem for file in EXAMPLES if file.parent.name == "valid")
INVALID = sorted(file.stem for file in EXAMPLES if file.parent.name == "invalid")

Findings = Mapping[tuple[str, str], list[Finding]]


def constraints() -> dict[str, URIRef]:
    """Every shape with a message of its own, by local name."""
    shapes = graph("shapes/*.ttl")
    named = {shape for kind in (SH.PropertyShape, SH.NodeShape) for shape in shapes.subjects(RDF.type, kind)}
    return {
        str(shape).removeprefix(str(ACCSH)): shape
        for shape in named
        if isinstance(shape, URIRef)
        and ((shape, SH.message, None) in shapes or (shape, SH.sparql, None) in shapes)
    }


def content(file: Path) -> str:
    """The triples of an example, without what makes its nodes its own."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return "\n".join(lines).replace(f"/{file.parent.name}/{file.stem}/", "/")


@pytest.fixture(scope="module")
def findings() -> Findings:
    """What the shapes find in all examples together, by kind and name of the example.

    Examples that only differ in the names of their nodes are checked once.
    """
    originals: dict[str, Path] = {}
    for file in EXAMPLES:
        originals.setdefault(content(file), file)
    quads = [
        Quad(q.subject, q.predicate, q.object, DefaultGraph())
        for file in originals.values()
        for q in parse(file.read_bytes(), format=RdfFormat.TURTLE)
    ]
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in Shapes.load().check(quads, Background.load()):
        home = next(
            (text for text in (finding.focus, finding.value or "") if "example.org" in text), finding.focus
        )
        kind, name = home.removeprefix("https://example.org/").split("/")[:2]
        found[kind, name].append(finding)
    return {
        (file.parent.name, file.stem): found.get((original.parent.name, original.stem), [])
        for file in EXAMPLES
        for original in (originals[content(file)],)
    }


def test_each_constraint_has_a_valid_and_an_invalid_example() -> None:
    assert sorted(constraints()) == VALID == INVALID


@pytest.mark.parametrize("name", VALID)
def test_valid_example_conforms(findings: Findings, name: str) -> None:
    assert findings["valid", name] == []


@pytest.mark.parametrize("name", INVALID)
def test_fault_is_reported_by_its_constraint_and_no_other(findings: Findings, name: str) -> None:
    shape = constraints()[name]
    found = findings["invalid", name]
    assert {finding.shape for finding in found} == {str(shape)}
    severity = graph("shapes/*.ttl").value(shape, SH.severity)
    assert {finding.severity for finding in found} == {str(severity).rpartition("#")[2]}
    assert {finding.message for finding in found} == {message(shape)}


def message(shape: URIRef) -> str:
    shapes = graph("shapes/*.ttl")
    query = shapes.value(shape, SH.sparql)
    return str(shapes.value(query or shape, SH.message))


@pytest.mark.parametrize("name", sorted(constraints()))
def test_constraint_speaks_to_a_person(name: str) -> None:
    shapes = graph("shapes/*.ttl")
    text = message(constraints()[name])
    assert text[0].isupper() or text.startswith("acc:")
    assert text.endswith(".")
    assert (constraints()[name], SH.severity, None) in shapes


def test_every_constraint_is_reached() -> None:
    shapes = graph("shapes/*.ttl")
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    for shape in constraints().values():
        bearers = set(shapes.subjects(SH.property, shape)) or {shape}
        for bearer in bearers:
            assert any((bearer, target, None) in shapes for target in targets), shape


def test_every_class_of_the_data_has_a_shape() -> None:
    shapes, core = graph("shapes/*.ttl"), graph("accgraph.ttl")
    targeted = set(shapes.objects(None, SH.targetClass))
    without_data = {URIRef("https://w3id.org/accgraph/ontology#CommitmentStatus")}
    for cls in core.subjects(RDFS.isDefinedBy, None):
        if (cls, RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class")) in core and cls not in without_data:
            assert targeted & set(core.transitive_objects(cls, RDFS.subClassOf)), f"no shape targets {cls}"


def test_example_says_which_constraint_it_is_about() -> None:
    for file in EXAMPLES:
        head = file.read_text(encoding="utf-8").splitlines()[:3]
        assert head[0] == f"# Constraint: accsh:{file.stem}"
        assert head[1] == f"# It says: {message(constraints()[file.stem])}"
        assert head[2].startswith("# Fault: ") == (file.parent.name == "invalid")
