from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines.conftest import credentials
from engines.servers import Server, oxigraph, virtuoso
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from accgraph import transfer
from accgraph.engines.credentials import Credentials
from accgraph.engines.endpoint import Endpoint
from accgraph.engines.http import Http
from accgraph.engines.writing import Content, GraphStore, Updates, find_writer
from accgraph.errors import StoreError
from accgraph.graph.syntax import canonical, nquads_lines
from accgraph.results import select
from accgraph.transfer import TRANSFER_GRAPH, pull, push

pytestmark = pytest.mark.server

A = "https://w3id.org/accgraph/id/graph/a"
B = "https://w3id.org/accgraph/id/graph/b"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start = oxigraph if request.param == "oxigraph" else virtuoso
    with start(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


@pytest.fixture
def empty(server: Server) -> Server:
    """The server, with nothing in the graphs of accgraph."""
    known = credentials(server)
    with Http(known) as http:
        writer = find_writer(http, server.query)
        for graph in counts(server):
            writer.drop(graph)
    return server


def counts(server: Server) -> dict[str, int]:
    source = Endpoint(server.query, union=False, credentials=credentials(server))
    return transfer._counts(source)


def dataset(folder: Path, graphs: dict[str, list[str]], name: str = "small.nq") -> Path:
    path = folder / name
    lines = [f"{triple} <{graph}> .\n" for graph, triples in graphs.items() for triple in triples]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def triples(number: int, start: int = 0) -> list[str]:
    return [f'<urn:s{i}> <urn:p> "æ \\"{i}\\"\\n"@en' for i in range(start, start + number)]


def test_a_dataset_goes_to_a_server_and_comes_back(empty: Server, story: Path, tmp_path: Path) -> None:
    known = credentials(empty)
    done = push(story, empty.query, credentials=known)
    assert (done.kept, done.dropped) == (0, 0)
    assert done.sent == 6
    again = push(story, empty.query, credentials=known)
    assert (again.sent, again.kept, again.triples) == (0, 6, done.triples)
    back = pull(empty.query, tmp_path / "back", credentials=known)
    assert (back.graphs, back.triples) == (6, done.triples)
    assert (tmp_path / "back" / "dataset.nq").read_bytes() == (story / "dataset.nq").read_bytes()


def test_what_changed_is_sent_and_what_is_gone_is_dropped(empty: Server, tmp_path: Path) -> None:
    known = credentials(empty)
    push(dataset(tmp_path, {A: triples(3), B: triples(2)}), empty.query, credentials=known)
    done = push(dataset(tmp_path, {A: triples(4)}), empty.query, credentials=known)
    assert (done.sent, done.kept, done.dropped) == (1, 0, 1)
    assert counts(empty) == {A: 4, TRANSFER_GRAPH: 1}
    done = push(dataset(tmp_path, {A: triples(4, 1), B: triples(1)}), empty.query, credentials=known)
    assert (done.sent, done.kept, done.dropped) == (2, 0, 0)
    assert counts(empty) == {A: 4, B: 1, TRANSFER_GRAPH: 2}


def test_an_answer_of_more_rows_than_a_server_sorts_is_whole_and_in_order(
    empty: Server, tmp_path: Path
) -> None:
    number = 10_500
    lines = [f"<urn:s{i:05}> <urn:p> _:b{i}" for i in range(number)]
    push(dataset(tmp_path, {A: lines}), empty.query, credentials=credentials(empty))
    source = Endpoint(empty.query, union=False, credentials=credentials(empty))
    query = f"SELECT ?o ?s WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }} ORDER BY ?s  # in order"
    rows = select(source, query).rows
    assert [str(row[1]) for row in rows] == [f"<urn:s{i:05}>" for i in range(number)]
    assert len({row[0] for row in rows}) == number


def test_other_graphs_are_not_touched(empty: Server, tmp_path: Path) -> None:
    known = credentials(empty)
    with Http(known) as http:
        find_writer(http, empty.query).replace("urn:other", Content((), ["<urn:a> <urn:b> <urn:c> .\n"]))
    push(dataset(tmp_path, {A: triples(1)}), empty.query, credentials=known)
    push(dataset(tmp_path, {B: triples(1)}), empty.query, credentials=known)
    source = Endpoint(empty.query, union=False, credentials=known)
    assert source.query("ASK { GRAPH <urn:other> { <urn:a> <urn:b> <urn:c> } }") is True


@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_interrupted_push_is_put_right_by_the_next(
    empty: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Broken off in the middle of each graph in turn: half a graph is there, and not marked as sent."""
    known = credentials(empty)
    path = dataset(tmp_path, {A: triples(3), B: triples(4)})
    whole = transfer._send
    sent = []

    def broken(writer: object, part: transfer._Part) -> None:
        if len(sent) == after:
            writer.replace(part.graph, Content((), list(part.content().others)[:1]))  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        sent.append(part)
        whole(writer, part)  # type: ignore[arg-type]

    monkeypatch.setattr(transfer, "_send", broken)
    if after < 2:
        with pytest.raises(KeyboardInterrupt):
            push(path, empty.query, credentials=known)
    else:
        push(path, empty.query, credentials=known)
    monkeypatch.undo()
    done = push(path, empty.query, credentials=known)
    assert (done.sent, done.kept) == (2 - after, after)
    assert counts(empty) == {A: 3, B: 4, TRANSFER_GRAPH: 2}


def test_a_graph_that_was_meddled_with_is_sent_again(empty: Server, tmp_path: Path) -> None:
    known = credentials(empty)
    path = dataset(tmp_path, {A: triples(3)})
    push(path, empty.query, credentials=known)
    with Http(known) as http:
        find_writer(http, empty.query).add(A, Content((), ["<urn:x> <urn:y> <urn:z> .\n"]))
    done = push(path, empty.query, credentials=known)
    assert (done.sent, counts(empty)[A]) == (1, 3)


def test_a_graph_of_many_pieces_arrives_whole(
    empty: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accgraph.engines.writing._CHUNK", 2000)
    monkeypatch.setattr("accgraph.engines.writing._UPDATE_LINES", 50)
    monkeypatch.setattr("accgraph.transfer._BUFFER", 1000)
    known = credentials(empty)
    bound = [f"_:b{i} <urn:p> _:b{i + 1}" for i in range(30)]
    path = dataset(tmp_path, {A: [*bound, *triples(300)]})
    push(path, empty.query, credentials=known)
    assert counts(empty)[A] == 330
    source = Endpoint(empty.query, union=False, credentials=known)
    chain = f"ASK {{ GRAPH <{A}> {{ ?a <urn:p>/<urn:p>/<urn:p>/<urn:p>/<urn:p> ?b }} }}"
    assert source.query(chain) is True


def test_graphs_can_be_written_by_update_too(empty: Server, tmp_path: Path) -> None:
    known = credentials(empty)
    base = empty.query.rpartition("/")[0]
    address = f"{base}/{'update' if empty.name == 'oxigraph' else 'sparql-auth'}"
    path = dataset(tmp_path, {A: ["_:x <urn:p> _:y", *triples(1200)], B: triples(1)})
    done = push(path, empty.query, update=address, credentials=known)
    assert done.by == address
    assert counts(empty) == {A: 1201, B: 1, TRANSFER_GRAPH: 2}
    assert push(path, empty.query, update=address, credentials=known).sent == 0


def test_the_graph_store_is_found(server: Server) -> None:
    with Http(credentials(server)) as http:
        writer = find_writer(http, server.query)
        assert isinstance(writer, GraphStore)
        assert isinstance(find_writer(http, server.query, update="http://x/update"), Updates)


def test_a_push_without_a_password_is_refused(server: Server, tmp_path: Path) -> None:
    if server.user is None:
        pytest.skip("this server lets anybody write")
    with pytest.raises(StoreError, match="set ACCGRAPH_USER"):
        push(dataset(tmp_path, {A: triples(1)}), server.query, credentials=Credentials())


def test_what_does_not_arrive_is_noticed(
    empty: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(writer: object, part: transfer._Part) -> None:
        pass

    monkeypatch.setattr(transfer, "_send", lose)
    with pytest.raises(StoreError, match=r"does not hold all triples that were sent: .* has 0 of 3"):
        push(dataset(tmp_path, {A: triples(3)}), empty.query, credentials=credentials(empty))


def test_nothing_to_pull_is_said(empty: Server, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph of accgraph"):
        pull(empty.query, tmp_path / "out", credentials=credentials(empty))


def test_triples_outside_of_named_graphs_cannot_be_pushed(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "merged.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(StoreError, match="are in no named graph"):
        push(path, server.query, credentials=credentials(server))


def test_lines_are_those_of_the_dataset(story: Path) -> None:
    lines = (story / "dataset.nq").read_text(encoding="utf-8")
    quads = list(parse(lines, format=RdfFormat.N_QUADS))
    assert "".join(nquads_lines(quads)) == lines
    assert all(isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode) for quad in quads)


def test_a_server_that_cuts_answers_short_is_asked_in_pieces(
    empty: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = credentials(empty)
    many = [f'<urn:many> <urn:p> "{i}"' for i in range(40)]
    path = dataset(tmp_path, {A: [*triples(100), *many, "_:x <urn:p> _:y"]})
    push(path, empty.query, credentials=known)
    whole = transfer._construct
    monkeypatch.setattr("accgraph.transfer._PAGE", 30)
    monkeypatch.setattr("accgraph.transfer._read", lambda response: [])
    monkeypatch.setattr("accgraph.transfer._construct", lambda *given: whole(*given)[: 10 if given[2] else 5])
    assert pull(empty.query, tmp_path / "out", credentials=known).triples == 141
    (tmp_path / "canonical.nq").write_text("".join(nquads_lines(canonical(parse(path=str(path))))))
    assert (tmp_path / "out" / "dataset.nq").read_bytes() == (tmp_path / "canonical.nq").read_bytes()
