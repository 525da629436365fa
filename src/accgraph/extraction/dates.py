"""Dates."""
from __future__ import annotations
import re
from accgraph.extraction.sentences import ParsedText

def published_date(parsed: ParsedText) -> str | None:
    return None
