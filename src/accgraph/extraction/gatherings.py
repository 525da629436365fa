"""Gatherings: who adopts a communiqué ("Heads of Government welcomed", "the Ministers", "the Conference")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.scope import Scope

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["assembled"]

_OFFICES = frozenset({"of", "and"})
_DETERMINERS = frozenset({"the", "all"})


def assembled(scope: Scope, token: Token) -> bool:
    """Say whether *token*, a subject, means those who issue the text together, or the meeting that they hold.

    Only a body or several states meet so; a meeting that has a name of its own, or officials of somebody, are
    not the issuers.
    """
    issuers = scope.context.issuers
    own = any(c.dep_ == "det" and c.lower_ == "this" for c in token.children)
    if own and issuers and scope.context.speaker is None and token.lower_ in word_list("chambers"):
        return token.dep_ in {"nsubj", "nsubjpass"} and scope.mention_at(token.i) is None
    joint = len(issuers) > 1 or any(scope.is_a(e, "InternationalOrganisation", "Group") for e in issuers)
    if not joint or token.dep_ not in {"nsubj", "nsubjpass"} or not token.text[:1].isupper():
        return False
    if scope.mention_at(token.i) is not None or scope.context.resolution_body:
        return False
    said = {c.lower_ for c in token.children if c.dep_ == "det"}
    beside = [c for c in token.children if c.dep_ in {"amod", "compound", "poss", "nmod", "prep"}]
    offices = {t.lower_ for c in beside if c.lower_ == "of" for t in c.subtree}
    if any(c.lower_ != "of" and c.lower_ not in word_list("assembling_modifiers") for c in beside):
        return False
    if token.tag_ in {"NNS", "NNPS"}:
        fits = token.lower_ in word_list("assembling") and offices <= word_list("offices") | _OFFICES
        return fits and said <= _DETERMINERS
    return token.lower_ in word_list("gatherings") and "the" in said and not beside
