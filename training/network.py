"""The network as it is trained, in JAX: what accgraph computes with numpy, with dropout and gradients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file

from accgraph.extraction.relations import transformer
from accgraph.extraction.relations.classifier import KINDS
from accgraph.extraction.relations.transformer import HEADS

__all__ = [
    "OUTPUTS",
    "PLACES",
    "SCALE",
    "hidden",
    "judged",
    "loss",
    "packed",
    "pretrained",
    "random_keys",
    "scores",
    "unpacked",
]

OUTPUTS = len(KINDS) + 1
"""The first output is for no position, the others for the kinds."""
PLACES = 192
"""The most pieces that a sentence may have."""
SCALE = ".scale"
"""What the name of a scale adds to that of the matrix that is kept as bytes."""

_WIDTH, _LAYERS, _HIDDEN = 384, 6, 256  # of the encoder, and of what judges pairs
_DROPPED = 0.1
_LEAST_VARIANCE = 1e-12
_SHARPNESS = 3.0
_MOST_WANTED = 5

# our names for the matrices of a layer, and those of the encoder's file
_MATRICES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "inner": "intermediate.dense",
    "outer": "output.dense",
}
_NORMS = {"_attended": "attention.output.LayerNorm", "": "output.LayerNorm"}


def pretrained(path: str, seed: int = 0) -> dict[str, Any]:
    """Return the parameters with the encoder of *path* (safetensors) and a new classifier."""
    stored = load_file(path)
    found = {
        "words": stored["embeddings.word_embeddings.weight"],
        "places": stored["embeddings.position_embeddings.weight"][:PLACES],
        "type": stored["embeddings.token_type_embeddings.weight"][0],
        "norm": stored["embeddings.LayerNorm.weight"],
        "shift": stored["embeddings.LayerNorm.bias"],
    }
    for number in range(_LAYERS):
        layer = f"encoder.layer.{number}."
        for ours, theirs in _MATRICES.items():
            found[f"{number}.{ours}"] = stored[f"{layer}{theirs}.weight"].T
            found[f"{number}.{ours}_bias"] = stored[f"{layer}{theirs}.bias"]
        for ours, theirs in _NORMS.items():
            found[f"{number}.norm{ours}"] = stored[f"{layer}{theirs}.weight"]
            found[f"{number}.shift{ours}"] = stored[f"{layer}{theirs}.bias"]
    random = np.random.RandomState(seed)
    for name, rows, columns in (
        ("actor", _WIDTH, _HIDDEN),
        ("mechanism", _WIDTH, _HIDDEN),
        ("both", _WIDTH, _HIDDEN),
        ("output", _HIDDEN, OUTPUTS),
    ):
        found[name] = random.randn(rows, columns).astype("float32") / np.sqrt(rows)
    found["output"] = found["output"] / 10
    found["hidden_bias"], found["output_bias"] = np.zeros(_HIDDEN, "float32"), np.zeros(OUTPUTS, "float32")
    return {name: jnp.asarray(array, jnp.float32) for name, array in found.items()}


def unpacked(path: Path) -> dict[str, Any]:
    """Return the parameters that the weights of accgraph at *path* stand for."""
    with np.load(path) as stored:
        found = transformer.unpacked({name: stored[name] for name in stored if name != "version"})
    found["words"] = found["words"].astype(np.float32) * found.pop("words" + SCALE)
    return {name: jnp.asarray(array) for name, array in found.items()}


def scores(
    w: Mapping[str, Any], pieces: Any, mask: Any, actors: Any, mechanisms: Any, key: Any = None
) -> Any:
    """Return the scores of each output: by sentence, actor and mechanism.

    *pieces* and *mask* are by sentence and piece; *actors* and *mechanisms* say which pieces open them. With
    a random *key* some of what is computed is dropped, as it is in training.
    """
    keys = random_keys(w, key) if key is not None else None
    return judged(w, hidden(w, pieces, mask, keys)[-1], actors, mechanisms, keys)


def random_keys(w: Mapping[str, Any], key: Any) -> Iterator[Any]:
    """Return as many random keys, made of *key*, as one pass through the network takes."""
    return iter(jax.random.split(key, 2 * _layers(w) + 2))


def judged(w: Mapping[str, Any], rows: Any, actors: Any, mechanisms: Any, keys: Any = None) -> Any:
    """Return the scores of each output by sentence, actor and mechanism, of the *rows* of the last layer."""
    sentence = jnp.arange(rows.shape[0])[:, None]
    a, m = (_dropped(rows[sentence, at], keys) for at in (actors, mechanisms))
    both = jnp.einsum("bah,bmh,hk->bamk", a, m, w["both"])
    hidden = (a @ w["actor"])[:, :, None] + (m @ w["mechanism"])[:, None] + both + w["hidden_bias"]
    return jax.nn.gelu(hidden, approximate=True) @ w["output"] + w["output_bias"]


def loss(w: Mapping[str, Any], batch: Any, key: Any) -> Any:
    """Return the mean over sentences of the log loss of their pairs.

    A *batch* is pieces, mask, actors, mechanisms, weights, outputs and groups, the last three by pair. Where
    one of several pairs of a group has the position, those count that the network already thinks likeliest.
    """
    pieces, mask, actors, mechanisms, weights, outputs, groups = batch
    log = jax.nn.log_softmax(scores(w, pieces, mask, actors, mechanisms, key), -1)
    right = jnp.take_along_axis(log, outputs[..., None], -1)[..., 0]
    total = -(right * weights * (groups == 0)).sum()
    for group in range(1, _MOST_WANTED):
        inside = groups == group
        likely = jnp.where(inside, jax.lax.stop_gradient(right) * _SHARPNESS, -1e9).reshape(len(pieces), -1)
        total -= (right * jax.nn.softmax(likely, -1).reshape(right.shape) * inside).sum()
    return total / len(pieces)


def packed(w: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters as accgraph keeps them: matrices as bytes with a scale, the rest as they are."""
    found: dict[str, Any] = {}
    for name, parameter in w.items():
        array = np.asarray(parameter, np.float32)
        layered = name.split(".")[-1] in _MATRICES
        if layered or name == "words":
            scale = np.abs(array).max(axis=0 if layered else 1, keepdims=True) / 127
            scale[scale == 0] = 1
            found[name] = np.round(array / scale).astype(np.int8)
            found[name + SCALE] = scale.astype(np.float32)
        else:
            small = name in {"places", "actor", "mechanism", "both", "output"}
            found[name] = array.astype(np.float16) if small else array
    return found


