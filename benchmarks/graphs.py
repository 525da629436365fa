"""A dataset of as many claims as wanted, in a store, without documents to be read and parsed.

    python benchmarks/graphs.py CLAIMS FOLDER [NAMES]

The statements are those that a build makes of the generated documents, what is derived among them, but for
the mentions (the words that name a party to a claim), which no saved query asks for. As statements are made
more slowly than they are loaded, no more than 20,000 claims are made: the rest are these again, in other
documents.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from generate import Corpus
from pyoxigraph import RdfFormat
from pyoxigraph import Store as Oxigraph

from accgraph.graph.background import Background
from accgraph.graph.entities import entity_quads, found_in
from accgraph.graph.quads import claim_quads, document_graph
from accgraph.graph.rules import derive_in, load_rules
from accgraph.namespaces import ACCID
from accgraph.store import STORE_FOLDER

_SIZE = 20
_DIFFERENT = 20_000
# What a document has for itself: everything else is shared by all that claim the same.
_OWN = re.compile(re.escape(f"<{ACCID}").encode() + rb"(?:document|graph|claim|evidence|selector)/")


def statements(claims: int, names: int, known: frozenset[str]) -> bytes:
    """Return the statements that documents of so many claims make, in N-Quads."""
    corpus = Corpus(_SIZE, names)
    lines = []
    for number in range(-(-claims // _SIZE)):
        document = corpus.document(number)
        said = corpus.extract(document)
        found = found_in(said)
        graph = document_graph(document)
        quads = claim_quads(document, said, corpus.version, known)
        quads += [quad for key in found for quad in entity_quads(found.described(key), graph)]
        lines += [f"{quad} .\n" for quad in quads if "/mention/" not in f"{quad.subject} {quad.object}"]
    return "".join(lines).encode()


def portions(claims: int, names: int, known: frozenset[str]) -> Iterator[bytes]:
    """Yield the statements of *claims* claims in N-Quads; they are whole numbers of portions."""
    made = statements(min(claims, _DIFFERENT), names, known)
    for number in range(max(1, claims // _DIFFERENT)):
        yield _OWN.sub(rb"\g<0>%d-" % number, made)


def make(claims: int, folder: Path, names: int = 0) -> None:
    """Make a store of *claims* claims in the new *folder*, with what is derived; say how long it took.

    Of each class only the first *names* of the vocabulary occur, if it is not 0: the fewer they are, the
    fewer positions there are, and the more claims of each.
    """
    folder.mkdir(parents=True)
    background = Background.load()
    store = Oxigraph(str(folder / STORE_FOLDER))
    store.bulk_extend(background.quads)
    started = time.process_time()
    for portion in portions(claims, names, background.names):
        store.bulk_load(portion, format=RdfFormat.N_QUADS)
    loaded = time.process_time()
    print(f"{len(store)} statements of {claims} claims, loaded in {loaded - started:.0f} s", flush=True)
    derive_in(lambda: store, load_rules())
    print(f"derived in {time.process_time() - loaded:.0f} s", flush=True)
    store.flush()


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
