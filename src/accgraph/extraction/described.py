"""Mechanisms that a text describes and does not name: "a truth commission", "the victims' fund for Chad".

A description says which one is meant if the document names one built so, if it says itself whom it is for, or
if the document is about one situation; else it can't be told from others and stands for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from accgraph.extraction.lexicon import NameLexicon
from accgraph.extraction.mentions import Mention, by_frequency, found_entity, head_of
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.telling import closing
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

__all__ = ["with_described_mechanisms"]

_SURE = 0.75
_LINKS = frozenset({"for", "on", "into", "in", "against", "of"})
_SAME = frozenset({"is", "was", "remains", "became", "as", ","})
_CALLED = frozenset({"called", "known", "named", "dubbed"})
_DEFINITE = frozenset({"the", "this", "that"})
_MAIN = 3
_REACH = 8


def with_described_mechanisms(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with the mechanisms that common nouns of ``names.toml`` describe."""
    by_first = {m.first: m for m in mentions}
    covered = {i for m in mentions for i in range(m.first, m.last)}
    mechanisms = [
        (" ".join(t.lower_ for t in parsed.doc[m.first : m.last]), m.entity)
        for m in mentions
        if vocabulary.is_a(m.entity, "Mechanism")
    ]
    named = tuple(mechanisms)
    main, situation = _main_state(mentions, vocabulary), _main_situation(mentions, vocabulary)
    by_token = {i: m for m in mentions for i in range(m.first, m.last)}
    result = list(mentions)
    for first, head, last, name in _descriptions(parsed, lexicon):
        if covered.intersection(range(first, last)):
            continue
        words = " ".join(t.lower_ for t in parsed.doc[head:last])
        place = _place_after(parsed, last, by_first, vocabulary)
        again = first > 0 and parsed.doc[first - 1].lower_ in _DEFINITE
        entity = None if place is not None else _named_so(words, mechanisms if again else named)
        end = closing(parsed.doc, last, by_token)[0] if place is None else last
        told = {t.lower_ for t in parsed.doc[last:end] if t.pos_ == "PROPN"}
        if entity is None and told:
            entity = _known_of_place(words, name, told, vocabulary)
            last = end if entity is not None else last
        if entity is None and not told:
            places = mentions if place is None else [place]
            entity = _known_there(words, name, situation if place is None else None, places, vocabulary)
        if entity is None:
            entity = _named_before(parsed, first, by_token, vocabulary) or _named_behind(
                parsed, last if place is None else place.last, by_token, vocabulary
            )
        if entity is None:
            state = place.entity if place else _state_around(parsed, first, mentions, vocabulary, main)
            about = _unknown_place(parsed, last, covered) or (state.label if state is not None else None)
            matter = any(lexicon.matters & {t.lower_, t.lemma_.lower()} for t in parsed.doc[last:end])
            if about is None and not matter:
                continue
            label = parsed.doc[first : end if matter else last].text.replace(" - ", "-")
            name_given = label if matter else f"{label} ({about})"
            entity = found_entity(f"{name_given[:1].upper()}{name_given[1:]}", (name,))
        if place is not None and place.first - last <= 2:
            result = [m for m in result if m is not place]
            last = place.last
        covered.update(range(first, last))
        mechanisms.append((words, entity))
        result.append(Mention(first, last, head_of(parsed, first, last), entity, "name", _SURE))
    return sorted(result, key=lambda m: m.first)


