"""Pledges: what somebody promises, undertakes, is committed to or announces to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, has_to, phrase_action
from accgraph.extraction.commitments.asking import by_speaker, is_performed
from accgraph.extraction.commitments.bearers import Party, speakers
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.futures import FUTURE
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.modals import is_hypothetical, is_under_law
from accgraph.extraction.commitments.promising import promised_actions, promised_by, promiser
from accgraph.extraction.commitments.status import status_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.syntax import agents, is_passive, is_verb, prepositional_objects, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["find_pledges"]

_REFLEXIVE = frozenset({"itself", "themselves", "ourselves", "himself", "herself", "myself"})


def find_pledges(
    analysis: Analysis, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield the promises that verbs, adjectives and nouns of promising make."""
    for token in analysis.parsed.tokens:
        if analysis.parsed.is_scaffold(token.i):
            continue
        lemma = token.lemma_.lower()
        if token.lower_ in lexicon.words("pledge", "adjectives") and _is_adjectival(token):
            yield from _resolved(analysis, token, lexicon)
        elif is_verb(token) and lemma in lexicon.words("pledge", "verbs", "that", "amounts"):
            yield from _promised(analysis, token, lexicon, modality)
        elif token.pos_ == "NOUN" and (
            lemma in lexicon.words("pledge", "nouns") or (lemma == "word" and token.head.lemma_ == "give")
        ):
            yield from _noun(analysis, token, lexicon)


def _is_adjectival(token: Token) -> bool:
    return (
        token.pos_ == "ADJ"
        or token.dep_ in {"acomp", "oprd"}
        or any(c.dep_ == "auxpass" for c in token.children)
        or (
            token.tag_ in {"VBN", "VBD"}
            and token.dep_ in {"conj", "advcl"}
            and (token.i == token.sent.start or token.nbor(-1).pos_ != "NOUN")
            and not any(c.dep_ in {"dobj", "aux"} for c in token.children)
        )
    )


def _complements(*heads: Token) -> Iterator[Token]:
    """Yield the infinitives and gerunds after "to" that complete *heads*."""
    seen = set()
    for head in heads:
        for child in head.children:
            if child.i <= heads[0].i or child in seen:
                continue
            if (
                has_to(child)
                and child.tag_ in {"VB", "VBP", "NN"}
                and child.dep_ in {"xcomp", "acl", "advcl", "ccomp", "relcl"}
            ):
                seen.add(child)
                yield child
            elif child.lower_ == "to" and child.dep_ == "prep":
                further = [c for c in child.children if c.dep_ == "conj" and c.lower_ == "to"]
                for inner in (*child.children, *(c for p in further for c in p.children)):
                    if inner.tag_ == "VBG" and inner.dep_ in {"pcomp", "pobj"} and inner not in seen:
                        seen.add(inner)
                        yield inner


