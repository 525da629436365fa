"""Average the weights of several training runs: python training/average.py WEIGHTS.npz... OUT_FOLDER.

Runs from the same encoder can be averaged into one network that is as quick as each and judges more
evenly (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

import sys
from pathlib import Path

import network
from train import write


def main() -> None:
    """Write the mean of the given weights."""
    *paths, folder = map(Path, sys.argv[1:])
    runs = [network.unpacked(path) for path in paths]
    write({name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}, folder)


if __name__ == "__main__":
    main()