def _named_before(
    parsed: ParsedText, first: int, by_token: dict[int, Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return what a description tells of right before it: "*the Chamber* is a hybrid court"."""
    doc = parsed.tokens
    start = first - 1 if first > 0 and doc[first - 1].lower_ in {"a", "an", "the"} else first
    if start < 2 or doc[start - 1].lower_ not in _SAME or doc[start - 1].sent.start > start - 2:
        return None
    named = by_token.get(start - 2)
    known = named is not None and named.kind == "name" and _is_body(named.entity, vocabulary)
    return named.entity if named is not None and known else None


def _named_behind(
    parsed: ParsedText, last: int, by_token: dict[int, Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return what a description is called right behind it: "a hybrid court, called *the Chamber*"."""
    doc = parsed.tokens
    called = [i for i in range(last, min(last + 3, len(doc))) if doc[i].lower_ in _CALLED]
    for i in range(called[0] + 1, min(called[0] + 4, len(doc))) if called else ():
        named = by_token.get(i)
        if named is not None:
            return named.entity if _is_body(named.entity, vocabulary) else None
    return None


def _is_body(entity: Entity, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.is_a(entity, name) for name in ("Court", "Tribunal", "Inquiry"))


def _descriptions(parsed: ParsedText, lexicon: NameLexicon) -> Iterator[tuple[int, int, int, str]]:
    """Yield start, start of the telling words, end and class of each description in the singular."""
    doc = parsed.tokens
    lowered = tuple(token.lower_ for token in doc)
    openings = {words[0] for words, _ in lexicon.described}
    i = 0
    while i < len(doc):
        if lowered[i] not in openings:
            i += 1
            continue
        matched = next(
            ((len(words), name) for words, name in lexicon.described if lowered[i : i + len(words)] == words),
            None,
        )
        if matched is None or parsed.is_scaffold(i):
            i += 1
            continue
        size, name = matched
        first = i
        while first > 0 and (doc[first - 1].lower_ in lexicon.describing or doc[first - 1].text == "-"):
            first -= 1
        yield first, i, i + size, name
        i += size


def _place_after(
    parsed: ParsedText, last: int, by_first: dict[int, Mention], vocabulary: Vocabulary
) -> Mention | None:
    """Return the state that "for the Central African Republic", "into crimes in Chad" names after *last*."""
    doc = parsed.tokens
    if last >= len(doc) or doc[last].lower_ not in _LINKS:
        return None
    for i in range(last + 1, min(last + 1 + _REACH, len(doc))):
        mention = by_first.get(i)
        if mention is not None:
            return mention if vocabulary.is_a(mention.entity, "State") and mention.kind == "name" else None
        if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX"}:
            return None
    return None


def _unknown_place(parsed: ParsedText, last: int, covered: set[int]) -> str | None:
    """Return the name in "for Greenland", "in the Kivus" at token *last*, if the vocabulary knows it not."""
    doc = parsed.tokens
    if last + 1 >= len(doc) or doc[last].lower_ not in _LINKS:
        return None
    first = end = last + 1 + (doc[last + 1].lower_ == "the")
    while end < len(doc) and doc[end].pos_ == "PROPN" and end not in covered:
        end += 1
    return parsed.doc[first:end].text or None


def _named_so(words: str, mechanisms: Sequence[tuple[str, Entity]]) -> Entity | None:
    """Return the only one of *mechanisms*, with the words that name them, that is named with *words*."""
    fits = dict.fromkeys(entity for name, entity in mechanisms if words in name)
    return next(iter(fits)) if len(fits) == 1 else None


def _main_situation(mentions: Sequence[Mention], vocabulary: Vocabulary) -> str | None:
    """Return the IRI of the situation that most of the known mechanisms of the document are for."""
    entries = [vocabulary.entries[m.entity.iri] for m in mentions if m.entity.iri in vocabulary.entries]
    counts = Counter(e.link("situation") for e in entries if vocabulary.is_a(e.entity, "Mechanism"))
    del counts[None]
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _known_there(
    words: str, name: str, situation: str | None, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> Entity | None:
    """Return the only known mechanism of class *name* whose name holds *words*, for *situation*.

    Failing that, the only one whose name holds that of a state that the document names too.
    """
    called = [
        entry for entry in vocabulary.members(name) if any(words in each.lower() for each in entry.names)
    ]
    states = {m.entity.label for m in mentions if vocabulary.is_a(m.entity, "State")}
    there = {e.entity for e in called if situation is not None and e.link("situation") == situation}
    near = {e.entity for e in called if any(s in n for n in e.names for s in states)}
    return next((found.pop() for found in (there, near) if len(found) == 1), None)


def _known_of_place(words: str, name: str, told: Set[str], vocabulary: Vocabulary) -> Entity | None:
    """Return the only known mechanism of class *name* in whose name *words* and all of *told* stand."""
    fits = {
        entry.entity
        for entry in vocabulary.members(name)
        for each in entry.names
        if words in each.lower() and told <= set(each.lower().split())
    }
    return fits.pop() if len(fits) == 1 else None


def _state_around(
    parsed: ParsedText, index: int, mentions: Sequence[Mention], vocabulary: Vocabulary, main: Entity | None
) -> Entity | None:
    """Return the only state that the sentence of token *index* names, *main* if it names none."""
    sentence = parsed.sentence(index)
    states = {
        m.entity
        for m in mentions
        if sentence.start <= m.first < sentence.end and vocabulary.is_a(m.entity, "State")
    }
    if not states:
        return main
    return states.pop() if len(states) == 1 else (main if main in states else None)


def _main_state(mentions: Sequence[Mention], vocabulary: Vocabulary) -> Entity | None:
    """Return the state that the document names most, three times at least and more than any other."""
    ranked = by_frequency(m.entity for m in mentions if vocabulary.is_a(m.entity, "State"))
    if not ranked or ranked[0][1] < _MAIN or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]
