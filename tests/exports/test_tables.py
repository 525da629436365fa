"""Claims as tables and JSON Lines, as pandas and pyarrow read them."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pandas
import pyarrow
import pytest
from pyarrow import parquet

from accgraph.claims import claims_schema, read_claims
from accgraph.errors import ExportError
from accgraph.exports.forms import export
from accgraph.exports.records import Record, read_records
from accgraph.exports.tables import COLUMNS, record_row
from accgraph.graph.syntax import write_rdf
from accgraph.store import Store, dataset_quads

NUMBERS = ("start", "end")


@pytest.fixture(scope="module")
def records(story: Path) -> list[Record]:
    return read_records(Store.open(story))


def test_each_claim_is_read_back_whole(story: Path, records: list[Record]) -> None:
    """What the graph says of a claim is what the build wrote of it as JSON."""
    lines = (story / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    by_iri = {record.claim: record for record in records}
    assert len(lines) == len(records)
    for wanted in read_claims(lines):
        record = by_iri[wanted["iri"]]
        same = ("type", "quote", "start", "end", "rule", "confidence", "segment")
        assert [getattr(record, name) for name in same] == [wanted[name] for name in same]
        assert record.file == wanted["document"]
        assert record.denied == wanted.get("denied", False)
        assert record.status == wanted.get("status", "")
        assert record.action == wanted.get("action", "")
        assert record.deadline == (wanted.get("deadline") or "")
        speakers = [wanted["by"]["iri"]] if wanted["by"] else []
        assert [party.iri for party in record.party("attributedTo")] == speakers
        posts = [wanted["post"]] if wanted["post"] else []
        assert [party.label for party in record.party("inCapacityOf")] == posts
        for part in ("holder", "target", "place"):
            one = [wanted[part]["iri"]] if wanted.get(part) else []
            assert [party.iri for party in record.party(part)] == one
        several = {"bearer": "bearer", "concerns": "mechanisms", "participant": "participants"}
        for part, key in several.items():
            assert {party.iri for party in record.party(part)} == {one["iri"] for one in wanted.get(key, ())}


def test_pandas_reads_the_csv(story: Path, records: list[Record]) -> None:
    read = pandas.read_csv(io.BytesIO(export(story, "csv").content), keep_default_na=False)
    assert tuple(read.columns) == COLUMNS
    assert read.to_dict("records") == [record_row(record) for record in records]


def test_pyarrow_and_pandas_read_the_parquet(story: Path, records: list[Record]) -> None:
    written = export(story, "parquet").content
    table = parquet.read_table(io.BytesIO(written))
    assert table.to_pylist() == [record_row(record) for record in records]
    assert table.schema.field("denied").type == pyarrow.bool_()
    assert table.schema.field("start").type == pyarrow.int64()
    frame = pandas.read_parquet(io.BytesIO(written))
    assert frame["denied"].sum() == sum(record.denied for record in records)


def test_a_cell_may_hold_several_entities(story: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(export(story, "csv").content.decode())))
    several = [row for row in rows if "; " in row["participants_iri"]]
    assert several
    for row in several:
        assert len(row["participants"].split("; ")) == len(row["participants_iri"].split("; "))


def test_json_lines_are_those_of_the_build(story: Path) -> None:
    from jsonschema import Draft202012Validator

    whole = export(story, "jsonl").content
    assert whole == (story / "claims.jsonl").read_bytes()
    some = export(story, "jsonl", "Hungary").content.decode().splitlines()
    validator = Draft202012Validator(claims_schema())
    for line in some:
        validator.validate(json.loads(line))
    assert {json.loads(line)["holder"]["label"] for line in some} == {"Hungary"}


def test_only_claims_about_the_thing_are_in_the_table(story: Path, records: list[Record]) -> None:
    rows = list(csv.DictReader(io.StringIO(export(story, "csv", "Mongolia").content.decode())))
    assert {row["holder"] or row["bearer"] for row in rows} == {"Mongolia"}
    assert len(rows) == sum(
        any(party.label == "Mongolia" for parties in record.parties.values() for party in parties)
        for record in records
    )


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_the_same_bytes_each_time(story: Path, form: str) -> None:
    assert export(story, form) == export(story, form)


def test_a_file_of_rdf_has_no_claims_in_json(story: Path) -> None:
    with pytest.raises(
        ExportError, match=r"claims\.jsonl: cannot be read: .* that was built on this machine"
    ):
        export(story / "dataset.nq", "jsonl")
    assert export(story / "dataset.nq", "csv") == export(story, "csv")


def test_claims_without_their_graphs_are_not_lost_silently(story: Path, tmp_path: Path) -> None:
    merged = tmp_path / "merged.ttl"
    merged.write_bytes(write_rdf(dataset_quads(story), "turtle"))
    with pytest.raises(ExportError, match=r"are not in named graphs.*take dataset\.nq or dataset\.trig"):
        export(merged, "csv")


@pytest.mark.parametrize(("form", "library"), [("parquet", "pyarrow")])
def test_a_library_that_is_not_there_is_named(
    story: Path, monkeypatch: pytest.MonkeyPatch, form: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExportError, match=rf"{library} is not installed: .*accgraph\[tables\]"):
        export(story, form)
