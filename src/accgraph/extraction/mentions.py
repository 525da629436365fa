"""Mentions: the runs of tokens that name an actor or a mechanism, linked to the vocabulary.

Named mentions come from the gazetteer, from the way names are built (capitalised words around a head noun
such as "Tribunal") and from abbreviations that the document itself introduces in brackets. What a name
built like a known one leaves out is filled in if only one known entity fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.lexicon import NameLexicon
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.namespaces import named_iri
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Mention", "MentionKind", "family_of", "find_mentions", "found_entity", "head_of"]

MentionKind = Literal["name", "adjective", "metonym", "nominal", "pronoun"]

_CONNECTORS = frozenset({"of", "for", "on", "against", "in", "to", "the", "from", "following"})
_STOP = frozenset(
    "the a an of for on in to against and or at by from with un united nations independent international "
    "special joint core its their".split()
)
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
_DESCRIBED = frozenset({"Inquiry", "Tribunal", "Register", "ClaimsCommission", "InvestigationTeam", "Programme"})
_ACTOR_FAMILIES = {
    "Person": "person",
    "Group": "group",
    "Court": "court",
    "State": "state",
    "InternationalOrganisation": "organisation",
    "CivilSocietyOrganisation": "organisation",
    "GovernmentBody": "organisation",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens *first* to *last* (exclusive), headed by token *head*, stand for *entity*.

    ``kind`` says how: by name, by an adjective of belonging ("Danish"), by the place where it sits
    ("Copenhagen"), by a description ("the Court") or by a pronoun. ``sure`` lies in 0..1.
    """

    first: int
    last: int
    head: int
    entity: Entity
    kind: MentionKind
    sure: float = 1.0


def family_of(classes: Sequence[str]) -> str:
    """Return the IRI family of an entity of these classes: ``person``, ``court``, ``mechanism``, ..."""
    for name in classes:
        if name in _ACTOR_FAMILIES:
            return _ACTOR_FAMILIES[name]
    return "mechanism"


def found_entity(label: str, classes: Sequence[str], part_of: str | None = None) -> Entity:
    """Return an entity that was found in text only, with the IRI that every like-named one gets."""
    return Entity(named_iri(family_of(classes), label), label, tuple(classes), False, part_of)


def head_of(parsed: ParsedText, first: int, last: int) -> int:
    """Return the index of the syntactic head of tokens *first* to *last*: the one whose governor is outside."""
    for i in range(first, last):
        if not first <= parsed.doc[i].head.i < last or parsed.doc[i].head.i == i:
            return i
    return last - 1


