"""A source of claims that needs no model, in a module that other processes can import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from graph.factories import TEXT, claims
from pyoxigraph import Quad, RdfFormat, parse

from accgraph.build import Built, build
from accgraph.graph.background import VOCABULARY_GRAPH, Background
from accgraph.graph.rules import Rule
from accgraph.graph.terms import iri, term
from accgraph.graph.validation import Shapes
from accgraph.model import Claim, Document
from accgraph.namespaces import ACC

SHAPES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix acc: <{ACC}> .
acc:ClaimShape a sh:NodeShape ; sh:targetClass acc:Claim ;
  sh:property [ sh:path acc:statedIn ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path acc:rule ; sh:pattern "^test" ; sh:message "a rule of the test is wanted" ] .
"""
KNOWN = Quad(iri(ACC + "Demand"), term("rdfs:subClassOf"), iri(ACC + "Commitment"), iri(VOCABULARY_GRAPH))
RULE = Rule(
    "joins",
    f"PREFIX acc: <{ACC}> CONSTRUCT {{ ?h acc:joins ?m }}"
    " WHERE { ?c acc:asserts ?p . ?p a acc:Accession ; acc:holder ?h ; acc:target ?m }",
)


class Scripted:
    """Makes the claims of the factory of documents that hold its text, and none of others.

    A document that holds the word "SLEEP" takes an hour, one that holds "DIE" ends the process. Each document
    that it is asked about is noted in the file *asked*.
    """

    rules: Mapping[str, str] = {"test.rule": "A rule that a test wrote down."}

    def __init__(self, asked: Path | None = None, version: str = "scripted-1") -> None:
        self.version = version
        self._asked = asked

    def extract(self, document: Document) -> tuple[Claim, ...]:
        if self._asked is not None:
            with self._asked.open("a") as file:
                file.write(f"{document.name}\n")
        if "SLEEP" in document.text:
            time.sleep(3600)
        if "DIE" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return claims(document) if TEXT in document.text else ()


def shapes() -> Shapes:
    return Shapes(parse(SHAPES, format=RdfFormat.TURTLE))


def make(path: Path, out: Path, extractor: Scripted | None = None, *, reuse: bool = True) -> Built:
    return build(
        [path],
        out,
        extractor or Scripted(),
        shapes=shapes(),
        rules=[RULE],
        background=Background.of([KNOWN]),
        reuse=reuse,
    )


def content(out: Path) -> dict[str, bytes]:
    """Return the bytes of all files of the dataset at *out*, but for the store."""
    files = sorted(
        path for path in out.rglob("*") if path.is_file() and "store" not in path.relative_to(out).parts
    )
    return {str(path.relative_to(out)): path.read_bytes() for path in files}
