"""Event dates: when an event takes place, as its clause, its phrase or what is told before it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.dates import DateMention, Dates
from accgraph.extraction.event_antecedents import (
    announcement,
    gathered,
    occasion,
    purpose,
    scheduled_by,
    shortened,
)
from accgraph.extraction.event_candidates import Candidate
from accgraph.extraction.event_context import fronted, stamped
from accgraph.extraction.event_frames import EventFrames, EventTrigger
from accgraph.extraction.syntax import is_verb, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["date_by_occasion", "event_date"]

_OTHER_TIMES = frozenset({"since", "by", "until", "before", "after", "within", "for"})
_DECIDED = frozenset({"decision", "vote", "resolution", "order", "move"})
_RELATIVES = frozenset({"who", "which", "that", "whose"})


def date_by_occasion(
    candidate: Candidate, trigger: EventTrigger, before: Sequence[Candidate], frames: EventFrames
) -> None:
    """Give *candidate*, if it has no date, that of the gathering told of before at which it took place.

    "On Monday the ministers met in Oslo. After the meeting they signed a protocol."
    """
    core = trigger.verb or trigger.token
    gathering = occasion(core, frames.occasions) if candidate.date is None else None
    if gathering is None:
        return
    kinds = {"meeting", "conference"} | ({"instrument"} if gathering.lemma_ == "ceremony" else set())
    for other in reversed(before):
        told = other.kind in kinds and other.date is not None and len(other.date) == 10
        if told and other.sentence < candidate.sentence:
            candidate.date = other.date
            candidate.place = candidate.place or other.place
            candidate.confidence = round(0.8 * candidate.confidence, 3)
            return


def event_date(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> str | None:
    """Return the ISO date of the event that *trigger* tells of, None if the text gives none."""
    dates = analysis.dates
    if shortened(trigger.token):
        return next((d.iso for d in dates.within(trigger.token.i, trigger.token.sent.end)), None)
    setting = scheduled_by(trigger.token)
    if setting is not None:
        return next((d.iso for d in dates.within(setting.i, setting.sent.end)), None)
    clauses = [c for c in trigger.token.children if c.dep_ in {"relcl", "acl"}]
    words = [trigger.token, *([trigger.verb] if trigger.verb is not None else []), *trigger.objects, *clauses]
    for word in words:
        mention = dates.mention_of(word)
        if mention is None or mention.iso is None:
            continue
        alone = word == trigger.token and trigger.verb is None
        if alone and not (_is_next_to(mention, trigger) or _is_time_of_arrival(mention, trigger, frames)):
            continue
        return _exact(mention, word, dates).iso
    core = trigger.verb or trigger.token
    if core.dep_ == "acl" and core.tag_ == "VB" and core.head.lemma_.lower() in _DECIDED:
        decided = next((d for d in dates.within(core.head.i, core.i) if d.iso is not None), None)
        if decided is not None and decided.preposition in {"of", "on", "in"}:
            return decided.iso
    if trigger.frame.id == "instrument-issued" and any(
        c.lower_ == "following" and c.i < trigger.token.i for c in trigger.token.children
    ):
        return analysis.context.published
    text = _text_by_which(core) if core.dep_ == "relcl" else None
    if text is not None:
        before = [d for d in dates.within(core.sent.start, text.i) if d.preposition in {"of", "dated"}]
        if before and before[-1].last >= text.i - 4:
            return before[-1].iso
    if core.head == core:
        stamp = dates.of(core)
        if stamp is not None:
            return stamp
    stamp_of_it = stamped(trigger, analysis)
    if stamp_of_it is not None:
        return stamp_of_it[1].iso
    near = _date_in_order(trigger, analysis, frames)
    if near is not None:
        return near
    if trigger.verb is None:
        for mention in dates.within(trigger.token.i, trigger.token.right_edge.i + 1):
            if mention.iso is not None and mention.preposition == "of" and _is_next_to(mention, trigger):
                return mention.iso
    if core.dep_ == "acl" and core.tag_ == "VBG" and core.head.dep_ == "dobj":
        return dates.of(core.head.head)
    if core.pos_ in {"NOUN", "PROPN"} and not any(is_verb(t) for t in core.sent):
        named = [d.iso for d in dates.within(core.sent.start, core.sent.end) if d.iso is not None]
        return named[0] if len(named) == 1 else None
    told_by = announcement(trigger)
    if told_by is not None and (core.tag_ in {"VBG", "VBP", "VBZ"} or told_by.lemma_.lower() == "announce"):
        return dates.of(told_by)
    meeting = gathered(core) if trigger.frame.type == "instrument" and is_verb(core) else None
    if meeting is not None:
        return dates.of(meeting)
    return _performed_now(trigger, analysis)


def _exact(mention: DateMention, word: Token, dates: Dates) -> DateMention:
    """Return the date that says exactly what *mention* only reckons ("a month later, on 14 April 2022")."""
    doc = word.doc
    last = min(mention.last + 7, word.sent.end)
    following = next(iter(dates.within(mention.last, last)), None)
    if following is None or following.first > mention.last + 2 or following.precision != "day":
        return mention
    reckoned = not any(t.like_num for t in doc[mention.first : mention.last])
    exact = any(t.is_digit for t in doc[following.first : following.last])
    return following if reckoned and exact and following.preposition in {"on", ""} else mention


def _text_by_which(verb: Token) -> Token | None:
    """Return the "by" of "the judgment of 5 May by which the Court convicted": it is a text that does it."""
    means = (c for c in verb.children if c.lower_ in {"by", "in", "through"})
    return next((c for c in means if any(o.lower_ == "which" for o in c.children)), None)


def _date_in_order(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> str | None:
    """Return the date that stands in front of the event's verb, or after it, with no other clause in between.

    For dates that the parser attaches to a neighbouring noun or clause: "and on 6 October, in The Hague, the
    Court found", "by an order of 5 May, the Court decided".
    """
    verb = trigger.verb
    if verb is None:
        return None
    first, last = fronted(trigger)
    doc = verb.doc
    for mention in analysis.dates.within(first, last):
        if mention.iso is None or mention.preposition in _OTHER_TIMES:
            continue
        root = doc[mention.first : mention.last].root
        if root.dep_ == "nummod" and root.i < root.head.i:
            continue
        before = doc[first : mention.first]
        if any(
            t.lower_ in _RELATIVES or (is_verb(t) and not _carries_date(t, trigger, frames)) for t in before
        ):
            continue
        texts = [t for t in before if t.pos_ in {"NOUN", "PROPN"}]
        if texts and mention.preposition == "of" and before[0].pos_ != "ADP":
            continue
        return mention.iso
    return None


def _carries_date(participle: Token, trigger: EventTrigger, frames: EventFrames) -> bool:
    """Say whether *participle* only dates what is decided by ("in a decision issued today, it rejected")."""
    noun = participle.head
    if participle.lower_ == "dated":
        return True
    means = noun.dep_ == "pobj" and noun.head.lower_ in {"in", "by", "with", "through"}
    dating = participle.tag_ == "VBN" and participle.lemma_.lower() in frames.dating
    return trigger.frame.type in {"legal-step", "instrument"} and means and dating


def _is_time_of_arrival(mention: DateMention, trigger: EventTrigger, frames: EventFrames) -> bool:
    """Say whether the date is when people come for the event ("is due in Rome on 12 June for talks")."""
    preposition = purpose(trigger.token, frames) or trigger.token.head
    if preposition.lower_ not in {"for", "at"} or mention.last > preposition.i:
        return False
    governors = [g for g in preposition.ancestors if g.i < mention.first][:2]
    return any(g.lemma_.lower() in frames.arrivals for g in governors)


def _is_next_to(mention: DateMention, trigger: EventTrigger) -> bool:
    """Say whether the date stands in the noun's own phrase, or after it with no verb in between."""
    inside = {t.i for t in trigger.token.subtree}
    if mention.first in inside:
        return True
    between = trigger.token.doc[trigger.token.i + 1 : mention.first]
    dated = any(t.lower_ == "dated" for t in between)
    return 0 <= mention.first - trigger.token.i <= 16 and (dated or not any(is_verb(t) for t in between))


def _performed_now(trigger: EventTrigger, analysis: Analysis) -> str | None:
    """Return the day of the document for what its issuer does by saying so ("we are imposing sanctions")."""
    verb = trigger.verb
    if trigger.frame.type != "measure" or verb is None or verb.tag_ != "VBG" or verb.head != verb:
        return None
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    own = {m.entity for s in subjects(verb) for m in analysis.resolver.resolve(s)} & set(
        analysis.context.issuers
    )
    return analysis.context.published if auxiliaries & {"is", "are", "am", "'re", "'m"} and own else None
