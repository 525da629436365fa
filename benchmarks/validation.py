"""What it costs to validate whole datasets, by how many documents they have and how many processes work.

    python benchmarks/validation.py [--size CLAIMS] [--jobs N,N] [NUMBER]...

For each NUMBER (250, 500 and 1,000 by default) a dataset of so many generated documents of CLAIMS (4) claims
each is built, and validated by so many processes (1 and 2) in turn. The time is that of all processes, and
that of the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import Corpus, write

from accgraph.build import build
from accgraph.graph.validation import Shapes
from accgraph.validating import validate_dataset


def spent() -> float:
    """Return the processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def validate(folder: Path, jobs: int) -> None:
    """Validate the dataset in *folder* by *jobs* processes, and print what it took."""
    processor, clock = spent(), time.perf_counter()
    found = validate_dataset(folder, Shapes.load(), jobs)
    violations = sum(finding.severity == "Violation" for _, finding in found)
    processor, clock = spent() - processor, time.perf_counter() - clock
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(peaks) / 1024
    print(
        f"    {jobs} jobs {processor:7.1f} s of the processor {clock:7.1f} s of the clock"
        f" {peak:6.0f} MB at most in one {violations} violations",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="*", type=int, default=[250, 500, 1_000])
    parser.add_argument("--size", type=int, default=4)
    parser.add_argument("--jobs", default="1,2")
    parser.add_argument("--one", type=Path)
    given = parser.parse_args()
    if given.one:
        validate(given.one, int(given.jobs))
        return
    for number in given.numbers:
        with TemporaryDirectory() as temporary:
            documents, out = Path(temporary) / "documents", Path(temporary) / "out"
            corpus = Corpus(given.size)
            write(documents, number, corpus)
            built = build([documents], out, corpus)
            print(f"{number} documents, {built.quads} statements", flush=True)
            for jobs in given.jobs.split(","):
                subprocess.run([sys.executable, __file__, "--one", str(out), "--jobs", jobs], check=True)


if __name__ == "__main__":
    main()
