"""Pictures: the two-mode network of actors and what they take sides on, and a heat map of the same.

Support is a full line and
opposition a broken one, so that both are told apart in grey.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from accgraph.errors import ExportError, NetworkError
from accgraph.network.discourse import Options, counted, two_mode
from accgraph.network.layout import column_orders
from accgraph.network.palette import BOTH, OPPOSITION, SUPPORT, side_of
from accgraph.network.statements import Node, Statements, labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["PICTURES", "Sides", "draw_heat_map", "draw_two_mode", "save", "sides"]

PICTURES = ("two-mode", "heat-map")

_STYLES: Mapping[str, tuple[str, Any]] = {
    "support": (SUPPORT, "solid"),
    "opposition": (OPPOSITION, (0, (4, 1.5))),
    "both": (BOTH, "dotted"),
}
_ONCE: Mapping[str, str] = {
    "document": "in a document",
    "week": "in a week of the year",
    "month": "in a month of the year",
    "year": "in a year",
    "acrossrange": "in all",
    "calendar-week": "in a week",
    "calendar-month": "in a month",
}
_WRAP = 44
_LINE = 0.19
# What makes a picture the same each time: no date, no random identifiers, letters as they are.
_SETTINGS: Any = {
    "svg.hashsalt": "accgraph",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "hatch.linewidth": 0.5,
}


@dataclass(frozen=True, slots=True)
class Sides:
    """How often each of ``actors`` supports and opposes each of ``concepts``, and what is counted.

    ``statements`` are those between them, of ``everything`` there is; ``once`` says how often equal ones
    count, one of accgraph.network.statements.DUPLICATES.
    """

    actors: tuple[Node, ...]
    concepts: tuple[Node, ...]
    support: NDArray[np.float64]
    opposition: NDArray[np.float64]
    statements: int
    everything: int
    once: str
    first: str | None
    last: str | None


def sides(statements: Statements, options: Options, *, most: int | None = None) -> Sides:
    """Return both sides of the two-mode network; with *most*, only so many actors and concepts.

    Those stay of which there are the most statements, the first by label among equals; what is then tied to
    nothing goes too. The qualifier and the normalisation of *options* are of no account.

    Raises NetworkError if there are no statements, so nothing to draw.
    """
    from dataclasses import replace

    plain = replace(options, qualifier="subtract", normalisation="no")
    taken = counted(statements, plain)
    if not len(taken):
        raise NetworkError("no statement is left to draw: ask for fewer conditions")
    done = replace(
        plain, qualifier="ignore", duplicates="include", actors=None, concepts=None, isolates=False
    )
    total = two_mode(taken, done)
    shape = total.values.shape
    actors, concepts = np.unique(taken.actor), np.unique(taken.concept)
    cell = np.searchsorted(actors, taken.actor) * shape[1] + np.searchsorted(concepts, taken.concept)
    support, opposition = (
        np.bincount(cell, weights=taken.count * side, minlength=shape[0] * shape[1])
        .astype(np.float64)
        .reshape(shape)
        for side in (taken.supports, taken.opposes)
    )
    rows, columns = (_most(total.values.sum(axis=axis), most) for axis in (1, 0))
    kept = rows
    rows = [row for row in rows if total.values[row, columns].any()]
    columns = [column for column in columns if total.values[kept, column].any()]
    dates = taken.time[~np.isnat(taken.time)].astype("datetime64[D]")
    picked = np.ix_(rows, columns)
    return Sides(
        tuple(total.rows[index] for index in rows),
        tuple(total.columns[index] for index in columns),
        support[picked],
        opposition[picked],
        int(total.values[picked].sum()),
        len(taken),
        options.duplicates,
        str(dates.min()) if len(dates) else None,
        str(dates.max()) if len(dates) else None,
    )


def draw_two_mode(both: Sides, *, concepts: str = "mechanisms") -> Figure:
    """Return the picture of actors on the left and what they take sides on, called *concepts*, on the right.

    A line is as wide as its statements are many.
    """
    total = both.support + both.opposition
    rows, columns = column_orders(total)
    actors = _wrapped([labels(both.actors)[row] for row in rows])
    others = _wrapped([labels(both.concepts)[column] for column in columns])
    height = max(_needed(actors), _needed(others), 1.5)
    figure, axes = _figure(11.5, height + 1.2)
    left, right = _places(actors, height), _places(others, height)
    widest = float(total.max())
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if total[row, column]:
                name = side_of(both.support[row, column], both.opposition[row, column])
                colour, style = _STYLES[name]
                axes.plot(
                    (0, 1),
                    (left[i], right[j]),
                    color=colour,
                    linestyle=style,
                    linewidth=_width(float(total[row, column]), widest),
                    alpha=0.75,
                    solid_capstyle="butt",
                    zorder=2 if name == "support" else 3,
                )
    for x, places, names, side in ((0, left, actors, "right"), (1, right, others, "left")):
        axes.plot([x] * len(places), places, "o", color="black", markersize=3.5, zorder=4)
        for y, name in zip(places, names, strict=True):
            shift = -0.02 if side == "right" else 0.02
            axes.text(x + shift, y, name, ha=side, va="center", linespacing=1.0)
    axes.set_xlim(-0.75, 1.85)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _title(figure, f"Who supports and opposes which {concepts}", both)
    present = {
        side_of(both.support[row, column], both.opposition[row, column])
        for row in rows
        for column in columns
        if total[row, column]
    }
    _legend(figure, present, int(widest))
    return figure


def draw_heat_map(both: Sides, *, concepts: str = "mechanisms") -> Figure:
    """Return the heat map of actors by *concepts*: the colour tells the balance, the cell both sides.

    A cell has ``+`` and the statements of support, ``-`` and those of opposition, or both.
    """
    from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
    from matplotlib.patches import Rectangle
    from matplotlib.ticker import MaxNLocator

    net = both.support - both.opposition
    order = np.lexsort((np.arange(len(both.actors)), -(both.support + both.opposition).sum(axis=1)))
    across = np.lexsort((np.arange(len(both.concepts)), -(both.support + both.opposition).sum(axis=0)))
    names = [labels(both.actors)[index] for index in order]
    heads = _wrapped([labels(both.concepts)[index] for index in across], 30)
    width, height = 3.4 + 0.5 * len(heads), 3.6 + 0.22 * len(names)
    figure, axes = _figure(max(width, 6.5), height, margins=False)
    limit = float(max(np.abs(net).max(), 1))
    shades = LinearSegmentedColormap.from_list("sides", [OPPOSITION, "#FFFFFF", SUPPORT])
    image = axes.imshow(
        net[np.ix_(order, across)], cmap=shades, norm=TwoSlopeNorm(0, -limit, limit), aspect="auto"
    )
    for i, row in enumerate(order):
        for j, column in enumerate(across):
            text = _cell(both.support[row, column], both.opposition[row, column])
            strong = abs(net[row, column]) > 0.6 * limit
            axes.text(j, i, text, ha="center", va="center", fontsize=7, color="white" if strong else "black")
            if net[row, column] < 0:
                # Hatching tells opposition from support where there is no colour.
                lines = "#F5C9AC" if strong else OPPOSITION
                axes.add_patch(
                    Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, hatch="//", edgecolor=lines, lw=0)
                )
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(heads)), heads, rotation=90)
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(-0.5, len(heads)), minor=True)
    axes.set_yticks(np.arange(-0.5, len(names)), minor=True)
    axes.grid(which="minor", color="#DDDDDD", linewidth=0.5)
    axes.tick_params(which="both", length=0)
    bar = figure.colorbar(image, ax=axes, orientation="horizontal", fraction=0.03, pad=0.02, aspect=40)
    bar.ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    bar.set_label(
        "statements of support less statements of opposition (hatched where there are more of these)"
    )
    _title(figure, f"Support (+) and opposition (\N{MINUS SIGN}) of actors to {concepts}", both)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write *figure* to *path*, as the suffix says: ``.svg`` or ``.png``; the same figure, the same bytes.

    Raises ExportError if the suffix is another, or the file cannot be written.
    """
    import matplotlib as mpl

    form = path.suffix.lower().lstrip(".")
    metadata: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "png": {"Software": None}}
    if form not in metadata:
        raise ExportError(f"{path}: a picture is written as .svg or .png")
    try:
        with mpl.rc_context(_SETTINGS):
            figure.savefig(
                path, format=form, dpi=200, metadata=metadata[form], bbox_inches="tight", pad_inches=0.15
            )
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error


