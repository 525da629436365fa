"""What people report of a network: measures of its nodes, and communities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.errors import NetworkError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["METHODS", "Communities", "communities", "measure", "node_measures"]

METHODS = ("leiden", "louvain")
"""How communities are found."""

_TRIALS = 10


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of nodes, the largest first, and the modularity of the division into them."""

    groups: tuple[tuple[str, ...], ...]
    modularity: float


def node_measures(graph: nx.Graph) -> Mapping[str, Mapping[str, float]]:
    """Return for each node ``degree`` (ties), ``strength`` (the sum of their weights) and ``betweenness``.

    Betweenness is normalised, and takes every tie for equally long, as a weight is no length (Freeman 1977,
    by the algorithm of Brandes 2001).
    """
    import networkx as nx

    between = nx.betweenness_centrality(graph)
    return {
        name: {
            "degree": float(graph.degree(name)),
            "strength": float(graph.degree(name, weight="weight")),
            "betweenness": float(between[name]),
        }
        for name in graph
    }


def measure(graph: nx.Graph) -> None:
    """Write the measures of its nodes into *graph*, and the number of each node's community, from 1.

    The communities are left out where a tie is negative.
    """
    import networkx as nx

    nx.set_node_attributes(graph, node_measures(graph))
    if all((weight or 0) >= 0 for _, _, weight in graph.edges(data="weight")):
        numbers = {
            name: number for number, group in enumerate(communities(graph).groups, 1) for name in group
        }
        nx.set_node_attributes(graph, numbers, "community")


def communities(
    graph: nx.Graph, *, method: str = "leiden", seed: int = 0, resolution: float = 1.0
) -> Communities:
    """Return the communities that *method* finds, one of METHODS; the same *seed*, the same communities.

    They are those of Leiden (Traag, Waltman and van Eck 2019), which holds together each community that it
    finds, or of Louvain (Blondel et al. 2008). Ties weigh what their weight says; modularity is that of
    Newman (2004) with this *resolution*.

    Raises NetworkError if the method is not known, or a tie has a negative weight, of which modularity knows
    nothing.
    """
    import networkx as nx

    if method not in METHODS:
        raise NetworkError(f"{method!r} finds no communities: one of {', '.join(METHODS)} is wanted")
    negative = [(one, other) for one, other, weight in graph.edges(data="weight") if (weight or 0) < 0]
    if negative:
        one, other = negative[0]
        raise NetworkError(
            f"communities need weights that are not negative, and that of {one} and {other} is:"
            " take congruence for the qualifier"
        )
    if not graph.number_of_edges():
        return Communities(tuple((name,) for name in sorted(graph)), 0.0)
    # The methods look at nodes and ties in their order, which is to depend on names only.
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(
        sorted(
            (min(one, other), max(one, other), weight) for one, other, weight in graph.edges(data="weight")
        )
    )
    if method == "leiden":
        found = _leiden(ordered, seed, resolution)
    else:
        found = nx.community.louvain_communities(ordered, weight="weight", resolution=resolution, seed=seed)
    modularity = nx.community.modularity(ordered, found, weight="weight", resolution=resolution)
    groups = sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))
    return Communities(tuple(groups), float(modularity))


def _leiden(graph: nx.Graph, seed: int, resolution: float) -> list[set[str]]:
    from graspologic_native import leiden

    edges = [(one, other, float(weight)) for one, other, weight in graph.edges(data="weight")]
    _, numbers = leiden(edges, resolution=resolution, seed=seed, trials=_TRIALS)
    groups: dict[int, set[str]] = defaultdict(set)
    for name, number in numbers.items():
        groups[number].add(name)
    return [*groups.values(), *({name} for name in graph if name not in numbers)]
