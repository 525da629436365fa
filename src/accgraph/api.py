"""The Python interface: a dataset or an endpoint, opened to be asked.

    >>> import accgraph
    >>> demo = accgraph.open("demo")
    >>> {row["side"] for row in demo.query("stance", actor="Denmark")}
    {'support'}

Everything here is also to be had from the modules that do the work; this is them in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from accgraph.engines import is_endpoint, open_source
from accgraph.errors import StoreError
from accgraph.results import Rows, Source, Term, Triples, select
from accgraph.suggest import nearest

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from accgraph.explain import Explanation

__all__ = ["Opened", "Table", "open_dataset"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Mapping[str, type[int] | type[float]] = {
    f"{_XSD}integer": int,
    f"{_XSD}nonNegativeInteger": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
}


@dataclass(frozen=True, slots=True, repr=False)
class Table(Sequence[dict[str, Any]]):
    """Rows, each a value for each of the columns; what is not known is None.

    IRIs, dates and texts are strings, numbers and truth values are Python's. Printed, it is a table in
    Markdown, and in a notebook it is shown as one.
    """

    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, index: slice) -> Table: ...

    def __getitem__(self, index: int | slice) -> dict[str, Any] | Table:
        """Return a row as a mapping from columns to values, or a slice of the table."""
        if isinstance(index, slice):
            return Table(self.columns, self.values[index])
        return dict(zip(self.columns, self.values[index], strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.values)

    def __repr__(self) -> str:
        return f"<{len(self)} row{'' if len(self) == 1 else 's'} of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        from accgraph.answers import markdown

        return markdown(self.columns, [["" if v is None else str(v) for v in row] for row in self.values])

    def _repr_markdown_(self) -> str:
        return str(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a data frame.

        Raises ExportError if pandas is not installed (``pip install 'accgraph[tables]'``).
        """
        from accgraph.exports.tables import frame

        return frame(self.columns, self)


class Opened:
    """A dataset on this machine or an endpoint, to be asked. ``accgraph.open`` makes it."""

    def __init__(self, source: Source, dataset: Path | None) -> None:
        self._source = source
        self._dataset = dataset

    def __repr__(self) -> str:
        return f"<accgraph {self._source.name}>"

    def query(self, name: str, /, **values: object) -> Table:
        """Return the answer to the saved query *name*, its parameters bound to *values*.

        Actors and mechanisms may be given by any of their names, as on the command line:

            >>> demo.query("supporters", mechanism="Special Tribunal").columns[:3]
            ('mechanism', 'mechanismLabel', 'side')

        Raises QueryError if there is no such query or parameter, or a name stands for none or many.
        """
        from accgraph.lookup import bound
        from accgraph.queries import saved_query

        given = {key: str(value) for key, value in values.items()}
        return _table(select(self._source, bound(self._source, saved_query(name), given)))

    def sparql(self, text: str) -> Table | bool | rdflib.Graph:
        """Return the answer to the SPARQL query *text*: a table, a yes or no, or a graph of rdflib.

        All graphs of the dataset are one default graph:

            >>> demo.sparql("ASK { ?claim a <https://w3id.org/accgraph/ontology#Claim> }")
            True

        Raises QueryError if it is not a SPARQL query.
        """
        result = self._source.query(text)
        if isinstance(result, Rows):
            return _table(result)
        return _rdflib(result) if isinstance(result, Triples) else result

    def claims(self, about: str | None = None) -> Table:
        """Return the claims, or those *about* a thing: its name, the name of a file, or an IRI.

        The columns are those of ``accgraph export --format csv``:

            >>> {claim["document"] for claim in demo.claims("EU blocking statute")}
            {'002_354b95cf20b27993.txt'}

        Raises QueryError if nothing is claimed about it, or there is no such thing.
        """
        from accgraph.exports.records import read_records, records_about
        from accgraph.exports.selection import find_thing
        from accgraph.exports.tables import COLUMNS, record_row

        if about is None:
            records = read_records(self._source)
        else:
            records = records_about(self._source, find_thing(self._source, about).value)
        return Table(COLUMNS, tuple(tuple(record_row(record).values()) for record in records))

    def graph(self) -> rdflib.Dataset:
        """Return the dataset as one of rdflib, its default graph being the union of all graphs.

            >>> from rdflib import RDF, URIRef
            >>> claim = URIRef("https://w3id.org/accgraph/ontology#Claim")
            >>> len(list(demo.graph().subjects(RDF.type, claim))) == len(demo.claims())
            True

        Raises StoreError if it is on a server, and has to be brought here first.
        """
        from accgraph.engines.rdflib import read_dataset

        return read_dataset(self._here())

    def network(self, kind: str = "two-mode", **options: Any) -> networkx.Graph:
        """Return the network of *kind*, as ``accgraph network`` makes it, as a graph of networkx.

        *kind* is ``two-mode``, ``actors`` or ``mechanisms``, made of positions, or one of
        accgraph.network.encounters.TIES. For those of positions, *options* are those of
        accgraph.network.dataset.positions (``by``, ``kinds``, ``confidence``) and
        accgraph.network.discourse.Options (``qualifier``, ``normalisation``, ``duplicates``, ``isolates``,
        ``start``, ``stop``, as ISO dates); for ties, those of accgraph.network.encounters.tie_graph.

            >>> demo.network("demands").has_edge("Amnesty International", "European Union")
            True

        Raises NetworkError if there is no such network, TypeError if there is no such option.
        """
        from accgraph.network.encounters import TIES, tie_graph

        if kind in TIES:
            return tie_graph(self._source, kind, **options)
        return _network_of_positions(self._source, kind, **options)

    def export(self, form: str, about: str | None = None) -> bytes:
        """Return the dataset, or what is said *about* a thing, as one of accgraph.exports.forms.FORMS.

            >>> demo.export("nanopub", "EU blocking statute")[:11]
            b'@prefix rdf'

        Raises ExportError if it cannot be written so, StoreError if it is on a server.
        """
        from accgraph.exports.forms import export

        return export(self._here(), form, about).content

    def explain(self, claim: str) -> Explanation:
        """Return the words behind *claim*, an IRI or the beginning of its last part, and the rule.

            >>> claim = demo.claims("EU blocking statute")[0]
            >>> demo.explain(claim["claim"]).quote == claim["quote"]
            True

        Raises QueryError if there is no such claim.
        """
        from accgraph.dataset import TEXTS_FOLDER
        from accgraph.explain import explain, find_claim

        texts = self._dataset / TEXTS_FOLDER if self._dataset else None
        return explain(self._source, find_claim(self._source, claim), texts)

    def _here(self) -> Path:
        if self._dataset is None:
            raise StoreError(
                f"{self._source.name}: is on a server: bring the dataset here first, by 'accgraph pull'"
            )
        return self._dataset