def _figure(width: float, height: float, *, margins: bool = True) -> tuple[Figure, Any]:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(width, height), layout=None if margins else "constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0.5 / height, 1, 1 - 1.2 / height)) if margins else figure.add_subplot()
    return figure, axes


def _most(totals: NDArray[np.float64], most: int | None) -> list[int]:
    order = sorted(range(len(totals)), key=lambda index: (-totals[index], index))
    return sorted(order[:most])


def _wrapped(names: Sequence[str], width: int = _WRAP) -> list[str]:
    return ["\n".join(textwrap.wrap(name, width)) for name in names]


def _lines(name: str) -> float:
    return name.count("\n") + 1.35


def _needed(names: Sequence[str]) -> float:
    """Return the inches that *names* need one below the other."""
    return sum(map(_lines, names)) * _LINE


def _places(names: Sequence[str], height: float) -> list[float]:
    """Return where each of *names* stands: each has room for its lines, and all share what room is left."""
    spare = (height - _needed(names)) / max(1, len(names))
    places, below = [], 0.0
    for name in names:
        room = _lines(name) * _LINE + spare
        places.append(below + room / 2)
        below += room
    return places


def _cell(support: float, opposition: float) -> str:
    if support and opposition:
        return f"+{support:.0f} \N{MINUS SIGN}{opposition:.0f}"
    if support:
        return f"+{support:.0f}"
    return f"\N{MINUS SIGN}{opposition:.0f}" if opposition else ""


def _title(figure: Figure, what: str, both: Sides) -> None:
    """Write above the picture what is shown, how many statements of when, and how often equal ones count."""
    number = f"{both.statements} statement{'' if both.statements == 1 else 's'}"
    if both.statements < both.everything:
        number = f"{both.statements} of {both.everything} statements"
    if both.once != "include":
        number += f", equal ones once {_ONCE[both.once]}"
    if both.first is None:
        when = "without a date"
    else:
        when = both.first if both.first == both.last else f"{both.first} to {both.last}"
    # Without a layout that makes room for it, a title at a share of the height runs into a tall picture.
    place = {} if figure.get_layout_engine() else {"y": 1 - 0.1 / figure.get_figheight(), "va": "top"}
    figure.suptitle(f"{what}\n{number}, {when}", fontsize=10, **place)


def _legend(figure: Figure, present: set[str], widest: int) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=colour, linestyle=style, linewidth=2, label=name)
        for name, (colour, style) in _STYLES.items()
        if name in present
    ]
    if widest > 1:
        handles += [
            Line2D([], [], color="black", linewidth=_width(number, widest), label=label)
            for number, label in ((1, "1 statement"), (widest, f"{widest} statements"))
        ]
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), frameon=False, handlelength=4)


def _width(statements: float, widest: float) -> float:
    return 0.7 + 3.3 * statements / widest
