"""Demands and orders: verbs and nouns of asking, with the one who is asked and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, actions_of, phrase_action
from accgraph.extraction.commitments.asking import demanders, is_performed
from accgraph.extraction.commitments.bearers import Party, party_of
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.requests import (
    Request,
    addressees_of,
    further_verbs,
    gapped_subject,
    inner_agents,
    inner_clauses,
    verbs_asked_for,
)
from accgraph.extraction.commitments.status import status_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.syntax import agents, is_passive, is_verb, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["find_demands", "introduces"]


def find_demands(
    analysis: Analysis, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield the demands, and the orders of courts, that a verb or noun of asking makes."""
    for token in analysis.parsed.tokens:
        if analysis.parsed.is_scaffold(token.i) and token.lower_ not in {"urge", "ask"}:
            continue
        request = _request(analysis, token, lexicon, modality)
        if request is not None:
            for finding in _of_request(analysis, request, lexicon):
                is_duty = finding.kind == "duty"
                yield replace(finding, status=status_of(token, lexicon)) if is_duty else finding


def _request(
    analysis: Analysis, token: Token, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Request | None:
    lemma = token.lemma_.lower()
    if is_verb(token):
        asks = (
            lemma in lexicon.words("demand", "object", "that", "expecting") or lemma in lexicon.prepositions
        )
        orders = lemma in lexicon.words("duty", "orders", "verbs")
        if not (asks or orders) or not is_performed(token, modality, lexicon):
            return None
        return _verbal(analysis, token, lemma, lexicon)
    if token.pos_ == "NOUN" and lemma in lexicon.words("demand", "nouns"):
        return _nominal(analysis, token, lexicon, modality)
    return None


def _verbal(analysis: Analysis, token: Token, lemma: str, lexicon: CommitmentLexicon) -> Request | None:
    askers = agents(token) if is_passive(token) else subjects(token)
    nouns = {a.lemma_.lower() for a in askers}
    if nouns & lexicon.words("demand", "proposals"):
        return None
    by, explicit = demanders(analysis, token, lexicon)
    operative = not askers and token.text[:1].isupper()
    operative = operative or any(analysis.parsed.is_scaffold(a.i) for a in askers)
    judged = nouns & lexicon.words("duty", "courts") or any(
        analysis.resolver.is_a(r.entity, "Court", "Tribunal")
        for r in by
        if explicit or operative or is_passive(token) or any(a.lower_ == "it" for a in askers)
    )
    rule = "demand-passive" if is_passive(token) else "demand-verb"
    if nouns & lexicon.words("duty", "instruments") and lemma in lexicon.words("duty", "orders", "verbs"):
        return Request(token, "duty", "duty-instrument", _source_of(analysis, askers), 0.85)
    if judged and lemma in lexicon.words("duty", "orders"):
        return Request(token, "duty", "duty-order", by, 0.9)
    if lemma in lexicon.words("duty", "verbs"):
        return None
    if lemma in lexicon.words("demand", "expecting"):
        first = any(a.lower_ in {"we", "i"} or analysis.parsed.is_scaffold(a.i) for a in askers)
        reported = lemma == "want" and explicit and token.tag_ in {"VBZ", "VBP", "VBD"}
        return Request(token, "demand", rule, by, 0.7 if first else 0.6) if first or reported else None
    sure = 0.95 if explicit else 0.8 if is_passive(token) else 0.85
    return Request(token, "demand", rule, by, sure)


def _source_of(analysis: Analysis, instruments: Sequence[Token]) -> tuple[Role, ...]:
    """Return the court whose order it is that binds; nobody for a treaty or law."""
    found = []
    for token in instruments:
        for child in token.children:
            owners = (
                [child]
                if child.dep_ in {"poss", "compound"}
                else [c for c in child.children if c.dep_ == "pobj"]
            )
            for owner in owners:
                for mention in analysis.resolver.resolve(owner):
                    if analysis.resolver.is_a(mention.entity, "Court"):
                        found.append(analysis.role(mention, analysis.resolver.acting(mention.entity)))
    return tuple(found[:1])


def _nominal(
    analysis: Analysis, token: Token, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Request | None:
    head = token.head
    while head.pos_ in {"ADP", "NOUN"} and head.head != head:
        head = head.head
    owned = any(c.dep_ == "poss" for c in token.children)
    answered = head.lemma_.lower() in lexicon.words("demand", "answering") or (
        token.head.lower_ in lexicon.words("demand", "despite")
    )
    owned = owned or (answered and any(c.lower_ in {"by", "of", "from"} for c in token.children))
    makes = is_verb(head) and head.lemma_.lower() in lexicon.words("demand", "making")
    verb_after_all = _is_verb_after_all(token, lexicon)
    if not (makes or owned or verb_after_all):
        return None
    if is_verb(head) and not (is_performed(head, modality, lexicon) or (answered and owned)):
        return None
    by, explicit = demanders(analysis, token, lexicon)
    if not (by or explicit or verb_after_all):
        return None
    if token.lemma_.lower() == "order" and any(
        analysis.resolver.is_a(r.entity, "Court", "Tribunal") for r in by
    ):
        return Request(token, "duty", "duty-order", by, 0.85)
    return Request(token, "demand", "demand-noun", by, 0.85)


def _is_verb_after_all(noun: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether the tagger has taken a verb for the plural of a noun.

    "; calls on the States to", "the Community appeals to its partners to".
    """
    if noun.tag_ != "NNS" or noun.i + 1 >= noun.sent.end or noun.i == 0:
        return False
    if noun.nbor().lower_ not in lexicon.prepositions.get(noun.lemma_.lower(), ()):
        return False
    before = noun.nbor(-1)
    if before.text in {";", ":"} or (before.lower_ == "and" and noun.nbor(-2).text in {";", ","}):
        return True
    return before.dep_ == "compound" and before.text[:1].isupper() and noun.dep_ in {"conj", "ROOT", "dep"}


def _of_request(analysis: Analysis, request: Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield what *request* asks of whom.

    Infinitives first, then clauses, then nouns, then the list to come.
    """
    found = list(_infinitives(analysis, request, lexicon))
    if not found:
        found = list(_clauses(analysis, request, lexicon))
    if not found:
        found = list(_nouns(analysis, request, lexicon))
    if not found:
        found = list(_open(analysis, request, lexicon))
    yield from found


def _infinitives(analysis: Analysis, request: Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    addressees = addressees_of(request, lexicon)
    verbs = verbs_asked_for(request, addressees)
    verbs = sorted([*verbs, *further_verbs(analysis, request, verbs)], key=lambda pair: pair[0].i)
    verbs = [(v, s or (gapped_subject(analysis, v) if k else None)) for k, (v, s) in enumerate(verbs)]
    closing = lexicon.words("trailing", "openers")
    for number, (verb, subject) in enumerate(verbs):
        dissuades = request.trigger.lemma_.lower() in lexicon.words("demand", "dissuading")
        if dissuades and not any(c.dep_ == "neg" for c in verb.children):
            continue
        if request.trigger.lemma_ == "invite" and verb.lemma_.lower() in lexicon.words(
            "demand", "hospitality"
        ):
            continue
        named = subject if subject is not None and subject not in addressees else None
        candidates = [a for a in addressees if a.i < verb.i] or _behind(request, addressees)
        if named is None and not candidates:
            continue
        asked = named if named is not None else candidates[-1]
        bearer = party_of(analysis, asked, lexicon, any_noun=True, but=_iris(analysis, request))
        if named is None and not number and len(candidates) > 1 and _are_joined(candidates):
            parties = [
                party_of(analysis, a, lexicon, any_noun=True, but=_iris(analysis, request))
                for a in candidates
            ]
            bearer = Party([r for p in parties for r in p.roles], min(p.sure for p in parties))
        if not bearer:
            continue
        limit = None
        if number + 1 < len(verbs):
            nxt, next_subject = verbs[number + 1]
            starts = [a.i for a in addressees if verb.i < a.i < nxt.i]
            limit = min([nxt.i, *starts, *([next_subject.left_edge.i] if next_subject is not None else [])])
            while limit - 1 > verb.i and request.trigger.doc[limit - 1].lower_ in {
                "on",
                "upon",
                "for",
                "to",
                "and",
                ",",
                "as",
                "well",
                "the",
                "all",
                "urgently",
                "immediately",
            }:
                limit -= 1
        if number and subject is None and _is_item(analysis, request):
            continue
        split = not _is_item(analysis, request)
        for action in actions_of(analysis.parsed, verb, closing, split=split, limit=limit):
            yield _finding(analysis, request, bearer, action)


def _behind(request: Request, addressees: Sequence[Token]) -> list[Token]:
    """Return who is named behind what is asked.

    "Asked by A to do X, *B* ...", "Despite calls to do X, *B* ...".
    """
    trigger = request.trigger
    opens = trigger.dep_ == "advcl" if is_verb(trigger) else trigger.dep_ == "pobj"
    return [a for a in addressees if opens and not trigger.is_ancestor(a)][:1]


def _is_item(analysis: Analysis, request: Request) -> bool:
    """Say whether *request* is what leads a list over one of its items, which asks for one thing."""
    return analysis.parsed.is_scaffold(request.trigger.i)


def _are_joined(addressees: Sequence[Token]) -> bool:
    """Say whether "and" stands between each two of *addressees*: "on A, and above all on B, to"."""
    doc = addressees[0].doc
    return all(
        any(t.lower_ == "and" for t in doc[a.i + 1 : b.i]) and not any(is_verb(t) for t in doc[a.i + 1 : b.i])
        for a, b in pairwise(addressees)
    )


def _clauses(analysis: Analysis, request: Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    trigger = request.trigger
    if is_verb(trigger) and trigger.lemma_.lower() not in lexicon.words("demand", "that") | lexicon.words(
        "duty", "orders"
    ):
        return
    strict = trigger.lemma_.lower() in lexicon.words("demand", "that_with_modal") | {"decide"}
    asked = [
        c
        for p in trigger.subtree
        if p.dep_ == "prep"
        and p.lower_ in {"of", "from", "on"}
        and p.i < trigger.i + 12
        and (p.head == trigger or p.head.head == trigger)
        for c in p.children
        if c.dep_ == "pobj"
    ]
    given: Party | None = None
    before: Party | None = None
    if asked and is_verb(trigger):
        given = party_of(analysis, asked[0], lexicon, any_noun=False)
    for verb, subject in inner_clauses(trigger, strict=strict):
        bearer = party_of(analysis, subject, lexicon, any_noun=False, but=_iris(analysis, request))
        if given and (subject.tag_ == "PRP" or not bearer):
            bearer = given
        if not bearer and subject.tag_ == "PRP" and before is not None:
            bearer = before
        before = bearer or before
        if is_passive(verb):
            agent = agents(verb)
            if not agent:
                continue
            bearer = party_of(analysis, agent[0], lexicon, any_noun=False)
            if bearer:
                first = min(t.i for t in subject.subtree)
                yield _finding(
                    analysis, request, bearer, Action(first, _last(verb), verb.i), rule="demand-that"
                )
            continue
        if not bearer:
            continue
        split = not _is_item(analysis, request)
        closing = lexicon.words("trailing", "openers")
        for action in actions_of(analysis.parsed, verb, closing, split=split):
            yield _finding(analysis, request, bearer, action, rule="demand-that")


def _last(verb: Token) -> int:
    return max(t.i for t in verb.subtree) + 1


def _nouns(analysis: Analysis, request: Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield what is asked for with a noun: "called on B for X", "demanded X from B", "called for X by B"."""
    trigger = request.trigger
    lemma = trigger.lemma_.lower()
    if not is_verb(trigger) or is_passive(trigger):
        return
    wanted: list[Token] = []
    bearers: list[Token] = []
    prepositions = {c.lower_: c for c in trigger.children if c.dep_ in {"prep", "dative"} and c.i > trigger.i}
    things = [c for c in trigger.children if c.dep_ in {"dobj", "obj"}]
    ways = lexicon.for_nouns.get(lemma, frozenset())
    asked_for = [c for c in prepositions["for"].children if c.dep_ == "pobj"] if "for" in prepositions else []
    if asked_for:
        for preposition in ("on", "upon", "to", "from"):
            if preposition in ways and preposition in prepositions:
                bearers += [c for c in prepositions[preposition].children if c.dep_ == "pobj"]
        if "object" in ways:
            bearers += things
        wanted = asked_for
    elif things and ways:
        for preposition in ("from", "of"):
            if preposition in ways and preposition in prepositions:
                bearers += [c for c in prepositions[preposition].children if c.dep_ == "pobj"]
        wanted = things
    if not bearers and (lemma in {"call", "ask", "urge", "demand", "request", "press", "appeal"}):
        wanted = asked_for or (things if "by" in ways else [])
        bearers = [b for w in wanted for b in inner_agents(w)]
    if not wanted or not bearers:
        return
    bearer = party_of(analysis, bearers[0], lexicon, any_noun=False)
    action = phrase_action(analysis.parsed, wanted[0], lexicon.words("trailing", "openers"))
    if bearer and action is not None and not bearer.first_person:
        yield _finding(analysis, request, bearer, action, rule="demand-object", sure=0.75)


def _open(analysis: Analysis, request: Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield the demand whose actions are the items of the list that its block introduces."""
    parsed = analysis.parsed
    block = parsed.block_of[request.trigger.i]
    _, last = parsed.block_range(block)
    if not introduces(parsed, block) or request.trigger.sent.end < last:
        return
    addressees = addressees_of(request, lexicon)
    if not addressees:
        after = [
            t
            for t in parsed.doc[request.trigger.i + 1 : last]
            if t.dep_ in {"nsubj", "pobj", "dobj"} or (t.dep_ == "ccomp" and t.pos_ in {"NOUN", "PROPN"})
        ]
        addressees = (
            after[-1:]
            if any(t.lower_ in {"that", "to"} for t in parsed.doc[request.trigger.i : last])
            else []
        )
    if addressees:
        bearer = party_of(analysis, addressees[0], lexicon, any_noun=False, but=_iris(analysis, request))
        if bearer:
            yield _finding(analysis, request, bearer, None)


def introduces(parsed: ParsedText, block: int) -> bool:
    """Say whether *block* leads to a list: it ends with a colon, or without a stop right before an item."""
    text = parsed.blocks[block].text
    follows = block + 1 < len(parsed.blocks) and parsed.blocks[block + 1].kind == "item"
    return text.endswith(":") or (follows and text[-1] not in ".!?;" and parsed.blocks[block].kind != "item")


def _iris(analysis: Analysis, request: Request) -> frozenset[str]:
    """Return the IRIs of those who ask, and of the states and bodies for which they do."""
    entities = [r.entity for r in request.by]
    return frozenset(e.iri for r in entities for e in (r, analysis.resolver.principal(r)))


def _finding(
    analysis: Analysis,
    request: Request,
    bearer: Party,
    action: Action | None,
    *,
    rule: str | None = None,
    sure: float | None = None,
) -> Finding:
    trigger = request.trigger
    first, last = trigger.i, trigger.i + 1
    while analysis.parsed.is_scaffold(first):
        first, last = first + 1, last + 1
    chosen = request.rule if request.kind == "duty" or rule is None else rule
    finding = Finding(request.kind, chosen, (first, last), bearer, action, request.by, request.sure)
    return finding if sure is None else replace(finding, sure=sure * request.sure)
