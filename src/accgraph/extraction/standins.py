"""Stand-ins: who is meant where a noun that names nobody takes the holder's place ("the states that ...")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import is_verb, objects, prepositional_objects, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["authors", "called_behind", "meant_by"]

_CAST = frozenset({"vote", "veto", "no", "yes"})
_COPULAS = frozenset({"be", "become", "remain"})


def authors(text: Token) -> list[Token]:
    """Return who says what is in *text*: who adopted it, or signed, joined or backed it."""
    lemma, verb = text.lemma_.lower(), text.head.lemma_.lower()
    if text.dep_ == "dobj" and lemma in word_list("authored") and verb in word_list("authoring"):
        return subjects(text.head)
    if lemma not in word_list("voiced") or text.dep_ not in {"dobj", "pobj", "nsubjpass"}:
        return []
    governor = text.head
    while not is_verb(governor) and governor.pos_ in {"ADP", "NOUN"} and governor.head != governor:
        governor = governor.head
    return subjects(governor) if governor.lemma_.lower() in word_list("voicing") else []


def meant_by(analysis: Analysis, part: Token) -> list[Token]:
    """Return who is meant by *part* in "X was among the *states* that ...", "*we* at X", "a *no* from X"."""
    # "the *States* that referred it": the capital makes the tagger take it for a name, which has no singular.
    lemma = part.lemma_.lower() if part.tag_ not in {"NNP", "NNPS"} else part.lower_.removesuffix("s")
    if analysis.resolver.mention_at(part.i) is not None:
        return []
    if part.lower_ == "we":
        return prepositional_objects(part, ("at", "of"))
    ruled = _ruled(analysis, part)
    if ruled:
        return ruled
    if lemma in _CAST:
        return prepositional_objects(part, ("from",))
    if lemma not in word_list("generic_actors") and part.lower_ not in {"those", "who"}:
        return []
    top = part
    while top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.pos_ in {"NOUN", "NUM", "ADJ"}:
        top = top.head.head
    if top.dep_ == "pobj" and top.head.lower_ in {"among", "amongst"}:
        top = top.head
    said = top.dep_ in {"attr", "prep"} and top.head.lemma_ in _COPULAS
    if not said:
        return []
    named = [c for c in top.head.children if c.dep_ == "nsubj" and (c.pos_ != "PRON" or c.lower_ == "we")]
    inverted = (
        [c for c in top.head.children if c.dep_ == "attr" and c.i > top.head.i] if top.i < top.head.i else []
    )
    return named or inverted


def _ruled(analysis: Analysis, part: Token) -> list[Token]:
    """Return the state whose rulers *part* means: "those who *govern* X", "the *rulers* of X"."""
    found: list[Token] = []
    if part.lower_ == "those" or part.lemma_.lower() in word_list("people"):
        ruling = (
            c for c in part.children if c.dep_ == "relcl" and c.lemma_.lower() in word_list("ruling_over")
        )
        for verb in ruling:
            found += objects(verb) + prepositional_objects(verb, ("in", "from"))
    elif part.lemma_.lower() in word_list("rulers") and not any(
        c.dep_ in {"amod", "compound"} for c in part.children
    ):
        found = prepositional_objects(part, ("in", "of"))
    named = ((t, analysis.resolver.mention_at(t.i)) for t in found)
    return [t for t, m in named if m is not None and analysis.resolver.is_a(m.entity, "State")]


def called_behind(analysis: Analysis, noun: Token) -> list[Mention]:
    """Return the body that *noun* describes and that is named behind it: "the UN *mission*, MINUSCA"."""
    if noun.pos_ != "NOUN" or noun.tag_ != "NN":
        return []
    resolver = analysis.resolver
    return [
        named
        for child in noun.children
        if child.dep_ == "appos" and child.i > noun.i
        for named in (resolver.mention_at(child.i),)
        if named is not None
        and named.kind == "name"
        and resolver.is_a(named.entity, "InternationalOrganisation", "CivilSocietyOrganisation", "State")
    ]
