"""How long a document takes, against the bare spaCy pipeline over the same whole texts, one process.

    python benchmarks/conversion.py [PATH]...

Without a PATH, the seeds and the development set. Times are those of the processor, so that what else runs
on the machine counts for nothing; documents are taken in turn by both.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from accgraph.building.shards import Shards
from accgraph.building.unit import Unit, make
from accgraph.extraction.pipeline import Extractor
from accgraph.extraction.sentences import load_model
from accgraph.graph.background import Background
from accgraph.graph.validation import Shapes
from accgraph.reading import ReadingOptions, find_documents, read_documents


def main(paths: list[Path]) -> None:
    bare = load_model()
    with TemporaryDirectory() as folder:
        unit = Unit.of(
            Extractor.load(), Shapes.load(), Background.load(), Shards(Path(folder)), ReadingOptions()
        )
        spent: Counter[str] = Counter()
        number = characters = 0
        files = find_documents(paths).files
        files = tuple(path for path in files if read_documents(path).documents)
        # The first document pays for the loading of the model, and is not counted.
        warm = read_documents(files[0]).documents[0]
        make(warm, unit.extractor, unit.shapes, unit.background)
        bare(warm.text)
        for path in files:
            start = time.process_time()
            documents = read_documents(path).documents
            spent["read"] += time.process_time() - start
            for document in documents:
                start = time.process_time()
                bare(document.text)
                spent["spacy"] += time.process_time() - start
                start = time.process_time()
                unit.shards.write(str(number), make(document, unit.extractor, unit.shapes, unit.background))
                spent["convert"] += time.process_time() - start
                number += 1
                characters += len(document.text)
    whole = spent["read"] + spent["convert"]
    print(f"{number} documents, {characters} characters")
    print(f"bare spaCy                   {1000 * spent['spacy'] / number:8.1f} ms a document   1.00")
    ratio = whole / spent["spacy"]
    print(f"accgraph, from file to shard {1000 * whole / number:8.1f} ms a document   {ratio:.2f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [Path("seeds"), Path("evaluation/dev")])
