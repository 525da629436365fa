"""Headlines: verbs that a parser takes for nouns or adverbs where an article or a tense would have told it.

In "France, Germany back tribunal" the verb has the form of an adverb and the list no "and". Put to the parser
in the past tense ("France and Germany backed tribunal") it is seen for what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.gazetteer import Match
from accgraph.extraction.lexicon import load_table, word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["past_of", "reworded"]

_LONGEST, _OFFICE = 24, 4
_ENDS = frozenset({".", "!", "?", ":", ";", ",", '"', "…"})
_ACTORS = frozenset({"State", "InternationalOrganisation", "CivilSocietyOrganisation", "Group"})


def past_of(word: str) -> str | None:
    """Return the past tense of *word* if it is a verb that headlines put in the present; None otherwise."""
    past: str | None = load_table("words")["headline_verbs"].get(word)
    return past


def reworded(doc: Doc, matches: Sequence[Match]) -> Mapping[int, str]:
    """Return the words that the parser is given for tokens of *doc*, a line with these names, if a headline.

    It is one if it ends without a stop and a verb in the present follows right on several actors, or on a
    plural such as "Kenya MPs".
    """
    if not matches or not 3 <= len(doc) <= _LONGEST or doc[-1].text in _ENDS:
        return {}
    actors = {m.last: m for m in matches if _ACTORS.intersection(m.entities[0].classes)}
    for token in doc[2:-1]:
        past = past_of(token.text)
        if past is None:
            continue
        plural = doc[token.i - 1].lower_ in word_list("headline_plurals")
        last = actors.get(token.i - 1 if plural else token.i)
        if last is None:
            continue
        joint = _joint(doc, last.first, actors)
        if plural or joint is not None or (last.kind == "demonym" and doc[last.last - 1].text[-1:] == "s"):
            return {token.i: past} if joint is None else {joint: "and", token.i: past}
    return _to_come(doc, actors)


def _to_come(doc: Doc, actors: Mapping[int, Match]) -> Mapping[int, str]:
    """Return the words for what is to come: "Turkey, Spain foreign ministers *to* meet" ("and", "will")."""
    for token in doc[3:-1]:
        i = token.i - 1
        if token.lower_ != "to" or doc[i].lower_ not in word_list("headline_plurals"):
            continue
        while i > 0 and i not in actors and token.i - i <= _OFFICE:
            i -= 1
        joint = _joint(doc, actors[i].first, actors) if i in actors else None
        if joint is not None:
            return {joint: "and", token.i: "will"}
    return {}


def _joint(doc: Doc, first: int, actors: Mapping[int, Match]) -> int | None:
    """Return the comma or "and" before token *first* that another actor stands before."""
    return first - 1 if first - 1 in actors and doc[first - 1].lower_ in {",", "and", "&"} else None
