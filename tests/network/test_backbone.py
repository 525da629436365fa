from __future__ import annotations

import numpy as np
import pytest

from accgraph.errors import NetworkError
from accgraph.network.backbone import backbone
from accgraph.network.discourse import Options
from accgraph.network.statements import Row, Statements

PLAIN = Options(qualifier="congruence")
# A, B and C meet on x, A and B on y, and D speaks of z alone.
MEETINGS = Statements.of(
    [
        *(Row(who, "x", True, "d") for who in "ABC"),
        *(Row(who, "y", True, "d") for who in "AB"),
        Row("D", "z", True, "d"),
    ]
)


def test_steps_by_hand() -> None:
    # The whole: A-B 2, A-C 1, B-C 1; its Laplacian has the eigenvalues 5, 3, 0 and 0. Nothing is lost with z.
    # Without y all three are 1, and 3, 3, 0, 0 are the eigenvalues; without x, A-B is 1, with 2, 0, 0, 0.
    steps = backbone(MEETINGS, PLAIN)
    assert [step.concept for step in steps] == ["z", "y", "x"]
    assert [step.statements for step in steps] == [5, 3, 0]
    assert steps[0].kept_loss == pytest.approx(0)
    assert steps[0].redundant_loss == pytest.approx(1)
    assert steps[1].kept_loss == pytest.approx((5 / 8 - 1 / 2) + (1 / 2 - 3 / 8))
    assert steps[1].redundant_loss == pytest.approx((1 - 5 / 8) + 3 / 8)
    assert steps[2].kept_loss == pytest.approx(1)
    assert steps[2].redundant_loss == pytest.approx(0)


def test_of_equal_concepts_the_last_goes_first() -> None:
    twins = Statements.of([Row(who, what, True, "d") for who in "AB" for what in ("a", "b", "c")])
    assert [step.concept for step in backbone(twins, PLAIN)] == ["c", "b", "a"]


def test_opposition_does_not_hold_together() -> None:
    rows = [Row("A", "x", True, "d"), Row("B", "x", False, "d"), Row("A", "y", True, "d")]
    steps = backbone(Statements.of(rows), Options(qualifier="subtract", normalisation="average"))
    assert all(step.kept_loss == 0 and step.redundant_loss == 0 for step in steps)


def test_filters_hold_and_the_order_does_not_matter() -> None:
    options = Options(qualifier="congruence", concepts=lambda node: node.key != "x")
    assert [step.concept for step in backbone(MEETINGS, options)] == ["z", "y"]
    turned = MEETINGS.where(np.arange(len(MEETINGS.actor))[::-1])
    assert backbone(turned, PLAIN) == backbone(MEETINGS, PLAIN)


def test_nothing_has_no_backbone() -> None:
    with pytest.raises(NetworkError, match="no statement is left"):
        backbone(Statements.of([]), PLAIN)
