"""Dates: which dates a document names, and which of them dates a given act.

A date counts for the clause it is attached to. Relative dates are reckoned from the document's own date, or
from the date stamped on the line they stand in (related headlines carry one each).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from accgraph.extraction.date_expressions import (
    Direction,
    Expression,
    day_month_order,
    expressions,
    nearest,
    precision_of,
    spelt_out,
)
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.publication import block_date
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.syntax import is_verb

if TYPE_CHECKING:
    from accgraph.extraction.analysis import Analysis
    from accgraph.extraction.tokens import Token

__all__ = ["DateMention", "Dates", "date_of", "find_dates"]

_NOT_CLAUSES = frozenset({"aux", "auxpass", "amod", "compound"})
_EMBEDDED = frozenset({"relcl", "ccomp", "advcl", "acl", "csubj", "parataxis"})


@dataclass(frozen=True, slots=True)
class DateMention:
    """Tokens *first* to *last* (exclusive) name a date.

    ``iso`` is the date to the precision the text gives ("2024-09"), the first day of a range; None for a
    relative date that cannot be reckoned. ``preposition`` is the lower-case word that governs it ("since"),
    empty if there is none.
    """

    first: int
    last: int
    iso: str | None
    precision: str | None
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of ``dates.toml`` that serve here."""

    not_the_act: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    auxiliaries: frozenset[str]
    modifiers: frozenset[str]
    heads: frozenset[str]
    scheduled: frozenset[str]
    parts: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> _Words:
        table: dict[str, Any] = load_table("dates")
        prepositions, direction = table["prepositions"], table["direction"]
        return cls(
            frozenset(prepositions["not_the_act"]),
            frozenset(prepositions["future"]),
            frozenset(prepositions["past"]),
            frozenset(direction["future_auxiliaries"]),
            frozenset(direction["future_modifiers"]),
            frozenset(direction["future_heads"]),
            frozenset(direction["scheduled"]),
            frozenset(prepositions["parts"]),
        )


def find_dates(parsed: ParsedText, published: str | None, first: int, last: int) -> list[DateMention]:
    """Return the dates named between tokens *first* and *last* (exclusive), in their order.

    ``published`` is the ISO date of the document, from which relative dates are reckoned.
    """
    return [d for d in Dates(parsed, published).mentions if first <= d.first and d.last <= last]


def date_of(analysis: Analysis, trigger: Token) -> str | None:
    """Return the ISO date that the text gives for the act that *trigger*, a verb or noun, names; or None.

    That of a resolution's clause is the resolution's adoption.
    """
    return analysis.dates.of(trigger)


