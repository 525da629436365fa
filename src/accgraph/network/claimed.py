"""The claims of positions in columns: read of a dataset once, and narrowed down as often as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COLUMNS", "Claimed"]

COLUMNS = ("holder", "speaker", "target", "kind", "document", "date")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim a place: for each of COLUMNS the number of its value among ``values``, and its ``confidence``.

    Values are sorted, each once. One that the claim does not have is empty.
    """

    values: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, NDArray[np.int64]]
    confidence: NDArray[np.float64]

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]]) -> Claimed:
        """Return *rows*, each the values of COLUMNS and the confidence of one claim, as columns."""
        *parts, confidence = list(zip(*rows, strict=True)) or [()] * (len(COLUMNS) + 1)
        values, columns = {}, {}
        for name, part in zip(COLUMNS, parts, strict=True):
            values[name] = tuple(sorted(set(part)))
            places = {value: place for place, value in enumerate(values[name])}
            columns[name] = np.fromiter((places[value] for value in part), np.int64, len(part))
        return cls(values, columns, np.fromiter(map(float, confidence), np.float64, len(confidence)))

    def where(self, name: str, taken: Callable[[str], bool]) -> Claimed:
        """Return the claims whose value in the column *name* is *taken*."""
        mask = np.array([taken(value) for value in self.values[name]], dtype=bool)
        return self._rows(mask[self.columns[name]])

    def sure(self, least: float) -> Claimed:
        """Return the claims of at least this confidence."""
        return self._rows(self.confidence >= least)

    def each(self, name: str, value: Callable[[str], object], kind: str) -> NDArray[Any]:
        """Return what *value* makes of the column *name*, in an array of the dtype *kind*."""
        return np.array([value(one) for one in self.values[name]], dtype=kind)[self.columns[name]]

    def counted(self, order: Sequence[NDArray[Any]]) -> tuple[Claimed, NDArray[np.int64]]:
        """Return one of those claims that are equal in all columns, and how many they are.

        They are in the *order* of arrays, the first of which counts most.
        """
        keys = [*order, *self.columns.values()]
        places = np.lexsort(keys[::-1])
        new = np.zeros(len(places), dtype=bool)
        new[:1] = True
        for column in self.columns.values():
            sorted_column = column[places]
            new[1:] |= sorted_column[1:] != sorted_column[:-1]
        first = np.flatnonzero(new)
        return self._rows(places[first]), np.diff(np.append(first, len(places)))

    def used(self, name: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        """Return the values that occur in the column *name*, and the column in the numbers of these."""
        found, column = np.unique(self.columns[name], return_inverse=True)
        return tuple(self.values[name][place] for place in found.tolist()), column.astype(np.int64)

    def _rows(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Claimed:
        columns = {name: column[rows] for name, column in self.columns.items()}
        return Claimed(self.values, columns, self.confidence[rows])
