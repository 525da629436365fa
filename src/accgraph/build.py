"""Building a dataset: documents are read, their claims made into graphs, validated, and written to a folder.

The folder holds ``dataset.nq``, the source of truth, and what is made from it: the same as TriG and, all
graphs merged, as Turtle; ``claims.jsonl``; ``texts/``, the canonical text of each document under its SHA-256;
``build.json``, what was read and made; and ``store/``, to be asked. The same documents give the same bytes,
but for the store, whose files are Oxigraph's own affair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pyoxigraph import Quad

from accgraph.claims import write_claims
from accgraph.dataset import CLAIMS_FILE, TEXTS_FOLDER, check_folder, write_dataset
from accgraph.errors import DocumentError
from accgraph.graph.background import Background
from accgraph.graph.description import description_quads
from accgraph.graph.quads import claim_roles, document_graph, document_quads, found_entities
from accgraph.graph.rules import Rule, derive, load_rules
from accgraph.graph.validation import Shapes
from accgraph.model import Claim, Document
from accgraph.reading import find_documents, read_documents

__all__ = ["Built", "ClaimSource", "LeftOut", "build"]


class ClaimSource(Protocol):
    """What makes claims of documents: the extractor, as far as a build needs it."""

    version: str
    rules: Mapping[str, str]

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of *document*."""
        ...


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that is not in the dataset, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and made.

    ``repeated`` are files whose text another file of the build has too: they are in the dataset once.
    """

    folder: Path
    documents: tuple[Document, ...]
    claims: Mapping[str, int]
    kinds: Mapping[tuple[str, str], int]
    entities: int
    quads: int
    left_out: tuple[LeftOut, ...]
    repeated: tuple[LeftOut, ...]


Progress = Callable[[str, int, int], None]
"""Told the step ("extract", ...), how many of its parts are done, and of how many."""


def build(
    paths: Iterable[Path],
    out: Path,
    extractor: ClaimSource,
    vocabulary: Sequence[Path] = (),
    *,
    shapes: Shapes | None = None,
    rules: Sequence[Rule] | None = None,
    background: Background | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Built:
    """Make the dataset of the documents at *paths*, files or folders, in the folder *out*.

    The dataset takes the place of one that is at *out* already only when it is complete. A document that
    cannot be read, or whose graph does not conform to the shapes, is left out and named in the result.
    *vocabulary* are the user's own vocabulary files; *shapes*, *rules* and *background* stand in for those
    that ship with accgraph.

    Raises StoreError if *out* cannot be written or holds something else than a dataset, DocumentError if no
    document is left to build of.
    """
    out = out.absolute()
    check_folder(out)
    shapes = shapes or Shapes.load()
    rules = load_rules() if rules is None else rules
    background = background or Background.load(vocabulary)
    left_out: list[LeftOut] = []
    documents, repeated = _read(paths, left_out, progress)
    extracted: dict[str, tuple[Claim, ...]] = {}
    for done, document in enumerate(documents):
        progress("extract", done, len(documents))
        try:
            extracted[document.iri] = extractor.extract(document)
        except DocumentError as error:
            left_out.append(LeftOut(document.name, str(error)))
    documents = [document for document in documents if document.iri in extracted]
    progress("extract", len(documents), len(documents))
    entities = found_entities(claim for claims in extracted.values() for claim in claims)
    graphs: dict[str, list[Quad]] = {}
    known = background.names
    for done, document in enumerate(documents):
        progress("validate", done, len(documents))
        quads = document_quads(document, extracted[document.iri], extractor.version, entities, known)
        fault = _fault(document, extracted[document.iri], quads, shapes, background)
        if fault:
            left_out.append(LeftOut(document.name, fault))
        else:
            graphs[document.iri] = quads
    progress("validate", len(documents), len(documents))
    documents = [document for document in documents if document.iri in graphs]
    if not documents:
        reasons = "; ".join(part.reason for part in left_out) or "no document was found"
        raise DocumentError(f"there is nothing to build a dataset of: {reasons}")
    quads = [*background.quads, *(quad for document in documents for quad in graphs[document.iri])]
    quads += derive(quads, rules)
    quads += description_quads(quads, extractor.version, extractor.rules)
    kinds: Counter[tuple[str, str]] = Counter(
        (claim.type, claim.kind) for d in documents for claim in extracted[d.iri]
    )
    built = Built(
        folder=out,
        documents=tuple(documents),
        claims=_by_type(kinds),
        kinds=dict(sorted(kinds.items())),
        entities=_count_entities(claim for d in documents for claim in extracted[d.iri]),
        quads=len(quads),
        left_out=tuple(left_out),
        repeated=tuple(repeated),
    )
    write_dataset(
        out,
        quads,
        _summary(built, extracted, extractor.version),
        lambda folder: _write_texts(folder, documents, extracted),
        lambda done, total: progress("write", done, total),
    )
    return built


def _read(
    paths: Iterable[Path], left_out: list[LeftOut], progress: Progress
) -> tuple[list[Document], list[LeftOut]]:
    found = find_documents(paths)
    left_out += [LeftOut(path.name, f"{path}: {reason}") for path, reason in found.left_out]
    documents: dict[str, Document] = {}
    repeated = []
    for done, path in enumerate(sorted(found.files, key=lambda path: (path.name, str(path)))):
        progress("read", done, len(found.files))
        try:
            reading = read_documents(path)
        except DocumentError as error:
            left_out.append(LeftOut(path.name, str(error)))
            continue
        left_out += [LeftOut(name, reason) for name, reason in reading.left_out]
        for document in reading.documents:
            first = documents.setdefault(document.iri, document)
            if first is not document:
                part = document.name.removeprefix(path.name)
                repeated.append(LeftOut(document.name, f"{path}{part}: has the same text as {first.name}"))
    progress("read", len(found.files), len(found.files))
    return list(documents.values()), repeated


def _fault(
    document: Document,
    claims: Sequence[Claim],
    quads: Sequence[Quad],
    shapes: Shapes,
    background: Background,
) -> str | None:
    for claim in claims:
        if document.text[claim.start : claim.end] != claim.quote:
            return (
                f"{document.name}: the claim {claim.iri} is not grounded:"
                f" the text at {claim.start}-{claim.end} is not its quote"
            )
    violations = [found for found in shapes.check(quads, background) if found.severity == "Violation"]
    if not violations:
        return None
    more = f", and {len(violations) - 1} more" if len(violations) > 1 else ""
    return f"{document.name}: its graph does not conform to the shapes: {violations[0]}{more}"


def _by_type(kinds: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    counts = dict.fromkeys(("position", "commitment", "event"), 0)
    for (name, _), number in kinds.items():
        counts[name] += number
    return counts


def _count_entities(claims: Iterable[Claim]) -> int:
    return len({role.entity.iri for claim in claims for _, role in claim_roles(claim)})


def _write_texts(
    folder: Path, documents: Iterable[Document], extracted: Mapping[str, tuple[Claim, ...]]
) -> None:
    (folder / TEXTS_FOLDER).mkdir()
    with (folder / CLAIMS_FILE).open("w", encoding="utf-8", newline="") as file:
        for document in documents:
            file.writelines(write_claims(extracted[document.iri], document))
            (folder / TEXTS_FOLDER / f"{document.sha256}.txt").write_bytes(document.text.encode())


def _summary(built: Built, extracted: Mapping[str, tuple[Claim, ...]], version: str) -> dict[str, object]:
    return {
        "extractor": version,
        "documents": [
            {
                "name": document.name,
                "iri": document.iri,
                "graph": document_graph(document),
                "sha256": document.sha256,
                "claims": len(extracted[document.iri]),
            }
            for document in built.documents
        ],
        "claims": {
            name: {kind: number for (other, kind), number in built.kinds.items() if other == name}
            for name in built.claims
        },
        "entities": built.entities,
        "quads": built.quads,
        "left_out": [part.reason for part in built.left_out],
        "repeated": [part.reason for part in built.repeated],
    }
