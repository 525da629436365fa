"""Addresses are fetched politely, within limits, and never from a private network unless that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner
from reading.writers import Part, as_html, as_pdf

from accgraph.cli.main import cli
from accgraph.reading import Limits, read_document
from accgraph.reading.fetching import Fetched, fetch_all

BLOCKS = [
    Part("title", "Joint statement on the Special Tribunal"),
    Part("paragraph", "Norway joined the Special Tribunal for the Crime of Aggression against Ukraine. " * 3),
]
ENDED = Event()
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret*/\n"),
    "/a": (200, {"Content-Type": "text/html; charset=utf-8"}, as_html(BLOCKS)),
    "/b.pdf": (200, {"Content-Type": "application/pdf"}, as_pdf(BLOCKS)),
    "/moved": (301, {"Location": "/a"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/ftp": (302, {"Location": "ftp://example.org/"}, b""),
    "/secrets/a": (200, {"Content-Type": "text/html"}, b"<html><body>Secret</body></html>"),
    "/large": (200, {"Content-Type": "text/plain"}, b"x" * 200_000),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if self.path == "/slow":
            ENDED.wait(5)
        status, headers, body = ANSWERS.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    ENDED.set()
    server.shutdown()
    server.server_close()
    thread.join()


def address(server: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def fetch(server: ThreadingHTTPServer, folder: Path, *paths: str, **limits: float) -> Fetched:
    given = [address(server, path) for path in paths]
    return fetch_all(given, folder, Limits(**limits), allow_private=True, pause=0)  # type: ignore[arg-type]


def test_what_is_fetched_knows_its_address(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    fetched = fetch(server, tmp_path, "/a", "/b.pdf", "/moved#part")
    assert fetched.left_out == ()
    page, pdf, moved = (read_document(path) for path in fetched.files)
    assert (page.media_type, pdf.media_type) == ("text/html", "application/pdf")
    assert (page.address, pdf.address) == (address(server, "/a"), address(server, "/b.pdf"))
    assert (moved.address, moved.text) == (page.address, page.text)
    asked = server.asked  # type: ignore[attr-defined]
    assert asked[0][0] == "/robots.txt" and asked[0][1].startswith("accgraph/")
    assert [path for path, _ in asked].count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/secrets/a", "is not fetched: the robots.txt of its host asks not to"),
        ("/none", "the server answers 404"),
        ("/loop", "it is redirected more than 5 times"),
        ("/ftp", "is no address that is fetched"),
        ("/large", "is larger than the limit of 0.1 MB"),
        ("/slow", "the server does not answer in time"),
    ],
)
def test_what_cannot_be_fetched_is_named(
    server: ThreadingHTTPServer, tmp_path: Path, path: str, reason: str
) -> None:
    fetched = fetch(server, tmp_path, path, "/a", size=100_000, seconds=0.5)
    ((given, fault),) = fetched.left_out
    assert given == address(server, path) and reason in fault
    assert len(fetched.files) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1"])
def test_private_networks_are_not_asked(host: str, tmp_path: Path, server: ThreadingHTTPServer) -> None:
    before = len(server.asked)  # type: ignore[attr-defined]
    fetched = fetch_all([f"http://{host}:{server.server_port}/a"], tmp_path, Limits(seconds=2), pause=0)
    assert fetched.files == ()
    assert "is in a private network" in fetched.left_out[0][1] or "there is no host" in fetched.left_out[0][1]
    assert len(server.asked) == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("given", ["https://", "https://user:word@example.org/", "http://a b/"])
def test_addresses_must_be_addresses(given: str, tmp_path: Path) -> None:
    fetched = fetch_all([given], tmp_path, Limits(seconds=1), pause=0)
    assert fetched.files == () and "word" not in fetched.left_out[0][1].replace("a password", "")


def test_build_says_what_it_does_not_fetch(tmp_path: Path, server: ThreadingHTTPServer) -> None:
    given = address(server, "/a")
    run = CliRunner().invoke(cli, ["build", given, "--out", str(tmp_path / "out")])
    assert "is in a private network (127.0.0.1)" in str(run.exception)
    assert not (tmp_path / "out").exists()
