"""Repetition: what was named or described once, and then told by its noun alone ("the pact", "the group")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["another_since", "called", "founding", "repeated", "shortened"]

_BLOCKS, _PAIR, _CALLED = 4, 2, 2
_SURE = 0.75
_ONE_OF = frozenset({"first", "second", "last", "one", "latter", "former", "other"})
_BOTH = frozenset({"both", "two"})


def repeated(scope: Scope, token: Token, first: int) -> tuple[Mention, ...]:
    """Return the mechanism before *token*, in whose name or description the noun stands; () if there is none.

    Both of two, where *token* says so; what modifies the noun has to be in the name too.
    """
    of_one = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in _ONE_OF
    if of_one or any(_tells(scope, child, token) for child in token.children):
        return ()
    wanted = [
        c.lower_
        for c in token.children
        if c.dep_ in {"amod", "compound"} and c.lower_ not in word_list("passing_modifiers")
    ]
    fits = [m for m in _before(scope, token) if _holds(scope, m, token.lemma_.lower(), wanted)]
    if not fits:
        return ()
    several = any(c.lower_ in _BOTH for c in token.children) and not _is_plural(scope, fits[0])
    if several and len(fits) < _PAIR:
        return ()
    chosen = fits[:_PAIR] if several else fits[:1]
    return tuple(Mention(first, token.i + 1, token.i, m.entity, "nominal", _SURE) for m in reversed(chosen))


def another_since(scope: Scope, token: Token, chosen: Mention) -> bool:
    """Say whether the text spoke of another such thing, which has no name, since *chosen* was named.

    After "its *outreach programme*", "this programme" is no other.
    """
    if token.text != token.lower_:
        return False
    return any(
        t.lemma_ == token.lemma_
        and t.pos_ == "NOUN"
        and scope.mention_at(t.i) is None
        and any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in t.children)
        for t in scope.parsed.doc[chosen.last : token.i]
    )


def called(scope: Scope, token: Token, first: int) -> tuple[Mention, ...]:
    """Return the actor named last that "the group", "the bloc" calls by its kind; () if there is none."""
    classes = scope.lexicon.calling.get(token.lower_, ())
    beside = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
    based = any(c.lower_ == "based" for c in beside)
    plain = based or all(c.lower_ in scope.lexicon.calling_plain for c in beside)
    if not classes or not plain or not any(c.lower_ == "the" for c in token.children):
        return ()
    if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children):
        return ()
    block = scope.parsed.block_of[token.i]
    for mention in reversed(scope.starting_in(0, token.i)):
        if block - scope.parsed.block_of[mention.head] > _CALLED:
            break
        if mention.kind == "name" and scope.is_a(mention.entity, *classes):
            return (Mention(first, token.i + 1, token.i, mention.entity, "nominal", _SURE),)
    return ()


def shortened(token: Token) -> bool:
    """Say whether *token* is "court" in "court officials", "Hague court", as newspapers put it."""
    if token.lower_ not in {"court", "tribunal"}:
        return False
    head = token.head
    staff = (head.tag_ == "NNS" or head.lower_ == "staff") and head.lemma_.lower() in word_list(
        "court_people"
    )
    named = any(c.dep_ == "compound" and c.lower_ in {"hague", "based"} for c in token.children)
    return named or (token.dep_ == "compound" and staff and not list(token.children))


def founding(scope: Scope, token: Token, first: int) -> tuple[Mention, ...]:
    """Return the court that "the statute" set up, if it was named last and no statute was; () otherwise."""
    if token.lower_ != "statute" or any(c.dep_ in {"prep", "compound", "poss"} for c in token.children):
        return ()
    for mention in reversed(scope.starting_in(0, token.i)):
        if "statute" in mention.entity.label.lower():
            return ()
        court = scope.acting(mention.entity)
        if mention.kind == "name" and scope.is_a(court, "Court") and scope.is_a(court, "Mechanism"):
            return (Mention(first, token.i + 1, token.i, court, "nominal", _SURE),)
    return ()


def _tells(scope: Scope, child: Token, token: Token) -> bool:
    """Say whether *child* tells the noun *token* from what was spoken of: whose, or about what, it is."""
    if child.dep_ == "prep":
        return child.i > token.i and child.lower_ in {"of", "on", "for", "into"}
    return child.dep_ == "poss" or (child.dep_ in {"relcl", "acl"} and scope.mention_at(child.i) is not None)


def _before(scope: Scope, token: Token) -> Sequence[Mention]:
    """Return the mechanisms named before *token* and not too far off, the last first, each once."""
    block = scope.parsed.block_of[token.i]
    found: dict[str, Mention] = {}
    for mention in reversed(scope.starting_in(0, token.i)):
        if block - scope.parsed.block_of[mention.head] > _BLOCKS:
            break
        if mention.kind == "name" and scope.is_a(mention.entity, "Mechanism"):
            found.setdefault(mention.entity.iri, mention)
    return list(found.values())


def _holds(scope: Scope, mention: Mention, lemma: str, wanted: Sequence[str]) -> bool:
    head, label = scope.parsed.doc[mention.head], mention.entity.label.lower().split()
    return lemma in {head.lemma_.lower(), head.lower_} and all(w in label for w in wanted)


def _is_plural(scope: Scope, mention: Mention) -> bool:
    return scope.parsed.doc[mention.head].tag_ in {"NNS", "NNPS"}