def _resolved(analysis: Analysis, token: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "B is committed to doing X", "determined to do X"."""
    holder = token if any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children) else token.head
    if token.dep_ == "conj" and not is_verb(holder):
        holder = holder.head
    if any(c.dep_ == "neg" for c in holder.children) or is_hypothetical(holder, lexicon):
        return
    if any(c.tag_ == "MD" for c in holder.children):
        return
    own = [c for c in holder.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i] or subjects(
        holder
    )
    if not own or token.dep_ in {"amod", "acl"}:
        return
    bearer = promiser(analysis, own[0], lexicon)
    if not bearer:
        return
    heads = [token] if holder == token else [token, holder]
    for verb in _complements(*heads):
        for action in promised_actions(analysis, verb, lexicon):
            yield Finding(
                "pledge",
                "pledge-adjective",
                (token.i, token.i + 1),
                bearer,
                action,
                promised_by(analysis, token, bearer),
                0.9,
            )
        return


def _promised(
    analysis: Analysis, verb: Token, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield "B undertakes to do X", "B promised that it would do X", "B pledged EUR 5 million"."""
    lemma = verb.lemma_.lower()
    if lemma in {"plan", "intend"} and any(c.lower_ == "had" for c in verb.children):
        return
    recalled = _is_recalled(verb, analysis) and lemma in lexicon.words("pledge", "verbs")
    assuring = lemma == "assure" and any(c.lower_ in {"can", "may"} for c in verb.children)
    if is_passive(verb) or not (assuring or is_performed(verb, modality, lexicon)):
        return
    if assuring and not any(s.lower_ in {"i", "we"} for s in subjects(verb)):
        return
    if is_hypothetical(verb, lexicon) and not recalled:
        return
    grammatical = subjects(verb)
    if not grammatical:
        return
    bearer = promiser(analysis, grammatical[0], lexicon)
    if not bearer:
        return
    by = promised_by(analysis, verb, bearer)
    if by and grammatical[0].lower_ not in {"we", "i"}:
        persons = [
            m for m in analysis.resolver.resolve(grammatical[0]) if analysis.resolver.is_a(m.entity, "Person")
        ]
        by = tuple(analysis.role(m) for m in persons[:1]) or by
    trigger = (verb.i, verb.i + 1)
    if lemma in {"undertake", "commit", "agree"} and is_under_law(analysis, verb, lexicon):
        yield from _treaty_duty(analysis, verb, bearer, lexicon)
        return
    if lemma in lexicon.words("pledge", "verbs"):
        heads = [verb, *(c for c in verb.children if c.lower_ in _REFLEXIVE)]
        for inner in _complements(*heads):
            for action in promised_actions(analysis, inner, lexicon):
                if verb.dep_ == "relcl":
                    action = _inside(verb, action)
                yield Finding(
                    "pledge", "pledge-verb", trigger, bearer, action, by, 0.9, status_of(verb, lexicon)
                )
            return
    if lemma in lexicon.words("pledge", "that"):
        for inner in _clauses(verb):
            if any(c.dep_ == "aux" and c.lower_ in FUTURE for c in inner.children):
                yield from _clause(analysis, verb, inner, bearer, by, lexicon)
                return
    if lemma in lexicon.words("pledge", "amounts") | {"assure"}:
        yield from _things(analysis, verb, bearer, by, lexicon)
    if lemma in lexicon.words("pledge", "amounts"):
        for thing in verb.children:
            if thing.dep_ in {"dobj", "obj"} and any(
                {t.lower_, t.lemma_.lower()} & lexicon.words("pledge", "money") for t in thing.subtree
            ):
                phrase = phrase_action(analysis.parsed, thing, lexicon.words("trailing", "openers"))
                tail = [
                    t.i
                    for c in verb.children
                    if c.dep_ in {"prep", "dative", "xcomp"} and c.i > thing.i
                    for t in c.subtree
                ]
                if phrase is not None:
                    last = max([phrase.last, *(t + 1 for t in tail)])
                    yield Finding(
                        "pledge",
                        "pledge-amount",
                        trigger,
                        bearer,
                        Action(phrase.first, last, thing.i),
                        by,
                        0.6,
                    )


def _is_recalled(verb: Token, analysis: Analysis) -> bool:
    """Say whether *verb* tells in a relative clause of a promise made by somebody who is named in it."""
    own = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    named = own[0] if own else None
    solemn = verb.lemma_.lower() in {"promise", "pledge", "vow", "undertake", "commit", "swear"}
    if solemn and named is not None and named.lower_ in {"which", "who"} and verb.nbor(-1).i >= named.i:
        named = verb.head
    mention = analysis.resolver.mention_at(named.i) if named is not None else None
    return verb.dep_ == "relcl" and mention is not None and mention.kind == "name"


def _inside(verb: Token, action: Action) -> Action:
    """Return *action*, promised in the relative clause of *verb*, up to where its noun's clause goes on."""
    for i in range(action.head + 1, action.last - 1):
        after = verb.doc[i + 1]
        if verb.doc[i].text == "," and after.tag_ in {"VBZ", "VBD", "VBP", "MD"}:
            return Action(action.first, i, action.head)
    return action


def _treaty_duty(
    analysis: Analysis, verb: Token, bearer: Party, lexicon: CommitmentLexicon
) -> Iterator[Finding]:
    """Yield "under Article 30 B has undertaken to do X": what a treaty holds B to, no promise of today."""
    spoken = by_speaker(analysis, verb.i)
    court = any(analysis.resolver.is_a(r.entity, "Court", "Tribunal") for r in spoken)
    said = court or analysis.speech.at(verb.i) is not None or analysis.context.speaker is not None
    for inner in _complements(verb, *(c for c in verb.children if c.lower_ in _REFLEXIVE)):
        for action in promised_actions(analysis, inner, lexicon):
            yield Finding(
                "duty",
                "duty-instrument",
                (verb.i, verb.i + 1),
                bearer,
                action,
                spoken if said else (),
                0.8,
                status_of(verb, lexicon),
            )
        return


def _things(
    analysis: Analysis, verb: Token, bearer: Party, by: tuple[Role, ...], lexicon: CommitmentLexicon
) -> Iterator[Finding]:
    """Yield "assured the Court of its full cooperation", "pledged its assistance"."""
    nouns = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    nouns += prepositional_objects(verb, ("of",))
    for noun in nouns:
        own = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)
        if own and noun.lemma_.lower() in lexicon.words("pledge", "things"):
            action = phrase_action(analysis.parsed, noun, lexicon.words("trailing", "openers"))
            if action is not None:
                yield Finding("pledge", "pledge-verb", (verb.i, verb.i + 1), bearer, action, by, 0.7)


