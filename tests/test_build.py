from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from building.scripted import KNOWN, RULE, content, shapes
from graph.factories import TEXT, claims
from pyoxigraph import Quad, RdfFormat, parse

from accgraph.build import Built, build
from accgraph.errors import DocumentError, StoreError
from accgraph.graph.background import Background
from accgraph.model import Claim, Document
from accgraph.namespaces import ACC
from accgraph.results import select
from accgraph.store import Store


class Scripted:
    """Makes the claims of the factory of documents that hold its text, and none of others."""

    version = "scripted-1"
    rules: Mapping[str, str] = {"test.rule": "A rule that a test wrote down."}

    def __init__(self, change: Callable[[Claim], Claim] = lambda claim: claim) -> None:
        self._change = change

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return tuple(map(self._change, claims(document))) if TEXT in document.text else ()


def make(paths: Path | list[Path], out: Path, extractor: Scripted | None = None) -> Built:
    return build(
        paths if isinstance(paths, list) else [paths],
        out,
        extractor or Scripted(),
        shapes=shapes(),
        rules=[RULE],
        background=Background.of([KNOWN]),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "made.txt").write_text(TEXT)
    (texts / "plain.md").write_text("# Nothing\n\nNothing is claimed here.\n")
    return texts


def test_a_build_says_what_it_made(folder: Path, tmp_path: Path) -> None:
    built = make([folder], tmp_path / "out")
    assert [document.name for document in built.documents] == ["made.txt", "plain.md"]
    assert built.claims == {"position": 3, "commitment": 1, "event": 1}
    assert built.kinds["position", "join"] == 1
    assert built.entities == 10
    assert (built.left_out, built.repeated) == ((), ())
    summary = json.loads((tmp_path / "out" / "build.json").read_text())
    assert summary["claims"]["commitment"] == {"demand": 1}
    assert [document["claims"] for document in summary["documents"]] == [5, 0]
    assert summary["quads"] == built.quads


