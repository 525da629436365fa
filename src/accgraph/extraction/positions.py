"""Positions: who stands where on which mechanism, from frames, modality and reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.adopted import told_before
from accgraph.extraction.analysis import Analysis
from accgraph.extraction.cases import bringers
from accgraph.extraction.conditions import conditions_met
from accgraph.extraction.continuation import continued
from accgraph.extraction.deeds import deeds_summed_up, deeds_thanked
from accgraph.extraction.eligible import eligible
from accgraph.extraction.elision import created_by, elided_targets
from accgraph.extraction.ellipsis import Ellipsis, ellipses
from accgraph.extraction.exceptions import (
    is_backer,
    is_other_sense,
    is_with,
    is_working_agreement,
    let_into,
    only_follows,
    owned_by,
)
from accgraph.extraction.focus import targets_in_focus
from accgraph.extraction.forums import case_intervened_in, case_of_ruling, without_forum
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.holders import actors, holders
from accgraph.extraction.judging import judged
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.membership import memberships
from accgraph.extraction.mentions import Mention
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.phrases import Target, is_mechanism
from accgraph.extraction.position_claims import position_claim
from accgraph.extraction.proceedings import ProceedingLexicon, made_mechanism
from accgraph.extraction.standing import is_question, standing_of
from accgraph.extraction.struck import is_struck_rightly
from accgraph.extraction.syntax import objects
from accgraph.extraction.targets import targets
from accgraph.extraction.titles import titled_cases
from accgraph.extraction.viewpoints import criticises, is_refuted, statement_between
from accgraph.extraction.votes import recorded_votes
from accgraph.model import PositionClaim, Span

if TYPE_CHECKING:
    pass

__all__ = ["PositionExtractor"]

VOTE_RULE = "reject.recorded-vote"
PARTY_RULE = "join.as-party"
FAVOUR_RULE = "endorse.recorded-vote"
TITLE_RULE = "initiate.case-title"
_TITLE_SURE = 0.8
_VOTE_SURE = 0.75
_FURTHERING = "reject.further-attacks"
# what is called wrong or foreign by a mere pronoun is a decision or a person as often as a mechanism
_PART = "join.part-of"
_CALLING, _WHATEVER = "reject.illegitimate", 0.78
_ELLIPTIC = 0.8
_STATED = 0.85
# what each of those who make it has of their own
_OWN = frozenset({"sanctions", "listing"})


@dataclass(frozen=True, slots=True)
class PositionExtractor:
    """Finds positions; ``rules`` says for each frame what it looks for."""

    frames: FrameLexicon
    modality: ModalityLexicon
    proceedings: ProceedingLexicon

    @classmethod
    def load(cls) -> PositionExtractor:
        """Read the frames, the cues of modality and the words for proceedings."""
        return cls(FrameLexicon.load(), ModalityLexicon.load(), ProceedingLexicon.load())

    @property
    def rules(self) -> Mapping[str, str]:
        """The name of each frame with one sentence on what it looks for."""
        return {
            **self.frames.glosses,
            VOTE_RULE: "The record of a vote lists who voted against a resolution.",
            PARTY_RULE: "Somebody acts as one of the parties to a treaty, told by their name as a group.",
            TITLE_RULE: "The title of a case between states tells who has brought it.",
            FAVOUR_RULE: "The record of a vote lists who voted for a resolution.",
        }

    def extract(self, analysis: Analysis) -> Iterator[PositionClaim]:
        """Yield the positions that *analysis* shows, in the order of their triggers."""
        triggers = list(self.frames.triggers(analysis.parsed))
        told: list[PositionClaim] = []
        for trigger in triggers:
            thanked = deeds_thanked(analysis, trigger, told)
            found = [] if thanked else list(self._claims(analysis, trigger))
            meant = thanked or ([] if found else deeds_summed_up(analysis, trigger, told))
            found += self._on_deeds(analysis, trigger, meant)
            told += found
            yield from found
        for ellipsis in ellipses(triggers):
            yield from self._elliptic(analysis, ellipsis)
        for index, rule, holder, target, kind, sure in self._told_otherwise(analysis):
            span = analysis.parsed.span(index, index + 1)
            claim = position_claim(analysis, index, span, rule, holder, target, kind, False, sure)
            if claim is not None:
                yield claim

    def _told_otherwise(self, analysis: Analysis) -> Iterator[tuple[int, str, Mention, Mention, str, float]]:
        """Yield what no frame tells: the trigger, its rule, holder, mechanism, kind and how sure it is."""
        for told in memberships(analysis, self.frames):
            yield told.trigger, PARTY_RULE, told.member, told.treaty, "join", 1.0
        for title in titled_cases(analysis):
            yield title.trigger, TITLE_RULE, title.applicant, title.case, "initiate", _TITLE_SURE
        for vote in recorded_votes(analysis):
            kind, rule = ("reject", VOTE_RULE) if vote.against else ("endorse", FAVOUR_RULE)
            yield vote.trigger, rule, vote.voter, vote.target, kind, _VOTE_SURE

    def _claims(self, analysis: Analysis, trigger: Trigger) -> Iterator[PositionClaim]:
        frame = trigger.frame
        ends = (trigger.token.i, trigger.last - 1)
        named = [m for i in ends if (m := analysis.resolver.mention_at(i)) is not None]
        if frame.target != ("self",) and not all(is_with(analysis, m) for m in named):
            return
        if not self._needs_met(analysis, trigger) or is_question(trigger.token):
            return
        if "speaker" in frame.holder and is_refuted(trigger.token):
            return
        standing = standing_of(trigger, self.modality)
        if standing is None:
            return
        kind, denied = standing
        who = eligible(analysis, holders(analysis, self.frames, trigger), trigger)
        if not who:
            return
        if frame.kind == "host" and "between" in frame.holder:
            # A seat agreement is between the host and the body, or those who set it up.
            who = [m for m in who if analysis.resolver.is_a(m.entity, "State")] or who
        for target, whose in self._targets_each(analysis, trigger, who):
            statement = statement_between(trigger.token, target.mention.head)
            if statement is not None and kind in {"endorse", "reject"}:
                # who rejects what is said against a mechanism defends it
                left = ("endorse", _STATED) if frame.path == "hostile" and criticises(statement) else None
            else:
                left = judged(analysis, self.frames, trigger, target, kind)
            if left is None:
                continue
            final, factor = left
            if is_backer(trigger.token, target.mention.head) or is_other_sense(analysis, trigger, target):
                continue
            if frame.id == _FURTHERING and only_follows(analysis, self.frames, target):
                continue
            if final == "join" and is_working_agreement(trigger, target):
                continue
            if frame.id == _PART:
                # What is part of a mechanism is one, and takes no position by it.
                whose = [m for m in whose if not is_mechanism(analysis, m.entity)]
            factor *= _WHATEVER if frame.id == _CALLING and target.mention.kind == "pronoun" else 1.0
            target = case_of_ruling(analysis, self.frames, trigger, target, whose)
            target = case_intervened_in(analysis, trigger, target)
            for holder in bringers(analysis, trigger, target.mention, whose):
                claim = position_claim(
                    analysis,
                    trigger.token.i,
                    _trigger_span(analysis, trigger),
                    frame.id,
                    holder,
                    target.mention,
                    final,
                    denied,
                    frame.sure * factor,
                )
                if claim is not None:
                    yield claim

    def _on_deeds(
        self, analysis: Analysis, trigger: Trigger, meant: Sequence[Mention]
    ) -> Iterator[PositionClaim]:
        """Yield the stances of *trigger* on *meant*, which are what deeds told before are about."""
        if not meant or not self._needs_met(analysis, trigger):
            return
        span = _trigger_span(analysis, trigger)
        standing = standing_of(trigger, self.modality)
        if standing is None or standing[1] or standing[0] != trigger.frame.kind:
            return
        who = eligible(analysis, holders(analysis, self.frames, trigger), trigger)
        for target in meant:
            for holder in who:
                claim = position_claim(
                    analysis,
                    trigger.token.i,
                    span,
                    trigger.frame.id,
                    holder,
                    target,
                    trigger.frame.kind,
                    False,
                    _ELLIPTIC * trigger.frame.sure,
                )
                if claim is not None:
                    yield claim

    def _elliptic(self, analysis: Analysis, ellipsis: Ellipsis) -> Iterator[PositionClaim]:
        """Yield the positions of those who "did so" or did not, on what the verb stood for was about."""
        trigger, frame = ellipsis.trigger, ellipsis.trigger.frame
        if frame.only not in {None, "evaluation"} or not self._needs_met(analysis, trigger):
            return
        kind = frame.kind if not ellipsis.denied else frame.denied
        if ellipsis.like:
            standing = standing_of(trigger, self.modality)
            kind = standing[0] if standing is not None and not standing[1] else None
        who = [m for head in ellipsis.doers for m in actors(analysis, self.frames, head)]
        unsaid = frame.pos == "noun" and not holders(analysis, self.frames, trigger)
        if kind is None or not who or unsaid:
            return
        for target, whose in self._targets_each(analysis, trigger, who):
            left = judged(analysis, self.frames, trigger, target, kind)
            for holder in whose if left is not None else ():
                final, factor = left if left is not None else (kind, 1.0)
                span = analysis.parsed.span(ellipsis.verb.i, ellipsis.verb.i + 1)
                claim = position_claim(
                    analysis,
                    ellipsis.verb.i,
                    span,
                    frame.id,
                    holder,
                    target.mention,
                    final,
                    False,
                    _ELLIPTIC * frame.sure * factor,
                )
                if claim is not None:
                    yield claim

    def _needs_met(self, analysis: Analysis, trigger: Trigger) -> bool:
        """Say whether the frame's further conditions hold."""
        return conditions_met(analysis, self.frames, trigger)

    def _targets_each(
        self, analysis: Analysis, trigger: Trigger, who: Sequence[Mention]
    ) -> list[tuple[Target, Sequence[Mention]]]:
        """Return the targets of *trigger* with those of *who* that hold it: of sanctions each has its own."""
        apart = trigger.frame.makes in _OWN
        groups = [[m] for m in who] if apart else [who]
        return [(target, group) for group in groups for target in self._targets(analysis, trigger, group)]

    def _targets(self, analysis: Analysis, trigger: Trigger, who: Sequence[Mention]) -> list[Target]:
        frame = trigger.frame
        found = targets(analysis, self.frames, trigger)
        resolver = analysis.resolver
        if frame.classes:
            found = [t for t in found if resolver.is_a(resolver.principal(t.mention.entity), *frame.classes)]
        if frame.needs == "evidence":
            with_it = any(c.dep_ == "prep" and c.lower_ == "with" for c in trigger.token.children)
            given = {t.i for t in objects(trigger.token) if t.dep_ != "dative" and not with_it}
            found = [t for t in found if not given & {t.mention.head, *owned_by(analysis, t)}]
            found = [*let_into(analysis, trigger.token, found)]
            # What is handed in by whoever takes part in proceedings is no evidence.
            if any(t.lemma_.lower() in word_list("pleadings") for t in objects(trigger.token)):
                found = [t for t in found if not resolver.is_a(t.mention.entity, "Proceeding")]
        if frame.kind == "sanction" and frame.pos == "noun":
            # "The trial of its official" is no sanction on that trial.
            found = [t for t in found if not t.mention.first <= trigger.token.i < t.mention.last]
        if frame.target == ("self",):
            found = [t for t in found if t.mention.head == trigger.token.i and not t.path]
        if frame.path == "text":
            found = [t for t in found if not analysis.resolver.is_forum(t.mention.entity)]
            found = told_before(analysis, self.frames, trigger) or found or created_by(analysis, trigger)
        if frame.id == "join.verb":
            found = found or created_by(analysis, trigger)
        if frame.kind == "sanction":
            found = [t for t in found if not is_struck_rightly(analysis, t.mention)]
        if frame.kind == "join":
            found = [t for t in found if not is_with(analysis, t.mention)]
        if frame.kind == "host":
            # "Hosted the Forum on X": a meeting
            found = [
                t for t in found if t.mention.entity.known or not _is_one_of(analysis, t.mention, "gathered")
            ]
        if frame.kind == "withdraw":
            # Who denounces "the move" denounces no treaty.
            found = [t for t in found if not _is_one_of(analysis, t.mention, "sums_up")]
        found = without_forum(analysis, found) or elided_targets(analysis, self.modality, trigger)
        found = found or targets_in_focus(analysis, self.frames, trigger, who)
        found = found or continued(analysis, trigger)
        if frame.makes is not None or (frame.target == ("self",) and not found):
            entities = [analysis.resolver.principal(m.entity) for m in who]
            made = made_mechanism(
                analysis, self.proceedings, trigger, entities, [t.mention.entity for t in found]
            )
            return [Target(made, ())] if made is not None else []
        return found


def _is_one_of(analysis: Analysis, mention: Mention, words: str) -> bool:
    """Say whether the head of *mention* is one of the list of *words*: no body, but an act or a meeting."""
    return analysis.parsed.doc[mention.head].lemma_.lower() in word_list(words)


def _trigger_span(analysis: Analysis, trigger: Trigger) -> Span:
    """Return the words of *trigger*; the first alone where the others stand far from it."""
    first = trigger.token.i
    near = first < trigger.last <= first + 8
    return analysis.parsed.span(first, trigger.last if near else first + 1)
