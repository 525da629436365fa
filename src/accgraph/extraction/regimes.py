"""Sanctions regimes: what a state or an organisation imposes on wrongdoers, by whose they are and on whom.

"Canada's sanctions on Iran", "the travel bans and asset freezes that Norway announced against five of its
officers" and, after either, "the measures" or "the sanctions" are one regime each. What is imposed on a court
or its staff is no regime but an attack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.phrases import Target, is_shielded
from accgraph.extraction.sanction_nouns import (
    AIMED,
    aims_at_all,
    aims_of,
    carrier_of,
    held_assets,
    held_under,
    is_sanction,
    parts_of,
    sanction_words,
    whole_sanctions,
)
from accgraph.extraction.struck import (
    described_hit,
    is_struck_rightly,
    may_hit_court,
    state_meant,
    struck_by,
    those_hit,
)
from accgraph.extraction.syntax import agents, objects, prepositional_objects, subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "Regime",
    "is_imposed",
    "like_regime",
    "listed",
    "meant_regime",
    "regime_on_main_state",
    "regime_targets",
    "sanctions_owner",
    "told_regime",
]

_SURE, _MEANT = 0.75, 0.7
_DONE = frozenset({"dobj", "nsubjpass"})
_AGAIN = frozenset({"it", "them", "they"})
_OWNING = frozenset({"poss", "amod", "compound", "nmod"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that", "such", "both", "its", "their", "his", "her"})
_BACK, _DEEP = 8, 5
_SOON = 12
_DOWN = frozenset({"prep", "pobj", "acl", "xcomp", "dobj", "pcomp", "conj", "relcl"})
_KNOWN = re.compile(r" (?:on|against) (?:the )?(.+)$")


@dataclass(frozen=True, slots=True)
class Regime:
    """Sanctions of *owner* on *struck*; ``entity`` is None if they hit a court or cannot be told apart."""

    owner: Entity | None
    struck: str | None
    entity: Entity | None
    hostile: bool = False


def is_imposed(analysis: Analysis, noun: Token) -> bool:
    """Say whether *noun* is one for sanctions, or for measures against a state or persons."""
    if is_sanction(noun):
        return True
    if noun.lemma_.lower() not in sanction_words()["summing"]:
        return False
    hit = [t for aim in aims_of(noun) for t in aim.children if t.dep_ == "pobj"]
    return any(
        t.lemma_.lower() in sanction_words()["struck"]
        or (
            (m := analysis.resolver.mention_at(t.i)) is not None and analysis.resolver.is_a(m.entity, "State")
        )
        for t in hit
    )


def regime_targets(analysis: Analysis, head: Token, *, opposed: bool = False) -> list[Target]:
    """Return the regimes that *head*, or a noun below it, means ("the decision to extend the sanctions").

    Who is *opposed* to sanctions that do not say whom they hit is hit by them, if nobody else can be.
    """
    clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None) if head.tag_ == "WDT" else None
    described = clause.head if clause is not None else None
    if head.dep_ == "pobj" and head.head.lower_ in AIMED and is_imposed(analysis, head.head.head):
        # "Sanctions on generals welcomed by X"
        described = head.head.head
    again = _spoken_of(analysis, head) if head.lower_ in _AGAIN else None
    if again is not None:
        return [Target(Mention(head.i, head.i + 1, head.i, again, "pronoun", _MEANT), ())]
    found: list[tuple[Token, tuple[str, ...]]] = [(described or head, ())]
    shielded = is_shielded(head)
    for token, path in found:
        if shielded and token.lower_ == "from":
            # "Protects the judges *from sanctions*"
            continue
        if analysis.resolver.mention_at(token.i) is not None and not is_sanction(token):
            continue
        regime = _regime(analysis, token, opposed=opposed)
        if regime is not None:
            if regime.entity is None:
                return []
            first, last = whole_sanctions(token)
            return [
                Target(Mention(first, last, token.i, each, "nominal", _SURE), path)
                for each in _each_regime(analysis, token, regime.entity)
            ]
        if len(path) < _DEEP and token.lemma_.lower() not in sanction_words()["bounds"]:
            lemma = token.lemma_.lower()
            bare = token.pos_ in {"ADP", "SCONJ"} or (
                lemma in sanction_words()["imposing"] and lemma not in sanction_words()["lifting"]
            )
            further = path if bare else (*path, lemma)
            found += [(c, further) for c in token.children if c.dep_ in _DOWN and c.i > token.i]
    return []


def _each_regime(analysis: Analysis, noun: Token, first: Entity) -> list[Entity]:
    """Return *first*, which *noun* tells, and those of whoever else imposed them: each has its own."""
    others = _imposing(analysis, parts_of(noun))[1:] if is_imposed(analysis, noun) else []
    told = [told_regime(analysis, noun, [other]) for other in others]
    left = (
        r if r is not None and r.entity is not None else _unaimed(analysis, noun, o)
        for o, r in zip(others, told, strict=True)
    )
    return list(dict.fromkeys([first, *(r.entity for r in left if r is not None and r.entity is not None)]))


def _spoken_of(analysis: Analysis, pronoun: Token) -> Entity | None:
    """Return the regime that *pronoun* means: the last one told in its sentence or the one before."""
    first = pronoun.sent.start
    first = pronoun.doc[first - 1].sent.start if first else first
    resolver = analysis.resolver
    for i in range(pronoun.i - 1, first - 1, -1):
        token = pronoun.doc[i]
        named = resolver.mention_at(i)
        mechanism = named is not None and resolver.is_a(named.entity, "Mechanism")
        if mechanism and named is not None and not is_struck_rightly(analysis, named):
            return None
        if token.pos_ in {"NOUN", "PROPN"} and is_sanction(token):
            plural = token.tag_ in {"NNS", "NNPS"}
            regime = told_regime(analysis, token) if plural == (pronoun.lower_ != "it") else None
            return regime.entity if regime is not None and not regime.hostile else None
    return None


def _regime(analysis: Analysis, noun: Token, *, opposed: bool) -> Regime | None:
    """Return the regime that *noun* tells, or means again; None if it is no noun for sanctions."""
    sanction = is_imposed(analysis, noun)
    summing = not sanction and noun.lemma_.lower() in sanction_words()["summing"]
    if not (sanction or summing):
        return None
    definite = any(c.lower_ in _DEFINITE for c in noun.children if c.dep_ in {"det", "poss", "predet"})
    told = told_regime(analysis, noun) if sanction else None
    if told is not None and (told.entity is not None or told.hostile):
        return told
    owner = told.owner if told is not None else None
    if aims_of(noun) or not (definite or owner is not None):
        return None
    meant = meant_regime(analysis, noun, owner)
    if meant is not None or owner is None:
        return meant
    return _unaimed(analysis, noun, owner, opposed=opposed)


def _unaimed(analysis: Analysis, noun: Token, owner: Entity, *, opposed: bool = False) -> Regime | None:
    """Return the regime of *owner* that *noun* tells without whom it hits: on the main state, if on any.

    With *opposed*, failing that, on the only state named before: who is against them is hit by them.
    """
    named = {
        m.entity
        for m in analysis.resolver.starting_in(noun.sent.start, noun.i)
        if analysis.resolver.is_a(m.entity, "State") and m.entity != owner
    }
    struck = state_meant(analysis, [owner]) or (named.pop() if opposed and len(named) == 1 else None)
    return _made(analysis, [owner], struck.label if struck is not None else "")


def told_regime(
    analysis: Analysis, noun: Token, owners: Sequence[Entity] = (), *, guess: bool = True
) -> Regime | None:
    """Return the regime that the words around *noun* tell; *owners* are who imposes it, if that is known.

    With *guess*, those hit who are of no state that is told are taken for the one the document is about.
    """
    resolver, parts = analysis.resolver, parts_of(noun)
    imposing = [*owners] or _imposing(analysis, parts)[:1]
    called = [t for p in parts for t in p.children if t.dep_ == "compound" and _is_title(analysis, t)]
    if called and parts[0].lemma_.lower() == "list":
        label = parts[0].doc[called[0].left_edge.i : parts[0].i + 1].text
        return Regime(imposing[0] if imposing else None, None, found_entity(label, ("SanctionsRegime",)))
    named = next((m for p in parts if (m := resolver.mention_at(p.i)) is not None), None)
    law = _law_around(analysis, parts) if named is None else None
    if law is not None:
        return _under(analysis, imposing, law.entity)
    if named is not None and not resolver.is_a(named.entity, "SanctionsRegime"):
        return None
    struck: Entity | str | None = None
    heads: list[Token] = []
    if named is not None:
        if not imposing or not named.entity.known:
            return Regime(imposing[0] if imposing else None, None, named.entity)
        text = analysis.parsed.doc[named.first : named.last].text
        aim = _KNOWN.search(text)
        struck = aim.group(1) if aim is not None else None
        if struck is None:
            return Regime(imposing[0], None, named.entity)
        state = analysis.vocabulary.lookup(struck)
        struck = state[0] if state else struck
    else:
        aims = [a for p in parts for a in aims_of(p)]
        heads += [t for aim in aims[:1] for t in aim.children if t.dep_ == "pobj"]
        if aims:
            judged = struck_by(analysis, aims[0].i, imposing)
            if judged is None:
                return Regime(imposing[0] if imposing else None, None, None, hostile=True)
            struck = judged
        elif (held := held_under(parts[0])) is not None:
            # "X, who is under US sanctions": the clause tells no more who X is.
            clause = parts[0].head.head
            told = [t for t in held.subtree if not (held.is_ancestor(clause) and clause.is_ancestor(t))]
            judged = those_hit(analysis, told, imposing)
            if judged is None and not may_hit_court(analysis) and held.pos_ == "NOUN":
                judged = ""
            if judged is None:
                return Regime(imposing[0] if imposing else None, None, None, hostile=True)
            if isinstance(judged, str) and held.pos_ != "NOUN":
                # Who somebody of that name is, and so whether rightly sanctioned, is not told.
                return Regime(imposing[0] if imposing else None, None, None)
            struck = judged
            heads.append(held)
        else:
            struck = next((e for p in parts for e in _object_before(analysis, p)), None)
    if isinstance(struck, Entity):
        return _made(analysis, imposing, struck.label)
    hit = _called_hit(analysis, heads[0]) if heads else None
    if hit is not None:
        return _made(analysis, imposing, hit)
    likely = state_meant(analysis, imposing) if imposing else None
    if likely is not None:
        around = named is not None or aims_at_all(parts) or bool(heads)
        if (guess and around) or (heads and described_hit(analysis, heads[0]) is not None):
            return _made(analysis, imposing, likely.label)
    if not struck and likely is None:
        return _made(analysis, imposing, described_hit(analysis, heads[0]) if heads else None)
    return _made(analysis, imposing, struck or None)


def _called_hit(analysis: Analysis, head: Token) -> str | None:
    """Return what *head* calls whom sanctions hit, if it is a name: "managers of the *Zarya* works"."""
    names = [t for t in head.subtree if t.pos_ == "PROPN" and t.text[:1].isupper()]
    apart = next((t for t in names if t.dep_ == "appos" and t.head == head), None)
    if apart is not None and analysis.resolver.mention_at(apart.i) is None:
        return analysis.parsed.doc[apart.left_edge.i : apart.i + 1].text
    known = [analysis.resolver.mention_at(t.i) for t in names]
    if not names or any(m is not None and analysis.resolver.is_a(m.entity, "State") for m in known):
        return None
    behind = head.doc[head.i + 1 : min(head.i + _SOON, head.sent.end)]
    several = [*head.conjuncts] or any(t.lower_ == "others" for t in behind)
    if several and any(m is not None and analysis.resolver.is_a(m.entity, "Person") for m in known):
        return None
    body = next((m.entity.label for m in known if m is not None), None)
    return described_hit(analysis, head) or body


def listed(analysis: Analysis, verb: Token, owners: Sequence[Entity]) -> Regime | None:
    """Return the regime under which *verb* says that somebody is put: "listed six *Syrian officers*"."""
    words = sanction_words()
    things = [t for head in objects(verb) for t in (head, *head.conjuncts)]
    if verb.lemma_.lower() in words["immobilising"]:
        held = next((text for t in things[:1] if (text := held_assets(t)) is not None), None)
        entity = found_entity(f"Immobilisation of {held}", ("SanctionsRegime",)) if held else None
        return Regime(owners[0], held, entity)
    if verb.lemma_ == "freeze":
        things = [t for p in things for o in p.children if o.lower_ == "of" for t in o.children] + things
    if verb.lemma_ in {"list", "designate"}:
        somebody = any(
            t.lemma_.lower() in words["struck"] or t.pos_ in {"PROPN", "NUM"}
            for thing in things
            for t in thing.subtree
        )
        called = any(t.lower_ == "as" for t in verb.doc[verb.i + 1 : min(verb.i + _SOON, verb.sent.end)])
        if not somebody or called or prepositional_objects(verb, ("as", "for")):
            return None
    hit = those_hit(analysis, [t for thing in things for t in thing.subtree], owners)
    if hit is None:
        return Regime(owners[0], None, None, hostile=True)
    law = _law_behind(analysis, [verb])
    if law is not None:
        return _under(analysis, owners, law.entity)
    if not isinstance(hit, Entity):
        around = [
            t for c in verb.children if c.lower_ in {"over", "for", "in"} and c.i > verb.i for t in c.subtree
        ]
        where = those_hit(analysis, around, owners)
        hit = where if isinstance(where, Entity) else state_meant(analysis, owners) or hit
        hit = hit or next((text for t in things[:1] if (text := described_hit(analysis, t)) is not None), "")
    return _made(analysis, owners, hit.label if isinstance(hit, Entity) else hit or None)


def regime_on_main_state(
    analysis: Analysis, owners: Sequence[Entity], *, nameless: bool = False
) -> Regime | None:
    """Return the sanctions of *owners* on the state that the document is about, if it is about one.

    With *nameless*, those that are theirs and on nobody told, if it is about none.
    """
    struck = state_meant(analysis, owners)
    return _made(analysis, owners, struck.label if struck is not None else "" if nameless else None)


def like_regime(analysis: Analysis, noun: Token, owners: Sequence[Entity]) -> Regime | None:
    """Return the sanctions of *owners* like those told last: "took *similar measures*"."""
    told = meant_regime(analysis, noun, None)
    if told is None or told.hostile or told.entity is None or told.owner in owners:
        return None
    aim = _KNOWN.search(told.entity.label)
    return _made(analysis, owners, told.struck or (aim.group(1) if aim is not None else ""))


def sanctions_owner(analysis: Analysis, noun: Token) -> Entity | None:
    """Return whose the sanctions are that *noun* tells or means: "the measures, adopted in May"."""
    if not (is_imposed(analysis, noun) or noun.lemma_.lower() in sanction_words()["summing"]):
        return None
    regime = _regime(analysis, noun, opposed=False)
    return regime.owner if regime is not None and not regime.hostile else None


def _imposing(analysis: Analysis, parts: Sequence[Token]) -> list[Entity]:
    """Return who impose the sanctions: their owners, or who are said to have imposed them."""
    resolver, words = analysis.resolver, sanction_words()
    imposing: list[Entity] = []
    own: list[Token] = []
    ways: list[Token] = []
    for part in parts:
        own += [c for c in part.children if c.dep_ in _OWNING and not _names_object(analysis, c)]
        ways += [t for p in part.children if p.lower_ in {"by", "from", "of"} for t in p.children]
        for clause in part.children:
            if clause.dep_ in {"acl", "relcl"} and clause.lemma_.lower() in words["imposing"]:
                ways += [t for t in subjects(clause) if t != part]
        carrier = carrier_of(part)
        ways += subjects(carrier) if carrier is not None else []
    for aim in (a for p in parts for a in aims_of(p)):
        told = [t for t in aim.subtree if t.dep_ == "acl" and t.lemma_.lower() in words["imposing"]]
        ways += [t for clause in told for t in agents(clause)]
    for place in (own, *([way] for way in ways)):
        for whole in (t for way in place for t in (way, *way.conjuncts)):
            named = resolver.mention_at(whole.i)
            found = (named,) if named is not None else resolver.resolve(whole) if whole.dep_ != "amod" else ()
            owners = [resolver.principal(m.entity) for m in found] or _called_by(analysis, whole)
            imposing += [e for e in owners if resolver.is_a(e, "State", "InternationalOrganisation")]
        if imposing:
            break
    return list(dict.fromkeys(imposing))


def _called_by(analysis: Analysis, adjective: Token) -> list[Entity]:
    """Return whose sanctions *adjective* tells that no state has for its own: "the *European* sanctions"."""
    name = load_table("proceedings")["sanctions"]["owners"].get(adjective.text)
    return list(analysis.vocabulary.lookup(name)[:1]) if name is not None else []


def _names_object(analysis: Analysis, word: Token) -> bool:
    """Say whether *word* before "sanctions" tells whom they hit: "the *Belarus* sanctions", not "US"."""
    named = analysis.resolver.mention_at(word.i)
    if named is None or named.kind != "name" or word.dep_ not in {"compound", "nmod"} or aims_of(word.head):
        return False
    called = word.doc[named.first : named.last].text == named.entity.label
    return called and analysis.resolver.is_a(named.entity, "State")


def _object_before(analysis: Analysis, noun: Token) -> Iterator[Entity]:
    for child in noun.children:
        named = analysis.resolver.mention_at(child.i)
        if named is not None and _names_object(analysis, child):
            yield named.entity


def _law_around(analysis: Analysis, parts: Sequence[Token]) -> Mention | None:
    """Return the law of the sanctions that *parts* tell: "*Caesar Act* sanctions", "under the *Act*"."""
    before = (c for p in parts for c in p.children if c.dep_ in _OWNING)
    named = next((m for c in before if (m := _law(analysis, c)) is not None), None)
    if named is not None:
        return named
    done = [p.head for p in parts if p.dep_ in _DONE]
    hit = [t for p in parts for aim in aims_of(p) for t in aim.children if t.dep_ == "pobj"]
    return _law_behind(analysis, [*parts, *done, *hit])


def _law_behind(analysis: Analysis, heads: Sequence[Token]) -> Mention | None:
    """Return the law or regime under which one of *heads* is done: "listed under the *Caesar Act*"."""
    below = (t for head in heads for t in prepositional_objects(head, ("under",)))
    return next((m for t in below if (m := _law(analysis, t)) is not None), None)


def _under(analysis: Analysis, owners: Sequence[Entity], law: Entity) -> Regime:
    """Return *law* as the regime of *owners*, or theirs on whom it hits if others call theirs so too."""
    aim = _KNOWN.search(law.label) if analysis.resolver.is_a(law, "SanctionsRegime") else None
    own = _made(analysis, owners, aim.group(1)) if aim is not None and owners else None
    return own if own is not None else Regime(owners[0] if owners else None, None, law)


def _law(analysis: Analysis, word: Token) -> Mention | None:
    """Return the law or regime that *word* names."""
    named = analysis.resolver.mention_at(word.i)
    law = named is not None and analysis.resolver.is_a(named.entity, "Legislation", "SanctionsRegime")
    return named if law else None


def _is_title(analysis: Analysis, word: Token) -> bool:
    """Say whether *word* is a name by which a list is called ("the *Engel* list")."""
    return word.pos_ == "PROPN" and analysis.resolver.mention_at(word.i) is None and word.text[:1].isupper()


def _made(analysis: Analysis, owners: Sequence[Entity], struck: str | None) -> Regime | None:
    owner = owners[0] if owners else None
    if owner is not None and struck == owner.label:
        # Nobody sanctions himself: whom they hit has not been understood.
        return Regime(owner, None, None)
    if struck is None or (owner is None and not struck):
        return Regime(owner, None, None) if owner is not None else None
    labels = load_table("proceedings")["labels"]
    if owner is not None and not struck:
        return Regime(owner, None, found_entity(f"{owner.label} sanctions", ("SanctionsRegime",)))
    if owner is None:
        label = labels["nobody's sanctions"].format(object=struck)
        label = f"{label[:1].upper()}{label[1:]}"
    else:
        label = labels["sanctions"].format(holder=owner.label, object=struck)
        entry = analysis.vocabulary.entries.get(owner.iri)
        for name in entry.names if entry is not None else ():
            for link in ("on", "against"):
                known = analysis.vocabulary.lookup(f"{name} sanctions {link} {struck}")
                if known:
                    return Regime(owner, struck, known[0])
    return Regime(owner, struck, found_entity(label, ("SanctionsRegime",)))


def _freezes(verb: Token) -> bool:
    """Say whether *verb* tells that somebody's accounts or assets were frozen."""
    return verb.lemma_.lower() == "freeze" and any(
        t.lemma_.lower() in {"asset", "account", "property"} for t in objects(verb)
    )


