"""How long a document takes, against the bare spaCy pipeline over the same whole texts, one process.

    python benchmarks/conversion.py [PATH]... [--before PATH]... [--rounds NUMBER] [--parse-all]
                                    [--no-second-reader]
    python benchmarks/conversion.py FOLDER --once [--turn NUMBER] [--parse-all] [--no-second-reader]

Without a PATH, the seeds and the development set. Bare spaCy is run as over a folder:
``nlp.pipe(texts)`` with all components. Times are those of the processor, so that what else runs on the
machine counts for little; the two take turns, and of several rounds the quickest counts.

accgraph keeps what it made of words, so that documents take longer at first. The documents of
``--before`` are converted before, as those of a large folder would have been; the first round is told
apart from the later ones. With ``--once`` each document is converted once, and given to bare spaCy once: the
two take turns every NUMBER documents (40), and how the time goes down along the folder is printed. Who gives
spaCy a folder gives it all at once, up to 1,000: that costs it more a document than forty do.

``--parse-all`` has the parser read the paragraphs too in which nothing can be claimed. Without the second
reader, rules are all that finds claims.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from accgraph.building.shards import Shards
from accgraph.building.unit import Unit, make
from accgraph.building.workers import settle
from accgraph.extraction.pipeline import Extractor
from accgraph.extraction.sentences import load_model
from accgraph.graph.background import Background
from accgraph.graph.validation import Shapes
from accgraph.model import Document
from accgraph.reading import ReadingOptions, find_documents, read_documents

if TYPE_CHECKING:
    from spacy.language import Language


def converted(unit: Unit, files: Sequence[Path]) -> Iterator[Document]:
    """Yield the documents in *files*, each once its shard has been written."""
    for file in files:
        for document in read_documents(file).documents:
            shard = make(document, unit.extractor, unit.shapes, unit.background)
            unit.shards.write(document.sha256, shard)
            yield document


def in_rounds(unit: Unit, bare: Language, files: Sequence[Path], rounds: int) -> None:
    """Convert *files* several times, print what the first time and the best one took."""
    spacy: list[float] = []
    ours: list[float] = []
    for _ in range(rounds):
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


def once(unit: Unit, bare: Language, files: Sequence[Path], turn: int) -> None:
    """Convert *files* once, *turn* at a time in turn with bare spaCy, and print what both took."""
    spacy = ours = 0.0
    number = characters = 0
    for first in range(0, len(files), turn):
        start = time.process_time()
        documents = list(converted(unit, files[first : first + turn]))
        middle = time.process_time()
        list(bare.pipe([document.text for document in documents]))
        end = time.process_time()
        number += len(documents)
        characters += sum(len(document.text) for document in documents)
        ours, spacy = ours + middle - start, spacy + end - middle
        print(
            f"{number:6} documents: bare spaCy {1000 * spacy / number:6.1f} ms a document, accgraph"
            f" {1000 * ours / number:6.1f}, {ours / spacy:5.2f} (these {len(documents)}:"
            f" {(middle - start) / (end - middle):5.2f})",
            flush=True,
        )
    print(f"{number} documents, {characters} characters")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("seeds"), Path("evaluation/dev")])
    parser.add_argument("--before", nargs="*", type=Path, default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--turn", type=int, default=40)
    parser.add_argument("--parse-all", action="store_true")
    parser.add_argument("--no-second-reader", action="store_true")
    given = parser.parse_args()
    files = [path for path in find_documents(given.paths).files if read_documents(path).documents]
    before = find_documents(given.before).files if given.before else files[:1]
    bare = load_model()
    with TemporaryDirectory() as folder:
        unit = Unit.of(
            Extractor.load(parse_all=given.parse_all, second_reader=not given.no_second_reader),
            Shapes.load(),
            Background.load(),
            Shards(Path(folder)),
            ReadingOptions(),
        )
        list(bare.pipe([document.text for document in converted(unit, before)]))
        settle()
        if given.once:
            once(unit, bare, files, given.turn)
        else:
            in_rounds(unit, bare, files, given.rounds)


if __name__ == "__main__":
    main()
