"""Average the weights of several training runs: python training/average.py WEIGHTS.npz... OUT_FOLDER.

Runs from the same encoder can be averaged into one network that is as quick as each and judges more
evenly (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import network
import numpy as np
from train import write


def main() -> None:
    """Write the mean of the given weights."""
    *paths, folder = map(Path, sys.argv[1:])
    runs = [_read(path) for path in paths]
    write({name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}, folder)


def _read(path: Path) -> dict[str, Any]:
    with np.load(path) as stored:
        names = [name for name in stored if name != "version" and not name.endswith(network.SCALE)]
        return {
            name: stored[name].astype(np.float32) * stored.get(name + network.SCALE, np.float32(1))
            for name in names
        }


if __name__ == "__main__":
    main()
