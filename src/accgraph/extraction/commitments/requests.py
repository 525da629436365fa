"""Requests: a verb or noun of asking, the noun phrases after it that may name who is asked.

And the verbs asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import has_to
from accgraph.extraction.commitments.findings import Kind
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.syntax import coordinated, is_passive, is_verb, objects, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = [
    "Request",
    "addressees_of",
    "answering",
    "further_verbs",
    "gapped_subject",
    "inner_agents",
    "inner_clauses",
    "verbs_asked_for",
]

_CLAUSE = 14
_OBLIGING = frozenset({"must", "should", "shall"})


@dataclass(frozen=True, slots=True)
class Request:
    """A verb or noun of asking: its token, kind and rule, and whose request it is."""

    trigger: Token
    kind: Kind
    rule: str
    by: tuple[Role, ...]
    sure: float


def addressees_of(request: Request, lexicon: CommitmentLexicon) -> list[Token]:
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
    if not found and trigger.pos_ == "NOUN":
        found = answering(trigger, lexicon)
    nobody = lexicon.words("demand", "durations") | {"that"}
    return sorted({t for t in found if t.lemma_.lower() not in nobody}, key=lambda t: t.i)


def answering(noun: Token, lexicon: CommitmentLexicon) -> list[Token]:
    """Return who answers the request that *noun* names, and so is the one asked.

    "*B* ignored A's appeals to do X", "*B* complied with the order to", "Despite calls to do X, *B* ...".
    """
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    despite = noun.head.lower_ in lexicon.words("demand", "despite")
    answers = noun.dep_ in {"dobj", "pobj"} and verb.lemma_.lower() in lexicon.words("demand", "answering")
    return subjects(verb) if (despite or answers) and is_verb(verb) and not is_passive(verb) else []


def further_verbs(
    analysis: Analysis, request: Request, verbs: Sequence[tuple[Token, Token | None]]
) -> Iterator[tuple[Token, Token | None]]:
    """Yield the elliptical rest of "urged A to do X and B to do Y".

    The verb Y and the name B right before it; with nobody, the bare verbs of "do X; do Y; and do Z".
    """
    if not verbs:
        return
    doc = request.trigger.doc
    taken = {v.i for v, _ in verbs}
    for semicolon in doc[verbs[0][0].i + 1 : request.trigger.sent.end - 1]:
        listed = _listed_after(semicolon) if semicolon.text == ";" else None
        if listed is not None and listed.i not in taken:
            yield listed, None
    for to in doc[verbs[0][0].i + 1 : request.trigger.sent.end - 1]:
        verb = doc[to.i + 1]
        if to.lower_ != "to" or verb.tag_ != "VB" or verb.i in taken:
            continue
        subject = gapped_subject(analysis, verb)
        if subject is not None:
            yield verb, subject


def _listed_after(semicolon: Token) -> Token | None:
    """Return the bare verb, without a subject of its own, that follows *semicolon*, "and" and adverbs."""
    for token in semicolon.doc[semicolon.i + 1 : min(semicolon.i + 6, semicolon.sent.end)]:
        if token.tag_ == "VB" and is_verb(token):
            own = any(c.dep_ in {"nsubj", "nsubjpass"} or c.tag_ == "MD" for c in token.children)
            return None if own else token
        if token.pos_ not in {"ADV", "PUNCT", "CCONJ", "PART"}:
            return None
    return None


def gapped_subject(analysis: Analysis, verb: Token) -> Token | None:
    """Return who is named right before "to" and *verb*, after "and" or a comma: "..., and B to do Y".

    An aside between commas may part the two: "and B, which sells the arms, to do Y".
    """
    doc, first = verb.doc, verb.sent.start
    last = verb.i - 2
    if last <= first or doc[last + 1].lower_ != "to":
        return None
    if doc[last].text == ",":
        last -= 1
        while last > first and doc[last].text != ",":
            last -= 1
        if doc[last + 1].lower_ in {"and", "or", "to"}:
            return None
        last -= 1
    mention = analysis.resolver.mention_at(last)
    if mention is None or not analysis.resolver.is_a(mention.entity, "Actor"):
        return None
    before = mention.first - 1
    while before > first and doc[before].pos_ == "DET":
        before -= 1
    return doc[mention.head] if before > first and doc[before].lower_ in {"and", ","} else None


def verbs_asked_for(request: Request, addressees: Sequence[Token]) -> list[tuple[Token, Token | None]]:
    """Return the infinitives that depend on *request*, each with a subject of its own if it has one."""
    trigger = request.trigger
    anchors = {trigger, *addressees, *(c for a in addressees for c in coordinated(a))}
    anchors |= {d for a in addressees for d in a.subtree if d.pos_ in {"NOUN", "PROPN", "ADP"}}
    if not is_verb(trigger) or trigger.dep_ == "conj":
        anchors.add(trigger.head)
    passive = is_verb(trigger) and is_passive(trigger)
    answered = trigger.pos_ == "NOUN" and not any(trigger.is_ancestor(a) for a in addressees)
    if answered and trigger.dep_ == "pobj":
        anchors.add(trigger.head.head)
    result: list[tuple[Token, Token | None]] = []
    for token in trigger.doc[trigger.i + 1 : trigger.sent.end]:
        if token.tag_ not in {"VB", "VBP", "NN", "NNP", "RB"} or not (has_to(token) or _after_to(token)):
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
        if _is_question(token) or _is_leave(token):
            continue
        if subject is None and not passive and not any(a.i < token.i for a in addressees) and not answered:
            continue
        if any(v.is_ancestor(token) for v, _ in result) and subject is None:
            continue
        result.append((token, subject))
    return result


def _is_question(verb: Token) -> bool:
    """Say whether "to" and *verb* tell what is asked or told about: "told B *how* to do X"."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i), None)
    return to is not None and to.i > verb.sent.start and to.nbor(-1).tag_ in {"WRB", "WP", "WDT"}