def find_mentions(
    parsed: ParsedText, gazetteer: Gazetteer, vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return the named mentions of *parsed* in their order; no two of them overlap."""
    known = _known(parsed, gazetteer, vocabulary)
    built = list(_built(parsed, known, vocabulary, lexicon))
    kept = [m for m in known if not any(b.first <= m.first and m.last <= b.last for b in built)]
    mentions = sorted([*kept, *built], key=lambda m: m.first)
    mentions = _with_descriptions(parsed, mentions, vocabulary, lexicon)
    mentions = _with_case_titles(parsed, mentions, vocabulary)
    mentions = _with_governments(parsed, mentions, vocabulary, lexicon)
    return _with_abbreviations(parsed, mentions)


def _known(parsed: ParsedText, gazetteer: Gazetteer, vocabulary: Vocabulary) -> list[Mention]:
    matches = list(gazetteer.matches(parsed.doc))
    certain = {m.entities[0].iri for m in matches if len(m.entities) == 1}
    situations = {
        situation
        for iri in certain
        for situation in vocabulary.entries[iri].links.get("situation", ())
    }
    mentions = []
    for match in matches:
        entity = _preferred(match.entities, certain, situations, vocabulary)
        kind: MentionKind = {"name": "name", "demonym": "adjective", "metonym": "metonym"}[match.kind]  # type: ignore[assignment]
        head = head_of(parsed, match.first, match.last)
        sure = 1.0 if len(match.entities) == 1 else 0.8
        mentions.append(Mention(match.first, match.last, head, entity, kind, sure))
    return mentions


def _preferred(
    entities: Sequence[Entity], certain: set[str], situations: set[str], vocabulary: Vocabulary
) -> Entity:
    """Return the reading of an ambiguous name that the rest of the document speaks for."""

    def rank(entity: Entity) -> tuple[bool, bool, bool]:
        theirs = set(vocabulary.entries[entity.iri].links.get("situation", ()))
        return (entity.iri not in certain, not (theirs & situations), not vocabulary.is_a(entity, "Court"))

    return min(entities, key=rank)


def _built(
    parsed: ParsedText, known: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> Iterator[Mention]:
    """Yield the names that are built like a mechanism's or an institution's and are not known as they stand."""
    by_first = {m.first: m for m in known}
    covered = {i: m for m in known for i in range(m.first, m.last)}
    seen = {
        name: m.entity
        for m in known
        if vocabulary.is_a(m.entity, "Mechanism") and m.entity.iri in vocabulary.entries
        for name in vocabulary.entries[m.entity.iri].names
    }
    for first, last in _capitalised_runs(parsed, covered, vocabulary):
        trimmed = _typed(parsed, first, last, lexicon)
        if trimmed is None:
            continue
        last, classes = trimmed
        if any(m.first <= first and last <= m.last for m in known):
            continue
        inner = [m for m in known if first <= m.first and m.last <= last]
        if any(vocabulary.is_a(m.entity, "Mechanism") and not vocabulary.is_a(m.entity, "Actor") for m in inner):
            continue
        opening = by_first.get(first)
        if opening and vocabulary.is_a(opening.entity, "Mechanism"):
            continue
        if opening and _is_government(parsed, opening, last, vocabulary, lexicon):
            continue
        name = parsed.quote(parsed.span(first, last))
        entity = _linked(name, classes, vocabulary) or _seen_before(name, classes, seen)
        if entity is None:
            part_of = None
            if "GovernmentBody" in classes:
                part_of = _owner(parsed, first, last, known, vocabulary) or _seat_of(parsed, first, known, vocabulary)
            entity = found_entity(_clean(name), classes, part_of)
        seen.setdefault(entity.label, entity)
        yield Mention(first, last, head_of(parsed, first, last), entity, "name", 1.0 if entity.known else 0.85)


def _capitalised_runs(
    parsed: ParsedText, covered: Mapping[int, Mention], vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    doc = parsed.doc
    i = 0
    while i < len(doc):
        if not _opens_name(doc[i]) or parsed.is_scaffold(i):
            i += 1
            continue
        if i + 2 < len(doc) and doc[i + 1].lower_ == "and" and i > 0 and doc[i - 1].lower_ == "the" and i not in covered:
            last = i + 3 if doc[i + 2].text[:1].isupper() and i + 2 not in covered else i + 1
        else:
            last = i + 1
        while True:
            if last < len(doc) and _goes_on(doc[last], doc[last - 1]) and _same_line(parsed, i, last):
                last += 1
                continue
            reach = last
            while reach < len(doc) and reach - last < 3 and doc[reach].lower_ in _CONNECTORS:
                reach += 1
            if (
                reach > last
                and reach < len(doc)
                and _same_line(parsed, i, reach)
                and doc[reach].text[:1].isupper()
                and doc[reach].text not in _CALENDAR
                and not _is_seat(doc[last].lower_, covered.get(reach))
                and not _is_apart(doc[last].lower_, last - 1 in covered, covered.get(reach), vocabulary)
            ):
                last = reach + 1
                continue
            if (
                last + 1 < len(doc)
                and doc[last].lower_ in {"and", "&"}
                and _same_line(parsed, i, last + 1)
                and doc[last + 1].text[:1].isupper()
                and last + 1 not in covered
                and last - 1 not in covered
                and any(doc[k].lower_ in {"of", "on", "for"} for k in range(i, last))
            ):
                last += 2
                continue
            break
        yield i, last
        i = last


def _opens_name(token: Token) -> bool:
    if token.text in _CALENDAR:
        return False
    return token.text[:1].isupper() and token.pos_ not in {"DET", "ADP", "PRON", "CCONJ", "SCONJ", "PUNCT", "AUX"}


def _goes_on(token: Token, before: Token) -> bool:
    if token.text in _CALENDAR:
        return False
    if token.text[:1].isupper() and token.pos_ != "PUNCT":
        return True
    following = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    return token.text in {"-", "/"} and not before.whitespace_ and not token.whitespace_ and following[:1].isupper()


def _same_line(parsed: ParsedText, a: int, b: int) -> bool:
    return parsed.block_of[a] == parsed.block_of[b]


def _is_apart(
    connector: str, after_name: bool, following: Mention | None, vocabulary: Vocabulary
) -> bool:
    """Say whether a known name ends before "in" or begins after it, so that the two are no longer name."""
    if connector not in {"in", "from", "against", "following"}:
        return False
    body = following is not None and not vocabulary.is_a(following.entity, "State")
    return after_name or body


def _is_seat(connector: str, mention: Mention | None) -> bool:
    """Say whether "in X" only says where the named body is: X is a city, not part of a name."""
    return connector in {"in", "to", "from"} and mention is not None and mention.kind == "metonym"


def _typed(
    parsed: ParsedText, first: int, last: int, lexicon: NameLexicon
) -> tuple[int, tuple[str, ...]] | None:
    """Return where the name that starts at *first* ends, and its classes; None if it has no known head noun."""
    words = [parsed.doc[i].text for i in range(first, last)]
    lowered = [w.lower() for w in words]
    segment = next((k for k, w in enumerate(lowered) if w in _CONNECTORS), len(words))
    best: tuple[int, str] | None = None
    for head, name in lexicon.heads:
        size = len(head)
        for k in range(segment - 1, -1, -1):
            starts_in_segment = lowered[k : k + size] == list(head)
            ends_segment = k + size == segment or k + size > segment
            if starts_in_segment and ends_segment and (best is None or size > best[0]):
                best = (size, name)
    if best is None:
        return None
    _, name = best
    if len([w for w in words if w[:1].isupper()]) < 2:
        return None
    if name == "Tribunal":
        local = any(d.lower() in " ".join(lowered) for d in lexicon.domestic_courts)
        return last, (("Court",) if local else ("Court", "Tribunal"))
    return last, (name,)


def _clean(name: str) -> str:
    """Return *name* as a label: one line, no markup."""
    return re.sub(r"\s+", " ", re.sub(r"[*_\[\]]|\(#?[^()]*\)", "", name)).strip(" ,;:")


def _content(name: str) -> frozenset[str]:
    words = re.findall(r"[\w]+", name.lower().replace("'s", ""))
    return frozenset(w for w in words if w not in _STOP)


def _linked(name: str, classes: Sequence[str], vocabulary: Vocabulary) -> Entity | None:
    """Return the one known entity whose name holds every content word of *name*, two of them at least."""
    wanted = _content(name)
    if len(wanted) < 2:
        return None
    fits = {
        entry.entity
        for entry in vocabulary.entries.values()
        if any(vocabulary.is_a(entry.entity, c) for c in ("Mechanism", "Actor"))
        and any(wanted <= _content(n) or (len(wanted) > 2 and wanted == _content(n)) for n in entry.names)
        and _compatible(entry.entity, classes, vocabulary)
    }
    return next(iter(fits)) if len(fits) == 1 else None


def _compatible(entity: Entity, classes: Sequence[str], vocabulary: Vocabulary) -> bool:
    mechanism = vocabulary.is_a(entity, "Mechanism")
    return any(
        vocabulary.is_a(entity, c) or (mechanism and family_of((c,)) in {"mechanism", "court"}) for c in classes
    )


def _seen_before(name: str, classes: Sequence[str], seen: Mapping[str, Entity]) -> Entity | None:
    wanted = _content(name)
    for label, entity in seen.items():
        if wanted and wanted <= _content(label) and (set(classes) & set(entity.classes) or entity.known):
            return entity
    return None


def _with_descriptions(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with known mechanisms that are only described: "the fact-finding mission on Venezuela"."""
    doc = parsed.doc
    words = [t.lower_ for t in doc]
    result = list(mentions)
    for mention in mentions:
        if not vocabulary.is_a(mention.entity, "State"):
            continue
        before = mention.first - 1
        while before > 0 and words[before] == "the":
            before -= 1
        if before < 2 or words[before] not in {"on", "for", "in", "into", "of"}:
            continue
        for head, name in lexicon.heads:
            first = before - len(head)
            if len(head) < 2 or first < 0 or words[first:before] != list(head) or name not in _DESCRIBED:
                continue
            fits = {
                entry.entity
                for entry in vocabulary.entries.values()
                if vocabulary.is_a(entry.entity, name)
                and any(" ".join(head).replace(" - ", "-") in n.lower() and mention.entity.label.lower() in n.lower() for n in entry.names)
            }
            if len(fits) == 1 and not any(m.first <= first < m.last for m in result):
                result = [m for m in result if m is not mention]
                result.append(Mention(first, mention.last, before - 1, fits.pop(), "name", 0.85))
            break
    return sorted(result, key=lambda m: m.first)


def _with_case_titles(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Mention]:
    """Return *mentions* with "A v. B" as a mention of the case between these states."""
    doc = parsed.doc
    result: list[Mention] = []
    for mention in mentions:
        before = result[-1] if result else None
        between = [t.lower_ for t in doc[before.last : mention.first]] if before is not None else []
        parties = before is not None and all(vocabulary.is_a(m.entity, "State") for m in (before, mention))
        if before is not None and parties and [w for w in between if w not in {"the", "."}] in (["v."], ["v"], ["vs."], ["vs"], ["versus"]):
            case = _case_between(before.entity, mention.entity, parsed, vocabulary)
            result[-1] = Mention(before.first, mention.last, before.head, case, "name", 0.95)
        else:
            result.append(mention)
    return result


def _case_between(applicant: Entity, respondent: Entity, parsed: ParsedText, vocabulary: Vocabulary) -> Entity:
    """Return the known case between two states, by the words of the document where there are several."""
    text = parsed.source.lower()
    fits = [
        entry
        for _, entry in sorted(vocabulary.entries.items())
        if applicant.iri in entry.links.get("applicant", ()) and respondent.iri in entry.links.get("respondent", ())
    ]
    if not fits:
        return found_entity(f"{applicant.label} v. {respondent.label}", ("Proceeding",))
    return max(fits, key=lambda e: sum(w in text for n in e.names[:1] for w in _content(n) if len(w) > 5)).entity


def _is_government(
    parsed: ParsedText, opening: Mention, last: int, vocabulary: Vocabulary, lexicon: NameLexicon
) -> bool:
    """Say whether the run is only a state's name or adjective and a noun for its government."""
    rest = " ".join(parsed.doc[i].lower_ for i in range(opening.last, last))
    return vocabulary.is_a(opening.entity, "State") and rest in lexicon.government_nouns


def _owner(
    parsed: ParsedText, first: int, last: int, known: Sequence[Mention], vocabulary: Vocabulary
) -> str | None:
    """Return the state that a government body found in text belongs to: named in it or right before it."""
    for mention in known:
        near = first <= mention.first < last or (
            mention.last in {first, first - 1} and parsed.doc[mention.last].lower_ in {"'s", "'", parsed.doc[first].lower_}
        )
        if near and vocabulary.is_a(mention.entity, "State"):
            return mention.entity.iri
    return None


def _seat_of(
    parsed: ParsedText, first: int, known: Sequence[Mention], vocabulary: Vocabulary
) -> str | None:
    """Return the state whose capital opens the sentence ("In Moscow, the Foreign Ministry said ...")."""
    sentence = parsed.sentence(first)
    for mention in known:
        opens = sentence.start < mention.first <= sentence.start + 2 and parsed.doc[mention.first - 1].lower_ == "in"
        if opens and mention.first < first and mention.kind == "metonym" and vocabulary.is_a(mention.entity, "State"):
            return mention.entity.iri
    return None


def _with_governments(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with "the Danish Government", "the authorities of Mali" as mentions of the state."""
    doc = parsed.doc
    result: list[Mention] = []
    for mention in mentions:
        is_state = vocabulary.is_a(mention.entity, "State") or vocabulary.is_a(
            mention.entity, "InternationalOrganisation"
        )
        after = mention.last
        if is_state and after < len(doc) and doc[after].lower_ == "'s":
            after += 1
        noun = after
        while noun < len(doc) and noun - after < 2 and doc[noun].pos_ == "ADJ" and noun not in {
            m.first for m in mentions
        }:
            noun += 1
        if (
            is_state
            and mention.kind in {"adjective", "name"}
            and noun < len(doc)
            and doc[noun].lower_ in lexicon.government_nouns
            and (mention.kind == "adjective" or noun == mention.last or after > mention.last)
            and not any(m.first == noun for m in mentions)
        ):
            result.append(Mention(mention.first, noun + 1, noun, mention.entity, "name", 0.95))
            continue
        start = mention.first
        if start > 0 and doc[start - 1].lower_ == "the":
            start -= 1
        if (
            is_state
            and mention.kind == "name"
            and start >= 2
            and doc[start - 1].lower_ == "of"
            and doc[start - 2].lower_ in lexicon.government_nouns
            and not any(m.first <= start - 2 < m.last for m in result)
        ):
            result.append(Mention(start - 2, mention.last, start - 2, mention.entity, "name", 0.95))
            continue
        result.append(mention)
    return result


def _with_abbreviations(parsed: ParsedText, mentions: Sequence[Mention]) -> list[Mention]:
    """Return *mentions* with every later use of an abbreviation that the document introduces in brackets."""
    doc = parsed.doc
    introduced: dict[str, Entity] = {}
    taken: set[int] = {i for m in mentions for i in range(m.first, m.last)}
    widened: list[Mention] = []
    for mention in mentions:
        i = mention.last
        if i < len(doc) and doc[i].text in {'"', "'"}:
            i += 1
        if i + 2 < len(doc) and doc[i].text == "(" and not mention.entity.known:
            for k in range(i + 1, min(i + 6, len(doc))):
                word = doc[k].text
                if word == ")":
                    break
                if _is_abbreviation(word):
                    introduced.setdefault(word, mention.entity)
        widened.append(mention)
    for token in doc:
        if token.text in introduced and token.i not in taken:
            widened.append(Mention(token.i, token.i + 1, token.i, introduced[token.text], "name", 0.9))
    return sorted(widened, key=lambda m: m.first)


def _is_abbreviation(word: str) -> bool:
    return 2 <= len(word) <= 10 and sum(c.isupper() for c in word) >= 2


def replace_entity(mentions: Iterable[Mention], old: Entity, new: Entity) -> list[Mention]:
    """Return *mentions* with *new* in the place of *old*."""
    return [replace(m, entity=new) if m.entity == old else m for m in mentions]
