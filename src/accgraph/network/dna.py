"""Databases of Discourse Network Analyzer 3 (SQLite): documents, and the statements coded in them by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from accgraph.errors import NetworkError
from accgraph.network.statements import Row, Statements

__all__ = ["VARIABLES", "DnaDatabase", "DnaDocument", "DnaStatement", "is_dna", "read_dna"]

VARIABLES = ("person", "organization", "concept", "agreement")
"""The variables of a DNA Statement."""

_SQLITE = b"SQLite format 3\x00"
_STATEMENTS = """
SELECT s.ID, s.DocumentId, s.Start, s.Stop,
       {person} AS person, {organization} AS organization, {concept} AS concept,
       (SELECT b.Value FROM DATABOOLEAN b
        WHERE b.StatementId = s.ID AND b.VariableId = :agreement) AS agreement
FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
WHERE s.StatementTypeId = :type
ORDER BY d.Date, s.DocumentId, s.Start, s.Stop, s.ID
"""
_ENTITY = """(SELECT e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity
              WHERE t.StatementId = s.ID AND t.VariableId = :{variable})"""


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
    """A coded statement: ``text[start:stop]`` of the document; a variable that is not filled in is empty."""

    number: int
    document: int
    start: int
    stop: int
    person: str
    organization: str
    concept: str
    agreement: bool


@dataclass(frozen=True, slots=True)
class DnaDatabase:
    """The documents and DNA Statements of a database, the statements in DNA's order.

    That is by the date of the document, then by its number, by place in the text and by number.
    """

    documents: tuple[DnaDocument, ...]
    statements: tuple[DnaStatement, ...]

    def columns(self, actor: str = "organization") -> Statements:
        """Return the statements as columns, *actor* being ``organization`` or ``person``.

        As in DNA, a statement whose actor or concept is not filled in takes no part.

        Raises NetworkError if *actor* is another variable.
        """
        if actor not in ("organization", "person"):
            raise NetworkError(f"the actor is {actor!r}: organization or person is wanted")
        dates = {document.number: document.date for document in self.documents}
        return Statements.of(self._rows(actor, dates))

    def _rows(self, actor: str, dates: dict[int, datetime]) -> Iterator[Row]:
        for statement in self.statements:
            name = statement.organization if actor == "organization" else statement.person
            if name and statement.concept:
                moment = dates[statement.document].replace(tzinfo=None).isoformat(timespec="seconds")
                yield Row(name, statement.concept, statement.agreement, str(statement.document), moment)


def is_dna(path: Path) -> bool:
    """Say whether the file at *path* is an SQLite database, as those of DNA are."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def read_dna(path: Path, statement_type: str = "DNA Statement") -> DnaDatabase:
    """Return what the DNA database at *path* holds of the type *statement_type*.

    Raises NetworkError if the file is no DNA 3 database, has no such type, or that lacks one of VARIABLES.
    """
    if not path.is_file():
        raise NetworkError(f"{path}: there is no such file")
    if not is_dna(path):
        raise NetworkError(f"{path}: is not an SQLite database of Discourse Network Analyzer 3")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return _read(connection, path, statement_type)
    except sqlite3.Error as error:
        raise NetworkError(
            f"{path}: cannot be read as a database of Discourse Network Analyzer 3: {error}"
        ) from error


def _read(connection: sqlite3.Connection, path: Path, statement_type: str) -> DnaDatabase:
    types = {row["Label"]: row["ID"] for row in connection.execute("SELECT ID, Label FROM STATEMENTTYPES")}
    if statement_type not in types:
        raise NetworkError(
            f"{path}: has no type of statement called {statement_type!r}:"
            f" it has {', '.join(sorted(types)) or 'none'}"
        )
    number = types[statement_type]
    variables = {
        row["Variable"]: row["ID"]
        for row in connection.execute(
            "SELECT ID, Variable FROM VARIABLES WHERE StatementTypeId = ?", (number,)
        )
    }
    missing = [name for name in VARIABLES if name not in variables]
    if missing:
        raise NetworkError(
            f"{path}: the statements called {statement_type!r} have no variable {', '.join(missing)}"
        )
    query = _STATEMENTS.format(
        **{name: _ENTITY.format(variable=name) for name in ("person", "organization", "concept")}
    )
    values = {name: variables[name] for name in VARIABLES} | {"type": number}
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
                bool(row["agreement"]),
            )
            for row in connection.execute(query, values)
        ),
    )
