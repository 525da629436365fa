"""Mail (EML) and saved pages (MHTML): the body is the document, attachments are documents of their own.

The place of a passage is the number of its part (``part=1.2``) and within it a line of plain text
(``part=1&line=4``) or the path of an element (``part=1.2&element=/html/body/p[2]``).
"""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import default as POLICY
from email.utils import parsedate_to_datetime

from accgraph.errors import DocumentError
from accgraph.reading.content import Content, ContentBuilder, Member, Stated, canonical, flowing
from accgraph.reading.formats import FORMATS, Original

__all__ = ["read_mail"]

_MOST_PARTS = 1000


def read_mail(original: Original) -> Iterator[Content | Member]:
    """Yield the document that a mail is, and its attachments, or the page that was saved.

    Raises DocumentError if there is no text in it, or it is damaged.
    """
    try:
        yield from _read(original)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        # The parser of headers in the standard library stumbles over damaged ones in many ways.
        raise DocumentError(f"{original.name}: is damaged: {error}") from error


def _read(original: Original) -> Iterator[Content | Member]:
    message = email.message_from_bytes(original.data, policy=POLICY)
    parts = _numbered(message)
    if message.get_content_type() == "multipart/related":
        yield _saved_page(original, message, parts)
        return
    body = message.get_body(("plain", "html"))
    if body is not None:
        yield _body(original, message, body, parts)
    attached = [part for part in message.walk() if part.get_content_disposition() == "attachment"]
    if body is None and not attached:
        raise DocumentError(f"{original.name}: is a mail without text")
    for part in attached:
        data = _payload(part)
        name = part.get_filename() or f"attachment-{parts[id(part)]}"
        yield Member(f"/{name}", name, data, wanted=part.get_content_maintype() in ("text", "application"))


def _numbered(message: EmailMessage) -> dict[int, str]:
    """Return the numbers of the parts of *message* as IMAP counts them, by the identity of the part."""
    numbers: dict[int, str] = {}
    stack: list[tuple[EmailMessage, str]] = [(message, "")]
    while stack and len(numbers) < _MOST_PARTS:
        part, number = stack.pop()
        numbers[id(part)] = number or "1"
        if part.is_multipart():
            inner = [child for child in part.get_payload() if isinstance(child, EmailMessage)]
            stack += [(child, f"{number}.{i}" if number else str(i)) for i, child in enumerate(inner, 1)]
    return numbers


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, KeyError, ValueError):
        return _payload(part).decode("utf-8", "replace")


def _saved_page(original: Original, message: EmailMessage, parts: dict[int, str]) -> Content:
    from accgraph.reading.html import add_page

    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            builder = ContentBuilder(FORMATS["saved page"].media_type)
            page = _text(part).encode()
            metadata = add_page(page, builder, original.name, f"part={parts.get(id(part), '1')}&element=")
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            if address:
                metadata.setdefault("address", Stated(str(address).strip(), "MHTML Content-Location"))
            return builder.content(metadata)
    raise DocumentError(f"{original.name}: is a saved page without HTML in it")


def _body(original: Original, message: EmailMessage, body: MIMEPart, parts: dict[int, str]) -> Content:
    from accgraph.reading.html import read_fragment

    builder = ContentBuilder(FORMATS["mail"].media_type)
    metadata = _header(message)
    number = parts.get(id(body), "1")
    if "title" in metadata:
        builder.add([(flowing(metadata["title"].value), "header=Subject")], segment="headline")
    if body.get_content_type() == "text/html":
        read_fragment(_text(body), builder, original.name, f"part={number}&element=")
    else:
        _add_lines(canonical(_text(body)), builder, f"part={number}")
    return builder.content(metadata)


def _add_lines(text: str, builder: ContentBuilder, place: str) -> None:
    """Add the lines of a plain *text* as they stand, those without words as empty lines."""
    end = "\n\n"
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            end = "\n\n"
            continue
        quoted = "boilerplate" if line.startswith(">") else None
        builder.add([(line.rstrip(), f"{place}&line={number}")], segment=quoted, end=end)
        end = "\n"


def _header(message: EmailMessage) -> dict[str, Stated]:
    found = {}
    subject = flowing(str(message.get("Subject", "")))
    if subject:
        found["title"] = Stated(subject, "mail header Subject")
    sender = message.get("From")
    if sender is not None and sender.addresses:
        name = flowing(sender.addresses[0].display_name or sender.addresses[0].domain)
        if name:
            found["issuer"] = Stated(name, "mail header From")
    try:
        day = parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
        found["published"] = Stated(day, "mail header Date")
    except (ValueError, TypeError, IndexError):
        pass
    return found
