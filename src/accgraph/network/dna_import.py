"""A database of Discourse Network Analyzer as a dataset: what people coded by hand, in the graph of claims.

An organisation, or a person who speaks for none, is the holder of a position; the person is the speaker. To
agree with a concept is to endorse it, to disagree is to reject it; of an agreement that is a number, what is
above 0 and what is below. Names are taken as they were coded: two
spellings are two actors, as they are in DNA, and none is linked to the vocabulary.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from accgraph.build import Built, build
from accgraph.errors import NetworkError
from accgraph.graph.background import Background
from accgraph.graph.validation import Shapes
from accgraph.model import Claim, Document, Entity, PositionClaim, Role, Span
from accgraph.namespaces import content_iri, digest
from accgraph.network.dna import DnaDatabase, DnaDocument, DnaStatement
from accgraph.reading import ReadingOptions
from accgraph.reading.content import canonical
from accgraph.reading.metadata import METADATA_FILE

__all__ = ["RULE", "Imported", "import_dna"]

RULE = "dna.coded"
_CLASSES = {"organisation": "Organisation", "person": "Person", "concept": "Concept"}


@dataclass(frozen=True, slots=True)
class Imported:
    """The dataset that was built, and the statements that are not in it, each with the reason."""

    built: Built
    left_out: tuple[str, ...]


def import_dna(
    database: DnaDatabase,
    out: Path,
    *,
    shapes: Shapes | None = None,
    background: Background | None = None,
) -> Imported:
    """Make a dataset of *database* in the folder *out*; documents without statements are in it too.

    The spans of statements, which DNA counts in UTF-16 units of the text as it was stored, become spans of
    the canonical text. A statement without a concept, an actor, a side or words is left out, and so is
    one whose document has no text. Of documents with one text the first stands for all.

    Raises NetworkError if there are no documents, StoreError if *out* cannot be written.
    """
    if not database.documents:
        raise NetworkError("the database of Discourse Network Analyzer holds no documents")
    left_out: list[str] = []
    coder = _Coder(database, left_out)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        described = []
        for document in database.documents:
            # The byte order mark keeps one that the text itself begins with.
            (folder / _name(document)).write_bytes(canonical(document.text).encode("utf-8-sig"))
            described.append(_description(document))
        (folder / METADATA_FILE).write_text("".join(described), encoding="utf-8")
        # People have coded these statements, in whatever language.
        reading = ReadingOptions(any_language=True)
        built = build(
            [folder], out, coder, shapes=shapes, background=background, reading=reading, reuse=False
        )
    names = {document.name for document in built.documents}
    for document in database.documents:
        if coder.home[document.number] not in names:
            number = len(coder.statements[document.number])
            if number:
                left_out.append(f"document {document.number}: its statements ({number}) are left out with it")
    return Imported(built, tuple(left_out))


@dataclass
class _Coder:
    """Gives each document the claims that were coded in it; a build asks it instead of an extractor."""

    database: DnaDatabase
    left_out: list[str]
    version: str = ""
    rules: Mapping[str, str] = field(
        default_factory=lambda: {RULE: "Somebody coded this statement in Discourse Network Analyzer."}
    )
    statements: dict[int, list[DnaStatement]] = field(default_factory=lambda: defaultdict(list))
    home: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.version = f"dna-{digest(repr(self.database))}"
        for statement in self.database.statements:
            self.statements[statement.document].append(statement)
        first: dict[str, str] = {}
        # The order in which a build takes files, whose first of one text it keeps.
        for document in sorted(self.database.documents, key=_name):
            self.texts[document.number] = document.text
            self.home[document.number] = first.setdefault(canonical(document.text), _name(document))

    def extract(self, document: Document) -> tuple[Claim, ...]:
        numbers = sorted(number for number, name in self.home.items() if name == document.name)
        claims = [
            self._claim(statement, document) for number in numbers for statement in self.statements[number]
        ]
        return tuple(
            sorted((claim for claim in claims if claim), key=lambda one: (one.start, one.end, one.iri))
        )

    def _claim(self, statement: DnaStatement, document: Document) -> Claim | None:
        text = self.texts[statement.document]
        start, end = (_offset(text, units) for units in (statement.start, statement.stop))
        fault = (
            "has no concept"
            if not statement.concept
            else "has neither an organisation nor a person"
            if not (statement.organization or statement.person)
            else "is neither for nor against"
            if self.database.numeric and not statement.agreement
            else "has no words in its document"
            if not document.text[start:end].strip()
            else ""
        )
        if fault:
            self.left_out.append(
                f"statement {statement.number} of document {statement.document} {fault}: it is left out"
            )
            return None
        person = Role(_entity("person", statement.person)) if statement.person else None
        organisation = (
            Role(_entity("organisation", statement.organization)) if statement.organization else None
        )
        holder = organisation or person
        assert holder is not None, "one of the two is there, or the statement is at fault"
        return PositionClaim(
            iri=content_iri("claim", document.iri, RULE, str(statement.number)),
            document=document.name,
            start=start,
            end=end,
            quote=document.text[start:end],
            trigger=Span(start, end),
            rule=RULE,
            by=person,
            kind="endorse" if statement.agreement > 0 else "reject",
            holder=holder,
            target=Role(_entity("concept", statement.concept)),
        )


def _entity(family: str, name: str) -> Entity:
    """Return the entity of this very *name*: names that differ in a letter's case only are two, as in DNA."""
    return Entity(content_iri(family, name), name, (_CLASSES[family],), known=False)


def _offset(text: str, units: int) -> int:
    """Return the offset in the canonical form of *text* of a place given in UTF-16 units of *text*."""
    before = text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", errors="ignore")
    return len(canonical(before))


def _name(document: DnaDocument) -> str:
    return f"dna-{document.number:06}.txt"


def _description(document: DnaDocument) -> str:
    values = {
        "title": document.title,
        "issuer": document.author or document.source,
        "published": f"{document.date:%Y-%m-%d}",
    }
    lines = [f"{key} = {_toml(value)}\n" for key, value in values.items() if value.strip()]
    return f'["{_name(document)}"]\n{"".join(lines)}\n'


def _toml(value: str) -> str:
    """Return *value* as a TOML string, which is a JSON one but for the character that only TOML escapes."""
    return json.dumps(" ".join(canonical(value).split()), ensure_ascii=False).replace("\x7f", "\\u007F")
