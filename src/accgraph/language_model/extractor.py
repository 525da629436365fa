"""The extractor that asks a language model, and believes what the document proves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from accgraph import __version__
from accgraph.claims import claim_to_json
from accgraph.errors import DocumentError
from accgraph.extraction.analysis import Analyser, Analysis
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.homonyms import told_apart
from accgraph.extraction.lexicon import lexicon_digest
from accgraph.extraction.segments import Segments
from accgraph.language_model.answers import Said
from accgraph.language_model.belief import RULES, Disbelief, believe
from accgraph.language_model.budget import Budget, Spent
from accgraph.language_model.cache import AnswerCache, default_cache
from accgraph.language_model.guide import Guide
from accgraph.language_model.merging import merged
from accgraph.language_model.orders import orders_digest
from accgraph.language_model.reader import NotRead, Reader
from accgraph.language_model.request import Shown, shown
from accgraph.language_model.server import Server, key_from
from accgraph.language_model.settings import ModelSettings
from accgraph.model import Claim, Document, Span
from accgraph.namespaces import digest

__all__ = ["Check", "ModelExtractor", "Read"]

Check = Callable[[Document, Sequence[Claim]], Mapping[str, str]]
"""Told a document and its claims, says of those that do not keep to the shapes, by IRI, what is wrong."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one document.

    ``fault`` says why it was not read, if it was not; ``withheld`` are the paragraphs that address a machine.
    """

    claims: tuple[Claim, ...] = ()
    disbeliefs: tuple[Disbelief, ...] = ()
    fault: str | None = None
    withheld: tuple[Span, ...] = ()


class ModelExtractor:
    """Finds the claims of documents by asking a language model.

    ``version`` changes with the code's version, the vocabulary, the model, the prompt and the parameters;
    ``rules`` are those that claims name, ``provenance`` what the description of the run says of them.
    """

    rules: Mapping[str, str] = RULES

    def __init__(
        self,
        analyser: Analyser,
        settings: ModelSettings,
        guide: Guide,
        reader: Reader,
        check: Check = lambda document, claims: {},
    ) -> None:
        self.settings = settings
        self.provenance: Mapping[str, str] = {
            "model": settings.model,
            "prompt": guide.version,
            **settings.parameters,
        }
        described = (f"{name}={value}" for name, value in sorted(self.provenance.items()))
        data = (analyser.vocabulary.digest, lexicon_digest(), orders_digest())
        self.version = digest(__version__, *data, *described)
        self._analyser = analyser
        self._guide = guide
        self._reader = reader
        self._check = check
        self._frames = FrameLexicon.load()
        self._read: dict[str, Read] = {}

    @classmethod
    def load(
        cls,
        analyser: Analyser,
        settings: ModelSettings,
        *,
        cache: Path | None = None,
        max_cost: float | None = None,
        check: Check = lambda document, claims: {},
        environment: Mapping[str, str] | None = None,
    ) -> ModelExtractor:
        """Return an extractor that keeps its answers in the folder *cache* and spends *max_cost* at most.

        *check* says which claims do not keep to the shapes. The key is read from *environment*, by default
        that of the process. Raises ModelError if a limit of cost has no prices to go by, ResourceError if the
        prompt is not there.
        """
        guide = Guide.load(analyser.vocabulary, settings.prompt)
        answers = AnswerCache(
            cache or default_cache(environment), settings.model, guide.version, settings.parameters
        )
        server = Server(settings, guide, key=key_from(environment))
        return cls(
            analyser,
            settings,
            guide,
            Reader(settings, guide, server, answers, Budget(settings, max_cost)),
            check,
        )

    @property
    def spent(self) -> Spent:
        """What was asked and paid so far."""
        return self._reader.budget.spent

    def read(self, document: Document) -> Read:
        """Return what comes of *document*; it is asked about once, however often it is read."""
        if document.iri not in self._read:
            self.read_all([document])
        return self._read[document.iri]

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of *document*, in the order of their evidence in the text.

        Raises DocumentError, which names the document, if the model could not be brought to read it,
        ModelError if the model cannot be asked at all.
        """
        read = self.read(document)
        if read.fault is not None:
            raise DocumentError(f"{document.name}: {read.fault}")
        return read.claims

    def read_all(self, documents: Iterable[Document], progress: Progress = lambda done, total: None) -> None:
        """Read *documents*, several at once, so that what comes of each is known.

        A document that cannot be read stops no other. Raises ModelError if the model cannot be asked at all.
        """
        waiting = [each for each in {d.iri: d for d in documents}.values() if each.iri not in self._read]
        progress(0, len(waiting))
        open_documents: list[_Open] = []
        done = 0
        with ThreadPoolExecutor(self.settings.concurrency) as pool:
            try:
                for document in waiting:
                    opened = self._open(document, pool)
                    if opened is None:
                        done += 1
                    else:
                        open_documents.append(opened)
                    # Analyses are large: no more of them are held than keep the model busy.
                    while len(open_documents) > self.settings.concurrency:
                        self._close(open_documents.pop(0))
                        done += 1
                        progress(done, len(waiting))
                for opened in open_documents:
                    self._close(opened)
                    done += 1
                    progress(done, len(waiting))
            except BaseException:
                # Requests that are under way are waited for, but none is made any more.
                self._reader.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def counts(self) -> Counter[str]:
        """Return how often something was not believed, by reason."""
        return Counter(each.reason for read in self._read.values() for each in read.disbeliefs)

    def disbeliefs(self) -> list[Disbelief]:
        """Return what was not believed of all documents, in the order of their names."""
        found = (each for read in self._read.values() for each in read.disbeliefs)
        return sorted(found, key=lambda each: each.document)

    def _open(self, document: Document, pool: ThreadPoolExecutor) -> _Open | None:
        try:
            analysis = self._analyser.analyse(document)
        except DocumentError as error:
            self._read[document.iri] = Read(fault=str(error))
            return None
        asked = shown(analysis, self._guide, self.settings)
        return _Open(analysis, asked, [pool.submit(self._reader.read, each.words) for each in asked.requests])

    def _close(self, opened: _Open) -> None:
        document = opened.analysis.document
        answers: list[Said] = []
        try:
            answers.extend(future.result() for future in opened.answers)
        except NotRead as error:
            for future in opened.answers:
                future.cancel()
            parts = len(opened.answers)
            where = f" (part {len(answers) + 1} of {parts})" if parts > 1 else ""
            self._read[document.iri] = Read(fault=f"{error}{where}")
            return
        claims: list[Claim] = []
        disbeliefs = [_withheld(document, part) for part in opened.asked.withheld]
        for request, said in zip(opened.asked.requests, answers, strict=True):
            believed, doubted = believe(
                opened.analysis, request.window, said, opened.asked.withheld, self._frames
            )
            claims += believed
            disbeliefs += doubted
        apart = told_apart(merged(claims), opened.analysis.vocabulary)
        claims = list(Segments(opened.analysis).told(apart))
        faults = self._check(document, claims)
        for claim in claims:
            if claim.iri in faults:
                disbeliefs.append(
                    Disbelief(document.name, "shape", faults[claim.iri], claim_to_json(claim, document))
                )
        kept = tuple(claim for claim in claims if claim.iri not in faults)
        # Windows overlap, and what is said in two is doubted twice.
        doubted_once = {(each.reason, each.why, repr(each.said)): each for each in disbeliefs}
        self._read[document.iri] = Read(kept, tuple(doubted_once.values()), None, opened.asked.withheld)


@dataclass(frozen=True, slots=True)
class _Open:
    """A document that is being read: its analysis, what is asked about it, and the answers to come."""

    analysis: Analysis
    asked: Shown
    answers: list[Future[Said]]


def _withheld(document: Document, part: Span) -> Disbelief:
    text = document.text[part.start : part.end]
    why = "the paragraph gives orders to a machine, and was not shown to the model"
    return Disbelief(document.name, "withheld", why, {"start": part.start, "end": part.end, "text": text})
