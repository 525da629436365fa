"""Documents as they come off a site: each between the frame of the site and text on other matters.

    python benchmarks/pages.py FOLDER [--times NUMBER] [--other NUMBER] [PATH]...

writes to FOLDER, NUMBER times (10), each of the documents at PATH (the seeds and the development set) in the
midst of a page of its own: lines of a site's frame, a notice on cookies, and NUMBER (12) paragraphs on
cooking, gardens, the weather, goods, animals, matches, the stage and shops. Three of these eight topics are
full of names of people, places and states. The same arguments give the same pages.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from accgraph.reading import find_documents, read_documents

_PARTS = Path(__file__).parent / "pages.toml"


class Pages:
    """Makes the text around documents."""

    def __init__(self, other: int = 12) -> None:
        self._parts: Mapping[str, Any] = tomllib.loads(_PARTS.read_text(encoding="utf-8"))
        self._other = other

    def around(self, text: str, chance: Random) -> str:
        """Return *text* in the midst of a page."""
        parts = self._parts
        paragraphs = [self._paragraph(chance) for _ in range(self._other)]
        before = chance.randrange(self._other // 3 + 1)
        opening = chance.sample(parts["frame"], 9)
        closing = chance.sample(parts["frame"], 7)
        notice = chance.choice(parts["notices"])
        page = [*opening, notice, *paragraphs[:before], text.strip(), *paragraphs[before:], *closing]
        return "\n\n".join(page) + "\n"

    def _paragraph(self, chance: Random) -> str:
        sentences = self._parts["topics"][chance.choice(list(self._parts["topics"]))]
        chosen = chance.sample(sentences, min(len(sentences), chance.randint(3, 6)))
        return " ".join(self._filled(sentence, chance) for sentence in chosen)

    def _filled(self, sentence: str, chance: Random) -> str:
        return re.sub(r"\{(\w+)\}", lambda slot: chance.choice(self._parts["slots"][slot[1]]), sentence)


def pages(paths: Sequence[Path], times: int, other: int) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page."""
    made = Pages(other)
    for path in find_documents(paths).files:
        for document in read_documents(path).documents:
            for number in range(times):
                name = f"{number:03}-{path.stem}.txt"
                yield name, made.around(document.text, Random(name))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("seeds"), Path("evaluation/dev")])
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--other", type=int, default=12)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(given.paths, given.times, given.other):
        (given.folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
