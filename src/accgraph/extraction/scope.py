"""What a document lets one refer to: who and what is named in it, and whose acts count as whose."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from accgraph.extraction.allegiance import employer, state_nearby
from accgraph.extraction.context import Context
from accgraph.extraction.layout import head_blocks
from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, by_frequency
from accgraph.extraction.people import People, Person
from accgraph.extraction.posts import Post
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.syntax import coordinated
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Scope"]

_BODIES = ("Tribunal", "Inquiry", "InvestigationTeam", "Fund", "Register", "ClaimsCommission")


class Scope(ABC):
    """Who and what is named in one document, and by whom it speaks.

    ``named`` are all mentions by name in their order, ``posts`` the posts by token. ``speakers`` gives whom
    "we" means at a token, and ``speaking_person`` whom "I" means; until speech has been attributed they are
    the document's own.
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
        self._serving: dict[str, Entity | None] = {}
        self._ministries: dict[str, Entity] = {}
        self._firsts = [m.first for m in self.named]
        self._by_token = {i: m for m in self.named for i in range(m.first, m.last)}
        self.posts = {i: p for p in people.posts for i in range(p.first, p.last)}
        self.speakers: Callable[[int], tuple[Entity, ...]] = lambda _: context.issuers
        self.speaking_person: Callable[[int], Entity | None] = lambda _: (
            context.speaker.entity if context.speaker else None
        )

    @abstractmethod
    def resolve(self, token: Token) -> tuple[Mention, ...]:
        """Return what *token*, a pronoun or the head of a noun phrase, stands for, coordination aside."""

    @abstractmethod
    def resolve_as(self, token: Token, wanted: Callable[[Entity], bool]) -> tuple[Mention, ...]:
        """Return what *token* stands for in a place that only entities that are *wanted* can fill."""

    def resolve_all(self, token: Token) -> tuple[Mention, ...]:
        """Return what *token* and everything coordinated with it stand for, each entity once."""
        found: dict[str, Mention] = {}
        for part in coordinated(token):
            for mention in self.resolve(part):
                found.setdefault(mention.entity.iri, mention)
        return tuple(found.values())

    def mention_at(self, index: int) -> Mention | None:
        """Return the named mention that token *index* is part of."""
        return self._by_token.get(index)

    def post_at(self, index: int) -> Post | None:
        """Return the post whose name token *index* is part of."""
        return self.posts.get(index)

    def mentions_in(self, first: int, last: int) -> Iterator[Mention]:
        """Yield the named mentions between tokens *first* and *last*, in their order."""
        for mention in self.starting_in(first, last):
            if mention.last <= last:
                yield mention

    def starting_in(self, first: int, last: int) -> Sequence[Mention]:
        """Return the named mentions that start from token *first* on and before *last*, in their order."""
        return self.named[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def listed_with(self, mention: Mention) -> tuple[Mention, ...]:
        """Return the mentions that "A, B and C" names beside *mention*, by the words between them alone.

        So a list that the parser took apart is whole again. Without "and" before its last name it is none.
        """
        start = bisect_left(self._firsts, mention.first)
        group = [mention]
        for step in (1, -1):
            k = start + step
            while 0 <= k < len(self.named):
                left, right = (group[-1], self.named[k]) if step == 1 else (self.named[k], group[0])
                if not self._is_joined(left, right):
                    break
                group = [*group, right] if step == 1 else [left, *group]
                k += step
        if len(group) < 2 or "and" not in [
            t.lower_ for t in self.parsed.doc[group[-2].last : group[-1].first]
        ]:
            return ()
        return tuple(m for m in group if m != mention)

    def _is_joined(self, left: Mention, right: Mention) -> bool:
        between = [t.lower_ for t in self.parsed.doc[left.last : right.first]]
        return (
            0 < len(between) <= 3
            and set(between) <= {",", "and", "the", "&"}
            and bool({",", "and", "&"} & set(between))
            and self.parsed.sentence(left.head).start == self.parsed.sentence(right.head).start
        )

    def principal(self, entity: Entity) -> Entity:
        """Return the state or institution whose position *entity* takes when it acts in office."""
        person = self.people.persons.get(entity.iri)
        if person is not None:
            if person.speaks_for == "self" and person.post is not None:
                return entity
            if person.principal is not None:
                return self.principal(person.principal)
            found = self._served_by(person)
            if found is not None:
                return found
            if (
                self.context.speaker is not None
                and self.context.speaker.entity == entity
                and self.context.issuers
            ):
                return self.context.issuers[0]
            return entity
        home = self.context.home
        if (
            home is not None
            and not entity.known
            and entity.part_of is None
            and self.is_a(entity, "GovernmentBody")
        ):
            return home if self.is_a(home, "State") and self.context.issuers == (home,) else entity
        if (
            home is None
            and not entity.known
            and entity.part_of is None
            and ("Ministry" in entity.label.split() or entity.label.lower() in word_list("legislatures"))
        ):
            return self._state_of_organ(entity)
        return self.acting(entity)

    def _state_of_organ(self, entity: Entity) -> Entity:
        """Return the state that each mention of a "Foreign Ministry" is near to; *entity* if they differ.

        Of a "National Assembly" with none near, it is the state that the document is about.
        """
        if entity.iri not in self._ministries:
            self._ministries[entity.iri] = entity
            states = {state_nearby(self, m.first) for m in self.named if m.entity == entity}
            state = states.pop() if len(states) == 1 else None
            if state is None and entity.label.lower() in word_list("legislatures"):
                state = self.main_state
            self._ministries[entity.iri] = state or entity
        return self._ministries[entity.iri]

    def _served_by(self, person: Person) -> Entity | None:
        """Return for whom *person* speaks, whose post names no state or body; None if for nobody known."""
        iri = person.entity.iri
        if iri not in self._serving:
            self._serving[iri] = None
            self._serving[iri] = employer(self, person)
        return self._serving[iri]

    @cached_property
    def main_state(self) -> Entity | None:
        """The state that the document names most: three times at least, and twice as often as any other."""
        return self._dominant("State", 3)

    @cached_property
    def topic(self) -> Entity | None:
        """The mechanism that the document is about: named three times, and twice as often as any other."""
        return self._dominant("Mechanism", 3)

    @cached_property
    def announced(self) -> Entity | None:
        """Return the only body that the head lines and the opening paragraph of a longer text name."""
        opening = len(head_blocks(self.parsed))
        if len(self.parsed.blocks) < opening + 2:
            return None
        bodies = [
            m.entity
            for m in self.named
            if self.parsed.block_of[m.head] <= opening
            and self.is_a(m.entity, "Mechanism")
            and self.is_a(m.entity, *_BODIES)
        ]
        return bodies[0] if len(set(bodies)) == 1 else None

    def is_forum(self, entity: Entity) -> bool:
        """Say whether *entity* is an organ where much is dealt with, as the Human Rights Council is."""
        return self.is_a(entity, "Institution") and self.is_a(entity, "InternationalOrganisation")

    def _dominant(self, name: str, least: int) -> Entity | None:
        ranked = by_frequency(
            m.entity for m in self.named if self.is_a(m.entity, name) and not self.is_forum(m.entity)
        )
        if not ranked or ranked[0][1] < least or (len(ranked) > 1 and 2 * ranked[1][1] > ranked[0][1]):
            return None
        return ranked[0][0]

    def acting(self, entity: Entity) -> Entity:
        """Return the institution or state that the acts of *entity* count as (itself, if it is no organ)."""
        return self.vocabulary.acting(entity)

    def established(self, entity: Entity, kind: str) -> Entity:
        """Return the body that a position of *kind* on *entity*, a treaty, is about; *entity* itself if none.

        Who signs a treaty that is named by the body it sets up joins that body; who complies with any treaty
        that sets up a court, or does not, does so towards the court. A stance on an investigation or a
        criminal trial, other than opening it, is one on its court; one on a chamber is one on its court, too.
        Advisory proceedings stand for themselves.
        """
        entry = self.vocabulary.entries.get(entity.iri)
        if entry is not None and self.is_a(entity, "Proceeding") and not entry.link("applicant"):
            forum = self.vocabulary.entries.get(entry.link("forum") or "")
            if forum is not None and kind != "initiate" and " advisory " not in entity.label:
                return forum.entity
        if entry is not None and self.is_a(entity, "Court"):
            whole = self.vocabulary.entries.get(entry.link("organOf") or "")
            if whole is not None and self.is_a(whole.entity, "Court"):
                return whole.entity
        body = self.vocabulary.entries.get(entry.link("establishes") or "") if entry is not None else None
        if body is None or self.is_a(body.entity, "Treaty"):
            return entity
        shared = set(body.entity.label.lower().split()) - set(entity.label.lower().split())
        return body.entity if not shared or kind in {"cooperate", "obstruct"} else entity

    def is_a(self, entity: Entity, *names: str) -> bool:
        """Say whether *entity* is of one of these ontology classes."""
        return not self.vocabulary.classes(entity).isdisjoint(names)
