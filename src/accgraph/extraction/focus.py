"""Focus: the mechanism that a paragraph is about, where an act can only be done to one and names none.

"Sweden has seconded two investigators", "Chad never answered the letters rogatory": in a paragraph that
speaks of one mechanism alone the act is done to that one (the centre of attention of Grosz, Joshi and
Weinstein 1995, Computational Linguistics 21(2)). ``focus`` of ``frames.toml`` names the lists of such
things.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import Target
from accgraph.extraction.pronouns import THIRD_PLURAL, THIRD_THING
from accgraph.extraction.syntax import subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["in_focus", "targets_in_focus"]

_BODIES = ("Tribunal", "Inquiry", "InvestigationTeam", "Fund", "Register", "ClaimsCommission", "Programme")
_GIVERS = (
    "State",
    "GovernmentBody",
    "InternationalOrganisation",
    "CivilSocietyOrganisation",
    "Inquiry",
    "Programme",
)
_BLOCKS_BACK = 2
_SURE = 0.65
# verbs whose object is left out where it is plain
_ALONE = frozenset({"join", "contribute", "chip", "pay"})
# to promise money is not yet to give it
_PROMISING = frozenset({"announce", "commit", "offer", "pledge", "promise", "propose"})
# who exchange something give it to one another
_MUTUAL = frozenset({"exchange", "swap", "trade"})
# what who pays is called
_BACKERS = frozenset({"backer", "contributor", "donor", "funder", "supporter"})
_WHEN = frozenset({"DATE", "TIME"})
# what stands for some of what was spoken of
_SHARES = frozenset({"all", "both", "each", "either", "neither", "none", "one", "any"})
_THEM = frozenset({"them", "these", "those"})
_SAID = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})
_DEFINITE = frozenset({"the", "this", "that"})
_WHOSE = frozenset({"of", "from", "by"})


def targets_in_focus(
    analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger, who: Sequence[Mention]
) -> list[Target]:
    """Return the only mechanism that the text speaks of just before *trigger*, if its frame can mean it."""
    if trigger.frame.focus is None or trigger.token.lemma_.lower() in _PROMISING | _MUTUAL:
        return []
    given = _is_given(lexicon.words[trigger.frame.focus], trigger)
    if not given and not (trigger.frame.focus == "own_costs" and _is_given(lexicon.words["money"], trigger)):
        return []
    resolver = analysis.resolver
    acting = [resolver.principal(m.entity) for m in who]
    if not all(resolver.is_a(e, *_GIVERS) and not resolver.is_a(e, "Court") for e in acting):
        return []
    receivers = [c for c in trigger.token.children if c.dep_ in {"dative", "dobj"}]
    others = [c for c in receivers if c.lower_ not in THIRD_PLURAL | THIRD_THING]
    if len(others) > 1 or any(c.dep_ == "dative" for c in others):
        return []
    apart = {"object"} if trigger.frame.kind == "fund" else {"object", "for", "of", "on", "in"}
    said = [h for place in trigger.frame.target if place not in apart for h in argument_heads(trigger, place)]
    if any(h.lower_ not in THIRD_PLURAL | THIRD_THING and h.ent_type_ not in _WHEN for h in said):
        return []
    i = trigger.token.i
    spoken_of = _backed_by(analysis, trigger) or in_focus(analysis, i)
    if not given and not (
        _is_given_away(trigger)
        or _is_of_money(analysis, i)
        or any(resolver.is_a(e, "Fund") for e in spoken_of)
    ):
        return []
    meant = [Mention(i, i + 1, i, entity, "pronoun", _SURE) for entity in spoken_of]
    path = ("request",) if trigger.frame.focus == "own_requests" else ()
    return [Target(mention, path) for mention in meant] if len(meant) == 1 else []


def _backed_by(analysis: Analysis, trigger: Trigger) -> set[Entity]:
    """Return whose donor the subject is called beside it: "the Netherlands, *its* other big donor, ended"."""
    resolver = analysis.resolver
    verb = trigger.token
    asides = (t for s in subjects(verb) if s.i < verb.i for t in verb.doc[s.i : verb.i])
    owners = [c for t in asides if t.lemma_.lower() in _BACKERS for c in t.children if c.dep_ == "poss"]

    def is_body(entity: Entity) -> bool:
        return resolver.is_a(entity, *_BODIES) and resolver.is_a(entity, "Mechanism")

    return {m.entity for owner in owners for m in resolver.resolve_as(owner, is_body)}


def _is_given_away(trigger: Trigger) -> bool:
    """Say whether *trigger* is a verb of giving with nothing said of whom it is given to."""
    return trigger.token.lemma_.lower() in {"pay", "give", "contribute", "transfer", "send", "donate"}


def _is_of_money(analysis: Analysis, index: int) -> bool:
    """Say whether the block of token *index* speaks of a body's money before it."""
    first, _ = analysis.parsed.block_range(analysis.parsed.block_of[index])
    return any(t.lemma_.lower() in word_list("financing") for t in analysis.parsed.doc[first:index])