class Dates:
    """The dates of one document, and the acts they belong to.

    ``adopted`` is the date of adoption if the document is a resolution, and dates each of its clauses.
    """

    def __init__(self, parsed: ParsedText, published: str | None, *, is_resolution: bool = False) -> None:
        self.parsed = parsed
        self.published = published
        self._words = _Words.load()
        self._order = day_month_order(parsed.source)
        self._stamps = {b.index: block_date(parsed, b.index) for b in parsed.blocks}
        self.mentions = tuple(self._found())
        self._by_sentence: dict[int, list[DateMention]] = {}
        for mention in self.mentions:
            self._by_sentence.setdefault(parsed.doc[mention.first].sent.start, []).append(mention)
        self.adopted = (_adoption(parsed, self.mentions) or published) if is_resolution else None

    def within(self, first: int, last: int) -> tuple[DateMention, ...]:
        """Return the dates named between tokens *first* and *last* (exclusive)."""
        return tuple(d for d in self.mentions if first <= d.first and d.last <= last)

    def anchor(self, index: int) -> str | None:
        """Return the date of writing at token *index*: that stamped on its line, or the document's."""
        return self._stamps[self.parsed.block_of[index]] or self.published

    def of(self, trigger: Token) -> str | None:
        """Return the ISO date of the act that *trigger* names, as its clause or its line gives it."""
        mention = self.mention_of(trigger)
        if mention is not None:
            return mention.iso
        stamp = self._stamps[self.parsed.block_of[trigger.i]]
        if stamp is not None:
            return stamp
        return self.adopted if self.adopted is not None and self._operative(trigger) else None

    def mention_of(self, trigger: Token) -> DateMention | None:
        """Return the date attached to *trigger*: to the word itself, else to the clause it is the core of."""
        best: tuple[int, int, DateMention] | None = None
        for mention in self._by_sentence.get(trigger.sent.start, ()):
            distance = self._distance(mention, trigger)
            if distance is not None and (best is None or (distance, mention.first) < best[:2]):
                best = (distance, mention.first, mention)
        return best[2] if best else None

    def _found(self) -> Iterator[DateMention]:
        doc = self.parsed.doc
        narrative: str | None = None
        opening: str | None = None
        for block in self.parsed.blocks:
            first, last = self.parsed.block_range(block.index)
            if first == last:
                continue
            begin, text = doc[first].idx, doc[first:last].text
            for expression in spelt_out(expressions(text, self._order), text):
                start, end = begin + expression.start, begin + expression.end
                span = doc.covering(start, end)
                if span is None:
                    continue
                direction = self._direction(span.root, expression)
                anchor = self.anchor(first)
                if anchor is None and not expression.narrative and expression.month is not None:
                    anchor, direction = opening, "near"
                iso = nearest(expression, anchor, direction, narrative)
                narrative = iso or narrative
                opening = opening or (iso if iso is not None and len(iso) == 10 else None)
                precision = precision_of(iso) if iso else None
                yield DateMention(span.start, span.end, iso, precision, _preposition(span.root, span.start))

    def _direction(self, root: Token, expression: Expression) -> Direction:
        """Return on which side of the day of writing the date that *root* heads lies, by its grammar."""
        if expression.is_absolute or expression.narrative:
            return "near"
        words = self._words
        preposition = _preposition(root, root.i)
        if preposition in words.past:
            return "past"
        current = root
        for _ in range(8):
            if current.lower_ == "following" and current.tag_ == "VBG" and current.dep_ in {"prep", "advcl"}:
                return "past"
            if current.lower_ in words.heads or any(c.lower_ in words.modifiers for c in current.children):
                return "future"
            if current.tag_ == "VB" and preposition in words.future:
                return "future"
            if is_verb(current):
                side = self._tense(current)
                if side is not None:
                    return "near" if side == "past" and preposition in words.future else side
            if current.head == current:
                break
            current = current.head
        if preposition in words.future:
            return "future"
        return "past" if expression.weekday is not None else "near"

    def _tense(self, verb: Token) -> Direction | None:
        auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
        if auxiliaries & self._words.auxiliaries or auxiliaries & {"should", "must"}:
            return "future"
        if "would" in auxiliaries and verb.dep_ == "ccomp":
            return "future"
        if "to" in auxiliaries and (verb.tag_ == "VB" or "be" in auxiliaries):
            heading = self.parsed.blocks[self.parsed.block_of[verb.i]].kind == "heading"
            scheduled = verb.head != verb and verb.head.lemma_.lower() in self._words.scheduled
            return "future" if heading or scheduled or verb.head == verb else None
        if (
            verb.tag_ == "VBN"
            and verb.lemma_.lower() in self._words.scheduled
            and (auxiliaries & {"is", "are"} or "been" in auxiliaries)
        ):
            return "future"
        if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and verb.dep_ not in _NOT_CLAUSES):
            if verb.dep_ == "acl":
                return None
            return "past"
        if verb.tag_ == "VBG" and not auxiliaries and self._precedes_future(verb):
            return "future"
        if verb.tag_ in {"VBZ", "VBP"} and verb.dep_ != "relcl":
            return "near"
        finite = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
        if any(c.tag_ == "VBD" or c.lower_ in {"has", "have", "had"} for c in finite):
            return "past"
        return None

    def _precedes_future(self, participle: Token) -> bool:
        """Say whether *participle* ends a subject of what is to come ("leaders meeting on Friday should")."""
        after = participle.right_edge.i + 1
        if after >= participle.sent.end:
            return False
        modal = participle.doc[after]
        return modal.tag_ == "MD" and modal.lower_ in self._words.auxiliaries | {"should", "must"}

    def _distance(self, mention: DateMention, trigger: Token) -> int | None:
        """Return how far the date is from being the act's own, 0 being next to it; None if it is not."""
        if _is_what_was_when(trigger, mention):
            return 0
        if mention.preposition in self._words.not_the_act:
            return None
        inside = range(mention.first, mention.last)
        if trigger.i in inside:
            return 0
        place = _attachment(self.parsed.doc[mention.first : mention.last].root)
        if place.i == trigger.i:
            return 0
        if mention.preposition == "of" and not is_verb(place):
            return None
        root = self.parsed.doc[mention.first : mention.last].root
        attributive = root.dep_ in {"nummod", "compound", "amod"} and root.i < root.head.i
        if mention.precision == "year" and attributive:
            return None
        governors = _clause_chain(trigger)
        if place.i in governors:
            return 2 * governors[place.i]
        if not is_verb(trigger) and trigger.i not in {a.i for a in place.ancestors}:
            governor = next((g for g in governors if is_verb(self.parsed.doc[g])), None)
            trigger = self.parsed.doc[governor] if governor is not None else trigger
        steps = 0
        current = place
        while current.i != trigger.i:
            embedded = current.dep_ in _EMBEDDED or (current.dep_ == "conj" and is_verb(current))
            if current.head == current or embedded:
                return None
            current = current.head
            steps += 1
        return 2 * steps + 1

    def _operative(self, trigger: Token) -> bool:
        block = self.parsed.blocks[self.parsed.block_of[trigger.i]]
        first, _ = self.parsed.block_range(block.index)
        return block.kind == "item" or self.parsed.is_scaffold(first)


