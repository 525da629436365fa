"""The table of what elements and names of pages mean, ``html.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["html_table"]


@cache
def html_table() -> dict[str, Any]:
    """Return the tables of ``html.toml``."""
    return tomllib.loads(files("accgraph.reading").joinpath("html.toml").read_text(encoding="utf-8"))