def open_dataset(target: str | Path, *, engine: str = "oxigraph", timeout: float = 60) -> Opened:
    """Open the dataset at *target*, a folder or a file of RDF, or the endpoint at *target*, an address.

    *engine* is what answers for a dataset on this machine, one of accgraph.engines.ENGINES; *timeout* the
    seconds that an endpoint is waited for.

    Raises StoreError if there is no dataset, QueryError if the engine is not known.
    """
    source = open_source(target, engine, timeout=timeout)
    return Opened(source, None if is_endpoint(target) else Path(target))


def _table(rows: Rows) -> Table:
    return Table(rows.variables, tuple(tuple(map(_value, row)) for row in rows.rows))


def _value(term: Term) -> str | int | float | bool | None:
    if term is None:
        return None
    value = str(getattr(term, "value", term))
    datatype = getattr(getattr(term, "datatype", None), "value", "")
    if datatype == f"{_XSD}boolean":
        return value in ("true", "1")
    return _NUMBERS[datatype](Decimal(value)) if datatype in _NUMBERS else value


def _rdflib(result: Triples) -> rdflib.Graph:
    from pyoxigraph import RdfFormat, serialize
    from rdflib import Graph

    return Graph().parse(data=serialize(result.triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")


def _network_of_positions(
    source: Source,
    kind: str,
    *,
    by: str = "holder",
    kinds: Iterable[str] | None = None,
    confidence: float = 0.0,
    start: str | None = None,
    stop: str | None = None,
    **options: Any,
) -> networkx.Graph:
    from accgraph.errors import NetworkError
    from accgraph.model import POSITION_KINDS
    from accgraph.network.dataset import positions
    from accgraph.network.discourse import Options, counted, one_mode, two_mode
    from accgraph.network.encounters import TIES
    from accgraph.network.graphs import one_mode_graph, two_mode_graph
    from accgraph.network.statements import first_moment, last_moment

    modes = {"actors": "actor", "mechanisms": "concept"}
    if kind != "two-mode" and kind not in modes:
        known = ("two-mode", *modes, *TIES)
        raise NetworkError(
            f"{kind!r} is no network{nearest(kind, known)}: one of {', '.join(known)} is wanted"
        )
    statements = positions(source, by=by, kinds=kinds or POSITION_KINDS, confidence=confidence)
    chosen = Options(
        start=first_moment(start) if start else None, stop=last_moment(stop) if stop else None, **options
    )
    if kind == "two-mode":
        return two_mode_graph(two_mode(statements, chosen), counted(statements, chosen))
    matrix = one_mode(statements, chosen, of=f"{modes[kind]}s")
    return one_mode_graph(matrix, modes[kind])
