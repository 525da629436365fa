"""From shards to a dataset: what all documents share is added up, and everything written as a stream."""

from __future__ import annotations

import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Store as Oxigraph

from accgraph.building.contract import Built, BuiltDocument, LeftOut, Provenanced
from accgraph.building.copies import COPIES_GRAPH, Signed, copy_quads, packed
from accgraph.building.memory import give_back
from accgraph.building.shards import Shard
from accgraph.building.unit import Converted, Unit, fault_of
from accgraph.dataset.folder import (
    BUILD_FILE,
    CLAIMS_FILE,
    SHARDS_FOLDER,
    TEXTS_FOLDER,
    TRIG_FILE,
    TURTLE_FILE,
)
from accgraph.dataset.lines import SortedLines, merged
from accgraph.dataset.workspace import Workspace
from accgraph.dataset.writing import (
    Graphs,
    dataset_prefixes,
    encoded,
    write_summary,
    write_trig,
    write_turtle,
)
from accgraph.errors import DocumentError
from accgraph.graph.description import DESCRIPTION_GRAPH, Tally, description_quads
from accgraph.graph.entities import FoundEntities, entity_quads
from accgraph.graph.rules import DERIVED_GRAPH, Rule, derive_in
from accgraph.model import Entity
from accgraph.namespaces import digest
from accgraph.store import DATASET_FILE, STORE_FOLDER, load_lines

__all__ = ["Assembly", "shard_lines", "state_of"]

_STATED = "stated.nq"
_DERIVED = "derived.nq"
_DESCRIPTION = "description.nq"


