from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode

from accgraph.engines import is_endpoint, open_source
from accgraph.engines.credentials import Credentials
from accgraph.engines.endpoint import Endpoint
from accgraph.engines.http import Http
from accgraph.errors import QueryError, StoreError
from accgraph.results import Rows, Triples

ONE = '{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}'
EMPTY = '{"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": []}}'
JSON = "application/sparql-results+json"
SELECT = "SELECT ?x WHERE { ?x ?p ?o } LIMIT 1"


@dataclass
class Stub:
    """Answers requests with what is scripted, in turn, and keeps what it was asked."""

    address: str = ""
    script: list[tuple[int, dict[str, str], str]] = field(default_factory=list)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def endpoint(self, **options: object) -> Endpoint:
        options.setdefault("credentials", Credentials())
        return Endpoint(self.address, union=False, sleep=self.waited.append, **options)  # type: ignore[arg-type]


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            made.asked.append(parse_qs(body))
            made.headers.append({name.lower(): value for name, value in self.headers.items()})
            code, headers, text = made.script.pop(0)
            self.send_response(code)
            for name, value in ({"Content-Type": JSON} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_port}/sparql"
    yield made
    server.shutdown()
    server.server_close()


def test_rows_a_yes_and_triples_are_read(stub: Stub) -> None:
    stub.script = [
        (200, {}, ONE),
        (200, {}, '{"head": {}, "boolean": true}'),
        (200, {"Content-Type": "text/turtle"}, "<urn:a> <urn:b> 'c' ."),
        (200, {"Content-Type": "application/n-triples; charset=utf-8"}, "<urn:a> <urn:b> <urn:c> .\n"),
    ]
    endpoint = stub.endpoint()
    assert endpoint.query(SELECT) == Rows(("x",), ((Literal("1"),),))
    assert endpoint.query("# select\nASK { ?s ?p ?o }") is True
    for object_ in (Literal("c"), NamedNode("urn:c")):
        triples = endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(triples, Triples)
        assert [triple.object for triple in triples.triples] == [object_]
    assert [asked["query"][0][:6] for asked in stub.asked] == ["SELECT", "# sele", "CONSTR", "CONSTR"]


def test_a_busy_server_is_asked_again(stub: Stub) -> None:
    stub.script = [(503, {"Retry-After": "7"}, ""), (503, {}, ""), (429, {}, ""), (200, {}, ONE)]
    assert isinstance(stub.endpoint().query(SELECT), Rows)
    assert stub.waited == [7, 2, 4]


def test_a_server_that_stays_busy_is_given_up(stub: Stub) -> None:
    stub.script = [(503, {}, "")] * 3
    with pytest.raises(StoreError, match=r"is busy \(HTTP 503\): try again later"):
        stub.endpoint(retries=2).query(SELECT)
    assert stub.waited == [1, 2]


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        (400, QueryError, "does not understand the query: no such thing"),
        (401, StoreError, "refuses us: set ACCGRAPH_USER and ACCGRAPH_PASSWORD"),
        (403, StoreError, "refuses us"),
        (404, StoreError, r"there is no endpoint at this address \(HTTP 404\)"),
        (410, StoreError, "answers HTTP 410: no such thing"),
        (500, StoreError, "fails: no such thing"),
    ],
)
def test_what_a_server_refuses_is_said(stub: Stub, code: int, error: type[Exception], message: str) -> None:
    stub.script = [(code, {"Content-Type": "text/plain"}, "no such thing\nand more")]
    with pytest.raises(error, match=message):
        stub.endpoint().query(SELECT)
    assert stub.waited == []


def test_what_cannot_be_read_is_said(stub: Stub) -> None:
    stub.script = [(200, {"Content-Type": "text/html"}, "<html>")]
    with pytest.raises(StoreError, match=r"what it answers cannot be read \(text/html\)"):
        stub.endpoint().query(SELECT)


def test_nobody_there_is_said() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        Endpoint("http://127.0.0.1:9/sparql", credentials=Credentials()).query(SELECT)


def test_large_answers_are_asked_for_in_pages(stub: Stub) -> None:
    def page(*values: int) -> tuple[int, dict[str, str], str]:
        bindings = ", ".join(f'{{"x": {{"type": "literal", "value": "{value}"}}}}' for value in values)
        return 200, {}, f'{{"head": {{"vars": ["x"]}}, "results": {{"bindings": [{bindings}]}}}}'

    stub.script = [page(1, 2), page(3, 4), page(5)]
    rows = stub.endpoint(page=2).query("SELECT ?x WHERE { ?x ?p ?o } ORDER BY ?x")
    assert isinstance(rows, Rows)
    assert rows.values() == [["1"], ["2"], ["3"], ["4"], ["5"]]
    ends = [asked["query"][0].splitlines()[-1] for asked in stub.asked]
    assert ends == ["LIMIT 2 OFFSET 0", "LIMIT 2 OFFSET 2", "LIMIT 2 OFFSET 4"]


