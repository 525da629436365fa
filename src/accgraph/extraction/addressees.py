"""Addressees: whom a pronoun means as they are spoken to, thanked or asked: "thanked X for *its* help"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.helped import asked_about, helped_in
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope
from accgraph.extraction.syntax import is_verb, prepositional_objects, thanked_for

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["addressed", "is_the_thankeds"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DUTY = frozenset({"must", "should", "shall", "ought", "can", "may"})


def addressed(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return whom "reminded X that it must ..." speaks to: the object of the verb that governs the clause.

    So does "thanked X for *its* cooperation", "gratitude to X for the help *it* gave", "asked X about *its*
    withdrawal", and "learned from X that *it* had left".
    """
    theirs = _thing_of(token)
    if theirs is not None and theirs.dep_ == "pobj" and theirs.head.lower_ in {"for", "on", "over"}:
        for governor in theirs.head.ancestors:
            thanked = tuple(m for t in thanked_for(governor) if t.i < token.i for m in scope.resolve_all(t))
            if thanked:
                return thanked
    if token.dep_ == "poss":
        others = asked_about(token.head) or helped_in(token.head)
        return tuple(m for t in others for m in scope.resolve_all(t))
    if token.dep_ == "nsubj" and token.head.dep_ == "relcl" and (asked := _asked_to(token.head)) is not None:
        return tuple(m for t in asked for m in scope.resolve_all(t))
    if token.dep_ not in _SUBJECTS or token.head.dep_ != "ccomp":
        return ()
    told = token.head.head
    if told.lemma_.lower() in word_list("learning"):
        return tuple(m for t in prepositional_objects(told, ("from",)) for m in scope.resolve_all(t))
    bound = any(c.dep_ == "aux" and c.lower_ in _DUTY for c in token.head.children)
    if not bound and told.lemma_.lower() not in word_list("reminding"):
        # "Told X that *it* had joined": who says so speaks of itself
        return ()
    for child in told.children:
        if child.dep_ in {"dobj", "dative"} and child.i < token.i:
            found = scope.resolve(child)
            return found if len(found) == 1 and scope.is_a(found[0].entity, "Actor") else ()
    return ()


def is_the_thankeds(token: Token) -> bool:
    """Say whether *token* is the "its" of "applauded X for *its* work", which is X's and nobody else's."""
    if token.dep_ == "poss" and helped_in(token.head):
        return True
    theirs = _thing_of(token)
    if theirs is None or theirs.dep_ != "pobj" or theirs.head.lower_ != "for":
        return False
    return any(t.i < token.i for t in thanked_for(theirs.head.head))


def _asked_to(clause: Token) -> list[Token] | None:
    """Return who is asked to do something with what *clause* tells of: "urged *X* to heed what it"."""
    verb = next((t for t in clause.ancestors if is_verb(t) and t.dep_ not in {"acl", "relcl"}), None)
    if verb is None or verb.tag_ != "VB" or verb.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return None
    asking = verb.head
    if asking.lemma_.lower() not in word_list("object_control") or asking.i > verb.i:
        return None
    asked = [c for c in asking.children if c.dep_ == "dobj" and c.i < verb.i]
    return asked or [t for t in prepositional_objects(asking, ("on", "upon", "to")) if t.i < verb.i] or None


def _thing_of(token: Token) -> Token | None:
    """Return what is told to be *token*'s, or done by it: "its *help*", "the *help* it has given"."""
    if token.dep_ == "poss":
        return token.head
    done = token.dep_ == "nsubj" and token.head.dep_ == "relcl" and token.i > token.head.head.i
    return token.head.head if done else None