def hidden(w: Mapping[str, Any], pieces: Any, mask: Any, keys: Any = None) -> list[Any]:
    """Return for each layer its array: by sentence, piece and number."""
    count, length = pieces.shape
    found = []
    rows = w["words"][pieces] + w["places"][:length][None] + w["type"]
    rows = _normalised(rows, w["norm"], w["shift"])
    bias = (1 - mask)[:, None, None, :] * -1e9
    for number in range(_layers(w)):

        def by_head(name: str, layer: str = f"{number}.", rows: Any = rows) -> Any:
            whole = rows @ w[layer + name] + w[f"{layer}{name}_bias"]
            return whole.reshape(count, length, HEADS, _WIDTH // HEADS).transpose(0, 2, 1, 3)

        layer = f"{number}."
        query, key, value = by_head("query"), by_head("key"), by_head("value")
        weights = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / np.sqrt(_WIDTH // HEADS) + bias, -1)
        attended = (weights @ value).transpose(0, 2, 1, 3).reshape(count, length, _WIDTH)
        attended = attended @ w[layer + "attended"] + w[layer + "attended_bias"]
        rows = _normalised(
            rows + _dropped(attended, keys), w[layer + "norm_attended"], w[layer + "shift_attended"]
        )
        inner = jax.nn.gelu(rows @ w[layer + "inner"] + w[layer + "inner_bias"], approximate=True)
        outer = inner @ w[layer + "outer"] + w[layer + "outer_bias"]
        rows = _normalised(rows + _dropped(outer, keys), w[layer + "norm"], w[layer + "shift"])
        found.append(rows)
    return found


def _layers(w: Mapping[str, Any]) -> int:
    return sum(name.endswith(".query") for name in w)


def _normalised(rows: Any, scale: Any, shift: Any) -> Any:
    centred = rows - rows.mean(-1, keepdims=True)
    variance = (centred**2).mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + _LEAST_VARIANCE) * scale + shift


def _dropped(rows: Any, keys: Any) -> Any:
    if keys is None:
        return rows
    kept = jax.random.bernoulli(next(keys), 1 - _DROPPED, rows.shape)
    return jnp.where(kept, rows / (1 - _DROPPED), 0)
