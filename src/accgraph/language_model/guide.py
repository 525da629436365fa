"""The guide: what a language model is told before it reads, and the form that its answers must have.

Kinds and classes are defined in the words of the ontology, the rules are those of the annotation guidelines,
so that neither can say something else than accgraph does.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accgraph.errors import ResourceError
from accgraph.language_model.schema import answer_schema
from accgraph.language_model.settings import Prompt
from accgraph.model import COMMITMENT_KINDS, EVENT_KINDS, POSITION_KINDS, STATUSES, polarity
from accgraph.namespaces import ACC, PREFIXES, digest
from accgraph.resources import folder, ontology_folder
from accgraph.vocabulary import Vocabulary

__all__ = ["Guide", "without_blanks"]

_FILE = Path(__file__).with_name("prompt.toml")
_SECTIONS = ("Names", "Mechanisms", "Positions", "Commitments", "Events", "Decisions")
# A state must be known to the vocabulary, and the others have more telling classes below them.
_TOO_WIDE = frozenset({"Actor", "Mechanism", "Organisation", "State"})


@dataclass(frozen=True, slots=True)
class Guide:
    """What requests are made of: the words that all begin with, and those that are filled in.

    ``version`` is the number of the prompt and a digest of all that it consists of: it changes when the
    ontology or the guidelines do. ``classes`` are those that a name may be given.
    """

    version: str
    system: str
    words: Mapping[str, str]
    classes: tuple[str, ...]

    @classmethod
    def load(cls, vocabulary: Vocabulary, prompt: Prompt = "full") -> Guide:
        """Return the guide for the ontology and the guidelines that ship with accgraph.

        A brief *prompt* defines the kinds and no more: it has a third of the length.

        Raises ResourceError if a part of it is missing or cannot be read.
        """
        try:
            table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
            guidelines = (folder("evaluation") / "GUIDELINES.md").read_text(encoding="utf-8")
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise ResourceError(f"the prompt that ships with accgraph cannot be read: {error}") from error
        brief = prompt == "brief"
        terms = _Terms.load(with_examples=not brief)
        classes = tuple(
            name
            for name in terms.classes
            if name == "Place"
            or (name not in _TOO_WIDE and vocabulary.superclasses[name] & {"Actor", "Mechanism"})
        )
        example = {
            name: [without_blanks(each) for each in records]
            for name, records in table["example_answer"].items()
        }
        headings = table["headings"]
        parts = [
            table["task"].strip(),
            _headed(headings["positions"], *(terms.kind(each, polarity(each)) for each in POSITION_KINDS)),
            _headed(headings["commitments"], *map(terms.kind, COMMITMENT_KINDS)),
            _headed(headings["statuses"], *map(terms.kind, STATUSES)),
            _headed(headings["events"], *map(terms.kind, EVENT_KINDS)),
            _headed(headings["classes"], *([", ".join(classes)] if brief else map(terms.named, classes))),
            *([] if brief else [_headed(headings["rules"], *_rules(guidelines))]),
            _headed(headings["answer"], table["answer"].strip()),
            _headed(
                headings["example"], table["example_text"].strip(), json.dumps(example, ensure_ascii=False)
            ),
        ]
        system = "\n\n".join(parts)
        words = {name: value for name, value in table.items() if isinstance(value, str)}
        schema = json.dumps(answer_schema(classes), sort_keys=True)
        version = f"{table['version']}-{digest(system, schema, *(words[name] for name in sorted(words)))[:8]}"
        return cls(version, system, words, classes)

    def schema(self, most: int | None = None) -> dict[str, Any]:
        """Return the JSON Schema of an answer, as answer_schema does."""
        return answer_schema(self.classes, most)


def without_blanks(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return *record* with None for each value that is an empty string, as TOML has no null."""
    return {name: None if value == "" else value for name, value in record.items()}


@dataclass(frozen=True, slots=True)
class _Terms:
    """Definition and example of each term, and the term that each notation stands for."""

    texts: Mapping[str, tuple[str, str]]
    notations: Mapping[str, str]
    classes: tuple[str, ...]

    @classmethod
    def load(cls, *, with_examples: bool) -> _Terms:
        from pyoxigraph import RdfFormat, parse

        found: dict[str, dict[str, str]] = defaultdict(dict)
        for quad in parse(path=str(ontology_folder() / "accgraph.ttl"), format=RdfFormat.TURTLE):
            if str(quad.subject).startswith(f"<{ACC}"):
                found[quad.subject.value.removeprefix(ACC)].setdefault(
                    quad.predicate.value, quad.object.value
                )
        definition, example, notation, kind = (
            PREFIXES["skos"] + "definition",
            PREFIXES["skos"] + "example",
            PREFIXES["skos"] + "notation",
            PREFIXES["rdf"] + "type",
        )
        return cls(
            {
                name: (values.get(definition, ""), values.get(example, "") if with_examples else "")
                for name, values in found.items()
            },
            {values[notation]: name for name, values in found.items() if notation in values},
            tuple(name for name, values in found.items() if values.get(kind) == PREFIXES["owl"] + "Class"),
        )

    def kind(self, notation: str, side: str = "") -> str:
        return self._line(f"{notation} ({side})" if side else notation, self.notations[notation])

    def named(self, name: str) -> str:
        return self._line(name, name)

    def _line(self, word: str, name: str) -> str:
        definition, example = map(self._readable, self.texts[name])
        return f"- {word}: {definition}" + (f" Example: {example}" if example else "")

    def _readable(self, text: str) -> str:
        """Return *text* without properties in brackets, and with the notation of a class for its name."""
        notations = {name: notation for notation, name in self.notations.items()}
        text = re.sub(r" \(acc:[a-z]\w*\)", "", text)
        return re.sub(r"acc:(\w+)", lambda match: notations.get(match[1], match[1]), text)


def _headed(heading: str, *lines: str) -> str:
    return "\n".join((f"# {heading}", *lines))


def _rules(guidelines: str) -> Iterator[str]:
    """Yield the lines of the sections on what is recorded, without the tables of kinds."""
    section = ""
    for line in guidelines.splitlines():
        if line.startswith("## "):
            section = next((name for name in _SECTIONS if line.removeprefix("## ").startswith(name)), "")
            if section:
                yield f"## {section}"
        elif section and line.strip() and not line.startswith("|"):
            yield line
