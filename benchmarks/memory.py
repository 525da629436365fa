"""How much memory a build takes, and how it grows with the number of documents.

    python benchmarks/memory.py [--size CLAIMS] [NUMBER]...

For each NUMBER (1,000 and 10,000 by default) so many generated documents, of CLAIMS (20) claims each, are
built in a process of their own, with claims that need no parser, so that what is measured is reading, graphs,
shapes, sorting, derivation and the store. The peak of the process is printed.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import Corpus, write

from accgraph.build import build
from accgraph.reading.language import detected


def measure(number: int, size: int) -> None:
    """Build *number* documents of *size* claims, look that no claim is lost, and print what it took."""
    corpus = Corpus(size)
    # The first text that may not be in English loads the model that tells languages apart: seventy megabytes
    # that any large folder needs, and a small one only by chance.
    if detected("Le tribunal examine les demandes que les parties ont soumises. " * 4) != "fr":
        raise SystemExit("the model that tells languages apart was not loaded")
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "documents"
        write(folder, number, corpus)
        started = time.process_time()
        built = build([folder], Path(temporary) / "out", corpus)
        seconds = time.process_time() - started
    claims = sum(built.claims.values())
    if claims != number * size:
        raise SystemExit(f"{claims} claims are in the dataset, not {number * size}: {built.left_out[:3]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = f"{number:7} documents {claims:8} claims {built.quads:9} statements"
    print(f"{made} {seconds:7.1f} s {peak:7.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--size", type=int, default=20)
    parser.add_argument("--one", action="store_true")
    given = parser.parse_args()
    if given.one:
        measure(given.numbers[0], given.size)
        return
    for number in given.numbers:
        command = [sys.executable, __file__, "--one", "--size", str(given.size), str(number)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
