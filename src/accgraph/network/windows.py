"""Networks over moving windows of time, as DNA cuts them."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from accgraph.errors import NetworkError
from accgraph.network.discourse import PLAIN, Matrix, Options, counted
from accgraph.network.statements import Statements

__all__ = ["UNITS", "Window", "windows"]

UNITS = ("days", "weeks", "months", "years", "events")
"""What windows are measured in; an event is a statement."""


@dataclass(frozen=True, slots=True)
class Window:
    """A network of the time from ``start`` to ``stop``, both included, around ``middle``.

    ``statements`` are those that it is made of.
    """

    middle: datetime
    start: datetime
    stop: datetime
    matrix: Matrix
    statements: Statements


def windows(
    statements: Statements,
    make: Callable[[Statements, Options], Matrix],
    options: Options = PLAIN,
    *,
    size: int,
    unit: str,
) -> Iterator[Window]:
    """Yield the networks that *make* makes of a window that moves by one *unit* from start to stop.

    With *unit* ``events`` there is a window around each statement that has ``size // 2`` others before and
    after it, and it holds all these. DNA's order of statements is followed: where several are of one moment,
    DNA draws among them by lot, and here those stay that are nearest in that order.

    With any other, around each moment ``t``, from the start on, one unit after the other, the window reaches
    from ``t - r`` to ``t + r``, where ``r = (size - 1) / 2`` units, halves rounded up; so windows of 2 and of
    3 units are the same. Only windows that lie between start and stop are taken. Without a start or stop in
    *options*, the first or last statement bounds the time. Duplicates are counted once over the whole time,
    not over each window.

    Raises NetworkError if the size is below 1, the unit is not one of UNITS, or no statement has a date.
    """
    if size < 1:
        raise NetworkError(f"a window is {size} {unit} long: 1 or more is wanted")
    if unit not in UNITS:
        raise NetworkError(f"the unit of a window is {unit!r}: one of {', '.join(UNITS)} is wanted")
    dated = statements.where(~np.isnat(statements.time))
    if not len(dated.time):
        raise NetworkError("no statement has a date, so there are no windows of time to look through")
    start = _moment(options.start if options.start is not None else dated.time.min())
    stop = _moment(options.stop if options.stop is not None else dated.time.max())
    bounded = replace(options, start=np.datetime64(start, "s"), stop=np.datetime64(stop, "s"))
    everything = dated.between(bounded.start, bounded.stop)
    taken = counted(dated, bounded)
    # The duplicates are gone by now; with isolates all windows have the nodes of the whole time.
    inner = replace(
        options, duplicates="include", actors=None, concepts=None, isolates=False, start=None, stop=None
    )
    whole = make(everything, replace(inner, isolates=True)) if options.isolates else None
    spans = _by_events if unit == "events" else _by_time
    for middle, first, last, within in spans(taken, start, stop, unit, size // 2):
        matrix = replace(make(within, inner), start=np.datetime64(first, "s"), stop=np.datetime64(last, "s"))
        if whole is not None:
            matrix = _with_all(matrix, whole)
        yield Window(middle, first, last, matrix, within)


_Span = tuple[datetime, datetime, datetime, Statements]


def _by_time(taken: Statements, start: datetime, stop: datetime, unit: str, reach: int) -> Iterator[_Span]:
    """Yield the middle, the first and the last moment of each window, and the statements in it."""
    middle = start
    while middle <= stop:
        first, last = _moved(middle, unit, -reach), _moved(middle, unit, reach)
        if first >= start and last <= stop:
            yield middle, first, last, taken.between(np.datetime64(first, "s"), np.datetime64(last, "s"))
        middle = _moved(middle, unit, 1)


def _by_events(taken: Statements, start: datetime, stop: datetime, unit: str, reach: int) -> Iterator[_Span]:
    """Yield what _by_time does, of windows that have so many statements to either side of their middle."""
    single = taken.where(np.repeat(np.arange(len(taken.count)), taken.count))
    single = replace(single, count=np.ones(len(single.count), dtype=np.int64))
    for place in range(reach, len(single.count) - reach):
        within = single.where(np.arange(place - reach, place + reach + 1))
        yield (_moment(single.time[place]), _moment(within.time[0]), _moment(within.time[-1]), within)


def _moment(time: np.datetime64) -> datetime:
    return datetime.fromisoformat(str(time.astype("datetime64[s]")))


def _moved(moment: datetime, unit: str, by: int) -> datetime:
    """Return *moment* moved by so many units; a day that the month does not have becomes its last."""
    if unit in ("days", "weeks"):
        return moment + timedelta(days=by * (7 if unit == "weeks" else 1))
    months = moment.year * 12 + moment.month - 1 + by * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _with_all(matrix: Matrix, whole: Matrix) -> Matrix:
    """Return *matrix* with all the nodes of *whole*."""
    rows = {node.key: index for index, node in enumerate(whole.rows)}
    columns = {node.key: index for index, node in enumerate(whole.columns)}
    values = np.zeros(whole.values.shape)
    values[
        np.ix_([rows[node.key] for node in matrix.rows], [columns[node.key] for node in matrix.columns])
    ] = matrix.values
    return replace(matrix, rows=whole.rows, columns=whole.columns, values=values)
