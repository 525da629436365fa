"""Networks written for the programs that people use: Gephi, visone, yEd, UCINET, Cytoscape, spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from accgraph.errors import NetworkError
from accgraph.network.discourse import Matrix
from accgraph.network.graphs import widen
from accgraph.network.page import page
from accgraph.network.statements import first_moment, labels, last_moment

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GRAPH_FORMATS", "MATRIX_FORMATS", "csv_text", "matrix_text", "network_text"]

_GEXF = "http://www.gexf.net/1.2draft"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
# UCINET has no way to write a quotation mark inside a label.
_LINE_ENDS = re.compile(r"\s+")


def network_text(graph: nx.Graph, form: str) -> str:
    """Return *graph* written in *form*, one of GRAPH_FORMATS; the same graph gives the same text.

    Raises NetworkError if there is no such form.
    """
    if form not in GRAPH_FORMATS:
        raise NetworkError(f"{form!r} is no form of networks: one of {', '.join(GRAPH_FORMATS)} is wanted")
    return GRAPH_FORMATS[form](graph)


def matrix_text(matrix: Matrix, form: str) -> str:
    """Return *matrix* written in *form*, one of MATRIX_FORMATS.

    Raises NetworkError if there is no such form.
    """
    if form not in MATRIX_FORMATS:
        raise NetworkError(f"{form!r} is no form of matrices: one of {', '.join(MATRIX_FORMATS)} is wanted")
    return MATRIX_FORMATS[form](matrix)


def _graphml(graph: nx.Graph) -> str:
    import networkx as nx

    ElementTree.register_namespace("", _GRAPHML)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(nx.generate_graphml(graph)) + "\n"


def _gexf(graph: nx.Graph) -> str:
    """GEXF 1.2, its nodes and edges with the days on which they begin and end, for Gephi's timeline."""
    import networkx as nx

    root = ElementTree.fromstring("\n".join(nx.generate_gexf(_with_days(graph), prettyprint=False)))
    # networkx writes the day of writing here, which would make each day's file another.
    for meta in root.findall(f"{{{_GEXF}}}meta"):
        root.remove(meta)
    ElementTree.register_namespace("", _GEXF)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _with_days(graph: nx.Graph) -> nx.Graph:
    """Return *graph* with a first and a last day of what has a date, which may be a month or a year."""
    dated = graph.copy()
    for one, other, data in dated.edges(data=True):
        if "date" in data and "start" not in data:
            days = (first_moment(data["date"]), last_moment(data["date"]))
            data["start"], data["end"] = (str(moment.astype("datetime64[D]")) for moment in days)
            for name in (one, other):
                widen(dated.nodes[name], data)
    return dated


def _cytoscape(graph: nx.Graph) -> str:
    import networkx as nx

    return json.dumps(nx.cytoscape_data(graph), ensure_ascii=False, indent=1) + "\n"


def _edges(graph: nx.Graph) -> str:
    attributes = _attributes(data for _, _, data in graph.edges(data=True))
    return csv_text(
        ["source", "target", *attributes],
        ([one, other, *_values(data, attributes)] for one, other, data in graph.edges(data=True)),
    )


def _nodes(graph: nx.Graph) -> str:
    attributes = _attributes(data for _, data in graph.nodes(data=True))
    return csv_text(
        ["id", *attributes], ([name, *_values(data, attributes)] for name, data in graph.nodes(data=True))
    )


def _attributes(every: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(name for data in every for name in data))


def _values(data: Mapping[str, object], attributes: Iterable[str]) -> list[object]:
    return [_number(data.get(name, "")) for name in attributes]


def _number(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _dl(matrix: Matrix) -> str:
    """UCINET's DL, full matrix, with labels in quotation marks and those inside labels left out."""
    rows, columns = (
        [_LINE_ENDS.sub(" ", label.replace('"', "")).strip() for label in labels(nodes)]
        for nodes in (matrix.rows, matrix.columns)
    )
    if matrix.modes == 1:
        head = [f"dl n = {len(rows)}, format = fullmatrix", "labels:", *_quoted(rows)]
    else:
        head = [
            f"dl nr = {len(rows)}, nc = {len(columns)}, format = fullmatrix",
            "row labels:",
            *_quoted(rows),
            "col labels:",
            *_quoted(columns),
        ]
    lines = [*head, "data:", *(" ".join(map(str, row)) for row in _cells(matrix))]
    return "\n".join(lines) + "\n"


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _matrix_csv(matrix: Matrix) -> str:
    return csv_text(
        ["", *labels(matrix.columns)],
        ([name, *row] for name, row in zip(labels(matrix.rows), _cells(matrix), strict=True)),
    )


def _cells(matrix: Matrix) -> list[list[object]]:
    return [[_number(float(value)) for value in row] for row in matrix.values]


GRAPH_FORMATS: Mapping[str, Callable[[nx.Graph], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "cytoscape": _cytoscape,
    "html": page,
    "edges": _edges,
    "nodes": _nodes,
}
"""Forms of graphs: GraphML, GEXF 1.2, Cytoscape's JSON, a page to look at, CSV lists of edges and nodes."""

MATRIX_FORMATS: Mapping[str, Callable[[Matrix], str]] = {"matrix": _matrix_csv, "dl": _dl}
"""Forms of matrices: CSV with labels, and UCINET's DL."""
