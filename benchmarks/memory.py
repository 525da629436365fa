"""How much memory a build takes, and how it grows with the number of documents.

    python benchmarks/memory.py [NUMBER]...

For each NUMBER (1,000 and 10,000 by default) so many documents are built in a process of their own, with
claims that need no parser, so that what is measured is reading, graphs, sorting, derivation and the store.
The peak of the process is printed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from accgraph.build import build
from accgraph.model import Claim, Document, Entity, PositionClaim, Role, Span
from accgraph.namespaces import content_iri
from accgraph.vocabulary import Vocabulary

_CLAIMS = 20


class Sentences:
    """Takes each line "STATE joined MECHANISM." for a claim."""

    version = "benchmark-1"
    rules: Mapping[str, str] = {"benchmark.line": "A line that a generator wrote."}

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities

    def extract(self, document: Document) -> tuple[Claim, ...]:
        claims = []
        position = 0
        for line in document.text.splitlines(keepends=True):
            start, position = position, position + len(line)
            holder, joined, target = line.rstrip(".\n").partition(" joined ")
            if joined:
                end = start + len(line.rstrip())
                claims.append(self._claim(document, start, end, holder, target))
        return tuple(claims)

    def _claim(self, document: Document, start: int, end: int, holder: str, target: str) -> Claim:
        verb = start + len(holder) + 1
        after = verb + len("joined ")
        return PositionClaim(
            iri=content_iri("claim", document.iri, str(start)),
            document=document.name,
            start=start,
            end=end,
            quote=document.text[start:end],
            trigger=Span(verb, verb + len("joined")),
            rule="benchmark.line",
            kind="join",
            holder=Role(self._entities[holder], holder, start, start + len(holder)),
            target=Role(self._entities[target], target, after, after + len(target)),
        )


def write(folder: Path, number: int, states: list[str], mechanisms: list[str]) -> None:
    for document in range(number):
        lines = [f"Notes {document}\n\n"]
        for line in range(_CLAIMS):
            place = document * _CLAIMS + line
            holder, target = states[place % len(states)], mechanisms[(place // 7) % len(mechanisms)]
            lines.append(f"{holder} joined {target}.\n")
        (folder / f"{document:06}.txt").write_text("".join(lines), encoding="utf-8")


def known_names() -> tuple[list[Entity], list[Entity]]:
    """Return the states and the tribunals of the vocabulary."""
    vocabulary = Vocabulary.load()
    known = [entry.entity for _, entry in sorted(vocabulary.entries.items())]
    states = [entity for entity in known if "State" in entity.classes]
    return states, [entity for entity in known if vocabulary.is_a(entity, "Tribunal")]


def measure(number: int) -> None:
    states, mechanisms = known_names()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "documents"
        folder.mkdir()
        write(folder, number, [one.label for one in states], [one.label for one in mechanisms])
        source = Sentences({one.label: one for one in [*states, *mechanisms]})
        started = time.process_time()
        built = build([folder], Path(temporary) / "out", source)
        seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = f"{len(built.documents):7} documents {built.quads:9} statements"
    print(f"{made} {seconds:7.1f} s {peak:7.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        for number in sys.argv[1:] or ["1000", "10000"]:
            subprocess.run([sys.executable, __file__, "--one", number], check=True)
