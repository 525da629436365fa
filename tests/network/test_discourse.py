from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network.cases import NUMBERS, ROWS, naive

from accgraph.errors import NetworkError
from accgraph.network.discourse import (
    ONE_MODE_NORMALISATIONS,
    ONE_MODE_QUALIFIERS,
    TWO_MODE_NORMALISATIONS,
    TWO_MODE_QUALIFIERS,
    Matrix,
    Options,
    one_mode,
    two_mode,
)
from accgraph.network.statements import Row, Statements, first_moment, last_moment

STATEMENTS = Statements.of(ROWS)
half, third, quarter = 1 / 2, 1 / 3, 1 / 4


def network(kind: str, statements: Statements, options: Options) -> Matrix:
    return two_mode(statements, options) if kind == "two-mode" else one_mode(statements, options, of=kind)


@pytest.mark.parametrize(
    ("qualifier", "normalisation", "expected"),
    [
        ("ignore", "no", [[2, 1, 0], [2, 1, 0], [1, 0, 1]]),
        ("subtract", "no", [[2, -1, 0], [0, -1, 0], [-1, 0, 1]]),
        ("combine", "no", [[1, 2, 0], [3, 2, 0], [2, 0, 1]]),
        ("ignore", "activity", [[2 / 3, third, 0], [2 / 3, third, 0], [half, 0, half]]),
        ("subtract", "activity", [[2 / 3, -third, 0], [0, -third, 0], [-half, 0, half]]),
        ("combine", "activity", [[half, 1, 0], [3 / 2, 1, 0], [1, 0, half]]),
        ("ignore", "prominence", [[2 / 5, half, 0], [2 / 5, half, 0], [1 / 5, 0, 1]]),
        ("subtract", "prominence", [[2 / 5, -half, 0], [0, -half, 0], [-1 / 5, 0, 1]]),
    ],
)
def test_two_mode_by_hand(qualifier: str, normalisation: str, expected: list[list[float]]) -> None:
    matrix = two_mode(STATEMENTS, Options(qualifier=qualifier, normalisation=normalisation))
    assert [node.label for node in matrix.rows] == ["Ana", "Bea", "Cem"]
    assert [node.label for node in matrix.columns] == ["x", "y", "z"]
    np.testing.assert_allclose(matrix.values, expected)
    assert matrix.statements == 8


# Ana-Bea, Ana-Cem, Bea-Cem. Statements: Ana 3, Bea 3, Cem 2.
# Jaccard: Ana-Bea 2*1 (x+) + 1 (x-, Bea only) + 1*1 (y-) = 4; Ana-Cem 2 + 1 + 1 + 1 = 5;
# Bea-Cem 1 (x+) + 1*1 (x-) + 1 (y-) + 1 (z+) = 4.
@pytest.mark.parametrize(
    ("qualifier", "normalisation", "expected"),
    [
        ("ignore", "no", (5, 2, 2)),
        ("congruence", "no", (3, 0, 1)),
        ("conflict", "no", (2, 2, 1)),
        ("subtract", "no", (1, -2, 0)),
        ("congruence", "average", (1, 0, 1 / 2.5)),
        ("conflict", "average", (2 / 3, 2 / 2.5, 1 / 2.5)),
        ("subtract", "average", (1 / 3, -2 / 2.5, 0)),
        ("congruence", "jaccard", (3 / 4, 0, 1 / 4)),
        ("ignore", "jaccard", (5 / 4, 2 / 5, 2 / 4)),
        ("congruence", "cosine", (3 / 9, 0, 1 / 6)),
    ],
)
def test_one_mode_by_hand(qualifier: str, normalisation: str, expected: tuple[float, ...]) -> None:
    values = one_mode(STATEMENTS, Options(qualifier=qualifier, normalisation=normalisation)).values
    np.testing.assert_allclose((values[0, 1], values[0, 2], values[1, 2]), expected)
    np.testing.assert_array_equal(values, values.T)
    np.testing.assert_array_equal(np.diag(values), 0)


def test_concepts_are_tied_over_shared_actors() -> None:
    values = one_mode(STATEMENTS, Options(qualifier="congruence"), of="concepts").values
    # x and y: Bea disagrees with both; x and z: nobody.
    np.testing.assert_array_equal(values, [[0, 1, 0], [1, 0, 0], [0, 0, 0]])


