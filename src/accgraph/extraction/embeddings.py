"""The first layers of the model's networks, asked once for each word and not once for each token.

Before they look at the words around, the networks make of each token an array that depends on its form
alone. Words come back, so that what was made of them is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["remember_embeddings"]

_MOST = 20_000
_FIRST = "extract_features"


def remember_embeddings(network: Any) -> None:
    """Let *network*, a ``Tok2Vec`` of spaCy, keep what its embedding makes of words.

    A network of another kind is left as it is.
    """
    from thinc.api import Model

    embedding = network.layers[0]
    if embedding.layers and embedding.layers[0].name == _FIRST:
        network.layers[0] = Model("remembered", _Remembered(embedding), layers=[embedding])


class _Remembered:
    """What *embedding* makes of tokens, by the attributes that it looks at."""

    def __init__(self, embedding: Any) -> None:
        self._columns: list[Any] = embedding.layers[0].attrs["columns"]
        self._layers: Sequence[Any] = embedding.layers[1:]
        self._width: int = embedding.get_dim("nO")
        self._rows: dict[bytes, int] = {}
        self._table: Any = None

    def __call__(self, model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Any]:
        """Return an array for each of *docs*; called as a layer of thinc is, but never to be trained."""
        import numpy

        features = [doc.to_array(self._columns) for doc in docs]
        ends = numpy.cumsum([len(rows) for rows in features])
        made = self._made(numpy.concatenate(features)) if features else []
        return numpy.split(made, ends[:-1]) if features else [], lambda gradient: []

    def _made(self, features: Any) -> Any:
        import numpy

        keys = features.view(f"V{features.itemsize * len(self._columns)}").ravel().tolist()
        new = {key: at for at, key in enumerate(keys) if key not in self._rows}
        if self._table is None or len(self._rows) + len(new) > len(self._table):
            self._rows.clear()
            new = {key: at for at, key in enumerate(keys)}
            self._table = numpy.empty((max(_MOST, len(new)), self._width), dtype="float32")
        if new:
            made: Any = [features[list(new.values())]]
            for layer in self._layers:
                made = layer.predict(made)
            first = len(self._rows)
            for row, key in enumerate(new, first):
                self._rows[key] = row
            self._table[first : len(self._rows)] = made[0]
        return self._table[[self._rows[key] for key in keys]]
