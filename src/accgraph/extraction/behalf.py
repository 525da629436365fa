"""On whose behalf: for whom else an official speaks ("X's delegate, speaking also for A and B, said")."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.posts import Post
from accgraph.extraction.scope import Scope
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["represented"]

_WITHIN, _LISTED = 12, frozenset({",", "and", "the", "&", "as", "well", "also"})


def represented(scope: Scope, post: Post, principal: Entity) -> list[Entity]:
    """Return for whom the holder of *post* speaks: *principal*, and the states told beside the post.

    Who speaks for a group or an organisation speaks for it instead of for its own state.
    """
    doc = scope.parsed.doc
    sentence = doc[post.head].sent
    start = _behalf(doc[post.last : min(post.last + _WITHIN, sentence.end)])
    if start is None and sentence[0].lower_ in word_list("representing"):
        start = _behalf(doc[sentence.start : post.first])
    if start is None:
        return [principal]
    others: list[Entity] = []
    last = start
    for mention in scope.starting_in(start, sentence.end):
        between = {t.lower_ for t in doc[last : mention.first]}
        if not between <= _LISTED or not scope.is_a(mention.entity, "Actor"):
            break
        others.append(scope.acting(mention.entity))
        last = mention.last
    groups = [e for e in others if not scope.is_a(e, "State")]
    return list(dict.fromkeys([*groups, *others] if groups else [principal, *others]))


def _behalf(words: Iterable[Token]) -> int | None:
    """Return the token after "on behalf of", or after "speaking for", among *words*; None without."""
    for before, token in pairwise(words):
        if token.tag_ in {"VBD", "VBZ", "VBP"}:
            return None
        if before.lower_ == "behalf" and token.lower_ == "of":
            return token.i + 1
        if token.lower_ == "for" and before.lower_ in word_list("representing"):
            return token.i + 1
    return None