# By hand, of NUMBERS, whose levels are -2, 0, 1 and 3, R = 5. Combined, Ana's x is the last digit, 1, and her
# y the first, 8. Ana and Bea meet on x 2 * 1 times, 2 of 5 apart, and on y once, not apart; Ana and Cem on x
# twice, 3 of 5 apart; Bea and Cem once, 1 of 5 apart.
@pytest.mark.parametrize(
    ("kind", "qualifier", "expected"),
    [
        ("two-mode", "ignore", [[2, 1], [1, 1], [1, 0]]),
        ("two-mode", "subtract", [[6, -2], [1, -2], [0, 0]]),
        ("two-mode", "combine", [[1, 8], [2, 8], [4, 0]]),
        ("actors", "congruence", [[0, 2.2, 0.8], [2.2, 0, 0.8], [0.8, 0.8, 0]]),
        ("actors", "conflict", [[0, 0.8, 1.2], [0.8, 0, 0.2], [1.2, 0.2, 0]]),
        ("actors", "subtract", [[0, 1.4, -0.4], [1.4, 0, 0.6], [-0.4, 0.6, 0]]),
        ("actors", "ignore", [[0, 3, 2], [3, 0, 1], [2, 1, 0]]),
    ],
)
def test_a_qualifier_may_be_a_number(kind: str, qualifier: str, expected: list[list[float]]) -> None:
    statements = Statements.of(NUMBERS, numeric=True)
    np.testing.assert_allclose(network(kind, statements, Options(qualifier=qualifier)).values, expected)


def test_the_numbers_of_the_period_and_not_of_the_filters_are_the_scale() -> None:
    statements = Statements.of(NUMBERS, numeric=True)
    options = Options(qualifier="conflict", concepts=lambda node: node.key == "x")
    # Without y, the lowest number is 0, but -2 occurs: R stays 5.
    np.testing.assert_allclose(one_mode(statements, options).values[0], [0, 0.8, 1.2])
    january = replace(options, stop=last_moment("2024-01"))
    # In January there are 1 and 3 only, so they are as far apart as can be.
    np.testing.assert_allclose(one_mode(statements, january).values, [[0, 2], [2, 0]])


def test_equal_statements_have_an_equal_number() -> None:
    options = Options(qualifier="subtract", duplicates="acrossrange")
    values = two_mode(Statements.of(NUMBERS, numeric=True), options).values
    np.testing.assert_array_equal(values, [[3, -2], [1, -2], [0, 0]])


def test_one_number_is_like_itself() -> None:
    rows = [Row("A", "x", 4, "d"), Row("B", "x", 4, "d")]
    values = one_mode(Statements.of(rows, numeric=True), Options(qualifier="congruence")).values
    np.testing.assert_array_equal(values, [[0, 1], [1, 0]])


def test_a_statement_that_lacks_an_actor_or_a_concept_takes_no_part_but_names_an_isolate() -> None:
    statements = Statements.of(
        [*ROWS, Row("Dan", "", True, "d1", "2024-01-10"), Row("", "w", True, "d1", "2024-01-10")]
    )
    plain = two_mode(statements)
    assert [node.label for node in plain.rows] == ["Ana", "Bea", "Cem"]
    assert plain.statements == 8
    everybody = two_mode(statements, Options(isolates=True, actors=lambda node: node.key != "Bea"))
    assert [node.label for node in everybody.rows] == ["Ana", "Bea", "Cem", "Dan"]
    assert [node.label for node in everybody.columns] == ["w", "x", "y", "z"]
    assert not everybody.values[[1, 3]].any()
    assert not everybody.values[:, 0].any()


@pytest.mark.parametrize(
    ("duplicates", "expected"),
    [
        ("include", [[2, 1, 0], [2, 1, 0], [1, 0, 1]]),
        ("document", [[1, 1, 0], [2, 1, 0], [1, 0, 1]]),
        # DNA takes January 2024 and January 2025 for one month, so Bea's two statements on x are one.
        ("month", [[1, 1, 0], [1, 1, 0], [1, 0, 1]]),
        ("calendar-month", [[1, 1, 0], [2, 1, 0], [1, 0, 1]]),
        # 10 January 2024 and 9 January 2025 lie in the second week of their years.
        ("week", [[1, 1, 0], [1, 1, 0], [1, 0, 1]]),
        ("calendar-week", [[1, 1, 0], [2, 1, 0], [1, 0, 1]]),
        ("year", [[1, 1, 0], [2, 1, 0], [1, 0, 1]]),
        ("acrossrange", [[1, 1, 0], [1, 1, 0], [1, 0, 1]]),
    ],
)
def test_duplicates_with_the_qualifier_ignored(duplicates: str, expected: list[list[int]]) -> None:
    np.testing.assert_array_equal(two_mode(STATEMENTS, Options(duplicates=duplicates)).values, expected)


