"""The nearest entity named before that a noun fits: "the Court", "the Commission", "its Office"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.repetition import another_since
from accgraph.extraction.scope import Scope
from accgraph.extraction.syntax import noun_phrase
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["nearest", "organ"]

_JUDGING = frozenset({"court", "tribunal"})
# Of sanctions only where a text has called them so; otherwise those who rule somewhere.
_GOVERNING = frozenset({"regime"})
_COURT_LINKS = ("organOf", "subOrganizationOf", "underAuspicesOf", "establishes")


def nearest(scope: Scope, token: Token, first: int) -> tuple[Mention, ...]:
    """Return the nearest entity before *token* that its head noun can mean, or the first one after it."""
    noun = token.lemma_.lower() if token.lemma_.lower() in scope.lexicon.references else token.lower_
    if token.text[:1].isupper() and token.lower_ in scope.lexicon.references:
        noun = token.lower_
    owner = organ(scope, token, noun)
    if owner:
        return owner
    classes = scope.lexicon.references.get(noun, ())
    if token.tag_ == "NNS" and token.lower_ not in scope.lexicon.references and "Proceeding" not in classes:
        return ()
    if (
        not classes
        or _is_of_another(scope, token)
        or ("Proceeding" in classes and _against_another(scope, token))
    ):
        return ()
    for issuer in scope.context.issuers:
        if token.text[:1].isupper() and _fits(scope, issuer, noun, classes, set()):
            return (Mention(first, token.i + 1, token.i, issuer, "nominal", 0.85),)
    modifiers = {c.lower_ for c in token.children if c.dep_ in {"amod", "compound"}} | _rest_of_name(token)
    fits = [m for m in scope.named if m.kind == "name" and _fits(scope, m.entity, noun, classes, modifiers)]
    if noun in _JUDGING and not any(m.first < token.i for m in fits):
        judging = [m for m in scope.named if m.kind == "name" and scope.is_a(m.entity, "Tribunal")]
        told = [m for m in scope.named if m.first < token.i and m.kind == "name"]
        fits = (
            [m for m in judging if m.first < token.i]
            or [m for m in told if _court_of(scope, m.entity) is not None]
            or fits
            or judging
        )
    if noun in _JUDGING and not fits:
        fits = [m for m in scope.named if m.kind == "name" and _court_of(scope, m.entity) is not None]
    fits = [m for m in fits if noun in _words_of(scope, m)] or fits
    if noun in _GOVERNING:
        fits = [m for m in fits if noun in scope.parsed.doc[m.first : m.last].text.lower().split()]
    if token.text[:1].isupper():
        titled = [m for m in fits if scope.parsed.doc[m.head].text[:1].isupper()]
        fits = titled or fits
    before = [m for m in fits if m.first < token.i]
    inside = {t.i for t in token.subtree}
    ahead = [m for m in fits if m.head in inside or not scope.is_a(m.entity, "Proceeding")]
    chosen = before[-1] if before else (ahead[0] if ahead else None)
    other = bool(before) and "Proceeding" not in classes and another_since(scope, token, before[-1])
    if chosen is None or other:
        return ()
    entity = (_court_of(scope, chosen.entity) if noun in _JUDGING else None) or chosen.entity
    if noun in _JUDGING and before and not scope.is_a(entity, "Mechanism"):
        entity = _called_so_before(scope, token) or entity
    return (Mention(first, token.i + 1, token.i, entity, "nominal", 0.85 if before else 0.6),)


def _called_so_before(scope: Scope, token: Token) -> Entity | None:
    """Return the mechanism that "the Court" meant last; a national court named since has a name for that."""
    for before in reversed(scope.parsed.doc[: token.i]):
        bare = before.text == token.text and all(c.lower_ == "the" for c in before.children)
        if bare and scope.mention_at(before.i) is None:
            found = [m.entity for m in scope.resolve(before)]
            return next((e for e in found if scope.is_a(e, "Mechanism")), None)
    return None


def _court_of(scope: Scope, entity: Entity) -> Entity | None:
    """Return the court that *entity* is an organ or a fund of, or the treaty of; None if there is none.

    "The Court" is not its assembly, though that alone is named.
    """
    entry = scope.vocabulary.entries.get(entity.iri)
    if entry is None or scope.is_a(entity, "Court", "Tribunal", "Proceeding"):
        return None
    wholes = [scope.vocabulary.entries.get(entry.link(name) or "") for name in _COURT_LINKS]
    return next((e.entity for e in wholes if e is not None and scope.is_a(e.entity, "Court")), None)


def _words_of(scope: Scope, mention: Mention) -> set[str]:
    """Return the words of *mention* as the text has it and as its entity is called."""
    written = scope.parsed.doc[mention.first : mention.last].text
    return set(f"{mention.entity.label} {written}".lower().replace("-", " ").split())


def organ(scope: Scope, token: Token, noun: str) -> tuple[Mention, ...]:
    """Resolve "the Prosecutor", "the Registry" to the court that has such an organ, if it is spoken of."""
    qualified = any(c.dep_ in {"amod", "compound"} and c.text[:1].isupper() for c in token.children)
    if qualified or _is_of_another(scope, token):
        return ()
    for name, nouns in scope.lexicon.organs.items():
        if token.text[:1].isupper() and noun in nouns:
            owners = scope.vocabulary.lookup(name)
            if owners and any(
                owners[0].iri in {m.entity.iri, m.entity.part_of} or _court_of(scope, m.entity) == owners[0]
                for m in scope.named
            ):
                return (Mention(noun_phrase(token)[0], token.i + 1, token.i, owners[0], "nominal", 0.8),)
    return ()


def _against_another(scope: Scope, token: Token) -> bool:
    """Say whether the noun names the other party of a case that is not known ("their case against X")."""
    parts = [c for c in token.children if c.dep_ in {"prep", "agent"}]
    parts += [p for c in token.children if c.dep_ == "acl" for p in c.children if p.dep_ in {"prep", "agent"}]
    return any(
        p.lower_ in {"against", "by"} and any(scope.mention_at(t.i) for t in p.children) for p in parts
    )


def _rest_of_name(token: Token) -> set[str]:
    """Return the capitalised words after "of" or "on" that go on a name which *token* begins."""
    doc, end = token.doc, min(token.i + 2, len(token.doc) - 1)
    linked = token.text[:1].isupper() and token.nbor(end - token.i - 1).lower_ in {"of", "on", "for"}
    rest: set[str] = set()
    while linked and end < token.sent.end and doc[end].text[:1].isupper():
        rest.add(doc[end].lower_)
        end += 1
    return rest


def _is_of_another(scope: Scope, token: Token) -> bool:
    """Say whether the noun is of a mechanism ("the statute of the Tribunal"), and so not one itself."""
    if token.lemma_.lower() in word_list("parts_of_mechanisms") and any(
        c.dep_ == "poss" for c in token.children
    ):
        return True
    return any(
        mention is not None and scope.is_a(mention.entity, "Mechanism")
        for child in token.children
        if child.dep_ == "prep" and child.lower_ in {"of", "on", "for"}
        for inner in child.children
        if inner.dep_ == "pobj"
        for mention in (scope.mention_at(inner.i),)
    )


def _fits(scope: Scope, entity: Entity, noun: str, classes: Sequence[str], modifiers: set[str]) -> bool:
    organ_of_one = entity.part_of is not None and scope.is_a(scope.principal(entity), "Mechanism")
    if not organ_of_one and not scope.is_a(entity, *classes, "Mechanism"):
        return False
    if scope.is_a(entity, "State"):
        return False
    if scope.is_a(entity, "Treaty", "Legislation") and not scope.is_a(entity, *classes):
        return False
    if scope.is_a(entity, "UniversalJurisdiction") and noun not in {"proceedings", "proceeding"}:
        return False
    if scope.is_a(entity, "Proceeding"):
        return "Proceeding" in classes
    entry = scope.vocabulary.entries.get(entity.iri)
    # "The Court" is not the fund that has a court's name in its own.
    if not scope.is_a(entity, *classes):
        heads = [_head_part(name) for name in (entry.names if entry else (entity.label,))]
        if not any(noun in head for head in heads):
            return False
    names = " ".join(entry.names if entry else (entity.label,)).lower()
    words = set(re.findall(r"\w+", names))
    return noun in words and all(
        m in names for m in modifiers if m.isalpha() and m not in word_list("passing_modifiers")
    )


def _head_part(name: str) -> str:
    """Return what stands before the first preposition of *name*, in lower case."""
    return re.split(r" (?:of|for|at|on|in|against|to) ", name.lower(), maxsplit=1)[0]
