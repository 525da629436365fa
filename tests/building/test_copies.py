"""Documents that repeat each other nearly word for word are copies of the earliest of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from building.scripted import Scripted, make
from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.building.copies import Signed, copies, packed, signature
from accgraph.model import Claim, Document
from accgraph.resources import seeds_folder

STORY = (seeds_folder() / "001_fe2b4b5d9e753a33.txt").read_text(encoding="utf-8")
OTHER = (seeds_folder() / "002_354b95cf20b27993.txt").read_text(encoding="utf-8")
SITE = "Reuters. Sign up here to get our newsletter in your inbox every morning. All rights reserved."


def signed(name: str, text: str, published: str | None = None) -> Signed:
    return Signed(f"https://example.org/{name}", name, published, packed(signature(text)))


def pairs(documents: Iterable[Signed]) -> dict[str, str]:
    found = copies(list(documents))
    return {copy.rpartition("/")[2]: original.rpartition("/")[2] for copy, original in found.items()}


def test_a_story_on_several_sites_is_one_source() -> None:
    documents = [
        signed("c", f"{SITE}\n\n{STORY}", "2025-11-25"),
        signed("a", STORY.replace("Prosecutor General", "Chief Prosecutor", 1), None),
        signed("b", STORY, "2025-11-24"),
        signed("d", OTHER, "2020-01-01"),
    ]
    assert pairs(documents) == {"a": "b", "c": "b"}


def test_short_texts_and_excerpts_are_no_copies() -> None:
    short = "Norway joined the Register of Damage on Monday."
    assert signature(short) == ()
    assert pairs([signed("a", short), signed("b", short + " ")]) == {}
    assert pairs([signed("a", STORY), signed("b", STORY[: len(STORY) // 2])]) == {}


@given(st.permutations(range(5)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    texts = [STORY, STORY + SITE, OTHER, OTHER + SITE, SITE * 9]
    documents = [signed(str(n), text, f"2025-01-0{n + 1}") for n, text in enumerate(texts)]
    assert pairs(documents[n] for n in order) == {"1": "0", "3": "2"}


class Silent(Scripted):
    """Makes no claims."""

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return ()


@pytest.mark.parametrize("changed", [False, True])
def test_a_build_says_which_documents_are_copies(tmp_path: Path, changed: bool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER if changed else STORY + SITE, encoding="utf-8")
    built = make(folder, tmp_path / "out", Silent())
    assert built.copies == (0 if changed else 1)
    lines = (built.folder / "dataset.nq").read_text(encoding="utf-8").splitlines()
    stated = [line for line in lines if line.split()[1] == "<https://w3id.org/accgraph/ontology#copyOf>"]
    by_name = {document.name: document.iri for document in built.documents}
    expected = f"<{by_name['b.txt']}> <https://w3id.org/accgraph/ontology#copyOf> <{by_name['a.txt']}>"
    assert [line.rpartition(" <")[0] for line in stated] == ([] if changed else [expected])
    again = make(folder, tmp_path / "out", Silent())
    assert again.unchanged and again.copies == built.copies
