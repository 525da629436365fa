from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from network.dna_file import NUMBERS, STATEMENTS, write_dna

from accgraph.errors import NetworkError
from accgraph.network.discourse import Matrix, Options, one_mode, two_mode
from accgraph.network.dna import is_dna, read_dna
from accgraph.network.windows import windows


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return write_dna(tmp_path / "sample.dna")


def test_statements_are_in_the_order_of_their_documents_dates(database: Path) -> None:
    read = read_dna(database)
    assert [statement.document for statement in read.statements] == [2, 2, 2, 1, 1, 3, 3]
    first = read.statements[0]
    assert (first.person, first.organization, first.concept, first.agreement) == (
        "Bea",
        "Foes",
        "register",
        False,
    )
    assert read.documents[0].date.isoformat() == "2005-03-01T10:00:00+00:00"
    assert read.documents[1].text[first.start : first.stop] == "A register is wrong."


# By hand, of STATEMENTS: Foes (court 2+, register 1-), Friends (court 1- in 2005 and 1- in 2006,
# register 1+); the statement without an organisation takes no part.
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(), [[2, 1], [2, 1]]),
        (Options(qualifier="subtract"), [[2, -1], [-2, 1]]),
        (Options(qualifier="combine"), [[1, 2], [2, 1]]),
        (Options(duplicates="document"), [[1, 1], [2, 1]]),
        (Options(duplicates="month"), [[1, 1], [1, 1]]),
        (Options(qualifier="subtract", normalisation="activity"), [[2 / 3, -1 / 3], [-2 / 3, 1 / 3]]),
    ],
)
def test_organisations_by_concepts(database: Path, options: Options, expected: list[list[float]]) -> None:
    matrix = two_mode(read_dna(database).columns(), options)
    assert [node.label for node in matrix.rows] == ["Foes", "Friends"]
    assert [node.label for node in matrix.columns] == ["court", "register"]
    assert matrix.values.tolist() == expected


def test_persons_over_concepts(database: Path) -> None:
    persons = read_dna(database).columns("person")
    alike = one_mode(persons, Options(qualifier="congruence"))
    assert [node.label for node in alike.rows] == ["Ana", "Bea", "Cem"]
    assert alike.values.tolist() == [[0, 0, 2], [0, 0, 0], [2, 0, 0]]
    apart = one_mode(persons, Options(qualifier="conflict"))
    assert apart.values.tolist() == [[0, 3, 0], [3, 0, 3], [0, 3, 0]]


def test_an_actor_that_there_is_not(database: Path) -> None:
    with pytest.raises(NetworkError, match="organization or person"):
        read_dna(database).columns("coder")


def test_another_type_of_statement(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "own.dna", label="My Statement")
    assert len(read_dna(path, "My Statement").statements) == 7
    with pytest.raises(NetworkError, match="it has Annotation, My Statement"):
        read_dna(path)
    with pytest.raises(
        NetworkError, match="no variable person, organization, concept, agreement: they have none"
    ):
        read_dna(path, "Annotation")


def test_variables_may_have_other_names(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "own.dna", names=("person", "party", "belief", "stance"))
    with pytest.raises(NetworkError, match="no variable concept, agreement: they have belief, party"):
        read_dna(path)
    named = {"organization": "party", "concept": "belief", "agreement": "stance"}
    matrix = two_mode(read_dna(path, variables=named).columns(), Options(qualifier="subtract"))
    assert matrix.values.tolist() == [[2, -1], [-2, 1]]
    without = {"concept": "belief", "agreement": "stance"}
    assert {statement.organization for statement in read_dna(path, variables=without).statements} == {""}
    for faulty, message in (
        (named | {"organization": "club"}, "no variable club"),
        (named | {"agreement": "belief"}, "belief of the type short text, and agreement wants"),
        (named | {"mood": "stance"}, "'mood' is nothing that statements have"),
    ):
        with pytest.raises(NetworkError, match=message):
            read_dna(path, variables=faulty)


# By hand, of NUMBERS: Foes court 5 and 0, register -2; Friends court -5 and -1, register 3. R = 10.
@pytest.mark.parametrize(
    ("make", "options", "expected"),
    [
        (two_mode, Options(qualifier="subtract"), [[5, -2], [-6, 3]]),
        (two_mode, Options(qualifier="subtract", normalisation="activity"), [[5 / 3, -2 / 3], [-2, 1]]),
        # Court: 5 and -5 are 10 apart, 5 and -1 6, 0 and -5 5, 0 and -1 1; register: -2 and 3 are 5 apart.
        (one_mode, Options(qualifier="conflict"), [[0, 2.7], [2.7, 0]]),
        (one_mode, Options(qualifier="congruence"), [[0, 2.3], [2.3, 0]]),
        (one_mode, Options(qualifier="subtract", normalisation="average"), [[0, -0.4 / 3], [-0.4 / 3, 0]]),
    ],
)
def test_the_agreement_may_be_a_number(
    tmp_path: Path, make: Callable[..., Matrix], options: Options, expected: list[list[float]]
) -> None:
    path = write_dna(tmp_path / "numbers.dna", NUMBERS, numeric=True)
    np.testing.assert_allclose(make(read_dna(path).columns(), options).values, expected)


def test_isolates_are_named_by_statements_that_lack_the_rest(tmp_path: Path) -> None:
    path = write_dna(tmp_path / "lacking.dna", [*STATEMENTS, (1, "We want", "Dan", "Loners", "", True)])
    plain = two_mode(read_dna(path).columns())
    assert [node.label for node in plain.rows] == ["Foes", "Friends"]
    everybody = two_mode(read_dna(path).columns(), Options(isolates=True))
    assert [node.label for node in everybody.rows] == ["Foes", "Friends", "Loners"]
    assert everybody.values.tolist() == [[2, 1], [2, 1], [0, 0]]
    windows_of = windows(read_dna(path).columns(), two_mode, Options(isolates=True), size=3, unit="months")
    assert {window.matrix.values.shape for window in windows_of} == {(3, 2)}


def test_a_database_of_dna_2_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "old.dna"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(
            "CREATE TABLE STATEMENTTYPES (ID INTEGER, Label TEXT);"
            "CREATE TABLE DATASHORTTEXT (ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT);"
        )
    with pytest.raises(
        NetworkError, match="of Discourse Network Analyzer 2: open a new database in version 3"
    ):
        read_dna(path)


def test_a_date_that_is_none(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE DOCUMENTS SET Date = 1000000000000000")
    with pytest.raises(NetworkError, match="cannot be read as a database"):
        read_dna(database)


def test_what_is_no_database_of_dna(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="no such file"):
        read_dna(tmp_path / "none.dna")
    text = tmp_path / "text.dna"
    text.write_text("SQLite it is not", encoding="utf-8")
    assert not is_dna(text)
    with pytest.raises(NetworkError, match="not an SQLite database"):
        read_dna(text)
    other = tmp_path / "other.dna"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE THINGS (ID INTEGER)")
    with pytest.raises(NetworkError, match="STATEMENTTYPES"):
        read_dna(other)
