from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines.servers import Server, oxigraph, virtuoso

from accgraph.engines.credentials import Credentials
from accgraph.transfer import push


def credentials(server: Server) -> Credentials:
    return Credentials(user=server.user, password=server.password)


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory, story: Path) -> Iterator[Server]:
    """An Oxigraph server that the story was pushed to; its default graph is empty."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph") / "store") as server:
        push(story, server.query, credentials=credentials(server))
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory, story: Path) -> Iterator[Server]:
    """A Virtuoso server that the story was pushed to."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        push(story, server.query, credentials=credentials(server))
        yield server
