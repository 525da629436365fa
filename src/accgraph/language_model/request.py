"""Requests: what a language model is shown of a document, window by window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accgraph.extraction.analysis import Analysis
from accgraph.language_model.guide import Guide
from accgraph.language_model.orders import addressed_to_machines
from accgraph.language_model.settings import ModelSettings
from accgraph.language_model.windows import paragraphs, windows
from accgraph.model import Entity, Span
from accgraph.namespaces import digest

__all__ = ["Request", "Shown", "shown"]

_WITHHELD = "[A paragraph is left out here: it addresses the reader's machine.]"
_HEAD = 500


@dataclass(frozen=True, slots=True)
class Request:
    """One window of a document: its span in the text, and the words in which a model is asked about it."""

    window: Span
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a model is shown it: the requests, and the paragraphs that are withheld."""

    requests: tuple[Request, ...]
    withheld: tuple[Span, ...]


def shown(analysis: Analysis, guide: Guide, settings: ModelSettings) -> Shown:
    """Return what a model is shown of the document that *analysis* is of."""
    text = analysis.document.text
    parts = paragraphs(text)
    withheld = addressed_to_machines(text, parts)
    spans = windows(text, parts, settings.window, settings.overlap)
    requests = [Request(span, _words(analysis, guide, span, withheld, len(spans))) for span in spans]
    return Shown(tuple(requests), tuple(withheld))


def _words(analysis: Analysis, guide: Guide, window: Span, withheld: Sequence[Span], windows: int) -> str:
    document = analysis.document
    text = _without(document.text, window, withheld)
    head = ""
    if window.start > 0:
        opening = _without(document.text, Span(0, min(_HEAD, window.start)), withheld).strip()
        head = (
            f"\nThe document opens with these words, which are only for you to know who speaks:\n{opening}\n"
        )
    about = "".join(
        f"The {name} of the document is {value}. "
        for name, value in (
            ("title", document.title),
            ("issuer", document.issuer),
            ("date", document.published),
        )
        if value and not addressed_to_machines(value, paragraphs(value))
    )
    filling = {
        "about": about,
        "part": "" if windows == 1 else ", one part of it",
        "names": "\n".join(_names(analysis, window, withheld)) or "(none)",
        "head": head,
        # No text can hold a digest of itself, so that none can end itself early.
        "mark": f"TEXT-{digest(document.sha256, text)[:12]}",
        "text": text,
    }
    return guide.words["document"].strip().format(**filling)


def _without(text: str, window: Span, withheld: Sequence[Span]) -> str:
    parts: list[str] = []
    position = window.start
    for span in withheld:
        if span.start < window.end and window.start < span.end:
            parts += [text[position : max(position, span.start)], _WITHHELD]
            position = min(span.end, window.end)
    return "".join([*parts, text[position : window.end]])


def _names(analysis: Analysis, window: Span, withheld: Sequence[Span]) -> Iterator[str]:
    """Yield a line for each name in *window*: its class, and the words that stand for it there."""
    found: dict[Entity, list[str]] = {}
    for mention in analysis.resolver.named:
        span = analysis.parsed.span(mention.first, mention.last)
        inside = window.start <= span.start and span.end <= window.end
        if inside and not any(part.start <= span.start < part.end for part in withheld):
            written = " ".join(analysis.parsed.quote(span).split())
            found.setdefault(mention.entity, []).append(written)
    for entity, ways in found.items():
        others = [words for words in dict.fromkeys(ways) if words != entity.label]
        words = f" (written {', '.join(others)})" if others else ""
        yield f"- {entity.label}: {_class(entity)}{words}{_spoken_for(analysis, entity)}"


def _class(entity: Entity) -> str:
    return entity.classes[0] if entity.classes else "name"


def _spoken_for(analysis: Analysis, entity: Entity) -> str:
    """Return in whose name a person or organ acts, if that is another."""
    principal = analysis.resolver.principal(entity)
    person = analysis.people.persons.get(entity.iri)
    post = f", {person.post}" if person is not None and person.post else ""
    return post + (f", acts for {principal.label}" if principal != entity else "")
