"""Examples: sentences with the candidates that accgraph sees in them, and who holds what position on what.

They come from two sources: the marked sentences of ``sentences/``, in which the words for holder and
mechanism are given, and the table of the tests, which gives the positions of a text by the names of both.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from accgraph.errors import AccgraphError
from accgraph.extraction.analysis import Analyser, Analysis
from accgraph.extraction.mentions import Mention
from accgraph.extraction.relations.candidates import Candidates, candidates, sentence
from accgraph.extraction.relations.classifier import KINDS
from accgraph.extraction.relations.marking import Place
from accgraph.model import Document

__all__ = ["Example", "TrainingError", "Wanted", "from_marked", "from_table", "marked_documents"]

Pair = tuple[int, int]
"""The numbers of an actor and a mechanism among the candidates of a sentence."""

_MARKS, _BETWEEN, _PARTS, _MEANING, _UNWORDED = " || ", " ;; ", " > ", " = ", "-"
# what a sentence ends with; a heading ends with none of these
_CLOSING = '.!?:;"”’)—'
_HEAD = re.compile(
    r"# genre: (?P<genre>.*?); issuer: (?P<issuer>.*?); date: (?P<date>[^;]*)(?P<referents>; referents)?"
)
_POSITION = re.compile(rf"(?P<holder>.+?) (?P<kind>{'|'.join(KINDS)}) (?P<target>.+)")


class TrainingError(AccgraphError):
    """The training data are not as they should be."""


@dataclass(frozen=True, slots=True)
class Party:
    """A holder or a mechanism as it is marked: its words in the sentence, and its name further up."""

    words: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A position as it is marked."""

    holder: Party
    kind: str
    target: Party


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document of marked sentences: each with its first character in *text* and what it states.

    With *referents*, marks tell whom mere references mean, and what is stated of somebody without words.
    """

    name: str
    issuer: str | None
    published: str | None
    referents: bool
    text: str
    sentences: tuple[tuple[int, str, tuple[Mark, ...]], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """That one of *pairs* has a position of *kind*."""

    kind: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its candidates by place and by whom or what they stand for, and the positions it states.

    ``unknown`` are pairs of which nothing is known: other words for those who have a position, and somebody
    beside themselves.
    """

    document: str
    words: tuple[str, ...]
    actors: tuple[Place, ...]
    mechanisms: tuple[Place, ...]
    actor_names: tuple[str, ...]
    mechanism_names: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    unknown: frozenset[Pair]


@dataclass(slots=True)
class _Seen:
    """The candidates of a sentence while more are added."""

    first: int
    words: tuple[str, ...]
    actors: list[tuple[Place, str]] = field(default_factory=list)
    mechanisms: list[tuple[Place, str]] = field(default_factory=list)


def marked_documents(path: Path) -> Iterator[MarkedDocument]:
    """Yield the documents of the file of marked sentences at *path*.

    Raises TrainingError, which names the line, if words that are marked are not in the sentence.
    """
    head: dict[str, str] = {}
    text, sentences, number = "", [], 0
    for line_number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), "#"], 1):
        if line.startswith("#"):
            if sentences:
                number += 1
                date = head.get("date", "").strip()
                published = date if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else None
                issuer = head.get("issuer", "").strip() or None
                told = tuple(sentences)
                referents = bool(head.get("referents"))
                yield MarkedDocument(f"{path.stem}-{number}", issuer, published, referents, text, told)
            found = _HEAD.match(line)
            head, text, sentences = found.groupdict("") if found else {}, "", []
        elif line.strip():
            stated, _, marks = line.partition(_MARKS)
            stated, where = stated.strip(), f"{path}: line {line_number}"
            each = [m for m in marks.split(_BETWEEN) if m.strip()]
            marked = tuple(_mark(m, text + stated, len(text), where) for m in each)
            sentences.append((len(text), stated, marked))
            is_heading = stated[-1] not in _CLOSING
            text += stated + ("\n\n" if is_heading else " ")


def _mark(written: str, text: str, start: int, where: str) -> Mark:
    """Return the mark *written* behind the sentence that begins at character *start* of *text*."""
    parts = [part.strip() for part in written.split(_PARTS)]
    if len(parts) != 3 or parts[1] not in KINDS:
        raise TrainingError(f"{where}: {written!r} is no mark: write HOLDER > KIND > MECHANISM")
    return Mark(_party(parts[0], text, start, where), parts[1], _party(parts[2], text, start, where))


def _party(written: str, text: str, start: int, where: str) -> Party:
    words, _, name = (part.strip() for part in written.partition(_MEANING))
    if words != _UNWORDED and words not in text[start:]:
        raise TrainingError(f"{where}: {words!r} is not in the sentence: mark words as they stand there")
    if name not in text or (words == _UNWORDED and not name):
        raise TrainingError(
            f"{where}: {name!r} is not said up to there: write a name as it stands in the text"
        )
    return Party(words if words != _UNWORDED else None, name or None)


def from_marked(path: Path, analyser: Analyser) -> Iterator[Example]:
    """Yield the sentences of the marked documents at *path*, as *analyser* sees them."""
    for told in marked_documents(path):
        document = _document(told.name, told.text, told.issuer, told.published)
        analysis = analyser.analyse(document)
        for found in candidates(analysis):
            yield from _marked_example(analysis, found, told)


