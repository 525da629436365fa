"""Pair things off, each with one partner at most, as many pairs as there can be."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["pair_off"]

Left = TypeVar("Left")
Right = TypeVar("Right")


def pair_off(
    left: Sequence[Left], right: Sequence[Right], fits: Callable[[Left, Right], bool]
) -> list[tuple[int, int]]:
    """Return a largest set of fitting pairs (index in *left*, index in *right*), no index used twice.

    Maximum bipartite matching by augmenting paths (Berge 1957), found breadth first; earlier items are paired
    with earlier ones where there is a choice, so the same input gives the same pairs.
    """
    neighbours = [[j for j, there in enumerate(right) if fits(here, there)] for here in left]
    partner_of_right: dict[int, int] = {}
    partner_of_left: dict[int, int] = {}
    for start in range(len(left)):
        reached_from: dict[int, int] = {}
        queue = deque([start])
        end: int | None = None
        while queue and end is None:
            here = queue.popleft()
            for there in neighbours[here]:
                if there in reached_from:
                    continue
                reached_from[there] = here
                if there not in partner_of_right:
                    end = there
                    break
                queue.append(partner_of_right[there])
        while end is not None:
            here = reached_from[end]
            previous = partner_of_left.get(here)
            partner_of_left[here], partner_of_right[end] = end, here
            end = previous
    return sorted(partner_of_left.items())
