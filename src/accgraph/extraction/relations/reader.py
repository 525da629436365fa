"""The second reader: positions that no frame tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.exceptions import is_backer
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.nationals import has_own_mind, is_people
from accgraph.extraction.position_claims import FLOOR, position_claim
from accgraph.extraction.pronouns import SUBJECTS
from accgraph.extraction.relations.candidates import Candidates, candidates, sentence
from accgraph.extraction.relations.classifier import KINDS, Classifier
from accgraph.extraction.standing import is_of_the_past, is_question
from accgraph.extraction.syntax import is_passive, is_verb, objects, subjects
from accgraph.extraction.viewpoints import statement_between
from accgraph.model import Entity, PositionClaim, polarity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["SecondReader"]

_POLES = ("support", "opposition")
# what is only promised, demanded or hoped for has not been done
_DEEDS = frozenset({"join", "initiate", "host", "fund", "cooperate", "sanction", "withdraw"})
_UNDONE = frozenset({"conditional", "demanded", "promised", "future", "hoped", "proposed"})
_RULE = "read."
# prepositions with which somebody does the same ("with Peru", "by Peru", "on the same day as Peru")
_WITH = frozenset({"alongside", "as", "by", "including", "like", "with"})
_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})
# how likely a position has to be, and how often the likeliest are right in documents by other hands
_LEAST, _TRUST = 0.75, 0.75


@dataclass(frozen=True, slots=True)
class _Pair:
    """An actor and a mechanism, the likeliest kind of position of the one on the other, and its pole's odds.

    ``way`` are the tokens between the two in the tree of their sentence, the topmost first.
    """

    way: Sequence[Token]
    actor: Mention
    mechanism: Mention
    kind: str
    likely: float


@dataclass(frozen=True, slots=True)
class SecondReader:
    """Reads sentences by the classifier after the rules have read them."""

    classifier: Classifier = field(default_factory=Classifier)
    modality: ModalityLexicon = field(default_factory=ModalityLexicon.load)

    @property
    def rules(self) -> Mapping[str, str]:
        """The name of each rule with one sentence on what it looks for."""
        return {
            _RULE + kind: f"A trained network reads the sentence as a position of kind {kind}."
            for kind in KINDS
        }

    @property
    def version(self) -> str:
        """What changes when the network does, or how sure of it one has to be."""
        return f"{self.classifier.version} {_LEAST} {_TRUST}"

    def read(self, analysis: Analysis, claims: Sequence[PositionClaim]) -> Iterator[PositionClaim]:
        """Yield the positions that *claims*, which are those of the rules, have not told already."""
        told = {(c.holder.entity.iri, c.target.entity.iri) for c in claims}
        here = {(c.holder.entity.iri, c.start) for c in claims}
        done = {(c.target.entity.iri, c.kind, c.start) for c in claims}
        for pair in self._pairs(analysis, told):
            claim = _claim(analysis, pair) if not self._is_barred(analysis, pair) else None
            if claim is None:
                continue
            parties = (claim.holder.entity.iri, claim.target.entity.iri)
            if (parties[0], claim.start) in here:
                # The rules will have told it, of the case that is at the court, or by another name.
                continue
            if (parties[1], claim.kind, claim.start) in done and not _does_so(pair):
                # Who does so the rules have told, and this one is only spoken of beside it.
                continue
            if parties not in told:
                told.add(parties)
                yield claim

    def _is_barred(self, analysis: Analysis, pair: _Pair) -> bool:
        """Say whether what rules know of language tells that *pair* has no position of its kind."""
        body = analysis.resolver.principal(pair.mechanism.entity)
        if pair.kind == "initiate" and _is_standing_court(analysis, body):
            # Who refers a situation to a court starts an investigation, not the court.
            return True
        if not body.known:
            # What a text only describes need not be a mechanism, and is paid for as anything else is.
            return True
        whole = pair.way[0].sent
        if (
            pair.actor.entity.label in word_list("everybody")
            or _is_done_to(pair)
            or _is_private(whole.doc[pair.actor.head])
        ):
            return True
        if is_question(pair.way[0]) or whole.doc[whole.start].lower_ in word_list("copied"):
            return True
        if pair.kind in {"host", "join"} and _hosts_other(pair):
            return True
        vowed = any(token.lemma_.lower() in word_list("vowing") for token in pair.way)
        if pair.kind in _DEEDS and (vowed or modality_of(pair.way[0], self.modality) in _UNDONE):
            return True
        if pair.kind in _DEEDS | {"obstruct"} and (
            _is_told_of_another(pair) or _has_another_do(pair) or _is_of_whoever(pair)
        ):
            return True
        verbs = [token for token in pair.way if is_verb(token)]
        if any(verb.lemma_.lower() in word_list("differing") for verb in verbs):
            return True
        if pair.kind in {"endorse", "reject"} and (
            # "Rejects the claim that *the Court is biased*": no stance on the Court but on what is said
            statement_between(pair.way[0], pair.mechanism.head) is not None
            or any(is_of_the_past(t) or is_backer(t, pair.mechanism.head) for t in pair.way)
            or any(token.lemma_.lower() in word_list("reforming") for token in pair.way)
        ):
            return True
        if any(verb.lemma_.lower() in word_list("hearsay") and is_passive(verb) for verb in verbs):
            return True
        if pair.kind not in {"endorse", "reject"} and any(_is_put_off(verb) for verb in verbs):
            return True
        if pair.kind == "obstruct" and any(_is_pending(verb) for verb in verbs):
            return True
        # "Peru urges Chad to support the Court" tells what neither of them does.
        below = {verb: modality_of(verb, self.modality) for verb in verbs if verb != pair.way[0]}
        # "Has the right to join" tells of nothing done; "allowed it to work" does.
        possible = [v for v, modality in below.items() if modality == "conditional" and not is_verb(v.head)]
        return "demanded" in below.values() or (pair.kind in _DEEDS | {"obstruct"} and bool(possible))

    def _pairs(self, analysis: Analysis, told: Collection[tuple[str, str]]) -> Iterator[_Pair]:
        """Yield the likely pairs of all sentences in which one could be claimed that is not *told*."""
        found = [c for c in candidates(analysis) if _may_tell(analysis, c, told)]
        for each, probabilities in zip(
            found, self.classifier([sentence(analysis, c) for c in found]), strict=True
        ):
            for a, (first, last, actor) in enumerate(each.actors):
                for m, (at, end, mechanism) in enumerate(each.mechanisms):
                    if (first <= at and end <= last) or (at <= first and last <= end):
                        # "The *Prosecutor of the ICC*", "*Finland's top court*"
                        continue
                    kind, likely = _likeliest([float(p) for p in probabilities[a, m][1:]])
                    if likely >= _LEAST:
                        yield _Pair(_way(analysis, first, at), actor, mechanism, kind, likely)


def _likeliest(chances: Sequence[float]) -> tuple[str, float]:
    """Return the likeliest kind of the likelier pole, and how likely that pole is, of *chances* by kind."""
    told = list(zip(chances, KINDS, strict=True))
    poles = [[(p, kind) for p, kind in told if polarity(kind) == pole] for pole in _POLES]
    likely = [round(sum(p for p, _ in kinds), 3) for kinds in poles]
    best = likely.index(max(likely))
    return max(poles[best])[1], likely[best]


def _may_tell(analysis: Analysis, found: Candidates, told: Collection[tuple[str, str]]) -> bool:
    """Say whether two of *found* are not *told* of yet, and surely enough whom the words mean."""
    whose = analysis.resolver.principal
    actors = {(whose(m.entity).iri, m.sure) for _, _, m in found.actors}
    mechanisms = {(m.entity.iri, m.sure) for _, _, m in found.mechanisms if whose(m.entity).known}
    return any(
        one != other and (one, other) not in told and _TRUST * sure * also >= FLOOR
        for one, sure in actors
        for other, also in mechanisms
    )


def _is_standing_court(analysis: Analysis, body: Entity) -> bool:
    """Say whether *body* is a known court that is for no situation alone."""
    entry = analysis.vocabulary.entries.get(body.iri)
    return entry is not None and analysis.resolver.is_a(body, "Court") and entry.link("situation") is None


def _is_told_of_another(pair: _Pair) -> bool:
    """Say whether the actor only tells what another did: "*Peru* says that Chad has flouted the order"."""
    top = pair.way[0]
    tells = _is_in_subject(pair.actor, top)
    clauses = [c for c in top.children if c.dep_ == "ccomp" and any(t.i == c.i for t in pair.way)]
    others = [s for c in clauses for s in subjects(c) if s.pos_ != "PRON"]
    return tells and bool(others)


def _is_in_subject(mention: Mention, verb: Token) -> bool:
    """Say whether *mention* is, or is part of, a subject of *verb*."""
    return any(mention.head in {t.i for t in subject.subtree} for subject in subjects(verb))


def _does_so(pair: _Pair) -> bool:
    """Say whether the actor does what the clause of the mechanism tells, by itself or with others."""
    doc = pair.way[0].doc
    clause = _clause(doc[pair.mechanism.head])
    token = doc[pair.actor.head]
    while token.head != token and not is_verb(token):
        beside = token.dep_ == "pobj" and token.head.lower_ not in _WITH
        if beside or token.dep_ in {"dobj", "dative"} or any(c.dep_ == "neg" for c in token.children):
            return False
        token = token.head
    return token in clause


def _clause(word: Token) -> list[Token]:
    """Return the verbs above *word* up to the first that has a subject of its own."""
    verbs = []
    for token in word.ancestors:
        if is_verb(token):
            verbs.append(token)
            if any(c.dep_ in SUBJECTS for c in token.children):
                break
    return verbs


def _has_another_do(pair: _Pair) -> bool:
    """Say whether the actor has somebody else do it, or speaks of it: "*Peru* persuaded Chad to join it"."""
    top = pair.way[0]
    if not is_verb(top) or not _is_in_subject(pair.actor, top):
        return False
    others = [c for c in top.children if c.dep_ in {"dobj", "dative"} and c.ent_type_ in _NAMED]
    below = [t for t in pair.way[1:] if is_verb(t) and t.tag_ in {"VB", "VBG"} and top in t.ancestors]
    return bool(others) and any(other.i < verb.i for other in others for verb in below)


def _is_of_whoever(pair: _Pair) -> bool:
    """Say whether a clause tells it of others: "*Peru* praised *the states that* have joined the Court"."""
    doc = pair.way[0].doc
    actor, mechanism = doc[pair.actor.head], doc[pair.mechanism.head]
    clauses = [
        t for t in pair.way if t.dep_ == "relcl" and t.is_ancestor(mechanism) and not t.is_ancestor(actor)
    ]
    theirs = [c for c in clauses if any(s.tag_ in {"WDT", "WP"} and s.dep_ in SUBJECTS for s in c.children)]
    return any(c.head not in (actor, *actor.conjuncts) and actor not in c.head.subtree for c in theirs)


def _hosts_other(pair: _Pair) -> bool:
    """Say whether what is hosted is something else of the mechanism's: "hosts a *workshop* of the team"."""
    hosted = [t for verb in pair.way if is_verb(verb) for t in objects(verb)]
    return bool(hosted) and all(t.lemma_.lower() in word_list("gathered") for t in hosted)


