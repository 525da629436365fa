"""Naming: whom or what a name means at a place in a text, if words there name it or stand for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.language_model.quotes import Searchable, plain
from accgraph.language_model.reference import named_before, named_near, refers_elsewhere
from accgraph.model import Entity, Role, Span
from accgraph.namespaces import named_iri

__all__ = ["Named", "Passage"]

_REFERRING = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ"})
_LONGEST_NAME = 15
_NEAR, _DESCRIBED = 0.75, 0.85
# The properties by which the vocabulary tells a case from others.
_TELLING = ("forum", "applicant", "respondent", "situation")
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means: the role, with the entity that is named, and how sure that is (0..1).

    ``near`` is true if it is not named in the passage itself, but near one that refers to something.
    """

    role: Role
    sure: float
    near: bool = False


class Passage:
    """The sentences around a quote, and who and what is named or referred to in them.

    ``first`` and ``last`` are the tokens of the quote (half-open). Words in the quote are looked at before
    those in the rest of its sentences, and these before those in the line that introduces the list it stands
    in.
    """

    def __init__(self, analysis: Analysis, searchable: Searchable, quote: Span) -> None:
        self.analysis = analysis
        self.quote = quote
        self._searchable = searchable
        self.first, self.last = _tokens(analysis, quote)

    @cached_property
    def reach(self) -> tuple[tuple[int, int], ...]:
        """The runs of tokens that belong to the passage, nearest first."""
        if self.first == self.last:
            return ()
        parsed = self.analysis.parsed
        begin = parsed.sentence(self.first).start
        end = parsed.sentence(self.last - 1).end
        runs = [(self.first, self.last), (begin, end)]
        block = parsed.blocks[parsed.block_of[self.first]]
        seen = set()
        while block.intro is not None and block.intro not in seen:
            seen.add(block.intro)
            block = parsed.blocks[block.intro]
            runs.append(parsed.block_range(block.index))
        return tuple(runs)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What is named or referred to in the passage, nearest first."""
        found: dict[tuple[int, int, str], Mention] = {}
        resolver, doc = self.analysis.resolver, self.analysis.parsed.doc
        for first, last in self.reach:
            named = [m for m in resolver.starting_in(max(0, first - _LONGEST_NAME), last) if m.last > first]
            referred = [
                m for i in range(first, last) if doc[i].pos_ in _REFERRING for m in resolver.resolve(doc[i])
            ]
            for mention in (*named, *referred):
                found.setdefault((mention.first, mention.last, mention.entity.iri), mention)
        return tuple(found.values())

    def find(self, name: str, classes: Mapping[str, str], *wanted: str) -> Named | None:
        """Return what *name* means here, if that is of one of the classes *wanted*; None if nothing does.

        *classes* are what else is said of names: the class of one that nobody knows, but that stands here.
        """
        keys = _keys(name)
        acting: Named | None = None
        for mention in self.mentions:
            for entity in self._meant(mention):
                if self._is_called(entity, mention, keys) and self.analysis.resolver.is_a(entity, *wanted):
                    found = Named(self._role(mention, entity), mention.sure)
                    if mention.kind != "adjective":
                        return found
                    acting = acting or found
        found_otherwise = self._written(name, classes, wanted) or self._described(name, wanted)
        return acting or found_otherwise or self._near(keys, wanted)

    def find_speaker(self, name: str, classes: Mapping[str, str]) -> Named | None:
        """Return whose words *name* says stand here; the speaker may be named in another sentence."""
        found = self.find(name, classes, "Actor")
        if found is not None or self.first == self.last:
            return found
        keys = _keys(name)
        for speaker in self._speakers():
            if isinstance(speaker, Mention):
                for entity in self._meant(speaker):
                    if self._is_called(entity, speaker, keys):
                        return Named(self._role(speaker, entity), speaker.sure)
            elif self._is_called(speaker, None, keys):
                return Named(Role(speaker), 0.9)
        found = self._first_called(keys, named_before(self.analysis, self.last), ("Actor",))
        return found or self._introduced(name, classes)

    def find_place(self, name: str, classes: Mapping[str, str]) -> Named | None:
        """Return what *name* means as a place: a city is itself there, though it may stand for a state."""
        span = self._place(name)
        if span is not None:
            first, last = _tokens(self.analysis, span)
            mention = self.analysis.resolver.mention_at(first)
            doc = self.analysis.parsed.doc
            is_city = mention is not None and mention.kind == "metonym"
            if is_city or (mention is None and all(doc[i].ent_type_ == "GPE" for i in range(first, last))):
                return Named(_found_place(self.analysis.document.text, span), 0.9)
        return self.find(name, classes, "Place", "Actor", "Mechanism")

    def _speakers(self) -> Iterator[Mention | Entity]:
        analysis = self.analysis
        source = analysis.source_at(self.first)
        if source is not None and source.speaker is not None:
            yield source.speaker
        if analysis.context.speaker is not None:
            yield analysis.context.speaker.entity
        yield from analysis.context.issuers

    def _near(self, keys: frozenset[str], wanted: Sequence[str]) -> Named | None:
        """Return what *keys* name near the passage, if the passage refers to what it does not name."""
        if not self.reach:
            return None
        first, last = self.reach[1]
        if not refers_elsewhere(self.analysis, first, last):
            return None
        return self._first_called(keys, named_near(self.analysis, first, last), wanted)

    def _first_called(
        self, keys: frozenset[str], mentions: Iterable[Mention], wanted: Sequence[str]
    ) -> Named | None:
        for mention in mentions:
            for entity in self._meant(mention):
                if self._is_called(entity, mention, keys) and self.analysis.resolver.is_a(entity, *wanted):
                    return Named(self._role(mention, entity), mention.sure * _NEAR, near=True)
        return None

    def _meant(self, mention: Mention) -> tuple[Entity, ...]:
        """Return the entity of *mention*, and the state or institution that its acts count as."""
        principal = self.analysis.resolver.principal(mention.entity)
        return (mention.entity,) if principal == mention.entity else (mention.entity, principal)

    def _is_called(self, entity: Entity, mention: Mention | None, keys: frozenset[str]) -> bool:
        entry = self.analysis.vocabulary.entries.get(entity.iri)
        person = self.analysis.people.persons.get(entity.iri)
        names = [entity.label, *(entry.names if entry else ()), *((person.surname,) if person else ())]
        if mention is not None and mention.entity == entity and mention.kind not in {"pronoun", "nominal"}:
            names.append(self._words(mention))
        return any(keys & _keys(each) for each in names)

    def _words(self, mention: Mention) -> str:
        parsed = self.analysis.parsed
        if all(parsed.is_scaffold(i) for i in range(mention.first, mention.last)):
            return mention.entity.label
        return parsed.quote(parsed.span(mention.first, mention.last))

    def _role(self, mention: Mention, entity: Entity) -> Role:
        return self.analysis.role(mention, entity)

    def _written(self, name: str, classes: Mapping[str, str], wanted: Sequence[str]) -> Named | None:
        """Return what *name* means if its very words stand in the passage, though nothing was seen there."""
        span = self._place(name)
        return None if span is None else self._at(span, name, classes, wanted)

    def _introduced(self, name: str, classes: Mapping[str, str]) -> Named | None:
        """Return the speaker *name* if these very words stand anywhere before the passage ends."""
        _, end = self.reach[1]
        text = self.analysis.document.text
        within = Span(0, self.analysis.parsed.ends[end - 1])
        # A heading may name the speaker in capitals.
        found = self._searchable.find(name, within) or self._searchable.find(name.upper(), within)
        if found is None or not _is_whole(text, found[0]):
            return None
        return self._at(found[0], name, classes, ("Actor",))

    def _described(self, name: str, wanted: Sequence[str]) -> Named | None:
        """Return the known case *name* if two of those that tell it from others are named in the passage.

        They are its forum, its parties and the situation it is about.
        """
        there = {entity.iri for mention in self.mentions for entity in self._meant(mention)}
        vocabulary = self.analysis.vocabulary
        for entity in vocabulary.lookup(name):
            links = vocabulary.entries[entity.iri].links
            about = {iri for link in _TELLING for iri in links.get(link, ())}
            is_case = vocabulary.is_a(entity, "Proceeding")
            if is_case and len(about & there) >= 2 and self.analysis.resolver.is_a(entity, *wanted):
                return Named(Role(entity), _DESCRIBED)
        return None

    def _at(self, span: Span, name: str, classes: Mapping[str, str], wanted: Sequence[str]) -> Named | None:
        """Return what *name*, which stands at *span*, means by the vocabulary or by what is said of it."""
        resolver = self.analysis.resolver
        words = self.analysis.document.text[span.start : span.end]
        known = [each for each in self.analysis.vocabulary.lookup(name) if resolver.is_a(each, *wanted)]
        if len(known) == 1:
            return Named(Role(known[0], words, span.start, span.end), 0.9)
        label = " ".join((name if words.isupper() else words).split())
        given = classes.get(name)
        if known or given is None or not _is_name(label):
            return None
        if given == "Place":
            entity = _found_place(self.analysis.document.text, span).entity
        else:
            entity = found_entity(label, (given,))
        if not resolver.is_a(entity, *wanted):
            return None
        return Named(Role(entity, words, span.start, span.end), 0.7)

    def _place(self, name: str) -> Span | None:
        parsed = self.analysis.parsed
        for first, last in self.reach:
            real = [i for i in range(first, last) if not parsed.is_scaffold(i)]
            if not real:
                continue
            within = parsed.span(real[0], real[-1] + 1)
            found = self._searchable.find(name, within)
            if found is not None and _is_whole(self.analysis.document.text, found[0]):
                return found[0]
        return None


def _tokens(analysis: Analysis, span: Span) -> tuple[int, int]:
    """Return the tokens that *span* overlaps (half-open); an empty run if it covers none."""
    parsed = analysis.parsed
    # A scaffold token lies where its block begins, so that both offsets never fall.
    return bisect_right(parsed.ends, span.start), bisect_left(parsed.starts, span.end)


def _found_place(text: str, span: Span) -> Role:
    words = text[span.start : span.end]
    label = " ".join(words.split())
    return Role(Entity(named_iri("place", label), label, ("Place",), False), words, span.start, span.end)


def _keys(name: str) -> frozenset[str]:
    """Return *name* in the forms under which it counts as the same."""
    folded = plain(name).casefold()
    forms = {folded, _BRACKETS.sub("", folded)}
    for form in tuple(forms):
        bare = form.removeprefix("the ")
        forms |= {bare, bare.removesuffix("'s"), bare.removesuffix("'")}
    return frozenset(form for form in forms if form)


def _is_name(label: str) -> bool:
    """Say whether *label* is written like a name: with a capital or a number, and not too long."""
    words = label.split()
    return len(words) <= _LONGEST_NAME and any(word[:1].isupper() or word[:1].isdigit() for word in words)


def _is_whole(text: str, span: Span) -> bool:
    """Say whether *span* begins and ends where words do."""
    before, after = text[: span.start][-1:], text[span.end :][:1]
    return not (
        (before.isalnum() and text[span.start].isalnum())
        or (after.isalnum() and text[span.end - 1].isalnum())
    )
