from __future__ import annotations

from rdflib import RDF, RDFS, SH, Graph, Namespace
from rdflib.plugins.sparql import prepareQuery

from accgraph.graph.catalogue import catalogue_quads
from accgraph.graph.syntax import write_rdf
from accgraph.namespaces import ACCID
from accgraph.queries import catalogue

PUBLISHED = Graph().parse(data=write_rdf(catalogue_quads(catalogue().values()), "turtle"), format="turtle")
QUERY = Namespace(f"{ACCID}query/")


def test_another_implementation_lists_and_reads_every_query() -> None:
    listed = set(PUBLISHED.subjects(RDF.type, SH.SPARQLExecutable))
    assert {str(node).removeprefix(str(QUERY)) for node in listed} == set(catalogue())
    for node in listed:
        text = str(PUBLISHED.value(node, SH.select))
        prepareQuery(text)
        assert PUBLISHED.value(node, RDFS.comment)


def test_parameters_are_published_with_the_variables_they_bind() -> None:
    parameters = {
        str(PUBLISHED.value(node, SH.path)).rpartition("/")[2]: PUBLISHED.value(node, SH.optional).toPython()  # type: ignore[union-attr]
        for node in PUBLISHED.objects(QUERY["joined-but-not"], SH.parameter)
    }
    assert parameters == {"joined": False, "other": False}


def test_prefixes_are_declared() -> None:
    node = PUBLISHED.value(QUERY.supporters, SH.prefixes)
    declared = {str(PUBLISHED.value(part, SH.prefix)) for part in PUBLISHED.objects(node, SH.declare)}
    assert {"acc", "oa", "skos"} <= declared
