"""The lexicon: which words signal what, read from the TOML files beside this package's modules."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from accgraph.errors import VocabularyError
from accgraph.resources import lexicon_folder

__all__ = ["Kind", "NameLexicon", "Telling", "lexicon_digest", "load_table", "strings", "word_list"]

# where the tokens of a genitive part: "people's", "workers'"
_GENITIVE = re.compile(r"('s\b|(?<=s)'(?=\s))")


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the contents of the lexicon file *name* (``frames``, ``names``, ...), which is read once.

    Raises VocabularyError if it is missing or is not TOML.
    """
    file = lexicon_folder() / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"the lexicon file {file.name} cannot be read: {error}") from error


@cache
def word_list(name: str) -> frozenset[str]:
    """Return the words of the list *name* of ``words.toml``; raises VocabularyError if it has none."""
    try:
        return frozenset(load_table("words")[name])
    except KeyError as error:
        raise VocabularyError(f"the lexicon file words.toml has no list {name!r}") from error


def lexicon_digest() -> str:
    """Return a digest that changes when a byte of any lexicon file changes."""
    hasher = hashlib.sha256()
    for file in sorted(Path(lexicon_folder()).glob("*.toml")):
        hasher.update(file.name.encode() + b"\0" + file.read_bytes())
    return hasher.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Kind:
    """A common noun for a kind of mechanism: its words, its class, and what besides a matter tells one.

    ``told`` holds "placed" if a place it is for does ("the tribunal for Chad"), "national" if the state that
    it belongs to does, "bare" if nothing need be said, "after" if only what stands after it tells. After a
    preposition of ``doing`` stands what is done.
    """

    words: tuple[str, ...]
    name: str
    told: frozenset[str]
    doing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A common noun for a mechanism: its words, its class, and what tells one of these from others.

    ``by`` holds any of "owner", "called", "named", "maker", "matter", "about", "subject", "task", "charge",
    "sought", "number"; a ``special`` one needs a word for what it is for as well, an ``office`` acts for
    another where it is a subject, a ``post`` may be held by somebody named.
    """

    words: tuple[str, ...]
    name: str
    by: frozenset[str]
    special: bool
    office: bool
    post: bool


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """How names are built (``names.toml``).

    ``heads`` are head nouns as lower-case words with the class they signal, ``opening`` the first words of
    those; ``general_heads`` signal theirs only beside one of the ``telling`` words, ``twofold`` a second one,
    ``helpful`` one if there is a telling word too; ``foreign`` open names in other languages,
    ``foreign_general`` those that tell what they are about; ``body_nouns`` end the names of bodies;
    ``references`` the nouns of later reference with the classes that each may mean; ``organs`` those of an
    institution's organs; ``explaining`` the nouns that say beside a name what it is; ``described`` the common
    nouns by which a mechanism is described, longest first, and ``describing`` the adjectives before them;
    ``kinds`` the common nouns, by their first word, that are told by a word of ``matters`` beside them;
    ``told`` those, likewise, that are told by other words around them, for which ``specialities``, and
    ``sitting`` if they judge, say what they are for; ``possessors`` what a name may hold in the genitive;
    ``summing`` the classes that a noun may mean which sums up what was spoken of, with no adjectives but the
    ``plain`` beside it; ``calling`` those that one may mean which calls an actor by its kind, likewise with
    ``calling_plain``.
    """

    heads: tuple[tuple[tuple[str, ...], str], ...]
    opening: frozenset[str]
    general_heads: Mapping[tuple[str, ...], str]
    telling: frozenset[str]
    twofold: Mapping[str, str]
    helpful: Mapping[str, str]
    foreign: Mapping[str, str]
    foreign_general: Mapping[str, str]
    body_nouns: frozenset[str]
    references: Mapping[str, tuple[str, ...]]
    domestic_courts: frozenset[str]
    special_courts: frozenset[str]
    government_nouns: frozenset[str]
    acting_nouns: frozenset[str]
    organs: Mapping[str, tuple[str, ...]]
    titles: frozenset[str]
    particles: frozenset[str]
    never_names: frozenset[str]
    explaining: Mapping[str, str]
    described: tuple[tuple[tuple[str, ...], str], ...]
    describing: frozenset[str]
    kinds: Mapping[str, tuple[Kind, ...]]
    matters: frozenset[str]
    told: Mapping[str, tuple[Telling, ...]]
    specialities: frozenset[str]
    sitting: frozenset[str]
    possessors: frozenset[str]
    summing: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    calling: Mapping[str, tuple[str, ...]]
    calling_plain: frozenset[str]

    @classmethod
    def load(cls) -> NameLexicon:
        """Read ``names.toml``; raises VocabularyError as load_table does."""
        table = load_table("names")
        heads = tuple(
            (tuple(_GENITIVE.sub(r" \1", head.lower().replace("-", " - ")).split()), name)
            for name, nouns in table["heads"].items()
            for head in nouns
        )
        return cls(
            heads=heads,
            opening=frozenset(head[0] for head, _ in heads),
            general_heads={
                tuple(head.lower().split()): name
                for name, heads in table["general_heads"].items()
                for head in heads
            },
            telling=frozenset(table["telling"]["words"]),
            twofold={h.lower(): name for name, heads in table["twofold"].items() for h in heads},
            helpful={h.lower(): name for name, heads in table["helpful"].items() for h in heads},
            foreign={h: name for name, heads in table["foreign"].items() for h in heads},
            foreign_general={h: name for name, heads in table["foreign_general"].items() for h in heads},
            body_nouns=frozenset(
                head.lower()
                for part in ("heads", "general_heads")
                for heads in table[part].values()
                for head in heads
                if " " not in head
            ),
            references=_by_noun(table["reference"]),
            domestic_courts=frozenset(table["domestic"]["courts"]),
            special_courts=frozenset(table["domestic"]["special"]),
            government_nouns=frozenset(table["government"]["nouns"]),
            acting_nouns=frozenset(table["government"]["whose_acts_count"]),
            organs={name: tuple(nouns) for name, nouns in table["organs"].items()},
            titles=frozenset(t for title in table["persons"]["titles"] for t in (title, title.upper())),
            particles=frozenset(table["persons"]["particles"]),
            never_names=frozenset(table["persons"]["never"]),
            described=tuple(
                sorted(
                    (
                        (tuple(noun.replace("-", " - ").replace("'", " '").split()), name)
                        for name, nouns in table["described"].items()
                        for noun in nouns
                    ),
                    key=lambda entry: (-len(entry[0]), entry),
                )
            ),
            describing=frozenset(table["describing"]["adjectives"]),
            kinds=_kinds(table["kinds"]),
            matters=frozenset(table["matters"]["words"]),
            told=_told(table["told"]),
            specialities=frozenset(table["specialities"]["words"]),
            sitting=frozenset(table["specialities"]["sitting"]),
            possessors=frozenset(table["possessors"]["words"]),
            summing=_by_noun(table["summing"]),
            plain=frozenset(table["summing"]["plain"]),
            calling=_by_noun(table["called"]),
            calling_plain=frozenset(table["called"]["plain"]),
            explaining={noun: name for name, nouns in table["explaining"].items() for noun in nouns},
        )


def _by_noun(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return for each noun of *table* the classes under which it stands; "plain" is no class."""
    classes: dict[str, list[str]] = {}
    for name, nouns in table.items():
        for noun in nouns if name != "plain" else ():
            classes.setdefault(noun, []).append(name)
    return {noun: tuple(names) for noun, names in classes.items()}


