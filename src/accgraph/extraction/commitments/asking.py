"""Who asks: the demander behind a verb or noun of asking, and whether the asking is done at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.bearers import Party, party_of, speakers
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.syntax import agents, is_passive, is_verb, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["agent_party", "by_speaker", "demanders", "is_disputed", "is_performed", "ruling_court"]

_FIRST = frozenset({"we", "i"})
_WEAK = frozenset({"could", "might", "may", "can"})


def is_performed(trigger: Token, modality: ModalityLexicon, lexicon: CommitmentLexicon) -> bool:
    """Say whether the speaker asserts that *trigger*, a verb, is done.

    Polite and first-person frames count.
    """
    auxiliaries = {c.lower_ for c in trigger.children if c.dep_ == "aux"}
    if any(c.dep_ == "neg" for c in trigger.children) or auxiliaries & _WEAK:
        return False
    if any(
        c.lower_ in {"if", "whether", "unless", "when", "how", "why"} and c.dep_ in {"mark", "advmod"}
        for c in trigger.children
    ):
        return False
    if is_disputed(trigger, lexicon):
        return False
    if any(s.lower_ in {"nobody", "none", "neither"} for s in (*subjects(trigger), *agents(trigger))):
        return False
    first_person = any(s.lower_ in _FIRST | {"me", "us"} for s in subjects(trigger))
    if auxiliaries & {"would", "must", "should", "will", "shall", "ca", "'ll", "'d"}:
        return first_person and not auxiliaries & {"ca"} and "n't" not in {c.lower_ for c in trigger.children}
    governor = trigger.head
    if (
        first_person
        and trigger.dep_ in {"xcomp", "ccomp", "advcl", "conj"}
        and governor.lemma_.lower() in lexicon.words("demand", "framing")
    ):
        return not any(c.dep_ == "neg" for c in governor.children)
    return modality_of(trigger, modality) not in {
        "denied",
        "conditional",
        "hoped",
        "proposed",
        "promised",
        "future",
        "demanded",
    }


def is_disputed(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether what the clause of *verb* says is what somebody denies.

    "Denied that B must do X", "rejected the argument that B was bound to do X".
    """
    told = verb
    while told.dep_ in {"conj", "ccomp", "xcomp"} and told.head != told:
        complement, told = told.dep_ != "conj", told.head
        if complement and told.lemma_.lower() in lexicon.words("modal", "denying"):
            return True
    argument, denying = told.head, lexicon.words("modal", "denying")
    said = told.dep_ in {"acl", "relcl"} and argument.lemma_.lower() in lexicon.words("modal", "arguments")
    return said and argument.dep_ in {"dobj", "nsubjpass"} and argument.head.lemma_.lower() in denying


def by_speaker(analysis: Analysis, index: int) -> tuple[Role, ...]:
    """Return whose words token *index* is part of.

    Who is quoted, the speaker, or those who issue the document.
    """
    source = analysis.speech.at(index)
    if source is not None and source.speaker is not None:
        return (analysis.role(source.speaker),)
    if source is not None and source.kind == "quoted" and source.last - source.first > 6:
        return ()
    if analysis.context.speaker is not None:
        return (Role(analysis.context.speaker.entity),)
    return tuple(Role(e) for e in analysis.context.issuers)


