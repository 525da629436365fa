"""The difference of two datasets, thing by thing: claims, what is claimed, documents and entities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from accgraph.answers import cell
from accgraph.comparison.blocks import Block, differing
from accgraph.graph.terms import term
from accgraph.namespaces import ACC, ACCID, PREFIXES
from accgraph.results import select
from accgraph.store import Store

__all__ = ["Change", "Differences", "compare"]

_OWN = ("claim", "position", "commitment", "event", "document")
_CONTENT = ("position", "commitment", "event")
_FAMILY = re.compile(f"<{re.escape(ACCID)}([a-z]+)/.*>")
_LABEL = f" <{PREFIXES['skos']}prefLabel> ".encode()
_RUN = term("prov:wasGeneratedBy")
_AT_ONCE = 500
_SIDES = (("holder", "demandedBy"), ("target", "bearer"))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not the same in two datasets.

    ``what`` is ``claim``, ``position``, ``commitment``, ``event``, ``document`` or ``entity``; ``which`` says
    in words which one; ``difference`` says of what has changed how, property by property. ``quote`` and
    ``document`` are a claim's words and the name of its file.
    """

    change: Literal["came", "went", "changed"]
    what: str
    which: str
    difference: str
    quote: str
    document: str
    iri: str


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes, by what they are of and by what the thing is called; and how many statements differ.

    ``besides`` is the number of those statements that are about something else: the words and places of the
    claims that came or went, the run, its rules, the terms of the ontology, the description of the dataset.
    """

    changes: tuple[Change, ...]
    came: int
    went: int
    besides: int


@dataclass(frozen=True, slots=True)
class _Claim:
    denied: bool = False
    content: str = ""
    quote: str = ""
    file: str = ""


@dataclass(slots=True)
class _Told:
    """What the two datasets say, in words, of the things that differ."""

    labels: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    claims: dict[str, _Claim] = field(default_factory=dict)

    def read(self, dataset: Path, touched: Collection[tuple[Block, str]], values: Collection[str]) -> None:
        store = Store.open(dataset)
        claims = [_iri(block) for block, what in touched if what == "claim"]
        contents = {_iri(block) for block, what in touched if what in _CONTENT}
        for claim, relation, content, quote, file in _rows(store, "claims", claims):
            self.claims[claim] = _Claim(relation == f"{ACC}denies", content, quote, file)
            contents.add(content)
        parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for content, part, _, label in _rows(store, "contents", contents):
            parts[content][part.removeprefix(ACC)].append(label)
        self.contents |= {content: _summary(found) for content, found in parts.items()}
        others = {_iri(block) for block, what in touched if what in ("entity", "document")}
        self.labels.update((row[0], row[1]) for row in _rows(store, "labels", others | set(values)))


def compare(old: Path, new: Path) -> Differences:
    """Return what came, went or changed from the dataset *old* to the dataset *new*.

    That a claim was made by another run is no change of the claim.

    Raises StoreError if one of them is no dataset.
    """
    came = went = besides = 0
    touched: list[tuple[Block, str]] = []
    for block in differing(old, new):
        gone, come = len(block.gone), len(block.come)
        came, went = came + come, went + gone
        what = _what(block)
        if what and (not block.old or not block.new or _differing(block)):
            touched.append((block, what))
        else:
            besides += gone + come
    values = {
        quad.object.value
        for block, _ in touched
        if block.old and block.new
        for quads in _differing(block).values()
        for quad in (*quads[0], *quads[1])
        if isinstance(quad.object, NamedNode)
    }
    told = _Told()
    for dataset in (old, new):
        told.read(dataset, touched, values)
    changes = [_change(block, what, told) for block, what in touched]
    order = {"came": 0, "went": 1, "changed": 2}
    kinds = (*_OWN, "entity")
    changes.sort(key=lambda one: (kinds.index(one.what), order[one.change], one.which, one.iri))
    return Differences(tuple(changes), came, went, besides)


def _what(block: Block) -> str:
    match = _FAMILY.fullmatch(block.subject)
    if match and match[1] in _OWN:
        return match[1]
    return "entity" if any(_LABEL in line for line in (*block.old, *block.new)) else ""


def _change(block: Block, what: str, told: _Told) -> Change:
    iri = _iri(block)
    kind: Literal["came", "went", "changed"] = (
        "changed" if block.old and block.new else "came" if block.new else "went"
    )
    claim = told.claims.get(iri) or _Claim(file=_value(block, term("acc:fileName")))
    if what == "claim":
        which = f"{'denied: ' if claim.denied else ''}{told.contents.get(claim.content, claim.content)}"
    elif what == "document":
        which = _value(block, term("dcterms:title")) or claim.file
    else:
        which = told.contents.get(iri) or told.labels.get(iri, iri)
    return Change(
        change=kind,
        what=what,
        which=which,
        difference=_difference(block, told) if kind == "changed" else "",
        quote=claim.quote,
        document=claim.file,
        iri=iri,
    )


def _differing(block: Block) -> dict[NamedNode, tuple[list[Quad], list[Quad]]]:
    """Return the statements that went and came, by property; that of the run does not count."""
    found: dict[NamedNode, tuple[list[Quad], list[Quad]]] = {}
    for index, lines in enumerate((block.gone, block.come)):
        for quad in _quads(lines):
            if quad.predicate != _RUN:
                found.setdefault(quad.predicate, ([], []))[index].append(quad)
    return found


def _difference(block: Block, told: _Told) -> str:
    def words(quads: list[Quad]) -> list[str]:
        objects = [quad.object for quad in quads]
        return sorted({told.labels.get(getattr(one, "value", ""), "") or cell(one) for one in objects})

    said = []
    for predicate, (gone, come) in sorted(_differing(block).items(), key=lambda item: str(item[0])):
        before, after = words(gone), words(come)
        name = cell(predicate).rpartition(":")[2]
        if before and after:
            said.append(f"{name} {', '.join(before)} → {', '.join(after)}")
        else:
            said += [f"{name} -{word}" for word in before] + [f"{name} +{word}" for word in after]
    return "; ".join(said)


def _summary(parts: Mapping[str, list[str]]) -> str:
    kind = " ".join(parts.get(f"{PREFIXES['rdf']}type", ()))
    sides = [", ".join(parts[name]) for names in _SIDES for name in names if name in parts]
    if not sides:
        sides = [", ".join(parts[name]) for name in ("participant", "place", "eventDate") if name in parts]
        return f"{kind}: {' · '.join(sides)}" if sides else kind
    action = f": {parts['action'][0]}" if "action" in parts else ""
    return f"{kind}: {' → '.join(sides)}{action}"


def _rows(store: Store, name: str, things: Collection[str]) -> Iterator[list[str]]:
    text = files("accgraph.comparison").joinpath("queries", f"{name}.rq").read_text(encoding="utf-8")
    ordered = sorted(things)
    for first in range(0, len(ordered), _AT_ONCE):
        listed = " ".join(str(NamedNode(thing)) for thing in ordered[first : first + _AT_ONCE])
        yield from select(store, text.replace("%THINGS%", listed)).values()


def _quads(lines: Collection[bytes]) -> Iterator[Quad]:
    return iter(parse(b"".join(lines), format=RdfFormat.N_QUADS))


def _value(block: Block, predicate: NamedNode) -> str:
    found = [q.object for q in _quads(sorted(block.new or block.old)) if q.predicate == predicate]
    return getattr(found[0], "value", "") if found else ""


def _iri(block: Block) -> str:
    return block.subject[1:-1]
