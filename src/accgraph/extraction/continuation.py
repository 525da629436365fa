"""Continuation: who else joined or left what the sentence before was about ("Mexico has intervened *too*").

Newspapers do not say again what everybody joins or leaves: "Finland has ratified the convention. *Croatia
deposited its instrument in May*." What is left out is what the text just spoke of, if that is one thing alone
that can be joined (the complement is null as it is definite, Fillmore 1986, "Pragmatically controlled zero
anaphora").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import Target, is_mechanism, resolved
from accgraph.extraction.syntax import subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = ["continued", "is_done_by_states"]

_JOINABLE = (
    "ClaimsCommission",
    "Court",
    "Fund",
    "Group",
    "InvestigationTeam",
    "Proceeding",
    "Programme",
    "Register",
    "Treaty",
    "Tribunal",
)
# places that are told by a word of their own
_TOLD_BY = (("self",), ("advisory",))
_SENTENCES = 3
_SURE = 0.7
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_AMONG = frozenset({"among", "amongst", "including"})
_PERSONS = frozenset({"he", "i", "she"})
_CIRCUMSTANCES = frozenset({"CARDINAL", "DATE", "GPE", "LOC", "ORDINAL", "TIME"})


def continued(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return what *trigger* tells to be joined or left without saying it; empty if that is not plain.

    It is what the sentence before names, or the last in the paragraph that names any such thing, if it names
    no other; and none if the sentence of *trigger* itself names something.
    """
    frame = trigger.frame
    if frame.kind not in {"join", "withdraw"} or frame.target in _TOLD_BY or _says_what(trigger):
        return []
    if frame.kind == "withdraw" and frame.pos == "verb" and not is_done_by_states(analysis, trigger.token):
        return []
    sentence = trigger.token.sent
    if any(_named(analysis, sentence, ("Mechanism",))):
        return []
    intervenes = trigger.token.lemma_ == "intervene"
    classes = ("Proceeding",) if intervenes else frame.classes or _JOINABLE
    for before in analysis.parsed.sentences_before(sentence, _SENTENCES):
        found = set(_named(analysis, before, classes))
        if found:
            i = trigger.token.i
            meant = Mention(i, i + 1, i, found.pop(), "pronoun", _SURE)
            return [Target(meant, ())] if not found else []
    return []


def is_done_by_states(analysis: Analysis, verb: Token) -> bool:
    """Say whether states, and not somebody who goes home for one, are the subject of *verb*."""
    resolver = analysis.resolver
    return any(
        resolver.is_a(m.entity, "State")
        for s in subjects(verb)
        if resolver.post_at(s.i) is None and s.lower_ not in _PERSONS
        for m in resolver.resolve(s)
    )


def _says_what(trigger: Trigger) -> bool:
    """Say whether *trigger* tells what is joined or left, if only by a word that could be anything."""
    children = list(trigger.token.children)
    if any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in children):
        return True
    if any(c.dep_ == "prep" and c.lower_ == "with" for c in children):
        return True
    places = (place for place in trigger.frame.target if place not in {"possessor", "owner"})
    heads = [head for place in places for head in argument_heads(trigger, place)]
    words = word_list("pleaded_in" if trigger.frame.classes == ("Proceeding",) else "texts_joined")
    return not all(_is_plain(head, words) or _is_counted(trigger, head) for head in heads)


def _is_plain(head: Token, words: frozenset[str]) -> bool:
    """Say whether *head* tells when or where, or is what one hands in, or one of *words* and not which."""
    if head.ent_type_ in _CIRCUMSTANCES:
        return True
    if head.lemma_.lower() in word_list("joined_by"):
        return True
    said = [c for c in head.children if c.dep_ in {"amod", "compound", "acl", "prep"} and c.lower_ != "in"]
    definite = any(c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an"} for c in head.children)
    return head.lemma_.lower() in words and definite and not said


def _is_counted(trigger: Trigger, head: Token) -> bool:
    """Say whether *head* is one of those who do so: "have ratified, among them *Croatia*"."""
    return any(t.lower_ in _AMONG for t in head.doc[trigger.last : head.i])


def _named(analysis: Analysis, sentence: Span, classes: tuple[str, ...]) -> Iterator[Entity]:
    """Yield what of *classes* the words of *sentence* stand for."""
    resolver = analysis.resolver
    for token in sentence:
        for mention in resolved(analysis, token) if _may_name(token) else ():
            entity = resolver.principal(mention.entity)
            if is_mechanism(analysis, entity) and resolver.is_a(entity, *classes):
                yield entity


def _may_name(token: Token) -> bool:
    """Say whether *token* may stand for what is joined, which "among *them*" does not."""
    return token.pos_ in _NOMINAL and not (token.i and token.nbor(-1).lower_ in _AMONG)