def _is_leave(verb: Token) -> bool:
    """Say whether who asks wants leave to do what *verb* says: "asked B *for permission* to do X"."""
    return verb.dep_ == "acl" and verb.head.dep_ == "pobj" and verb.head.lemma_.lower() in word_list("leave")


def _after_to(token: Token) -> bool:
    """Say whether *token* stands after "to" and a colon or a quotation mark.

    As before a list or a quotation.
    """
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
    between = token.doc[before[-1].i + 1 : token.i]
    if _is_relative(between) or _is_aside(between):
        return True
    return not any(
        t.tag_.startswith("V") or t.tag_ == "MD" for t in between if t.i not in inside or t.dep_ == "ROOT"
    )


def _is_relative(between: Span) -> bool:
    """Say whether *between* is one short relative clause and "to" ("the State that imposed them to")."""
    verbs = [t for t in between if t.tag_ in {"VBZ", "VBP", "VBD", "MD"}]
    opens = len(between) > 1 and between[0].tag_ in {"WDT", "WP"}
    opens = opens and (between[1].pos_ in {"VERB", "AUX", "ADV"} or between[-2].pos_ not in {"VERB", "AUX"})
    return opens and len(verbs) == 1 and len(between) <= _CLAUSE


def _is_aside(between: Span) -> bool:
    """Say whether *between* is no more than an aside between commas and "to"."""
    commas = [t.i for t in between if t.text == ","]
    first, last = between[0].i, between[-1].i
    return len(commas) == 2 and commas[0] <= first + 1 and commas[1] == last - 1 and len(between) <= _CLAUSE


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
        bare = bare or (token.tag_ == "VBD" and token.lower_ in {"set", "put", "let", "cut", "shut"})
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


def inner_agents(noun: Token) -> list[Token]:
    """Return who is to do what *noun* names: after "by" or "from", and after "of" for help and the like."""
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
