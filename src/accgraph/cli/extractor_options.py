"""The options that say what finds the claims: rules, a language model, or both."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, cast

import click

if TYPE_CHECKING:
    from accgraph.extraction.pipeline import Extractor
    from accgraph.language_model.combined import CombinedExtractor
    from accgraph.language_model.extractor import ModelExtractor
    from accgraph.model import Document
    from accgraph.reading import ReadingOptions

__all__ = ["ChosenExtractor", "extractor_options"]

UNBELIEVED = "unbelieved.jsonl"
DISAGREEMENTS = "disagreements.jsonl"

Way = Literal["rules", "model", "both"]
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ChosenExtractor:
    """What the options say, and what they ask for done."""

    way: Way
    model: str | None
    address: str
    assignments: tuple[str, ...]
    cache: Path | None
    max_cost: float | None
    reports: Path | None
    second_reader: bool = True

    def load(self, vocabulary: Iterable[Path]) -> Extractor | ModelExtractor | CombinedExtractor:
        """Return what finds claims; raises ModelError if it cannot be asked as the options say."""
        from accgraph.language_model.settings import ModelSettings
        from accgraph.sources import claim_source

        if self.way == "rules":
            return claim_source("rules", tuple(vocabulary), second_reader=self.second_reader)
        settings = ModelSettings(model=self.model or "", address=self.address).changed(self.assignments)
        return claim_source(
            self.way,
            tuple(vocabulary),
            settings,
            cache=self.cache,
            max_cost=self.max_cost,
            second_reader=self.second_reader,
        )

    def ask_ahead(
        self,
        source: Extractor | ModelExtractor | CombinedExtractor,
        paths: Iterable[Path],
        reading: ReadingOptions | None = None,
        progress: Progress = lambda done, total: None,
    ) -> None:
        """Let the model, if there is one, read the documents at *paths*, several at once.

        *reading* says how their files are read. What cannot be read is passed over: whoever asks for its
        claims is told why.
        """
        model = _model_of(source)
        if model is not None:
            model.read_all(_documents(paths, reading), progress)

    def report(
        self, source: Extractor | ModelExtractor | CombinedExtractor, folder: Path | None = None
    ) -> None:
        """Say on standard error what the model was asked, and what it said that was not believed.

        Both are listed in the folder that the options name, or else in *folder*, and so is where rules and
        model differ.
        """
        model = _model_of(source)
        if model is None:
            return
        from accgraph.language_model.combined import CombinedExtractor
        from accgraph.language_model.reports import disagreement_lines, disbelief_lines, spent_text

        folder = self.reports or folder
        click.echo(f"accgraph: {spent_text(model.spent)}", err=True)
        counts = model.counts()
        if counts:
            listed = ", ".join(f"{reason} {number}" for reason, number in sorted(counts.items()))
            where = f" (listed in {folder / UNBELIEVED})" if folder else ""
            click.echo(f"accgraph: not believed of the model, or not shown to it: {listed}{where}", err=True)
        if folder is not None:
            _write(folder / UNBELIEVED, disbelief_lines(model.disbeliefs()))
        if not isinstance(source, CombinedExtractor):
            return
        differences = source.disagreements()
        where = f" (listed in {folder / DISAGREEMENTS})" if folder else ""
        click.echo(f"accgraph: rules and model differ on {len(differences)} claims{where}", err=True)
        if folder is not None:
            _write(folder / DISAGREEMENTS, disagreement_lines(differences))


def extractor_options(command: Callable[..., Result]) -> Callable[..., Result]:
    """Give *command* the options, which it gets as one ChosenExtractor named ``extractor``."""

    @functools.wraps(command)
    def chosen(*arguments: Any, **options: Any) -> Result:
        given = {name: options.pop(name) for name in ("model", "model_address", "model_set", "cache")}
        extractor = ChosenExtractor(
            way=cast(Way, options.pop("extractor")),
            model=given["model"],
            address=given["model_address"],
            assignments=given["model_set"],
            cache=given["cache"],
            max_cost=options.pop("max_cost"),
            reports=options.pop("reports"),
            second_reader=options.pop("second_reader"),
        )
        if extractor.way == "model" and not extractor.second_reader:
            raise click.UsageError("--no-second-reader is for rules: add --extractor rules or both")
        for name, value in (("--model-set", extractor.assignments), ("--max-cost", extractor.max_cost)):
            if extractor.way == "rules" and value not in ((), None):
                raise click.UsageError(f"{name} is for a language model: add --extractor model or both")
        return command(*arguments, extractor=extractor, **options)

    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen


_OPTIONS = (
    click.option(
        "--extractor",
        type=click.Choice(["rules", "model", "both"]),
        default="rules",
        show_default=True,
        help="What finds the claims: rules, a language model, or both together.",
    ),
    click.option(
        "--second-reader/--no-second-reader",
        default=True,
        show_default=True,
        help="Let a small trained network look for positions after the rules, on this machine: more are"
        " found, more slowly.",
    ),
    click.option(
        "--model", envvar="ACCGRAPH_MODEL", metavar="NAME", help="The language model [env: ACCGRAPH_MODEL]."
    ),
    click.option(
        "--model-address",
        envvar="ACCGRAPH_MODEL_ADDRESS",
        default="http://127.0.0.1:8080/v1",
        show_default=True,
        metavar="URL",
        help="Where it answers as OpenAI's API does [env: ACCGRAPH_MODEL_ADDRESS]; its key, if it wants one,"
        " is read from ACCGRAPH_MODEL_KEY or OPENAI_API_KEY.",
    ),
    click.option(
        "--model-set",
        multiple=True,
        metavar="NAME=VALUE",
        help="Set temperature, seed, max_tokens, window, concurrency, timeout, price_in, ...;"
        " may be given again.",
    ),
    click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Where the model's answers are kept [default: ACCGRAPH_CACHE, or the user's cache folder].",
    ),
    click.option(
        "--max-cost",
        type=click.FloatRange(min=0),
        metavar="X",
        help="Ask no more when X is spent, in the currency of price_in and price_out.",
    ),
    click.option(
        "--reports",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help=f"Where to list what the model said and was not believed ({UNBELIEVED}), and where rules and"
        f" model differ ({DISAGREEMENTS}).",
    ),
)


def _documents(paths: Iterable[Path], reading: ReadingOptions | None) -> Iterator[Document]:
    from accgraph.errors import DocumentError
    from accgraph.reading import ReadingOptions, find_documents, read_documents

    for path in find_documents(paths).files:
        with contextlib.suppress(DocumentError):
            yield from read_documents(path, reading or ReadingOptions()).documents


def _model_of(source: Extractor | ModelExtractor | CombinedExtractor) -> ModelExtractor | None:
    from accgraph.language_model.combined import CombinedExtractor
    from accgraph.language_model.extractor import ModelExtractor

    if isinstance(source, CombinedExtractor):
        return source.model
    return source if isinstance(source, ModelExtractor) else None


def _write(path: Path, lines: Iterable[str]) -> None:
    from accgraph.errors import StoreError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("".join(lines).encode("utf-8", "replace"))
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