class Assembly:
    """Puts together the dataset of shards, in the folder ``new`` of a workspace.

    It is made of what became of the *files*, in their order. ``keys`` are those of the shards that it is made
    of, once it is.
    """

    def __init__(
        self, workspace: Workspace, unit: Unit, rules: Sequence[Rule], files: Sequence[Converted]
    ) -> None:
        self._workspace = workspace
        self._new = workspace.new
        self._unit = unit
        self._rules = rules
        self._files = files
        self._found = FoundEntities()
        self._copies: list[Quad] = []
        self.keys: tuple[str, ...] = ()

    def described(self, key: str) -> Entity:
        """Return the entity with the IRI *key*, found in text, as all documents together describe it."""
        return self._found.described(key)

    def build(
        self, left_out: Iterable[LeftOut], progress: Callable[[int, int], None] = lambda *_: None
    ) -> Built:
        """Make the dataset; *left_out* is what is left out beside what the files say themselves.

        Of documents with the same text the first stands for all.

        Raises DocumentError if no document remains, OSError if the dataset cannot be written.
        """
        progress(0, 4)
        left_out = [*left_out, *(part for file in self._files for part in file.outcome.left_out)]
        keys, repeated = self._once()
        refused = self._refused(keys)
        keys = [key for key in keys if key not in refused]
        left_out += refused.values()
        if not keys:
            reasons = "; ".join(part.reason for part in left_out) or "no document was found"
            raise DocumentError(f"there is nothing to build a dataset of: {reasons}")
        self._copies = list(copy_quads([self._signed(key) for key in keys]))
        built = replace(self._account(keys, left_out, repeated), copies=len(self._copies))
        state = self._state(keys, built)
        before = state_of(self._workspace.out)
        self.keys = tuple(keys)
        if before is not None and before[0] == state:
            progress(4, 4)
            return replace(built, quads=before[1], unchanged=True)
        self._documents(keys)
        progress(1, 4)
        tally = self._statements()
        progress(2, 4)
        prefixes = dataset_prefixes(self._new / DATASET_FILE)
        write_trig(self._new / TRIG_FILE, self._graphs(built, keys), prefixes)
        write_turtle(self._new / TURTLE_FILE, self._new / DATASET_FILE, prefixes)
        progress(3, 4)
        built = replace(built, quads=tally.sizes.total())
        for name in (_DERIVED, _DESCRIPTION):
            (self._new / name).unlink()
        self._keep(keys)
        write_summary(self._new / BUILD_FILE, _summary(built, self._unit, state))
        self._workspace.finish()
        progress(4, 4)
        return built

    def _once(self) -> tuple[list[str], list[LeftOut]]:
        """Return the keys of the documents, each once, and the files that repeat one; add up entities."""
        first: dict[str, str] = {}
        keys: list[str] = []
        repeated = []
        for file, key in ((one, key) for one in self._files for key in one.outcome.shards):
            record = self._unit.shards.record(key)
            if record.iri in first:
                same = first[record.iri]
                part = record.name.removeprefix(file.name)
                repeated.append(LeftOut(record.name, f"{file.address}{part}: has the same text as {same}"))
                continue
            first[record.iri] = record.name
            keys.append(key)
            for entity, times in record.found:
                self._found.add(entity, times)
        return keys, repeated

    def _signed(self, key: str) -> Signed:
        record = self._unit.shards.record(key)
        return Signed(record.iri, record.name, record.published, packed(record.signature))

    def _refused(self, keys: Iterable[str]) -> dict[str, LeftOut]:
        """Check again the documents of which others say more about an entity than they do themselves."""
        refused = {}
        for key in keys:
            record = self._unit.shards.record(key)
            if all(self._found.described(one.iri).classes == one.classes for one, _ in record.found):
                continue
            quads = list(parse(b"".join(self._lines(self._unit.shards.read(key))), format=RdfFormat.N_QUADS))
            fault = fault_of(record.name, quads, self._unit.shapes, self._unit.background)
            if fault is not None:
                refused[key] = LeftOut(record.name, fault)
        return refused

    def _account(
        self, keys: Iterable[str], left_out: Sequence[LeftOut], repeated: Sequence[LeftOut]
    ) -> Built:
        documents = []
        kinds: Counter[tuple[str, str]] = Counter()
        entities: set[str] = set()
        for key in keys:
            record = self._unit.shards.record(key)
            documents.append(
                BuiltDocument(record.name, record.iri, record.graph, record.sha256, record.claims)
            )
            entities.update(record.entities)
            for name, kind, number in record.kinds:
                kinds[name, kind] += number
        claims = dict.fromkeys(("position", "commitment", "event"), 0)
        for (name, _), number in kinds.items():
            claims[name] += number
        return Built(
            folder=self._workspace.out,
            documents=tuple(documents),
            claims=claims,
            kinds=dict(sorted(kinds.items())),
            entities=len(entities),
            quads=0,
            left_out=tuple(left_out),
            repeated=tuple(repeated),
        )

    def _state(self, keys: Iterable[str], built: Built) -> str:
        """Return a digest of all that the dataset is made of."""
        rules = (part for rule in self._rules for part in (rule.name, rule.text))
        reasons = (part.reason for part in (*built.left_out, *built.repeated))
        glosses = json.dumps(sorted(self._unit.extractor.rules.items()))
        return digest(self._unit.basis, glosses, *rules, "", *keys, "", *reasons)

    def _documents(self, keys: Iterable[str]) -> None:
        """Write claims, texts and all statements but those that follow from others."""
        (self._new / TEXTS_FOLDER).mkdir()
        lines = SortedLines(self._new, "statements")
        lines.add(encoded(self._unit.background.quads))
        with (self._new / CLAIMS_FILE).open("wb") as claims:
            for key in keys:
                shard = self._unit.shards.read(key)
                claims.write(shard.claims)
                for name, content in shard.files.items():
                    (self._new / name).parent.mkdir(exist_ok=True)
                    (self._new / name).write_bytes(content)
                lines.add(self._lines(shard))
        lines.add(encoded(self._copies))
        lines.write(self._new / _STATED)

    def _statements(self) -> Tally:
        """Load the store, derive what follows, and write all statements; return how many they are."""
        stated, derived, description = (self._new / name for name in (_STATED, _DERIVED, _DESCRIPTION))
        load_lines(self._store(), stated)
        derive_in(self._store, self._rules)
        lines = SortedLines(self._new, "derived")
        for quad in self._store().quads_for_pattern(None, None, None, NamedNode(DERIVED_GRAPH)):
            lines.add([f"{quad} .\n".encode()])
        lines.write(derived)
        tally = Tally()
        for path in (stated, derived):
            with path.open("rb") as file:
                for line in file:
                    tally.add(line)
        extractor = self._unit.extractor
        provenance = extractor.provenance if isinstance(extractor, Provenanced) else None
        described = encoded(description_quads(tally, extractor.version, extractor.rules, provenance))
        description.write_bytes(b"".join(described))
        for line in described:
            tally.add(line)
        store = self._store()
        load_lines(store, description)
        store.flush()
        merged([stated, derived, description], self._new / DATASET_FILE)
        stated.unlink()
        return tally

    def _store(self) -> Oxigraph:
        """Open the store, after what another one held in memory is given back."""
        give_back()
        return Oxigraph(str(self._new / STORE_FOLDER))

    def _graphs(self, built: Built, keys: Sequence[str]) -> Graphs:
        """Return what opens each graph of the dataset."""
        background: dict[str, list[Quad]] = defaultdict(list)
        for quad in self._unit.background.quads:
            background[str(quad.graph_name)].append(quad)
        graphs: dict[str, Callable[[], BinaryIO]] = {
            **{name: partial(io.BytesIO, b"".join(encoded(part))) for name, part in background.items()},
            f"<{DERIVED_GRAPH}>": partial(_file, self._new / _DERIVED),
            f"<{DESCRIPTION_GRAPH}>": partial(_file, self._new / _DESCRIPTION),
        }
        if self._copies:
            graphs[f"<{COPIES_GRAPH}>"] = partial(io.BytesIO, b"".join(encoded(self._copies)))
        for document, key in zip(built.documents, keys, strict=True):
            graphs[f"<{document.graph}>"] = partial(self._opened, key)
        return graphs

    def _opened(self, key: str) -> BinaryIO:
        return io.BytesIO(b"".join(sorted(self._lines(self._unit.shards.read(key)))))

    def _lines(self, shard: Shard) -> Iterator[bytes]:
        """Yield the statements of *shard*, those about entities as all documents together describe them."""
        return shard_lines(shard, self.described)

    def _keep(self, keys: Iterable[str]) -> None:
        folder = self._new / SHARDS_FOLDER
        folder.mkdir()
        # What was left out of a file is to be said again by the next build, which so reads it again.
        noted = {
            file.source: file.outcome.shards
            for file in self._files
            if file.source is not None and not file.outcome.left_out
        }
        for key in {*keys, *(key for shards in noted.values() for key in shards)}:
            self._unit.shards.keep(key, folder)
        with (folder / "sources.jsonl").open("w", encoding="utf-8") as sources:
            for source, shards in sorted(noted.items()):
                sources.write(json.dumps([source, list(shards)]) + "\n")


