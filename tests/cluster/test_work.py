"""What a worker does, in this process, with a storage in its memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest
from building.scripted import KNOWN, Scripted, shapes
from cluster.in_memory import stored_in_memory
from graph.factories import TEXT

from accgraph.building.shards import Shards
from accgraph.building.unit import Unit
from accgraph.cluster.partitions import MadePartition, Partition
from accgraph.cluster.sources import find_sources
from accgraph.cluster.statements import Wanted, write_statements
from accgraph.cluster.storage import Place
from accgraph.cluster.work import Equipment, entry_of, equip, make_partition, unpack
from accgraph.errors import ResourceError, StoreError
from accgraph.graph.background import Background
from accgraph.reading import Limits, ReadingOptions

FILES = {
    "a.txt": TEXT.encode(),
    "b.txt": b"Nothing.",
    "empty.txt": b"",
    "large.txt": b"Much. " * 10_000,
    "same/a.txt": b"Another file of that name.",
    "told.txt": b"Nothing more.",
    "told.txt.meta.toml": b"published = 3\n",
    "x" * 300 + ".txt": b"A name that no disk takes.",
}


@pytest.fixture
def stored() -> Iterator[str]:
    with stored_in_memory("input", FILES) as address:
        yield address


@pytest.fixture
def place() -> Iterator[Place]:
    yield Place("memory://place")
    files = fsspec.filesystem("memory")
    if files.exists("/place"):
        files.rm("/place", recursive=True)


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    options = ReadingOptions(limits=Limits(size=50_000))
    return Unit.of(Scripted(), shapes(), Background.of([KNOWN]), Shards(tmp_path), options)


def made(unit: Unit, place: Place, stored: str, asked: Path | None = None) -> MadePartition:
    partition = Partition.of(find_sources([stored])[0], unit.basis)
    unit = replace(unit, extractor=Scripted(asked))
    key = make_partition(Equipment(unit), partition, place)
    entry = entry_of(place, key)
    assert entry is not None
    return entry


def test_what_becomes_of_each_file_is_noted_under_its_address(
    unit: Unit, place: Place, stored: str, tmp_path: Path
) -> None:
    entry = made(unit, place, stored)
    counts = {file.address.removeprefix(f"{stored}/"): len(file.outcome.shards) for file in entry.files}
    assert {name for name, number in counts.items() if number} == {"a.txt", "b.txt", "same/a.txt"}
    reasons = [part.reason for file in entry.files for part in file.outcome.left_out]
    assert reasons == [
        f"{stored}/empty.txt: is empty: it holds no text to read",
        f"{stored}/large.txt: is 0.1 MB large, more than the limit of 0.1 MB: part it, or set --max-size",
        f"{stored}/told.txt.meta.toml: 'published' of the document must be a non-empty string",
        f"{stored}/{'x' * 300}.txt: cannot be read: File name too long",
    ]
    shards = Shards(tmp_path / "taken")
    shards.folder.mkdir()
    assert entry.shards is not None and entry.sha256 is not None
    assert unpack(entry.shards, entry.sha256, place, shards)
    names = {shards.record(key).name for file in entry.files for key in file.outcome.shards}
    assert names == {"a.txt", "b.txt"}


def test_it_is_done_once(unit: Unit, place: Place, stored: str, tmp_path: Path) -> None:
    first = made(unit, place, stored, tmp_path / "asked")
    assert made(unit, place, stored, tmp_path / "again") == first
    assert (tmp_path / "asked").exists() and not (tmp_path / "again").exists()


def test_an_entry_that_is_not_whole_is_none(unit: Unit, place: Place, stored: str, tmp_path: Path) -> None:
    first = made(unit, place, stored)
    name = f"manifest/{first.key}.json"
    whole = place.read(name)
    assert whole is not None
    place.write(name, whole[:-9])
    assert entry_of(place, first.key) is None
    assert made(unit, place, stored) == first
    assert place.read(name) == whole


def test_shards_that_are_damaged_are_not_taken(unit: Unit, place: Place, stored: str, tmp_path: Path) -> None:
    entry = made(unit, place, stored)
    assert entry.shards is not None and entry.sha256 is not None
    place.write(entry.shards, b"damaged")
    shards = Shards(tmp_path / "taken")
    assert not unpack(entry.shards, entry.sha256, place, shards)
    keys = tuple(key for file in entry.files for key in file.outcome.shards)
    with pytest.raises(StoreError, match=r"^memory://place/shards/.*: has gone: build again$"):
        write_statements(Wanted(entry.key, entry.shards, entry.sha256, keys, {}), place)


def test_what_a_storage_says_leads_to_no_other_file(
    unit: Unit, place: Place, stored: str, tmp_path: Path
) -> None:
    entry = made(unit, place, stored)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("../../../escaped", b"")
    place.write("shards/bad.zip", stream.getvalue())
    shards = Shards(tmp_path / "taken")
    assert not unpack("shards/bad.zip", hashlib.sha256(stream.getvalue()).hexdigest(), place, shards)
    assert not list(tmp_path.rglob("escaped*"))
    (key,) = entry.files[0].outcome.shards
    assert MadePartition.loaded(entry.dumped()) == entry
    assert MadePartition.loaded(entry.dumped().replace(key.encode(), b"../../../etc/passwd/")) is None


def test_statements_that_are_damaged_are_written_again(unit: Unit, place: Place, stored: str) -> None:
    entry = made(unit, place, stored)
    assert entry.shards is not None and entry.sha256 is not None
    key = next(file.outcome.shards[0] for file in entry.files if file.name == "b.txt")
    wanted = Wanted(entry.key, entry.shards, entry.sha256, (key,), {})
    written = write_statements(wanted, place)
    whole = place.read(written.nquads)
    assert whole is not None and gzip.decompress(whole).count(b"\n") == written.statements > 0
    assert write_statements(wanted, place) == written
    place.write(written.nquads, whole[:-9])
    assert write_statements(wanted, place) == written
    assert place.read(written.nquads) == whole


def test_another_version_of_the_code_is_refused(unit: Unit) -> None:
    assert equip(pickle.dumps(unit)).unit.basis == unit.basis
    other = replace(unit, made_with={**unit.made_with, "code": "another"})
    with pytest.raises(ResourceError, match=r"has another version of accgraph than this machine"):
        equip(pickle.dumps(other))


def test_equipment_can_be_handed_on(unit: Unit) -> None:
    assert pickle.loads(pickle.dumps(Equipment(unit))).unit.basis == unit.basis


def test_a_place_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, and no folder")
    place = Place(str(tmp_path / "file"))
    with pytest.raises(StoreError, match=r"file/manifest/x.json: cannot be written: "):
        place.write("manifest/x.json", b"")
    assert Place(str(tmp_path / "none")).names("manifest") == set()
    assert Place(str(tmp_path / "none")).read("manifest/x.json") is None


def test_a_place_on_disk_holds_whole_files_only(tmp_path: Path) -> None:
    place = pickle.loads(pickle.dumps(Place(str(tmp_path / "place"))))
    place.write("shards/a.zip", b"one")
    place.write("shards/a.zip", b"two")
    assert place.read("shards/a.zip") == b"two"
    assert place.names("shards") == {"a.zip"}
