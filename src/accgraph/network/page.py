"""Networks as a page to look at: one file of HTML with all that it needs, which works without a network."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

import numpy as np

from accgraph.network.layout import column_orders
from accgraph.network.palette import BOTH, NEITHER, OPPOSITION, SUPPORT, side_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["page"]

_SIDES: Mapping[str, tuple[str, str]] = {
    "support": (SUPPORT, "solid"),
    "opposition": (OPPOSITION, "dashed"),
    "both": (BOTH, "dotted"),
    "neither": (NEITHER, "solid"),
}
# Okabe and Ito's, without black, for communities.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
_ROW = 34


def page(graph: nx.Graph) -> str:
    """Return *graph*, as ``accgraph.network.graphs`` and ``encounters`` make it, as one page of HTML.

    Its title is the graph's attribute ``title``, if it has one. In a browser, nodes can be found, moved and
    looked at, ties sifted by weight and side, and the picture be saved. The same graph gives the same page.
    """
    import networkx as nx

    bipartite = nx.get_node_attributes(graph, "bipartite")
    places = _columns(graph, bipartite) if bipartite else _circle(graph)
    edges = [_edge(number, edge) for number, edge in enumerate(graph.edges(data=True))]
    sides = {edge["data"].get("side") for edge in edges}
    given = {
        "columns": bool(bipartite),
        "directed": graph.is_directed(),
        "multiple": graph.is_multigraph(),
        "sides": [(name, *style) for name, style in _SIDES.items() if name in sides],
        "when": _when(data for *_, data in graph.edges(data=True)),
        "elements": {
            "nodes": [_node(name, data, places[name]) for name, data in graph.nodes(data=True)],
            "edges": edges,
        },
    }
    web = files("accgraph.web")
    text = {
        name: (web / path).read_text(encoding="utf-8")
        for name, path in (
            ("page", "network.html"),
            ("style", "network.css"),
            ("script", "network.js"),
            ("cytoscape", "vendor/cytoscape.min.js"),
        )
    }
    return Template(text.pop("page")).substitute(
        text, title=_title(graph, sided=bool(sides & set(_SIDES))), graph=_embedded(given)
    )


def _title(graph: nx.Graph, *, sided: bool) -> str:
    if sided:
        usual = "Who supports and opposes what"
    else:
        usual = "Who turns to whom" if graph.is_directed() else "Who stands with whom"
    return escape(str(graph.graph.get("title", usual)))


def _when(every: Iterable[Mapping[str, Any]]) -> str:
    days = [str(data[name]) for data in every for name in ("start", "end", "date") if name in data]
    return f", {min(days)} to {max(days)}" if days else ""


def _embedded(value: object) -> str:
    """Return *value* as JSON that cannot end the script it stands in."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def _node(name: str, data: Mapping[str, Any], place: tuple[int, int, str]) -> dict[str, Any]:
    x, y, where = place
    element: dict[str, Any] = {"id": name, "label": data.get("label", name), "facts": _facts(data)}
    if "mode" in data:
        element["mode"] = data["mode"]
    if where:
        element["place"] = where
    if "community" in data:
        element["colour"] = _COLOURS[(int(data["community"]) - 1) % len(_COLOURS)]
    return {"data": element, "position": {"x": x, "y": y}}


def _edge(number: int, edge: tuple[str, str, Mapping[str, Any]]) -> dict[str, Any]:
    one, other, data = edge
    element: dict[str, Any] = {"id": f"tie{number}", "source": one, "target": other, "facts": _facts(data)}
    weight = float(data.get("weight", 1.0))
    if "support" in data:
        name = side_of(data["support"], data["opposition"])
        weight = float(data["support"] + data["opposition"])
        element |= {"side": name, "colour": _SIDES[name][0], "line": _SIDES[name][1]}
    elif weight < 0:
        element |= {"colour": OPPOSITION, "line": "dashed"}
    else:
        element["colour"] = SUPPORT if "kind" not in data else BOTH
    return {"data": element | {"weight": weight}}


def _facts(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is known of a node or tie, to be read."""
    shown = {name: value for name, value in data.items() if name not in ("label", "bipartite", "mode")}
    return [
        (name, f"{value:.4g}" if isinstance(value, float) else str(value)) for name, value in shown.items()
    ]


def _columns(graph: nx.Graph, sides: Mapping[str, int]) -> dict[str, tuple[int, int, str]]:
    """Return places in two columns, in the order of the drawing, and to which side of it a label stands."""
    left, right = ([name for name in graph if sides[name] == number] for number in (0, 1))
    ties = np.array([[graph.has_edge(one, other) for other in right] for one in left], dtype=float)
    rows, columns = column_orders(ties.reshape(len(left), len(right)))
    height = max(len(left), len(right)) * _ROW
    width = max(12 * _ROW, round(height * 0.8))
    places: dict[str, tuple[int, int, str]] = {}
    for x, order, names, where in ((0, rows, left, "left"), (width, columns, right, "right")):
        for number, index in enumerate(order):
            places[names[index]] = (x, round((number + 0.5) * height / len(names)), where)
    return places


def _circle(graph: nx.Graph) -> dict[str, tuple[int, int, str]]:
    """Return places on a circle, from which the page moves the nodes apart by their ties."""
    radius = _ROW * max(3, len(graph)) / math.pi
    turn = 2 * math.pi / max(1, len(graph))
    return {
        name: (round(radius * math.cos(turn * number)), round(radius * math.sin(turn * number)), "")
        for number, name in enumerate(graph)
    }
