"""Demands and orders: verbs and nouns of asking, with the one who is asked and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, actions_of, has_to, phrase_action
from accgraph.extraction.commitments.asking import demanders, is_performed
from accgraph.extraction.commitments.bearers import Party, party_of
from accgraph.extraction.commitments.findings import Finding, Kind
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.modality import ModalityLexicon
from accgraph.extraction.reference import coordinated
from accgraph.extraction.syntax import agents, is_passive, is_verb, objects, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_demands", "inner_clauses"]

_OBLIGING = frozenset({"must", "should", "shall"})


@dataclass(frozen=True, slots=True)
class _Request:
    """A verb or noun of asking: its token, kind and rule, and whose request it is."""

    trigger: Token
    kind: Kind
    rule: str
    by: tuple[Role, ...]
    sure: float


def find_demands(
    analysis: Analysis, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield the demands, and the orders of courts, that a verb or noun of asking makes."""
    for token in analysis.parsed.doc:
        if analysis.parsed.is_scaffold(token.i):
            continue
        request = _request(analysis, token, lexicon, modality)
        if request is not None:
            found = list(_of_request(analysis, request, lexicon))
            yield from found


def _request(
    analysis: Analysis, token: Token, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> _Request | None:
    lemma = token.lemma_.lower()
    if is_verb(token):
        verbs = lexicon.words("demand", "object", "that", "expecting") | set(lexicon.prepositions)
        verbs |= lexicon.words("duty", "orders", "verbs")
        if lemma not in verbs or not is_performed(token, modality, lexicon):
            return None
        return _verbal(analysis, token, lemma, lexicon)
    if token.pos_ == "NOUN" and lemma in lexicon.words("demand", "nouns"):
        return _nominal(analysis, token, lexicon, modality)
    return None


def _verbal(analysis: Analysis, token: Token, lemma: str, lexicon: CommitmentLexicon) -> _Request | None:
    askers = agents(token) if is_passive(token) else subjects(token)
    nouns = {a.lemma_.lower() for a in askers}
    if nouns & lexicon.words("demand", "proposals"):
        return None
    by, explicit = demanders(analysis, token, lexicon)
    judged = nouns & lexicon.words("duty", "courts") or any(
        analysis.resolver.is_a(r.entity, "Court", "Tribunal") for r in by if explicit or is_passive(token)
    )
    rule = "demand-passive" if is_passive(token) else "demand-verb"
    if nouns & lexicon.words("duty", "instruments") and lemma in lexicon.words("duty", "orders", "verbs"):
        return _Request(token, "duty", "duty-instrument", _source_of(analysis, askers), 0.85)
    if judged and lemma in lexicon.words("duty", "orders"):
        return _Request(token, "duty", "duty-order", by, 0.9)
    if lemma in lexicon.words("duty", "verbs"):
        return None
    if lemma in lexicon.words("demand", "expecting"):
        first = any(a.lower_ in {"we", "i"} for a in askers)
        return _Request(token, "demand", rule, by, 0.7) if first else None
    sure = 0.95 if explicit else 0.8 if is_passive(token) else 0.85
    return _Request(token, "demand", rule, by, sure)


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
) -> _Request | None:
    head = token.head
    while head.pos_ in {"ADP", "NOUN"} and head.head != head:
        head = head.head
    owned = any(c.dep_ == "poss" for c in token.children)
    makes = is_verb(head) and head.lemma_.lower() in lexicon.words("demand", "making")
    if not makes and not owned:
        return None
    if is_verb(head) and not is_performed(head, modality, lexicon):
        return None
    by, explicit = demanders(analysis, token, lexicon)
    if not by and not explicit:
        return None
    return _Request(token, "demand", "demand-noun", by, 0.85)


