"""Write HTML pages of the ontology, the vocabulary and the shapes, with pyLODE.

Run ``python scripts/make_docs.py OUT``; pyLODE comes with the extra ``ontology``. The pages need no network.
The ontology is documented as it stands; of the vocabulary and the shapes concept schemes are made first, one
concept an entity or constraint, as pyLODE knows no other form for them.
"""

from __future__ import annotations

import argparse
import html
import logging
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from rdflib import DCTERMS, ORG, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef

from accgraph.namespaces import ACC as ACC_IRI
from accgraph.namespaces import ACCID, PREFIXES

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = ROOT / "ontology"
ACC = Namespace(ACC_IRI)
LICENCE = URIRef("https://www.apache.org/licenses/LICENSE-2.0")
PAGES = {
    "ontology": "The ontology: classes and properties",
    "vocabulary": "The vocabulary: states, institutions, mechanisms, situations, posts",
    "shapes": "The shapes: what must hold of data",
}


def read(*patterns: str) -> Graph:
    """Return the union of the ontology's files that *patterns* match."""
    graph = Graph()
    for pattern in patterns:
        for file in sorted(ONTOLOGY.glob(pattern)):
            graph.parse(file)
    for name, iri in PREFIXES.items():
        graph.bind(name, iri)
    return graph


def scheme(iri: str, title: str, description: str, core: Graph) -> tuple[Graph, URIRef]:
    """Return a graph with an empty concept scheme, with the ontology's dates and creators."""
    graph, node = Graph(), URIRef(iri)
    ontology = URIRef(ACC_IRI.removesuffix("#"))
    graph.add((node, RDF.type, SKOS.ConceptScheme))
    for name in (DCTERMS.title, SKOS.prefLabel):
        graph.add((node, name, Literal(title, lang="en")))
    for name in (DCTERMS.description, SKOS.definition):
        graph.add((node, name, Literal(description, lang="en")))
    for name in (DCTERMS.created, DCTERMS.modified, DCTERMS.creator, DCTERMS.publisher):
        for value in core.objects(ontology, name):
            graph.add((node, name, value))
    graph.add((node, DCTERMS.license, LICENCE))
    for name, value in PREFIXES.items():
        graph.bind(name, value)
    return graph, node


def concept(
    graph: Graph, node: URIRef, label: str, definition: str, whole: URIRef, above: URIRef | None
) -> None:
    """Add a concept of the scheme *whole* to *graph*, below *above* or at the top."""
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.prefLabel, Literal(label, lang="en")))
    graph.add((node, SKOS.definition, Literal(definition, lang="en")))
    graph.add((node, SKOS.inScheme, whole))
    if above is None:
        graph.add((node, SKOS.topConceptOf, whole))
        graph.add((whole, SKOS.hasTopConcept, node))
    else:
        graph.add((node, SKOS.broader, above))
        graph.add((above, SKOS.narrower, node))


def vocabulary_scheme(core: Graph) -> Graph:
    """Return the vocabulary as a concept scheme: each entity, with all its names, below its classes."""
    names = read("vocabulary/*.ttl")
    graph, whole = scheme(
        f"{ACCID}scheme/vocabulary",
        "The vocabulary of accgraph",
        "States, institutions, mechanisms, situations and posts, with the names that texts use for them.",
        core,
    )
    for cls in sorted({c for s, c in names.subject_objects(RDF.type) if (s, SKOS.prefLabel, None) in names}):
        assert isinstance(cls, URIRef)
        label = core.value(cls, RDFS.label) or {ORG.Post: "post", SKOS.Concept: "situation"}.get(cls)
        members = sorted(s for s in names.subjects(RDF.type, cls) if (s, SKOS.prefLabel, None) in names)
        if label is None or not members:
            continue
        group = URIRef(f"{ACCID}class/{str(cls).rpartition('#')[2]}")
        about = core.value(cls, SKOS.definition) or f"{len(members)} entries."
        concept(graph, group, str(label), str(about), whole, None)
        for member in members:
            assert isinstance(member, URIRef)
            concept(
                graph,
                member,
                str(names.value(member, SKOS.prefLabel)),
                about_entity(names, member),
                whole,
                group,
            )
            for name in (SKOS.altLabel, ACC.officialName, ACC.demonym, ACC.metonym):
                for value in names.objects(member, name):
                    graph.add((member, SKOS.altLabel, value))
            for value in names.objects(member, SKOS.exactMatch):
                graph.add((member, SKOS.exactMatch, value))
    return graph


