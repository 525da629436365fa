"""Targets: the mechanisms in the target's places of a frame.

A mechanism may stand some nouns below the grammatical argument ("welcomed the *completion* of the *work* on
the Tribunal"); the nouns on the way decide whether a stance on the argument is one on the mechanism, and
hostile ones ("sanctions on the Court") turn it round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import argument_heads
from accgraph.extraction.bridging import bridged
from accgraph.extraction.enumeration import listed_after
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.phrases import Target, is_mechanism, resolved, within
from accgraph.extraction.regimes import regime_targets
from accgraph.extraction.syntax import coordinated, is_passive

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["targets"]

_WINDOW = 10
_UNCONNECTED = 0.8
_LISTED = 0.9
_STANCES = frozenset({"endorse", "reject", "join"})
_PASSED = frozenset({"of", "for", "to", "on", "in", "with"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSE_ENDS = frozenset({";", ":", "–", "—", '"', "“", "”"})
_CLAUSE_WORDS = frozenset(
    {"but", "while", "whereas", "although", "because", "who", "whom", "which", "whose", "where", "when"}
)


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
            for each in coordinated(head):
                part = _decision_meant(analysis, lexicon, each) if each.lower_ == "it" else each
                if (part == trigger.token and selector != "self") or _is_expletive(part, trigger.token):
                    continue
                summing = part.lemma_.lower() in lexicon.words["attacks"]
                regimes = (
                    regime_targets(analysis, part, opposed=trigger.frame.kind == "reject")
                    if (trigger.frame.kind in _STANCES or _holds_up(trigger))
                    and trigger.frame.path != "hostile"
                    else []
                )
                for target in (
                    regimes
                    or _whole_lists(analysis, [*within(analysis, part)])
                    or [t for t in _apposed(analysis, part) if not summing]
                    or bridged(analysis, lexicon, part)
                    or _meant_by_which(analysis, trigger, part)
                ):
                    found.setdefault(target.mention.entity.iri, target)
        named = {iri: t for iri, t in found.items() if t.mention.kind != "pronoun"}
        found = named or found
        if found and trigger.frame.only != "fragment":
            break
    return list(found.values()) or _following(analysis, trigger)


def _meant_by_which(analysis: Analysis, trigger: Trigger, noun: Token) -> list[Target]:
    """Return what the relative pronoun of *trigger* means, if not *noun*, on which its clause was hung."""
    if trigger.token.dep_ != "relcl" or trigger.token.head != noun:
        return []
    which = [c for c in trigger.token.children if c.tag_ == "WDT" and c.dep_ in {"dobj", "nsubjpass"}]
    return [target for c in which for target in within(analysis, c)]


def _decision_meant(analysis: Analysis, lexicon: FrameLexicon, pronoun: Token) -> Token:
    """Return the noun that *pronoun* means in "regretted the *decision*, and X condemned it"; else itself."""
    for i in range(pronoun.i - 1, pronoun.sent.start - 1, -1):
        token, named = pronoun.doc[i], analysis.resolver.mention_at(i)
        if named is not None and is_mechanism(analysis, named.entity):
            break
        summing = token.lemma_.lower() in lexicon.words["attacks"] and token.pos_ == "NOUN"
        if (
            summing
            and token.dep_ == "dobj"
            and any(c.lower_ in {"the", "this", "that"} for c in token.children)
        ):
            return token
    return pronoun


def _holds_up(trigger: Trigger) -> bool:
    """Say whether *trigger* tells that a decision was held up: "*blocked* the 18th package"."""
    return trigger.frame.kind == "obstruct" and trigger.token.lemma_.lower() in word_list("holding_up")


def _is_expletive(head: Token, trigger: Token) -> bool:
    """Say whether *head* is the "it" of "it is crucial to act", which stands for nothing."""
    clauses, around = {"xcomp", "ccomp", "advcl", "csubj"}, [trigger, trigger.head]
    if head.dep_ == "dobj" and head.head == trigger:
        clauses, around = {"xcomp", "ccomp", "csubj"}, [trigger]
    inside = head.dep_ == "nsubj" and head.head.dep_ == "ccomp" and head.head.head == trigger
    if inside and head.head.tag_ == "VB" and head.head.lemma_ != "be":
        # "Allowed *it* to interview refugees"
        return False
    after = [c.dep_ for t in around for c in t.children if c.i > trigger.i]
    return head.lower_ == "it" and bool(clauses.intersection(after))


def _whole_lists(analysis: Analysis, found: list[Target]) -> list[Target]:
    """Return *found* with the mechanisms that stand in a list with one of them ("the ICC and the ICJ")."""
    resolver = analysis.resolver
    return found + [
        Target(replace(other, sure=_LISTED * other.sure), target.path)
        for target in found
        if target.mention.kind == "name" and resolver.mention_at(target.mention.head) == target.mention
        for other in (*resolver.listed_with(target.mention), *listed_after(analysis, target.mention))
        if other.kind == "name" and is_mechanism(analysis, other.entity)
    ]


def _following(analysis: Analysis, trigger: Trigger) -> list[Target]:
    """Return the mechanism named next after *trigger* in its clause, where the parse connects it to nothing.

    Only places that follow their trigger are looked for so; the nouns between count as the words on the way.
    What stands behind other prepositions is passed over on the way to the one that is looked for ("refers the
    situation in A since B *to* the Court").
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
        if mention is not None and is_mechanism(analysis, mention.entity) and mention.kind != "adjective":
            if "object" not in places and linked not in places:
                return []
            beside = doc[i - 1 - (doc[i - 1].pos_ == "DET")].text == "," and len(path) > 0
            if beside and doc[mention.last].lower_ in {"'s", "'"}:
                # "Trusted the militia, *the Court's* prosecutor said"
                return []
            way = () if beside and mention.first == i else tuple(path)
            return [Target(replace(mention, sure=_UNCONNECTED * mention.sure), way)]
        foreign = token.pos_ in {"ADP", "SCONJ"} and token.lower_ not in {"of", "for"} | places
        ends = token.tag_ in _FINITE or token.text in _CLAUSE_ENDS or token.lower_ in _CLAUSE_WORDS
        if ends or (foreign and "object" in places):
            return []
        if token.tag_ == "TO" and "object" not in places and trigger.frame.pos == "verb":
            return []
        if token.pos_ in {"ADP", "PART"}:
            linked = token.lower_
            path = [] if linked in places else path
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
        if is_mechanism(analysis, m.entity) and m.kind == "name"
    ]
    if not before:
        return []
    if selector == "adopted":
        passed = token.head.lower_ == "against" or (
            token.head.lower_ in {"over", "despite"} and token.head.head.lemma_ in word_list("passing")
        )
        return [Target(before[-1], ())] if passed else []
    told = token.doc[max(token.i - 1, 0)]
    between = token.doc[before[-1].last : told.i]
    one_phrase = not any(t.tag_ in _FINITE or t.text in _CLAUSE_ENDS for t in between)
    if told.lower_ == "as" and token.tag_ == "VBN" and len(between) <= _WINDOW and one_phrase:
        return [Target(before[-1], ())]
    behind = token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "amod"} and is_passive(token)
    if not behind:
        return []
    gap = {t.text for t in token.doc[before[-1].last : token.i]}
    if gap <= {","} and trigger.frame.path == "direct":
        return [Target(before[-1], ())]
    whole = token.doc[before[-1].first : token.i - 1].text.lower() == before[-1].entity.label.lower()
    # "The bill on looted art, introduced by X": a mention told by a phrase is but its noun.
    phrase = token.doc[token.i - 1].text == "," and whole and trigger.frame.path in {"direct", "text"}
    return [Target(before[-1], ())] if phrase else []


def _apposed(analysis: Analysis, head: Token) -> Iterator[Target]:
    """Yield the mechanism that *head* describes beside its name ("the Platform, a consortium of NGOs")."""
    described = head.head if head.dep_ == "appos" else None
    if described is None and head.dep_ == "attr" and head.head.lemma_ == "be":
        described = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
    if described is not None:
        for mention in resolved(analysis, described):
            if is_mechanism(analysis, mention.entity):
                yield Target(mention, ())
