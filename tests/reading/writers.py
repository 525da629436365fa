"""Writes a text as a page, a PDF, a letter: the documents that the readers are tried on."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from accgraph.extraction.blocks import split_blocks


@dataclass(frozen=True)
class Part:
    """A block of a text: ``kind`` is ``title``, ``paragraph``, ``heading`` or ``item``."""

    kind: str
    words: str


def parts(text: str) -> list[Part]:
    """Return the blocks of *text* as its own words have them."""
    found: list[Part] = []
    for block in split_blocks(text):
        words = " ".join(text[block.starts[0] : block.ends[-1]].split())
        words = html.unescape(re.sub(r"[*_]{2}|<[^<>]*>", "", words))
        kind = "title" if not found else block.kind
        found.append(Part(kind, words))
    return found


def as_html(blocks: Sequence[Part], head: str = "") -> bytes:
    """Return a page with navigation before and after the *blocks*."""
    body = []
    for listed, group in _grouped(blocks):
        if listed:
            body.append("<ul>" + "".join(f"<li>{html.escape(p.words)}</li>" for p in group) + "</ul>")
            continue
        tags = {"title": "h1", "heading": "h2", "paragraph": "p"}
        body += [f"<{tags[p.kind]}>{html.escape(p.words)}</{tags[p.kind]}>" for p in group]
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/n">Norway rejects the register</a></li></ul></nav>
</header>
<main><article>{"".join(body)}</article></main>
<aside class="related"><h2>Related</h2><p><a href="/x">France condemns the tribunal in The Hague again</a></p>
</aside>
<footer><p>Contact the press office: press@example.org</p></footer></body></html>""".encode()


def as_docx(blocks: Sequence[Part], title: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    styles = {"title": "Title", "heading": "Heading 2", "item": "List Bullet", "paragraph": None}
    for part in blocks:
        document.add_paragraph(part.words, style=styles[part.kind])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_odt(blocks: Sequence[Part]) -> bytes:
    import odfdo

    document = odfdo.Document("text")
    document.body.clear()
    for listed, group in _grouped(blocks):
        if listed:
            document.body.append(odfdo.List([part.words for part in group]))
            continue
        for part in group:
            heading = part.kind in ("title", "heading")
            document.body.append(odfdo.Header(1, part.words) if heading else odfdo.Paragraph(part.words))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(
    blocks: Sequence[Part], *, columns: int = 1, across: bool = False, notes: Sequence[str] = ()
) -> bytes:
    """Return a PDF with running headers and page numbers, words parted at line ends as pyphen has them.

    *across* draws the lines of several columns in the order of their height.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    width, height = A4
    margin, gutter = 60, 24
    column_width = (width - 2 * margin - gutter * (columns - 1)) / columns
    bottom = 110 if notes else 80
    top = height - 90
    drawn: list[tuple[float, float, str, str, float]] = []
    page, column, y = 1, 0, top

    def close() -> None:
        nonlocal page, drawn
        if across:
            drawn.sort(key=lambda line: (-line[1], line[0]))
        for x, at, words, font, size in drawn:
            canvas.setFont(font, size)
            canvas.drawString(x, at, words)
        drawn = []
        canvas.setFont("Helvetica", 8)
        canvas.drawString(margin, height - 40, "Ministry of Examples - Press Service")
        canvas.drawCentredString(width / 2, 35, f"Page {page}")
        if page == 1:
            for index, note in enumerate(notes):
                canvas.setFont("Times-Roman", 7)
                canvas.drawString(margin, 100 - 9 * index, f"{index + 1} {note}")
        canvas.showPage()
        page += 1

    for part in blocks:
        font = "Times-Bold" if part.kind in ("title", "heading") else "Times-Roman"
        size = {"title": 16.0, "heading": 13.0}.get(part.kind, 10.5)
        words = f"- {part.words}" if part.kind == "item" else part.words
        for line in _wrapped(canvas, words, font, size, column_width):
            if y < bottom:
                column, y = column + 1, top
                if column == columns:
                    close()
                    column = 0
            drawn.append((margin + column * (column_width + gutter), y, line, font, size))
            y -= size * 1.2
        y -= size * 0.8
    close()
    canvas.save()
    return stream.getvalue()


def _wrapped(canvas: object, words: str, font: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for word in words.split():
        candidate = f"{line} {word}".strip()
        if canvas.stringWidth(candidate, font, size) <= width:  # type: ignore[attr-defined]
            line = candidate
            continue
        head = re.match(r"[a-z]{5,}?(?=(?:tion|ment|ing|able|ly)[a-z]*[.,]?$)", word)
        if head and canvas.stringWidth(f"{line} {head[0]}-", font, size) <= width:  # type: ignore[attr-defined]
            lines.append(f"{line} {head[0]}-")
            line = word[len(head[0]) :]
        else:
            lines.append(line)
            line = word
    return [*filter(None, lines), line]


def _grouped(blocks: Sequence[Part]) -> list[tuple[bool, list[Part]]]:
    groups: list[tuple[bool, list[Part]]] = []
    for part in blocks:
        listed = part.kind == "item"
        if not groups or groups[-1][0] != listed:
            groups.append((listed, []))
        groups[-1][1].append(part)
    return groups
