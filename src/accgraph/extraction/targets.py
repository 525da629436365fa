"""Targets: the mechanisms in the target's places of a frame.

A mechanism may stand some nouns below the grammatical argument ("welcomed the *completion* of the *work* on
the Tribunal"); the nouns on the way decide whether a stance on the argument is one on the mechanism, and
hostile ones ("sanctions on the Court") turn it round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import PARTITIVE, argument_heads
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import coordinated, is_passive
from accgraph.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Target", "targets"]

_DEPTH = 4
_WINDOW = 10
_UNCONNECTED = 0.8
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_LAWS = ("SanctionsRegime", "Legislation", "Treaty")
_ATTACK_NAMED, _ATTACK_SUMMED = 40, 6
_ATTACKED = 0.75
_LISTED = 0.9
_TOPIC = 0.55
_PASSED = frozenset({"of", "for", "to", "on", "in", "with"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_ENDS = frozenset({";", ":", "–", "—", '"', "“", "”"})
_CLAUSE_WORDS = frozenset(
    {"but", "while", "whereas", "although", "because", "who", "which", "whose", "where", "when"}
)

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
        if selector in {"adopted", "object"} and not found:
            for target in _described_by(analysis, trigger, selector):
                found[target.mention.entity.iri] = target
        for head in argument_heads(trigger, selector):
            for part in coordinated(head):
                if (part == trigger.token and selector != "self") or _is_expletive(part, trigger.token):
                    continue
                for target in (
                    _whole_lists(analysis, [*_within(analysis, part)])
                    or [*_apposed(analysis, part)]
                    or _bridged(analysis, lexicon, part)
                ):
                    found.setdefault(target.mention.entity.iri, target)
        named = {iri: t for iri, t in found.items() if t.mention.kind != "pronoun"}
        found = named or found
        if found and trigger.frame.only != "fragment":
            break
    return list(found.values()) or _following(analysis, trigger)


def _is_expletive(head: Token, trigger: Token) -> bool:
    """Say whether *head* is the "it" of "it is crucial to act", which stands for nothing."""
    clauses = {"xcomp", "ccomp", "advcl", "csubj"}
    after = [c.dep_ for t in (trigger, trigger.head) for c in t.children if c.i > trigger.i]
    return head.lower_ == "it" and bool(clauses.intersection(after))


def _whole_lists(analysis: Analysis, found: list[Target]) -> list[Target]:
    """Return *found* with the mechanisms that stand in a list with one of them ("the ICC and the ICJ")."""
    resolver = analysis.resolver
    return found + [
        Target(replace(other, sure=_LISTED * other.sure), target.path)
        for target in found
        if target.mention.kind == "name" and resolver.mention_at(target.mention.head) == target.mention
        for other in resolver.listed_with(target.mention)
        if other.kind == "name" and _is_mechanism(analysis, other.entity)
    ]


def _following(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the mechanism named next after *trigger* in its clause, where the parse connects it to nothing.

    Only places that follow their trigger are looked for so; the nouns between count as the words on the way.
    """
    places = {"object", *_PASSED}.intersection(trigger.frame.target)
    if not places or trigger.frame.pos == "adj" or is_passive(trigger.token):
        return []
    if any(analysis.resolver.mention_at(t.i) for t in trigger.token.children if t.dep_ == "dobj"):
        return []
    doc = trigger.token.doc
    path: list[str] = []
    linked = doc[trigger.last - 1].lower_
    first = _after_insertion(trigger)
    for i in range(first, min(trigger.token.sent.end, first + _WINDOW)):
        token = doc[i]
        mention = analysis.resolver.mention_at(i)
        if mention is not None and _is_mechanism(analysis, mention.entity) and mention.kind != "adjective":
            if "object" not in places and linked not in places:
                return []
            return [Target(replace(mention, sure=_UNCONNECTED * mention.sure), tuple(path))]
        foreign = token.pos_ in {"ADP", "SCONJ"} and token.lower_ not in {"of", "for"} | places
        if foreign or token.tag_ in _FINITE or token.text in _CLAUSE_ENDS or token.lower_ in _CLAUSE_WORDS:
            return []
        linked = token.lower_ if token.pos_ in {"ADP", "PART"} else linked
        if token.pos_ in {"NOUN", "VERB"} and mention is None:
            path.append(token.lemma_.lower())
    return []


def _after_insertion(trigger: Trigger) -> int:
    """Return where the clause goes on after *trigger*, past what stands between commas."""
    doc, first = trigger.token.doc, trigger.last
    if first < len(doc) and doc[first].text == ",":
        for i in range(first + 1, min(trigger.token.sent.end, first + _WINDOW)):
            if doc[i].text == ",":
                return i + 1
    return first


