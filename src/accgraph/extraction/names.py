"""Names by their build: runs of capitalised words around a head noun such as "Tribunal" or "Ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from accgraph.extraction.gazetteer import Gazetteer, content_words
from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, family_of, found_entity, head_of
from accgraph.extraction.name_runs import BRACKETED, CONNECTORS, capitalised_runs, opens_name, same_line
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.telling import closing
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span

__all__ = ["built_names"]

_LEAST_IN_CAPITALS = 3
_LAWS = "|".join(sorted(word.title() for word in BRACKETED))
_OF_PEOPLE = frozenset({"CivilSocietyOrganisation", "Group"})


def built_names(
    parsed: ParsedText,
    known: Sequence[Mention],
    gazetteer: Gazetteer,
    vocabulary: Vocabulary,
    lexicon: NameLexicon,
) -> Iterator[Mention]:
    """Yield the names built like a mechanism's or an institution's that are not known as they stand."""
    by_first = {m.first: m for m in known}
    covered = {i: m for m in known for i in range(m.first, m.last)}
    text = parsed.source.lower()
    seen = {
        name: m.entity
        for m in known
        if vocabulary.is_a(m.entity, "Mechanism") and m.entity.iri in vocabulary.entries
        for name in vocabulary.entries[m.entity.iri].names
    }
    for first, last in capitalised_runs(parsed, covered, vocabulary, lexicon.body_nouns):
        first = _whole_from(parsed, first, covered, lexicon)
        trimmed = _typed(parsed, first, last, lexicon)
        if trimmed is None and (behind := _behind_opening(parsed, first, last)) is not None:
            first, trimmed = behind, _typed(parsed, behind, last, lexicon)
        if trimmed is None:
            continue
        last, classes = trimmed
        if classes[0] in _OF_PEOPLE:
            last = _with_region(parsed, last)
        if any(m.first <= first and last <= m.last for m in known):
            continue
        inner = [
            m for m in known if first <= m.first and m.last <= last and not _is_generic(parsed, m, lexicon)
        ]
        if any(
            vocabulary.is_a(m.entity, "Mechanism") and not vocabulary.is_a(m.entity, "Actor") for m in inner
        ):
            continue
        if parsed.doc[first].lower_ in word_list("parts_of_mechanisms") and any(
            vocabulary.is_a(m.entity, "Mechanism") for m in inner
        ):
            continue
        if parsed.doc[first].lower_ in word_list("parts_of_mechanisms") and _is_of_common(
            parsed, last, lexicon
        ):
            continue
        opening = by_first.get(first)
        if opening and _is_generic(parsed, opening, lexicon):
            opening = None
        if opening and vocabulary.is_a(opening.entity, "Mechanism"):
            continue
        if "Treaty" in classes and {t.lower_ for t in parsed.tokens[first:last]} <= word_list("arrangements"):
            continue
        if opening and _is_government(parsed, opening, last, vocabulary, lexicon):
            continue
        last = next((m.last for m in known if first < m.first < last < m.last), last)
        name = parsed.quote(parsed.span(first, last))
        states = _states_in(parsed.sentence(first), known, vocabulary)
        end = closing(parsed.doc, last, covered)[0]
        about = {t.lower_ for t in parsed.doc[last:end] if t.pos_ == "PROPN" and t.i not in covered}
        entity = _linked(name, classes, gazetteer, vocabulary, text, states, about) or _seen_before(
            name, classes, seen
        )
        if entity is None:
            part_of = None
            if "GovernmentBody" in classes:
                part_of = _owner(parsed, first, last, known, vocabulary) or _seat_of(
                    parsed, first, known, vocabulary
                )
            entity = found_entity(_clean(name), classes, part_of)
        seen.setdefault(entity.label, entity)
        yield Mention(
            first, last, head_of(parsed, first, last), entity, "name", 1.0 if entity.known else 0.85
        )


def _with_region(parsed: ParsedText, last: int) -> int:
    """Return where a name ends that goes on with a part of a country: "X, *North and East*"."""
    doc, i = parsed.tokens, last + 1
    if i >= len(doc) or doc[last].text not in {",", "–", "-"} or not same_line(parsed, last, i):
        return last
    words = word_list("parts_of_countries")
    if i + 1 < len(doc) and doc[i].text[:1].isupper() and doc[i + 1].text in words:
        # "X, *Vanni District*"
        i += 1
    while i < len(doc) and same_line(parsed, last, i) and (doc[i].text in words or doc[i].lower_ == "and"):
        i += 1
    told = [t.text for t in doc[last + 1 : i]]
    whole = i == len(doc) or not doc[i].text[:1].isupper() or not same_line(parsed, last, i)
    return i if len(told) > 1 and told[-1] != "and" and whole else last


def _behind_opening(parsed: ParsedText, first: int, last: int) -> int | None:
    """Return where a name begins behind a sentence's first word: "Funding for the *Documentation Fund*"."""
    doc, i = parsed.tokens, first + 1
    while i < last and doc[i].lower_ in CONNECTORS:
        i += 1
    opens = parsed.sentence(first).start == first and doc[first].pos_ != "PROPN"
    return i if opens and first + 1 < i < last else None