def _preposition(root: Token, first: int) -> str:
    """Return the preposition over the date that *root* heads and that starts at token *first*."""
    if root.head.pos_ in {"ADP", "SCONJ"} and root.dep_ in {"pobj", "pcomp", "prep"}:
        part = root.head.head
        if root.head.lower_ == "of" and part.lemma_.lower() in _Words.load().parts and part.dep_ == "pobj":
            return str(part.head.lower_)
        return str(root.head.lower_)
    before = root.doc[first - 1] if first else None
    if before is not None and before.pos_ in {"ADP", "SCONJ"}:
        return str(before.lower_)
    return ""


def _attachment(root: Token) -> Token:
    """Return the verb, noun or adjective that the date headed by *root* modifies."""
    current = root.head
    while current.head != current and not is_verb(current):
        if current.pos_ not in {"ADP", "ADV", "NUM", "SCONJ"} and current.ent_type_ != "DATE":
            break
        current = current.head
    return current


def _clause_chain(trigger: Token) -> dict[int, int]:
    """Return the words whose time is the time of *trigger* too, each with its distance from it.

    Those are the governors of a noun up to its verb, and from a verb those it is coordinated with or whose
    open complement it is.
    """
    chain: dict[int, int] = {}
    current, steps = trigger, 0
    while current.head != current:
        if is_verb(current) and not is_verb(trigger):
            break
        if is_verb(current):
            own_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in current.children)
            coordinated = current.dep_ == "conj" and not own_subject
            if not (current.dep_ == "xcomp" or coordinated or _is_what_ranks(current)):
                break
        elif current.dep_ in {"relcl", "acl", "advcl", "appos"}:
            break
        current, steps = current.head, steps + 1
        chain[current.i] = steps
    return chain


def _is_what_was_when(verb: Token, mention: DateMention) -> bool:
    """Say whether *verb* tells what was at the date before it ("since May 2022, when they signed")."""
    if verb.dep_ not in {"relcl", "advcl"} or mention.last > verb.i:
        return False
    when = next((c for c in verb.children if c.lower_ == "when"), None)
    return when is not None and 0 <= when.i - mention.last <= 1


def _is_what_ranks(verb: Token) -> bool:
    """Say whether somebody is or becomes one of those *to* do it ("in May became the fourth state to")."""
    if verb.tag_ != "VB" or not any(c.lower_ == "to" for c in verb.children):
        return False
    if verb.dep_ == "advcl":
        return bool(verb.head.lemma_.lower() == "become")
    return verb.dep_ in {"relcl", "acl"} and verb.head.dep_ == "attr"


def _adoption(parsed: ParsedText, mentions: tuple[DateMention, ...]) -> str | None:
    for mention in mentions:
        before = parsed.doc[max(0, mention.first - 12) : mention.first].text
        if mention.precision == "day" and re.search(r"\badopted\b", before, re.IGNORECASE):
            return mention.iso
    return None
