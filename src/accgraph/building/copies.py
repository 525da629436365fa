"""Copies: documents that repeat each other nearly word for word, found by MinHash.

A text is the set of its runs of five words; its signature estimates how much of two sets is shared
(A. Broder, "On the resemblance and containment of documents", 1997). Documents that share four fifths of
their runs are copies, and the earliest of those that hang together so is what the others are copies of.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from accgraph.graph.terms import iri, term
from accgraph.namespaces import ACCID

__all__ = ["COPIES_GRAPH", "Signed", "algorithm", "copies", "copy_quads", "packed", "signature"]

COPIES_GRAPH = f"{ACCID}graph/copies"

_WORD = re.compile(r"\w+")
_RUN = 5
_FEWEST_RUNS = 30
_PERMUTATIONS = 128
_SEED = 1
# Bands of four: two texts that share four fifths meet in one of them but for one time in ten million.
_BAND = 4
_SHARED = 0.8


@dataclass(frozen=True, slots=True)
class Signed:
    """A document with the signature of its text, which is empty if the text is too short to tell.

    A dataset's are in memory together, as ``packed`` numbers.
    """

    iri: str
    name: str
    published: str | None
    signature: array[int]


def packed(numbers: Iterable[int]) -> array[int]:
    """Return the *numbers* of a signature, each less than 2**32, in four bytes each."""
    return array("I", numbers)


def algorithm() -> str:
    """Return what signatures depend on beside the text: those of another algorithm cannot be compared."""
    from rensa import RMinHash

    return f"rensa {RMinHash.ALGORITHM_VERSION} {_PERMUTATIONS} {_RUN} {_SEED}"


def signature(text: str) -> tuple[int, ...]:
    """Return the signature of *text*; nothing if it is too short for its runs of words to tell it apart."""
    from rensa import RMinHash

    words = [match.lower() for match in _WORD.findall(text)]
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    if len(runs) < _FEWEST_RUNS:
        return ()
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    return tuple(sketch.digest())


def copies(documents: Sequence[Signed]) -> Mapping[str, str]:
    """Return the IRI of each of *documents* that is a copy, with that of the document it is a copy of.

    The earliest by day of publication is the original; those without a day come last, equals in the order
    of their names.
    """
    group = list(range(len(documents)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for first, second in _candidates(documents):
        if root(first) != root(second) and _share(documents[first], documents[second]) >= _SHARED:
            group[root(second)] = root(first)
    together: dict[int, list[Signed]] = defaultdict(list)
    for index, document in enumerate(documents):
        together[root(index)].append(document)
    found: dict[str, str] = {}
    for members in together.values():
        original, *others = sorted(members, key=lambda one: (one.published or "9999", one.name, one.iri))
        found |= {other.iri: original.iri for other in others}
    return dict(sorted(found.items()))


def copy_quads(documents: Sequence[Signed]) -> Iterator[Quad]:
    """Yield the statements of which of *documents* are copies of which, in a graph of their own."""
    for copy, original in copies(documents).items():
        yield Quad(iri(copy), term("acc:copyOf"), iri(original), NamedNode(COPIES_GRAPH))


def _candidates(documents: Sequence[Signed]) -> Iterator[tuple[int, int]]:
    """Yield pairs of documents that have a band of their signatures in common, band by band."""
    for start in range(0, _PERMUTATIONS, _BAND):
        # The first of a band with each other, and neighbours: enough to tie together all that share it.
        met: dict[bytes, tuple[int, int]] = {}
        for index, document in enumerate(documents):
            band = document.signature[start : start + _BAND].tobytes()
            if not band:
                continue
            first, before = met.get(band, (index, index))
            if first != index:
                yield first, index
            if before not in (first, index):
                yield before, index
            met[band] = first, index


def _share(first: Signed, second: Signed) -> float:
    equal = sum(a == b for a, b in zip(first.signature, second.signature, strict=True))
    return equal / len(first.signature)
