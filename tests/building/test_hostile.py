"""Input that was made to do harm, or is broken: what can be read is, the rest is named, and that is all."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from building.scripted import KNOWN, Scripted, content, make, shapes
from graph.factories import TEXT, document
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, URIRef

from accgraph.building.unit import make as make_shard
from accgraph.cli.console import one_line
from accgraph.graph.background import Background
from accgraph.reading.content import canonical

QUOTES = (
    "«Oslo» „x“ 「日本」 "
    "\\u0022 \"\"\" ''' <script>alert(1)</script> }}} . DROP ALL ; \u2028 \u0085 \u202eolso"
)
CONTENT = {
    "made.txt": TEXT.encode(),
    "nul.txt": b"Oslo\x00",
    "empty.txt": b"",
    "latin.txt": "Le café de Genève, à São Paulo, où l'été".encode("latin-1"),
    "mixed.txt": "“Türkiye”\n".encode() + "“Türkiye” and the café – über alles\n".encode("cp1252"),
    "bidi.txt": "\u202eNorway\u202c and \u2066Denmark\u2069".encode(),
    "quotes.txt": QUOTES.encode(),
    "name\nwith\x1b[31m lines.txt": b"A name of two lines.",
    "\"><b>`$(touch pwned)`'; DROP ALL; #.txt": b"A name that is a program.",
}
SHAPES = shapes()
BACKGROUND = Background.of([KNOWN])
EXACT = "http://www.w3.org/ns/oa#exact"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names and files of other systems are tamer")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    (texts / "loop").mkdir(parents=True)
    for name, data in CONTENT.items():
        (texts / name).write_bytes(data)
    with zipfile.ZipFile(texts / "nothing.zip", "w"):
        pass
    (texts / "loop" / "up").symlink_to("..")
    (texts / "loop" / "self.txt").symlink_to("self.txt")
    (texts / "loop" / "gone.txt").symlink_to("nowhere")
    os.mkfifo(texts / "pipe.txt")
    Path(os.fsdecode(os.fsencode(texts) + b"/\xff.txt")).write_bytes(b"A name that is no text.")
    return texts


def test_what_can_be_read_is_and_the_rest_is_named(folder: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    built = make(folder, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*before, "out"])
    read = {"bidi.txt", "latin.txt", "made.txt", "mixed.txt", "quotes.txt", *list(CONTENT)[-2:]}
    assert {document.name for document in built.documents} == read
    reasons = {part.reason.removeprefix(f"{folder}/").partition(": ")[::2] for part in built.left_out}
    guess = "which is a guess; save it as UTF-8 to be sure"
    assert reasons == {
        ("nul.txt", "is not text: it holds NUL characters"),
        ("empty.txt", "is empty: it holds no text to read"),
        ("latin.txt", f"is not in UTF-8: read as windows-1252, {guess}"),
        ("mixed.txt", f"is not in UTF-8 on line 2: read as windows-1252, {guess}"),
        ("nothing.zip", "is empty: it holds no document"),
        ("loop/self.txt", "cannot be read: Too many levels of symbolic links"),
        ("loop/gone.txt", "cannot be read: No such file or directory"),
        ("pipe.txt", "is no file, but a pipe, a socket or a device"),
        ("\\udcff.txt", "its name is not in UTF-8: rename it"),
    }
    again = make(folder, tmp_path / "again")
    assert content(again.folder) == content(built.folder)


def test_another_parser_reads_what_was_written(folder: Path, tmp_path: Path) -> None:
    out = make(folder, tmp_path / "out").folder
    with (out / "dataset.nq").open("rb") as file:
        number = len({str(quad) for quad in parse(file, format=RdfFormat.N_QUADS)})
    for name, form in (("dataset.nq", "nquads"), ("dataset.trig", "trig")):
        assert len(list(Dataset().parse(out / name, format=form).quads())) == number
    assert all(json.loads(line) for line in (out / "claims.jsonl").read_text().split("\n") if line)


@given(
    st.text(max_size=60).map(lambda text: canonical(text).replace("\n", " ")),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)
@settings(max_examples=25)
def test_any_words_and_names_are_written_as_they_are(words: str, name: str) -> None:
    # The words stand in the quote of the first claim, as TEXT begins with it.
    words = " ".join(words.splitlines())
    source = document(f"{words}{TEXT}", name)
    shard = make_shard(source, Scripted(), SHAPES, BACKGROUND)
    assert shard == make_shard(source, Scripted(), SHAPES, BACKGROUND)
    claims = [json.loads(line) for line in shard.claims.decode().split("\n") if line]
    assert claims
    assert all(source.text[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)
    read = Dataset()
    read.parse(data=shard.quads.decode(), format="nquads")
    quads = list(parse(shard.quads, format=RdfFormat.N_QUADS))
    assert len(list(read.quads())) == len(quads)
    written = {str(o) for _, p, o, _ in read.quads() if p == URIRef(EXACT)}
    assert written >= {claim["quote"] for claim in claims}


@given(st.text())
def test_messages_are_one_line_that_no_terminal_acts_on(text: str) -> None:
    line = one_line(text + "\n\x1b[2J\x9b\u202e\ud800.")
    assert line.isprintable() or not set(line) & set("\n\r\x1b\x9b\u202e\ud800")
    assert line.endswith("\\x1b[2J\\x9b\\u202e\\ud800.")
    line.encode()
