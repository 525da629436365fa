"""Pledges: what somebody promises, undertakes, is committed to or announces to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, actions_of, has_to, phrase_action
from accgraph.extraction.commitments.asking import by_speaker, demanders, is_performed
from accgraph.extraction.commitments.bearers import Party, party_of, speakers
from accgraph.extraction.commitments.duties import status_of
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.modals import is_hypothetical
from accgraph.extraction.modality import ModalityLexicon
from accgraph.extraction.syntax import is_passive, is_verb, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_pledges"]

_FUTURE = frozenset({"will", "'ll", "shall", "would", "wo"})
_REFLEXIVE = frozenset({"itself", "themselves", "ourselves", "himself", "herself", "myself"})


def find_pledges(
    analysis: Analysis, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield the promises that verbs, adjectives and nouns of promising, and futures of one's own acts, make."""
    for token in analysis.parsed.doc:
        if analysis.parsed.is_scaffold(token.i):
            continue
        lemma = token.lemma_.lower()
        if token.lower_ in lexicon.words("pledge", "adjectives") and _is_adjectival(token):
            yield from _resolved(analysis, token, lexicon)
        elif is_verb(token) and lemma in lexicon.words("pledge", "verbs", "that", "amounts"):
            yield from _promised(analysis, token, lexicon, modality)
        elif token.pos_ == "NOUN" and lemma in lexicon.words("pledge", "nouns"):
            yield from _noun(analysis, token, lexicon)
        elif token.tag_ == "MD" and token.lower_ in _FUTURE:
            yield from _future(analysis, token, lexicon)
        elif token.lower_ == "going" and token.dep_ not in {"amod", "acl"}:
            yield from _going(analysis, token, lexicon)