def _is_of_common(parsed: ParsedText, last: int, lexicon: NameLexicon) -> bool:
    """Say whether a name ends with "of the Court" or the like, which names no other."""
    doc = parsed.doc
    return doc[last - 1].lower_ in lexicon.references and [t.lower_ for t in doc[last - 3 : last - 1]] == [
        "of",
        "the",
    ]


def _is_generic(parsed: ParsedText, mention: Mention, lexicon: NameLexicon) -> bool:
    """Say whether *mention* is by a head noun alone: "Joint Investigation Team" may go on "... on MH17"."""
    words = tuple(t.lower_ for t in parsed.doc[mention.first : mention.last])
    return len(words) > 1 and any(head == words for head, _ in lexicon.heads)


def _is_government(
    parsed: ParsedText, opening: Mention, last: int, vocabulary: Vocabulary, lexicon: NameLexicon
) -> bool:
    """Say whether the run is only a state's name or adjective and a noun for its government."""
    rest = " ".join(parsed.doc[i].lower_ for i in range(opening.last, last))
    return vocabulary.is_a(opening.entity, "State") and rest in lexicon.government_nouns


def _whole_from(parsed: ParsedText, first: int, covered: Mapping[int, Mention], lexicon: NameLexicon) -> int:
    """Return where the name whose run starts at *first* begins.

    A genitive ("Victims' Reparations Fund") breaks a run of capitals.
    """
    doc, start = parsed.doc, first
    while start - 2 >= 0 and same_line(parsed, start - 2, first):
        before, link = doc[start - 2], doc[start - 1]
        if start - 2 in covered or not before.text[:1].isupper() or parsed.is_scaffold(start - 2):
            break
        owner = link.text in {"'", "'s"} and before.lower_ in lexicon.possessors
        if not owner:
            break
        start -= 2
        while start > 0 and opens_name(doc[start - 1]) and start - 1 not in covered:
            if not same_line(parsed, start - 1, first):
                break
            start -= 1
    return start


def _typed(
    parsed: ParsedText, first: int, last: int, lexicon: NameLexicon
) -> tuple[int, tuple[str, ...]] | None:
    """Return where the name that starts at *first* ends, and its classes; None without a known head noun."""
    words = [token.text for token in parsed.tokens[first:last]]
    lowered = [w.lower() for w in words]
    present = set(lowered)
    segment = next((k for k, w in enumerate(lowered) if w in CONNECTORS), len(words))
    best: tuple[int, str] | None = None
    for head, name in lexicon.heads if not present.isdisjoint(lexicon.opening) else ():
        if head[0] not in present:
            continue
        size = len(head)
        for k in range(segment - 1, -1, -1):
            starts_in_segment = lowered[k : k + size] == list(head) and not _is_code(words, k)
            ends_segment = k + size == segment or k + size > segment
            if starts_in_segment and ends_segment and (best is None or size > best[0]):
                best = (size, name)
    if (
        best is None
        and lowered[0] in word_list("recurring")
        and lowered[segment - 1] in word_list("gathered")
    ):
        # "The *Third Forum* on Reparations" is a meeting.
        return None
    if best is None:
        general = _general(lowered[:segment], lexicon) if _tells(present, lexicon) else None
        if general is None:
            return None
        best = (1, general)
    _, name = best
    if len([w for w in words if w[:1].isupper()]) < 2:
        return None
    if name == "Treaty" and present & word_list("other_treaties") and not _tells(present, lexicon):
        # "The Dayton *Peace* Agreement", "the Free *Trade* Agreement"
        return None
    if name == "Tribunal":
        local = any(d.lower() in " ".join(lowered) for d in lexicon.domestic_courts)
        local = local and not present & lexicon.special_courts
        return last, (("Court",) if local else ("Court", "Tribunal"))
    second = next((lexicon.twofold[w] for w in lowered[:segment] if w in lexicon.twofold), None)
    if second is None and name in {"CivilSocietyOrganisation", "Group"} and _tells(present, lexicon):
        second = next((lexicon.helpful[w] for w in lowered[:segment] if w in lexicon.helpful), None)
    return last, ((name, second) if second is not None and name != second else (name,))


def _tells(words: Set[str], lexicon: NameLexicon) -> bool:
    """Say whether one of the lower-case *words* of a name says that it is about wrongs or their redress."""
    return not lexicon.telling.isdisjoint(words)


def _general(words: Sequence[str], lexicon: NameLexicon) -> str | None:
    """Return the class that the last of *words* signals in a name that has a telling word besides."""
    return next(
        (lexicon.general_heads[h] for n in (2, 1) if (h := tuple(words[-n:])) in lexicon.general_heads), None
    )


