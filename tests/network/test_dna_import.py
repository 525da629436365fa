from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from network.dna_file import NUMBERS, STATEMENTS, write_dna

from accgraph.cli.main import cli
from accgraph.dataset import TEXTS_FOLDER
from accgraph.graph.background import Background
from accgraph.graph.validation import Shapes, check_dataset
from accgraph.network.dataset import positions
from accgraph.network.discourse import Matrix, Options, one_mode, two_mode
from accgraph.network.dna import read_dna
from accgraph.network.dna_import import Imported, import_dna
from accgraph.store import Store, dataset_quads


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return Shapes.load()


@pytest.fixture(scope="module")
def background() -> Background:
    return Background.load()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dna(tmp_path_factory.mktemp("dna") / "sample.dna")


@pytest.fixture(scope="module")
def imported(database: Path, shapes: Shapes, background: Background) -> Imported:
    return import_dna(read_dna(database), database.parent / "out", shapes=shapes, background=background)


def cells(matrix: Matrix) -> dict[tuple[str, str], float]:
    return {
        (row.label, column.label): float(matrix.values[i, j])
        for i, row in enumerate(matrix.rows)
        for j, column in enumerate(matrix.columns)
    }


def test_everything_is_imported_and_conforms(imported: Imported, shapes: Shapes) -> None:
    assert imported.left_out == ()
    assert imported.built.left_out == ()
    assert imported.built.claims["position"] == len(STATEMENTS)
    findings = check_dataset(dataset_quads(imported.built.folder), shapes)
    assert [finding for _, finding in findings if finding.severity == "Violation"] == []


def test_claims_have_the_coded_words_whatever_the_line_ends(imported: Imported) -> None:
    folder = imported.built.folder / TEXTS_FOLDER
    texts = {
        document.name: (folder / f"{document.sha256}.txt").read_bytes().decode()
        for document in imported.built.documents
    }
    lines = (imported.built.folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    claims = [json.loads(line) for line in lines]
    assert sorted(claim["quote"] for claim in claims) == sorted(words for _, words, *_ in STATEMENTS)
    for claim in claims:
        assert texts[claim["document"]][claim["start"] : claim["end"]] == claim["quote"]
    assert {claim["kind"] for claim in claims} == {"endorse", "reject"}


def test_concepts_are_no_mechanisms(imported: Imported) -> None:
    statements = positions(Store.open(imported.built.folder))
    assert {node.classes for node in statements.concepts} == {("Concept", "Issue")}
    dataset = dataset_quads(imported.built.folder)
    sides = {quad.predicate.value.rpartition("#")[2] for quad in dataset}
    assert {"endorses", "supports", "rejects", "opposes"} <= sides


@pytest.mark.parametrize("duplicates", ["include", "document", "month", "year", "acrossrange"])
@pytest.mark.parametrize("qualifier", ["ignore", "subtract", "combine"])
def test_the_networks_of_organisations_are_those_of_the_database(
    imported: Imported, database: Path, qualifier: str, duplicates: str
) -> None:
    options = Options(qualifier=qualifier, duplicates=duplicates)
    of_dataset = positions(Store.open(imported.built.folder)).among(
        actors=lambda node: "Organisation" in node.classes
    )
    of_database = read_dna(database).columns()
    assert cells(two_mode(of_dataset, options)) == cells(two_mode(of_database, options))


@pytest.mark.parametrize("normalisation", ["no", "average", "jaccard", "cosine"])
@pytest.mark.parametrize("qualifier", ["ignore", "congruence", "conflict", "subtract"])
def test_the_networks_of_persons_are_those_of_the_database(
    imported: Imported, database: Path, qualifier: str, normalisation: str
) -> None:
    options = Options(qualifier=qualifier, normalisation=normalisation)
    of_dataset = one_mode(positions(Store.open(imported.built.folder), by="speaker"), options)
    of_database = one_mode(read_dna(database).columns("person"), options)
    assert [node.label for node in of_dataset.rows] == [node.label for node in of_database.rows]
    np.testing.assert_allclose(of_dataset.values, of_database.values)


def test_what_cannot_be_imported_is_named(tmp_path: Path) -> None:
    statements = (
        *STATEMENTS,
        (1, "We want", "", "", "register", True),
        (1, "a register", "Ana", "Friends", "", True),
    )
    path = write_dna(tmp_path / "faults.dna", statements)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE STATEMENTS SET Start = 5000, Stop = 5010 WHERE ID = 1")
        connection.execute("UPDATE DOCUMENTS SET Text = '' WHERE ID = 3")
    result = CliRunner().invoke(cli, ["import-dna", str(path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "statement 1 of document 1 has no words in its document" in result.stderr
    assert "statement 8 of document 1 has neither an organisation nor a person" in result.stderr
    assert "statement 9 of document 1 has no concept" in result.stderr
    assert "document 3: its statements (2) are left out with it" in result.stderr
    assert "2 documents, 4 statements" in result.stdout


def test_offsets_count_as_java_does_and_texts_may_be_one(
    tmp_path: Path, shapes: Shapes, background: Background
) -> None:
    path = write_dna(tmp_path / "astral.dna", [(1, "We want a register.", "Ana", "", "register", True)])
    text = "\ufeff😀😀\r\n\x00We want a register.\x7f"
    start = len(text[: text.index("We")].encode("utf-16-le")) // 2
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE DOCUMENTS SET Text = ?, Title = 'A \"title\" \x7f' WHERE ID < 3", (text,))
        connection.execute("UPDATE STATEMENTS SET Start = ?, Stop = ?", (start, start + 19))
        connection.execute("UPDATE STATEMENTS SET DocumentId = 2")
    imported = import_dna(read_dna(path), tmp_path / "out", shapes=shapes, background=background)
    (claim,) = map(json.loads, (imported.built.folder / "claims.jsonl").read_text("utf-8").splitlines())
    assert claim["quote"] == "We want a register."
    assert claim["document"] == "dna-000001.txt"
    assert len(imported.built.repeated) == 1


def test_numbers_are_sides_and_nought_is_none(tmp_path: Path) -> None:
    path = write_dna(
        tmp_path / "numbers.dna", NUMBERS, names=("person", "organization", "issue", "stance"), numeric=True
    )
    options = [
        "--variable",
        "concept=issue",
        "--variable",
        "agreement=stance",
        "--out",
        str(tmp_path / "out"),
    ]
    result = CliRunner().invoke(cli, ["import-dna", str(path), *options])
    assert result.exit_code == 1
    assert "statement 5 of document 2 is neither for nor against: it is left out" in result.stderr
    statements = positions(Store.open(tmp_path / "out")).among(lambda node: "Organisation" in node.classes)
    assert two_mode(statements, Options(qualifier="subtract")).values.tolist() == [[1, -1], [-2, 1]]
    wrong = CliRunner().invoke(cli, ["import-dna", str(path), "--variable", "issue"])
    assert wrong.exit_code == 2
    assert "ROLE=NAME is wanted" in wrong.output
