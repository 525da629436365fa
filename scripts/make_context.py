"""Write ontology/context.jsonld, the JSON-LD context for accgraph's data, from the ontology.

Run ``python scripts/make_context.py`` after changing ``ontology/accgraph.ttl``. Every class and property of
the ontology gets its local name; properties with one datatype or with things as values are coerced.
Properties whose dates may be days, months or years keep their datatype at each value.
"""

from __future__ import annotations

import json
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, URIRef

from accgraph.namespaces import ACC, ACCID, PREFIXES

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "ontology" / "accgraph.ttl"
TARGET = ROOT / "ontology" / "context.jsonld"

# Terms of other vocabularies that the data use: name, prefixed IRI, and the type that values are coerced to.
OTHERS = {
    "endOffset": ("oa:end", "xsd:nonNegativeInteger"),
    "exact": ("oa:exact", None),
    "hasSelector": ("oa:hasSelector", "@id"),
    "hasSource": ("oa:hasSource", "@id"),
    "identifier": ("dcterms:identifier", None),
    "issued": ("dcterms:issued", None),
    "language": ("dcterms:language", None),
    "member": ("org:member", "@id"),
    "organization": ("org:organization", "@id"),
    "prefix": ("oa:prefix", None),
    "source": ("dcterms:source", "@id"),
    "startOffset": ("oa:start", "xsd:nonNegativeInteger"),
    "suffix": ("oa:suffix", None),
    "title": ("dcterms:title", None),
    "wasGeneratedBy": ("prov:wasGeneratedBy", "@id"),
}
LABELS = {"label": "skos:prefLabel", "altLabel": "skos:altLabel"}
USED = ("acc", "accid", "dcterms", "oa", "org", "prov", "rdfs", "skos", "void", "xsd")


def term(iri: str, kind: str | None) -> object:
    """Return the definition of a term: its IRI alone, or with the type of its values."""
    return iri if kind is None else {"@id": iri, "@type": kind}


def compact(iri: URIRef) -> str:
    """Return *iri* with its prefix."""
    prefix = next(p for p in USED if iri.startswith(PREFIXES[p]))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"


def context(ontology: Graph) -> dict[str, object]:
    """Return the context: prefixes, keywords, then terms by name."""
    terms: dict[str, object] = {name: term(*value) for name, value in OTHERS.items()}
    terms |= {name: {"@id": iri, "@language": "en"} for name, iri in LABELS.items()}
    for sort in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual):
        for subject in ontology.subjects(RDF.type, sort):
            if not subject.startswith(ACC):
                continue
            name = subject.removeprefix(ACC)
            if sort == OWL.ObjectProperty:
                terms[name] = term(f"acc:{name}", "@id")
            elif sort == OWL.DatatypeProperty:
                range_ = ontology.value(subject, RDFS.range)
                plain = range_ is None or str(range_) == PREFIXES["xsd"] + "string"
                terms[name] = term(f"acc:{name}", None if plain else compact(URIRef(str(range_))))
            else:
                terms[name] = f"acc:{name}"
    prefixes = {prefix: ACCID if prefix == "accid" else PREFIXES[prefix] for prefix in USED}
    return {"@version": 1.1, **prefixes, "id": "@id", "type": "@type", **dict(sorted(terms.items()))}


def main() -> None:
    """Write the context."""
    text = json.dumps({"@context": context(Graph().parse(SOURCE))}, ensure_ascii=False, indent=2)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
