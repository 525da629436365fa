"""Train the second reader: read the marked sentences, teach the network, write its weights.

python training/train.py ENCODER [--epochs 6] [--out FOLDER]; ENCODER is the file model.safetensors of
sentence-transformers/all-MiniLM-L6-v2. See README.md of this folder.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import network
import numpy as np
import optax
from examples import Example, from_marked, from_table

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.relations.classifier import KINDS, vocabulary
from accgraph.extraction.relations.marking import Marked, marked
from accgraph.extraction.relations.wordpieces import WordPieces
from accgraph.model import polarity
from accgraph.vocabulary import Vocabulary

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences"
TABLE = HERE.parent / "tests" / "extraction" / "cases" / "positions.csv"
WEIGHTS = HERE.parent / "src" / "accgraph" / "extraction" / "relations"

# pieces, actors and mechanisms of a batch: sentences are padded to the least of these that holds them
SIZES = ((48, 6, 4), (80, 10, 6), (112, 14, 10), (160, 24, 16))
SENTENCES_A_BATCH = 24
HELD_OUT = 12  # one document in so many
WARMING = 100  # steps
DECAYING = 0.35  # of all steps, at the end
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)

Cut = tuple[Example, Marked]


def main() -> None:
    """Train, say after each epoch how good the network is on documents kept apart, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--begin", type=Path, help="weights of accgraph to begin with, not the encoder's")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()

    told, plain = read()
    w = network.pretrained(given.encoder, given.seed)
    if given.begin is not None:
        w |= network.unpacked(given.begin)
    teach(w, network.loss, told, plain, given.epochs, given.rate, given.seed, given.out)


def teach(
    w: Any,
    loss: Callable[[Any, Any, Any], Any],
    told: Sequence[Example],
    plain: Sequence[Example],
    epochs: int,
    rate: float,
    seed: int,
    out: Path,
) -> None:
    """Bring the *loss* of the parameters *w* down, and write them to *out* after each epoch.

    Of the sentences *told* one document in twelve is kept apart, and how good the network is on these is
    printed.
    """
    kept_apart = [e for e in told if _is_held_out(e)]
    learnt = [e for e in told if not _is_held_out(e)] + list(plain)
    print(f"{len(learnt)} sentences to learn from, {len(kept_apart)} kept apart", flush=True)
    cutter, chance = WordPieces(vocabulary()), random.Random(seed)
    ready = [_cut(e, cutter) for e in learnt]
    steps = epochs * len(list(_batches(ready, random.Random(0))))
    waiting = int((1 - DECAYING) * steps)
    decay = optax.linear_schedule(rate, rate / 50, steps - waiting, waiting - WARMING)
    rates = optax.join_schedules([optax.linear_schedule(0, rate, WARMING), decay], [WARMING])
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rates, weight_decay=0.01))
    state, key = optimiser.init(w), jax.random.PRNGKey(seed)

    @jax.jit
    def step(w: Any, state: Any, batch: Any, key: Any) -> tuple[Any, Any, Any]:
        value, gradient = jax.value_and_grad(loss)(w, batch, key)
        updates, state = optimiser.update(gradient, state, w)
        return optax.apply_updates(w, updates), state, value

    for epoch in range(1, epochs + 1):
        began, losses = time.monotonic(), []
        for batch in _batches(ready, chance):
            key, used = jax.random.split(key)
            w, state, value = step(w, state, _arrays(batch), used)
            losses.append(float(value))
        spent = time.monotonic() - began
        print(f"epoch {epoch}: loss {np.mean(losses):.3f}, {spent:.0f} s", flush=True)
        for line in _report(w, [_cut(e, cutter) for e in kept_apart]):
            print(f"  {line}", flush=True)
        write(w, out)


def read() -> tuple[list[Example], list[Example]]:
    """Return the marked sentences and the plain ones, as accgraph sees them."""
    paths = sorted(SENTENCES.glob("*.txt"))
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        *told, plain = pool.map(_from_file, [*paths, TABLE])
    return [example for some in told for example in some], plain


def _from_file(path: Path) -> list[Example]:
    analyser = Analyser.load(Vocabulary.load(), parse_all=True)
    return list(from_table(path, analyser) if path == TABLE else from_marked(path, analyser))


def write(w: Any, folder: Path) -> None:
    """Write the parameters to *folder*, with what tells them from others."""
    stored = network.packed(w)
    hasher = hashlib.sha256()
    for name in sorted(stored):
        hasher.update(name.encode() + np.ascontiguousarray(stored[name]).tobytes())
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "weights.npz", version=np.array(hasher.hexdigest()[:16]), **stored)