def shard_lines(shard: Shard, described: Callable[[str], Entity]) -> Iterator[bytes]:
    """Yield the statements of *shard* as lines of N-Quads, those about entities found in text as
    *described*."""
    yield from shard.quads.splitlines(keepends=True)
    for key in sorted({entity.iri for entity, _ in shard.record.found}):
        yield from encoded(entity_quads(described(key), shard.record.graph))


def _file(path: Path) -> BinaryIO:
    return path.open("rb")


def state_of(out: Path) -> tuple[str, int] | None:
    """Return the state that the dataset at *out* was built in and its number of statements, if known."""
    try:
        summary = json.loads((out / BUILD_FILE).read_text(encoding="utf-8"))
        return str(summary["state"]), int(summary["quads"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _summary(built: Built, unit: Unit, state: str) -> dict[str, object]:
    return {
        "extractor": unit.extractor.version,
        "made_with": dict(unit.made_with),
        "state": state,
        "documents": [
            {
                "name": document.name,
                "iri": document.iri,
                "graph": document.graph,
                "sha256": document.sha256,
                "claims": document.claims,
            }
            for document in built.documents
        ],
        "claims": {
            name: {kind: number for (other, kind), number in built.kinds.items() if other == name}
            for name in built.claims
        },
        "entities": built.entities,
        "quads": built.quads,
        "left_out": [part.reason for part in built.left_out],
        "repeated": [part.reason for part in built.repeated],
    }
