"""Help and reminders: whose a thing is in "joined X in its case", "asked X about its withdrawal"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.syntax import objects, prepositional_objects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["asked_about", "helped_in"]

_BESIDE = ("with", "beside", "alongside", "behind")


def helped_in(noun: Token) -> list[Token]:
    """Return those whose *noun* it is, where somebody is helped in it: "its" is theirs, not the helper's."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return []
    verb = next((t for t in noun.head.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in word_list("helping"):
        return []
    beside = objects(verb) + prepositional_objects(verb, _BESIDE)
    return [t for t in beside if t.i < noun.i]


def asked_about(thing: Token) -> list[Token]:
    """Return who is asked about *thing* or reminded of it, if it is told so.

    "Asked *Chad* about its withdrawal", "reminds *Chad* of its obligation".
    """
    link, verb = thing.head, thing.head.head
    asked = link.lower_ in {"about", "on", "over"} and verb.lemma_.lower() in word_list("questioning")
    if not (asked or (link.lower_ == "of" and verb.lemma_.lower() == "remind")):
        return []
    return [c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i < link.i]
