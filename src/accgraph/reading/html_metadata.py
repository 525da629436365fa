"""What a page says of itself: in JSON-LD, in its meta elements, in its links and its title."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from accgraph.reading.content import Stated, flowing
from accgraph.reading.dateline import iso_day
from accgraph.reading.html_table import html_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["page_metadata"]


def page_metadata(page: HtmlElement) -> dict[str, Stated]:
    """Return what *page* says of itself, by field, the first of its places that says something."""
    found: dict[str, Stated] = {}
    for field, value, where in (*_json_ld(page), *_meta(page), *_elements(page)):
        value = (iso_day(value) or "") if field == "published" else flowing(value)
        if field == "language":
            value = value.replace("_", "-")
        if value and field not in found:
            found[field] = Stated(value, where)
    return found


def _meta(page: HtmlElement) -> Iterator[tuple[str, str, str]]:
    contents: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        name = name or element.get("http-equiv") or ""
        if element.get("content"):
            contents.setdefault(name.lower(), element.get("content"))
    for field, names in html_table()["meta"].items():
        for name in names:
            if name in contents:
                yield field, contents[name], f"HTML meta {name}"


def _elements(page: HtmlElement) -> Iterator[tuple[str, str, str]]:
    for link in page.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield "address", link.get("href") or "", "HTML link rel=canonical"
    for element in page.iter("time"):
        if element.get("pubdate") is not None or element.get("itemprop") == "datePublished":
            yield "published", element.get("datetime") or element.text_content(), "HTML time"
    yield "language", page.get("lang") or page.get("xml:lang") or "", "HTML lang"
    headings = [heading for heading in page.iter("h1") if flowing(heading.text_content())]
    if len(headings) == 1:
        yield "title", headings[0].text_content(), "HTML h1"
    for title in page.iterfind("head/title"):
        yield "title", title.text_content(), "HTML title"


def _json_ld(page: HtmlElement) -> Iterator[tuple[str, str, str]]:
    for script in page.iter("script"):
        if (script.get("type") or "").lower().strip() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            yield from _article(node)


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD *data* at its top or in its ``@graph``, articles before pages."""
    described = set(html_table()["json_ld"]["types"])
    listed = data if isinstance(data, list) else [data]
    nodes = []
    for item in listed:
        if isinstance(item, dict):
            graph = item.get("@graph")
            nodes += [*(graph if isinstance(graph, list) else []), item]
    articles = [node for node in nodes if isinstance(node, dict) and _types(node) & described]
    yield from sorted(articles, key=lambda node: "WebPage" in _types(node))


def _types(node: Mapping[str, Any]) -> set[str]:
    types = node.get("@type")
    return {str(name) for name in (types if isinstance(types, list) else [types])}


def _article(node: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for field, key in (
        ("title", "headline"),
        ("title", "name"),
        ("published", "datePublished"),
        ("language", "inLanguage"),
        ("address", "url"),
    ):
        if isinstance(node.get(key), str):
            yield field, node[key], f"JSON-LD {key}"
    for key in ("publisher", "sourceOrganization", "author"):
        for name in _names(node.get(key)):
            yield "issuer", name, f"JSON-LD {key}"
    genres = html_table()["json_ld"]["genres"]
    for name in sorted(_types(node) & set(genres)):
        yield "genre", genres[name], "JSON-LD @type"


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and isinstance(item.get("name"), str):
            yield item["name"]
