"""Reading: a file of a supported format becomes documents, each one canonical text and what is known of it.

Every span in accgraph counts characters of the canonical text, which ``accgraph.reading.content`` defines.
The file itself is never changed.
"""

from __future__ import annotations

from accgraph.reading.documents import Reading, read_document, read_documents
from accgraph.reading.files import Found, find_documents
from accgraph.reading.formats import supported_suffixes
from accgraph.reading.metadata import described_digest, metadata_files
from accgraph.reading.options import FieldNames, Limits, ReadingOptions

__all__ = [
    "FieldNames",
    "Found",
    "Limits",
    "Reading",
    "ReadingOptions",
    "described_digest",
    "find_documents",
    "metadata_files",
    "read_document",
    "read_documents",
    "supported_suffixes",
]