def _of_request(analysis: Analysis, request: _Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield what *request* asks of whom: infinitives first, then clauses, then nouns, then the list to come."""
    found = list(_infinitives(analysis, request, lexicon))
    if not found:
        found = list(_clauses(analysis, request, lexicon))
    if not found:
        found = list(_nouns(analysis, request, lexicon))
    if not found:
        found = list(_open(analysis, request, lexicon))
    yield from found


def _addressees(request: _Request, lexicon: CommitmentLexicon) -> list[Token]:
    """Return the heads of the noun phrases that may name who is asked, in text order."""
    trigger = request.trigger
    lemma = trigger.lemma_.lower()
    found: list[Token] = []
    if is_verb(trigger):
        takes_object = lexicon.words("demand", "object") | lexicon.words("duty", "orders", "verbs")
        if is_passive(trigger):
            found += [o for o in objects(trigger) if o.dep_ != "attr"]
            prepositions: frozenset[str] = frozenset()
        else:
            if lemma in takes_object:
                found += [
                    c
                    for c in trigger.children
                    if c.dep_ in {"dobj", "dative", "obj"} and c.pos_ != "ADP" and c.i > trigger.i
                ]
            prepositions = lexicon.prepositions.get(lemma, frozenset())
    else:
        prepositions = lexicon.words("demand", "noun_prepositions")
    for child in trigger.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in prepositions and child.i > trigger.i:
            inner = [c for c in child.children if c.dep_ == "pobj"]
            found += inner or [c for c in trigger.children if c.dep_ == "dobj" and c.i > child.i]
            found += [
                c
                for p in child.children
                if p.dep_ == "prep" and p.lower_ in {"on", "upon"}
                for c in p.children
                if c.dep_ == "pobj"
            ]
            for conjunct in child.children:
                if conjunct.dep_ == "conj" and conjunct.pos_ == "ADP":
                    found += [c for c in conjunct.children if c.dep_ == "pobj"]
        if child.dep_ == "prt" and child.lower_ in prepositions:
            found += [
                c
                for c in (*trigger.children, *child.children)
                if c.dep_ in {"dobj", "obj", "pobj"} and c.i > child.i
            ]
            if not found and trigger.doc[child.i + 1].lower_ in {"all", "those", "everyone"}:
                found.append(trigger.doc[child.i + 1])
    return sorted({t for t in found if t.lower_ != "that"}, key=lambda t: t.i)


def _further(
    analysis: Analysis, request: _Request, verbs: Sequence[tuple[Token, Token | None]]
) -> Iterator[tuple[Token, Token]]:
    """Yield the elliptical rest of "urged A to do X and B to do Y": the verb Y and the name B right before it."""
    if not verbs:
        return
    doc = request.trigger.doc
    taken = {v.i for v, _ in verbs}
    for to in doc[verbs[0][0].i + 1 : request.trigger.sent.end - 1]:
        verb = doc[to.i + 1]
        mention = analysis.resolver.mention_at(to.i - 1)
        if to.lower_ != "to" or verb.tag_ != "VB" or verb.i in taken or mention is None:
            continue
        before = mention.first - 1
        while before > 0 and doc[before].pos_ == "DET":
            before -= 1
        if doc[before].lower_ in {"and", ","} and analysis.resolver.is_a(mention.entity, "Actor"):
            yield verb, doc[mention.head]


def _verbs_asked_for(request: _Request, addressees: Sequence[Token]) -> list[tuple[Token, Token | None]]:
    """Return the infinitives that depend on *request*, each with a subject of its own if it has one."""
    trigger = request.trigger
    anchors = {trigger, *addressees, *(c for a in addressees for c in coordinated(a))}
    anchors |= {d for a in addressees for d in a.subtree if d.pos_ in {"NOUN", "PROPN", "ADP"}}
    if not is_verb(trigger) or trigger.dep_ == "conj":
        anchors.add(trigger.head)
    passive = is_verb(trigger) and is_passive(trigger)
    result: list[tuple[Token, Token | None]] = []
    for token in trigger.doc[trigger.i + 1 : trigger.sent.end]:
        if token.tag_ not in {"VB", "VBP", "NN", "NNP"} or not (has_to(token) or _after_to(token)):
            continue
        subject = next(
            (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > trigger.i), None
        )
        direct = token.head in anchors and token.dep_ in {
            "xcomp",
            "advcl",
            "ccomp",
            "acl",
            "relcl",
            "conj",
            "pcomp",
            "pobj",
            "prep",
        }
        if token.dep_ == "conj" and any(token.head == v for v, _ in result):
            if subject is None:
                continue
            direct = True
        if not direct and not (result == [] and _follows_addressee(token, addressees)):
            continue
        if subject is None and not passive and not any(a.i < token.i for a in addressees):
            continue
        if any(v.is_ancestor(token) for v, _ in result) and subject is None:
            continue
        result.append((token, subject))
    return result


def _after_to(token: Token) -> bool:
    """Say whether *token* stands after "to" and a colon or a quotation mark, as before a list or a quotation."""
    k = token.i - 1
    while k > token.sent.start and token.doc[k].text in {":", '"', "'", "``", "''", "*", "**"}:
        k -= 1
    return k < token.i - 1 and token.doc[k].lower_ == "to" and token.tag_ in {"VB", "VBP"}


def _follows_addressee(token: Token, addressees: Sequence[Token]) -> bool:
    """Say whether only the phrase of an addressee stands between it and the infinitive *token*."""
    before = [a for a in addressees if a.i < token.i]
    if not before:
        return False
    inside = {t.i for t in before[-1].subtree}
    return not any(
        t.tag_.startswith("V") or t.tag_ == "MD"
        for t in token.doc[before[-1].i + 1 : token.i]
        if t.i not in inside or t.dep_ == "ROOT"
    )


def _infinitives(analysis: Analysis, request: _Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    addressees = _addressees(request, lexicon)
    verbs = _verbs_asked_for(request, addressees)
    verbs = sorted([*verbs, *_further(analysis, request, verbs)], key=lambda pair: pair[0].i)
    closing = lexicon.words("trailing", "openers")
    for number, (verb, subject) in enumerate(verbs):
        named = subject if subject is not None and subject not in addressees else None
        candidates = [a for a in addressees if a.i < verb.i]
        if named is None and not candidates:
            continue
        asked = named if named is not None else candidates[-1]
        bearer = party_of(analysis, asked, lexicon, any_noun=True, but=_iris(request))
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
        for action in actions_of(analysis.parsed, verb, closing, limit=limit):
            yield _finding(request, bearer, action)


def _clauses(analysis: Analysis, request: _Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
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
    if asked and is_verb(trigger):
        given = party_of(analysis, asked[0], lexicon, any_noun=False)
    for verb, subject in inner_clauses(trigger, strict=strict):
        bearer = party_of(analysis, subject, lexicon, any_noun=False, but=_iris(request))
        if given and (subject.tag_ == "PRP" or not bearer):
            bearer = given
        if is_passive(verb):
            agent = agents(verb)
            if not agent:
                continue
            bearer = party_of(analysis, agent[0], lexicon, any_noun=False)
            if bearer:
                first = min(t.i for t in subject.subtree)
                yield _finding(request, bearer, Action(first, _last(verb), verb.i), rule="demand-that")
            continue
        if not bearer:
            continue
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            yield _finding(request, bearer, action, rule="demand-that")


def inner_clauses(trigger: Token, *, strict: bool) -> Iterator[tuple[Token, Token]]:
    """Yield the verbs of the clauses that say what *trigger* asks, with their subjects.

    Their verbs are bare ("that Israel halt") or have a modal of obligation; with *strict* only the latter.
    """
    for token in trigger.doc[trigger.i + 1 : trigger.sent.end]:
        if not is_verb(token):
            continue
        marked = any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children)
        below = token.head == trigger and token.dep_ in {"ccomp", "acl", "relcl", "advcl"}
        listed = (
            marked
            and (token.dep_ in {"ROOT", "conj", "ccomp", "dep", "relcl", "acl"})
            and _another_that(token, trigger)
        )
        if not below and not listed:
            continue
        subject = next(
            (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i), None
        )
        if subject is None or subject.lower_ in {"which", "who"}:
            continue
        if any(c.tag_ in {"WP", "WRB", "WDT"} or c.lower_ in {"if", "whether"} for c in token.children):
            continue
        modal = any(c.dep_ == "aux" and c.lower_ in _OBLIGING for c in token.children)
        third = subject.tag_ in {"NN", "NNP"} or subject.lower_ in {"it", "he", "she"}
        passive_bare = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in token.children)
        plural = trigger.lemma_.lower() != "insist" and token.lemma_ not in {"be", "have"}
        bare = token.tag_ == "VB" or (token.tag_ == "VBP" and (third or plural)) or passive_bare
        has_other = any(c.dep_ == "aux" and c.lower_ not in _OBLIGING for c in token.children)
        if has_other:
            continue
        if modal or (bare and not strict):
            yield token, subject


def _another_that(token: Token, trigger: Token) -> bool:
    """Say whether the clause of *token* stands in the list of that-clauses that follows *trigger*."""
    thats = [t for t in trigger.doc[trigger.i + 1 : token.i] if t.lower_ == "that" and t.dep_ == "mark"]
    if not thats:
        return False
    before = thats[-1].i - 1
    return trigger.doc[before].text in {":", ";", ","} or trigger.doc[before].lower_ == "and"


def _last(verb: Token) -> int:
    return max(t.i for t in verb.subtree) + 1


def _nouns(analysis: Analysis, request: _Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
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
        bearers = [b for w in wanted for b in _inner_agents(w)]
    if not wanted or not bearers:
        return
    bearer = party_of(analysis, bearers[0], lexicon, any_noun=False)
    action = phrase_action(analysis.parsed, wanted[0], lexicon.words("trailing", "openers"))
    if bearer and action is not None and not bearer.first_person:
        yield _finding(request, bearer, action, rule="demand-object", sure=0.75)


def _inner_agents(noun: Token) -> list[Token]:
    found = [
        c
        for p in noun.subtree
        if p.lower_ in {"by", "from"} and p.dep_ in {"prep", "agent"}
        for c in p.children
        if c.dep_ == "pobj"
    ]
    if noun.lemma_.lower() in {"support", "help", "assistance", "cooperation", "backing", "co-operation"}:
        found += [c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
    return found


def _open(analysis: Analysis, request: _Request, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield the demand whose actions are the items of the list that its block introduces."""
    parsed = analysis.parsed
    block = parsed.block_of[request.trigger.i]
    _, last = parsed.block_range(block)
    if not parsed.blocks[block].text.endswith(":") or request.trigger.sent.end < last:
        return
    addressees = _addressees(request, lexicon)
    if not addressees:
        after = [t for t in parsed.doc[request.trigger.i + 1 : last] if t.dep_ in {"nsubj", "pobj", "dobj"}]
        addressees = (
            after[-1:]
            if any(t.lower_ in {"that", "to"} for t in parsed.doc[request.trigger.i : last])
            else []
        )
    if addressees:
        bearer = party_of(analysis, addressees[0], lexicon, any_noun=False, but=_iris(request))
        if bearer:
            yield _finding(request, bearer, None)


def _iris(request: _Request) -> frozenset[str]:
    return frozenset(r.entity.iri for r in request.by)


def _finding(
    request: _Request,
    bearer: Party,
    action: Action | None,
    *,
    rule: str | None = None,
    sure: float | None = None,
) -> Finding:
    trigger = request.trigger
    last = trigger.i + 1
    chosen = request.rule if request.kind == "duty" or rule is None else rule
    finding = Finding(request.kind, chosen, (trigger.i, last), bearer, action, request.by, request.sure)
    return finding if sure is None else replace(finding, sure=sure * request.sure)
