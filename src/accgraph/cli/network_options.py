"""The options that say which statements a network is made of, and how: what writes and draws shares them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accgraph.cli.dna_options import DNA_OPTIONS, STATEMENT_TYPE
from accgraph.model import EVENT_KINDS, POSITION_KINDS

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    from accgraph.network.discourse import Options
    from accgraph.network.statements import Node, Statements

__all__ = ["Chosen", "left_out", "network_options", "require_extra"]

# What of the choices ties know, which are no positions.
_OF_TIES = (
    "start",
    "stop",
    "confidence",
    "kinds",
    "actor_types",
    "mechanism_types",
    "without",
    "situation",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen of a network; ``read`` makes it statements and options."""

    qualifier: str = "ignore"
    normalisation: str = "no"
    duplicates: str = "include"
    isolates: bool = False
    start: str | None = None
    stop: str | None = None
    by: str = "holder"
    kinds: tuple[str, ...] = ()
    confidence: float = 0.0
    actor_types: tuple[str, ...] = ()
    mechanism_types: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    situation: str | None = None
    statement_type: str = STATEMENT_TYPE
    variables: dict[str, str] = field(default_factory=dict)

    def read(self, dataset: Path) -> tuple[Statements, Options]:
        """Return the statements of *dataset* and the options of the network.

        Raises NetworkError or StoreError if the dataset cannot be read or has nothing of what was chosen.
        """
        require_extra()
        from accgraph.network.dna import is_dna, read_dna
        from accgraph.network.statements import first_moment, last_moment

        start = first_moment(self.start) if self.start else None
        stop = last_moment(self.stop) if self.stop else None
        if dataset.is_file() and is_dna(dataset):
            self._check_dna()
            database = read_dna(dataset, self.statement_type, self.variables)
            statements = database.columns("person" if self.by == "speaker" else "organization")
            return statements, self._options(start, stop, None, self._concept_test(None))
        self._check_dataset()
        from accgraph.network.dataset import positions, situation_mechanisms
        from accgraph.store import Store

        for kind in self.kinds:
            if kind not in POSITION_KINDS:
                raise click.UsageError(
                    f"--kind {kind} is a kind of event, and this is a network of positions"
                )
        source = Store.open(dataset)
        statements = positions(
            source, by=self.by, kinds=self.kinds or POSITION_KINDS, confidence=self.confidence
        )
        about = situation_mechanisms(source, self.situation) if self.situation else None
        self._check_types(statements.actors, statements.concepts)
        return statements, self._options(start, stop, self._actor_test(), self._concept_test(about))

    def warn(self, statements: Statements, options: Options, *, windows: bool = False) -> None:
        """Say what was left out for want of a date, and exit with 1, if anything was."""
        if (options.start is None and options.stop is None and not windows) or not statements.undated:
            return
        left_out(statements.undated)

    def ties(self, sort: str, dataset: Path) -> nx.MultiGraph:
        """Return the multigraph of ties of this *sort* that *dataset* tells of.

        Raises UsageError if something was chosen that ties do not know, NetworkError or StoreError if
        the dataset cannot be read or has nothing of what was chosen.
        """
        plain = Chosen()
        for name in Chosen.__dataclass_fields__:
            if name not in _OF_TIES and getattr(self, name) != getattr(plain, name):
                raise click.UsageError(f"{sort} are no positions: leave out --{name.replace('_', '-')}")
        require_extra()
        from accgraph.network.dataset import entities, situation_mechanisms
        from accgraph.network.encounters import tie_graph
        from accgraph.store import Store

        source = Store.open(dataset)
        if self.actor_types or self.mechanism_types:
            everybody = tuple(entities(source).values())
            self._check_types(everybody, everybody)
        about = situation_mechanisms(source, self.situation) if self.situation else None
        return tie_graph(
            source,
            sort,
            confidence=self.confidence,
            start=self.start,
            stop=self.stop,
            kinds=self.kinds,
            actors=self._actor_test(),
            about=self._about_test(about),
        )

    def _options(
        self,
        start: np.datetime64 | None,
        stop: np.datetime64 | None,
        actors: Callable[[Node], bool] | None,
        concepts: Callable[[Node], bool] | None,
    ) -> Options:
        from accgraph.network.discourse import Options

        if self.without and actors is None:
            actors = self._actor_test()
        return Options(
            self.qualifier, self.normalisation, self.duplicates, self.isolates, start, stop, actors, concepts
        )

    def _actor_test(self) -> Callable[[Node], bool] | None:
        if not self.actor_types and not self.without:
            return None
        wanted, out = set(self.actor_types), set(self.without)
        return lambda node: not _named(node, out) and (not wanted or bool(wanted & set(node.classes)))

    def _concept_test(self, about: frozenset[str] | None) -> Callable[[Node], bool] | None:
        if not self.mechanism_types and not self.without and about is None:
            return None
        wanted, out = set(self.mechanism_types), set(self.without)
        return lambda node: (
            not _named(node, out)
            and (about is None or node.key in about)
            and (not wanted or bool(wanted & set(node.classes)))
        )

    def _about_test(self, about: frozenset[str] | None) -> Callable[[Node], bool] | None:
        """Return the test of what a tie is about."""
        if not self.mechanism_types and about is None:
            return None
        wanted = set(self.mechanism_types)
        return lambda node: (
            (about is None or node.key in about) and (not wanted or bool(wanted & set(node.classes)))
        )

    def _check_types(self, actors: Sequence[Node], concepts: Sequence[Node]) -> None:
        from accgraph.errors import NetworkError
        from accgraph.suggest import nearest

        for option, wanted, nodes in (
            ("--actor-type", self.actor_types, actors),
            ("--mechanism-type", self.mechanism_types, concepts),
        ):
            known = sorted({name for node in nodes for name in node.classes})
            for name in wanted:
                if name not in known:
                    raise NetworkError(
                        f"nothing in this network is of the type that {option} names, {name!r}"
                        f"{nearest(name, known)}: there are {', '.join(known) or 'none'}"
                    )

    def _check_dataset(self) -> None:
        for option, chosen in (
            ("--statement-type", self.statement_type != STATEMENT_TYPE),
            ("--variable", bool(self.variables)),
        ):
            if chosen:
                raise click.UsageError(f"{option} is for a DNA database, and --dataset names none")

    def _check_dna(self) -> None:
        for option, value in (
            ("--kind", self.kinds),
            ("--min-confidence", self.confidence),
            ("--actor-type", self.actor_types),
            ("--mechanism-type", self.mechanism_types),
            ("--situation", self.situation),
        ):
            if value:
                raise click.UsageError(f"{option} is nothing that a DNA database knows: leave it out")


