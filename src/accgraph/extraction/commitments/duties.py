"""Duties: what a text says somebody is bound to do by treaty, statute, order or law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, actions_of, has_to, trimmed
from accgraph.extraction.commitments.asking import by_speaker, is_disputed, ruling_court
from accgraph.extraction.commitments.bearers import Party, party_of
from accgraph.extraction.commitments.findings import Finding, Kind
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.modals import is_hypothetical
from accgraph.extraction.commitments.status import status_of
from accgraph.extraction.helped import asked_about
from accgraph.extraction.syntax import agents, is_passive, is_verb, objects, prepositional_objects, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["find_duties"]

_REACH, _REACH_ASIDE = 12, 30


def find_duties(analysis: Analysis, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield what adjectives, participles and nouns of obligation, and prohibitions, lay on somebody."""
    for token in analysis.parsed.tokens:
        if analysis.parsed.is_scaffold(token.i):
            continue
        if token.lower_ in lexicon.words("duty", "adjectives") and token.pos_ in {"ADJ", "VERB"}:
            yield from _bound(analysis, token, lexicon)
        elif token.lemma_.lower() in lexicon.words("duty", "prohibitions") and token.tag_ == "VBN":
            yield from _prohibited(analysis, token, lexicon)
        elif token.lemma_ == "give" and is_verb(token):
            yield from _time_allowed(analysis, token, lexicon)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.words("duty", "nouns"):
            yield from _obligation(analysis, token, lexicon)
            yield from _unmet(analysis, token, lexicon)


def _sources(analysis: Analysis, token: Token) -> tuple[Role, ...]:
    """Return the court behind an obligation: after "by", or whose words these are.

    Else the speaker, or nobody.
    """
    for noun in prepositional_objects(token, ("by", "under")):
        for mention in analysis.resolver.resolve(noun):
            if analysis.resolver.is_a(mention.entity, "Court"):
                return (analysis.role(mention, analysis.resolver.acting(mention.entity)),)
    by = by_speaker(analysis, token.i)
    spoken = analysis.speech.at(token.i) is not None or analysis.context.speaker is not None
    court = any(analysis.resolver.is_a(r.entity, "Court", "Tribunal") for r in by)
    return by if spoken or court else ()


def _bound(analysis: Analysis, token: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    below = [*token.children, *(t for c in token.children if c.dep_ == "auxpass" for t in c.children)]
    holder = token if any(c.dep_ in {"nsubj", "nsubjpass"} for c in below) else token.head
    if token.dep_ == "conj" and not is_verb(holder):
        holder = holder.head
    if any(c.dep_ == "neg" for c in holder.children) or any(
        c.lower_ in {"might", "could", "may", "would", "must", "should", "can"} for c in holder.children
    ):
        return
    below = [*holder.children, *below]
    own = [c for c in below if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i] or subjects(holder)
    verb = next((c for t in (token, holder) for c in t.children if has_to(c) and c.i > token.i), None)
    own = own[-1:] or [t for t in (_parted_subject(analysis, holder),) if t is not None]
    if not own or verb is None or (not is_verb(verb) and verb.tag_ != "VB") or is_conditional(holder):
        return
    if is_disputed(holder, lexicon) or any(c.lower_ == "longer" for c in (*holder.children, *token.children)):
        return
    subject = own[0]
    parted = _parted_subject(analysis, holder)
    subject = parted if parted is not None else subject
    bearer = party_of(analysis, subject, lexicon, any_noun=False, but=_iris(_sources(analysis, token)))
    if not bearer or (subject.lower_ in {"that", "this", "which"} and not bearer):
        return
    for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
        yield Finding(
            "duty",
            "duty-bound",
            (token.i, token.i + 1),
            bearer,
            action,
            _sources(analysis, token),
            0.9,
            status_of(token, lexicon),
        )


def _parted_subject(analysis: Analysis, verb: Token) -> Token | None:
    """Return the name at the head of the sentence that who says so parts from *verb*: "Togo, she said,"."""
    sentence = verb.sent
    mention = analysis.resolver.mention_at(sentence.start) or analysis.resolver.mention_at(sentence.start + 1)
    if mention is None or mention.kind != "name" or mention.last + 2 >= verb.i:
        return None
    doc = verb.doc
    commas = [t.i for t in doc[mention.last : verb.i] if t.text == ","]
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > (commas or [verb.i])[-1]]
    if len(commas) != 2 or commas[0] != mention.last or own:
        return None
    aside = doc[commas[0] + 1 : commas[1]]
    said = len(aside) > 1 and any(t.tag_ == "VBD" or t.tag_ == "VBZ" for t in aside)
    after = all(t.pos_ in {"AUX", "ADV"} for t in doc[commas[1] + 1 : verb.i])
    return doc[mention.head] if said and after else None


