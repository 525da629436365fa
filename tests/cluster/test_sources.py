from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from cluster.in_memory import stored_in_memory
from hypothesis import example, given
from hypothesis import strategies as st

from accgraph.cluster.partitions import Partition, parted
from accgraph.cluster.sources import Source, find_sources
from accgraph.cluster.storage import is_stored
from accgraph.errors import DocumentError, ResourceError

FILES = {
    "b.txt": b"Oslo",
    "a.md": b"# Oslo",
    "deep/c.txt": b"Bergen",
    "deep/documents.toml": b'["c.txt"]\ntitle = "A"\n',
    "deep/c.txt.meta.toml": b'title = "B"\n',
    "deep/.hidden/d.txt": b"",
    "deep/image.png": b"\x89PNG\x00",
    "deep/page": b"plain words",
    "data.bin": b"\x00\x01",
}


@pytest.fixture
def stored() -> Iterator[str]:
    with stored_in_memory("stored", FILES) as address:
        yield address


def test_a_storage_is_listed_as_a_folder_is(stored: str, tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found, left_out = find_sources([stored])
    on_disk, left_on_disk = find_sources([str(tmp_path)])
    assert [source.address for source in found] == [
        f"{stored}/{name}" for name in ("a.md", "b.txt", "deep/c.txt", "deep/page")
    ]
    assert [one.address.replace(str(tmp_path), stored) for one in on_disk] == [one.address for one in found]
    assert [(one.name, one.size, len(one.beside)) for one in on_disk] == [
        (one.name, one.size, len(one.beside)) for one in found
    ]
    assert [len(one.beside) for one in found] == [0, 0, 2, 1]
    assert sorted(part.reason.replace(str(tmp_path), stored) for part in left_on_disk) == sorted(
        part.reason for part in left_out
    )
    assert [part.name for part in left_out] == ["data.bin", "image.png"]


def test_one_file_may_be_named(stored: str) -> None:
    ((found,), left_out) = find_sources([f"{stored}/deep/c.txt"])
    assert (found.address, found.path) == (f"{stored}/deep/c.txt", "/stored/deep/c.txt")
    assert (len(found.beside), left_out) == (2, ())


def test_a_change_of_a_file_or_of_what_describes_it_is_seen(stored: str) -> None:
    def versions() -> dict[str, str]:
        return {source.name: source.version for source in find_sources([stored])[0]}

    before = versions()
    assert versions() == before
    files = fsspec.filesystem("memory")
    files.pipe("/stored/b.txt", b"Rome")
    files.pipe("/stored/deep/documents.toml", b"")
    after = versions()
    assert {name for name in after if after[name] != before[name]} == {"b.txt", "c.txt", "page"}


def test_what_cannot_be_listed_is_named(stored: str) -> None:
    with pytest.raises(DocumentError, match=r"^memory://nowhere: there is nothing at this address$"):
        find_sources(["memory://nowhere"])
    with pytest.raises(ResourceError, match=r"^nonsense://x: cannot be opened here: Protocol not known"):
        find_sources(["nonsense://x"])
    assert not is_stored("https://example.org/a") and not is_stored("C:/a") and is_stored("s3://b/c")


def source(number: int, size: int = 1) -> Source:
    return Source(f"docs/{number:03}.txt", None, f"/docs/{number:03}.txt", f"{number:03}.txt", size, "1")


def keys(numbers: range | list[int], size: int) -> set[str]:
    return {partition.key for partition in parted(map(source, numbers), "basis", size)}


@given(st.integers(1, 20), st.integers(0, 199))
@example(5, 25)
def test_a_file_that_goes_changes_one_partition_or_two(size: int, gone: int) -> None:
    whole = keys(range(200), size)
    assert [one for part in parted(map(source, range(200)), "basis", size) for one in part.sources] == list(
        map(source, range(200))
    )
    left = [number for number in range(200) if number != gone]
    # Two become one where it was the end of its partition; longest partitions, also those that become so, are
    # cut by number.
    longest = {partition.key for numbers in (range(200), left) for partition in _cut(numbers, size)}
    assert len(keys(left, size) - whole) <= 1 + len(longest)


def _cut(numbers: range | list[int], size: int) -> Iterator[Partition]:
    for partition in parted(map(source, numbers), "basis", size):
        if len(partition.sources) == 4 * size:
            yield partition


def test_large_files_are_not_put_together() -> None:
    made = list(parted([source(number, 15_000_000) for number in range(6)], "basis", 1_000))
    assert [len(partition.sources) for partition in made] == [2, 2, 2]


def test_a_partition_is_another_one_for_another_basis_or_version() -> None:
    one = Partition.of([source(1)], "basis")
    assert one.key != Partition.of([source(1)], "other").key
    assert one.key != Partition.of([source(1, 1), source(2)], "basis").key
