"""Addresses among the paths that a command is given: what is there is fetched, and stands for them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accgraph.reading import ReadingOptions

__all__ = ["allow_private_option", "is_address", "on_this_machine"]

allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch from this machine and from private networks, too."
)


def is_address(given: str) -> bool:
    """Say whether *given* is an address on the web, and not a path."""
    return given.lower().startswith(("http://", "https://"))


@contextmanager
def on_this_machine(
    given: Sequence[str], reading: ReadingOptions, allow_private: bool
) -> Iterator[tuple[tuple[Path, ...], tuple[str, ...]]]:
    """Yield the paths that *given*, paths and addresses, stand for, and why addresses are left out.

    What was fetched is gone afterwards. Nothing is fetched if there is no address.

    Raises DocumentError if there are only addresses, and nothing at any of them can be fetched.
    """
    from accgraph.errors import DocumentError
    from accgraph.reading.fetching import fetch_all

    addresses = [one for one in given if is_address(one)]
    paths = tuple(Path(one) for one in given if not is_address(one))
    if not addresses:
        yield paths, ()
        return
    with tempfile.TemporaryDirectory(prefix="accgraph-") as folder:
        fetched = fetch_all(addresses, Path(folder), reading.limits, allow_private=allow_private)
        faults = tuple(reason for _, reason in fetched.left_out)
        if not (paths or fetched.files):
            raise DocumentError("; ".join(faults))
        yield (*paths, *fetched.files), faults
