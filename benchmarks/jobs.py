"""What more processes bring: the same build by one process and by all cores.

    python benchmarks/jobs.py [PATH]... [--times NUMBER] [--jobs NUMBER]...

Without a PATH, the seeds and the development set. Each document is taken NUMBER times (8), each time
with another last line, so that the model's start is small beside the work. Conversion, which is spread
over the processes, and the writing of the dataset, which is not, are timed apart: by the clock, and by
the processor over all processes. By the clock, a machine that does other work too has fewer cores than
it says: look at both.

Beside each build, as many processes that know nothing of each other give their share of the same texts to
bare spaCy, their start left aside. What these lose is what the machine takes (two threads of one core are
not two cores) and no program can win back.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from accgraph.build import build
from accgraph.building.workers import cores
from accgraph.extraction.sentences import load_model
from accgraph.reading import find_documents, read_documents
from accgraph.sources import claim_source


def processor() -> float:
    """Return the seconds of the processor that this process and those that it has waited for took."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def measure(folder: Path, out: Path, jobs: int) -> None:
    """Build *folder* in *out* by *jobs* processes and print what it took."""
    extractor = claim_source("rules")
    marks = [(time.perf_counter(), processor())]

    def progress(step: str, done: int, total: int | None) -> None:
        if step == "write" and len(marks) == 1:
            marks.append((time.perf_counter(), processor()))

    built = build([folder], out, extractor, jobs=jobs, progress=progress)
    marks.append((time.perf_counter(), processor()))
    (begun, begun_work), (half, half_work), (end, end_work) = marks
    number = len(built.documents)
    print(
        f"{jobs} jobs, {number} documents: converted in {half - begun:.1f} s"
        f" ({1000 * (half_work - begun_work) / number:.0f} ms of the processor a document),"
        f" written in {end - half:.1f} s ({1000 * (end_work - half_work) / number:.0f} ms)",
        flush=True,
    )


def ceiling(folder: Path, jobs: int) -> None:
    """Give the texts in *folder* to bare spaCy by *jobs* processes apart, and print what it took."""
    command = [sys.executable, __file__, "--bare", str(folder), "--jobs", str(jobs)]
    shares = [
        subprocess.Popen(
            [*command, "--share", str(share)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for share in range(jobs)
    ]
    for process in shares:
        assert process.stdout is not None
        process.stdout.readline()
    began = time.perf_counter()
    for process in shares:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    used = [float(process.communicate()[0]) for process in shares]
    seconds = time.perf_counter() - began
    number = len(list(folder.iterdir()))
    print(
        f"{jobs} jobs, {number} documents: bare spaCy in {seconds:.1f} s"
        f" ({1000 * sum(used) / number:.0f} ms of the processor a document)",
        flush=True,
    )


def bare(folder: Path, share: int, jobs: int) -> None:
    """Load the model, wait for a line, and give one of *jobs* shares of the texts in *folder* to it."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())[share::jobs]]
    nlp = load_model()
    list(nlp.pipe(texts[:1]))
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    print(time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("seeds"), Path("evaluation/dev")])
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, cores()])
    parser.add_argument("--one", type=Path)
    parser.add_argument("--bare", type=Path)
    parser.add_argument("--share", type=int, default=0)
    given = parser.parse_args()
    if given.bare:
        bare(given.bare, given.share, given.jobs[0])
        return
    if given.one:
        measure(given.one / "documents", given.one / f"out-{given.jobs[0]}", given.jobs[0])
        return
    with TemporaryDirectory() as name:
        folder = Path(name) / "documents"
        folder.mkdir()
        for path in find_documents(given.paths).files:
            for document in read_documents(path).documents:
                for copy in range(given.times):
                    text = f"{document.text.rstrip()}\n\nCopy {copy}.\n"
                    (folder / f"{copy:03}-{path.stem}.txt").write_text(text, encoding="utf-8")
        for jobs in given.jobs:
            command = [sys.executable, __file__, "--one", name, "--jobs", str(jobs)]
            subprocess.run(command, check=True)
            ceiling(folder, jobs)


if __name__ == "__main__":
    main()
