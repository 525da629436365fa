from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from engines.servers import needed

from accgraph.engines.credentials import Credentials
from accgraph.engines.endpoint import Endpoint
from accgraph.errors import StoreError
from accgraph.queries import catalogue, saved_query
from accgraph.results import select
from accgraph.serve import Serving
from accgraph.store import Store

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def served(story: Path) -> Iterator[str]:
    needed("oxigraph")
    with Serving(story, port=0) as serving:
        yield serving.address


def test_queries_are_answered_as_by_the_store(served: str, story: Path) -> None:
    endpoint = Endpoint(f"{served}query", credentials=Credentials())
    text = saved_query("supporters").bound({})
    assert select(endpoint, text).values() == select(Store.open(story), text).values()
    answer = httpx.get(f"{served}query", params={"query": "ASK { ?s ?p ?o }"})
    assert answer.json()["boolean"] is True


def test_nothing_can_be_changed(served: str, story: Path) -> None:
    before = select(Store.open(story), "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").values()
    update = {"content": b"DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}
    for path in ("query", "update", "store?default", ""):
        assert httpx.post(f"{served}{path}", **update).status_code >= 400  # type: ignore[arg-type]
    assert httpx.put(f"{served}store?default", content=b"").status_code >= 400
    assert select(Store.open(story), "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").values() == before


def test_the_page_needs_no_other_machine(served: str) -> None:
    page = httpx.get(served)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    assert "http://" not in page.text
    assert "https://" not in page.text
    for path in ("yasgui.min.js", "yasgui.min.css", "page.js", "page.css"):
        assert f'"/{path}"' in page.text
        assert httpx.get(f"{served}{path}").status_code == 200


def test_the_catalogue_is_in_the_page(served: str) -> None:
    listed = httpx.get(f"{served}catalogue.json").json()
    assert [saved["name"] for saved in listed] == list(catalogue())
    assert listed[0]["parameters"][0]["name"]


def test_a_saved_question_is_bound_by_name(served: str) -> None:
    answer = httpx.get(f"{served}bound", params={"query": "stance", "actor": "Kingdom of Denmark"})
    assert answer.status_code == 200
    assert "VALUES (?actor) { (<https://w3id.org/accgraph/id/state/DNK>) }" in answer.text
    answer = httpx.get(f"{served}bound", params={"query": "stance", "actor": "Denmrk"})
    assert answer.status_code == 400
    assert "do you mean 'Denmark'?" in answer.text
    assert httpx.get(f"{served}bound", params={"query": "nothing"}).status_code == 400


def test_other_names_for_this_machine_are_not_answered(served: str) -> None:
    assert httpx.get(served, headers={"Host": "evil.example:80"}).status_code == 403
    assert httpx.get(f"{served}nothing").status_code == 404


def test_a_port_that_is_taken_and_a_store_that_is_missing_are_said(
    served: str, story: Path, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="cannot be listened at"):
        Serving(story, port=int(served.rstrip("/").rpartition(":")[2]))
    with pytest.raises(StoreError, match="there is no store to serve"):
        Serving(tmp_path)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_stopped(story: Path, how: signal.Signals) -> None:
    needed("oxigraph")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    process = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-c",
            # what a shell starts in the background ignores Ctrl-C, and so would its children
            "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
            "from accgraph.cli.main import main; main()",
            "serve",
            "--port",
            "0",
            "--dataset",
            str(story),
        ],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    address = line.rpartition("SPARQL at ")[2].rstrip(")\n")
    assert json.loads(httpx.get(address, params={"query": "ASK {}"}).text)["boolean"] is True
    process.send_signal(how)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "stopped\n", "")