def _clauses(verb: Token) -> list[Token]:
    """Return the clauses that complete *verb*.

    Where the parser has lost it, what follows "that" right after it.
    """
    found = [c for c in verb.children if c.dep_ == "ccomp"]
    if not found:
        found = [
            c
            for told in verb.children
            if told.dep_ in {"dobj", "dative"} and told.i + 1 < verb.sent.end and told.nbor().lower_ == "that"
            for c in told.children
            if c.dep_ == "relcl" and any(s.dep_ == "nsubj" and s.i > told.i + 1 for s in c.children)
        ]
    if not found and verb.i + 1 < verb.sent.end and verb.doc[verb.i + 1].lower_ == "that":
        found = [
            t
            for t in verb.doc[verb.i + 2 : verb.sent.end]
            if is_verb(t) and any(c.dep_ == "nsubj" for c in t.children)
        ][:1]
    return found


def _clause(
    analysis: Analysis,
    verb: Token,
    inner: Token,
    bearer: Party,
    by: tuple[Role, ...],
    lexicon: CommitmentLexicon,
) -> Iterator[Finding]:
    """Yield the promise that a clause holds.

    Where somebody else is its subject, the whole clause is the action.
    """
    modal = next(c for c in inner.children if c.dep_ == "aux" and c.lower_ in FUTURE)
    subject = next((c for c in inner.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < modal.i), None)
    if subject is None:
        return
    own = promiser(analysis, subject, lexicon)
    strong = verb.lemma_.lower() in lexicon.words("pledge", "verbs") | {"assure", "reassure"}
    same = not own or bool(own.iris & bearer.iris) or subject.tag_ == "PRP"
    if not strong and _is_refusal(inner, lexicon):
        return
    organ = subject.lemma_.lower() in lexicon.words("bearers", "organs_of_state")
    speaks = any(analysis.resolver.is_a(e, "Person") for e in bearer.named) or bool(
        by and analysis.resolver.is_a(by[0].entity, "Person")
    )
    bodies = all(analysis.resolver.is_a(e, "State", "InternationalOrganisation") for e in own.entities)
    if strong and own and not same and speaks and bodies and not is_passive(inner):
        bearer, same = own, True
    if strong and own and not same and organ and any(c.tag_ == "PRP$" for c in subject.children):
        bearer, same = own, True
    for number, action in enumerate(promised_actions(analysis, inner, lexicon)):
        if (own and same) or subject.tag_ == "PRP":
            yield Finding(
                "pledge",
                "pledge-that",
                (verb.i, verb.i + 1),
                bearer,
                action,
                by,
                0.9,
                status_of(verb, lexicon),
            )
        elif strong and is_passive(inner):
            yield Finding("pledge", "pledge-that", (verb.i, verb.i + 1), bearer, action, by, 0.8)
        elif strong and not same and number == 0 and _serves(bearer, own):
            yield Finding("pledge", "pledge-that", (verb.i, verb.i + 1), own, action, by, 0.75)
        elif strong and not same and number == 0:
            first = min(t.i for t in subject.subtree)
            yield Finding(
                "pledge",
                "pledge-that",
                (verb.i, verb.i + 1),
                bearer,
                Action(first, action.last, inner.i),
                by,
                0.7,
            )


