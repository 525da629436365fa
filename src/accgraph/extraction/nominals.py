"""Nominals: what descriptions ("the Court", "both states") and titles ("the Minister") stand for.

Definite descriptions take the nearest entity that fits their head noun, titles the nearest holder of the
post.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.allegiance import likeliest, state_nearby, telling
from accgraph.extraction.behalf import represented
from accgraph.extraction.counted import as_listed, pair_beside, plural, ranked, told_apart
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.nearest import nearest
from accgraph.extraction.parties import counterpart, is_signed_by, met, party_of_case
from accgraph.extraction.pronouns import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    SECOND,
    THIRD_PERSON,
    pronoun,
)
from accgraph.extraction.repetition import called, founding, repeated, shortened
from accgraph.extraction.scope import Scope
from accgraph.extraction.seats import seat_of, seats_of
from accgraph.extraction.syntax import agents, noun_phrase
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["description", "title"]

_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "such", "said", "its", "their", "our", "both"}
)


_BODIES = frozenset({"Government", "Parliament", "Congress", "Cabinet"})

# "Two *former* presidents" are nobody who signs
_OTHERS = frozenset({"former", "other", "more", "further"})
_AMONG, _ONE = frozenset({"among", "amongst"}), frozenset({"one", "first", "last", "some"})


def title(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Resolve "the Minister": the person named with the post, its institution, or the issuer's state."""
    post = scope.posts[token.i]
    after = [m for m in scope.people.mentions if 0 <= m.first - post.last <= 3]
    if after and scope.parsed.block_of[after[0].head] == scope.parsed.block_of[post.head]:
        between = {scope.parsed.doc[i].text for i in range(post.last, after[0].first)}
        if between <= {",", "Mr", "Mr.", "Ms", "Ms.", "Mrs.", "Dr", "H.E.", "-", "Colonel", "General"}:
            return (after[0],)
    owners = [c for c in token.children if c.dep_ == "poss"] if post.principal is None else []
    for owner in owners:
        for mention in scope.resolve(owner):
            if not scope.is_a(mention.entity, "Person"):
                return (
                    Mention(post.first, post.last, post.head, scope.acting(mention.entity), "nominal", 0.8),
                )
    fits = [
        person
        for person in scope.people.persons.values()
        if person.post is not None
        and _same_post(person.post, post.label)
        and (post.principal is None or person.principal == post.principal)
    ]
    fits = likeliest(scope, token, fits) if post.principal is None else fits
    # "A prison director" is not the director who is named elsewhere.
    another = post.principal is None and any(c.lower_ in {"a", "an"} for c in token.children)
    if fits and token.pos_ != "VERB" and not another:
        return (Mention(post.first, post.last, post.head, fits[0].entity, "nominal", 0.85),)
    if post.speaks_for != "self":
        entity = post.principal
        definite = token.text[:1].isupper() or any(c.lower_ == "the" for c in token.children)
        if entity is None and definite and post.speaks_for == "state":
            entity = scope.context.home or (state_nearby(scope, token.sent.start) if telling(post) else None)
        if entity is not None:
            return tuple(
                Mention(
                    post.first, post.last, post.head, e, "nominal", 0.8 if post.principal is None else 0.9
                )
                for e in represented(scope, post, scope.acting(entity))
            )
    return ()


