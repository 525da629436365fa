from __future__ import annotations

from pathlib import Path

import pytest

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.attributes import Attributes
from accgraph.resources import seeds_folder

ODD = "There's nothin' to do, ain't it? I'm gonna go; let's see.  Not \n me: the dog's been told, y'all."
STEPS = ["attribute_ruler", "lemmatizer", "ner"]


@pytest.mark.parametrize("path", [*sorted(seeds_folder().glob("*.txt")), None], ids=lambda p: p and p.stem)
def test_they_are_those_of_the_ruler(analyser: Analyser, path: Path | None) -> None:
    nlp = analyser.nlp
    ruler = nlp.get_pipe("attribute_ruler")
    attributes = Attributes(ruler)  # type: ignore[arg-type]
    texts = [text for text in (path.read_text() if path else ODD).split("\n\n") if text.strip()]
    for text in texts:
        expected = ruler(nlp(text, disable=STEPS))
        # The second time, all kinds of token are known.
        for _ in range(2):
            assert attributes(nlp(text, disable=STEPS)).to_bytes() == expected.to_bytes()