def left_out(undated: int) -> None:
    """Say that so many claims were left out for want of a date, and exit with 1, if there are any."""
    from accgraph.cli.console import complain

    if undated:
        complain(
            f"left out: {undated} claim{'' if undated == 1 else 's'} without a date,"
            " which may or may not lie in the time that was asked for"
        )
        raise click.exceptions.Exit(1)


def _named(node: Node, names: set[str]) -> bool:
    return node.label in names or node.key in names


def require_extra() -> None:
    """Raise NetworkError if what networks need is not installed."""
    from importlib.util import find_spec

    needed = ("graspologic_native", "matplotlib", "networkx", "numpy")
    missing = [name.replace("_", "-") for name in needed if find_spec(name) is None]
    if missing:
        from accgraph.errors import NetworkError

        raise NetworkError(
            f"networks need {', '.join(missing)}: install them with: pip install 'accgraph[network]'"
        )


_OPTIONS = (
    click.option(
        "--qualifier",
        type=click.Choice(["ignore", "combine", "subtract", "congruence", "conflict"]),
        default="ignore",
        show_default=True,
        help="What support and opposition mean for ties; combine is for two-mode networks, congruence and"
        " conflict for the others.",
    ),
    click.option(
        "--normalisation",
        type=click.Choice(["no", "activity", "prominence", "average", "jaccard", "cosine"]),
        default="no",
        show_default=True,
        help="What ties are divided by; activity and prominence are for two-mode networks.",
    ),
    click.option(
        "--duplicates",
        type=click.Choice(
            ["include", "document", "week", "month", "year", "acrossrange", "calendar-week", "calendar-month"]
        ),
        default="include",
        show_default=True,
        help="Count equal statements always, or once in each of these; week and month are DNA's, which look"
        " at their number and not at the year.",
    ),
    click.option("--isolates", is_flag=True, help="Keep the nodes that filters leave without a tie."),
    click.option("--start", metavar="DATE", help="The first day, month or year."),
    click.option("--stop", metavar="DATE", help="The last day, month or year."),
    click.option(
        "--by",
        type=click.Choice(["holder", "speaker"]),
        default="holder",
        show_default=True,
        help="The actors: who holds a position, or who is said to have voiced it"
        " (of a DNA database: organisations, or persons).",
    ),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice([*POSITION_KINDS, *EVENT_KINDS]),
        help="Only positions, or events of encounters, of this kind.",
    ),
    click.option(
        "--min-confidence",
        "confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Only claims of at least this confidence.",
    ),
    click.option(
        "--actor-type", "actor_types", multiple=True, metavar="CLASS", help="Only actors such as State."
    ),
    click.option(
        "--mechanism-type",
        "mechanism_types",
        multiple=True,
        metavar="CLASS",
        help="Only mechanisms such as Tribunal.",
    ),
    click.option(
        "--without",
        multiple=True,
        metavar="NAME",
        help="Leave out the actor or mechanism of this label or IRI.",
    ),
    click.option("--situation", metavar="NAME", help="Only mechanisms that are about this situation."),
    *DNA_OPTIONS,
)


def network_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give *command* the options of networks; it gets them as one value, ``chosen``."""
    fields = tuple(Chosen.__dataclass_fields__)

    @functools.wraps(command)
    def taking(**values: Any) -> Any:
        chosen = Chosen(**{name: values.pop(name) for name in fields})
        return command(chosen=chosen, **values)

    decorated: Callable[..., Any] = taking
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
