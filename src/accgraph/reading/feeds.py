"""RSS and Atom: each item of a feed is a document, with the metadata of its fields.

The place of a passage is the number of the item and the path of the element in its content:
``item=3&element=/html/body/p[2]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, ContentBuilder, Fault, Stated, flowing
from accgraph.reading.formats import FORMATS, Original
from accgraph.reading.packages import refuse_entities

__all__ = ["read_feed"]


def read_feed(original: Original) -> Iterator[Content | Fault]:
    """Yield the items of a feed, and those of them that hold no text as faults.

    Raises DocumentError if it is no feed, or without items.
    """
    import feedparser

    refuse_entities(original)
    # From a stream, as a string of bytes might be taken for an address.
    feed = feedparser.parse(BytesIO(original.data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        reason = feed.get("bozo_exception") or "it has no items"
        raise DocumentError(f"{original.name}: cannot be read as a feed: {reason}")
    if feed.bozo and isinstance(feed.get("bozo_exception"), Exception) and _is_cut(feed.bozo_exception):
        yield Fault("", f"{original.name}: is damaged: what stands before the damage is read")
    for number, entry in enumerate(feed.entries, 1):
        content = _item(entry, number, feed.feed, original.name)
        if content.text:
            yield content
        else:
            yield Fault(f"#{number}", f"{original.name}#{number}: the item holds no text")


def _is_cut(error: Exception) -> bool:
    return type(error).__name__ in ("SAXParseException", "ExpatError")


def _item(entry: Any, number: int, feed: Any, name: str) -> Content:
    from accgraph.reading.html import read_fragment

    builder = ContentBuilder(FORMATS["feed"].media_type)
    metadata = _fields(entry, feed)
    if "title" in metadata:
        builder.add([(metadata["title"].value, f"item={number}&field=title")], segment="headline")
    read_fragment(_markup(entry), builder, name, f"item={number}&element=")
    return builder.content(metadata, f"#{number}")


def _markup(entry: Any) -> str:
    """Return the longest of what *entry* gives as its content: some feeds give a summary besides."""
    values = [str(part.get("value", "")) for part in entry.get("content", ())]
    values.append(str(entry.get("summary", "")))
    return max(values, key=len)


def _fields(entry: Any, feed: Any) -> dict[str, Stated]:
    found = {}
    title = flowing(_plain(str(entry.get("title", ""))))
    if title:
        found["title"] = Stated(title, "feed field title")
    source = entry.get("source", {}).get("title") or entry.get("author") or feed.get("title")
    if source and flowing(str(source)):
        found["issuer"] = Stated(flowing(str(source)), "feed field source, author or title of the feed")
    for key in ("published", "updated"):
        # Asked for a field that is not there, feedparser may give another one for it.
        parsed = None if "published" in found else entry.get(f"{key}_parsed")
        if parsed:
            found["published"] = Stated(f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}", f"feed field {key}")
    if entry.get("link"):
        found["address"] = Stated(str(entry.link), "feed field link")
    language = entry.get("language") or feed.get("language")
    if language:
        found["language"] = Stated(str(language), "feed field language")
    return found


def _plain(markup: str) -> str:
    """Return the words of a title, which some feeds write with elements in it."""
    from lxml import html

    if "<" not in markup:
        return markup
    return str(html.fragment_fromstring(markup, create_parent="div").text_content())
