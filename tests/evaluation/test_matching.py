from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from accgraph.evaluation.matching import pair_off

edges = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)))


def largest(fits: set[tuple[int, int]]) -> int:
    return max(sum((i, j) in fits for i, j in enumerate(order)) for order in permutations(range(5)))


@given(edges)
def test_pairs_are_as_many_as_can_be(fits: set[tuple[int, int]]) -> None:
    pairs = pair_off(range(5), range(5), lambda i, j: (i, j) in fits)
    assert set(pairs) <= fits
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(pairs) == largest(fits)


def test_a_partner_is_given_up_for_one_who_has_no_other() -> None:
    fits = {("a", "x"), ("a", "y"), ("b", "x")}
    pairs = pair_off("ab", "xy", lambda one, other: (one, other) in fits)
    assert pairs == [(0, 1), (1, 0)]


def test_long_chains_are_no_trouble() -> None:
    size = 1200
    pairs = pair_off(range(size), range(size), lambda i, j: j in (size - 1 - i, size - 2 - i))
    assert len(pairs) == size
