"""Writes databases as Discourse Network Analyzer 3 does, as far as networks need them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

SCHEMA = """
CREATE TABLE SETTINGS (Property TEXT PRIMARY KEY NOT NULL, Value TEXT);
CREATE TABLE CODERS (ID INTEGER PRIMARY KEY NOT NULL, Name TEXT NOT NULL, Red INTEGER, Green INTEGER,
    Blue INTEGER, Password TEXT NOT NULL);
CREATE TABLE DOCUMENTS (ID INTEGER PRIMARY KEY NOT NULL, Title TEXT NOT NULL, Text TEXT NOT NULL,
    Coder INTEGER REFERENCES CODERS (ID), Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '',
    Section TEXT NOT NULL DEFAULT '', Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '',
    Date INTEGER NOT NULL);
CREATE TABLE STATEMENTTYPES (ID INTEGER PRIMARY KEY NOT NULL, Label TEXT NOT NULL, Red INTEGER,
    Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES (ID INTEGER PRIMARY KEY NOT NULL, Variable TEXT NOT NULL,
    DataType TEXT NOT NULL DEFAULT 'short text', StatementTypeId INTEGER REFERENCES STATEMENTTYPES (ID),
    UNIQUE (Variable, StatementTypeId));
CREATE TABLE VARIABLELINKS (ID INTEGER PRIMARY KEY NOT NULL, SourceVariableId INTEGER NOT NULL,
    TargetVariableId INTEGER NOT NULL);
CREATE TABLE REGEXES (Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE CODERRELATIONS (ID INTEGER PRIMARY KEY NOT NULL, Coder INTEGER, OtherCoder INTEGER);
CREATE TABLE STATEMENTS (ID INTEGER PRIMARY KEY NOT NULL, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER NOT NULL, Stop INTEGER NOT NULL, Coder INTEGER, CHECK (Start < Stop));
CREATE TABLE ENTITIES (ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL,
    Value TEXT NOT NULL DEFAULT '', Red INTEGER DEFAULT 0, Green INTEGER DEFAULT 0, Blue INTEGER DEFAULT 0,
    ChildOf INTEGER CHECK (ChildOf > 0), UNIQUE (VariableId, Value));
CREATE TABLE ATTRIBUTEVARIABLES (ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL,
    AttributeVariable TEXT NOT NULL);
CREATE TABLE ATTRIBUTEVALUES (ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER NOT NULL,
    AttributeVariableId INTEGER NOT NULL, AttributeValue TEXT NOT NULL DEFAULT '');
CREATE TABLE DATABOOLEAN (ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL,
    VariableId INTEGER NOT NULL, Value INTEGER NOT NULL DEFAULT 1, UNIQUE (StatementId, VariableId));
CREATE TABLE DATAINTEGER (ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL,
    VariableId INTEGER NOT NULL, Value INTEGER NOT NULL DEFAULT 0, UNIQUE (StatementId, VariableId));
CREATE TABLE DATASHORTTEXT (ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL,
    VariableId INTEGER NOT NULL, Entity INTEGER NOT NULL, UNIQUE (StatementId, VariableId));
CREATE TABLE DATALONGTEXT (ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL,
    VariableId INTEGER NOT NULL, Value TEXT DEFAULT '', UNIQUE (StatementId, VariableId));
"""
NAMES = ("person", "organization", "concept", "agreement")

# The document, the words, person, organisation, concept, agreement.
Coded = tuple[int, str, str, str, str, int]

DOCUMENTS = (
    (1, "Hearing", "We want a register.\r\nWe don't want a court — never.", "2005-03-01T10:00:00"),
    (2, "Letter", "A register is wrong. A court is right. A court it is!", "2005-02-01T00:00:00"),
    (3, "Speech", "The court costs too much, and the register is fine.", "2006-03-02T08:30:00"),
)
STATEMENTS: tuple[Coded, ...] = (
    (1, "We want a register.", "Ana", "Friends", "register", True),
    (1, "We don't want a court — never.", "Ana", "Friends", "court", False),
    (2, "A register is wrong.", "Bea", "Foes", "register", False),
    (2, "A court is right.", "Bea", "Foes", "court", True),
    (2, "A court it is!", "Bea", "Foes", "court", True),
    (3, "The court costs too much", "Cem", "Friends", "court", False),
    (3, "the register is fine", "Cem", "", "register", True),
)


# The agreement as a number from -5 to 5, in the order of STATEMENTS.
NUMBERS: tuple[Coded, ...] = tuple(
    (*statement[:5], number) for statement, number in zip(STATEMENTS, (3, -5, -2, 5, 0, -1, 4), strict=True)
)


def write_dna(
    path: Path,
    statements: Sequence[Coded] = STATEMENTS,
    label: str = "DNA Statement",
    names: Sequence[str] = NAMES,
    *,
    numeric: bool = False,
) -> Path:
    """Write a database with DOCUMENTS and *statements*, and return its path.

    *names* are those of the variables; the agreement is a number if *numeric*.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO STATEMENTTYPES VALUES (1, ?, 255, 255, 0)", (label,))
        connection.execute("INSERT INTO STATEMENTTYPES VALUES (2, 'Annotation', 0, 0, 0)")
        connection.executemany(
            "INSERT INTO VARIABLES VALUES (?, ?, ?, 1)",
            [
                (number, name, "short text" if number < 4 else "integer" if numeric else "boolean")
                for number, name in enumerate(names, 1)
            ],
        )
        connection.execute("INSERT INTO SETTINGS VALUES ('version', '3.0')")
        connection.execute("INSERT INTO CODERS VALUES (1, 'Admin', 0, 0, 0, '')")
        for number, title, text, date in DOCUMENTS:
            seconds = int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())
            connection.execute(
                "INSERT INTO DOCUMENTS VALUES (?, ?, ?, 1, 'Author', 'Source', '', '', '', ?)",
                (number, title, text, seconds),
            )
        texts = {number: text for number, _, text, _ in DOCUMENTS}
        entities: dict[tuple[int, str], int] = {}
        for number, (document, words, *values, agreement) in enumerate(statements, 1):
            start = texts[document].index(words)
            connection.execute(
                "INSERT INTO STATEMENTS VALUES (?, 1, ?, ?, ?, 1)",
                (number, document, start, start + len(words)),
            )
            connection.execute(
                f"INSERT INTO {'DATAINTEGER' if numeric else 'DATABOOLEAN'} (StatementId, VariableId, Value)"
                " VALUES (?, 4, ?)",
                (number, int(agreement)),
            )
            for variable, value in enumerate(values, 1):
                entity = entities.setdefault((variable, value), len(entities) + 1)
                connection.execute(
                    "INSERT OR IGNORE INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, NULL)",
                    (entity, variable, value),
                )
                connection.execute(
                    "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                    (number, variable, entity),
                )
        connection.execute("INSERT INTO STATEMENTS VALUES (900, 2, 1, 0, 3, 1)")
    return path