def is_conditional(verb: Token) -> bool:
    """Say whether *verb* stands in a clause of condition."""
    return any(c.lower_ in {"if", "whether", "unless"} for c in verb.children)


def _prohibited(analysis: Analysis, token: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    subject = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    doing = next(
        (c for p in token.children if p.lower_ == "from" for c in p.children if c.dep_ == "pcomp"), None
    )
    if subject is None or doing is None or not any(c.dep_ == "auxpass" for c in token.children):
        return
    if any(c.dep_ == "neg" for c in token.children) or is_hypothetical(token, lexicon):
        return
    bearer = party_of(analysis, subject, lexicon, any_noun=False)
    if bearer:
        for action in actions_of(analysis.parsed, doing, lexicon.words("trailing", "openers"), split=False):
            whole = Action(token.i, action.last, token.i)
            yield Finding(
                "duty",
                "duty-instrument",
                (token.i, token.i + 1),
                bearer,
                whole,
                _sources(analysis, token),
                0.8,
            )


def _time_allowed(analysis: Analysis, give: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "the court gave B until 5 May to do X"."""
    doc, until = give.doc, next((t for t in give.subtree if t.lower_ == "until" and t.i > give.i), None)
    granting = agents(give) if is_passive(give) else subjects(give)
    granted = [m for t in granting for m in analysis.resolver.resolve(t)]
    courts = [m for m in granted if analysis.resolver.is_a(m.entity, "Court", "Tribunal")]
    court = bool(courts) or any(t.lemma_.lower() in lexicon.words("duty", "courts") for t in granting)
    asked = [o for o in objects(give) if o.i < until.i] if until is not None else []
    states = [m for m in granted if analysis.resolver.is_a(m.entity, "State", "InternationalOrganisation")]
    if until is None or not (court or states) or not asked or (not court and asked[0].tag_ == "PRP"):
        return
    verb = next((t for t in doc[until.i : give.sent.end] if t.tag_ == "VB" and has_to(t)), None)
    bearer = party_of(analysis, asked[0], lexicon, any_noun=False)
    if verb is None or verb.i - until.i > 8 or not bearer:
        return
    by = tuple(analysis.role(m, analysis.resolver.acting(m.entity)) for m in courts[:1])
    by = by or tuple(analysis.role(m, analysis.resolver.acting(m.entity)) for m in states[:1])
    kind: Kind = "duty" if court else "demand"
    rule = "duty-order" if court else "demand-verb"
    for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
        yield Finding(kind, rule, (give.i, give.i + 1), bearer, action, by, 0.8)


def _obligation(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    verb = _complement(noun)
    if verb is None or any(c.lower_ in {"no", "any"} for c in noun.children):
        return
    bearer = _owner(analysis, noun, lexicon)
    if not bearer:
        return
    for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
        yield Finding(
            "duty",
            "duty-noun",
            (noun.i, noun.i + 1),
            bearer,
            action,
            _sources(analysis, noun),
            0.85,
            status_of(noun, lexicon),
        )


def _unmet(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "failed to comply with its obligations": a duty that was not done."""
    verb = noun.head if is_verb(noun.head) else noun.head.head
    failing = verb.head
    if _complement(noun) is not None:
        return
    if verb.lemma_.lower() not in lexicon.words("duty", "meeting") or not has_to(verb):
        return
    if failing.lemma_.lower() not in lexicon.words("status", "breached") or verb.dep_ != "xcomp":
        return
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in failing.children) or is_conditional(failing):
        return
    own = subjects(failing)
    bearer = party_of(analysis, own[0], lexicon, any_noun=False) if own else Party((), 0.0)
    action = trimmed(analysis.parsed, Action(verb.i, noun.i + 1, verb.i))
    under = next((c for c in noun.children if c.lower_ == "under"), None)
    if under is not None:
        action = trimmed(analysis.parsed, Action(verb.i, under.right_edge.i + 1, verb.i))
    if bearer and action is not None:
        by = ruling_court(analysis, failing, lexicon) or _sources(analysis, noun)
        yield Finding("duty", "duty-noun", (noun.i, noun.i + 1), bearer, action, by, 0.8, "breached")


def _complement(noun: Token) -> Token | None:
    """Return the infinitive that says what the duty is, wherever near *noun* the parser has hung it."""
    climb = [noun, noun.head, noun.head.head]
    aside = noun.i + 1 < noun.sent.end and noun.nbor().text == ","
    reach = _REACH_ASIDE if aside else _REACH
    for token in noun.doc[noun.i + 1 : min(noun.i + reach, noun.sent.end)]:
        if token.tag_ in {"VB", "VBP"} and has_to(token) and (token.head in climb or noun.is_ancestor(token)):
            return token
        if token.tag_ in {"VBZ", "VBD", "MD"} and not noun.is_ancestor(token):
            return None
    return None


def _owner(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Party:
    """Return whose duty *noun* is.

    Its possessor, who is named after "of" or "on", or the subject above it.
    """
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners += [
        c
        for p in noun.children
        if p.lower_ in {"of", "on", "upon", "for"}
        for c in p.children
        if c.dep_ == "pobj"
    ]
    owners += [*_laid_on(noun), *asked_about(noun)]
    for owner in owners:
        if owner.lower_ in {"its", "their"}:
            continue
        party = party_of(analysis, owner, lexicon, any_noun=False)
        if party:
            return party
    if owners and owners[0].dep_ == "poss" and owners[0].tag_ != "PRP$":
        return Party((), 0.0)
    current = noun
    while current.head != current:
        current = current.head
        if is_verb(current):
            found = [c for c in current.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < noun.i][
                -1:
            ] or subjects(current)
            if found and found[0].lower_ in {"we", "i"} and owners and owners[0].lower_ in {"its", "their"}:
                found = [c for c in current.children if c.dep_ in {"dobj", "obj"} and c.i < noun.i]
                return party_of(analysis, (found or owners)[0], lexicon, any_noun=False)
            if found and found[0].tag_ in {"NNS", "NNPS"} and owners and owners[0].lower_ == "its":
                break
            if found:
                if (
                    owners
                    or noun.head.pos_ == "ADP"
                    or noun.head.lemma_.lower()
                    in lexicon.words("duty", "having") | lexicon.words("status", "breached", "fulfilled")
                ):
                    return party_of(
                        analysis, found[0], lexicon, any_noun=False, but=_iris(_sources(analysis, noun))
                    )
                break
    return party_of(analysis, owners[0], lexicon, any_noun=False) if owners else Party((), 0.0)


def _laid_on(noun: Token) -> list[Token]:
    """Return on whom the duty that *noun* names is laid: "imposes on B the obligation", "places B under"."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in {"impose", "lay", "place", "put"}:
        return prepositional_objects(verb, ("on", "upon"))
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "under"
        and noun.head.head.lemma_.lower() in {"place", "put"}
    ):
        return objects(noun.head.head)
    return []


def _iris(roles: Iterable[Role]) -> frozenset[str]:
    return frozenset(r.entity.iri for r in roles)
