"""How much of the truth is believed: the gold records of a folder, said by a model that makes no mistakes.

``python benchmarks/belief.py evaluation/dev`` prints for each type how many of the gold records become
claims, and for the others the reasons; with ``-v`` after it, each of them. What is not believed here is lost
whatever model is asked.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from accgraph.evaluation.gold import GoldFile, read_gold
from accgraph.extraction.analysis import Analyser
from accgraph.extraction.frames import FrameLexicon
from accgraph.language_model.answers import read_answer
from accgraph.language_model.belief import Disbelief, believe
from accgraph.model import Span
from accgraph.reading import read_document
from accgraph.vocabulary import Vocabulary

CLASSES = {
    "organisation": "InternationalOrganisation",
    "court": "Court",
    "person": "Person",
    "mechanism": "Programme",
    "group": "Group",
}


def records(gold: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each gold record as a model would say it, with the list that it belongs to."""
    for each in gold["positions"]:
        yield "positions", {**each, "holders": [each["holder"]], "denied": False}
    for each in gold["commitments"]:
        yield "commitments", {**each, "bearers": each["bearer"], "by": [each["by"]] if each["by"] else []}
    for each in gold["events"]:
        yield "events", {**each, "kind": each["type"]}


def main(folder: Path) -> None:
    """Print what is believed of the gold records in *folder*."""
    analyser, frames = Analyser.load(Vocabulary.load()), FrameLexicon.load()
    all_, believed = Counter[str](), Counter[str]()
    reasons = Counter[tuple[str, str]]()
    for file in read_gold(folder):
        analysis = analyser.analyse(read_document(file.path))
        whole = Span(0, len(analysis.document.text))
        for name, record in records(file.record):
            answer = json.dumps({name: [record], "names": names(file)})
            claims, disbeliefs = believe(analysis, whole, read_answer(answer), (), frames)
            all_[name] += 1
            believed[name] += bool(claims)
            reasons.update((name, each.reason) for each in disbeliefs)
            if "-v" in sys.argv:
                show(file, disbeliefs)
    for name, number in all_.items():
        listed = ", ".join(f"{reason} {n}" for (of, reason), n in sorted(reasons.items()) if of == name)
        print(f"{name}: {believed[name]} of {number} believed ({believed[name] / number:.0%}); {listed}")


def names(file: GoldFile) -> list[dict[str, str]]:
    """Return the names of *file* with the classes that a model would give them."""
    return [
        {"name": name, "class": CLASSES[about["type"]]}
        for name, about in file.record["names"].items()
        if about["type"] in CLASSES
    ]


def show(file: GoldFile, disbeliefs: list[Disbelief]) -> None:
    """Print why something is not believed."""
    for each in disbeliefs:
        print(f"{file.name}: {each.reason}: {each.why}\n    {each.said['quote']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