def _is_done_to(pair: _Pair) -> bool:
    """Say whether the mechanism does it to the actor: "*the Court* criticised *Peru*"."""
    top = pair.way[0]
    doing = is_verb(top) and _is_in_subject(pair.mechanism, top)
    return doing and any(pair.actor.head in {t.i, *(c.i for c in t.conjuncts)} for t in objects(top))


def _is_private(actor: Token) -> bool:
    """Say whether *actor* only tells whose people do so, who do not speak for it."""
    return has_own_mind(actor) or is_people(actor)


def _is_put_off(verb: Token) -> bool:
    """Say whether *verb* tells that something will be done later: "has *put off* the decision"."""
    off = verb.lemma_ == "put" and any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    return off or verb.lemma_.lower() in word_list("putting_off")


def _is_pending(verb: Token) -> bool:
    """Say whether *verb* tells of what has only not been done yet: "has *not so far* replied"."""
    words = [t.lower_ for c in verb.children if c.dep_ in {"neg", "advmod"} for t in c.subtree]
    return any(c.dep_ == "neg" for c in verb.children) and bool({"yet", "far"} & set(words))


def _claim(analysis: Analysis, pair: _Pair) -> PositionClaim | None:
    index = next((t.i for t in pair.way if not analysis.parsed.is_scaffold(t.i)), None)
    if index is None:
        return None
    span = analysis.parsed.span(index, index + 1)
    sure = _TRUST * pair.likely
    rule = _RULE + pair.kind
    return position_claim(analysis, index, span, rule, pair.actor, pair.mechanism, pair.kind, False, sure)


def _way(analysis: Analysis, one: int, other: int) -> list[Token]:
    """Return the tokens from *one* and from *other* up to the lowest that governs both, which comes first."""
    doc = analysis.parsed.doc
    ups = [[doc[i], *doc[i].ancestors] for i in (one, other)]
    above = {t.i for t in ups[0]}
    top = next((t for t in ups[1] if t.i in above), doc[one])
    return [top, *(t for up in ups for t in takewhile(lambda t: t.i != top.i, up))]