def _is_held_out(example: Example) -> bool:
    return zlib.crc32(example.document.encode()) % HELD_OUT == 0


def _cut(example: Example, cutter: WordPieces) -> Cut:
    return example, marked(example.words, example.actors, example.mechanisms, cutter)


def _size(cut: Cut) -> tuple[int, int, int] | None:
    example, told = cut
    needed = (len(told.pieces), len(example.actors), len(example.mechanisms))
    return next((size for size in SIZES if all(n <= s for n, s in zip(needed, size, strict=True))), None)


def _batches(sentences: Sequence[Cut], chance: random.Random) -> Iterator[list[Cut]]:
    """Yield the sentences shuffled, in batches of one size; longer sentences come fewer at a time."""
    batches: list[list[Cut]] = []
    for size in SIZES:
        mine = [cut for cut in sentences if _size(cut) == size]
        chance.shuffle(mine)
        count = max(4, SENTENCES_A_BATCH * SIZES[0][0] // size[0])
        batches += [mine[i : i + count] for i in range(0, len(mine) - count + 1, count)]
    chance.shuffle(batches)
    yield from batches


def _arrays(batch: Sequence[Cut]) -> tuple[Any, ...]:
    size = _size(batch[0])
    if size is None:
        raise ValueError("a sentence is longer than any batch")
    rows = [_row(example, told, size) for example, told in batch]
    return tuple(jnp.asarray(np.stack(column)) for column in zip(*rows, strict=True))


def _row(example: Example, told: Marked, size: tuple[int, int, int]) -> tuple[Any, ...]:
    length, actors, mechanisms = size
    pieces, mask = np.zeros(length, np.int32), np.zeros(length, np.float32)
    pieces[: len(told.pieces)], mask[: len(told.pieces)] = told.pieces, 1
    at_actors, at_mechanisms = np.zeros(actors, np.int32), np.zeros(mechanisms, np.int32)
    at_actors[: len(told.actors)], at_mechanisms[: len(told.mechanisms)] = told.actors, told.mechanisms
    weights = np.zeros((actors, mechanisms), np.float32)
    outputs, groups = np.zeros(weights.shape, np.int32), np.zeros(weights.shape, np.int32)
    weights[: len(told.actors), : len(told.mechanisms)] = 1
    for pair in example.unknown:
        weights[pair] = 0
    for number, wanted in enumerate(example.wanted, 1):
        for pair in wanted.pairs:
            outputs[pair] = KINDS.index(wanted.kind) + 1
            groups[pair] = number if len(wanted.pairs) > 1 else 0
            weights[pair] = 1
    return pieces, mask, at_actors, at_mechanisms, weights, outputs, groups


def _report(w: Any, sentences: Sequence[Cut]) -> Iterator[str]:
    """Yield precision and recall of positions by polarity at some thresholds, for accgraph's candidates."""
    predict = jax.jit(lambda w, *given: jax.nn.softmax(network.scores(w, *given), -1))
    wanted = {
        _key(example, pair, each.kind)
        for example, _ in sentences
        for each in example.wanted
        for pair in each.pairs[:1]
    }
    found: dict[tuple[str, ...], float] = {}
    for cut in sentences:
        if (size := _size(cut)) is None:
            continue
        example, _ = cut
        given = [a[None] for a in _row(*cut, size)[:4]]
        likely = np.asarray(predict(w, *given))[0]
        for i, actor in enumerate(example.actor_names):
            for j, mechanism in enumerate(example.mechanism_names):
                if actor == mechanism or actor.startswith("words:") or mechanism.startswith("words:"):
                    continue
                for pole in ("support", "opposition"):
                    sure = sum(likely[i, j, k] for k, kind in enumerate(KINDS, 1) if polarity(kind) == pole)
                    key = (example.document, str(example.words), actor, mechanism, pole)
                    found[key] = max(found.get(key, 0), float(sure))
    for threshold in THRESHOLDS:
        said = {key for key, sure in found.items() if sure >= threshold}
        right = len(said & wanted)
        precision, recall = right / max(1, len(said)), right / max(1, len(wanted))
        yield f"p >= {threshold}: precision {precision:.2f}, recall {recall:.2f}"


def _key(example: Example, pair: tuple[int, int], kind: str) -> tuple[str, ...]:
    actor, mechanism = example.actor_names[pair[0]], example.mechanism_names[pair[1]]
    return example.document, str(example.words), actor, mechanism, polarity(kind)


if __name__ == "__main__":
    main()
