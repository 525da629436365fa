"""Write ontology/released/VERSION.txt: the terms of the present version, none of which may ever vanish."""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef

from accgraph.namespaces import ACC

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SORTS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual)


def main() -> int:
    """Write the list; return 1 if the version is released already with other terms."""
    graph = Graph()
    for name in ("accgraph.ttl", "alignments.ttl"):
        graph.parse(ONTOLOGY / name)
    version = graph.value(URIRef(ACC.removesuffix("#")), OWL.versionInfo)
    terms = {str(s) for sort in SORTS for s in graph.subjects(RDF.type, sort) if str(s).startswith(ACC)}
    text = "".join(f"{term}\n" for term in sorted(terms))
    target = ONTOLOGY / "released" / f"{version}.txt"
    if target.exists() and target.read_text(encoding="utf-8") != text:
        print(
            f"{target.name} is released with other terms: set a new version in accgraph.ttl", file=sys.stderr
        )
        return 1
    target.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
