"""Event frames: the verbs and nouns of ``events.toml`` that tell of events.

A frame is what evokes an event together with the verb that says it takes place: "talks" under "held",
"warrant" under "issued", "sign" over "agreement". The file says what the fields mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accgraph.errors import VocabularyError
from accgraph.extraction.lexicon import load_table, strings
from accgraph.model import EVENT_KINDS

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token


__all__ = ["EventFrame", "EventFrames", "EventTrigger", "related_verbs"]

_SETS = ("support", "object", "via_nouns", "complement")
_TUPLES = ("owner", "object_class", "object_class_or", "subject_class", "via", "via_also")
_FLAGS = (
    "alone",
    "reciprocal",
    "bodies",
    "created",
    "money",
    "needs_two",
    "intransitive",
    "active",
    "hostile",
    "object_acts",
    "main",
    "sitting",
    "from_state",
    "seated",
)


@dataclass(frozen=True, slots=True)
class EventFrame:
    """One entry of ``events.toml``."""

    id: str
    gloss: str
    type: str
    pos: str
    lemmas: frozenset[tuple[str, ...]]
    base: float
    support: frozenset[str] = frozenset()
    alone: bool = False
    owner: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    object_class: tuple[str, ...] = ()
    object_class_or: tuple[str, ...] = ()
    subject_class: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    via_also: tuple[str, ...] = ()
    via_nouns: frozenset[str] = frozenset()
    reciprocal: bool = False
    forum: str = ""
    bodies: bool = False
    created: bool = False
    money: bool = False
    needs_two: bool = False
    intransitive: bool = False
    active: bool = False
    hostile: bool = False
    object_acts: bool = False
    main: bool = False
    sitting: bool = False
    from_state: bool = False
    seated: bool = False
    complement: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EventFrames:
    """All frames, by the last word of what evokes them, and what keeps a word from telling of an event."""

    by_word: Mapping[tuple[str, str], tuple[EventFrame, ...]]
    rules: Mapping[str, str]
    words: frozenset[str]
    nouns: frozenset[str]
    excluded_objects: frozenset[str]
    excluded_modifiers: frozenset[str]
    phrasal: frozenset[str]
    filings: frozenset[str]
    reactions: frozenset[str]
    binding: frozenset[str]
    transparent: frozenset[str]
    nobody: frozenset[str]
    adjunct: frozenset[str]
    unreal: frozenset[str]
    topics: frozenset[str]
    scheduling: frozenset[str]
    rounds: frozenset[str]
    portions: frozenset[str]
    captives: frozenset[str]
    arrivals: frozenset[str]
    leaving: frozenset[str]
    intentions: frozenset[str]
    announcing: frozenset[str]
    judicial: frozenset[str]
    no_places: frozenset[str]
    saying: frozenset[str]
    bodies: frozenset[str]
    currencies: frozenset[str]
    dating: frozenset[str]
    speeches: frozenset[str]
    gatherings: frozenset[str]
    officials: frozenset[str]
    sitting_bodies: frozenset[str]
    occasions: frozenset[str]

    @classmethod
    def load(cls) -> EventFrames:
        """Read ``events.toml``; raises VocabularyError if it is not valid."""
        table = load_table("events")
        by_word: dict[tuple[str, str], list[EventFrame]] = {}
        rules: dict[str, str] = {}
        words: set[str] = set()
        for entry in table["frame"]:
            frame = _frame(entry)
            rules[frame.id] = frame.gloss
            words |= {word for lemma in frame.lemmas for word in lemma} | frame.object
            for lemma in sorted(frame.lemmas):
                by_word.setdefault((frame.pos, lemma[-1]), []).append(frame)
        return cls(
            {key: tuple(dict.fromkeys(frames)) for key, frames in by_word.items()},
            rules,
            frozenset(words),
            frozenset(word for pos, word in by_word if pos == "noun"),
            frozenset(table["frames_excluded"]["objects"]),
            frozenset(table["frames_excluded"]["modifiers"]),
            frozenset(table["frames_excluded"]["phrasal"]),
            frozenset(table["frames_excluded"]["filings"]),
            frozenset(table["context"]["reactions"]),
            frozenset(table["context"]["binding"]),
            frozenset(table["context"]["transparent"]),
            frozenset(table["context"]["nobody"]),
            frozenset(table["context"]["adjunct"]),
            frozenset(table["context"]["unreal"]),
            frozenset(table["context"]["topics"]),
            frozenset(table["context"]["scheduling"]),
            frozenset(table["context"]["rounds"]),
            frozenset(table["context"]["portions"]),
            frozenset(table["context"]["captives"]),
            frozenset(table["context"]["arrivals"]),
            frozenset(table["context"]["leaving"]),
            frozenset(table["context"]["intentions"]),
            frozenset(table["context"]["announcing"]),
            frozenset(table["context"]["judicial"]),
            frozenset(table["context"]["no_places"]),
            frozenset(table["context"]["saying"]),
            frozenset(table["context"]["bodies"]),
            frozenset(table["context"]["currencies"]),
            frozenset(table["context"]["dating"]),
            frozenset(table["session"]["speeches"]),
            frozenset(table["session"]["gatherings"]),
            frozenset(table["sitting"]["officials"]),
            frozenset(table["sitting"]["bodies"]),
            frozenset(table["sitting"]["occasions"]),
        )


@dataclass(frozen=True, slots=True)
class EventTrigger:
    """Where *frame* was found: the word that names the event, and the verb that says it takes place, if any.

    ``objects`` are the heads of what the event is done to, as far as the frame asks for them.
    """

    frame: EventFrame
    token: Token
    verb: Token | None
    objects: tuple[Token, ...] = ()


def related_verbs(trigger: EventTrigger) -> list[Token]:
    """Return the verbs that tell of the event: its own or supporting one, and those in clauses on it."""
    verbs = [trigger.verb] if trigger.verb is not None else []
    if trigger.token != trigger.verb:
        of = (
            o
            for c in trigger.token.children
            if c.lower_ == "of"
            for o in c.children
            if o.lemma_ in {"year", "month"}
        )
        nouns = (trigger.token, *of)
        verbs += [c for n in nouns for c in n.children if c.dep_ in {"relcl", "acl"} and c not in verbs]
    return verbs


def _frame(entry: Mapping[str, Any]) -> EventFrame:
    if entry["type"] not in EVENT_KINDS or entry["pos"] not in {"verb", "noun"}:
        raise VocabularyError(
            f"the event frame {entry['id']!r} has type {entry['type']!r} and pos {entry['pos']!r}: "
            f"one of {', '.join(EVENT_KINDS)} and one of verb, noun are wanted"
        )
    fields: dict[str, Any] = {key: frozenset(entry.get(key, ())) for key in _SETS}
    fields |= {key: strings(entry.get(key)) for key in _TUPLES}
    fields |= {key: bool(entry.get(key, False)) for key in _FLAGS}
    fields["forum"] = entry.get("forum", "")
    lemmas = frozenset(tuple(lemma.lower().split()) for lemma in entry["lemmas"])
    return EventFrame(
        entry["id"], entry["gloss"], entry["type"], entry["pos"], lemmas, entry["base"], **fields
    )
