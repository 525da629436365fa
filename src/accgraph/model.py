"""What a document, a name and a claim are: the values that every other module passes on.

All spans are half-open character offsets into the canonical text of one document.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "COMMITMENT_KINDS",
    "EVENT_KINDS",
    "OPPOSITION_KINDS",
    "POSITION_KINDS",
    "SEGMENTS",
    "STATUSES",
    "SUPPORT_KINDS",
    "Claim",
    "CommitmentClaim",
    "Document",
    "Entity",
    "EventClaim",
    "Passage",
    "Polarity",
    "PositionClaim",
    "Role",
    "Span",
    "Status",
    "polarity",
]

Polarity = Literal["support", "opposition"]
Status = Literal["open", "fulfilled", "breached"]

SUPPORT_KINDS = ("endorse", "join", "initiate", "host", "fund", "cooperate")
OPPOSITION_KINDS = ("reject", "sanction", "withdraw", "obstruct")
POSITION_KINDS = SUPPORT_KINDS + OPPOSITION_KINDS
COMMITMENT_KINDS = ("demand", "pledge", "duty")
SEGMENTS = ("body", "headline", "boilerplate", "signature", "quotation", "list", "table", "footnote")
STATUSES: tuple[Status, ...] = ("open", "fulfilled", "breached")
EVENT_KINDS = ("meeting", "conference", "legal-step", "instrument", "measure")


def polarity(kind: str) -> Polarity:
    """Return the side that a position of this kind takes.

    Raises ValueError if *kind* is not one of POSITION_KINDS.
    """
    if kind in SUPPORT_KINDS:
        return "support"
    if kind in OPPOSITION_KINDS:
        return "opposition"
    raise ValueError(f"{kind!r} is not a kind of position: one of {', '.join(POSITION_KINDS)} is wanted")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of the canonical text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that has a name: an actor, a mechanism, a post or a place.

    ``classes`` are local names of ontology classes (``("Court", "Tribunal")``), the most telling first.
    ``known`` is true if the entity stands in the vocabulary, false if it was found in text only.
    ``part_of`` is the IRI of the institution or state that an organ's acts count as, where it is one.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    known: bool = True
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An entity in a claim, with the words that name it there.

    ``mention`` is ``text[start:end]``; offsets are None, and ``mention`` too, where the role does not come
    from words near the claim but from the document itself (its issuer, say).
    """

    entity: Entity
    mention: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of the canonical text, ``text[start:end]``, and what is known of it from the original file.

    ``segment`` is one of SEGMENTS, or None where the format does not tell. ``place`` says where in the
    original the run stands, in the terms of its format (an XPath in HTML, page and box in PDF).
    """

    start: int
    end: int
    segment: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its canonical text and what is known about it.

    ``name`` is the file's name, with the name or number of its part if the file holds several documents;
    ``published`` an ISO date of day, month or year precision, ``language`` a BCP 47 tag, ``sources`` says
    for each metadata field where it was found. ``media_type`` is the format of the original, and
    ``passages``, in the order of the text and not overlapping, lead back into it; a plain text, which is
    its own original, has none. ``original`` is the SHA-256 digest of the original's bytes.
    """

    iri: str
    name: str
    text: str
    sha256: str
    title: str | None = None
    issuer: str | None = None
    published: str | None = None
    language: str = "en"
    address: str | None = None
    genre: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    media_type: str = "text/plain"
    passages: tuple[Passage, ...] = ()
    original: str | None = None

    def passage_at(self, offset: int) -> Passage | None:
        """Return the passage that the character at *offset* lies in, if it lies in one."""
        index = bisect_right(self.passages, offset, key=lambda passage: passage.start) - 1
        if index < 0 or offset >= self.passages[index].end:
            return None
        return self.passages[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grounded:
    """What every claim has: its evidence, its speaker and the rule behind it.

    ``document`` is the document's name; ``quote == text[start:end]``. ``trigger`` is the span of the words
    that made the rule fire. ``by`` is whose words the document reports, ``post`` the office they speak from
    where the text names it. ``date`` is when what is claimed was done or said (ISO, day, month or year).
    ``confidence`` lies in 0..1.
    """

    iri: str
    document: str
    start: int
    end: int
    quote: str
    trigger: Span
    rule: str
    by: Role | None = None
    post: str | None = None
    date: str | None = None
    confidence: float = 1.0
    segment: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionClaim(_Grounded):
    """A document saying, or denying, that *holder* has a position of *kind* on the mechanism *target*."""

    kind: str
    holder: Role
    target: Role
    denied: bool = False
    type: Literal["position"] = field(default="position", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentClaim(_Grounded):
    """A document saying that *bearer* was asked, has promised or is bound to do *action*.

    ``action`` is the exact text at ``action_span``; ``mechanisms`` are those it names or refers to, and
    ``backs`` the ones among them that it would create, join, fund or support, if it is demanded.
    ``deadline`` is by when it is to be done, where the text tells (ISO, day, month or year).
    """

    kind: str
    bearer: tuple[Role, ...]
    action: str
    action_span: Span
    mechanisms: tuple[Role, ...] = ()
    backs: tuple[Role, ...] = ()
    status: Status = "open"
    deadline: str | None = None
    type: Literal["commitment"] = field(default="commitment", init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(_Grounded):
    """A document saying that something happened or is set to happen."""

    kind: str
    place: Role | None = None
    participants: tuple[Role, ...] = ()
    type: Literal["event"] = field(default="event", init=False)


Claim = PositionClaim | CommitmentClaim | EventClaim
