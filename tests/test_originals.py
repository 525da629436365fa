"""The evidence of a claim leads to its words in the original, as the original's own readers have them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from graph.factories import DENMARK, REGISTER, role
from reading.writers import Part, as_docx, as_html, as_pdf

from accgraph.build import build
from accgraph.cli.main import cli
from accgraph.engines import open_source
from accgraph.errors import QueryError, StoreError
from accgraph.explain import find_claim
from accgraph.model import Claim, Document, PositionClaim, Span
from accgraph.namespaces import content_iri
from accgraph.originals import evidence_of, spots_of
from accgraph.reading import ReadingOptions

QUOTE = "Denmark and Norway have joined the Register of Damage for Ukraine"
BLOCKS = [
    Part("title", "Statement on the Register of Damage"),
    Part(
        "paragraph",
        "The ministers met in Oslo on Monday to speak about the year that lies before them. " * 30,
    ),
    Part("paragraph", f"It is to be noted in this context, which is a long one, that {QUOTE}. "),
]


class Joins:
    """Claims that Denmark joined the register wherever the quote stands."""

    version = "joins-1"
    rules: Mapping[str, str] = {"test.rule": "A rule that a test wrote down."}

    def extract(self, document: Document) -> tuple[Claim, ...]:
        start = document.text.find(QUOTE)
        if start < 0:
            return ()
        claim = PositionClaim(
            iri=content_iri("claim", document.iri),
            document=document.name,
            start=start,
            end=start + len(QUOTE),
            quote=QUOTE,
            trigger=Span(start, start + len("Denmark")),
            rule="test.rule",
            kind="join",
            holder=role(document, DENMARK, "Denmark", start),
            target=role(document, REGISTER, "Register of Damage", start),
        )
        return (claim,)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals")
    files = {
        "a.html": as_html(BLOCKS, '<link rel="canonical" href="https://example.org/a">'),
        "b.docx": as_docx([*BLOCKS, Part("paragraph", "B.")]),
        "c.pdf": as_pdf([*BLOCKS, Part("paragraph", "C.")]),
        "d.txt": "\n\n".join(part.words for part in [*BLOCKS, Part("paragraph", "D.")]).encode(),
    }
    for name, data in files.items():
        (folder / "in" / name).parent.mkdir(exist_ok=True)
        (folder / "in" / name).write_bytes(data)
    built = build([folder / "in"], folder / "out", Joins(), reading=ReadingOptions(keep_originals=True))
    assert built.left_out == () and len(built.documents) == 4
    return built.folder


def in_page(data: bytes, place: str) -> str:
    from lxml import html

    (element,) = html.document_fromstring(data).xpath(place)
    return str(element.text_content())


def in_letter(data: bytes, place: str) -> str:
    from docx import Document as Letter

    return Letter(io.BytesIO(data)).paragraphs[int(place.removeprefix("paragraph=")) - 1].text


def in_pdf(data: bytes, place: str) -> str:
    from pypdfium2 import PdfDocument

    match = re.fullmatch(r"page=(\d+)&viewrect=(\d+),(\d+),(\d+),(\d+)", place)
    assert match
    number, left, top, width, height = map(int, match.groups())
    page = PdfDocument(data)[number - 1]
    high = page.get_height() - top
    text = page.get_textpage().get_text_bounded(left - 1, high - height - 1, left + width + 1, high + 1)
    return str(text)


def in_text(data: bytes, place: str) -> str:
    match = re.fullmatch(r"line=(\d+)&column=(\d+)", place)
    assert match
    return data.decode().splitlines()[int(match[1]) - 1][int(match[2]) - 1 :]


def claim_of(dataset: Path, name: str) -> str:
    for line in (dataset / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        if f'"document": "{name}"' in line:
            found = re.search(r'"iri": "([^"]*/claim/[^"]*)"', line)
            assert found
            return found[1]
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("name", "read"), [("a.html", in_page), ("b.docx", in_letter), ("c.pdf", in_pdf), ("d.txt", in_text)]
)
def test_the_original_has_the_words_where_the_evidence_says(
    dataset: Path, name: str, read: Callable[[bytes, str], str]
) -> None:
    evidence = evidence_of(open_source(dataset), claim_of(dataset, name))
    assert (evidence.document, evidence.quote) == (name, QUOTE)
    data = (dataset.parent / "in" / name).read_bytes()
    spots = spots_of(evidence, dataset)
    assert " ".join(spot.words for spot in spots) == QUOTE
    for spot in spots:
        assert " ".join(spot.words.split()) in " ".join(read(data, spot.place).split())


def test_the_graph_says_page_and_place(dataset: Path) -> None:
    evidence = evidence_of(open_source(dataset), claim_of(dataset, "c.pdf"))
    assert evidence.place == spots_of(evidence, dataset)[0].place
    lines = (dataset / "dataset.nq").read_text(encoding="utf-8")
    assert len(re.findall(r"ontology#page> \"1\"\^\^", lines)) == 1
    assert len(re.findall(r"ontology#originalPlace> \"", lines)) == 3
    # Without the folder, the graph knows where the words begin.
    (spot,) = spots_of(evidence, None)
    assert spot.place == evidence.place


def test_kept_originals_open_at_the_words(dataset: Path) -> None:
    opened = {}
    for name in ("a.html", "c.pdf"):
        opens = spots_of(evidence_of(open_source(dataset), claim_of(dataset, name)), dataset)[0].opens
        assert opens
        path, _, fragment = opens.removeprefix("file://").partition("#")
        assert Path(path).read_bytes() == (dataset.parent / "in" / name).read_bytes()
        opened[name] = fragment
    first, last = unquote(opened["a.html"].removeprefix(":~:text=")).split(",")
    assert QUOTE.startswith(first) and QUOTE.endswith(last)
    assert opened["c.pdf"].startswith("page=1&viewrect=")


def test_show_prints_where(dataset: Path) -> None:
    claim = claim_of(dataset, "b.docx")
    run = CliRunner().invoke(cli, ["show", claim, "--original", "--dataset", str(dataset)])
    assert run.exit_code == 0, run.output
    assert f"quote     “{QUOTE}”" in run.output
    assert "original  paragraph=3\n" in run.output
    without = CliRunner().invoke(cli, ["show", claim, "--dataset", str(dataset)])
    assert "original" not in without.output and QUOTE in without.output


def test_faults_are_named(dataset: Path) -> None:
    source = open_source(dataset)
    with pytest.raises(QueryError, match="there is no claim"):
        evidence_of(source, "https://example.org/none")
    claim = find_claim(source, claim_of(dataset, "a.html"))
    evidence = evidence_of(source, claim)
    path = dataset / "places" / f"{evidence.sha256}.json"
    content = path.read_bytes()
    try:
        path.write_bytes(content[:20])
        with pytest.raises(StoreError, match="build again"):
            spots_of(evidence, dataset)
    finally:
        path.write_bytes(content)
