"""The forms of exports by name: the syntaxes of RDF, and those that are made of claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pyoxigraph import NamedNode

from accgraph.errors import ExportError
from accgraph.exports.description import SPDX, description
from accgraph.exports.followthemoney import write_followthemoney
from accgraph.exports.nanopublications import nanopublications, write_nanopublications
from accgraph.exports.plover import read_codes, write_plover
from accgraph.exports.records import Record, read_records, records_about
from accgraph.exports.selection import Statements, about, all_claims, claims_about, find_thing
from accgraph.exports.tables import write_csv, write_jsonl, write_parquet
from accgraph.exports.written import Written
from accgraph.graph.syntax import FORMATS, write_rdf
from accgraph.store import Store, dataset_quads
from accgraph.suggest import nearest

__all__ = ["FORMS", "export"]

FORMS = (*FORMATS, "void", "nanopub", "csv", "parquet", "jsonl", "plover", "followthemoney")
"""What a dataset can be written as."""


def export(dataset: Path, form: str, name: str | None = None, *, address: str | None = None) -> Written:
    """Return the dataset at *dataset* written in *form*, one of FORMS, the same bytes each time.

    With *name*, an IRI, a file's name, a label or an alias, only what is said about that. *address* is where
    the files of the dataset are to be had, for ``void``.

    Raises StoreError if there is no dataset, QueryError if *name* is nothing that it says something about,
    ExportError if it cannot be written so.
    """
    if form not in FORMS:
        raise ExportError(
            f"{form!r} is no form of export{nearest(form, FORMS)}: one of {', '.join(FORMS)} is wanted"
        )
    if form == "void":
        if name is not None:
            raise ExportError("void describes the whole dataset: ask for it without a name")
        return Written(write_rdf(description(dataset, address), "turtle", {"spdx": SPDX}))
    if address is not None:
        raise ExportError(f"an address is for void: {form} has no place for it")
    if form in FORMATS and name is None:
        return Written(write_rdf(dataset_quads(dataset), form))
    thing = None if name is None else find_thing(Store.open(dataset), name)
    if form in _OF_RECORDS:
        return _of_records(Store.open(dataset), form, thing)
    statements = Statements.read(dataset)
    if form in FORMATS and thing is not None:
        return Written(write_rdf(about(statements, thing), form))
    claims = all_claims(statements) if thing is None else claims_about(statements, thing)
    if form == "nanopub":
        return Written(write_nanopublications(nanopublications(statements, claims)))
    return Written(write_jsonl(dataset, {claim.value for claim in claims}))


def _of_records(store: Store, form: str, thing: NamedNode | None) -> Written:
    records = read_records(store) if thing is None else records_about(store, thing.value)
    if form == "plover":
        return write_plover(records, read_codes(store))
    if form == "followthemoney":
        return write_followthemoney(records)
    return Written(_TABLES[form](records))


_TABLES: Mapping[str, Callable[[list[Record]], bytes]] = {"csv": write_csv, "parquet": write_parquet}
_OF_RECORDS = (*_TABLES, "plover", "followthemoney")
