from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network.cases import ROWS

from accgraph.errors import NetworkError
from accgraph.network.discourse import Options
from accgraph.network.divisions import best_division
from accgraph.network.polarisation import (
    QUALITIES,
    bipolarity,
    camp_networks,
    multipolarity,
    polarisation,
)
from accgraph.network.statements import Row, Statements

# Ann and Bob agree with what Cid and Dan disagree with. Each makes 2 statements, so a tie over both is
# divided by 2: every congruence inside and every conflict across is 1.
CAMPS = Statements.of(
    [Row(who, what, who in ("Ann", "Bob"), "d") for who in ("Ann", "Bob", "Cid", "Dan") for what in "xy"]
)
SIDES = (("Ann", "Bob"), ("Cid", "Dan"))


def test_the_networks_are_normalised_by_average_activity() -> None:
    alike, apart = camp_networks(CAMPS, Options(qualifier="ignore", normalisation="jaccard"))
    np.testing.assert_array_equal(alike.values, [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    np.testing.assert_array_equal(apart.values, 1 - np.eye(4) - alike.values)


# Modularity of C: all inside, each camp has half of the ends: 1 - 1/2. Of F: none inside: -1/2.
@pytest.mark.parametrize(("quality", "score"), [("ei", (1 - -1) / 2), ("modularity", (1 / 2 - -1 / 2) / 2)])
def test_full_polarisation(quality: str, score: float) -> None:
    found = polarisation(CAMPS, quality=quality)
    assert found.groups == SIDES
    assert found.score == pytest.approx(score)
    assert found.exact


def test_the_absolute_difference_is_highest_where_the_groups_are_no_camps() -> None:
    # |C| = 4, |F| = 8, W = 4, B = 8, so c = 2/4 * 4/4 = 1/2 and f = 4/8 * 8/8 = 1/2. With Ann and Cid in one
    # group, Bob and Dan in the other, inside: 4 times |0 - 1/2| + 1 = 6; across: 4 times 1 + |0 - 1/2| and 4
    # times 0 + |1 - 1/2| = 8; so 14 / (2 * 12). Of the camps it is 4 * 1/2 + 8 * 1/2 = 6.
    found = polarisation(CAMPS, quality="absdiff")
    assert found.score == pytest.approx(14 / 24)
    assert set(found.groups) != set(SIDES)


def test_bipolarity_and_multipolarity() -> None:
    # Of the differences, 1 inside and -1 across, the negative ones go: two pairs, half of the ends each.
    assert bipolarity(CAMPS).groups == SIDES
    assert bipolarity(CAMPS).score == pytest.approx(1 / 2)
    three = Statements.of([Row(f"{camp}{n}", camp, True, "d") for camp in "xyz" for n in range(3)])
    # Three camps: 1 - 3 * (1/3)^2. In two groups, the ends are 2/3 and 1/3: 1 - 4/9 - 1/9.
    assert multipolarity(three).score == pytest.approx(2 / 3)
    assert len(multipolarity(three).groups) == 3
    assert bipolarity(three).score == pytest.approx(4 / 9)
    assert sorted(map(len, bipolarity(three).groups)) == [3, 6]


def test_groups_are_of_equal_size_and_may_be_more() -> None:
    three = Statements.of([Row(f"{camp}{n}", camp, True, "d") for camp in "xyz" for n in range(3)])
    found = polarisation(three, groups=3)
    assert found.groups == (("x0", "x1", "x2"), ("y0", "y1", "y2"), ("z0", "z1", "z2"))
    # There is no conflict, so it adds nothing: (0 - -1) / 2.
    assert found.score == pytest.approx(1 / 2)
    assert not found.exact
    assert [len(group) for group in polarisation(three).groups] == [5, 4]


@pytest.mark.parametrize(
    "statements",
    [
        Statements.of([]),
        Statements.of([Row("A", "x", True, "d"), Row("B", "x", False, "d")]),
        Statements.of([Row("A", "x", True, "d"), Row("B", "y", True, "d"), Row("C", "z", True, "d")]),
    ],
)
def test_too_few_actors_or_ties_are_not_polarised(statements: Statements) -> None:
    for quality in QUALITIES:
        assert polarisation(statements, quality=quality).score == 0
    assert bipolarity(statements).score == 0
    assert multipolarity(statements).groups == ()


def test_what_cannot_be_asked_for() -> None:
    with pytest.raises(NetworkError, match="one of ei, modularity, absdiff"):
        polarisation(CAMPS, quality="hostility")
    with pytest.raises(NetworkError, match="2 groups or more"):
        polarisation(CAMPS, groups=1)


def test_the_order_of_statements_does_not_matter() -> None:
    one = Statements.of(ROWS)
    other = Statements.of(reversed(ROWS))
    for quality in QUALITIES:
        assert polarisation(one, quality=quality) == polarisation(other, quality=quality)


@settings(deadline=None, max_examples=30)
@given(st.integers(3, 6), st.booleans(), st.integers(0, 1000))
def test_no_division_is_better_than_the_best(nodes: int, equal: bool, seed: int) -> None:
    draw = np.random.default_rng(seed)
    costs = draw.normal(size=(2, 2, nodes, nodes))
    costs = costs + costs.transpose(1, 0, 3, 2)
    found = best_division(costs, equal=equal)
    assert found.exact
    scores = []
    for groups in itertools.product((0, 1), repeat=nodes):
        sizes = np.bincount(groups, minlength=2)
        if 0 in sizes or (equal and sizes[0] - sizes[1] not in (0, 1)):
            continue
        pairs = itertools.permutations(range(nodes), 2)
        scores.append(sum(costs[groups[i], groups[j], i, j] for i, j in pairs))
    # The first node stays in the first group where groups may be of any size, which costs may tell apart.
    if equal:
        assert found.quality == pytest.approx(max(scores))
    assert min(scores) - 1e-9 <= found.quality <= max(scores) + 1e-9


@pytest.mark.parametrize("equal", [True, False])
@pytest.mark.parametrize("number", [2, 3])
def test_many_nodes_are_divided_as_planted(number: int, equal: bool) -> None:
    planted = np.arange(40) % number
    draw = np.random.default_rng(1)
    same = (planted[:, None] == planted[None, :]).astype(float)
    noise = draw.normal(scale=0.3, size=(40, 40))
    inside = 2 * same - 1 + noise + noise.T
    costs = np.zeros((number, number, 40, 40))
    costs[np.arange(number), np.arange(number)] = inside
    found = best_division(costs, equal=equal)
    assert not found.exact
    assert len({(int(a), int(b)) for a, b in zip(planted, found.group, strict=True)}) == number
    again = best_division(costs, equal=equal)
    np.testing.assert_array_equal(found.group, again.group)