def _is_refusal(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether *verb* is of what one will not do, or of no part in something: a stance, no promise."""
    words = {t.lower_ for c in verb.children for t in (c, *c.children) if t.dep_ in {"neg", "det", "dobj"}}
    return bool(words & {"not", "n't", "never", "no", "nothing"})


def _gives_up(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether *verb* ends the plan that is its object ("gave up", "shelved its plan to")."""
    up = verb.lemma_ == "give" and any(c.lower_ == "up" for c in verb.children)
    return up or verb.lemma_.lower() in lexicon.words("pledge", "giving_up")


def _serves(bearer: Party, other: Party) -> bool:
    """Say whether *bearer* is only described, so that "the minister vowed that Sweden would" binds Sweden."""
    return not any(e.known for e in bearer.entities) and all(e.known for e in other.entities)


def _is_own(analysis: Analysis, noun: Token, bearer: Party) -> bool:
    """Say whether those who have the determination that *noun* names tell of it themselves."""
    head = noun.head
    said = (
        is_verb(head) and noun.dep_ in {"dobj", "obj"} and head.lemma_.lower() not in {"underscore", "show"}
    )
    return said or bool(bearer.iris & {e.iri for e in speakers(analysis, noun.i)})


def _noun(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "B's commitment to do X", "B reaffirmed its commitment to doing X".

    "commitments that it would do X".
    """
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners += [c for p in noun.children if p.lower_ in {"of", "by"} for c in p.children if c.dep_ == "pobj"]
    given = lexicon.words("pledge", "giving")
    owners += [a for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in given for a in agents(c)]
    head = noun.head
    given_up = noun.dep_ not in {"nsubj", "nsubjpass"} and any(c.dep_ == "neg" for c in head.children)
    given_up = given_up or (is_verb(head) and _gives_up(head, lexicon))
    if any(c.lower_ in {"no", "any", "without"} for c in noun.children) or (
        is_verb(head) and (given_up or any(c.tag_ == "MD" for c in head.children))
    ):
        return
    adjective = next(
        (c for c in noun.children if c.dep_ in {"amod", "compound"} and analysis.resolver.mention_at(c.i)),
        None,
    )
    if not owners and adjective is not None:
        mention = analysis.resolver.mention_at(adjective.i)
        assert mention is not None
        bearer = Party([analysis.role(mention, analysis.resolver.principal(mention.entity))], mention.sure)
    else:
        if is_verb(head) and (not owners or owners[0].lower_ in {"its", "their"}):
            owners = subjects(head) or owners
        bearer = promiser(analysis, owners[0], lexicon) if owners else Party((), 0.0)
    if not bearer or (
        noun.lemma_.lower() in lexicon.words("pledge", "inner") and not _is_own(analysis, noun, bearer)
    ):
        return
    spoken = analysis.speech.at(noun.i) is not None or analysis.context.speaker is not None
    by = by_speaker(analysis, noun.i) if spoken else promised_by(analysis, noun, bearer)
    status = status_of(noun, lexicon)
    near = [head] if is_verb(head) and noun.dep_ in {"dobj", "obj"} else []
    near += [t for c in noun.children if c.dep_ == "acl" and c.lemma_.lower() in given for t in c.subtree]
    for verb in _complements(noun, *near):
        for action in promised_actions(analysis, verb, lexicon):
            yield Finding("pledge", "pledge-noun", (noun.i, noun.i + 1), bearer, action, by, 0.8, status)
        return
    for inner in noun.children:
        if (
            inner.dep_ in {"acl", "ccomp", "relcl"}
            and any(c.lower_ in FUTURE and c.dep_ == "aux" for c in inner.children)
            and any(c.lower_ == "that" and c.dep_ == "mark" for c in inner.children)
        ):
            for action in promised_actions(analysis, inner, lexicon):
                yield Finding("pledge", "pledge-noun", (noun.i, noun.i + 1), bearer, action, by, 0.75, status)
