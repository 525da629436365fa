"""Who imposed the sanctions on a court that a text tells of without saying whose they are.

Whoever is spoken to about them ("told the United States of its dismay at the sanctions on judges"), or whom
the sentences before said to impose such sanctions ("Two more judges were listed in May").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.regimes import sanctions_owner
from accgraph.extraction.sanction_nouns import is_listing_verb, is_sanction
from accgraph.extraction.syntax import agents, is_passive, objects, prepositional_objects, subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["sanctioners"]

_SURE = 0.75
_BACK = 3
_TO = ("to", "on", "upon", "with")


def sanctioners(analysis: Analysis, trigger: Trigger) -> list[Mention]:
    """Return who imposed what *trigger* tells without an agent; nobody if the text does not say."""
    token = trigger.token
    if trigger.frame.makes == "sanctions":
        return _own(analysis, token) if trigger.frame.pos == "verb" else _named_after(analysis, token)
    if trigger.frame.makes == "listing":
        return _shut(analysis, token)
    if trigger.frame.kind != "sanction" or trigger.frame.pos == "adj":
        return []
    if trigger.frame.pos == "verb":
        listing = is_listing_verb(token) or any(is_sanction(t) for t in objects(token))
        untold = is_passive(token) and not agents(token) and listing
    else:
        untold = is_sanction(token)
    state = (_spoken_to(analysis, token) or _imposing_before(analysis, token)) if untold else None
    return [Mention(token.i, token.i + 1, token.i, state, "pronoun", _SURE)] if state is not None else []


def _own(analysis: Analysis, verb: Token) -> list[Mention]:
    """Return whose the sanctions are that *verb* says were adopted or extended, without an agent."""
    if not is_passive(verb) or agents(verb) or verb.dep_ == "amod":
        return []
    things = objects(verb) + prepositional_objects(verb, ("from", "on", "to"))
    owners = [e for t in things if (e := sanctions_owner(analysis, t)) is not None]
    return [Mention(verb.i, verb.i + 1, verb.i, e, "pronoun", _SURE) for e in owners[:1]]


def _named_after(analysis: Analysis, noun: Token) -> list[Mention]:
    """Return with whose name that of the sanctions begins: "*EU sanctions on Mali*"."""
    whole = analysis.resolver.mention_at(noun.i)
    before = noun.doc[whole.first : noun.i].text if whole is not None else ""
    owners = [
        e
        for e in analysis.vocabulary.lookup(before)
        if analysis.resolver.is_a(e, "State", "InternationalOrganisation")
    ]
    return [Mention(noun.i, noun.i + 1, noun.i, e, "pronoun", _SURE) for e in owners[:1]]


def _shut(analysis: Analysis, verb: Token) -> list[Mention]:
    """Return the state that those may not enter who *verb* says were banned from it, without an agent."""
    if not is_passive(verb) or agents(verb):
        return []
    kept_out = [t for p in verb.children if p.lower_ == "from" for t in p.children if t.dep_ == "pcomp"]
    places = [o for t in kept_out for o in (*objects(t), *prepositional_objects(t, ("into",)))]
    states = [e for o in places for e in _states(analysis, o)][:1]
    return [Mention(verb.i, verb.i + 1, verb.i, e, "pronoun", _SURE) for e in states]


def _spoken_to(analysis: Analysis, token: Token) -> Entity | None:
    """Return the only state that a clause around *token* addresses."""
    found: list[Entity] = []
    for above in token.ancestors:
        if above.lemma_.lower() in word_list("speaking_to"):
            for heard in (*objects(above), *prepositional_objects(above, _TO)):
                found += _states(analysis, heard) if heard.i < token.i else []
    return found[0] if len(set(found)) == 1 else None


def _imposing_before(analysis: Analysis, token: Token) -> Entity | None:
    """Return the state that the last of the sentences before was said to impose sanctions."""
    sentence = token.sent
    for _ in range(_BACK):
        if sentence.start == 0:
            return None
        sentence = token.doc[sentence.start - 1].sent
        acts = [
            t
            for t in sentence
            if t.pos_ == "VERB" and (is_listing_verb(t) or any(is_sanction(o) for o in _governed(t)))
        ]
        found = [e for act in acts for s in subjects(act) for e in _states(analysis, s)]
        if acts:
            return found[0] if len(set(found)) == 1 else None
    return None


def _governed(verb: Token) -> list[Token]:
    return objects(verb) + prepositional_objects(verb, ("on", "to", "with"))


def _states(analysis: Analysis, head: Token) -> list[Entity]:
    """Return the state that *head* stands for, if it is one."""
    resolver = analysis.resolver
    named = resolver.mention_at(head.i)
    found = (named,) if named is not None else resolver.resolve(head)
    states = [resolver.principal(m.entity) for m in found]
    return [e for e in states if resolver.is_a(e, "State")]