def demanders(
    analysis: Analysis, trigger: Token, lexicon: CommitmentLexicon
) -> tuple[tuple[Role, ...], bool]:
    """Return who asks with *trigger*, a verb or noun of asking, and whether it says so itself.

    A person stays a person here: whose words they are is what counts, not whom they speak for.
    """
    found: list[Role] = []
    for token in _askers(trigger):
        if token.lower_ in {"we", "i", "us", "our", "my", "me"}:
            return by_speaker(analysis, trigger.i), True
        mentions = analysis.resolver.resolve_all(token)
        if not mentions:
            mentions = tuple(
                m for c in token.children if c.dep_ == "appos" for m in analysis.resolver.resolve(c)
            )
        for mention in mentions:
            if analysis.resolver.is_a(mention.entity, "Person"):
                found.append(analysis.role(mention))
            elif analysis.resolver.is_a(mention.entity, "Actor", "Court") or not mention.entity.known:
                found.append(analysis.role(mention, analysis.resolver.acting(mention.entity)))
        if not mentions and token.lemma_.lower() in lexicon.words("demand", "texts"):
            return _authors(analysis, token, lexicon) or by_speaker(analysis, trigger.i), True
        if not mentions and token.pos_ in {"NOUN", "PROPN"}:
            party = party_of(analysis, token, lexicon, any_noun=False)
            found += party.roles
    if found:
        unique = {r.entity.iri: r for r in found}
        speaker = analysis.context.speaker
        issues = set(unique) <= {e.iri for e in analysis.context.issuers}
        if speaker is not None and issues and analysis.speech.at(trigger.i) is None:
            return (Role(speaker.entity),), True
        return tuple(unique.values()), True
    return by_speaker(analysis, trigger.i), False


def agent_party(analysis: Analysis, subject: Token, lexicon: CommitmentLexicon) -> Party:
    """Return whom *subject* stands for if that is somebody who can act; "it" is not who speaks of it."""
    if subject.lower_ in {"that", "this", "there", "what", "which", "who", "these"}:
        return Party((), 0.0)
    others = frozenset(e.iri for e in speakers(analysis, subject.i))
    return party_of(analysis, subject, lexicon, any_noun=False, but=others)


def ruling_court(analysis: Analysis, verb: Token, lexicon: CommitmentLexicon) -> tuple[Role, ...]:
    """Return the court that rules, holds or orders what the clause of *verb* says."""
    while verb.dep_ == "conj":
        verb = verb.head
    governor = verb.head
    if verb.dep_ != "ccomp" or governor.lemma_.lower() not in lexicon.words("duty", "ruling"):
        return ()
    by, explicit = demanders(analysis, governor, lexicon)
    return tuple(r for r in by if explicit and analysis.resolver.is_a(r.entity, "Court", "Tribunal"))


def _askers(trigger: Token) -> list[Token]:
    if is_verb(trigger):
        return agents(trigger) if is_passive(trigger) else subjects(trigger)
    owners = [c for c in trigger.children if c.dep_ == "poss"]
    if owners and owners[0].lower_ in {"its", "their"} and is_verb(trigger.head) and subjects(trigger.head):
        return subjects(trigger.head)
    owners += [
        c
        for p in trigger.children
        if p.lower_ in {"by", "of", "from"}
        for c in p.children
        if c.dep_ == "pobj"
    ]
    if owners:
        return owners
    head = trigger.head
    while head.pos_ == "ADP" and head.head != head:
        head = head.head
    if is_verb(head) and is_passive(head):
        return agents(head)
    return subjects(head) if is_verb(head) else []


def _authors(analysis: Analysis, text: Token, lexicon: CommitmentLexicon) -> tuple[Role, ...]:
    """Return whose text *text* is, as far as the passage says.

    "A resolution of X", "the Assembly adopted a resolution", "a resolution passed by the Assembly".
    """
    adopted = [c for c in text.children if c.dep_ == "acl"] + ([text.head] if text.dep_ == "dobj" else [])
    for verb in adopted:
        if verb.lemma_.lower() in lexicon.words("demand", "adopting"):
            actors = [m for t in subjects(verb) for m in analysis.resolver.resolve_all(t)]
            actors = [m for m in actors if analysis.resolver.is_a(m.entity, "Actor")]
            if actors:
                return tuple(analysis.role(m, analysis.resolver.acting(m.entity)) for m in actors)
    for child in text.children:
        owners = (
            [child]
            if child.dep_ in {"poss", "compound", "amod"}
            else [c for c in child.children if c.dep_ == "pobj"]
            if child.lower_ in {"by", "of", "from"}
            else []
        )
        for owner in owners:
            found = [
                m for m in analysis.resolver.resolve_all(owner) if analysis.resolver.is_a(m.entity, "Actor")
            ]
            if found:
                return tuple(analysis.role(m, analysis.resolver.acting(m.entity)) for m in found)
    return ()
