"""Serving a dataset: the Oxigraph server answers SPARQL, and a page to ask from stands before it.

The page and all it needs come from this machine. Requests to ``/query`` are handed to the Oxigraph server,
which opens the store read only, so nothing can be changed from outside.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx

from accgraph.errors import AccgraphError, StoreError
from accgraph.lookup import term_for
from accgraph.queries import catalogue, saved_query
from accgraph.results import Source
from accgraph.store import STORE_FOLDER, Store

__all__ = ["Serving"]

_FILES: Mapping[str, tuple[str, str]] = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/yasgui.min.css": ("vendor/yasgui.min.css", "text/css; charset=utf-8"),
    "/yasgui.min.js": ("vendor/yasgui.min.js", "text/javascript; charset=utf-8"),
}
# Nothing but this server may be asked for anything; YASGUI sets styles from its script.
_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
_PASSED_ON = ("content-type", "accept")
_LONGEST_REQUEST = 10_000_000
_PATIENCE = 30


class Serving:
    """A dataset that is served while this is entered; ``address`` says where."""

    def __init__(self, dataset: Path, host: str = "127.0.0.1", port: int = 7878) -> None:
        self._store = dataset / STORE_FOLDER
        if not self._store.is_dir():
            raise StoreError(f"{dataset}: there is no store to serve: 'accgraph build --out DIR' makes one")
        self._inner = f"127.0.0.1:{_free_port()}"
        self._process: subprocess.Popen[bytes] | None = None
        handler = _handler(Store.open(dataset), f"http://{self._inner}", host)
        try:
            self._server = ThreadingHTTPServer((host, port), handler)
        except OSError as error:
            raise StoreError(f"{host}:{port}: cannot be listened at: {error.strerror or error}") from error
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self.address = f"http://{host}:{self._server.server_port}/"

    def __enter__(self) -> Serving:
        command = [_server_program(), "serve-read-only", "--union-default-graph"]
        self._process = subprocess.Popen(
            [*command, "--location", str(self._store), "--bind", self._inner],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._thread.start()
        try:
            self._wait_until_it_answers(self._process)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        if self._process:
            self._process.terminate()
            self._process.wait(30)

    def wait(self) -> None:
        """Wait for the Oxigraph server, and raise StoreError when it ends, as it should not."""
        if self._process:
            raise StoreError(f"the Oxigraph server ended with code {self._process.wait()}")

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if process.poll() is not None:
                raise StoreError(
                    f"the Oxigraph server does not start: it ended with code {process.returncode}"
                )
            try:
                httpx.get(f"http://{self._inner}/query", timeout=5)
                return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise StoreError(f"the Oxigraph server does not answer within {_PATIENCE} s")


def _server_program() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if not found:
        raise StoreError(
            "the Oxigraph server is not installed: install it with 'pip install accgraph[serve]'"
        )
    return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _handler(source: Source, inner: str, host: str) -> type[BaseHTTPRequestHandler]:
    hosts = {host, "127.0.0.1", "localhost", "[::1]"}

    class Handler(BaseHTTPRequestHandler):
        """Hands out the page and the saved questions, and hands queries on."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer a GET request."""
            self._answer(b"")

        def do_POST(self) -> None:
            """Answer a POST request, which only queries may be."""
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > _LONGEST_REQUEST:
                self.close_connection = True
                self._send(
                    413, "text/plain; charset=utf-8", b"the request is too long, or does not say how long"
                )
                return
            self._answer(self.rfile.read(int(length)))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of each request."""

        def _answer(self, body: bytes) -> None:
            path = urlsplit(self.path).path
            # A page of another site could otherwise ask in the name of whoever looks at it.
            if self.headers.get("Host", "").rsplit(":", 1)[0] not in hosts:
                self._send(403, "text/plain; charset=utf-8", b"this server answers to its own address only")
            elif path == "/query":
                self._hand_on(body)
            elif self.command != "GET":
                self._send(405, "text/plain; charset=utf-8", b"only queries may be posted")
            elif path in _FILES:
                name, kind = _FILES[path]
                self._send(200, kind, files("accgraph").joinpath("web", *name.split("/")).read_bytes())
            elif path == "/catalogue.json":
                listed = [asdict(saved) for saved in catalogue().values()]
                self._send(200, "application/json", json.dumps(listed).encode())
            elif path == "/bound":
                self._bind()
            else:
                self._send(404, "text/plain; charset=utf-8", b"there is nothing here")

        def _bind(self) -> None:
            values = dict(parse_qsl(urlsplit(self.path).query))
            try:
                saved = saved_query(values.pop("query", ""))
                known = {parameter.name: parameter for parameter in saved.parameters}
                terms = {
                    name: term_for(source, known[name], value)
                    for name, value in values.items()
                    if name in known
                }
                self._send(200, "application/sparql-query; charset=utf-8", saved.bound(terms).encode())
            except AccgraphError as error:
                self._send(400, "text/plain; charset=utf-8", str(error).encode())

        def _hand_on(self, body: bytes) -> None:
            headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
            try:
                answer = httpx.request(
                    self.command, inner + self.path, content=body, headers=headers, timeout=None
                )
            except httpx.HTTPError as error:
                self._send(502, "text/plain; charset=utf-8", f"the Oxigraph server fails: {error}".encode())
                return
            self._send(answer.status_code, answer.headers.get("content-type", "text/plain"), answer.content)

        def _send(self, code: int, kind: str, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", _POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(content)

    return Handler
