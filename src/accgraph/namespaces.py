"""The IRIs of accgraph: namespaces, and how an IRI is made from content alone.

Every IRI depends only on what it names, so that a rebuild gives the same IRIs and two builds can be
compared line by line. Names become readable slugs; everything else is a SHA-256 digest, cut to 20
hexadecimal digits (80 bits: at a billion nodes the chance of a single collision is below one in a million).
"""

from __future__ import annotations

import hashlib

from slugify import slugify

__all__ = ["ACC", "ACCID", "PREFIXES", "content_iri", "digest", "named_iri"]

ACC = "https://w3id.org/accgraph/ontology#"
ACCID = "https://w3id.org/accgraph/id/"

PREFIXES: dict[str, str] = {
    "acc": ACC,
    "accid": ACCID,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_SEPARATOR = "\x1f"


def digest(*parts: str) -> str:
    """Return 20 hexadecimal digits that stand for *parts*, in their order."""
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()[:20]


def content_iri(family: str, *parts: str) -> str:
    """Return the IRI of a node of *family* (``claim``, ``position``, ...) that is made of *parts*."""
    return f"{ACCID}{family}/{digest(*parts)}"


def named_iri(family: str, name: str) -> str:
    """Return the IRI of the thing of *family* (``person``, ``mechanism``, ...) called *name*.

    The name is folded to ASCII and hyphenated; a name that leaves nothing of itself, or that is longer
    than 120 characters, is given a digest instead of, or after, its readable part.
    """
    slug = slugify(name)
    if not slug:
        slug = digest(name)
    elif len(slug) > 120:
        slug = f"{slug[:100].rstrip('-')}-{digest(slug)}"
    return f"{ACCID}{family}/{slug}"