def test_duplicates_are_told_apart_by_the_qualifier_if_it_counts() -> None:
    matrix = two_mode(STATEMENTS, Options(qualifier="subtract", duplicates="acrossrange"))
    np.testing.assert_array_equal(matrix.values, [[1, -1, 0], [0, -1, 0], [-1, 0, 1]])
    assert matrix.statements == 7


def test_dates_bound_the_statements_and_leave_out_the_undated() -> None:
    options = Options(start=first_moment("2024-02"), stop=last_moment("2024"))
    matrix = two_mode(STATEMENTS, options)
    assert [node.label for node in matrix.rows] == ["Ana", "Cem"]
    assert [node.label for node in matrix.columns] == ["x", "y"]
    np.testing.assert_array_equal(matrix.values, [[0, 1], [1, 0]])
    assert STATEMENTS.undated == 1


def test_isolates_keep_the_nodes_of_the_period_that_filters_leave_alone() -> None:
    options = Options(concepts=lambda node: node.key == "y", stop=last_moment("2024"))
    assert two_mode(STATEMENTS, options).values.tolist() == [[1]]
    matrix = two_mode(STATEMENTS, replace(options, isolates=True))
    assert [node.label for node in matrix.rows] == ["Ana", "Bea", "Cem"]
    assert [node.label for node in matrix.columns] == ["x", "y"]
    assert matrix.values.tolist() == [[0, 1], [0, 0], [0, 0]]


def test_nothing_gives_an_empty_network() -> None:
    options = Options(actors=lambda node: False)
    assert two_mode(STATEMENTS, options).values.shape == (0, 0)
    assert one_mode(Statements.of([]), Options(normalisation="jaccard")).values.shape == (0, 0)


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("two-mode", Options(qualifier="congruence"), "one of ignore, combine, subtract"),
        ("actors", Options(qualifier="combine"), "one of ignore, congruence, conflict, subtract"),
        ("actors", Options(normalisation="activity"), "one of no, average, jaccard, cosine"),
        ("two-mode", Options(duplicates="decade"), "'decade'"),
        ("places", Options(), "not of 'places'"),
    ],
)
def test_options_that_a_network_does_not_know(kind: str, options: Options, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        network(kind, STATEMENTS, options)


def rows(*, numeric: bool = False) -> Any:
    return st.lists(
        st.builds(
            Row,
            actor=st.sampled_from("ABCD"),
            concept=st.sampled_from("uvwxyz"),
            level=st.booleans() if not numeric else st.integers(-3, 3),
            document=st.sampled_from(("d1", "d2")),
            time=st.sampled_from((None, "2024-12-30", "2025-01-01", "2025-01-05")),
            count=st.integers(1, 3),
        ),
        max_size=30,
    )


CHOICES = [
    ("two-mode", qualifier, normalisation)
    for qualifier in TWO_MODE_QUALIFIERS
    for normalisation in TWO_MODE_NORMALISATIONS
] + [
    (kind, qualifier, normalisation)
    for kind in ("actors", "concepts")
    for qualifier in ONE_MODE_QUALIFIERS
    for normalisation in ONE_MODE_NORMALISATIONS
]


@settings(deadline=None)
@given(rows(), st.sampled_from(CHOICES))
def test_any_network_is_as_the_formulas_say(listed: list[Row], choice: tuple[str, str, str]) -> None:
    check(listed, choice, numeric=False)


@settings(deadline=None, max_examples=60)
@given(rows(numeric=True), st.sampled_from(CHOICES))
def test_any_network_of_numbers_is_as_the_formulas_say(
    listed: list[Row], choice: tuple[str, str, str]
) -> None:
    check(listed, choice, numeric=True)


def check(listed: list[Row], choice: tuple[str, str, str], *, numeric: bool) -> None:
    kind, qualifier, normalisation = choice
    statements = Statements.of(listed, numeric=numeric)
    matrix = network(kind, statements, Options(qualifier=qualifier, normalisation=normalisation))
    names, others, ties = naive(listed, kind, qualifier, normalisation, numeric=numeric)
    assert [node.label for node in matrix.rows] == names
    assert [node.label for node in matrix.columns] == others
    np.testing.assert_allclose(matrix.values, np.array(ties).reshape(matrix.values.shape), atol=1e-12)
