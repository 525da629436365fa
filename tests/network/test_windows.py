from __future__ import annotations

import pytest
from network.cases import ROWS

from accgraph.errors import NetworkError
from accgraph.network.discourse import Options, two_mode
from accgraph.network.statements import Row, Statements, first_moment, last_moment
from accgraph.network.windows import windows

MONTHLY = Statements.of([Row("A", "x", True, f"d{m}", f"2024-{m:02}-15") for m in range(1, 7)])


def spans(size: int, unit: str, start: str, stop: str) -> list[tuple[str, str, int]]:
    options = Options(start=first_moment(start), stop=last_moment(stop))
    return [
        (f"{one.start:%m-%d}", f"{one.stop:%m-%d}", one.matrix.statements)
        for one in windows(MONTHLY, two_mode, options, size=size, unit=unit)
    ]


def test_windows_move_by_a_month_and_lie_inside_the_bounds() -> None:
    assert spans(3, "months", "2024-01", "2024-06") == [
        ("01-01", "03-01", 2),
        ("02-01", "04-01", 2),
        ("03-01", "05-01", 2),
        ("04-01", "06-01", 2),
    ]


def test_a_window_of_an_even_size_is_as_long_as_the_next() -> None:
    assert spans(2, "months", "2024-01", "2024-06") == spans(3, "months", "2024-01", "2024-06")


def test_the_last_day_of_a_month_is_the_nearest_that_there_is() -> None:
    assert spans(1, "months", "2024-01-31", "2024-04-30")[:3] == [
        ("01-31", "01-31", 0),
        ("02-29", "02-29", 0),
        ("03-29", "03-29", 0),
    ]


@pytest.mark.parametrize(("unit", "number"), [("days", 153), ("weeks", 22), ("years", 1)])
def test_without_bounds_the_statements_bound_the_time(unit: str, number: int) -> None:
    assert len(list(windows(MONTHLY, two_mode, size=1, unit=unit))) == number


def test_duplicates_count_once_over_the_whole_time() -> None:
    found = windows(MONTHLY, two_mode, Options(duplicates="acrossrange"), size=1, unit="months")
    assert [one.matrix.statements for one in found] == [1, 0, 0, 0, 0, 0]


def test_windows_of_events_have_as_many_statements() -> None:
    found = list(windows(MONTHLY, two_mode, size=3, unit="events"))
    assert [(f"{one.start:%m-%d}", f"{one.middle:%m-%d}", f"{one.stop:%m-%d}") for one in found] == [
        ("01-15", "02-15", "03-15"),
        ("02-15", "03-15", "04-15"),
        ("03-15", "04-15", "05-15"),
        ("04-15", "05-15", "06-15"),
    ]
    assert {one.matrix.statements for one in found} == {3}
    assert {len(one.statements) for one in windows(MONTHLY, two_mode, size=2, unit="events")} == {3}
    assert len(list(windows(MONTHLY, two_mode, size=1, unit="events"))) == 6
    assert not list(windows(MONTHLY, two_mode, size=8, unit="events"))


def test_equal_statements_of_one_row_are_so_many_events() -> None:
    rows = [Row("A", "x", True, "d", "2024-01-01", count=3), Row("B", "x", False, "d", "2024-01-02")]
    found = list(windows(Statements.of(rows), two_mode, size=3, unit="events"))
    assert [one.matrix.values.tolist() for one in found] == [[[3]], [[2], [1]]]
    once = Options(duplicates="document")
    assert [
        one.matrix.values.tolist()
        for one in windows(Statements.of(rows), two_mode, once, size=1, unit="events")
    ] == [
        [[1]],
        [[1]],
    ]


def test_isolates_give_all_windows_the_same_nodes() -> None:
    statements = Statements.of(ROWS)
    shapes = {
        one.matrix.values.shape
        for one in windows(statements, two_mode, Options(isolates=True), size=3, unit="months")
    }
    # z is only in a statement without a date.
    assert shapes == {(3, 2)}


@pytest.mark.parametrize(
    ("statements", "size", "unit", "message"),
    [
        (MONTHLY, 0, "days", "1 or more"),
        (MONTHLY, 1, "decades", "one of days, weeks, months, years, events"),
        (Statements.of([Row("A", "x", True, "d")]), 1, "days", "no statement has a date"),
    ],
)
def test_windows_that_cannot_be(statements: Statements, size: int, unit: str, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        list(windows(statements, two_mode, size=size, unit=unit))
