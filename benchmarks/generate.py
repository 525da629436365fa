"""Varied documents of which it is known what they claim, as many as wanted.

    python benchmarks/generate.py NUMBER FOLDER

writes NUMBER documents to FOLDER, and what they claim to FOLDER.claims.jsonl, as ``accgraph claims`` prints
it. Document N is the same whatever NUMBER is.

Names are drawn so that the first of a class occur most often and the last hardly ever (Zipf's law). An actor
has one stance towards a mechanism and keeps to it.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from accgraph.claims import write_claims
from accgraph.model import Claim, CommitmentClaim, Document, Entity, EventClaim, PositionClaim, Role, Span
from accgraph.namespaces import content_iri, named_iri
from accgraph.reading import read_document
from accgraph.vocabulary import Vocabulary

_SENTENCES = Path(__file__).parent / "sentences.toml"
_PIECE = re.compile(r"\{(?P<slot>\w+)\}|\[(?P<trigger>[^\]]+)\]|(?P<plain>[^{\[]+)")
_FIRST_DAY = date(2010, 1, 1)
_DAYS = 5475
# States whose name wants an article in a sentence.
_THE = re.compile(
    r"^(United|Netherlands|Philippines|Bahamas|Maldives|Comoros|Seychelles|Holy See)|Islands$|Republic$"
)


@dataclass(slots=True)
class Sentence:
    """A sentence of a document, which stands at *start*, and what it says."""

    start: int
    sort: str
    kind: str
    text: str = ""
    roles: dict[str, list[Role]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[str, Span] = field(default_factory=dict)
    date: str | None = None

    def add(self, words: str) -> Span:
        """Go on with *words*, with a capital letter if they are the first; return where they stand."""
        if not self.text:
            words = words[:1].upper() + words[1:]
        start = self.start + len(self.text)
        self.text += words
        return Span(start, start + len(words))

    def name(self, slot: str, entity: Entity) -> None:
        """Go on with the name of *entity*, which plays the part *slot*."""
        state = "State" in entity.classes
        if (
            slot != "place"
            and (not state or _THE.search(entity.label))
            and not entity.label.startswith("The ")
        ):
            self.add("the ")
        span = self.add(entity.label)
        self.roles[slot].append(Role(entity, entity.label, span.start, span.end))


class Drawn:
    """Things to draw from, the first most often."""

    def __init__(self, things: Sequence[Any]) -> None:
        self._things = things
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(things))))

    def one(self, chance: Random, other_than: Any = None) -> Any:
        """Return one of the things."""
        while True:
            (thing,) = chance.choices(self._things, cum_weights=self._weights)
            if thing != other_than:
                return thing


class Corpus:
    """Documents by number; in each, *size* sentences claim something, and some claim nothing.

    Of each class, the first *names* of the vocabulary occur, or all if it is 0.

    It is a source of claims too, which knows without parsing what its documents claim.
    """

    version: ClassVar[str] = "generated-1"
    rules: ClassVar[Mapping[str, str]] = {"generated.sentence": "A sentence that was made to say this."}

    def __init__(self, size: int = 20, names: int = 0) -> None:
        self._size = size
        self._names = names

    def __getstate__(self) -> dict[str, int]:
        return {"_size": self._size, "_names": self._names}

    @cached_property
    def _sentences(self) -> Mapping[str, Any]:
        return tomllib.loads(_SENTENCES.read_text(encoding="utf-8"))

    @cached_property
    def _named(self) -> Mapping[str, Drawn]:
        vocabulary = Vocabulary.load()
        known = [entry.entity for _, entry in sorted(vocabulary.entries.items())]
        places = [
            Entity(named_iri("place", name), name, ("Place",), False) for name in self._sentences["places"]
        ]
        classes = ("State", "Tribunal", "Inquiry", "Register", "Fund", "Treaty")
        most = self._names or len(known)
        return {"Place": Drawn(places)} | {
            name: Drawn([one for one in known if vocabulary.is_a(one, name)][:most]) for name in classes
        }

    def document(self, number: int) -> Document:
        """Return document *number*, as it is read from its file."""
        text, _ = self.made(number)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(
            iri=content_iri("document", sha256),
            name=f"{number:07}.txt",
            text=text,
            sha256=sha256,
            published=self._day(Random(number)).isoformat(),
        )

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return what *document*, whose name is its number, claims."""
        text, sentences = self.made(int(document.name.partition(".")[0]))
        if text != document.text:
            raise ValueError(f"{document.name}: is not the document of this number")
        return tuple(_claim(document, sentence) for sentence in sentences)

    def made(self, number: int) -> tuple[str, list[Sentence]]:
        """Return the text of document *number*, and the sentences in it that claim something."""
        chance = Random(number)
        day = self._day(chance)
        text = f"Notes of session {number + 1}\n\n{_written(day)}\n\n"
        said = []
        for place in range(self._size):
            if chance.random() < 0.4:
                text += chance.choice(self._sentences["fillers"]) + " "
            said.append(self._said(len(text), chance, day))
            text += said[-1].text + ("\n\n" if place % 4 == 3 else " ")
        return text.rstrip() + "\n", said

    @staticmethod
    def _day(chance: Random) -> date:
        return _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))

    def _said(self, start: int, chance: Random, day: date) -> Sentence:
        (sort,) = chance.choices(("positions", "commitments", "events"), (6, 3, 1))
        forms = self._sentences[sort]
        about = chance.choice(list(forms))
        one = self._named["State"].one(chance)
        other = self._named[about].one(chance, other_than=one)
        second = self._named["State"].one(chance, other_than=one)
        parts = {
            "positions": {"holder": [one], "target": [other]},
            "commitments": {"by": [second], "bearer": [one], "mechanism": [other]},
            "events": {"participant": [one, other], "place": [self._named["Place"].one(chance)]},
        }[sort]
        # The stance of one towards another is the same whenever they are drawn.
        form = (Random(one.iri + other.iri) if sort == "positions" else chance).choice(forms[about])
        sentence = Sentence(start, sort, form["kind"])
        waiting = {slot: iter(entities) for slot, entities in parts.items()}
        _fill(sentence, form["text"], waiting, day)
        if "action" in form:
            begin = sentence.start + len(sentence.text)
            _fill(sentence, form["action"], waiting, day)
            sentence.spans["action"] = Span(begin, sentence.start + len(sentence.text))
            sentence.add(".")
        return sentence


