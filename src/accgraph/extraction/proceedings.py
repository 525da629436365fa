"""Mechanisms that texts describe rather than name: cases, investigations, a state's own sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.cases import case_label, known_case, may_be_sued
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.referrals import referred_investigation
from accgraph.extraction.regimes import (
    Regime,
    is_imposed,
    like_regime,
    listed,
    meant_regime,
    regime_on_main_state,
    told_regime,
)
from accgraph.extraction.sanction_nouns import aims_of, held_under, is_like, is_listing, whole_sanctions
from accgraph.extraction.struck import may_hit_court
from accgraph.extraction.syntax import coordinated, noun_phrase, objects, prepositional_objects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["ProceedingLexicon", "made_mechanism"]


@dataclass(frozen=True, slots=True)
class ProceedingLexicon:
    """The words of ``proceedings.toml``."""

    labels: Mapping[str, str]
    lifting: frozenset[str]
    complaints: frozenset[str]
    interventions: frozenset[str]
    suing: frozenset[str]
    before: frozenset[str]

    @classmethod
    def load(cls) -> ProceedingLexicon:
        """Read ``proceedings.toml``."""
        table = load_table("proceedings")
        case = table["case"]
        return cls(
            dict(table["labels"]),
            frozenset(table["sanctions"]["lifting"]),
            frozenset(case["complaints"]),
            frozenset(case["interventions"]),
            frozenset(case["suing"]),
            frozenset(case["before"]),
        )


def made_mechanism(
    analysis: Analysis,
    lexicon: ProceedingLexicon,
    trigger: Trigger,
    holders: Sequence[Entity],
    found: Sequence[Entity],
) -> Mention | None:
    """Return the mechanism that *trigger* and the words around it describe; None if they do not tell it.

    *holders* are who brings or imposes it; *found* what the frame's target places name (a referral's court).
    """
    kind = trigger.frame.makes or "case"
    if kind == "investigation":
        return referred_investigation(analysis, lexicon.labels, trigger, holders, found)
    if kind in {"sanctions", "listing"}:
        return _sanctions(analysis, lexicon, trigger, holders)
    return _case(analysis, lexicon, trigger, holders)


def _near(analysis: Analysis, token: Token) -> list[Mention]:
    """Return the named mentions in the clause of *token*: below it, or below the verb whose object it is."""
    tokens = list(token.subtree)
    if token.dep_ in {"dobj", "nsubjpass", "pobj"}:
        tokens += list(token.head.subtree)
    inside = {t.i for t in tokens}
    return [m for m in analysis.resolver.named if m.first in inside]


def _phrase(analysis: Analysis, token: Token, until: Iterable[Mention] = ()) -> tuple[int, int]:
    first, last = noun_phrase(token) if token.pos_ in {"NOUN", "PROPN"} else (token.i, token.i + 1)
    for mention in until:
        first, last = min(first, mention.first) if mention.first > first else first, max(last, mention.last)
    return first, last


def _case(
    analysis: Analysis, lexicon: ProceedingLexicon, trigger: Trigger, holders: Sequence[Entity]
) -> Mention | None:
    resolver, token = analysis.resolver, trigger.token
    filed = [t for thing in objects(token) for t in thing.subtree]
    if trigger.frame.pos == "verb" and any(t.lemma_.lower() in lexicon.interventions for t in filed):
        return None
    if token.lemma_.lower() not in lexicon.complaints and any(
        t.lower_ in word_list("criminal") and t.dep_ == "amod" for t in (*filed, *token.children)
    ):
        return None
    near = _near(analysis, token)
    courts = [m for m in near if resolver.is_a(m.entity, "Court")]
    against = [
        m
        for part in token.subtree
        if part.lower_ == "against"
        for t in part.children
        if t.dep_ == "pobj" and (m := resolver.mention_at(t.i))
    ]
    if trigger.frame.pos == "verb":
        against += [m for t in objects(token) if may_be_sued(t) for m in resolver.resolve(t)]
    respondents = [m for m in against if resolver.is_a(m.entity, "State")]
    if trigger.frame.pos == "verb" and not courts and not _is_before_court(lexicon, trigger):
        return None
    if not respondents and token.lemma_.lower() in lexicon.complaints:
        jurisdiction = [m for m in resolver.named if resolver.is_a(m.entity, "UniversalJurisdiction")]
        private = all(resolver.is_a(h, "CivilSocietyOrganisation", "Person") for h in holders)
        if jurisdiction and holders and private:
            return Mention(token.i, token.i + 1, token.i, jurisdiction[0].entity, "nominal", 0.7)
        tried = {m.entity: m for m in resolver.named if resolver.is_a(m.entity, "Proceeding")}
        if private and holders and len(tried) == 1 and _led_to(token):
            trial = next(iter(tried))
            return Mention(token.i, token.i + 1, token.i, trial, "nominal", 0.7)
    if not respondents and not courts:
        return None
    words = {t.lemma_.lower() for t in token.sent}
    known = known_case(
        analysis.vocabulary, holders, [m.entity for m in respondents], [m.entity for m in courts], words
    )
    first, last = _phrase(analysis, token, [*respondents, *courts])
    if known is not None:
        return Mention(first, last, token.i, known, "nominal", 0.95)
    if not respondents or not all(resolver.is_a(h, "State") for h in holders):
        return None
    forum = courts[0].entity if courts else None
    label = case_label(analysis.vocabulary, forum, holders, [m.entity for m in respondents])
    return Mention(first, last, token.i, found_entity(label, ("Proceeding",)), "nominal", 0.85)


def _is_before_court(lexicon: ProceedingLexicon, trigger: Trigger) -> bool:
    """Say whether *trigger* brings somebody to court and not to a match: "sued X", "took X to *court*"."""
    token = trigger.token
    if token.lemma_.lower() not in lexicon.suing - {"sue"}:
        return True
    return any(t.lemma_.lower() in lexicon.before for t in token.subtree)


def _led_to(complaint: Token) -> bool:
    """Say whether *complaint* is said to have led to the trial that the text is about."""
    clauses = [c for c in complaint.children if c.dep_ == "relcl"]
    clauses += [complaint.head] if complaint.dep_ == "nsubj" else []
    return any(
        (t.lemma_.lower() in word_list("leading_to") and any(c.lower_ == "to" for c in t.children))
        or t.lemma_.lower() in word_list("setting_off")
        for t in clauses
    )


def _sanctions(
    analysis: Analysis, lexicon: ProceedingLexicon, trigger: Trigger, holders: Sequence[Entity]
) -> Mention | None:
    """Return the sanctions that *trigger* says *holders* impose, by the noun for them or by who is listed."""
    token = trigger.token
    imposing = [h for h in holders if analysis.resolver.is_a(h, "State", "InternationalOrganisation")]
    noun = token if trigger.frame.pos == "noun" else _sanctions_named(analysis, trigger)
    listing = trigger.frame.makes == "listing" or (noun is not None and is_listing(noun))
    if not imposing or (noun is None and not listing):
        return None
    if listing and trigger.frame.pos == "noun":
        regime = told_regime(analysis, token, imposing, guess=False) if held_under(token) else None
    elif listing:
        regime = listed(analysis, token, imposing) if trigger.frame.pos == "verb" else None
        if regime is not None and not regime.hostile and noun is not None:
            named = told_regime(analysis, noun, imposing)
            regime = named if named is not None and named.entity is not None else regime
    else:
        regime = _imposed(analysis, lexicon, trigger, noun, imposing) if noun is not None else None
    if regime is None or regime.entity is None:
        return None
    head = noun if noun is not None else token
    first, last = whole_sanctions(head)
    return Mention(first, last, head.i, regime.entity, "nominal", 0.8)


def _imposed(
    analysis: Analysis,
    lexicon: ProceedingLexicon,
    trigger: Trigger,
    noun: Token,
    imposing: Sequence[Entity],
) -> Regime | None:
    """Return the regime that *noun* tells, or means again where sanctions are extended or lifted."""
    if is_like(noun) and not aims_of(noun):
        return like_regime(analysis, noun, imposing) if trigger.frame.pos == "verb" else None
    top = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    lifted = top.dep_ == "dobj" and top.head.lemma_.lower() in lexicon.lifting
    if trigger.frame.pos == "noun" and (lifted or not is_imposed(analysis, noun)):
        return None
    if trigger.frame.kind == "initiate" and trigger.frame.pos == "verb" and _is_counter(noun):
        return None
    bare = trigger.frame.pos == "noun"
    carried = noun.head.lemma_.lower() in trigger.frame.light
    regime = told_regime(analysis, noun, imposing, guess=carried or not bare)
    if regime is None or (regime.entity is None and not regime.hostile):
        told = list(noun.lefts) and any(c.dep_ in {"det", "poss"} for c in noun.lefts)
        meant = meant_regime(analysis, noun, imposing[0]) if told else None
        if meant is not None or bare:
            return meant
        described = trigger.token.dep_ in {"acl", "relcl"}
        if described and may_hit_court(analysis):
            return None
        return regime_on_main_state(analysis, imposing, nameless=described)
    return regime


def _is_counter(noun: Token) -> bool:
    """Say whether *noun* is below what ends or opposes sanctions: "announced the *suspension* of them"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "to"} else noun
    countering = word_list("easing") | word_list("loosening") | {"opposition", "objection", "review"}
    return above != noun and above.pos_ == "NOUN" and above.lemma_.lower() in countering


def _sanctions_named(analysis: Analysis, trigger: Trigger) -> Token | None:
    """Return the noun for sanctions that the verb of *trigger* governs, or that is among its words."""
    verb = trigger.token
    around = [t for head in objects(verb) for t in coordinated(head)]
    # "Travel bans on officers announced by X": the parser hangs the participle on the officers.
    around += [h.head.head for h in objects(verb) if h.dep_ == "pobj" and h.head.lower_ in {"on", "against"}]
    around += [t for head in list(around) if head.lemma_.lower() in {"decision"} for t in head.subtree]
    around += [t for head in list(around) for t in prepositional_objects(head, ("of", "to")) if head.i < t.i]
    around += [t for p in verb.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"]
    around += list(verb.doc[verb.i + 1 : trigger.last])
    return next((t for t in around if is_imposed(analysis, t) or is_listing(t) or is_like(t)), None)