def _marked_example(analysis: Analysis, found: Candidates, told: MarkedDocument) -> Iterator[Example]:
    seen = _seen(analysis, found)
    wanted: list[Wanted] = []
    for start, text, marks in told.sentences:
        for mark in marks:
            actor = _meant(analysis, found, seen.actors, start, text, mark.holder.words)
            mechanism = _meant(analysis, found, seen.mechanisms, start, text, mark.target.words)
            if actor is not None and mechanism is not None:
                wanted.append(Wanted(mark.kind, ((actor, mechanism),)))
    stated = {pair for each in wanted for pair in each.pairs}
    who, what = ([name for _, name in candidates] for candidates in (seen.actors, seen.mechanisms))
    named = {(who[a], what[m]) for a, m in stated}
    again = {(a, m) for a in range(len(who)) for m in range(len(what)) if (who[a], what[m]) in named}
    if who and what:
        yield _example(told.name, seen, wanted, again - stated)


def from_table(path: Path, analyser: Analyser) -> Iterator[Example]:
    """Yield the sentences of the table of texts and positions at *path*, as *analyser* sees them."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="|"), 1):
            analysis = analyser.analyse(_document(f"row-{number}", row["text"], None, None))
            stated = [m for p in row["positions"].split(";") if (m := _POSITION.fullmatch(p.strip()))]
            for found in candidates(analysis):
                seen = _seen(analysis, found)
                if not seen.actors or not seen.mechanisms:
                    continue
                actors, mechanisms = _labels(analysis, found)
                wanted = []
                for position in stated:
                    pairs = tuple(
                        (i, j)
                        for i, actor in enumerate(actors)
                        for j, mechanism in enumerate(mechanisms)
                        if position["holder"] in actor and position["target"] in mechanism
                    )
                    wanted += [Wanted(position["kind"], pairs)] if pairs else []
                yield _example(f"row-{number}", seen, wanted, set())


def _labels(analysis: Analysis, found: Candidates) -> tuple[list[set[str]], list[set[str]]]:
    """Return by which names each candidate may be called in the table of positions."""
    principal = analysis.resolver.principal
    both = ([m for _, _, m in found.actors], [m for _, _, m in found.mechanisms])
    names = [[{m.entity.label, principal(m.entity).label} for m in mentions] for mentions in both]
    return names[0], names[1]


def _document(name: str, text: str, issuer: str | None, published: str | None) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(f"urn:training:{name}", name, text, digest, issuer=issuer, published=published)


def _seen(analysis: Analysis, found: Candidates) -> _Seen:
    def placed(first: int, last: int, mention: Mention, whose: bool) -> tuple[Place, str]:
        entity = analysis.resolver.principal(mention.entity) if whose else mention.entity
        return (first - found.first, last - found.first), entity.iri

    return _Seen(
        found.first,
        sentence(analysis, found).words,
        [placed(*actor, True) for actor in found.actors],
        [placed(*mechanism, False) for mechanism in found.mechanisms],
    )


def _words_at(analysis: Analysis, found: Candidates, start: int, text: str, words: str) -> Place | None:
    """Return where *words* of the sentence *text*, which begins at character *start*, stand among *found*."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    begin = start + (match.start() if match else text.find(words))
    parsed = analysis.parsed
    inside = [
        i
        for i in range(found.first, found.last)
        if not parsed.is_scaffold(i)
        and parsed.span(i, i + 1).start < begin + len(words)
        and begin < parsed.span(i, i + 1).end
    ]
    return (inside[0] - found.first, inside[-1] + 1 - found.first) if inside else None


def _meant(
    analysis: Analysis,
    found: Candidates,
    known: list[tuple[Place, str]],
    start: int,
    text: str,
    words: str | None,
) -> int | None:
    """Return the number of the candidate that covers most of *words*; one is added if none does.

    None if they do not stand in the sentence.
    """
    place = _words_at(analysis, found, start, text, words) if words is not None else None
    if place is None:
        return None
    begin, end = place

    def shared(at: Place) -> float:
        return (min(at[1], end) - max(at[0], begin)) / (max(at[1], end) - min(at[0], begin))

    best = max(range(len(known)), key=lambda i: shared(known[i][0]), default=None)
    if best is not None and shared(known[best][0]) > 0:
        return best
    known.append((place, f"words:{words}"))
    return len(known) - 1


def _example(name: str, seen: _Seen, wanted: list[Wanted], unknown: set[Pair]) -> Example:
    stated = {pair for each in wanted for pair in each.pairs}
    itself = {
        (i, j)
        for i, (_, actor) in enumerate(seen.actors)
        for j, (_, mechanism) in enumerate(seen.mechanisms)
        if actor == mechanism and (i, j) not in stated
    }
    return Example(
        name,
        seen.words,
        tuple(place for place, _ in seen.actors),
        tuple(place for place, _ in seen.mechanisms),
        tuple(who for _, who in seen.actors),
        tuple(what for _, what in seen.mechanisms),
        tuple(wanted),
        frozenset(unknown | itself),
    )