def _fill(sentence: Sentence, form: str, waiting: Mapping[str, Any], day: date) -> None:
    for piece in _PIECE.finditer(form):
        if piece["slot"] == "date":
            sentence.add(_written(day))
            sentence.date = day.isoformat()
        elif piece["slot"]:
            sentence.name(piece["slot"], next(waiting[piece["slot"]]))
        elif piece["trigger"]:
            sentence.spans["trigger"] = sentence.add(piece["trigger"])
        else:
            sentence.add(piece["plain"])


def _claim(document: Document, said: Sentence) -> Claim:
    grounds: dict[str, Any] = {
        "iri": content_iri("claim", document.iri, str(said.start)),
        "document": document.name,
        "start": said.start,
        "end": said.start + len(said.text),
        "quote": said.text,
        "trigger": said.spans["trigger"],
        "rule": "generated.sentence",
        "kind": said.kind,
        "date": said.date,
    }
    roles = {slot: tuple(found) for slot, found in said.roles.items()}
    if said.sort == "positions":
        return PositionClaim(**grounds, holder=roles["holder"][0], target=roles["target"][0])
    if said.sort == "events":
        return EventClaim(**grounds, place=roles["place"][0], participants=roles["participant"])
    action = said.spans["action"]
    return CommitmentClaim(
        **grounds,
        by=roles["by"][0] if "by" in roles else None,
        bearer=roles["bearer"],
        action=document.text[action.start : action.end],
        action_span=action,
        mechanisms=roles["mechanism"],
        backs=roles["mechanism"] if said.kind == "demand" and "ratify" in said.text else (),
    )


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def write(folder: Path, number: int, corpus: Corpus) -> None:
    """Write the first *number* documents of *corpus* to *folder*, as plain text."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in range(number):
        (folder / f"{document:07}.txt").write_text(corpus.made(document)[0], encoding="utf-8")


def main(number: int, folder: Path) -> None:
    corpus = Corpus()
    write(folder, number, corpus)
    with folder.with_name(f"{folder.name}.claims.jsonl").open("w", encoding="utf-8") as file:
        for path in sorted(folder.glob("*.txt")):
            document = read_document(path)
            file.writelines(write_claims(corpus.extract(document), document))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