def test_a_server_that_cuts_pages_short_is_not_believed(stub: Stub) -> None:
    stub.script = [(200, {"X-SPARQL-MaxRows": "1"}, ONE)]
    with pytest.raises(StoreError, match="gives no more than 1 rows"):
        stub.endpoint().query("SELECT ?x WHERE { ?x ?p ?o }")


def test_the_union_of_named_graphs_is_asked_for_where_it_is_not_the_default(stub: Stub) -> None:
    sample = ", ".join(f'"{name}": {{"type": "uri", "value": "urn:{name}"}}' for name in "spo")
    graphs = ", ".join(f'{{"graph": {{"type": "uri", "value": "urn:g{n}"}}}}' for n in (1, 2))
    stub.script = [
        (200, {}, f'{{"head": {{"vars": ["s", "p", "o"]}}, "results": {{"bindings": [{{{sample}}}]}}}}'),
        (200, {}, '{"head": {}, "boolean": false}'),
        (200, {}, f'{{"head": {{"vars": ["graph"]}}, "results": {{"bindings": [{graphs}]}}}}'),
        (200, {}, ONE),
        (200, {}, ONE),
    ]
    endpoint = Endpoint(stub.address, credentials=Credentials())
    endpoint.query(SELECT)
    endpoint.query(SELECT)
    assert stub.asked[1]["query"] == ["ASK { <urn:s> <urn:p> <urn:o> }"]
    for asked in stub.asked[3:]:
        assert asked["default-graph-uri"] == asked["named-graph-uri"] == ["urn:g1", "urn:g2"]


def test_an_empty_server_is_asked_as_it_is(stub: Stub) -> None:
    stub.script = [(200, {}, EMPTY), (200, {}, ONE)]
    Endpoint(stub.address, credentials=Credentials()).query(SELECT)
    assert "default-graph-uri" not in stub.asked[-1]


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({"ACCGRAPH_TOKEN": "abc", "ACCGRAPH_USER": "u"}, "Bearer abc"),
        ({"ACCGRAPH_USER": "u", "ACCGRAPH_PASSWORD": "pä"}, "Basic dTpww6Q="),
        ({"NETRC": "netrc"}, "Basic bjpt"),
        ({"NETRC": "none"}, None),
    ],
)
def test_who_we_are_is_found(
    stub: Stub, tmp_path: Path, environment: dict[str, str], header: str | None
) -> None:
    (tmp_path / "netrc").write_text(
        "machine 127.0.0.1 login n password m\nmachine example.org login o password p\n"
    )
    known = {key: str(tmp_path / value) if key == "NETRC" else value for key, value in environment.items()}
    found = Credentials.find(stub.address, known)
    assert found.header() == header
    assert "abc" not in repr(found)
    assert "pä" not in repr(found)
    stub.script = [(200, {}, ONE)]
    stub.endpoint(credentials=found).query(SELECT)
    assert stub.headers[0].get("authorization") == header


def test_a_netrc_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine\n")
    with pytest.raises(StoreError, match="netrc: cannot be read for the password"):
        Credentials.find("http://localhost/sparql", {"NETRC": str(tmp_path / "netrc")})


def test_a_password_does_not_follow_where_a_server_sends_us(stub: Stub) -> None:
    stub.script = [(302, {"Location": stub.address.replace("/sparql", "/else")}, ""), (200, {}, ONE)]
    stub.endpoint(credentials=Credentials(token="secret")).query(SELECT)
    assert stub.headers[0]["authorization"] == "Bearer secret"
    assert "authorization" not in stub.headers[1]


def test_basic_credentials_are_given_when_they_are_asked_for(stub: Stub) -> None:
    stub.script = [(401, {"WWW-Authenticate": 'Basic realm="x"'}, ""), (200, {}, ""), (200, {}, "")]
    with Http(Credentials(user="u", password="p")) as http:
        assert http.send("POST", stub.address).status_code == 200
        assert http.send("POST", stub.address).status_code == 200
    assert [headers.get("authorization") for headers in stub.headers] == [None, "Basic dTpw", "Basic dTpw"]


def test_digest_credentials_are_given_when_they_are_asked_for(stub: Stub) -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="x", nonce="n", qop="auth"'}
    stub.script = [(401, challenge, ""), (401, challenge, ""), (200, {}, "")]
    with Http(Credentials(user="u", password="p")) as http:
        assert http.send("POST", stub.address).status_code == 200
    assert stub.headers[-1]["authorization"].startswith('Digest username="u"')


def test_wrong_credentials_are_refused_once(stub: Stub) -> None:
    stub.script = [(401, {"WWW-Authenticate": "Basic"}, "")] * 2
    with Http(Credentials(user="u", password="wrong")) as http:
        assert http.send("POST", stub.address).status_code == 401
    assert stub.script == []


def test_engines_are_opened_by_what_is_asked(tmp_path: Path) -> None:
    assert is_endpoint("https://example.org/sparql")
    assert not is_endpoint("accgraph-out")
    with pytest.raises(QueryError, match="'jena' is not an engine: one of oxigraph, rdflib is wanted"):
        open_source(tmp_path, "jena")
    with pytest.raises(StoreError, match="there is no dataset"):
        open_source(tmp_path, "rdflib")
