"""The errors accgraph raises: one small hierarchy, each message saying what was wrong with what."""

from __future__ import annotations

__all__ = [
    "AccgraphError",
    "ClusterError",
    "DocumentError",
    "ExportError",
    "ModelError",
    "NetworkError",
    "QueryError",
    "ResourceError",
    "StoreError",
    "ValidationError",
    "VocabularyError",
]


class AccgraphError(Exception):
    """Base of every error that accgraph raises on purpose; its text is fit to be shown to a user."""


class DocumentError(AccgraphError):
    """A document cannot be read: it is missing, empty, not text, or in a format that is not supported."""


class VocabularyError(AccgraphError):
    """A vocabulary or lexicon file does not say what it must."""


class ResourceError(AccgraphError):
    """Something that ships with accgraph, or was asked for by name, is not there."""


class ValidationError(AccgraphError):
    """A graph does not conform to the shapes."""


class StoreError(AccgraphError):
    """A store or dataset cannot be opened, read or written."""


class QueryError(AccgraphError):
    """A query, or a value given for one of its parameters, is wrong."""


class ExportError(AccgraphError):
    """A dataset cannot be written in the form that was asked for."""


class NetworkError(AccgraphError):
    """A network cannot be made as it was asked for, or what it is made of cannot be read."""


class ModelError(AccgraphError):
    """A language model cannot be asked, or was asked in a way that it does not allow."""


class ClusterError(AccgraphError):
    """A cluster cannot be reached, or cannot do what it is asked to."""
