from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.network.layout import column_orders


def crossings(ties: np.ndarray, rows: list[int], columns: list[int]) -> int:
    lines = [(i, j) for i, row in enumerate(rows) for j, column in enumerate(columns) if ties[row, column]]
    return sum((a - c) * (b - d) < 0 for a, b in lines for c, d in lines) // 2


def test_two_groups_that_share_nothing_do_not_cross() -> None:
    ties = np.array([[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, -1, 0, 2]], dtype=float)
    rows, columns = column_orders(ties)
    assert {frozenset(rows[:2]), frozenset(rows[2:])} == {frozenset({0, 2}), frozenset({1, 3})}
    assert crossings(ties, rows, columns) == 2
    assert crossings(ties, [0, 1, 2, 3], [0, 1, 2, 3]) > 2


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-1, 1), min_size=4, max_size=4), min_size=1, max_size=6))
def test_orders_are_orders_and_never_worse_than_none(listed: list[list[int]]) -> None:
    ties = np.array(listed, dtype=float)
    rows, columns = column_orders(ties)
    assert sorted(rows) == list(range(len(listed)))
    assert sorted(columns) == [0, 1, 2, 3]
    unsorted = crossings(ties, list(range(len(listed))), [0, 1, 2, 3])
    assert crossings(ties, rows, columns) <= unsorted
