"""A real model, small enough for a laptop: its answers are poor, but what is believed must be proved."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from language_model.llama_server import llama_server
from language_model.samples import TEXT

from accgraph.build import build
from accgraph.building.contract import Built
from accgraph.claims import read_claims
from accgraph.errors import DocumentError
from accgraph.graph.syntax import read_rdf
from accgraph.graph.validation import Shapes, check_dataset
from accgraph.language_model.extractor import ModelExtractor
from accgraph.language_model.guide import Guide
from accgraph.language_model.settings import ModelSettings
from accgraph.sources import claim_source
from accgraph.vocabulary import Vocabulary

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with llama_server(tmp_path_factory.mktemp("model")) as running:
        yield running


def built_with_some_seed(
    address: str, folder: Path, cache: Path
) -> tuple[ModelExtractor, ModelSettings, Built]:
    """Build the case with the first of some seeds with which the model comes to an end of its answer.

    So small a model sometimes goes round in circles, at other seeds on other processors; such an answer is
    refused, and the document named.
    """
    for seed in range(1, 6):
        settings = ModelSettings(
            model="gemma-3-270m",
            address=address,
            prompt="brief",
            most=1,
            max_tokens=1200,
            temperature=0.5,
            seed=seed,
            timeout=600,
        )
        source = claim_source("model", settings=settings, cache=cache)
        assert isinstance(source, ModelExtractor)
        try:
            return source, settings, build([folder / "case.txt"], folder / "out", source)
        except DocumentError as error:
            assert re.search(r"case\.txt: .* cut off after 2400 tokens", str(error)), str(error)
            assert not list(cache.rglob("*.json"))
    pytest.fail("with none of five seeds did the model come to an end")


def test_what_a_real_model_says_is_a_valid_answer_and_what_is_believed_is_proved(
    address: str, tmp_path: Path
) -> None:
    guide = Guide.load(Vocabulary.load(), "brief")
    # The model likes to repeat the example that it is given: what it says may then stand in the text.
    text = f"{guide.words['example_text'].strip()}\n\n{TEXT}"
    (tmp_path / "case.txt").write_text(text, encoding="utf-8")
    cache = tmp_path / "answers"
    source, settings, built = built_with_some_seed(address, tmp_path, cache)
    assert built.left_out == ()

    (kept,) = cache.rglob("*.json")
    record = json.loads(kept.read_text(encoding="utf-8"))
    answer = json.loads(record["answer"])
    assert record["tokens_out"] > 0
    assert list(Draft202012Validator(guide.schema(1)).iter_errors(answer)) == []
    said = sum(len(each["holders"]) for each in answer["positions"])
    said += len(answer["commitments"]) + len(answer["events"])
    claims = list(read_claims((tmp_path / "out" / "claims.jsonl").read_text().splitlines()))
    print(f"said {said}, believed {len(claims)}, {source.counts()}, {source.spent}", file=sys.stderr)
    assert len(claims) + sum(source.counts().values()) > 0
    for claim in claims:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    quads = read_rdf(tmp_path / "out" / "dataset.nq", "urn:graph")
    faults = check_dataset(list(quads), Shapes.load())
    assert [fault for fault in faults if fault[1].severity == "Violation"] == []

    again = claim_source("model", settings=settings.changed(["timeout=1"]), cache=cache)
    build([tmp_path / "case.txt"], tmp_path / "again", again)
    assert (tmp_path / "again" / "dataset.nq").read_bytes() == (tmp_path / "out" / "dataset.nq").read_bytes()