def about_entity(names: Graph, entity: URIRef) -> str:
    """Return what links an entity has, in words."""
    said = []
    for name, value in sorted(names.predicate_objects(entity)):
        label = names.value(value, SKOS.prefLabel) if isinstance(value, URIRef) else None
        if label is not None:
            said.append(f"{str(name).rpartition('#')[2]}: {label}")
    return "; ".join(said) or "No links."


def shapes_scheme(core: Graph) -> Graph:
    """Return the shapes as a concept scheme: each constraint, with its message, below its shape."""
    shapes = read("shapes/*.ttl")
    graph, whole = scheme(
        "https://w3id.org/accgraph/shapes",
        "The shapes of accgraph",
        "What must hold of documents, claims and what they claim: each constraint with its message.",
        core,
    )
    for shape in sorted(s for s in shapes.subjects(RDF.type, SH.NodeShape) if isinstance(s, URIRef)):
        targets = [
            str(t).rpartition("#")[2]
            for p in (SH.targetClass, SH.targetSubjectsOf)
            for t in shapes.objects(shape, p)
        ]
        message = shapes.value(shape, SH.message) or shapes.value(shapes.value(shape, SH.sparql), SH.message)
        label = str(shapes.value(shape, RDFS.label) or str(shape).rpartition("#")[2])
        about = message or shapes.value(shape, RDFS.comment)
        text = f"{about} (On: {', '.join(targets) or 'what it is used for'}.)"
        concept(graph, shape, label, text, whole, None)
        for part in sorted(p for p in shapes.objects(shape, SH.property) if isinstance(p, URIRef)):
            severity = str(shapes.value(part, SH.severity)).rpartition("#")[2]
            text = f"{severity}: {shapes.value(part, SH.message)}"
            concept(graph, part, str(part).rpartition("#")[2], text, whole, shape)
    return graph


def ontology_graph() -> Graph:
    """Return the ontology with its alignments, without the bare declarations of other vocabularies' terms."""
    graph = read("accgraph.ttl", "alignments.ttl")
    own = (ACC_IRI.removesuffix("#"),)
    for subject in set(graph.subjects()):
        declared = isinstance(subject, URIRef) and not subject.startswith(own)
        if declared and all(
            o in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
            for o in graph.objects(subject)
        ):
            graph.remove((subject, None, None))
    graph.remove((URIRef("https://w3id.org/accgraph/alignments"), None, None))
    for individual in sorted(graph.subjects(RDF.type, OWL.NamedIndividual)):
        for cls in graph.objects(individual, RDF.type):
            if cls != OWL.NamedIndividual:
                about = graph.value(individual, SKOS.definition)
                graph.add((cls, SKOS.scopeNote, Literal(f"{individual}: {about}", lang="en")))
    return graph


def load_pylode() -> ModuleType:
    """Return pyLODE, given its version, which it would read from a file that its wheel does not hold."""
    stub = ModuleType("pylode.version")
    stub.__version__ = version("pylode")  # type: ignore[attr-defined]
    sys.modules["pylode.version"] = stub
    logging.disable(logging.INFO)  # it tells of each file it loads
    import pylode

    return pylode


def index() -> str:
    """Return the page that leads to the others, with the picture of the model."""
    links = "\n".join(
        f'<li><a href="{name}.html">{html.escape(text)}</a></li>' for name, text in PAGES.items()
    )
    picture = (ROOT / "docs" / "model.svg").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>accgraph</title></head>\n'
        '<body style="font-family: sans-serif; max-width: 70em; margin: 2em auto">\n<h1>accgraph</h1>\n'
        f"<ul>\n{links}\n</ul>\n{picture}\n</body></html>\n"
    )


def main() -> int:
    """Write the pages into the folder that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="the folder to write into")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    pylode = load_pylode()
    core = read("accgraph.ttl")
    pylode.OntPub(ontology=ontology_graph()).make_html(destination=out / "ontology.html")
    pylode.VocPub(ontology=vocabulary_scheme(core)).make_html(destination=out / "vocabulary.html")
    pylode.VocPub(ontology=shapes_scheme(core)).make_html(destination=out / "shapes.html")
    (out / "index.html").write_text(index(), encoding="utf-8")
    print(f"The pages are in {out}: index.html")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