def _described_by(analysis: Analysis, trigger: Trigger, selector: str) -> list[Target]:
    """Return the mechanism that a participle right behind it describes ("the Mission, established by X").

    Of what was adopted against somebody's vote, it is the nearest one named before in the sentence.
    """
    token = trigger.token
    before = [
        m
        for m in analysis.resolver.mentions_in(token.sent.start, token.i)
        if _is_mechanism(analysis, m.entity) and m.kind == "name"
    ]
    if not before:
        return []
    if selector == "adopted":
        return [Target(before[-1], ())] if token.head.lower_ == "against" else []
    behind = token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "amod"} and is_passive(token)
    gap = {t.text for t in token.doc[before[-1].last : token.i]}
    return [Target(before[-1], ())] if behind and gap <= {","} and trigger.frame.path == "direct" else []


def _apposed(analysis: Analysis, head: Token) -> Iterator[Target]:
    """Yield the mechanism that *head* describes beside its name ("the Platform, a consortium of NGOs")."""
    described = head.head if head.dep_ == "appos" else None
    if described is None and head.dep_ == "attr" and head.head.lemma_ == "be":
        described = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
    if described is not None:
        for mention in _resolved(analysis, described):
            if _is_mechanism(analysis, mention.entity):
                yield Target(mention, ())


def _bridged(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism whose staff or orders *head* means without saying so ("the warrant").

    It is the nearest one named before that can have such; this is bridging reference (Clark 1975).
    """
    return _antecedents(analysis, lexicon, head) or _of_topic(analysis, lexicon, head)


def _of_topic(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that the document is about, if *head* is a part of it: "its archives"."""
    topic = analysis.resolver.topic
    lemma = head.lemma_.lower()
    parts = frozenset().union(*(lexicon.words[name] for name in ("transparent", "staff", "texts", "parts")))
    definite = any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in head.children)
    named = any(analysis.resolver.mention_at(t.i) for t in head.subtree)
    whole = lemma in word_list("own_acts") or lemma not in parts or head.pos_ != "NOUN"
    if topic is None or whole or not definite or named:
        return []
    return [Target(Mention(head.i, head.i + 1, head.i, topic, "nominal", _TOPIC), (lemma,))]


def _antecedents(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that what was said before makes *head* stand for."""
    lemma = head.lemma_.lower()
    determiners = {c.lower_ for c in head.children if c.dep_ == "det"}
    if determiners & _DEFINITE and lemma in lexicon.words["attacks"]:
        attacked = _attacked_before(analysis, lexicon, head)
        if attacked:
            return attacked
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


def _attacked_before(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that "these sanctions", "the move" hit: that of the last sentence on such a thing.

    "The sanctions" may lie further back than "this move", which is of the sentence before, or of its own.
    """
    lemma = head.lemma_.lower()
    own = lemma in lexicon.words["hostile"]
    sentence, steps = head.sent, 0
    while steps < (_ATTACK_NAMED if own else _ATTACK_SUMMED):
        spoken = [
            t
            for t in sentence
            if t.i < head.i
            and t.lemma_.lower() in lexicon.words["hostile"] - {"against"}
            and analysis.resolver.mention_at(t.i) is None
        ]
        if spoken and (not own or any(t.lemma_.lower() == lemma for t in spoken)):
            found = {
                m.entity: m
                for t in sentence
                if t.i < head.i
                for m in _resolved(analysis, t)
                if _is_mechanism(analysis, m.entity) and not analysis.resolver.is_a(m.entity, *_LAWS)
            }
            for mention in found.values():
                meant = Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", _ATTACKED)
                return [Target(meant, ("sanction",))]
        if sentence.start == 0:
            return []
        sentence = head.doc[sentence.start - 1].sent
        steps += 1
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
        mechanisms = [m for m in _resolved(analysis, token) if _is_mechanism(analysis, m.entity)]
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
            token.pos_ in {"ADP", "SCONJ", "NUM"}
            or token.dep_ == "prep"
            or named is not None
            or token.lower_ in PARTITIVE
        ) and lemma != "against"
        further = path if bare else (*path, lemma)
        deciding = lemma in word_list("deciding") and any(c.dep_ == "acl" for c in token.children)
        for child in token.children:
            if deciding and child.dep_ in {"prep", "poss", "agent"}:
                continue
            if child.dep_ in _NESTED or (child.dep_ == "relcl" and lemma in word_list("texts")):
                stack.append((child, further))
            elif child.dep_ == "conj" and token != head:
                stack.append((child, path))


def _resolved(analysis: Analysis, token: Token) -> tuple[Mention, ...]:
    mention = analysis.resolver.mention_at(token.i)
    if mention is not None:
        return (mention,)
    if token.dep_ == "poss" and token.head.lemma_.lower() in word_list("own_acts"):
        return tuple(m for m in analysis.resolver.resolve(token) if _is_mechanism(analysis, m.entity))
    if token.pos_ in {"NOUN", "PROPN", "PRON"} or token.tag_ in {"WP$", "PRP$"}:
        return analysis.resolver.resolve_as(token, lambda entity: _is_mechanism(analysis, entity))
    return ()


def _is_mechanism(analysis: Analysis, entity: Entity) -> bool:
    """Say whether *entity* may be the target of a position: a mechanism, or an organ of one."""
    resolver = analysis.resolver
    return resolver.is_a(entity, "Mechanism") or resolver.is_a(resolver.principal(entity), "Mechanism")
