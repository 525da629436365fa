"""Writes databases as Discourse Network Analyzer 3 does, as far as networks need them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

SCHEMA = """
CREATE TABLE DOCUMENTS (ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
    Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES (ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES (ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE STATEMENTS (ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE ENTITIES (ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER,
    Blue INTEGER, ChildOf INTEGER);
CREATE TABLE DATASHORTTEXT (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATABOOLEAN (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
"""
TEXTS = ("person", "organization", "concept")

# The document, the words, person, organisation, concept, agreement.
Coded = tuple[int, str, str, str, str, bool]

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


def write_dna(path: Path, statements: Sequence[Coded] = STATEMENTS, label: str = "DNA Statement") -> Path:
    """Write a database with DOCUMENTS and *statements*, and return its path."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO STATEMENTTYPES VALUES (1, ?, 255, 255, 0)", (label,))
        connection.execute("INSERT INTO STATEMENTTYPES VALUES (2, 'Annotation', 0, 0, 0)")
        connection.executemany(
            "INSERT INTO VARIABLES VALUES (?, ?, ?, 1)",
            [
                (1, "person", "short text"),
                (2, "organization", "short text"),
                (3, "concept", "short text"),
                (4, "agreement", "boolean"),
            ],
        )
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
                "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, 4, ?)",
                (number, int(agreement)),
            )
            for variable, value in enumerate(values, 1):
                entity = entities.setdefault((variable, value), len(entities) + 1)
                connection.execute(
                    "INSERT OR IGNORE INTO ENTITIES VALUES (?, ?, ?, 0, 0, 0, -1)", (entity, variable, value)
                )
                connection.execute(
                    "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                    (number, variable, entity),
                )
        connection.execute("INSERT INTO STATEMENTS VALUES (900, 2, 1, 0, 3, 1)")
    return path
