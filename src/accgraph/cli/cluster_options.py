"""The options that spread a build over a cluster."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from accgraph.cluster.build import Cluster

__all__ = ["cluster_options"]


def cluster_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options of a cluster, put together as its argument ``cluster``; None if none is
    named.

    The command has the arguments ``given``, ``out``, ``extractor`` and ``jobs``.
    """

    @wraps(command)
    def run(**values: Any) -> None:
        scheduler, partitions, size = (values.pop(name) for name in ("dask", "partitions", "partition_size"))
        if scheduler is None:
            _check_alone(values["given"], partitions, size)
            command(cluster=None, **values)
        else:
            _check_together(values)
            command(cluster=_cluster(scheduler, partitions, size, values["out"]), **values)

    run = click.option(
        "--partition-size",
        type=click.IntRange(min=1),
        metavar="FILES",
        help="How many files a worker takes at a time, on average [default: 64].",
    )(run)
    run = click.option(
        "--partitions",
        metavar="ADDRESS",
        help="Where workers put what they make, and the N-Quads of each partition [default: DIR-partitions].",
    )(run)
    return click.option(
        "--dask",
        metavar="ADDRESS",
        help="Let the workers of the Dask cluster at ADDRESS (tcp://host:8786) convert the documents.",
    )(run)


def _check_alone(given: tuple[str, ...], partitions: str | None, size: int | None) -> None:
    from accgraph.cluster.storage import is_stored

    for name, value in (("--partitions", partitions), ("--partition-size", size)):
        if value is not None:
            raise click.UsageError(f"{name} is for a cluster: name one with --dask")
    for one in given:
        if is_stored(one):
            raise click.UsageError(
                f"{one}: is read by a cluster: name one with --dask, or copy what is there to a folder"
            )


def _check_together(values: dict[str, Any]) -> None:
    from accgraph.cli.addresses import is_address

    if values["jobs"] is not None:
        raise click.UsageError(
            "--dask does not go with --jobs: say how many workers there are when you start them"
        )
    if values["extractor"].way != "rules":
        raise click.UsageError("--dask is for the rules: a language model is asked from one machine")
    for one in values["given"]:
        if is_address(one):
            raise click.UsageError(f"{one}: is on the web: copy what is there to a folder or a storage first")


def _cluster(scheduler: str, partitions: str | None, size: int | None, out: Path) -> Cluster:
    from accgraph.cluster.build import PARTITION_SIZE, Cluster
    from accgraph.cluster.storage import is_stored

    if partitions is None:
        partitions = f"{out}-partitions"
    if not is_stored(partitions):
        partitions = str(Path(partitions).absolute())
    return Cluster(scheduler, partitions, size or PARTITION_SIZE)
