"""``python -m accgraph.evaluation DIR``: the same as ``accgraph evaluate DIR``."""

import sys

from accgraph.cli.evaluate import evaluate
from accgraph.errors import AccgraphError

if __name__ == "__main__":
    try:
        evaluate(prog_name="python -m accgraph.evaluation")
    except AccgraphError as error:
        print(f"accgraph: {error}", file=sys.stderr)
        sys.exit(2)
