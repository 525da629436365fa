"""The unit of work of a build: one file becomes the shards of its documents, whatever others hold."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Quad

from accgraph.building.contract import ClaimSource, LeftOut, claims_of
from accgraph.building.copies import algorithm, signature
from accgraph.building.shards import Record, Shard, Shards
from accgraph.claims import write_claims
from accgraph.dataset.folder import TEXTS_FOLDER
from accgraph.dataset.places import original_files, places_files
from accgraph.dataset.writing import encoded
from accgraph.errors import DocumentError
from accgraph.graph.background import Background
from accgraph.graph.entities import claim_roles, entity_quads, found_in
from accgraph.graph.quads import claim_quads, document_graph
from accgraph.graph.validation import Shapes
from accgraph.model import Claim, Document
from accgraph.namespaces import digest
from accgraph.reading import ReadingOptions, described_digest, read_documents

__all__ = ["Converted", "Outcome", "Unit", "code_digest", "fault_of", "make"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the keys of the shards of its documents, and what was left out of it."""

    shards: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """A file called ``name`` at ``address``, and what became of it.

    ``source`` is the digest of it and of all that its shards depend on, None if it could not be read.
    """

    address: str
    name: str
    source: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Unit:
    """All that is needed to make shards of a file; it can be pickled, and used in another process.

    ``made_with`` has a digest of each thing that shards depend on beside the document.
    """

    extractor: ClaimSource
    shapes: Shapes
    background: Background
    shards: Shards
    reading: ReadingOptions
    made_with: Mapping[str, str]

    @classmethod
    def of(
        cls,
        extractor: ClaimSource,
        shapes: Shapes,
        background: Background,
        shards: Shards,
        reading: ReadingOptions,
    ) -> Unit:
        """Return the unit of these parts."""
        made_with = {
            "code": code_digest(),
            "extractor": extractor.version,
            "shapes": shapes.digest,
            "vocabulary": background.digest,
            "options": digest(algorithm(), repr(reading)),
        }
        return cls(extractor, shapes, background, shards, reading, made_with)

    @property
    def basis(self) -> str:
        """A digest of all that shards depend on beside the document."""
        return digest(*self.made_with.values())

    def source(self, path: Path) -> str:
        """Return a digest of the file at *path* and of all that its shards depend on.

        Raises DocumentError if what is said beside the file about it is not valid, OSError if it cannot be
        read.
        """
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        return digest(self.basis, path.name, content, described_digest(path))

    def convert(self, path: Path) -> Outcome:
        """Make shards of the documents in the file at *path*, but for those that there are already."""
        try:
            found = read_documents(path, self.reading)
        except DocumentError as error:
            return Outcome((), (LeftOut(path.name, str(error)),))
        keys: list[str] = []
        left_out = [LeftOut(name, reason) for name, reason in found.left_out]
        # Of the documents of a file, the first brings the file itself along.
        originals = original_files(path) if self.reading.keep_originals else {}
        for document in found.documents:
            key = digest(self.basis, repr(document))
            try:
                if self.shards.find(key) is None:
                    shard = make(document, self.extractor, self.shapes, self.background)
                    self.shards.write(key, replace(shard, files={**shard.files, **originals}))
                originals = {}
                keys.append(key)
            except DocumentError as error:
                left_out.append(LeftOut(document.name, str(error)))
        return Outcome(tuple(keys), tuple(left_out))


def make(document: Document, extractor: ClaimSource, shapes: Shapes, background: Background) -> Shard:
    """Return the shard of *document*; the same for the same arguments.

    Raises DocumentError, which names the document, if it cannot be parsed, if a claim is not grounded, or if
    its graph does not conform to *shapes*.
    """
    claims = claims_of(document, extractor)
    for claim in claims:
        if document.text[claim.start : claim.end] != claim.quote:
            raise DocumentError(
                f"{document.name}: the claim {claim.iri} is not grounded:"
                f" the text at {claim.start}-{claim.end} is not its quote"
            )
    graph = document_graph(document)
    quads = claim_quads(document, claims, extractor.version, background.names)
    found = found_in(claims)
    described = [quad for key in found for quad in entity_quads(found.described(key), graph)]
    fault = fault_of(document.name, [*quads, *described], shapes, background)
    if fault is not None:
        raise DocumentError(fault)
    record = Record(
        name=document.name,
        iri=document.iri,
        graph=graph,
        sha256=document.sha256,
        kinds=_counted(claims),
        entities=tuple(sorted({role.entity.iri for claim in claims for _, role in claim_roles(claim)})),
        found=tuple(found.counted()),
        published=document.published,
        signature=signature(document.text),
    )
    return Shard(
        record=record,
        claims="".join(write_claims(claims, document)).encode(),
        quads=b"".join(encoded(quads)),
        files={f"{TEXTS_FOLDER}/{document.sha256}.txt": document.text.encode()} | places_files(document),
    )


def fault_of(name: str, quads: Sequence[Quad], shapes: Shapes, background: Background) -> str | None:
    """Return in what *quads*, the graph of the document called *name*, do not conform; None if they do."""
    violations = [found for found in shapes.check(quads, background) if found.severity == "Violation"]
    if not violations:
        return None
    more = f", and {len(violations) - 1} more" if len(violations) > 1 else ""
    return f"{name}: its graph does not conform to the shapes: {violations[0]}{more}"


@cache
def code_digest() -> str:
    """Return a digest of the code that a dataset depends on: all of accgraph but what only asks and shows."""
    package = Path(str(files("accgraph")))
    folders = ("building", "dataset", "extraction", "graph", "language_model", "reading")
    sources = [*package.glob("*.py"), *(path for name in folders for path in (package / name).rglob("*.py"))]
    hasher = hashlib.sha256()
    for path in sorted(sources):
        hasher.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return hasher.hexdigest()[:20]


def _counted(claims: Iterable[Claim]) -> tuple[tuple[str, str, int], ...]:
    kinds = Counter((claim.type, claim.kind) for claim in claims)
    return tuple((name, kind, number) for (name, kind), number in sorted(kinds.items()))