def _is_adjectival(token: Token) -> bool:
    return (
        token.pos_ == "ADJ"
        or token.dep_ in {"acomp", "oprd"}
        or any(c.dep_ == "auxpass" for c in token.children)
        or (
            token.tag_ in {"VBN", "VBD"}
            and token.dep_ in {"conj", "advcl"}
            and (token.i == token.sent.start or not token.nbor(-1).pos_ == "NOUN")
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
                for inner in child.children:
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
    bearer = _promiser(analysis, own[0], lexicon)
    if not bearer:
        return
    heads = [token] if holder == token else [token, holder]
    for verb in _complements(*heads):
        for action in _finished(analysis, verb, lexicon):
            yield Finding(
                "pledge",
                "pledge-adjective",
                (token.i, token.i + 1),
                bearer,
                action,
                _promised_by(analysis, token, bearer),
                0.9,
            )
        return


def _promiser(analysis: Analysis, subject: Token, lexicon: CommitmentLexicon) -> Party:
    if subject.lower_ in {"that", "this", "there", "what", "these", "those"}:
        return Party((), 0.0)
    return party_of(analysis, subject, lexicon, any_noun=False)


def _finished(
    analysis: Analysis, verb: Token, lexicon: CommitmentLexicon, *, split: bool = True
) -> list[Action]:
    return actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers"), split=split)


def _promised_by(analysis: Analysis, token: Token, bearer: Party) -> tuple[Role, ...]:
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


def _promised(
    analysis: Analysis, verb: Token, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield "B undertakes to do X", "B promised that it would do X", "B pledged EUR 5 million"."""
    if not is_performed(verb, modality, lexicon) or is_hypothetical(verb, lexicon) or is_passive(verb):
        return
    lemma = verb.lemma_.lower()
    grammatical = subjects(verb)
    if not grammatical:
        return
    bearer = _promiser(analysis, grammatical[0], lexicon)
    if not bearer:
        return
    by = _promised_by(analysis, verb, bearer)
    if by and grammatical[0].lower_ not in {"we", "i"}:
        persons = [
            m for m in analysis.resolver.resolve(grammatical[0]) if analysis.resolver.is_a(m.entity, "Person")
        ]
        by = tuple(analysis.role(m) for m in persons[:1]) or by
    trigger = (verb.i, verb.i + 1)
    status = "open"
    if lemma in lexicon.words("pledge", "verbs"):
        heads = [verb, *(c for c in verb.children if c.lower_ in _REFLEXIVE)]
        for inner in _complements(*heads):
            for action in _finished(analysis, inner, lexicon):
                yield Finding(
                    "pledge", "pledge-verb", trigger, bearer, action, by, 0.9, status_of(verb, lexicon)
                )
            return
    if lemma in lexicon.words("pledge", "that"):
        for inner in _clauses(verb):
            if any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in inner.children):
                yield from _clause(analysis, verb, inner, bearer, by, lexicon)
                return
    if lemma in lexicon.words("pledge", "amounts"):
        for thing in verb.children:
            if thing.dep_ in {"dobj", "obj"} and any(
                t.lower_ in lexicon.words("pledge", "money") for t in thing.subtree
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
                        status,
                    )


def _clauses(verb: Token) -> list[Token]:
    """Return the clauses that complete *verb*; where the parser has lost it, what follows "that" right after it."""
    found = [c for c in verb.children if c.dep_ == "ccomp"]
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
    """Yield the promise that a clause holds; where somebody else is its subject, the whole clause is the action."""
    modal = next(c for c in inner.children if c.dep_ == "aux" and c.lower_ in _FUTURE)
    subject = next((c for c in inner.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < modal.i), None)
    if subject is None:
        return
    own = _promiser(analysis, subject, lexicon)
    strong = verb.lemma_.lower() in lexicon.words("pledge", "verbs") | {"assure", "reassure"}
    same = not own or bool(own.iris & bearer.iris) or subject.tag_ == "PRP"
    for number, action in enumerate(_finished(analysis, inner, lexicon)):
        if (own and own.iris & bearer.iris) or subject.tag_ == "PRP":
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


def _noun(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "B's commitment to do X", "B reaffirmed its commitment to doing X", "commitments that it would do X"."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    owners += [c for p in noun.children if p.lower_ in {"of", "by"} for c in p.children if c.dep_ == "pobj"]
    head = noun.head
    if any(c.lower_ in {"no", "any", "without"} for c in noun.children) or (
        is_verb(head) and any(c.dep_ == "neg" or c.tag_ == "MD" for c in head.children)
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
        bearer = _promiser(analysis, owners[0], lexicon) if owners else Party((), 0.0)
    if not bearer:
        return
    by, _ = demanders(analysis, noun, lexicon)
    spoken = analysis.speech.at(noun.i) is not None or analysis.context.speaker is not None
    by = by_speaker(analysis, noun.i) if spoken else _promised_by(analysis, noun, bearer)
    status = status_of(noun, lexicon)
    for verb in _complements(noun, *([head] if is_verb(head) and noun.dep_ in {"dobj", "obj"} else [])):
        for action in _finished(analysis, verb, lexicon):
            yield Finding("pledge", "pledge-noun", (noun.i, noun.i + 1), bearer, action, by, 0.8, status)
        return
    for inner in noun.children:
        if inner.dep_ in {"acl", "ccomp", "relcl"} and any(
            c.lower_ in _FUTURE and c.dep_ == "aux" for c in inner.children
        ):
            if any(c.lower_ == "that" and c.dep_ == "mark" for c in inner.children):
                for action in _finished(analysis, inner, lexicon):
                    yield Finding(
                        "pledge", "pledge-noun", (noun.i, noun.i + 1), bearer, action, by, 0.75, status
                    )


def _future(analysis: Analysis, modal: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "we will do X" and its like, where the speaker's own acts are meant."""
    verb = modal.head
    if modal.dep_ != "aux" or _is_doubtful(verb, lexicon):
        return
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and verb.dep_ == "conj" and is_verb(verb.head):
        subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    if subject is None or (subject.i > modal.i and modal.lower_ != "will") or subject.dep_ == "nsubjpass":
        return
    inverted = subject.i > modal.i
    if inverted and not any(t.lower_ == "nor" for t in verb.doc[max(verb.sent.start, modal.i - 2) : modal.i]):
        return
    bearer = _promiser(analysis, subject, lexicon)
    if not bearer or not _speaks(analysis, modal, verb, subject, bearer):
        return
    first = subject.lower_ in {"we", "i"}
    if modal.lower_ == "shall" and not first:
        return
    by = _promised_by(analysis, modal, bearer)
    sure = 0.8 if first else 0.75
    for action in _finished(analysis, verb, lexicon):
        head = analysis.parsed.doc[action.head]
        if (
            action.last - action.first == 1
            and action.last < len(analysis.parsed.doc)
            and analysis.parsed.doc[action.last].text in {"-", "–", "—"}
        ):
            continue
        if inverted:
            action = Action(modal.i - 1, action.last, action.head)
        if _is_promise(
            analysis, head, action, lexicon, negated=inverted or any(c.dep_ == "neg" for c in verb.children)
        ):
            yield Finding("pledge", "pledge-will", (modal.i, modal.i + 1), bearer, action, by, sure)


def _going(analysis: Analysis, going: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    verb = next((c for c in going.children if c.dep_ == "xcomp" and has_to(c)), None)
    subject = next((c for c in going.children if c.dep_ == "nsubj" and c.i < going.i), None)
    be = next((c for c in going.children if c.dep_ == "aux" and c.tag_ in {"VBP", "VBZ"}), None)
    if (
        verb is None
        or subject is None
        or be is None
        or any(c.dep_ == "neg" for c in going.children)
        or _is_doubtful(going, lexicon)
    ):
        return
    bearer = _promiser(analysis, subject, lexicon)
    if not bearer or not _speaks(analysis, going, verb, subject, bearer):
        return
    for action in _finished(analysis, verb, lexicon):
        if _is_promise(analysis, analysis.parsed.doc[action.head], action, lexicon, negated=False):
            yield Finding(
                "pledge",
                "pledge-will",
                (going.i, going.i + 1),
                bearer,
                action,
                _promised_by(analysis, going, bearer),
                0.75,
            )


def _speaks(analysis: Analysis, modal: Token, verb: Token, subject: Token, bearer: Party) -> bool:
    """Say whether the future is the speaker's own: in the first person, or of whom the speaker stands for."""
    if subject.lower_ in {"we", "i"}:
        return modal.lower_ != "would"
    aside = [c for c in verb.children if c.dep_ in {"parataxis", "ccomp"} and is_verb(c) and c.i > subject.i]
    for saying in aside:
        for sayer in subjects(saying):
            for mention in analysis.resolver.resolve(sayer):
                if analysis.resolver.principal(mention.entity).iri in bearer.iris:
                    return True
    source = analysis.speech.at(modal.i)
    if subject.lower_ in {"it", "they", "he", "she"} and (source is None or source.kind != "reported"):
        return False
    if modal.lower_ == "would" and (source is None or source.kind != "reported"):
        return False
    return bool(bearer.iris & {e.iri for e in speakers(analysis, modal.i)})


def _is_doubtful(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether the future of *verb* is only hoped for, expected, asked or set as a condition."""
    current = verb
    while current.dep_ == "conj" and is_verb(current.head):
        current = current.head
    if current.dep_ == "relcl" or is_hypothetical(verb, lexicon):
        return True
    head = current.head
    return (
        current.dep_ in {"ccomp", "advcl", "acl", "xcomp"}
        and head.i < current.i
        and head.lemma_.lower() in lexicon.words("doubt", "governors")
    )


def _is_promise(
    analysis: Analysis, head: Token, action: Action, lexicon: CommitmentLexicon, *, negated: bool
) -> bool:
    """Say whether to do *action* is something one can promise, and not a stance or the management of a speech."""
    lemma = head.lemma_.lower()
    if is_passive(head):
        return False
    if lemma in lexicon.words("pledge", "kept"):
        return action.last - action.first > 1
    if lemma in lexicon.words("pledge", "not_promised"):
        return False
    if not negated:
        return True
    mentions = analysis.resolver.mentions_in(action.first, action.last)
    return lemma not in lexicon.words("refusals", "verbs") and not any(
        analysis.resolver.is_a(m.entity, "Mechanism") for m in mentions
    )