def _is_code(words: Sequence[str], k: int) -> bool:
    """Say whether word *k* is an abbreviation that only looks like a head noun ("Canberra ACT")."""
    return words[k].isupper() and len(words[k]) <= 4 and not words[0].isupper()


def _clean(name: str) -> str:
    """Return *name* as a label: one line, no markup, not all in capitals."""
    label = re.sub(r"\s+", " ", re.sub(rf"[*_\[\]]|\([^()]*\)(?!\s(?:{_LAWS})\b)", "", name)).strip(" ,;:")
    if not label.isupper() or len(label.split()) < _LEAST_IN_CAPITALS:
        return label
    words = [w.lower() if w.lower() in CONNECTORS | {"and"} else w.capitalize() for w in label.split()]
    return " ".join(words)


def _linked(
    name: str,
    classes: Sequence[str],
    gazetteer: Gazetteer,
    vocabulary: Vocabulary,
    text: str,
    states: Sequence[str],
    about: Set[str],
) -> Entity | None:
    """Return the one known entity whose name holds every content word of *name*, two of them at least.

    Of several it is the one whose name holds what it is said to be *about*, or whose label names one of
    *states*, those of the sentence, if nothing is said.

    Of the further words of its label, the lower-case *text* has to hold one: a commission of the same name
    may be another country's.
    """
    wanted = content_words(name)
    if len(wanted) < 2:
        return None
    fits = [
        entry.entity
        for entry in gazetteer.holding(wanted)
        if any(vocabulary.is_a(entry.entity, c) for c in ("Mechanism", "Actor"))
        and _compatible(entry.entity, classes, vocabulary)
    ]
    if len(fits) > 1 and about:
        names = {e: vocabulary.entries[e.iri].names for e in fits}
        return next((e for e in fits if any(about <= set(n.lower().split()) for n in names[e])), None)
    if len(fits) > 1:
        fits = [e for e in fits if any(state in e.label for state in states)]
    if len(fits) != 1:
        return None
    state = vocabulary.entries.get(vocabulary.entries[fits[0].iri].link("organOf") or "")
    if state is not None and not any(
        each.lower() in text for each in (*state.names, *state.demonyms, *state.metonyms)
    ):
        return None
    further = content_words(fits[0].label) - wanted
    return fits[0] if not further or any(word in text for word in further) else None


def _states_in(sentence: Span, known: Sequence[Mention], vocabulary: Vocabulary) -> list[str]:
    """Return the names of the states that *sentence* speaks of."""
    inside = (m for m in known if sentence.start <= m.first < sentence.end)
    return [m.entity.label for m in inside if vocabulary.is_a(m.entity, "State")]


def _compatible(entity: Entity, classes: Sequence[str], vocabulary: Vocabulary) -> bool:
    mechanism = vocabulary.is_a(entity, "Mechanism")
    return any(
        vocabulary.is_a(entity, c) or (mechanism and family_of((c,)) in {"mechanism", "court"})
        for c in classes
    )


def _seen_before(name: str, classes: Sequence[str], seen: Mapping[str, Entity]) -> Entity | None:
    wanted = content_words(name)
    for label, entity in seen.items():
        if wanted and wanted <= content_words(label) and (set(classes) & set(entity.classes) or entity.known):
            return entity
    return None


def _owner(
    parsed: ParsedText, first: int, last: int, known: Sequence[Mention], vocabulary: Vocabulary
) -> str | None:
    """Return the state that a government body found in text belongs to: named in it or right before it."""
    states = [m for m in known if vocabulary.is_a(m.entity, "State")]
    inside = [m for m in states if first <= m.first < last]
    before = [
        m
        for m in states
        if m.last in {first, first - 1}
        and (same_line(parsed, m.head, first) or _fills_line(parsed, m))
        and parsed.doc[m.last].lower_ in {"'s", "'", parsed.doc[first].lower_}
    ]
    return next((m.entity.iri for m in (*inside, *before)), None)


def _fills_line(parsed: ParsedText, mention: Mention) -> bool:
    """Say whether *mention* is a line of its own: "REPUBLIC OF PERU", with "MINISTRY OF JUSTICE" below."""
    first, last = parsed.block_range(parsed.block_of[mention.head])
    return mention.last == last and all(
        parsed.doc[i].lower_ in {"the", "of"} for i in range(first, mention.first)
    )


def _seat_of(parsed: ParsedText, first: int, known: Sequence[Mention], vocabulary: Vocabulary) -> str | None:
    """Return the state whose capital opens the sentence ("In Moscow, the Foreign Ministry said ...")."""
    sentence = parsed.sentence(first)
    for mention in known:
        opens = (
            sentence.start < mention.first <= sentence.start + 2
            and parsed.doc[mention.first - 1].lower_ == "in"
        )
        if (
            opens
            and mention.first < first
            and mention.kind == "metonym"
            and vocabulary.is_a(mention.entity, "State")
        ):
            return mention.entity.iri
    return None
