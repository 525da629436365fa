"""Who promises: the bearer behind the subject of a promise, in whose words it is made.

And what is promised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, actions_of
from accgraph.extraction.commitments.bearers import Party, party_of
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["promised_actions", "promised_by", "promiser"]


def promiser(analysis: Analysis, subject: Token, lexicon: CommitmentLexicon) -> Party:
    """Return whom *subject*, of a verb of promising, stands for; nobody if it is a thing or a clause."""
    if subject.lower_ in {"that", "this", "there", "what", "these", "those"}:
        return Party((), 0.0)
    return party_of(analysis, subject, lexicon, any_noun=False)


def promised_actions(
    analysis: Analysis, verb: Token, lexicon: CommitmentLexicon, *, split: bool = True
) -> list[Action]:
    """Return the actions of *verb*, the verb of what is promised, and of those coordinated with it."""
    return actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers"), split=split)


def promised_by(analysis: Analysis, token: Token, bearer: Party) -> tuple[Role, ...]:
    """Return who makes the promise: the speaker if it is made in his words or by himself, else the bearer."""
    source = analysis.speech.at(token.i)
    if source is not None and source.speaker is not None:
        return (analysis.role(source.speaker),)
    for entity, role in zip(bearer.named, bearer.roles, strict=False):
        if analysis.resolver.is_a(entity, "Person"):
            return (Role(entity, role.mention, role.start, role.end),)
    if analysis.context.speaker is not None and bearer.iris & {e.iri for e in analysis.context.issuers}:
        return (Role(analysis.context.speaker.entity),)
    return (bearer.roles[0],) if bearer.roles else ()
