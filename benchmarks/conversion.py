"""How long a document takes, against the bare spaCy pipeline over the same whole texts, one process.

    python benchmarks/conversion.py [PATH]... [--before PATH]... [--rounds NUMBER]

Without a PATH, the seeds and the development set. Bare spaCy is run as over a folder:
``nlp.pipe(texts)`` with all components. Times are those of the processor, so that what else runs on the
machine counts for little; the two take turns, and of several rounds the quickest counts.

accgraph keeps what it made of words, so that documents take longer at first. The documents of
``--before`` are converted before, as those of a large folder would have been; the first round is told
apart from the later ones.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from accgraph.building.shards import Shards
from accgraph.building.unit import Unit, make
from accgraph.extraction.pipeline import Extractor
from accgraph.extraction.sentences import load_model
from accgraph.graph.background import Background
from accgraph.graph.validation import Shapes
from accgraph.model import Document
from accgraph.reading import ReadingOptions, find_documents, read_documents


def converted(unit: Unit, files: Sequence[Path]) -> Iterator[Document]:
    """Yield the documents in *files*, each once its shard has been written."""
    for file in files:
        for document in read_documents(file).documents:
            shard = make(document, unit.extractor, unit.shapes, unit.background)
            unit.shards.write(document.sha256, shard)
            yield document


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("seeds"), Path("evaluation/dev")])
    parser.add_argument("--before", nargs="*", type=Path, default=[])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    files = [path for path in find_documents(given.paths).files if read_documents(path).documents]
    before = find_documents(given.before).files if given.before else files[:1]
    bare = load_model()
    spacy: list[float] = []
    ours: list[float] = []
    with TemporaryDirectory() as folder:
        unit = Unit.of(
            Extractor.load(), Shapes.load(), Background.load(), Shards(Path(folder)), ReadingOptions()
        )
        list(bare.pipe([document.text for document in converted(unit, before)]))
        for _ in range(given.rounds):
            start = time.process_time()
            documents = list(converted(unit, files))
            ours.append(time.process_time() - start)
            start = time.process_time()
            list(bare.pipe([document.text for document in documents]))
            spacy.append(time.process_time() - start)
    number, least = len(documents), min(spacy)
    rows = [("bare spaCy", least), ("accgraph, the first time", ours[0]), ("accgraph, again", min(ours[1:]))]
    print(f"{number} documents, {sum(len(document.text) for document in documents)} characters")
    for name, seconds in rows:
        print(f"{name:26} {1000 * seconds / number:8.1f} ms a document {seconds / least:6.2f}")


if __name__ == "__main__":
    main()
