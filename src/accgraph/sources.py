"""The three ways to find claims: by rules, by a language model, and by both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from accgraph.errors import ModelError
from accgraph.extraction.analysis import Analyser
from accgraph.extraction.pipeline import Extractor
from accgraph.extraction.relations import SecondReader
from accgraph.graph.background import Background
from accgraph.graph.quads import document_quads
from accgraph.graph.validation import Shapes
from accgraph.language_model.combined import CombinedExtractor
from accgraph.language_model.extractor import Check, ModelExtractor
from accgraph.language_model.settings import ModelSettings
from accgraph.model import Claim, Document
from accgraph.vocabulary import Vocabulary

__all__ = ["Way", "claim_source", "shape_check"]

Way = Literal["rules", "model", "both"]


def claim_source(
    way: Way,
    vocabulary: Sequence[Path] = (),
    settings: ModelSettings | None = None,
    *,
    cache: Path | None = None,
    max_cost: float | None = None,
    second_reader: bool = True,
) -> Extractor | ModelExtractor | CombinedExtractor:
    """Return what finds claims in the *way* asked for, with the user's own *vocabulary* files.

    Rules are followed by the trained *second_reader* unless it is left out.
    *settings*, *cache* and *max_cost* are for a language model, as ModelExtractor.load takes them.

    Raises ModelError if a model is wanted and *settings* are not given, VocabularyError if a file is not
    valid.
    """
    if way == "rules":
        return Extractor.load(vocabulary, second_reader=second_reader)
    if settings is None:
        raise ModelError("no language model is named: give its name with --model or ACCGRAPH_MODEL")
    analyser = Analyser.load(Vocabulary.load(vocabulary))
    check = shape_check(Shapes.load(), Background.load(vocabulary))
    model = ModelExtractor.load(analyser, settings, cache=cache, max_cost=max_cost, check=check)
    if way == "model":
        return model
    reader = SecondReader() if second_reader else None
    return CombinedExtractor(Extractor(analyser, reader), model)


def shape_check(shapes: Shapes, background: Background) -> Check:
    """Return a function that says which claims of a document do not keep to *shapes*, and why."""

    def fault(document: Document, claims: Sequence[Claim]) -> str | None:
        quads = document_quads(document, claims, "unversioned", known=background.names)
        return next(
            (str(found) for found in shapes.check(quads, background) if found.severity == "Violation"), None
        )

    def check(document: Document, claims: Sequence[Claim]) -> Mapping[str, str]:
        if not claims or fault(document, claims) is None:
            return {}
        faults = {claim.iri: fault(document, [claim]) for claim in claims}
        return {iri: why for iri, why in faults.items() if why is not None}

    return check
