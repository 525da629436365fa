"""Real SPARQL servers on loopback, for tests."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import NoReturn

import pytest

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
DefaultQuery = select distinct ?Concept where {{[] a ?Concept}} LIMIT 1
"""


@dataclass(frozen=True)
class Server:
    """A running server: where it takes queries, and where and as whom it may be written to."""

    name: str
    query: str
    user: str | None = None
    password: str | None = None


def needed(program: str) -> str:
    """The path of *program*; without it the test is skipped, or fails where servers are asked for."""
    ours = Path(sys.executable).parent
    # Of what make installs, one thing has an environment of its own within ours.
    for beside in (ours / program, ours.parent / "followthemoney" / "bin" / program):
        if beside.is_file():
            return str(beside)
    return shutil.which(program) or refuse_or_skip(f"{program} is not installed")


def refuse_or_skip(reason: str) -> NoReturn:
    """Skip the test for *reason*, or fail where all is asked for to be there (ACCGRAPH_SERVERS)."""
    if os.environ.get("ACCGRAPH_SERVERS"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server at {address} ended with code {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server at {address} does not answer")


@contextlib.contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """An Oxigraph server that may be written to."""
    port = free_port()
    process = subprocess.Popen(
        [needed("oxigraph"), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield Server("oxigraph", f"http://127.0.0.1:{port}/query")
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A Virtuoso server that its administrator may write to."""
    program = needed("virtuoso-t")
    folder.mkdir(parents=True, exist_ok=True)
    http = free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO_INI.format(folder=folder, sql=free_port(), http=http))
    process = subprocess.Popen(
        [program, "+configfile", str(ini), "+foreground"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{http}/sparql", process, 120)
        yield Server("virtuoso", f"http://127.0.0.1:{http}/sparql", "dba", "dba")
    finally:
        process.terminate()
        process.wait(60)
