"""What holds for the extractor on any text, and for one text however it is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accgraph.claims import claim_to_json
from accgraph.errors import DocumentError
from accgraph.extraction.analysis import Analyser
from accgraph.extraction.pipeline import Extractor
from accgraph.extraction.relations import SecondReader
from accgraph.extraction.sentences import LONGEST_BLOCK, LONGEST_TEXT
from accgraph.model import Claim, CommitmentClaim, Document, EventClaim, PositionClaim

STATEMENT = """Joint statement by Denmark and Norway

Copenhagen, 3 May 2024

We welcome the work of the International Criminal Court.

We strongly condemn the sanctions that Russia imposed on its judges.

"Denmark gave two million euros to the Register of Damage for Ukraine," said Foreign Minister Lars Hansen.

We urge all States to:

- arrest the suspects;
- ratify the Rome Statute.

On 2 May 2024 Foreign Minister Lars Hansen met the Prosecutor of the ICC in The Hague.
"""
FEW = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PIECES = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(STATEMENT.split()),
        st.sampled_from(
            ["\n\n", "\n- ", '"', "“", "<li>", "We urge", "(ICC)", "said", "Mr.", "v.", ":", "1 May"]
        ),
    ),
    max_size=40,
).map(" ".join)


@pytest.fixture(scope="session")
def extractor(analyser: Analyser) -> Extractor:
    return Extractor(analyser, SecondReader())


def document(text: str) -> Document:
    return Document("https://example.org/document", "statement.txt", text, "0" * 64)


def content(claim: Claim) -> tuple[object, ...]:
    """Return what *claim* says, wherever it stands and however it is written."""
    said: tuple[object, ...] = (claim.type, claim.kind, claim.rule, claim.date, claim.confidence)
    if isinstance(claim, PositionClaim):
        return (*said, claim.holder.entity.iri, claim.target.entity.iri, claim.denied)
    if isinstance(claim, CommitmentClaim):
        return (*said, tuple(role.entity.iri for role in claim.bearer), " ".join(claim.action.split()))
    assert isinstance(claim, EventClaim)
    return (*said, tuple(role.entity.iri for role in claim.participants))


def test_the_statement_has_claims_of_every_type(extractor: Extractor) -> None:
    assert {claim.type for claim in extractor.extract(document(STATEMENT))} == {
        "position",
        "commitment",
        "event",
    }


@FEW
@given(text=st.one_of(st.text(max_size=200), PIECES))
def test_any_text_can_be_read_and_every_claim_is_grounded(text: str, extractor: Extractor) -> None:
    claims = extractor.extract(document(text))
    assert len({claim.iri for claim in claims}) == len(claims)
    assert list(claims) == sorted(claims, key=lambda c: (c.start, c.end, c.type, c.iri))
    for claim in claims:
        grounded(claim, text, extractor)


def test_the_claims_of_the_statement_are_grounded(extractor: Extractor) -> None:
    for claim in extractor.extract(document(STATEMENT)):
        grounded(claim, STATEMENT, extractor)


def test_a_known_name_in_another_case_is_no_other_entity(extractor: Extractor) -> None:
    claims = extractor.extract(document("Denmark supports the Kampala amendments."))
    targets = [claim.target.entity for claim in claims if isinstance(claim, PositionClaim)]
    assert [(entity.label, entity.known) for entity in targets] == [("Kampala Amendments", True)]


def grounded(claim: Claim, text: str, extractor: Extractor) -> None:
    assert text[claim.start : claim.end] == claim.quote != ""
    assert 0 <= claim.trigger.start < claim.trigger.end <= len(text)
    assert 0 < claim.confidence <= 1
    assert claim.rule in extractor.rules
    roles = [claim.by]
    if isinstance(claim, PositionClaim):
        roles += [claim.holder, claim.target]
    elif isinstance(claim, CommitmentClaim):
        roles += [*claim.bearer, *claim.mechanisms]
        assert text[claim.action_span.start : claim.action_span.end] == claim.action != ""
    else:
        roles += [claim.place, *claim.participants]
    for role in roles:
        if role is not None and role.start is not None:
            assert text[role.start : role.end] == role.mention != ""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="lines end as on Windows"),
        pytest.param(lambda text: re.sub(r'"([^"]+)"', r"“\1”", text), id="curly quotes"),
        pytest.param(lambda text: text.replace("\n\n", "\n\n\n \n"), id="more blank lines"),
        pytest.param(lambda text: text.replace(" the ", "\u00a0the "), id="no-break spaces"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("Court", "**Court**"), id="bold words"),
    ],
)
def test_typography_changes_no_claim(change: Callable[[str], str], extractor: Extractor) -> None:
    changed = change(STATEMENT)
    assert changed != STATEMENT
    before = sorted(map(content, extractor.extract(document(STATEMENT))), key=repr)
    assert sorted(map(content, extractor.extract(document(changed))), key=repr) == before


def test_the_order_in_which_documents_are_read_does_not_matter(extractor: Extractor) -> None:
    first = extractor.extract(document(STATEMENT))
    extractor.extract(document("Mali rejects the Court."))
    assert extractor.extract(document(STATEMENT)) == first


def test_no_hash_seed_changes_a_byte(extractor: Extractor, tmp_path: Path) -> None:
    file = tmp_path / "statement.txt"
    file.write_text(STATEMENT, encoding="utf-8")
    program = (
        "import json, sys, pathlib\n"
        "from accgraph.claims import claim_to_json\n"
        "from accgraph.extraction.pipeline import Extractor\n"
        "from accgraph.model import Document\n"
        "text = pathlib.Path(sys.argv[1]).read_text('utf-8')\n"
        "document = Document('https://example.org/document', 'statement.txt', text, '0' * 64)\n"
        "claims = Extractor.load().extract(document)\n"
        "print(json.dumps([claim_to_json(claim) for claim in claims]))\n"
    )
    sources = str(Path(__file__).parents[2] / "src")
    printed = {
        subprocess.run(
            [sys.executable, "-c", program, str(file)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": sources},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = [claim_to_json(claim) for claim in extractor.extract(document(STATEMENT))]
    assert printed == {json.dumps(here) + "\n"}


def test_a_paragraph_too_long_to_parse_is_an_error_that_names_the_document(extractor: Extractor) -> None:
    text = "Denmark supports the Court. " * (LONGEST_BLOCK // 20)
    with pytest.raises(DocumentError, match=r"statement\.txt: has a paragraph of [\d,]+ characters"):
        extractor.extract(document(text))


def test_a_text_too_long_to_parse_is_an_error_that_is_found_at_once(extractor: Extractor) -> None:
    with pytest.raises(DocumentError, match=r"statement\.txt: is [\d,]+ characters long: part it"):
        extractor.extract(document("Denmark.\n\n" * (LONGEST_TEXT // 9)))
    with pytest.raises(DocumentError, match=r"statement\.txt: has a paragraph of 2,000,000 characters"):
        extractor.extract(document("Denmark, " * 222_222 + "ab"))


@pytest.mark.parametrize(
    "text",
    [
        "Conclusion of the public hearings on the request by Nicaragua\n\nThe Hague, 3 May 2024",
        "The renewal of the mandate of the Commission of Inquiry was put to members by letter.",
        "What Hungary will leave is the Court.",
        "The First Minister does not doubt it; the members voted, without any effect, that he should.",
    ],
)
def test_a_heading_or_an_odd_sentence_is_read_to_its_end(text: str, extractor: Extractor) -> None:
    told = document(text + "\n\nChile supports the International Criminal Court.")
    assert "Chile" in {c.holder.entity.label for c in extractor.extract(told) if c.type == "position"}
