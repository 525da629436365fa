"""Distil the second reader: teach a network of fewer layers to judge as one that has been trained.

python training/distil.py TEACHER [--layers 0 2 4] [--begin WEIGHTS] [--epochs 5] [--out FOLDER]

TEACHER is a weights.npz that train.py or average.py wrote. The smaller network begins with some of the
teacher's layers, and learns what the teacher says of each pair, what its layers make of each piece, and what
is marked (Sanh et al. 2019, "DistilBERT"; Jiao et al. 2020, "TinyBERT").
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import network
from train import WEIGHTS, read, teach

# how much what is marked counts beside what the teacher says, and how much what its layers make of a piece
MARKED, LAYERED = 0.3, 2.0


def main() -> None:
    """Distil, say after each epoch how good the network is on documents kept apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path, help="weights of accgraph")
    parser.add_argument("--layers", type=int, nargs="+", default=[0, 2, 4], help="what to begin with")
    parser.add_argument("--begin", type=Path, help="weights to go on with, not layers of the teacher")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    teacher = network.unpacked(given.teacher)
    told, plain = read()
    first = network.unpacked(given.begin) if given.begin else begun(teacher, given.layers)
    learns = loss_of(teacher, sum(name.endswith(".query") for name in first))
    teach(first, learns, told, plain, given.epochs, given.rate, given.seed, given.out)


def begun(teacher: dict[str, Any], layers: Sequence[int]) -> dict[str, Any]:
    """Return the parameters of *teacher* with these of its *layers* alone."""
    found = {name: array for name, array in teacher.items() if "." not in name}
    for number, layer in enumerate(layers):
        own = {name.removeprefix(f"{layer}.") for name in teacher if name.startswith(f"{layer}.")}
        found |= {f"{number}.{name}": teacher[f"{layer}.{name}"] for name in own}
    return found


def loss_of(teacher: dict[str, Any], layers: int) -> Callable[[Any, Any, Any], Any]:
    """Return the loss of a network with so many *layers* that learns from *teacher*.

    Its layers are to make of each piece what every second or third of the teacher's does, the last one what
    the last one does.
    """
    depth = sum(name.endswith(".query") for name in teacher)
    followed = [round((number + 1) * depth / layers) - 1 for number in range(layers)]

    def loss(w: Any, batch: Any, key: Any) -> Any:
        pieces, mask, actors, mechanisms, weights, outputs, groups = batch
        keys = network.random_keys(w, key)
        theirs = network.hidden(teacher, pieces, mask)
        likely = jax.nn.softmax(network.judged(teacher, theirs[-1], actors, mechanisms), -1)
        ours = network.hidden(w, pieces, mask, keys)
        log = jax.nn.log_softmax(network.judged(w, ours[-1], actors, mechanisms, keys), -1)
        told = -((likely * log).sum(-1) * (weights > 0)).sum()
        marked = -(jnp.take_along_axis(log, outputs[..., None], -1)[..., 0] * weights * (groups == 0)).sum()
        numbers = mask.sum() * ours[0].shape[-1] * layers
        apart = sum((((ours[i] - theirs[j]) ** 2) * mask[..., None]).sum() for i, j in enumerate(followed))
        return ((1 - MARKED) * told + MARKED * marked) / len(pieces) + LAYERED * apart / numbers

    return loss


if __name__ == "__main__":
    main()