def meant_regime(analysis: Analysis, noun: Token, owner: Entity | None) -> Regime | None:
    """Return the regime told last before *noun*, of *owner* if given; one on a court stops the search."""
    doc, sentence = noun.doc, noun.sent
    first = sentence.start
    for _ in range(_BACK):
        if first == 0:
            break
        first = doc[first - 1].sent.start
    verbs = sanction_words()["listing"]
    summing, passing = not is_sanction(noun), None
    for i in range(noun.i - 1, first - 1, -1):
        token = doc[i]
        regime = None
        if token.pos_ in {"NOUN", "PROPN"} and is_sanction(token):
            regime = told_regime(analysis, token)
        elif token.pos_ == "VERB" and (token.lemma_.lower() in verbs or _freezes(token)):
            who = [
                analysis.resolver.principal(m.entity)
                for t in subjects(token)
                for m in analysis.resolver.resolve(t)
            ]
            who = [e for e in who if analysis.resolver.is_a(e, "State", "InternationalOrganisation")]
            regime = listed(analysis, token, who) if who else None
        if regime is None or (owner is not None and regime.owner not in {None, owner}):
            continue
        if regime.hostile or (regime.entity is not None and (regime.owner is not None or not summing)):
            return regime
        if regime.entity is not None:
            # "The new measures" are rather somebody's than those that a text speaks of in passing.
            passing = passing or regime
    return passing
