"""Reference: whom or what a noun phrase, a title or a pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.context import Context
from accgraph.extraction.counted import plural
from accgraph.extraction.gatherings import assembled
from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.nearest import organ
from accgraph.extraction.nominals import description, title
from accgraph.extraction.people import People
from accgraph.extraction.pronouns import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    RELATIVE,
    SECOND,
    SUBJECTS,
    THIRD_PERSON,
    THIRD_PLURAL,
    THIRD_THING,
    means_text,
    pronoun,
    relative,
    third,
)
from accgraph.extraction.scope import Scope
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Resolver"]

_SECOND_CHOICE = 0.95
_TOPIC = 0.5
_CALLED = 0.8


class Resolver(Scope):
    """Answers, for one document, which entities a token stands for, and remembers the answers."""

    def __init__(
        self,
        parsed: ParsedText,
        mentions: Sequence[Mention],
        people: People,
        context: Context,
        vocabulary: Vocabulary,
        lexicon: NameLexicon,
    ) -> None:
        super().__init__(parsed, mentions, people, context, vocabulary, lexicon)
        self._cache: dict[int, tuple[Mention, ...]] = {}
        self._open: set[int] = set()

    def forget(self) -> None:
        """Drop what was resolved so far; to be called when the speakers have become known."""
        self._cache.clear()

    def resolve(self, token: Token) -> tuple[Mention, ...]:
        """Return what *token*, a pronoun or the head of a noun phrase, stands for; coordination left aside.

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

    def resolve_as(self, token: Token, wanted: Callable[[Entity], bool]) -> tuple[Mention, ...]:
        """Return what *token* stands for in a place that only entities that are *wanted* can fill.

        A pronoun whose likeliest antecedent is none takes the likeliest that is (selectional preference).
        """
        found = self._or_made(token, tuple(m for m in self.resolve(token) if wanted(m.entity)), wanted)
        if self._is_a_states(token):
            found = tuple(m for m in found if self.is_a(m.entity, "State"))
        if not found and token.lower_ == "both" and not _is_of_things(token):
            return tuple(m for m in plural(self, token, "Mechanism") if wanted(m.entity))
        if found or token.lower_ not in THIRD_THING | THIRD_PLURAL or token.i in self._open:
            return found
        if self.parsed.is_scaffold(token.i) or self._is_a_states(token):
            return ()
        second = tuple(replace(m, sure=_SECOND_CHOICE * m.sure) for m in third(self, token, wanted))
        second = self._or_made(token, second, wanted)
        bodily = token.dep_ != "poss" or token.head.lemma_.lower() in word_list("bodies_own")
        topic = self.topic or (self.announced if bodily else None)
        untold = not second and token.lower_ in THIRD_THING and not means_text(self, token)
        if untold and topic is not None and wanted(topic):
            return pronoun(token, (topic,), _TOPIC)
        return second

    def _is_a_states(self, token: Token) -> bool:
        """Say whether what *token* has is what only a state has: "paid *its* share"."""
        return token.dep_ == "poss" and token.head.lemma_.lower() in word_list("states_things")

    def _or_made(
        self, token: Token, found: tuple[Mention, ...], wanted: Callable[[Entity], bool]
    ) -> tuple[Mention, ...]:
        """Return *found*, or what was named beside it, an organ: "It created *a mission*; X backed *it*"."""
        maker = found[0] if len(found) == 1 and found[0].kind == "pronoun" else None
        if maker is None or not self.is_a(maker.entity, "Institution"):
            return found
        made = third(self, token, lambda e: wanted(e) and not self.is_a(e, "Institution"))
        last = {m.entity: m.first for m in self.starting_in(0, token.i)}
        named = last.get(maker.entity, -1)
        since = self.parsed.doc[named].sent.start if named >= 0 else 0
        return tuple(m for m in made if last.get(m.entity, -1) >= since) or found

    def _issuer_called(self, token: Token) -> tuple[Mention, ...]:
        """Return the issuer that a word of its own name stands for: "*the Community* takes pride in it"."""
        named = [e for e in self.context.issuers if token.text in e.label.split()]
        bare = [c.lower_ for c in token.children if c.dep_ != "punct"] == ["the"]
        if len(named) != 1 or not bare or not token.text[:1].isupper() or token.dep_ not in SUBJECTS:
            return ()
        return pronoun(token, (named[0],), _CALLED)

    def _resolve(self, token: Token) -> tuple[Mention, ...]:
        named = self.mention_at(token.i)
        if named is not None and named.kind != "adjective":
            return (named,)
        word = token.lower_
        if self.parsed.is_scaffold(token.i):
            issuing = self.context.resolution_body and word == "it"
            return pronoun(token, self.context.issuers if issuing else (), 0.95)
        if word in FIRST_PLURAL:
            return pronoun(token, self.speakers(token.i), 0.9)
        if word in FIRST_SINGULAR:
            person = self.speaking_person(token.i)
            return pronoun(token, (person,) if person else self.speakers(token.i), 0.9)
        if word in SECOND:
            return pronoun(token, self.context.addressees, 0.7)
        if word == "that" and token.tag_ == "DT":
            return ()
        if word in RELATIVE and token.dep_ in {*SUBJECTS, "dobj", "pobj", "poss"}:
            return relative(self, token)
        if word in THIRD_PERSON or word in THIRD_THING or word in THIRD_PLURAL:
            return third(self, token)
        if assembled(self, token):
            return pronoun(token, self.context.issuers, 0.85)
        if token.i in self.posts:
            # "The Head of *the Mechanism*" is a post, and speaks of a mechanism
            inner = token.pos_ == "NOUN" and token.dep_ == "pobj"
            return (
                title(self, token) or organ(self, token, word) or (description(self, token) if inner else ())
            )
        if token.pos_ in {"NOUN", "PROPN"} or token.lower_ in {"latter", "former"}:
            return description(self, token) or self._issuer_called(token)
        if word in {"both", "two"}:
            return plural(self, token) if not _is_of_things(token) else ()
        return ()


def _is_of_things(token: Token) -> bool:
    """Say whether *token* is of what is said behind it: "*both* of the requests"."""
    return any(t.pos_ == "NOUN" for c in token.children if c.lower_ == "of" for t in c.children)
