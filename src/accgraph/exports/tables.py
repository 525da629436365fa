"""Claims as tables: CSV, Parquet and data frames; and as the JSON Lines that the build wrote."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accgraph.dataset import CLAIMS_FILE
from accgraph.errors import ExportError
from accgraph.exports.records import Record

if TYPE_CHECKING:
    import pandas

__all__ = ["COLUMNS", "frame", "record_row", "write_csv", "write_jsonl", "write_parquet", "write_rows"]

_PARTS: Mapping[str, str] = {
    "holder": "holder",
    "target": "target",
    "bearer": "bearer",
    "demanded_by": "demandedBy",
    "mechanisms": "concerns",
    "participants": "participant",
    "place": "place",
    "speaker": "attributedTo",
    "post": "inCapacityOf",
}
COLUMNS: tuple[str, ...] = (
    "claim",
    "type",
    "kind",
    "side",
    "denied",
    *(column for part in _PARTS for column in (part, f"{part}_iri")),
    "action",
    "status",
    "deadline",
    "date",
    "stated_on",
    "document",
    "title",
    "document_iri",
    "quote",
    "start",
    "end",
    "rule",
    "confidence",
    "segment",
    "content",
)
"""The columns of a table of claims. Several entities in one cell are parted by a semicolon and a space."""

_BETWEEN = "; "
_EXTRA = "install it with: pip install 'accgraph[tables]'"


def record_row(record: Record) -> dict[str, object]:
    """Return *record* as a row: a value for each of COLUMNS."""
    row: dict[str, object] = {
        "claim": record.claim,
        "type": record.type,
        "kind": record.kind,
        "side": record.side,
        "denied": record.denied,
        "action": record.action,
        "status": record.status,
        "deadline": record.deadline,
        "date": record.date,
        "stated_on": record.stated_on,
        "document": record.file,
        "title": record.title,
        "document_iri": record.document,
        "quote": record.quote,
        "start": record.start,
        "end": record.end,
        "rule": record.rule,
        "confidence": record.confidence,
        "segment": record.segment,
        "content": record.content,
    }
    for column, part in _PARTS.items():
        parties = record.party(part)
        row[column] = _BETWEEN.join(party.label for party in parties)
        row[f"{column}_iri"] = _BETWEEN.join(party.iri for party in parties)
    return {column: row[column] for column in COLUMNS}


def write_csv(records: Iterable[Record]) -> bytes:
    """Return *records* as CSV in UTF-8, with a line of headings; truth is written ``true`` and ``false``."""
    rows = (
        {name: str(value).lower() if isinstance(value, bool) else value for name, value in row.items()}
        for row in map(record_row, records)
    )
    return write_rows(COLUMNS, rows)


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return *rows* as CSV in UTF-8, with *columns* for its headings."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def frame(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> pandas.DataFrame:
    """Return *rows* as a data frame with *columns*.

    Raises ExportError if pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise ExportError(f"pandas is not installed: {_EXTRA}") from error
    return pandas.DataFrame(list(rows), columns=list(columns))


def write_parquet(records: Iterable[Record]) -> bytes:
    """Return *records* as Parquet.

    Raises ExportError if pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError(f"pyarrow is not installed: {_EXTRA}") from error
    kinds = {
        "denied": pyarrow.bool_(),
        "start": pyarrow.int64(),
        "end": pyarrow.int64(),
        "confidence": pyarrow.float64(),
    }
    schema = pyarrow.schema([(column, kinds.get(column, pyarrow.string())) for column in COLUMNS])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(map(record_row, records)), schema=schema), out)
    return out.getvalue()


def write_jsonl(dataset: Path, wanted: Container[str] | None = None) -> bytes:
    """Return the claims of the dataset in the folder *dataset* as JSON Lines, or those *wanted*, by IRI.

    Raises ExportError if the folder does not hold its claims in JSON, as one that was pulled does not.
    """
    path = dataset / CLAIMS_FILE
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            lines = [line for line in file if wanted is None or json.loads(line)["iri"] in wanted]
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be read: {error.strerror or error}: only the folder of a dataset that was built"
            " on this machine has its claims in JSON"
        ) from error
    return "".join(lines).encode()