def _kinds(table: Mapping[str, Any]) -> dict[str, tuple[Kind, ...]]:
    """Return the kinds of mechanisms by their first word, the longest of one first word first."""
    kinds: dict[str, list[Kind]] = {}
    for name, nouns in table["nouns"].items():
        for noun in nouns:
            told = frozenset(way for way in ("placed", "national", "bare", "after") if noun in table[way])
            doing = frozenset({"of"} if noun in table["doing"] else ())
            kinds.setdefault(noun.split()[0], []).append(Kind(tuple(noun.split()), name, told, doing))
    return {word: tuple(sorted(found, key=lambda k: -len(k.words))) for word, found in kinds.items()}


def _told(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Telling, ...]]:
    """Return what ``[[told]]`` says of nouns by their first word, the longest of one first word first."""
    told: dict[str, list[Telling]] = {}
    for row in rows:
        ways = [bool(row.get(name)) for name in ("special", "office", "post")]
        for noun in row["nouns"]:
            words = tuple(noun.split())
            telling = Telling(words, row["name"], frozenset(row["by"]), *ways)
            told.setdefault(words[0], []).append(telling)
    return {word: tuple(sorted(found, key=lambda t: -len(t.words))) for word, found in told.items()}


def strings(values: Sequence[str] | str | None) -> tuple[str, ...]:
    """Return a tuple of what a TOML file gives as one string, a list of them, or not at all."""
    if values is None:
        return ()
    return (values,) if isinstance(values, str) else tuple(values)