def _is_of_wrongs(noun: Token) -> bool:
    """Say whether *noun* is what is done, and no body: "the *commission* of serious abuses"."""
    done = (t for c in noun.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    return noun.text.islower() and any(t.lemma_.lower() in word_list("committed") for t in done)


def _ruled_by(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return the state of "the *government* of X" where nothing says which state the person X governed."""
    owners = [t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"]
    owners += [c for c in token.children if c.dep_ == "poss"]
    persons = [m.entity for t in owners for m in scope.resolve(t) if scope.is_a(m.entity, "Person")]
    if not persons or not scope.is_a(scope.principal(persons[0]), "Person"):
        return ()
    state = scope.context.home or scope.main_state
    return (Mention(token.i, token.i + 1, token.i, state, "nominal", 0.7),) if state is not None else ()


def _is_any_that(noun: Token, lemma: str) -> bool:
    """Say whether *noun* means whoever its clause tells, and nobody named: "the *states* that ignore it"."""
    among = noun.dep_ == "pobj" and (noun.head.lower_ in _AMONG or noun.head.head.lower_ in _ONE)
    if lemma not in word_list("generic_actors") or among:
        # "X, one of the states that ignored it"
        return False
    clauses = (c for c in noun.children if c.dep_ == "relcl" and c.i > noun.i)
    return any(
        t.lower_ in {"that", "which", "who"} and t.i == noun.i + 1 for c in clauses for t in c.children
    )


def description(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Resolve "the Court", "its judges", "my country": by the head noun, and what it is said to belong to."""
    first, last = noun_phrase(token)
    for part in range(first, last):
        mention = scope.mention_at(part)
        if mention is not None and mention.head == token.i:
            return (mention,)
    # "Twenty-*two* States" are no two that were spoken of.
    words = {c.lower_ for c in token.children if not (c.pos_ == "NUM" and [*c.lefts])}
    lemma = _singular(token)
    if (lemma == "commission" and _is_of_wrongs(token)) or _is_any_that(token, lemma):
        return ()
    if lemma in word_list("ruling_bodies") and (ruled := _ruled_by(scope, token)):
        return ruled
    if lemma in {"applicant", "respondent"} and (words & _DEFINITE or token.text[:1].isupper()):
        return party_of_case(scope, token, lemma)
    if token.lower_ == "latter" or (token.lower_ == "former" and token.dep_ != "amod"):
        return ranked(scope, token)
    if lemma in word_list("ours") and words & THIRD_PERSON:
        owner = next(c for c in token.children if c.lower_ in THIRD_PERSON)
        return tuple(
            Mention(first, token.i + 1, token.i, scope.principal(m.entity), "nominal", 0.8 * m.sure)
            for m in _owners_of(scope, token, owner)
        )
    jointly = lemma in word_list("joint_parties") and not words & _OTHERS
    if (
        jointly
        and token.tag_ in {"NNS", "NNPS"}
        and words & {"the", "both", "two"}
        and len(scope.context.issuers) > 1
        and not told_apart(token, len(scope.context.issuers))
    ):
        return pronoun(token, scope.context.issuers, 0.8)
    if lemma in word_list("signing_parties") and is_signed_by(scope, token, words):
        return pronoun(token, scope.context.issuers, 0.8)
    if token.tag_ in {"NNS", "NNPS"} and words & {"both", "two", "the"} and jointly:
        sides = (pair_beside(scope, token) if "both" in words else ()) or met(scope, token)
        if sides:
            return sides
    if token.text in _BODIES and token.dep_ in {"nsubj", "nsubjpass"} and not words & {"the", "a"}:
        named = () if token.text == "Government" else nearest(scope, token, first)
        if named or seat_of(scope, token) is None:
            return named or _government(scope, token, first)
    listed = as_listed(scope, token)
    if listed:
        return listed
    if lemma == "predecessor" and words & SECOND:
        return pronoun(token, scope.context.addressees, 0.7)
    if lemma in word_list("ours"):
        if words & FIRST_SINGULAR or words & FIRST_PLURAL:
            return pronoun(token, scope.speakers(token.i), 0.9)
        if words & SECOND:
            return pronoun(token, scope.context.addressees, 0.8)
    home = scope.context.home
    if jointly and words & {"both", "two"} and home is not None:
        other = counterpart(scope, token, home)
        return pronoun(token, (home, other), 0.7) if other is not None else ()
    if jointly and words & {"both", "two"}:
        return plural(scope, token)
    if token.tag_ == "NNS" and _is_pair(words) and lemma in word_list("any_mechanisms"):
        return plural(scope, token, "Mechanism")
    if token.tag_ == "NNS" and _is_pair(words) and lemma in scope.lexicon.references:
        return plural(scope, token, *scope.lexicon.references[lemma])
    if token.lower_ == "country" and words & {"the", "that", "this"}:
        return _country(scope, token)
    acting = lemma in scope.lexicon.acting_nouns or token.lower_ in scope.lexicon.acting_nouns
    acting = acting and not (lemma in word_list("polities") and token.text == token.lower_)
    seats = seats_of(scope, token) if acting else []
    if seats:
        return tuple(Mention(first, token.i + 1, token.i, seat, "nominal", 0.8) for seat in seats)
    if lemma in {"state", "states", "country", "countries"} and "member" in words:
        members = _members(scope, token)
        if members is not None:
            return (Mention(first, token.i + 1, token.i, members, "nominal", 0.8),)
    adjective = _belonging(scope, token)
    if adjective is not None and acting:
        return (Mention(first, token.i + 1, token.i, adjective.entity, "nominal", 0.9),)
    theirs = _of_states(scope, token) if acting else ()
    if theirs:
        return tuple(Mention(first, token.i + 1, token.i, state, "nominal", 0.9) for state in theirs)
    told = words & _DEFINITE or token.text[:1].isupper() or any(c.dep_ == "poss" for c in token.children)
    if not (told or shortened(token)):
        return ()
    own = home is not None and scope.context.issuers == (home,) and scope.is_a(home, "State")
    if own and lemma == "government" and token.text[:1].isupper():
        return _government(scope, token, first)
    found = founding(scope, token, first) or nearest(scope, token, first)
    found = tuple(
        m
        for m in found
        if not (_is_of_other_state(scope, token, m.entity) or _is_of_other_body(scope, token, m.entity))
    )
    found = found or repeated(scope, token, first) or called(scope, token, first)
    if found or not (acting and words & {"the", "this", "that"}):
        return found
    return _government(scope, token, first)


def _is_of_other_state(scope: Scope, token: Token, entity: Entity) -> bool:
    """Say whether *token*, "X, *whose* office", is another state's than *entity*, an organ of one, is."""
    entry = scope.vocabulary.entries.get(entity.iri)
    state = entry.link("organOf") if entry is not None else None
    owners = [m.entity for c in token.children if c.dep_ == "poss" for m in scope.resolve(c)]
    return state is not None and any(scope.is_a(o, "State") and o.iri != state for o in owners)


def _is_of_other_body(scope: Scope, token: Token, entity: Entity) -> bool:
    """Say whether *token*, "the resolution *adopted by X*", is no resolution of whose *entity* is one."""
    body, told, _ = entity.label.partition(" resolution")
    owner = scope.vocabulary.lookup(body) if told else ()
    by = [t for c in token.children if c.dep_ == "acl" for t in agents(c)]
    adopting = [m.entity for t in by for m in scope.resolve(t)]
    return bool(owner) and bool(adopting) and owner[0] not in adopting


def _singular(token: Token) -> str:
    """Return the lemma of *token* in lower case, of capitalised plurals ("the Ministers") too."""
    lemma = token.lemma_.lower()
    if token.tag_ == "NNPS" and lemma == token.lower_ and lemma.endswith("s"):
        return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]
    return lemma


def _government(scope: Scope, token: Token, first: int) -> tuple[Mention, ...]:
    """Resolve "the government": that of the state spoken of just before, else of the text's own."""
    home = scope.context.home
    if any(c.lower_ == "federal" for c in token.children) and not scope.context.issuers:
        states = {scope.acting(m.entity) for m in scope.named if "Federal" in m.entity.label.split()}
        federal = [s for s in states if scope.is_a(s, "State")]
        return (
            (Mention(first, token.i + 1, token.i, federal[0], "nominal", 0.8),) if len(federal) == 1 else ()
        )
    named_so = {
        m.entity
        for m in scope.named
        if m.first < token.i and token.text[:1].isupper() and scope.parsed.doc[m.head].text == token.text
    }
    if scope.context.issuers != (home,) and len(named_so) == 1:
        return (Mention(first, token.i + 1, token.i, named_so.pop(), "nominal", 0.75),)
    state = state_nearby(scope, token.i) or (scope.main_state if scope.context.resolution_body else None)
    if home is not None and scope.context.issuers == (home,) and scope.is_a(home, "State"):
        own = state is None or token.text[:1].isupper() or _first_state(scope, token) is None
        state = home if own else _first_state(scope, token)
    of = [t for c in token.children if c.lower_ in {"of", "in"} for t in c.children if t.dep_ == "pobj"]
    if state is None or any(t.lemma_.lower() not in word_list("own_realm") for t in of):
        return ()
    return (Mention(first, token.i + 1, token.i, state, "nominal", 0.65),)


def _first_state(scope: Scope, token: Token) -> Entity | None:
    """Return the state that the sentence of *token* names first before it."""
    before = scope.starting_in(token.sent.start, token.i)
    return next((m.entity for m in before if scope.is_a(m.entity, "State")), None)


def _owners_of(scope: Scope, token: Token, owner: Token) -> tuple[Mention, ...]:
    """Return whose country "her country" is: an official's of the sentence, unless it names somebody."""
    named = any(
        scope.is_a(m.entity, "Person")
        for m in scope.starting_in(token.sent.start, token.i)
        if m.kind == "name"
    )
    # Who speaks for others too speaks of their own country still.
    return ((() if named else _official_before(scope, token)) or scope.resolve(owner))[:1]


def _official_before(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return whom the nameless official before "her country" speaks for: "Brazil's delegate said ..."."""
    for before in reversed(scope.parsed.doc[token.sent.start : token.i]):
        if before.i in scope.posts and before.i == scope.posts[before.i].head:
            return title(scope, before)
        if before.dep_ in {"nsubj", "pobj"} and before.pos_ == "NOUN":
            found = tuple(m for m in scope.resolve(before) if scope.is_a(m.entity, "State"))
            if found:
                return found
    return ()


def _country(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Resolve "the country": the state named last before it, capitals and its own speakers left aside.

    "This country", in a state's own text, is that state.
    """
    home = scope.context.home
    if home is not None and scope.is_a(home, "State") and any(c.lower_ == "this" for c in token.children):
        return (Mention(token.i, token.i + 1, token.i, home, "nominal", 0.7),)
    block = scope.parsed.block_of[token.i]
    for mention in reversed([m for m in scope.named if m.first < token.i]):
        if block - scope.parsed.block_of[mention.head] > 2:
            break
        here = mention.first >= token.sent.start
        of_matter = _state_of_matter(scope, mention) if here else None
        state = mention.entity if scope.is_a(mention.entity, "State") else of_matter
        if state is not None and mention.kind in {"name", "adjective"}:
            return (Mention(token.i, token.i + 1, token.i, state, "nominal", 0.7),)
    return ()


def _state_of_matter(scope: Scope, mention: Mention) -> Entity | None:
    """Return the state that the name of a mechanism tells: "the Independent Experts *on Belarus*"."""
    entry = scope.vocabulary.entries.get(mention.entity.iri)
    situation = scope.vocabulary.entries.get((entry.link("situation") if entry else None) or "")
    if situation is None or not scope.is_a(mention.entity, "Mechanism"):
        return None
    inside = scope.parsed.doc[mention.first : mention.last].text
    states = [e for n in situation.names if n in inside for e in scope.vocabulary.lookup(n)]
    return next((e for e in states if scope.is_a(e, "State")), None)


def _belonging(scope: Scope, token: Token) -> Mention | None:
    for child in token.children:
        mention = scope.mention_at(child.i)
        if mention is not None and child.dep_ in {"amod", "compound", "nmod", "poss"}:
            return mention
    return None


def _of_states(scope: Scope, token: Token) -> tuple[Entity, ...]:
    """Return the states behind "of": "the courts *of Peru*", "the parliaments *of Peru and Chile*"."""
    owners = [t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"]
    named = (scope.mention_at(each.i) for owner in owners for each in (owner, *owner.conjuncts))
    return tuple(m.entity for m in named if m is not None and scope.is_a(m.entity, "State"))


def _members(scope: Scope, token: Token) -> Entity | None:
    """Return the group that "its member states" means, if it has a name."""
    owners = [m.entity for c in token.children if c.dep_ == "poss" for m in scope.resolve(c)]
    owners += [m.entity for m in scope.named if scope.is_a(m.entity, "InternationalOrganisation")]
    for owner in owners:
        entry = scope.vocabulary.entries.get(owner.iri)
        for name in entry.names if entry is not None else ():
            known = scope.vocabulary.lookup(f"{name} member states")
            if known:
                return known[0]
    return None


def _is_pair(words: set[str]) -> bool:
    """Say whether the words before a noun mean the two that were spoken of: "both", "the two"."""
    return "both" in words or ("two" in words and bool(words & {"the", "these", "those"}))


def _same_post(a: str, b: str) -> bool:
    first, second = a.lower().split(), b.lower().split()
    return set(second) <= set(first) or set(first) <= set(second)
