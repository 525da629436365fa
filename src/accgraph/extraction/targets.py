"""Targets: the mechanisms in the target's places of a frame.

A mechanism may stand some nouns below the grammatical argument ("welcomed the *completion* of the *work* on
the Tribunal"); the nouns on the way decide whether a stance on the argument is one on the mechanism, and
hostile ones ("sanctions on the Court") turn it round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Target", "targets"]

_DEPTH = 4

_NESTED = frozenset(
    {
        "poss",
        "compound",
        "amod",
        "nmod",
        "appos",
        "acl",
        "pobj",
        "prep",
        "dobj",
        "pcomp",
        "xcomp",
        "nsubj",
        "dative",
        "agent",
        "npadvmod",
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """A mechanism below an argument: the lemmas between the two, the argument's own included."""

    mention: Mention
    path: tuple[str, ...]


def targets(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> list[Target]:
    """Return the mechanisms in the target's places of *trigger*; the first place that holds any decides.

    A fragment ("The work of A, the dedication of B") has no such order: all its places count.
    """
    found: dict[str, Target] = {}
    for selector in trigger.frame.target:
        for head in argument_heads(trigger, selector):
            for part in coordinated(head):
                if part == trigger.token and selector != "self":
                    continue
                for target in [*_within(analysis, part)] or _bridged(analysis, lexicon, part):
                    found.setdefault(target.mention.entity.iri, target)
        named = {iri: t for iri, t in found.items() if t.mention.kind != "pronoun"}
        found = named or found
        if found and trigger.frame.only != "fragment":
            break
    return list(found.values())


def _bridged(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism whose staff or orders *head* means without saying so ("the warrant").

    It is the nearest one named before that can have such; this is bridging reference (Clark 1975).
    """
    lemma = head.lemma_.lower()
    determiners = {c.lower_ for c in head.children if c.dep_ == "det"}
    if head.lower_ in {"this", "that"} or (
        determiners & {"this", "that"} and lemma in lexicon.words["abstract"]
    ):
        return _of_last_sentence(analysis, lexicon, head)
    if determiners & {"the", "this", "that", "these", "said"} and lemma in lexicon.words["instruments"]:
        return _same_noun_before(analysis, head)
    if lemma in lexicon.words["bridging_orders"]:
        classes: tuple[str, ...] = ("Court", "Tribunal")
    elif lemma in lexicon.words["bridging_staff"]:
        classes = ("Court", "Tribunal", "Inquiry", "InvestigationTeam")
    else:
        return []
    definite = any(c.lower_ in {"the", "this", "that", "these", "those", "such"} for c in head.children)
    owned = any(
        c.dep_ in {"poss", "amod", "compound"} and analysis.resolver.mention_at(c.i) for c in head.children
    )
    if not definite or owned:
        return []
    block = analysis.parsed.block_of[head.i]
    wanted = (classes, ("Mechanism",))
    for mention in reversed(analysis.resolver.named):
        near = mention.first < head.i and block - analysis.parsed.block_of[mention.head] <= 2
        if near and all(analysis.resolver.is_a(mention.entity, *any_of) for any_of in wanted):
            return [Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", 0.7), (lemma,))]
    return []


def _of_last_sentence(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that "this step" sums up: the only one of the sentence before, if not attacked."""
    if head.sent.start == 0:
        return []
    sentence = head.doc[head.sent.start - 1].sent
    if any(t.lemma_.lower() in lexicon.words["hostile"] for t in sentence):
        return []
    resolver = analysis.resolver
    found = {
        m.entity: m
        for m in resolver.mentions_in(sentence.start, sentence.end)
        if resolver.is_a(m.entity, "Mechanism") and m.kind == "name"
    }
    if len(found) != 1:
        return []
    (mention,) = found.values()
    return [Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", 0.75), ())]


def _same_noun_before(analysis: Analysis, head: Token) -> list[Target]:
    """Return the mechanism of the last phrase with the same head noun ("the agreement on the Tribunal")."""
    doc = head.doc
    block = analysis.parsed.block_of[head.i]
    for i in range(head.i - 1, -1, -1):
        if block - analysis.parsed.block_of[i] > 3:
            break
        if doc[i].lemma_.lower() == head.lemma_.lower() and doc[i].pos_ in {"NOUN", "PROPN"}:
            for target in _within(analysis, doc[i]):
                mention = Mention(head.i, head.i + 1, head.i, target.mention.entity, "nominal", 0.8)
                return [Target(mention, target.path)]
    return []


def _within(analysis: Analysis, head: Token) -> Iterator[Target]:
    """Yield the mechanisms that *head* stands for or that its phrase names, with the lemmas on the way."""
    stack: list[tuple[Token, tuple[str, ...]]] = [(head, ())]
    seen: set[int] = set()
    while stack:
        token, path = stack.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        mechanisms = [m for m in _resolved(analysis, token) if _is_mechanism(analysis, m)]
        if mechanisms:
            for mention in mechanisms:
                yield Target(mention, path)
            stack += [(c, path) for c in token.children if c.dep_ == "conj"]
            continue
        named = analysis.resolver.mention_at(token.i)
        if named is not None and named.kind != "adjective" and token.i != named.head:
            continue
        if len(path) >= _DEPTH:
            continue
        lemma = token.lemma_.lower()
        bare = (
            token.pos_ in {"ADP", "SCONJ"} or token.dep_ == "prep" or named is not None
        ) and lemma != "against"
        further = path if bare else (*path, lemma)
        for child in token.children:
            if child.dep_ in _NESTED or (child.dep_ == "relcl" and lemma in word_list("texts")):
                stack.append((child, further))
            elif child.dep_ == "conj" and token != head:
                stack.append((child, path))


def _resolved(analysis: Analysis, token: Token) -> tuple[Mention, ...]:
    mention = analysis.resolver.mention_at(token.i)
    if mention is not None:
        return (mention,)
    if token.pos_ in {"NOUN", "PROPN", "PRON"} or token.tag_ in {"WP$", "PRP$"}:
        return analysis.resolver.resolve(token)
    return ()


def _is_mechanism(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* may be the target of a position: a mechanism, or an organ of one."""
    resolver = analysis.resolver
    return resolver.is_a(mention.entity, "Mechanism") or resolver.is_a(
        resolver.principal(mention.entity), "Mechanism"
    )
