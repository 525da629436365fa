"""The convolutions of the model's networks, by numpy's matrix product and in fewer passes over memory.

What a token's array becomes from those around it is the same but for rounding: each layer is that of a
``MaxoutWindowEncoder`` of spaCy (a window of one token to each side, the most of several linear functions,
normalised, and added to what went in). numpy's product makes use of what the processor can do where the one
that spaCy comes with does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["quicken_convolutions"]

_KIND = "with_array(residual(expand_window>>maxout>>layernorm>>dropout)"
# what thinc adds to a variance
_LEAST_VARIANCE = 1e-8


def quicken_convolutions(network: Any) -> None:
    """Let *network*, a ``Tok2Vec`` of spaCy, compute its convolutions quicker; it can be trained no more.

    A network of another kind is left as it is.
    """
    from thinc.api import Model

    if len(network.layers) < 2 or not network.layers[1].name.startswith(_KIND):
        return
    convolutions = network.layers[1]
    residuals = convolutions.layers[0].layers
    layers = [layer for residual in residuals if (layer := _layer(residual)) is not None]
    if len(layers) == len(residuals):
        network.layers[1] = Model("quickened", _Quickened(layers, convolutions.attrs["pad"]))


@dataclass(frozen=True, slots=True)
class _Layer:
    """One convolution: a matrix product, of ``pieces`` of which the most counts, then scale and shift."""

    weights: Any
    bias: Any
    pieces: int
    scale: Any
    shift: Any


def _layer(residual: Any) -> _Layer | None:
    """Return the parameters of a layer; None if its window or its parts are others than those known here."""
    import numpy

    parts = {node.name: node for node in residual.walk()}
    if not {"expand_window", "maxout", "layernorm"} <= parts.keys():
        return None
    if parts["expand_window"].attrs.get("window_size") != 1:
        return None
    weights, bias = parts["maxout"].get_param("W"), parts["maxout"].get_param("b")
    out, pieces, given = weights.shape
    if given != 3 * out:
        return None
    by_piece = weights.transpose(1, 0, 2).reshape(pieces * out, given)
    scale, shift = parts["layernorm"].get_param("G"), parts["layernorm"].get_param("b")
    return _Layer(numpy.ascontiguousarray(by_piece.T), bias.T.reshape(-1), pieces, scale, shift)


class _Quickened:
    """What *layers* make of the arrays of texts, which stand *pad* rows of nothing apart."""

    def __init__(self, layers: Sequence[_Layer], pad: int) -> None:
        from threadpoolctl import ThreadpoolController

        self._layers = layers
        self._pad = pad
        self._threads = ThreadpoolController()

    def __call__(self, model: Any, texts: Sequence[Any], is_train: bool) -> tuple[list[Any], Any]:
        """Return an array for each of *texts*; called as a layer of thinc is."""
        if not texts:
            return [], lambda gradient: []
        rows = model.ops.flatten(texts, pad=self._pad)
        # Other processes have the other cores: a second thread would only wait for the first.
        with self._threads.limit(limits=1, user_api="blas"):
            for layer in self._layers:
                rows = rows + _convolved(rows, layer)
        return model.ops.unflatten(rows, [len(text) for text in texts], pad=self._pad), lambda gradient: []


def _convolved(rows: Any, layer: _Layer) -> Any:
    import numpy

    width = rows.shape[1]
    window = numpy.zeros((len(rows), 3 * width), dtype="float32")
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
    products = window @ layer.weights
    products += layer.bias
    most = products[:, :width]
    for piece in range(1, layer.pieces):
        most = numpy.maximum(most, products[:, piece * width : (piece + 1) * width])
    most = most - most.mean(axis=1, keepdims=True)
    variance = numpy.einsum("ij,ij->i", most, most) / width + numpy.float32(_LEAST_VARIANCE)
    most *= (variance**-0.5)[:, numpy.newaxis]
    most *= layer.scale
    most += layer.shift
    return most
