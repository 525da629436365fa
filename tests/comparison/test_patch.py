from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Dataset

from accgraph.comparison.blocks import differing, sorted_lines
from accgraph.comparison.patch import apply_patch, write_patch
from accgraph.errors import StoreError
from accgraph.graph.background import VOCABULARY_GRAPH
from accgraph.graph.syntax import nquads_lines

NODES = [NamedNode(f"urn:{name}") for name in ("a", "ab", "a/b", "é")]
QUADS = st.builds(
    Quad,
    st.sampled_from([*NODES, BlankNode("b1")]),
    st.sampled_from(NODES),
    st.sampled_from(
        [*NODES, Literal("x\ny"), Literal("0.550", datatype=NamedNode("urn:d")), Literal("é", language="en")]
    ),
    st.sampled_from(NODES),
)


def put(folder: Path, quads: set[Quad]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "dataset.nq").write_text("".join(nquads_lines(quads)), encoding="utf-8")
    return folder


@settings(max_examples=60, deadline=None)
@given(old=st.sets(QUADS, max_size=12), new=st.sets(QUADS, max_size=12))
def test_the_patch_makes_the_new_of_the_old_exactly(
    tmp_path_factory: pytest.TempPathFactory, old: set[Quad], new: set[Quad]
) -> None:
    folder = tmp_path_factory.mktemp("patch")
    before, after = put(folder / "old", old), put(folder / "new", new)
    patch = list(write_patch(before, after))
    assert apply_patch(sorted_lines(before), patch) == list(sorted_lines(after))
    back = list(write_patch(after, before))
    assert apply_patch(sorted_lines(after), back) == list(sorted_lines(before))
    assert len(patch) == 3 + len(old ^ new)
    assert [block.subject for block in differing(before, after)] == sorted(
        {str(q.subject) for q in old ^ new}
    )


def test_rdflib_applies_it_as_well(story: Path, fewer: Path) -> None:
    """The vocabulary, which is the same in both and most of each, is left aside: rdflib takes its time."""
    made, wanted = Dataset(), Dataset()
    made.parse(data=b"".join(told(story)), format="nquads")
    made.parse(data=b"".join(write_patch(story, fewer)).decode(), format="patch")
    wanted.parse(data=b"".join(told(fewer)), format="nquads")
    assert set(made.quads()) == set(wanted.quads())


def told(dataset: Path) -> list[bytes]:
    vocabulary = f"<{VOCABULARY_GRAPH}> .\n".encode()
    return [line for line in sorted_lines(dataset) if not line.endswith(vocabulary)]


def test_it_makes_the_file_of_the_new_dataset_byte_by_byte(story: Path, fewer: Path) -> None:
    made = apply_patch(sorted_lines(story), write_patch(story, fewer))
    assert b"".join(made) == (fewer / "dataset.nq").read_bytes()
    assert list(write_patch(story, fewer)) == list(write_patch(story, fewer))


def test_a_file_of_rdf_is_compared_as_well(story: Path) -> None:
    assert list(differing(story, story / "dataset.trig")) == []


def test_a_file_that_has_lost_its_graphs_is_refused(story: Path) -> None:
    with pytest.raises(StoreError, match=r"dataset\.ttl: its graphs are merged into one"):
        list(differing(story, story / "dataset.ttl"))


def test_a_patch_to_another_dataset_is_refused(story: Path, fewer: Path) -> None:
    patch = list(write_patch(story, fewer))
    with pytest.raises(StoreError, match="takes away what is not there: it is not a patch to this dataset"):
        apply_patch(sorted_lines(fewer), patch)
    with pytest.raises(StoreError, match="has no end: it was cut short"):
        apply_patch(sorted_lines(story), patch[:-1])
    with pytest.raises(StoreError, match=r"line 2 is no line of an RDF Patch: 'X'"):
        apply_patch([], [b"TX .\n", b"X\n"])


def test_a_file_out_of_order_is_refused(story: Path, tmp_path: Path) -> None:
    lines = (story / "dataset.nq").read_bytes().splitlines(keepends=True)
    (tmp_path / "dataset.nq").write_bytes(b"".join([lines[-1], *lines[:-1]]))
    with pytest.raises(StoreError, match="are not in the order of a build"):
        list(differing(story, tmp_path))
