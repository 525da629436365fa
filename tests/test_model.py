from __future__ import annotations

import dataclasses

import pytest

from accgraph.model import OPPOSITION_KINDS, POSITION_KINDS, SUPPORT_KINDS, Entity, Span, polarity


def test_every_kind_of_position_has_one_side() -> None:
    assert {kind: polarity(kind) for kind in POSITION_KINDS} == {
        **dict.fromkeys(SUPPORT_KINDS, "support"),
        **dict.fromkeys(OPPOSITION_KINDS, "opposition"),
    }


@pytest.mark.parametrize("kind", ["", "Endorse", "demand", "meeting"])
def test_no_other_kind_has_a_side(kind: str) -> None:
    with pytest.raises(ValueError, match="is not a kind of position"):
        polarity(kind)


def test_spans_are_ordered_as_they_stand_in_the_text() -> None:
    assert sorted([Span(4, 9), Span(0, 3), Span(4, 6)]) == [Span(0, 3), Span(4, 6), Span(4, 9)]


def test_values_cannot_be_changed() -> None:
    entity = Entity("https://example.org/x", "X", ("State",))
    with pytest.raises(dataclasses.FrozenInstanceError):
        entity.label = "Y"  # type: ignore[misc]