def _is_given(words: frozenset[str], trigger: Trigger) -> bool:
    """Say whether what *trigger* is done to is one of *words*, and nobody else's."""
    things = [t for t in argument_heads(trigger, "object") if t.dep_ != "dative"]
    if trigger.token.lemma_.lower() in _ALONE and not things:
        return not any(c.dep_ in {"xcomp", "prt"} for c in trigger.token.children)
    if any(_stands_for(thing, words) for thing in (*things, *_behind_to(trigger))):
        return True
    things += trigger.token.doc[trigger.token.i + 1 : trigger.last]
    last = trigger.token.doc[trigger.last - 1]
    things += [c for c in last.children if last.pos_ == "ADP" and last != trigger.token and c.dep_ == "pobj"]
    return any(
        any(part.lemma_.lower() in words for part in (thing, *_telling(thing)))
        and not any(_is_owner(c) for c in thing.children)
        for thing in things
    )


def _behind_to(trigger: Trigger) -> list[Token]:
    """Return what stands behind the prepositions of *trigger*: "complied with *neither*"."""
    places = (place for place in trigger.frame.target if place in {"to", "with", "on"})
    return [h for place in places for h in argument_heads(trigger, place)]


def _stands_for(thing: Token, words: frozenset[str]) -> bool:
    """Say whether *thing* is some or none of *words* spoken of before: "has answered *none* (of them)"."""
    if thing.lower_ not in _SHARES or any(c.dep_ == "nsubj" for c in thing.children):
        return False
    of = [t for c in thing.children if c.lower_ == "of" for t in c.children]
    if any(t.lower_ not in _THEM for t in of):
        return False
    start = thing.sent.start
    first = thing.doc[start - 1].sent.start if start else 0
    before = [t for t in thing.doc[first : thing.i] if t.tag_ == "NNS" and t.dep_ in _SAID]
    return bool(before) and before[-1].lemma_.lower() in words


def _telling(thing: Token) -> list[Token]:
    """Return what says of which kind *thing* is: "*satellite* images", "statements *of refugees*"."""
    before = [c for c in thing.children if c.i < thing.i]
    return before + [t for c in thing.children if c.lower_ == "of" for t in c.children]


def _is_owner(child: Token) -> bool:
    """Say whether *child* tells whose a thing is: "the request *of X*", "*X's* request"."""
    named = [t for t in child.subtree if t.pos_ == "PROPN"]
    return bool(named) and (child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in _WHOSE))


def in_focus(analysis: Analysis, index: int) -> set[Entity]:
    """Return what the sentence of token *index* speaks of before it, or else its block, or the last."""
    parsed = analysis.parsed
    said = _spoken_of(analysis, parsed.doc[index].sent.start, index)
    block = parsed.block_of[index]
    for earlier in range(block, max(block - _BLOCKS_BACK, 0) - 1, -1):
        if said:
            break
        first, last = parsed.block_range(earlier)
        said = _spoken_of(analysis, first, min(last, index))
        topic = analysis.resolver.topic or analysis.resolver.announced
        said = {topic} if topic in said else said
    return said


def _spoken_of(analysis: Analysis, first: int, last: int) -> set[Entity]:
    """Return the bodies that tokens *first* to *last* name or call "the Court"."""
    resolver = analysis.resolver
    found = {m.entity for m in resolver.starting_in(first, last)}
    for token in analysis.parsed.doc[first:last]:
        named = token.pos_ not in {"NOUN", "PROPN"} or resolver.mention_at(token.i) is not None
        if not named and any(c.lower_ in _DEFINITE for c in token.children):
            found |= {m.entity for m in resolver.resolve(token)}
    acting = {resolver.principal(e) if resolver.is_a(e, "Person") else resolver.acting(e) for e in found}
    if any(_prosecutes(e) and not resolver.is_a(e, "Mechanism") for e in found):
        # A state's own prosecutors may as well be meant, who are no mechanism.
        return acting | found
    return {e for e in acting if resolver.is_a(e, *_BODIES) and resolver.is_a(e, "Mechanism")}


def _prosecutes(entity: Entity) -> bool:
    """Say whether *entity* is an office of prosecutors by its name."""
    return "prosecut" in entity.label.lower()
