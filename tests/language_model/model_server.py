"""A language model's server on loopback that answers what a test wrote down."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EMPTY: Mapping[str, Any] = {"positions": [], "commitments": [], "events": [], "names": []}


@dataclass(frozen=True)
class Reply:
    """What is sent back: a status, headers, a body, and how long to wait before it."""

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


def said(
    answer: Mapping[str, Any] | str, *, finish: str = "stop", usage: tuple[int, int] | None = (100, 20)
) -> Reply:
    """A chat completion whose content is *answer*, as JSON if it is no text."""
    content = answer if isinstance(answer, str) else json.dumps({**EMPTY, **answer})
    completion: dict[str, Any] = {
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
        ]
    }
    if usage is not None:
        completion["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(body=json.dumps(completion))


Script = Callable[[Mapping[str, Any], int], Reply]


@dataclass
class ModelServer:
    """A running server: its address, the requests it got, and how many it had open at once at most.

    It says that it is still loading when first asked *loading* times which models it has.
    """

    address: str
    owner: str = "somebody"
    loading: int = 0
    requests: list[Mapping[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    open_now: int = 0
    open_most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def users(self) -> list[str]:
        """What the user said in each request."""
        return [request["messages"][1]["content"] for request in self.requests]


def in_order(replies: Sequence[Reply]) -> Script:
    """Replies one after the other; the last one for ever."""
    return lambda request, number: replies[min(number, len(replies) - 1)]


@contextlib.contextmanager
def model_server(script: Script, owner: str = "somebody", loading: int = 0) -> Iterator[ModelServer]:
    """A server that answers what *script* says: told the request and its number, from 0 on."""
    server = ModelServer("", owner, loading)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            with server.lock:
                server.loading -= 1
                loading = server.loading >= 0
            if loading:
                self._send(Reply(503, '{"error": {"message": "Loading model"}}'))
                return
            self._send(Reply(body=json.dumps({"data": [{"id": "tiny", "owned_by": server.owner}]})))

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with server.lock:
                number = len(server.requests)
                server.requests.append(request)
                server.headers.append(dict(self.headers))
                server.open_now += 1
                server.open_most = max(server.open_most, server.open_now)
            reply = script(request, number)
            if reply.delay:
                time.sleep(reply.delay)
            with server.lock:
                server.open_now -= 1
            with contextlib.suppress(OSError):
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            if reply.status == 0:
                self.close_connection = True
                self.connection.close()
                return
            body = reply.body.encode("utf-8", "surrogatepass")
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.address = f"http://127.0.0.1:{http.server_port}/v1"
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
