"""Reference: whom or what a noun phrase, a title or a pronoun stands for.

Definite descriptions ("the Court", "the said Convention") take the nearest entity that fits their head
noun; titles ("the Minister") the nearest holder of the post; pronouns of the first person the speaker;
pronouns of the third person the most salient fitting entity before them, subjects first, which is the
core of salience-based resolution (Lappin & Leass 1994, Computational Linguistics 20(4)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.context import Context
from accgraph.extraction.lexicon import NameLexicon
from accgraph.extraction.mentions import Mention
from accgraph.extraction.people import People, Post
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.syntax import surface_subjects
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Resolver", "coordinated", "noun_phrase"]

_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
_SECOND = frozenset({"you", "your", "yours"})
_THIRD_PERSON = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
_THIRD_THING = frozenset({"it", "its", "itself"})
_THIRD_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "such", "said", "its", "their", "our", "both"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_JOINT_PARTIES = frozenset(
    {
        "leader",
        "president",
        "minister",
        "side",
        "party",
        "country",
        "delegation",
        "government",
        "head",
        "signatory",
    }
)
_SENTENCES_BACK, _BLOCKS_BACK = 3, 1
_SENTENCES_BACK_PERSON, _BLOCKS_BACK_PERSON = 8, 3


def noun_phrase(token: Token) -> tuple[int, int]:
    """Return first and last (exclusive) token of the noun phrase that *token* heads, relative clauses left out."""
    inside = [token.i]
    stack = [
        c
        for c in token.children
        if c.dep_ not in {"relcl", "acl", "advcl", "appos", "conj", "cc", "punct", "parataxis"}
    ]
    while stack:
        child = stack.pop()
        inside.append(child.i)
        stack.extend(c for c in child.children if c.dep_ not in {"relcl", "acl", "advcl", "punct"})
    return min(inside), max(inside) + 1


def coordinated(token: Token) -> list[Token]:
    """Return *token* and the tokens coordinated with it ("A, B and C"), in text order."""
    found = [token]
    for current in found:
        found.extend(c for c in current.children if c.dep_ == "conj" and c not in found)
    return sorted(found, key=lambda t: t.i)


@dataclass(frozen=True, slots=True)
class _Noun:
    """What the head noun of a description says of the entity it stands for."""

    lemma: str
    classes: tuple[str, ...]


class Resolver:
    """Answers, for one document, which entities a token stands for.

    ``speakers`` gives whom "we" means at a token, and ``speaking_person`` whom "I" means; until speech has
    been attributed they are the document's own.
    """

    def __init__(
        self,
        parsed: ParsedText,
        mentions: Sequence[Mention],
        people: People,
        context: Context,
        vocabulary: Vocabulary,
        lexicon: NameLexicon,
    ) -> None:
        self.parsed = parsed
        self.people = people
        self.context = context
        self.vocabulary = vocabulary
        self.lexicon = lexicon
        self.named = sorted([*mentions, *people.mentions], key=lambda m: m.first)
        self._by_token = {i: m for m in self.named for i in range(m.first, m.last)}
        self._posts = {i: p for p in people.posts for i in range(p.first, p.last)}
        self._cache: dict[int, tuple[Mention, ...]] = {}
        self._open: set[int] = set()
        self.speakers: Callable[[int], tuple[Entity, ...]] = lambda _: context.issuers
        self.speaking_person: Callable[[int], Entity | None] = lambda _: (
            context.speaker.entity if context.speaker else None
        )

    def forget(self) -> None:
        """Drop what was resolved so far; to be called when the speakers have become known."""
        self._cache.clear()

    def mention_at(self, index: int) -> Mention | None:
        """Return the named mention that token *index* is part of."""
        return self._by_token.get(index)

    def post_at(self, index: int) -> Post | None:
        """Return the post whose name token *index* is part of."""
        return self._posts.get(index)

    def mentions_in(self, first: int, last: int) -> Iterator[Mention]:
        """Yield the named mentions between tokens *first* and *last*."""
        for mention in self.named:
            if first <= mention.first and mention.last <= last:
                yield mention

    def resolve(self, token: Token) -> tuple[Mention, ...]:
        """Return what *token*, the head of a noun phrase or a pronoun, stands for; coordination left aside.

        Empty if that is nobody in particular, or cannot be told.
        """
        if token.i in self._cache:
            return self._cache[token.i]
        if token.i in self._open:
            return ()
        self._open.add(token.i)
        try:
            found = self._resolve(token)
        finally:
            self._open.discard(token.i)
        self._cache[token.i] = found
        return found

    def resolve_all(self, token: Token) -> tuple[Mention, ...]:
        """Return what *token* and everything coordinated with it stand for, each entity once."""
        found: dict[str, Mention] = {}
        for part in coordinated(token):
            for mention in self.resolve(part):
                found.setdefault(mention.entity.iri, mention)
        return tuple(found.values())

    def principal(self, entity: Entity) -> Entity:
        """Return the state or institution whose position *entity* takes when it acts in office."""
        person = self.people.persons.get(entity.iri)
        if person is not None:
            if person.speaks_for == "self" and person.post is not None:
                return entity
            if person.principal is not None:
                return self.acting(person.principal)
            if person.post is not None and self.context.home is not None and person.speaks_for == "state":
                return self.context.home
            if person.post is not None and person.speaks_for == "institution" and self.context.issuers:
                return self.context.issuers[0]
            if (
                self.context.speaker is not None
                and self.context.speaker.entity == entity
                and self.context.issuers
            ):
                return self.context.issuers[0]
            return entity
        return self.acting(entity)

    def acting(self, entity: Entity) -> Entity:
        """Return the institution or state that the acts of *entity* count as (itself, if it is no organ)."""
        seen = {entity.iri}
        while entity.part_of in self.vocabulary.entries and entity.part_of not in seen:
            entity = self.vocabulary.entries[entity.part_of].entity
            seen.add(entity.iri)
        return entity

    def is_a(self, entity: Entity, *names: str) -> bool:
        """Say whether *entity* is of one of these ontology classes."""
        return any(self.vocabulary.is_a(entity, name) for name in names)

    def _resolve(self, token: Token) -> tuple[Mention, ...]:
        named = self._by_token.get(token.i)
        if named is not None and named.kind != "adjective":
            return (named,)
        word = token.lower_
        if self.parsed.is_scaffold(token.i):
            issuing = self.context.resolution_body and word == "it"
            return self._pronoun(token, self.context.issuers if issuing else (), 0.95)
        if word in _FIRST_PLURAL:
            return self._pronoun(token, self.speakers(token.i), 0.9)
        if word in _FIRST_SINGULAR:
            person = self.speaking_person(token.i)
            return self._pronoun(token, (person,) if person else self.speakers(token.i), 0.9)
        if word in _SECOND:
            return self._pronoun(token, self.context.addressees, 0.7)
        if word in _RELATIVE and token.dep_ in {*_SUBJECTS, "dobj", "pobj", "poss"}:
            return self._relative(token)
        if word in _THIRD_PERSON or word in _THIRD_THING or word in _THIRD_PLURAL:
            return self._third(token)
        if token.i in self._posts:
            return self._title(token)
        if token.pos_ in {"NOUN", "PROPN"} or token.lower_ in {"latter", "former"}:
            return self._description(token)
        if word in {"both", "two"}:
            return self._plural(token)
        return ()

    def _pronoun(self, token: Token, entities: Sequence[Entity | None], sure: float) -> tuple[Mention, ...]:
        return tuple(
            Mention(token.i, token.i + 1, token.i, e, "pronoun", sure) for e in entities if e is not None
        )

    def _relative(self, token: Token) -> tuple[Mention, ...]:
        verb = token.head
        while verb.dep_ not in {"relcl", "acl"} and verb.head != verb:
            verb = verb.head
        if verb.dep_ not in {"relcl", "acl"}:
            return ()
        return self.resolve(verb.head)

    def _title(self, token: Token) -> tuple[Mention, ...]:
        """Resolve "the Minister": the person named with the post, the post's institution, or the issuer's state."""
        post = self._posts[token.i]
        after = [m for m in self.people.mentions if 0 <= m.first - post.last <= 3]
        if after and self.parsed.block_of[after[0].head] == self.parsed.block_of[post.head]:
            between = {self.parsed.doc[i].text for i in range(post.last, after[0].first)}
            if between <= {",", "Mr", "Mr.", "Ms", "Ms.", "Mrs.", "Dr", "H.E.", "-", "Colonel", "General"}:
                return (after[0],)
        owners = [c for c in token.children if c.dep_ == "poss"] if post.principal is None else []
        for owner in owners:
            for mention in self.resolve(owner):
                if not self.is_a(mention.entity, "Person"):
                    return (
                        Mention(
                            post.first, post.last, post.head, self.acting(mention.entity), "nominal", 0.8
                        ),
                    )
        fits = [
            person
            for person in self.people.persons.values()
            if person.post is not None
            and _same_post(person.post, post.label)
            and (post.principal is None or person.principal is None or person.principal == post.principal)
        ]
        if len(fits) > 1:
            order = {m.entity.iri: m.first for m in self.people.mentions if m.first < token.i}
            fits.sort(key=lambda p: -order.get(p.entity.iri, -1))
        if fits and token.pos_ != "VERB":
            return (Mention(post.first, post.last, post.head, fits[0].entity, "nominal", 0.85),)
        if post.speaks_for != "self":
            entity = post.principal
            if entity is None and token.text[:1].isupper() and post.speaks_for == "state":
                entity = self.context.home
            if entity is not None:
                return (Mention(post.first, post.last, post.head, self.acting(entity), "nominal", 0.8),)
        return ()

    def _description(self, token: Token) -> tuple[Mention, ...]:
        """Resolve "the Court", "its judges", "my country": by the head noun, and what it is said to belong to."""
        first, last = noun_phrase(token)
        for part in range(first, last):
            mention = self._by_token.get(part)
            if mention is not None and mention.head == token.i:
                return (mention,)
        words = {c.lower_ for c in token.children}
        lemma = token.lemma_.lower()
        if token.lower_ == "latter" or (token.lower_ == "former" and token.pos_ != "ADJ"):
            return self._enumerated(token)
        if lemma == "country" and words & _THIRD_PERSON:
            owner = next(c for c in token.children if c.lower_ in _THIRD_PERSON)
            return tuple(
                Mention(first, token.i + 1, token.i, self.principal(m.entity), "nominal", 0.8 * m.sure)
                for m in self.resolve(owner)
            )
        if (
            lemma in _JOINT_PARTIES
            and token.tag_ in {"NNS", "NNPS"}
            and words & {"the", "both", "two"}
            and len(self.context.issuers) > 1
        ):
            return self._pronoun(token, self.context.issuers, 0.8)
        if lemma == "predecessor" and words & _SECOND:
            return self._pronoun(token, self.context.addressees, 0.7)
        if lemma in {"country", "nation", "government", "delegation", "state", "republic"}:
            if words & _FIRST_SINGULAR or words & _FIRST_PLURAL:
                return self._pronoun(token, self.speakers(token.i), 0.9)
            if words & _SECOND:
                return self._pronoun(token, self.context.addressees, 0.8)
        if lemma in {"country", "state", "side", "party", "government", "nation"} and words & {"both", "two"}:
            return self._plural(token)
        seat = self._seat(token) if lemma in self.lexicon.acting_nouns else None
        if seat is not None:
            return (Mention(first, token.i + 1, token.i, seat, "nominal", 0.8),)
        if lemma in {"state", "states", "country", "countries"} and "member" in words:
            members = self._members(token)
            if members is not None:
                return (Mention(first, token.i + 1, token.i, members, "nominal", 0.8),)
        adjective = self._belonging(token)
        if adjective is not None and lemma in self.lexicon.acting_nouns:
            return (Mention(first, token.i + 1, token.i, adjective.entity, "nominal", 0.9),)
        if not (
            words & _DEFINITE or token.text[:1].isupper() or any(c.dep_ == "poss" for c in token.children)
        ):
            return ()
        return self._nearest(token, first)

    def _belonging(self, token: Token) -> Mention | None:
        for child in token.children:
            mention = self._by_token.get(child.i)
            if mention is not None and child.dep_ in {"amod", "compound", "nmod", "poss"}:
                return mention
        return None

    def _nearest(self, token: Token, first: int) -> tuple[Mention, ...]:
        """Return the nearest entity before *token* that its head noun can mean, or the first one after it."""
        noun = token.lemma_.lower() if token.lemma_.lower() in self.lexicon.references else token.lower_
        if token.text[:1].isupper() and token.lower_ in self.lexicon.references:
            noun = token.lower_
        for organ, nouns in self.lexicon.organs.items():
            if token.text[:1].isupper() and noun in nouns:
                owners = self.vocabulary.lookup(organ)
                if owners and any(
                    m.entity.iri == owners[0].iri or m.entity.part_of == owners[0].iri for m in self.named
                ):
                    return (Mention(first, token.i + 1, token.i, owners[0], "nominal", 0.8),)
        classes = self.lexicon.references.get(noun, ())
        if not classes:
            return ()
        modifiers = {c.lower_ for c in token.children if c.dep_ in {"amod", "compound"}}
        fits = [m for m in self.named if m.kind == "name" and self._fits(m.entity, noun, classes, modifiers)]
        if not fits and noun in {"court", "tribunal"}:
            fits = [m for m in self.named if m.kind == "name" and self.is_a(m.entity, "Tribunal")]
        before = [m for m in fits if m.first < token.i]
        chosen = before[-1] if before else (fits[0] if fits else None)
        if chosen is None:
            return ()
        return (Mention(first, token.i + 1, token.i, chosen.entity, "nominal", 0.85 if before else 0.6),)

    def _fits(self, entity: Entity, noun: str, classes: Sequence[str], modifiers: set[str]) -> bool:
        entry = self.vocabulary.entries.get(entity.iri)
        names = " ".join(entry.names if entry else (entity.label,)).lower()
        if not self.is_a(entity, *classes, "Mechanism"):
            return False
        if self.is_a(entity, "State"):
            return False
        if self.is_a(entity, "Treaty", "Legislation") and not self.is_a(entity, *classes):
            return False
        if self.is_a(entity, "Proceeding") and "Proceeding" in classes:
            return True
        return noun in names and all(
            m in names for m in modifiers if m.isalpha() and m not in {"same", "new", "said", "whole"}
        )

    def _third(self, token: Token) -> tuple[Mention, ...]:
        word = token.lower_
        if word in _THIRD_PERSON:
            return self._antecedent(token, lambda e: self.is_a(e, "Person"), plural=False)
        if word in _THIRD_THING:
            return self._antecedent(token, lambda e: not self.is_a(e, "Person"), plural=False)
        return self._antecedent(token, lambda e: True, plural=True)

    def _antecedent(
        self, token: Token, fits: Callable[[Entity], bool], *, plural: bool
    ) -> tuple[Mention, ...]:
        """Return the most salient fitting entity before *token*: subjects before others, near before far."""
        doc = self.parsed.doc
        sentence = token.sent
        block = self.parsed.block_of[token.i]
        addressed = self._addressed(token)
        if addressed is not None and fits(addressed.entity):
            return (Mention(token.i, token.i + 1, token.i, addressed.entity, "pronoun", 0.75),)
        if self.context.resolution_body and token.lower_ in _THIRD_THING and not self._states_before(token):
            return self._pronoun(token, self.context.issuers, 0.9)
        personal = token.lower_ in _THIRD_PERSON
        for _ in range(_SENTENCES_BACK_PERSON if personal else _SENTENCES_BACK):
            subjects = [
                t
                for t in sentence
                if t.dep_ in _SUBJECTS
                and t.i < token.i
                and t.lower_ not in _RELATIVE | _FIRST_PLURAL | _FIRST_SINGULAR
                and not self.parsed.is_scaffold(t.i)
                and not self._governs(t, token)
            ]
            for subject in sorted(subjects, key=lambda t: (_depth(t), -t.i)):
                found = self.resolve_all(subject)
                found = tuple(m for m in found if fits(m.entity))
                if found and (plural or len(found) == 1):
                    return tuple(
                        Mention(token.i, token.i + 1, token.i, m.entity, "pronoun", 0.7 * m.sure)
                        for m in found
                    )
            others = [
                m
                for m in self.named
                if sentence.start <= m.first < min(token.i, sentence.end)
                and fits(m.entity)
                and m.kind != "adjective"
                and not self._governs(doc[m.head], token)
            ]
            if others and not plural:
                return (Mention(token.i, token.i + 1, token.i, others[-1].entity, "pronoun", 0.55),)
            if sentence.start == 0:
                break
            sentence = doc[sentence.start - 1].sent
            if self.parsed.block_of[sentence.start] < block - (
                _BLOCKS_BACK_PERSON if personal else _BLOCKS_BACK
            ):
                break
        return ()

    def _addressed(self, token: Token) -> Mention | None:
        """Return whom "reminded X that it must ..." speaks to: the object of the verb whose complement *token* opens."""
        if token.dep_ not in _SUBJECTS or token.head.dep_ != "ccomp":
            return None
        for child in token.head.head.children:
            if child.dep_ in {"dobj", "dative"} and child.i < token.i:
                found = self.resolve(child)
                return found[0] if len(found) == 1 and self.is_a(found[0].entity, "Actor") else None
        return None

    def _states_before(self, token: Token) -> bool:
        """Say whether an actor is named before *token* in its sentence: then a pronoun need not mean the resolving body."""
        start = token.sent.start
        return any(
            start <= m.first < token.i and self.is_a(m.entity, "Actor") and m.kind == "name"
            for m in self.named
        )

    def _governs(self, subject: Token, token: Token) -> bool:
        """Say whether *token* cannot refer to *subject*: it sits inside it, or is an object of the same verb."""
        if token.dep_ in {"dobj", "pobj", "dative"}:
            verb = token.head
            while verb.pos_ == "ADP" and verb.head != verb:
                verb = verb.head
            if subject in surface_subjects(verb):
                return True
        return subject == token or (subject.is_ancestor(token) and token.dep_ != "poss")

    def _seat(self, token: Token) -> Entity | None:
        """Return the state in whose capital "the government in X" or "parliament in X" sits."""
        for child in token.children:
            if child.lower_ in {"in", "at"}:
                for place in child.children:
                    mention = self._by_token.get(place.i)
                    if mention is not None and mention.kind == "metonym":
                        return mention.entity
        return None

    def _members(self, token: Token) -> Entity | None:
        """Return the group of an organisation's member states that "its member states" means, if it has a name."""
        owners = [m.entity for c in token.children if c.dep_ == "poss" for m in self.resolve(c)]
        owners += [m.entity for m in self.named if self.is_a(m.entity, "InternationalOrganisation")]
        for owner in owners:
            entry = self.vocabulary.entries.get(owner.iri)
            for name in entry.names if entry is not None else ():
                known = self.vocabulary.lookup(f"{name} member states")
                if known:
                    return known[0]
        return None

    def _enumerated(self, token: Token) -> tuple[Mention, ...]:
        """Resolve "the latter" to the actor named last before, "the former" to the one before it."""
        before = [
            m
            for m in self.named
            if m.last <= token.i
            and self.is_a(m.entity, "Actor")
            and m.kind == "name"
            and not self.is_a(m.entity, "Mechanism")
        ]
        wanted = -1 if token.lower_ == "latter" else -2
        if len(before) < -wanted:
            return ()
        return (Mention(token.i, token.i + 1, token.i, before[wanted].entity, "nominal", 0.7),)

    def _plural(self, token: Token) -> tuple[Mention, ...]:
        """Resolve "both countries": the last two states named before."""
        states: list[Mention] = []
        for mention in reversed([m for m in self.named if m.first < token.i]):
            if self.is_a(mention.entity, "State") and mention.entity not in [s.entity for s in states]:
                states.append(mention)
            if len(states) == 2:
                return tuple(
                    Mention(token.i, token.i + 1, token.i, s.entity, "nominal", 0.7) for s in reversed(states)
                )
        return ()


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _same_post(a: str, b: str) -> bool:
    first, second = a.lower().split(), b.lower().split()
    return set(second) <= set(first) or set(first) <= set(second)