def test_all_files_hold_the_same_dataset(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built = make([folder], out)
    lines = (out / "dataset.nq").read_text().split("\n")[:-1]
    assert lines == sorted(set(lines))
    assert len(lines) == built.quads
    quads = set(parse(path=str(out / "dataset.nq"), format=RdfFormat.N_QUADS))
    assert set(parse(path=str(out / "dataset.trig"), format=RdfFormat.TRIG)) == quads
    merged = {quad.triple for quad in quads}
    assert {quad.triple for quad in parse(path=str(out / "dataset.ttl"), format=RdfFormat.TURTLE)} == merged
    # Oxigraph keeps the value of a number, not which kind of integer it was written as.
    assert {str(quad) for quad in stored(out)} == {
        str(quad).replace("#nonNegativeInteger>", "#integer>") for quad in quads
    }
    assert len((out / "claims.jsonl").read_text().splitlines()) == 5
    for document in built.documents:
        text = (out / "texts" / f"{document.sha256}.txt").read_bytes()
        assert hashlib.sha256(text).hexdigest() == document.sha256


def stored(out: Path) -> set[Quad]:
    answer = select(Store.open(out), "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
    return {Quad(*row) for row in answer.rows}  # type: ignore[arg-type]


def test_what_follows_is_derived_and_what_is_denied_is_not(folder: Path, tmp_path: Path) -> None:
    make([folder], tmp_path / "out")
    answer = select(
        Store.open(tmp_path / "out"),
        f"SELECT ?g ?p ?o WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?p IN (<{ACC}joins>, <{ACC}rejects>)) }}",
    )
    assert answer.values() == [
        [
            "https://w3id.org/accgraph/id/graph/derived",
            f"{ACC}joins",
            "https://w3id.org/accgraph/id/court/international-criminal-court",
        ]
    ]


def test_the_same_documents_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    make([folder], tmp_path / "a")
    moved = tmp_path / "moved"
    shutil.copytree(folder, moved)
    make([moved / "plain.md", moved / "made.txt"], tmp_path / "b")
    assert content(tmp_path / "a") == content(tmp_path / "b")


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_seed_of_hashes_changes_nothing(folder: Path, tmp_path: Path, seed: str) -> None:
    make([folder], tmp_path / "here")
    program = "import sys, pathlib, test_build; test_build.make(*map(pathlib.Path, sys.argv[1:]))"
    path = ":".join(part for part in sys.path if part)
    subprocess.run(
        [sys.executable, "-c", program, str(folder), str(tmp_path / "there")],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
        check=True,
    )
    assert content(tmp_path / "here") == content(tmp_path / "there")


def test_what_cannot_be_read_is_left_out_by_name(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "image.txt").write_bytes(b"\x89PNG\x00")
    (folder / "table.xlsx").write_bytes(b"x")
    (folder / "again.txt").write_text(TEXT)
    built = make([folder, tmp_path / "none.txt"], tmp_path / "out")
    assert [document.name for document in built.documents] == ["again.txt", "plain.md"]
    assert sorted(part.name for part in built.left_out) == [
        "empty.txt",
        "image.txt",
        "none.txt",
        "table.xlsx",
    ]
    assert all(part.name in part.reason for part in built.left_out)
    assert [part.reason for part in built.repeated] == [f"{folder}/made.txt: has the same text as again.txt"]


def test_a_graph_that_does_not_conform_is_refused_by_name(folder: Path, tmp_path: Path) -> None:
    built = make([folder], tmp_path / "out", Scripted(lambda claim: replace(claim, rule="other")))
    assert [document.name for document in built.documents] == ["plain.md"]
    (refused,) = built.left_out
    assert refused.reason.startswith("made.txt: its graph does not conform to the shapes: ")
    assert "a rule of the test is wanted (it is other), and 4 more" in refused.reason
    assert "other" not in (tmp_path / "out" / "claims.jsonl").read_text()


def test_a_claim_whose_quote_is_not_in_the_text_is_refused(folder: Path, tmp_path: Path) -> None:
    built = make([folder], tmp_path / "out", Scripted(lambda claim: replace(claim, quote=claim.quote + "!")))
    assert "is not grounded" in built.left_out[0].reason


def test_a_rebuild_takes_the_place_of_what_was_there(folder: Path, tmp_path: Path) -> None:
    make([folder], tmp_path / "out")
    (folder / "made.txt").unlink()
    make([folder], tmp_path / "out")
    assert (tmp_path / "out" / "claims.jsonl").read_text() == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "texts"]


def test_a_build_that_fails_leaves_what_was_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make([folder], tmp_path / "out")
    before = content(tmp_path / "out")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("accgraph.building.assembly.load_lines", full)
        (folder / "new.txt").write_text("New.")
        with pytest.raises(StoreError, match="cannot be written: No space left"):
            make([folder], tmp_path / "out")
    assert content(tmp_path / "out") == before
    built = make([folder], tmp_path / "out")
    assert built.reused == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "texts"]


def test_a_folder_that_is_no_dataset_is_not_touched(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds something else than a dataset"):
        make([folder], folder)
    assert (folder / "made.txt").is_file()
    with pytest.raises(StoreError, match="is a file"):
        make([folder], folder / "made.txt")


def test_nothing_to_build_of_is_an_error_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(DocumentError, match=r"nothing to build a dataset of: .*empty.txt: is empty"):
        make([tmp_path / "empty.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_document_that_cannot_be_parsed_is_left_out_by_name(folder: Path, tmp_path: Path) -> None:
    class Refusing(Scripted):
        def extract(self, document: Document) -> tuple[Claim, ...]:
            if document.name == "plain.md":
                raise DocumentError(f"{document.name}: has a paragraph of too many characters")
            return super().extract(document)

    built = make([folder], tmp_path / "out", Refusing())
    assert [document.name for document in built.documents] == ["made.txt"]
    assert [(part.name, "paragraph" in part.reason) for part in built.left_out] == [("plain.md", True)]


def test_things_of_a_class_are_counted_once(story: Path) -> None:
    rows = select(
        Store.open(story),
        """PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?class ?stated (COUNT(DISTINCT ?thing) AS ?there) WHERE {
          ?dataset void:classPartition ?part . ?part void:class ?class ; void:entities ?stated .
          ?thing a ?class .
        } GROUP BY ?class ?stated""",
    ).values()
    assert {name.removeprefix(ACC) for name, _, _ in rows} >= {"Claim", "Document", "Accession"}
    assert [row for row in rows if row[1] != row[2]] == []
