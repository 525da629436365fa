"""What a dataset says of itself: its graphs, its size, the run that made it and the rules of its claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad

from accgraph.graph.rules import DERIVED_GRAPH
from accgraph.graph.terms import count, iri, term
from accgraph.namespaces import ACC, ACCID, PREFIXES, content_iri

__all__ = ["DESCRIPTION_GRAPH", "Tally", "description_quads"]

DESCRIPTION_GRAPH = f"{ACCID}graph/dataset"

_TYPED = re.compile(rf"(\S+) <{re.escape(PREFIXES['rdf'])}type> <({re.escape(ACC)}[^>]*)> ".encode())


class Tally:
    """How many statements each graph of a dataset holds, and how many things of each class of accgraph.

    Lines come sorted, those of the derived graph by themselves. A thing counts once, in however many graphs
    it is said to be of its class.
    """

    def __init__(self) -> None:
        self.sizes: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self._before: tuple[bytes, bytes] | None = None

    def add(self, line: bytes) -> None:
        """Count the statement on *line*, a line of N-Quads in a named graph."""
        graph = line[line.rindex(b" <") + 2 : -4].decode()
        self.sizes[graph] += 1
        match = _TYPED.match(line)
        if match and graph != DERIVED_GRAPH and match.groups() != self._before:
            self._before = (match[1], match[2])
            self.classes[match[2].decode()] += 1


def description_quads(
    tally: Tally, version: str, rules: Mapping[str, str], provenance: Mapping[str, str] | None = None
) -> list[Quad]:
    """Return the graph that describes the dataset of *tally* (VoID, DCAT, PROV).

    *version* is that of the extractor, *rules* says for each of its rules in one sentence what it does.
    *provenance* is for one that asked a language model: the name of the ``model``, the version of the
    ``prompt``, and every parameter.
    """
    graph = NamedNode(DESCRIPTION_GRAPH)
    sizes, classes = tally.sizes, tally.classes
    node = content_iri("dataset", version, *sorted(sizes))
    statements: list[tuple[str, str, NamedNode | Literal]] = [
        (node, "rdf:type", term("void:Dataset")),
        (node, "rdf:type", term("dcat:Dataset")),
        (node, "dcterms:title", Literal("Claims on accountability for international crimes", language="en")),
        (node, "void:vocabulary", iri(ACC)),
        (node, "void:uriSpace", Literal(ACCID)),
        (node, "void:triples", count(sizes.total())),
        (node, "prov:wasGeneratedBy", iri(content_iri("run", version))),
    ]
    if provenance is not None:
        statements += _asked(content_iri("run", version), provenance)
    for name, size in sorted(sizes.items()):
        statements += [
            (node, "void:subset", iri(name)),
            (name, "rdf:type", term("void:Dataset")),
            (name, "void:triples", count(size)),
        ]
    for name, size in sorted(classes.items()):
        part = content_iri("partition", node, name)
        statements += [
            (node, "void:classPartition", iri(part)),
            (part, "void:class", iri(name)),
            (part, "void:entities", count(size)),
        ]
    for name, gloss in sorted(rules.items()):
        rule = content_iri("rule", name)
        statements += [
            (rule, "rdf:type", term("acc:Rule")),
            (rule, "dcterms:identifier", Literal(name)),
            (rule, "rdfs:comment", Literal(gloss, language="en")),
        ]
    return sorted((Quad(iri(s), term(p), o, graph) for s, p, o in statements), key=str)


def _asked(run: str, provenance: Mapping[str, str]) -> list[tuple[str, str, NamedNode | Literal]]:
    """Return what is said of a *run* that asked a language model."""
    model, prompt = (
        content_iri("software", provenance["model"]),
        content_iri("prompt", provenance["prompt"]),
    )
    parameters = {name: value for name, value in provenance.items() if name not in {"model", "prompt"}}
    listed = ", ".join(f"{name} = {value}" for name, value in sorted(parameters.items()))
    return [
        (run, "prov:wasAssociatedWith", iri(model)),
        (model, "rdf:type", term("prov:SoftwareAgent")),
        (model, "dcterms:title", Literal(provenance["model"])),
        (run, "prov:used", iri(prompt)),
        (prompt, "rdf:type", term("prov:Plan")),
        (prompt, "dcterms:identifier", Literal(provenance["prompt"])),
        (run, "dcterms:description", Literal(f"Asked a language model with {listed}.", language="en")),
    ]
