from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.errors import NetworkError
from accgraph.network.statements import Node, Row, Statements, first_moment, labels, last_moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01T00:00:00", "2024-12-31T23:59:59"),
        ("2024-02", "2024-02-01T00:00:00", "2024-02-29T23:59:59"),
        ("2024-02-03", "2024-02-03T00:00:00", "2024-02-03T23:59:59"),
    ],
)
def test_a_date_stands_for_its_whole_period(text: str, first: str, last: str) -> None:
    assert str(first_moment(text)) == first
    assert str(last_moment(text)) == last


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-02-30", "yesterday", "May 2024"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(NetworkError, match="YYYY-MM-DD"):
        first_moment(text)


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.dates(date(1950, 1, 1), date(2050, 1, 1)))
def test_weeks_are_those_of_the_calendar(one: date, other: date) -> None:
    rows = [Row("a", "c", True, "d", one.isoformat()), Row("a", "c", True, "d", other.isoformat())]
    statements = Statements.of(rows)
    same_number = one.isocalendar().week == other.isocalendar().week
    same_week = one.isocalendar()[:2] == other.isocalendar()[:2]
    assert len(statements.distinct("week", qualified=True)) == (1 if same_number else 2)
    assert len(statements.distinct("calendar-week", qualified=True)) == (1 if same_week else 2)


def test_rows_are_in_the_order_of_time_and_the_undated_last() -> None:
    rows = [
        Row("b", "c", True, "d"),
        Row("a", "c", True, "d", "2024-05-02"),
        Row("c", "c", False, "d", "2024-05-01T12:00:00"),
    ]
    statements = Statements.of(rows)
    assert [statements.actors[index].key for index in statements.actor] == ["c", "a", "b"]
    assert np.isnat(statements.time).tolist() == [False, False, True]


def test_labels_tell_namesakes_apart() -> None:
    nodes = (Node("Georgia", "iri:1"), Node("Georgia", "iri:2"), Node("Peru", "iri:3"))
    assert labels(nodes) == ("Georgia <iri:1>", "Georgia <iri:2>", "Peru")
