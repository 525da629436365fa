"""What a build takes and gives: the source of claims, and the account of what was made and left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from accgraph.errors import AccgraphError, DocumentError
from accgraph.model import Claim, Document

__all__ = ["Built", "BuiltDocument", "ClaimSource", "LeftOut", "Progress", "Provenanced", "claims_of"]

Progress = Callable[[str, int, int], None]
"""Told the step ("convert" or "write"), how many of its parts are done, and of how many."""


class ClaimSource(Protocol):
    """What makes claims of documents: the extractor, as far as a build needs it.

    The same version gives the same claims of the same document: a build does not ask again for what it has.
    To be used by several processes it can be pickled, and what comes out gives the same claims.
    """

    version: str
    rules: Mapping[str, str]

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of *document*; raises DocumentError, which names it, if it cannot be parsed."""
        ...


def claims_of(document: Document, source: ClaimSource) -> tuple[Claim, ...]:
    """Return the claims that *source* makes of *document*.

    Raises DocumentError, which names the document, if it cannot be parsed, or whatever else goes wrong: one
    document that a rule stumbles over must not cost the work on all others.
    """
    try:
        return source.extract(document)
    except AccgraphError:
        raise
    except Exception as error:
        raise DocumentError(
            f"{document.name}: a fault of accgraph, not of the document: {type(error).__name__}: {error}"
        ) from error


@runtime_checkable
class Provenanced(Protocol):
    """A source of claims that asks somebody else: ``provenance`` says by name whom it asks, and how."""

    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that is not in the dataset, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """A document of the dataset; ``sha256`` is that of its text, ``claims`` how many it makes."""

    name: str
    iri: str
    graph: str
    sha256: str
    claims: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and made.

    ``repeated`` are files whose text another file of the build has too: they are in the dataset once.
    ``copies`` is the number of documents that repeat another nearly word for word, ``reused`` of those that
    an earlier build had made already; ``unchanged`` is true if the dataset was so already, and nothing was
    written.
    """

    folder: Path
    documents: tuple[BuiltDocument, ...]
    claims: Mapping[str, int]
    kinds: Mapping[tuple[str, str], int]
    entities: int
    quads: int
    left_out: tuple[LeftOut, ...]
    repeated: tuple[LeftOut, ...]
    reused: int = 0
    unchanged: bool = False
    copies: int = 0
