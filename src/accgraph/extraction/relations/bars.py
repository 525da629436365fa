"""Bars: what rules know of language tells that a pair has no position of the kind that the network reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.exceptions import is_backer
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.nationals import speaks_for_no_state
from accgraph.extraction.pronouns import SUBJECTS
from accgraph.extraction.senses import is_past
from accgraph.extraction.standing import is_of_the_past, is_question
from accgraph.extraction.syntax import is_passive, is_verb, objects, subjects
from accgraph.extraction.viewpoints import statement_between
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Pair", "is_barred"]

_STANCES = frozenset({"endorse", "reject"})
# what is only promised, demanded or hoped for has not been done
_DEEDS = frozenset({"join", "initiate", "host", "fund", "cooperate", "sanction", "withdraw"})
_UNDONE = frozenset({"conditional", "demanded", "promised", "future", "hoped", "proposed"})
_WILL = frozenset({"will", "would", "'ll"})
_ACTS = frozenset(
    {"accession", "opposition", "participation", "ratification", "support", "surrender", "withdrawal"}
)
_DOERS = frozenset({"backer", "contributor", "donor", "funder", "host", "member", "party", "supporter"})
_FORMER = frozenset({"ex", "former", "late", "retired"})
_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})


@dataclass(frozen=True, slots=True)
class Pair:
    """An actor and a mechanism, the likeliest kind of position of the one on the other, and its pole's odds.

    ``way`` are the tokens between the two in the tree of their sentence, the topmost first.
    """

    way: Sequence[Token]
    actor: Mention
    mechanism: Mention
    kind: str
    likely: float


def is_barred(analysis: Analysis, modality: ModalityLexicon, pair: Pair) -> bool:
    """Say whether what rules know of language tells that *pair* has no position of its kind."""
    return (
        _is_of_other_body(analysis, pair)
        or _is_of_other_actor(analysis, pair)
        or _is_unsaid(modality, pair)
        or (pair.kind in _STANCES and (_is_of_something_else(pair) or _is_loosened(analysis, pair)))
    )


def _is_of_other_body(analysis: Analysis, pair: Pair) -> bool:
    """Say whether the body of *pair* is none on which there is a position of its kind."""
    body = analysis.resolver.principal(pair.mechanism.entity)
    # Who refers a situation to a court starts an investigation, not the court.
    started = pair.kind == "initiate" and _is_standing_court(analysis, body)
    # What a text only describes need not be a mechanism, and is paid for as anything else is.
    return started or not body.known or (pair.kind in {"host", "join"} and _hosts_other(pair))


def _is_of_other_actor(analysis: Analysis, pair: Pair) -> bool:
    """Say whether somebody else than the actor of *pair*, or nobody named, does it."""
    doc = pair.way[0].doc
    if pair.actor.entity.label in word_list("everybody") or speaks_for_no_state(doc[pair.actor.head]):
        return True
    if _is_done_to(pair) or _is_of_former(pair) or _says_who_stands(analysis, pair):
        return True
    told = _is_told_of_another(pair) or _has_another_do(pair) or _is_of_whoever(pair)
    return told and pair.kind in _DEEDS | {"obstruct"}


def _is_unsaid(modality: ModalityLexicon, pair: Pair) -> bool:
    """Say whether what *pair* would tell is asked, demanded, put off or not done yet."""
    top, kind = pair.way[0], pair.kind
    if is_question(top) or top.doc[top.sent.start].lower_ in word_list("copied"):
        return True
    vowed = any(token.lemma_.lower() in word_list("vowing") for token in pair.way)
    if kind in _DEEDS and (vowed or modality_of(top, modality) in _UNDONE):
        return True
    if kind in _DEEDS and any(is_past(t) for t in pair.way if t.lemma_.lower() in _DOERS):
        # "X, *once* its main donor"
        return True
    if _is_none_of(pair) or _is_excepted(pair):
        return True
    acts = (t for t in pair.way if t != top and t.lemma_.lower() in _ACTS and t.pos_ == "NOUN")
    if any(modality_of(act, modality) in _UNDONE for act in acts):
        # "Abandoned its *opposition* to it", "halted its *withdrawal*"
        return True
    verbs = [token for token in pair.way if is_verb(token)]
    if any(verb.lemma_.lower() in word_list("hearsay") and is_passive(verb) for verb in verbs):
        return True
    if any(verb.lemma_.lower() in word_list("differing") for verb in verbs):
        # who disagrees over it is told, not who is for it
        return True
    if kind not in _STANCES and any(_is_put_off(verb) for verb in verbs):
        return True
    if kind == "obstruct" and any(_is_pending(verb) for verb in verbs):
        return True
    # "Peru urges Chad to support the Court" tells what neither of them does.
    below = {verb: modality_of(verb, modality) for verb in verbs if verb != top}
    # "Has the right to join" tells of nothing done; "allowed it to work" does.
    possible = [verb for verb, mode in below.items() if mode == "conditional" and not is_verb(verb.head)]
    if kind in _DEEDS - {"host"} and any(
        c.lower_ in _WILL and verb.is_ancestor(top.doc[pair.mechanism.head])
        for verb in below
        for c in verb.children
    ):
        # "Said that it *would* hand them to the Court"
        return True
    return "demanded" in below.values() or (kind in _DEEDS | {"obstruct"} and bool(possible))


def _is_none_of(pair: Pair) -> bool:
    """Say whether the actor is one of those of whom *none* does it: "*none* of X, Y and Z has"."""
    actor = pair.way[0].doc[pair.actor.head]
    among = (t for t in actor.ancestors if t.dep_ in {"nsubj", "nsubjpass", "pobj"})
    return any(t.lower_ in {"none", "neither"} for t in among)


def _is_excepted(pair: Pair) -> bool:
    """Say whether the words before the actor leave it out, or what is said of it is the contrary.

    "Few states, and *not X*, have joined it"; "X is *anything but* its friend".
    """
    doc, first = pair.way[0].doc, pair.actor.first
    before = doc[max(first - 2, pair.way[0].sent.start) : first]
    if any(t.lower_ == "not" for t in before):
        return True
    low, high = sorted((pair.actor.head, pair.mechanism.head))
    return any(doc[i].lower_ == "anything" and doc[i + 1].lower_ == "but" for i in range(low, high))


def _is_of_something_else(pair: Pair) -> bool:
    """Say whether a stance is on something else than the mechanism, or of another time.

    "Rejects the claim that *the Court is biased*", "called for *reform* of it", "*once* supported it".
    """
    words = {token.lemma_.lower() for token in pair.way}
    return (
        bool(words & word_list("reforming"))
        or statement_between(pair.way[0], pair.mechanism.head) is not None
        or any(is_of_the_past(t) or is_backer(t, pair.mechanism.head) for t in pair.way)
    )


def _is_loosened(analysis: Analysis, pair: Pair) -> bool:
    """Say whether a stance is on sanctions to be lifted: "called for *the sanctions* to be eased"."""
    loosened = word_list("easing") | word_list("loosening") | {"remove", "repeal", "end"}
    regime = analysis.resolver.is_a(pair.mechanism.entity, "SanctionsRegime")
    way = (*pair.way, pair.way[0].doc[pair.mechanism.head].head)
    return regime and any(token.lemma_.lower() in loosened for token in way)


def _is_standing_court(analysis: Analysis, body: Entity) -> bool:
    """Say whether *body* is a known court that is for no situation alone."""
    entry = analysis.vocabulary.entries.get(body.iri)
    return entry is not None and analysis.resolver.is_a(body, "Court") and entry.link("situation") is None


def _is_told_of_another(pair: Pair) -> bool:
    """Say whether the actor only tells what another did: "*Peru* says that Chad has flouted the order"."""
    top = pair.way[0]
    tells = _is_in_subject(pair.actor, top)
    clauses = [c for c in top.children if c.dep_ == "ccomp" and any(t.i == c.i for t in pair.way)]
    others = [s for c in clauses for s in subjects(c) if s.pos_ != "PRON"]
    return tells and bool(others)


def _says_who_stands(analysis: Analysis, pair: Pair) -> bool:
    """Say whether the actor tells where another stands: "*he* said Peru would not work with the Court"."""
    top = pair.way[0]
    if pair.kind not in _STANCES or not _is_in_subject(pair.actor, top):
        return False
    clauses = [c for c in top.children if c.dep_ == "ccomp" and any(t.i == c.i for t in pair.way)]
    others = [s for c in clauses for s in subjects(c) if s.pos_ == "PROPN" and s.i != pair.mechanism.head]
    resolver = analysis.resolver
    return any(resolver.is_a(m.entity, "State") for s in others for m in resolver.resolve(s))


def _is_of_former(pair: Pair) -> bool:
    """Say whether the mechanism only tells what somebody was: "appointed a *former judge* of the Court"."""
    head = pair.way[0].doc[pair.mechanism.head]
    people = [t for t in pair.way if t.lemma_.lower() in word_list("court_people") and t.is_ancestor(head)]
    return any(c.lower_ in _FORMER and c.dep_ == "amod" for t in people for c in t.children)


def _is_in_subject(mention: Mention, verb: Token) -> bool:
    """Say whether *mention* is, or is part of, a subject of *verb*."""
    return any(mention.head in {t.i for t in subject.subtree} for subject in subjects(verb))


def _has_another_do(pair: Pair) -> bool:
    """Say whether the actor has somebody else do it, or speaks of it: "*Peru* persuaded Chad to join it"."""
    top = pair.way[0]
    if not is_verb(top) or not _is_in_subject(pair.actor, top):
        return False
    others = [c for c in top.children if c.dep_ in {"dobj", "dative"} and c.ent_type_ in _NAMED]
    below = [t for t in pair.way[1:] if is_verb(t) and t.tag_ in {"VB", "VBG"} and top in t.ancestors]
    return bool(others) and any(other.i < verb.i for other in others for verb in below)


def _is_of_whoever(pair: Pair) -> bool:
    """Say whether a clause tells it of others: "*Peru* praised *the states that* have joined the Court"."""
    doc = pair.way[0].doc
    actor, mechanism = doc[pair.actor.head], doc[pair.mechanism.head]
    clauses = [
        t for t in pair.way if t.dep_ == "relcl" and t.is_ancestor(mechanism) and not t.is_ancestor(actor)
    ]
    theirs = [c for c in clauses if any(s.tag_ in {"WDT", "WP"} and s.dep_ in SUBJECTS for s in c.children)]
    return any(c.head not in (actor, *actor.conjuncts) and actor not in c.head.subtree for c in theirs)


def _hosts_other(pair: Pair) -> bool:
    """Say whether what is hosted is something else of the mechanism's: "hosts a *workshop* of the team"."""
    hosted = [t for verb in pair.way if is_verb(verb) for t in objects(verb)]
    return bool(hosted) and all(t.lemma_.lower() in word_list("gathered") for t in hosted)


def _is_done_to(pair: Pair) -> bool:
    """Say whether the mechanism does it to the actor: "*the Court* criticised *Peru*"."""
    top = pair.way[0]
    doing = is_verb(top) and _is_in_subject(pair.mechanism, top)
    return doing and any(pair.actor.head in {t.i, *(c.i for c in t.conjuncts)} for t in objects(top))


def _is_put_off(verb: Token) -> bool:
    """Say whether *verb* tells that something will be done later: "has *put off* the decision"."""
    off = verb.lemma_ == "put" and any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    return off or verb.lemma_.lower() in word_list("putting_off")


def _is_pending(verb: Token) -> bool:
    """Say whether *verb* tells of what has only not been done yet: "has *not so far* replied"."""
    words = [t.lower_ for c in verb.children if c.dep_ in {"neg", "advmod"} for t in c.subtree]
    return any(c.dep_ == "neg" for c in verb.children) and bool({"yet", "far"} & set(words))
