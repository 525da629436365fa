"""``accgraph build``: documents become a dataset."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accgraph.cli.addresses import allow_private_option, is_address, on_this_machine
from accgraph.cli.cluster_options import cluster_options
from accgraph.cli.extractor_options import ChosenExtractor, extractor_options
from accgraph.cli.options import out_option, vocabulary_option
from accgraph.cli.reading_options import reading_options

if TYPE_CHECKING:
    from accgraph.build import Built
    from accgraph.cluster.build import Cluster
    from accgraph.reading import ReadingOptions

_STEPS = {
    "ask": "Asking the language model",
    "convert": "Finding claims",
    "write": "Writing the dataset",
    "share": "Writing the partitions",
}


@click.command()
@click.argument("given", metavar="[PATH]...", nargs=-1)
@out_option
@vocabulary_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes to use at most; by default, as many as there are cores.",
)
@click.option("--fresh", is_flag=True, help="Take nothing over from an earlier build.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Leave out a document that takes longer.",
)
@extractor_options
@reading_options
@allow_private_option
@cluster_options
def build(
    given: tuple[str, ...],
    out: Path,
    vocabulary: tuple[Path, ...],
    jobs: int | None,
    fresh: bool,
    time_limit: float | None,
    cluster: Cluster | None,
    extractor: ChosenExtractor,
    reading: ReadingOptions,
    allow_private: bool,
) -> None:
    """Make a dataset of the documents at PATH, files or folders (the bundled seeds if none is given).

    A PATH may be an address, https://...: what is there is fetched, and kept in the dataset. With --dask it
    may be one of a storage, s3://bucket/folder, too. What an earlier build into DIR made of the same
    documents is taken over. What cannot be read, or does not conform to the shapes, is named and left out,
    and the exit code is 1.
    """
    from accgraph.build import build as make
    from accgraph.building.workers import cores
    from accgraph.cli.console import complain, console
    from accgraph.cli.progress import Bar

    if time_limit is not None and extractor.way != "rules":
        raise click.UsageError(
            "--time-limit is for the rules: give a language model one by --model-set timeout=..."
        )
    started = time.monotonic()
    context = click.get_current_context()
    fetched = () if cluster is not None else given
    paths, unfetched = context.with_resource(on_this_machine(fetched, reading, allow_private))
    if any(map(is_address, given)):
        reading = replace(reading, keep_originals=True)
    with Bar("Loading the model") as bar:
        from accgraph.resources import seeds_folder

        def advance(step: str, done: int, total: int) -> None:
            bar.advance(done, total, _STEPS[step])

        source = extractor.load(vocabulary)
        if cluster is not None:
            from accgraph.cluster.build import build_on_cluster

            built = build_on_cluster(
                given or (str(seeds_folder()),),
                out,
                source,
                cluster,
                vocabulary,
                reading=reading,
                reuse=not fresh,
                time_limit=time_limit,
                progress=advance,
            )
        else:
            paths = paths or (seeds_folder(),)
            extractor.ask_ahead(source, paths, reading, lambda done, total: advance("ask", done, total))
            built = make(
                paths,
                out,
                source,
                vocabulary,
                reading=reading,
                jobs=jobs or cores(),
                reuse=not fresh,
                time_limit=time_limit,
                progress=advance,
            )
    extractor.report(source, out)
    _report(built, time.monotonic() - started)
    for part in built.repeated:
        complain(part.reason)
    for reason in (*unfetched, *(part.reason for part in built.left_out)):
        complain(f"left out: {reason}")
    if built.copies:
        console().print(
            f"{built.copies} of the documents repeat{'s' if built.copies == 1 else ''} another nearly word"
            " for word (acc:copyOf); 'accgraph query independent-sources' counts them once"
        )
    if built.unchanged:
        console().print(f"Nothing has changed since {out} was built")
    elif built.reused:
        console().print(f"{built.reused} of the documents were converted already by an earlier build")
    console().print(f"The dataset is in {out}: dataset.nq, dataset.trig, dataset.ttl, claims.jsonl, store/")
    if cluster is not None:
        console().print(f"Its N-Quads, a file a partition, are listed in {cluster.partitions}/manifest.jsonl")
    if unfetched or built.left_out:
        raise click.exceptions.Exit(1)


def _report(built: Built, seconds: float) -> None:
    from accgraph.cli.console import console

    out = console()
    claims = sum(built.claims.values())
    documents = len(built.documents)
    out.print(
        f"{documents} document{'' if documents == 1 else 's'}, {claims} claims, {built.entities} entities,"
        f" {built.quads} statements in {seconds:.1f} s",
        style="bold",
    )
    for name, number in built.claims.items():
        kinds = ", ".join(f"{n} {kind}" for (other, kind), n in built.kinds.items() if other == name)
        out.print(f"  {number:4} {name}{'' if number == 1 else 's'}" + (f": {kinds}" if kinds else ""))
