"""Databases of Discourse Network Analyzer 3 (SQLite): documents, and the statements coded in them by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from accgraph.errors import NetworkError
from accgraph.network.statements import Row, Statements

__all__ = ["ROLES", "STATEMENT_TYPE", "DnaDatabase", "DnaDocument", "DnaStatement", "is_dna", "read_dna"]

STATEMENT_TYPE = "DNA Statement"
"""The type of statements that DNA makes in every new database."""

ROLES = ("person", "organization", "concept", "agreement")
"""What is read of a statement, under the names that its variables have in a DNA Statement."""

_ACTORS = ("organization", "person")
_SQLITE = b"SQLite format 3\x00"
_TEXT = """(SELECT e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity
            WHERE t.StatementId = s.ID AND t.VariableId = :{role})"""
_NUMBERS = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER"}
_STATEMENTS = """
SELECT s.ID, s.DocumentId, s.Start, s.Stop, {person} AS person, {organization} AS organization,
       {concept} AS concept,
       (SELECT n.Value FROM {numbers} n WHERE n.StatementId = s.ID AND n.VariableId = :agreement) AS agreement
FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
WHERE s.StatementTypeId = :type
ORDER BY d.Date, s.DocumentId, s.Start, s.Stop, s.ID
"""


@dataclass(frozen=True, slots=True)
class DnaDocument:
    """A document of a DNA database; ``date`` is its moment in UTC."""

    number: int
    title: str
    text: str
    author: str
    source: str
    date: datetime


@dataclass(frozen=True, slots=True)
class DnaStatement:
    """A coded statement: ``text[start:stop]`` of the document; a variable that is not filled in is empty.

    ``agreement`` is 1 or 0, or a number where the qualifier of the database is one.
    """

    number: int
    document: int
    start: int
    stop: int
    person: str
    organization: str
    concept: str
    agreement: int


@dataclass(frozen=True, slots=True)
class DnaDatabase:
    """The documents of a database and its statements of one type, in DNA's order.

    That is by the date of the document, then by its number, by place in the text and by number.
    ``numeric`` says that the agreement is a number and not yes or no.
    """

    documents: tuple[DnaDocument, ...]
    statements: tuple[DnaStatement, ...]
    numeric: bool = False

    def columns(self, actor: str = "organization") -> Statements:
        """Return the statements as columns, *actor* being ``organization`` or ``person``.

        Raises NetworkError if *actor* is something else.
        """
        if actor not in _ACTORS:
            raise NetworkError(f"the actor is {actor!r}: organization or person is wanted")
        dates = {document.number: document.date for document in self.documents}
        return Statements.of(self._rows(actor, dates), numeric=self.numeric)

    def _rows(self, actor: str, dates: Mapping[int, datetime]) -> Iterator[Row]:
        for statement in self.statements:
            name = statement.organization if actor == "organization" else statement.person
            moment = dates[statement.document].replace(tzinfo=None).isoformat(timespec="seconds")
            yield Row(name, statement.concept, statement.agreement, str(statement.document), moment)


def is_dna(path: Path) -> bool:
    """Say whether the file at *path* is an SQLite database, as those of DNA are."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def read_dna(
    path: Path, statement_type: str = STATEMENT_TYPE, variables: Mapping[str, str] | None = None
) -> DnaDatabase:
    """Return what the DNA database at *path* holds of the type *statement_type*.

    *variables* names the variable of each of ROLES that is called otherwise in that type. Of person and
    organization, one may be missing. The variable of the agreement is a boolean or an integer one.

    Raises NetworkError if the file is no DNA 3 database, has no such type, or that lacks a variable.
    """
    named = dict(variables or {})
    for role in named:
        if role not in ROLES:
            raise NetworkError(
                f"{role!r} is nothing that statements have: one of {', '.join(ROLES)} is wanted"
            )
    if not path.is_file():
        raise NetworkError(f"{path}: there is no such file")
    if not is_dna(path):
        raise NetworkError(f"{path}: is not an SQLite database of Discourse Network Analyzer 3")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            _check_version(connection, path)
            return _read(connection, path, statement_type, named)
    except (sqlite3.Error, OverflowError, ValueError, OSError) as error:
        raise NetworkError(
            f"{path}: cannot be read as a database of Discourse Network Analyzer 3: {error}"
        ) from error


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NetworkError if this is a database of DNA 2: it has texts where DNA 3 has entities."""
    tables = {row["name"].upper() for row in connection.execute("SELECT name FROM sqlite_master")}
    if {"STATEMENTTYPES", "DATASHORTTEXT"} <= tables and "ENTITIES" not in tables:
        raise NetworkError(
            f"{path}: is a database of Discourse Network Analyzer 2: open a new database in version 3,"
            " import this one into it, and name that"
        )


def _read(
    connection: sqlite3.Connection, path: Path, statement_type: str, named: Mapping[str, str]
) -> DnaDatabase:
    types = {row["Label"]: row["ID"] for row in connection.execute("SELECT ID, Label FROM STATEMENTTYPES")}
    if statement_type not in types:
        raise NetworkError(
            f"{path}: has no type of statement called {statement_type!r}:"
            f" it has {', '.join(sorted(types)) or 'none'}"
        )
    number = types[statement_type]
    found, kind = _variables(connection, f"{path}: the statements called {statement_type!r}", number, named)
    texts = {
        role: _TEXT.format(role=role) if role in found else "''"
        for role in ("person", "organization", "concept")
    }
    query = _STATEMENTS.format(**texts, numbers=_NUMBERS[kind])
    return DnaDatabase(
        tuple(
            DnaDocument(
                row["ID"],
                row["Title"] or "",
                row["Text"] or "",
                row["Author"] or "",
                row["Source"] or "",
                datetime.fromtimestamp(row["Date"], UTC),
            )
            for row in connection.execute(
                "SELECT ID, Title, Text, Author, Source, Date FROM DOCUMENTS ORDER BY ID"
            )
        ),
        tuple(
            DnaStatement(
                row["ID"],
                row["DocumentId"],
                row["Start"],
                row["Stop"],
                row["person"] or "",
                row["organization"] or "",
                row["concept"] or "",
                int(row["agreement"] or 0),
            )
            for row in connection.execute(query, found | {"type": number})
        ),
        numeric=kind == "integer",
    )


def _variables(
    connection: sqlite3.Connection, whose: str, statement_type: int, named: Mapping[str, str]
) -> tuple[dict[str, int], str]:
    """Return the numbers of the variables that play the roles, and the type of that of the agreement."""
    rows = connection.execute(
        "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ?", (statement_type,)
    )
    known = {row["Variable"]: (row["ID"], row["DataType"]) for row in rows}
    wanted = {role: named.get(role, role) for role in ROLES}
    missing = [role for role, name in wanted.items() if name not in known]
    if not set(_ACTORS) <= set(missing):
        missing = [role for role in missing if role not in _ACTORS or role in named]
    if missing:
        raise NetworkError(
            f"{whose} have no variable {', '.join(wanted[role] for role in missing)}:"
            f" they have {', '.join(sorted(known)) or 'none'}"
        )
    for role, name in wanted.items():
        types = tuple(_NUMBERS) if role == "agreement" else ("short text",)
        if name in known and known[name][1] not in types:
            raise NetworkError(
                f"{whose} have a variable {name} of the type {known[name][1]},"
                f" and {role} wants one of the type {' or '.join(types)}"
            )
    numbers = {role: known[name][0] for role, name in wanted.items() if name in known}
    return numbers, known[wanted["agreement"]][1]
