"""Where the files that ship with accgraph are: ontology, queries and seed documents.

In a wheel they lie under ``accgraph/_data``; in a source checkout they lie at the top of the repository.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from accgraph.errors import ResourceError

__all__ = ["folder", "lexicon_folder", "ontology_folder", "queries_folder", "seeds_folder"]


def folder(name: str) -> Path:
    """Return the folder of packaged data called *name*: ontology, queries, seeds or evaluation.

    Raises ResourceError if the installation does not hold it.
    """
    package = Path(str(files("accgraph")))
    for candidate in (package / "_data" / name, package.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise ResourceError(f"the folder {name!r} that ships with accgraph is missing: install accgraph again")


def ontology_folder() -> Path:
    """Return the folder of the ontology, its shapes, rules and vocabulary."""
    return folder("ontology")


def queries_folder() -> Path:
    """Return the folder of the saved queries."""
    return folder("queries")


def seeds_folder() -> Path:
    """Return the folder of the seed documents."""
    return folder("seeds")


def lexicon_folder() -> Path:
    """Return the folder of the lexicon: TOML files inside the package."""
    return Path(str(files("accgraph"))) / "extraction" / "lexicon"
