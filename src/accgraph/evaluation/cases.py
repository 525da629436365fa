"""Bring gold files and claims together, so that they can be scored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accgraph.errors import DocumentError, ResourceError
from accgraph.evaluation.gold import GoldFile
from accgraph.evaluation.scoring import Case

if TYPE_CHECKING:
    from accgraph.build import ClaimSource

__all__ = ["baseline_cases", "extracted", "from_claims_file"]


def extracted(files: Sequence[GoldFile], extractor: ClaimSource) -> tuple[Case, ...]:
    """Return the claims that *extractor* makes of each file."""
    from accgraph.claims import claim_to_json
    from accgraph.reading import read_document

    cases = []
    for each in files:
        document = read_document(each.path)
        claims = tuple(claim_to_json(claim, document) for claim in extractor.extract(document))
        cases.append(Case(each.name, document.text, each.record, claims))
    return tuple(cases)


def baseline_cases(
    files: Sequence[GoldFile], vocabulary: Sequence[Path] = ()
) -> tuple[dict[str, tuple[Case, ...]], tuple[str, ...]]:
    """Return for each baseline, by name, what it finds; and why a baseline that cannot run was left out."""
    from accgraph.evaluation.baselines import BASELINES, named_texts

    texts = named_texts(files, vocabulary)
    found: dict[str, tuple[Case, ...]] = {}
    left_out = []
    for name, baseline in BASELINES.items():
        try:
            found[name] = tuple(text.case(baseline(text)) for text in texts)
        except ResourceError as error:
            left_out.append(f"{name}: {error}")
    return found, tuple(left_out)


def from_claims_file(files: Sequence[GoldFile], path: Path) -> tuple[Case, ...]:
    """Return the claims in the JSON Lines file *path*, each with the gold file of its document.

    Claims about other documents are left out. Raises DocumentError if a line is no claim, or if no claim is
    about any of *files*.
    """
    claims: dict[str, list[Mapping[str, Any]]] = {each.name: [] for each in files}
    try:
        lines = path.read_bytes().decode("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        claim = _claim(line, f"{path}, line {number}")
        if claim["document"] in claims:
            claims[claim["document"]].append(claim)
    if not any(claims.values()):
        raise DocumentError(f"{path} holds no claim about {', '.join(claims)}")
    return tuple(
        Case(each.name, each.path.read_bytes().decode("utf-8"), each.record, tuple(claims[each.name]))
        for each in files
    )


def _claim(line: str, where: str) -> Mapping[str, Any]:
    try:
        claim = json.loads(line)
    except ValueError as error:
        raise DocumentError(f"{where} is not JSON: {error}") from error
    if not isinstance(claim, dict) or not {"type", "kind", "document", "quote"} <= claim.keys():
        raise DocumentError(f"{where} is no claim: it needs a type, a kind, a document and a quote")
    return claim
