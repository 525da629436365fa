from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from network.dna_file import write_dna

from accgraph.errors import NetworkError
from accgraph.network.discourse import Options, one_mode, two_mode
from accgraph.network.dna import is_dna, read_dna


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
    with pytest.raises(NetworkError, match="no variable person, organization, concept, agreement"):
        read_dna(path, "Annotation")


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
