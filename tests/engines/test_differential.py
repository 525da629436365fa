"""Every saved query gives the same rows on four engines."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from engines.servers import Server

from accgraph.engines import open_source
from accgraph.engines.credentials import Credentials
from accgraph.engines.endpoint import Endpoint
from accgraph.exports.records import read_records
from accgraph.lookup import find_entity, term_for
from accgraph.namespaces import ACCID
from accgraph.queries import saved_query
from accgraph.results import Source, select

EXPECTED = Path(__file__).parent.parent / "expected" / "catalogue.toml"
CASES = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="session")
def embedded(story: Path) -> Source:
    return open_source(story)


@pytest.fixture(scope="session", params=["rdflib", "oxigraph server", "virtuoso"])
def other(request: pytest.FixtureRequest, story: Path) -> Source:
    if request.param == "rdflib":
        return open_source(story, "rdflib")
    fixture = "oxigraph_server" if request.param == "oxigraph server" else "virtuoso_server"
    server: Server = request.getfixturevalue(fixture)
    return Endpoint(server.query, credentials=Credentials())


@pytest.mark.server
@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: " ".join([case["query"], *case.get("values", {}).values()])
)
def test_the_same_rows(embedded: Source, other: Source, case: dict[str, Any]) -> None:
    saved = saved_query(case["query"])
    values = case.get("values", {})
    terms = {p.name: term_for(embedded, p, values[p.name]) for p in saved.parameters if p.name in values}
    text = saved.bound(terms)
    assert select(other, text).values() == select(embedded, text).values()


@pytest.mark.server
def test_the_same_claims(embedded: Source, other: Source) -> None:
    assert read_records(other) == read_records(embedded) != []


@pytest.mark.server
def test_names_are_found_alike(other: Source) -> None:
    assert find_entity(other, "the Kingdom of Denmark", "state").value == f"{ACCID}state/DNK"
