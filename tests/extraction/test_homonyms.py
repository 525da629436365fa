"""What is described in the words of a known name is not the known thing."""

from __future__ import annotations

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.homonyms import told_apart
from accgraph.extraction.pipeline import Extractor
from accgraph.model import CommitmentClaim, Document, Entity
from accgraph.vocabulary import Vocabulary

DEMAND = "Sri Lanka requests {} to refrain from initiatives which the country does not agree to."


def _bearer(analyser: Analyser, words: str) -> Entity:
    text = DEMAND.format(words)
    document = Document("https://example.org/document", "case.txt", text, "0" * 64)
    claims = list(told_apart(Extractor(analyser).extract(document), analyser.vocabulary))
    (bearer,) = (role for c in claims if isinstance(c, CommitmentClaim) for role in c.bearer)
    return bearer.entity


def test_a_description_has_no_iri_of_a_known_name(analyser: Analyser) -> None:
    described = _bearer(analyser, "the core group")
    assert described.label == "core group"
    assert not described.known
    assert described.iri not in Vocabulary.load().entries


def test_a_name_is_the_known_one(analyser: Analyser) -> None:
    assert _bearer(analyser, "the Core Group").known
