"""What a reasoner for OWL 2 RL concludes, as far as accgraph's users may rely on it."""

from __future__ import annotations

import owlrl
import pytest
from ontology.graphs import ACC, core
from rdflib import FOAF, ORG, PROV, RDF, Graph, Namespace, URIRef

EX = Namespace("https://example.org/")
OA = Namespace("http://www.w3.org/ns/oa#")

SUBCLASSES = [
    *(
        (name, ACC.Support)
        for name in ("Endorsement", "Accession", "Initiation", "Hosting", "Funding", "Cooperation")
    ),
    *((name, ACC.Opposition) for name in ("Rejection", "Sanctioning", "Withdrawal", "Obstruction")),
    *((name, ACC.Position) for name in ("Accession", "Rejection")),
    *((name, ACC.Commitment) for name in ("Demand", "Pledge", "Obligation")),
    *((name, ACC.Event) for name in ("Meeting", "Conference", "LegalStep", "InstrumentAdoption", "Measure")),
    *((name, ACC.Actor) for name in ("State", "Court", "Group", "Person", "GovernmentBody")),
    ("CivilSocietyOrganisation", ACC.Organisation),
    ("Court", ACC.Organisation),
    ("Treaty", ACC.Mechanism),
    ("Treaty", ACC.Issue),
    ("Concept", ACC.Issue),
    ("State", PROV.Agent),
    ("Person", FOAF.Person),
    ("State", ORG.FormalOrganization),
    ("Claim", PROV.Entity),
    ("Document", FOAF.Document),
    ("Mention", OA.Selector),
    ("PostHolding", ORG.Membership),
    ("PostType", ORG.Post),
]
SUBPROPERTIES = [
    *(
        (name, ACC.supports)
        for name in ("endorses", "joins", "initiates", "hosts", "funds", "cooperatesWith")
    ),
    *((name, ACC.opposes) for name in ("rejects", "sanctions", "withdrawsFrom", "obstructs")),
    ("backs", ACC.concerns),
    ("statedIn", PROV.wasDerivedFrom),
    ("attributedTo", PROV.wasAttributedTo),
]
DOMAINS_AND_RANGES = [
    ("joins", ACC.Actor, ACC.Mechanism),
    ("opposes", ACC.Actor, ACC.Issue),
    ("holder", ACC.Position, ACC.Actor),
    ("target", ACC.Position, ACC.Issue),
    ("bearer", ACC.Commitment, ACC.Actor),
    ("demandedBy", ACC.Demand, ACC.Actor),
    ("statedIn", ACC.Claim, ACC.Document),
    ("denies", ACC.Claim, ACC.Position),
    ("applicant", ACC.Proceeding, ACC.Actor),
]


@pytest.fixture(scope="module")
def closed() -> Graph:
    """One individual of each class and one statement of each property, with all that follows."""
    graph = Graph()
    graph += core()
    for name in {name for name, _ in SUBCLASSES}:
        graph.add((EX[name], RDF.type, ACC[name]))
    for name in {name for name, *_ in SUBPROPERTIES + DOMAINS_AND_RANGES}:
        graph.add((EX[f"{name}-subject"], ACC[name], EX[f"{name}-object"]))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.mark.parametrize(("name", "above"), SUBCLASSES)
def test_member_of_a_class_is_a_member_of_the_class_above(closed: Graph, name: str, above: URIRef) -> None:
    assert (EX[name], RDF.type, above) in closed


@pytest.mark.parametrize(("name", "above"), SUBPROPERTIES)
def test_statement_implies_that_of_the_property_above(closed: Graph, name: str, above: URIRef) -> None:
    assert (EX[f"{name}-subject"], above, EX[f"{name}-object"]) in closed


@pytest.mark.parametrize(("name", "domain", "range_"), DOMAINS_AND_RANGES)
def test_statement_tells_what_its_ends_are(closed: Graph, name: str, domain: URIRef, range_: URIRef) -> None:
    assert (EX[f"{name}-subject"], RDF.type, domain) in closed
    assert (EX[f"{name}-object"], RDF.type, range_) in closed


def test_support_is_no_opposition(closed: Graph) -> None:
    assert (EX.Accession, RDF.type, ACC.Opposition) not in closed
    assert (EX["joins-subject"], ACC.opposes, EX["joins-object"]) not in closed


def test_an_actor_may_be_a_mechanism() -> None:
    graph = Graph()
    graph += core()
    graph.add((EX.court, RDF.type, ACC.Court))
    graph.add((EX.court, RDF.type, ACC.Tribunal))
    assert not errors(graph)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Claim", "Event"),
        ("Actor", "Document"),
        ("State", "Mechanism"),
        ("Position", "Commitment"),
        ("Person", "Group"),
    ],
)
def test_what_is_disjoint_cannot_be_one(one: str, other: str) -> None:
    graph = Graph()
    graph += core()
    graph.add((EX.thing, RDF.type, ACC[one]))
    graph.add((EX.thing, RDF.type, ACC[other]))
    assert errors(graph)


def errors(graph: Graph) -> list[str]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    message = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [str(text) for text in graph.objects(None, message)]
