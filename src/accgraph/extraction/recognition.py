"""Recognition: which runs of tokens name an actor or a mechanism, and which.

Names come from the gazetteer, from the way names are built (capitalised words around a head noun such as
"Tribunal"), from descriptions and from abbreviations that the document itself introduces in brackets. What a
name built like a known one leaves out is filled in if only one known entity fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from accgraph.extraction.appositions import with_appositions
from accgraph.extraction.cases import with_described_cases
from accgraph.extraction.described import with_described_mechanisms
from accgraph.extraction.descriptions import with_case_titles, with_descriptions, with_governments
from accgraph.extraction.foreign import with_foreign_names
from accgraph.extraction.gazetteer import Gazetteer, Match, NameKind, content_words
from accgraph.extraction.kinds import with_kinds
from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, MentionKind, found_entity, head_of
from accgraph.extraction.names import built_names
from accgraph.extraction.resolutions import with_resolutions
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.universality import with_universal_jurisdiction
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

__all__ = ["find_mentions"]

_SITUATION = re.compile(
    r"on (?:the )?(?:(?:human rights )?situation (?:of human rights )?|human rights )in (?:the )?(?=[A-Z])"
)
_JOINED = frozenset({"of", "to"})
# what a text names so often it may be about
_OFTEN = 2
_KINDS: dict[NameKind, MentionKind] = {"name": "name", "demonym": "adjective", "metonym": "metonym"}


def find_mentions(
    parsed: ParsedText, gazetteer: Gazetteer, vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return the named mentions of *parsed* in their order; no two of them overlap."""
    known = _known(parsed, gazetteer, vocabulary)
    known = [_joined_by_others(parsed, m, vocabulary) or m for m in known]
    known = _told_apart(parsed, _read_fully(parsed, known, vocabulary), vocabulary)
    known = _without_general(parsed, known, vocabulary)
    known = [m for m in known if not _goes_on(parsed, m, known, vocabulary)]
    known = [m for m in known if not _is_anothers(parsed, m, known, vocabulary)]
    known = [m for m in known if not _is_anothers_organ(parsed, m, known, vocabulary)]
    known = [m for m in known if not _is_of_region(parsed, m)]
    known = with_foreign_names(parsed, known, lexicon)
    built = [
        b
        for b in built_names(parsed, known, gazetteer, vocabulary, lexicon)
        if not _spans(parsed, b, known) and not _ends_open(parsed, b, known)
    ]
    starts = {m: m.first + (parsed.doc[m.first].lower_ == "the") for m in known}
    kept = [m for m in known if not any(b.first <= starts[m] and m.last <= b.last for b in built)]
    mentions = sorted([*kept, *built], key=lambda m: m.first)
    mentions = _with_organs(parsed, mentions, vocabulary, lexicon)
    mentions = with_descriptions(parsed, mentions, vocabulary, lexicon)
    mentions = _with_situations(parsed, mentions, vocabulary)
    mentions = with_case_titles(parsed, mentions, vocabulary)
    mentions = with_governments(parsed, _with_sections(parsed, mentions, vocabulary), vocabulary, lexicon)
    mentions = with_appositions(parsed, mentions, lexicon)
    mentions = with_described_mechanisms(parsed, mentions, vocabulary, lexicon)
    mentions = with_described_cases(parsed, mentions, vocabulary)
    mentions = with_universal_jurisdiction(parsed, mentions, vocabulary)
    mentions = with_resolutions(parsed, mentions, vocabulary, lexicon)
    mentions = with_kinds(parsed, mentions, gazetteer, vocabulary, lexicon)
    return [_told(mention, vocabulary) for mention in _with_abbreviations(parsed, mentions)]


def _is_of_region(parsed: ParsedText, mention: Mention) -> bool:
    """Say whether *mention* is part of a word for many states: "Latin *American* countries"."""
    doc, first = parsed.doc, mention.first
    before = doc[first - 2] if first > 1 and doc[first - 1].text == "-" else doc[max(first - 1, 0)]
    return mention.kind == "adjective" and first > 0 and before.lower_ in word_list("parts_of_continents")


def _spans(parsed: ParsedText, built: Mention, known: Sequence[Mention]) -> bool:
    """Say whether *built* takes two known names for one ("agreed with the Council of Europe *on* X")."""
    opening = next((m for m in known if m.first == built.first and m.kind == "name"), None)
    return (
        opening is not None
        and opening.last < built.last
        and parsed.doc[opening.last].lower_ in {"for", "on", "to", "with"}
        and any(
            opening.last < m.first and m.last <= built.last and "State" not in m.entity.classes
            for m in known
            if m.kind == "name"
        )
    )


def _ends_open(parsed: ParsedText, built: Mention, known: Sequence[Mention]) -> bool:
    """Say whether *built* ends with an adjective of what comes behind it: "Court against *American*" bans."""
    return any(
        m.kind == "adjective"
        and m.last == built.last
        and built.first < m.first
        and parsed.doc[m.first - 1].pos_ == "ADP"
        for m in known
    )


def _told(mention: Mention, vocabulary: Vocabulary) -> Mention:
    """Return *mention* of the known entity if it is of one that only in its case is not written like it."""
    entity = vocabulary.told(mention.entity)
    return mention if entity is mention.entity else replace(mention, entity=entity)


def _with_organs(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with "the Trial Chamber" as the court that has such an organ, if it is spoken of."""
    owners = {
        noun: owner
        for name, nouns in lexicon.organs.items()
        for owner in vocabulary.lookup(name)[:1]
        for noun in nouns
    }
    spoken_of = {m.entity for m in mentions}
    result = []
    for mention in mentions:
        words = " ".join(t.lower_ for t in parsed.doc[mention.first : mention.last]).replace(" - ", "-")
        owner = None if mention.entity.known else owners.get(words)
        result.append(replace(mention, entity=owner) if owner in spoken_of and owner is not None else mention)
    return result


def _known(parsed: ParsedText, gazetteer: Gazetteer, vocabulary: Vocabulary) -> list[Mention]:
    matches = list(gazetteer.matches([token.text for token in parsed.doc]))
    others = {m.first: other for m in matches if (other := _of_another(parsed, m, matches, vocabulary))}
    taken = {i for other in others.values() for i in range(other.first, other.last)}
    matches = [m for m in matches if m.first not in taken]
    certain = {m.entities[0].iri for m in matches if len(m.entities) == 1}
    situations = {
        situation for iri in certain for situation in vocabulary.entries[iri].links.get("situation", ())
    }
    told = {m.entities[0].iri for m in matches if m.kind != "name" or not _is_common(parsed, m)}
    mentions = list(others.values())
    for match in matches:
        if _is_cut_short(parsed, match.first, match.last) or _is_surname(parsed, match):
            continue
        entity = _preferred(match.entities, certain, situations, vocabulary)
        if _is_common(parsed, match) and not _is_situated(parsed, entity, told, vocabulary):
            continue
        kind = _KINDS[match.kind]
        head = head_of(parsed, match.first, match.last)
        sure = 1.0 if len(match.entities) == 1 else 0.8
        mentions.append(Mention(match.first, match.last, head, entity, kind, sure))
    return sorted(mentions, key=lambda m: m.first)


def _joined_by_others(parsed: ParsedText, mention: Mention, vocabulary: Vocabulary) -> Mention | None:
    """Return what *mention*, a name for its members, says that others have joined.

    "Chad and Mali are *parties to the Convention*"; "all the parties" are a group.
    """
    doc = parsed.doc
    link = next((i for i in range(mention.first, mention.last) if doc[i].lower_ in _JOINED), None)
    if link is None or not vocabulary.is_a(mention.entity, "Group"):
        return None
    noun = doc[head_of(parsed, mention.first, link)]
    told = noun.dep_ in {"attr", "appos"} and doc[mention.first - 1].lower_ != "as"
    if not told or any(c.dep_ in {"det", "predet"} and c.lower_ != "both" for c in noun.children):
        return None
    first = link + 1 + (doc[link + 1].lower_ == "the")
    words = doc[first : mention.last].text
    joined = [e for e in vocabulary.lookup(words) if vocabulary.is_a(e, "Mechanism")]
    if not joined:
        return None
    return Mention(first, mention.last, head_of(parsed, first, mention.last), joined[0], "name", mention.sure)


def _of_another(
    parsed: ParsedText, match: Match, matches: Sequence[Match], vocabulary: Vocabulary
) -> Mention | None:
    """Return the like-named mechanism of another situation that *match* and the state behind it name.

    "The Register of Damage for Georgia" is not the one that is known by its first words alone.
    """
    doc, entity = parsed.doc, match.entities[0]
    if (
        match.kind != "name"
        or match.last + 1 >= len(doc)
        or doc[match.last].lower_ not in {"for", "on", "of"}
    ):
        return None
    entry = vocabulary.entries[entity.iri]
    if not vocabulary.is_a(entity, "Mechanism") or not entry.links.get("situation"):
        return None
    start = match.last + 1 + (doc[match.last + 1].lower_ == "the")
    state = next((m for m in matches if m.first in {start, start - 1} and m.kind == "name"), None)
    if state is None or not vocabulary.is_a(state.entities[0], "State"):
        return None
    theirs = {state.entities[0].label, *vocabulary.entries[state.entities[0].iri].names}
    known = [*entry.names, *(n for s in entry.links["situation"] for n in vocabulary.entries[s].names)]
    if any(name in other for name in theirs for other in known):
        return None
    label = parsed.quote(parsed.span(match.first, state.last)).replace("\n", " ")
    other = found_entity(label[:1].upper() + label[1:], entity.classes)
    return Mention(match.first, state.last, head_of(parsed, match.first, match.last), other, "name", 0.9)


def _is_common(parsed: ParsedText, match: Match) -> bool:
    """Say whether *match* is written without a capital, as a common noun is: "a compensation fund"."""
    return match.last - match.first > 1 and all(
        t.lower_ == t.text for t in parsed.doc[match.first : match.last]
    )


def _is_situated(parsed: ParsedText, entity: Entity, told: Set[str], vocabulary: Vocabulary) -> bool:
    """Say whether the text speaks of what *entity* is about, if it is about one situation alone."""
    situations = vocabulary.entries[entity.iri].links.get("situation", ())
    if len(situations) != 1 or entity.iri in told:
        return True
    if any(situations[0] in vocabulary.entries[iri].links.get("situation", ()) for iri in told):
        return True
    text = parsed.source.lower()
    return any(name.lower() in text for name in vocabulary.entries[situations[0]].names)


def _goes_on(
    parsed: ParsedText, mention: Mention, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> bool:
    """Say whether *mention* but begins a longer name: "the *Trust Fund for Victims* of Torture"."""
    doc, behind = parsed.doc, mention.last + 1
    if mention.kind != "name" or behind >= len(doc) or doc[mention.last].lower_ != "of":
        return False
    word = doc[behind]
    bodies = ("Fund", "Inquiry", "Register", "Tribunal")
    if word.pos_ != "PROPN" or not any(vocabulary.is_a(mention.entity, name) for name in bodies):
        return False
    named = any(m.first <= behind < m.last for m in mentions)
    return not named and word.text[:1].isupper() and word.ent_type_ not in {"DATE", "GPE", "PERSON"}


def _is_surname(parsed: ParsedText, match: Match) -> bool:
    """Say whether *match*, a seat of government elsewhere, is part of a name: "Karuna *Amman*"."""
    if match.kind != "metonym" or match.first == 0:
        return False
    before, word = parsed.doc[match.first - 1], parsed.doc[match.first]
    # Names from far away are taken for organisations as often.
    named = before.ent_type_ == word.ent_type_ and word.ent_type_ in {"PERSON", "ORG"}
    joined = before.dep_ == "compound" and before.head == word and before.i > before.sent.start
    joined = joined and before.lower_ not in word_list("parts_of_towns")
    return (named or joined) and before.pos_ == "PROPN" and before.text[:1].isupper()


def _without_general(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Mention]:
    """Return *mentions* without names that tell but a kind, if the text is about another situation.

    "The Special Tribunal" is not that on Ukraine in a text on The Gambia.
    """
    concerned = {e.link("concernsState") for e in vocabulary.members("Concept")}
    named = Counter(m.entity.iri for m in mentions)
    if all(iri not in concerned or count < _OFTEN for iri, count in named.items()):
        return list(mentions)
    general = {
        m
        for m in mentions
        if m.last - m.first > 1
        and m.kind == "name"
        and content_words(parsed.doc[m.first : m.last].text) <= word_list("general_in_names")
    }
    told = {m.entity.iri for m in mentions if m.entity.known and m not in general}
    return [
        m
        for m in mentions
        if m not in general or not m.entity.known or _is_situated(parsed, m.entity, told, vocabulary)
    ]


def _is_cut_short(parsed: ParsedText, first: int, last: int) -> bool:
    """Say whether a longer word goes on behind a hyphen: "Office of the Prosecutor-General" is another's."""
    doc = parsed.tokens
    if last - first < 2 or last + 1 >= len(doc) or doc[last].text != "-":
        return False
    return not doc[last - 1].whitespace_ and not doc[last].whitespace_ and doc[last + 1].text.istitle()


def _read_fully(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return *mentions* with short names read as the mechanisms whose full names in the document hold them.

    "Special Tribunal" is then that of The Gambia where the document names it so and no other in full.
    """
    named: dict[Entity, list[str]] = {}
    for mention in mentions:
        if mention.kind == "name" and vocabulary.is_a(mention.entity, "Mechanism"):
            words = " ".join(t.lower_ for t in parsed.doc[mention.first : mention.last])
            named.setdefault(mention.entity, []).append(words)
    longest = {entity: max(words, key=len) for entity, words in named.items()}
    result = []
    for mention in mentions:
        words = longest.get(mention.entity, "")
        fuller = [e for e, other in longest.items() if " " in words and other.startswith(f"{words} ")]
        if len(fuller) == 1 and mention.kind == "name":
            mention = replace(mention, entity=fuller[0])
        result.append(mention)
    return result


def _told_apart(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return *mentions* with "the Joint Investigation Team on MH17" as a team other than the known one."""
    doc, taken = parsed.doc, {i for m in mentions for i in range(m.first, m.last)}
    result = []
    for mention in mentions:
        end = mention.last + 2
        on = end <= len(doc) and doc[mention.last].lower_ in {"on", "into"} and mention.last + 1 not in taken
        matter = doc[mention.last + 1] if on else None
        if (
            matter is not None
            and matter.pos_ == "PROPN"
            and vocabulary.is_a(mention.entity, "InvestigationTeam")
        ):
            while end < len(doc) and doc[end].pos_ == "PROPN" and end not in taken:
                end += 1
            label = f"{mention.entity.label} {doc[mention.last : end].text}"
            other = found_entity(label, ("InvestigationTeam",))
            mention = replace(mention, last=end, entity=other)
        result.append(mention)
    return result


def _with_situations(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Mention]:
    """Return *mentions* with names that go on "on the situation of human rights in X", also cut short."""
    result: list[Mention] = []
    whole_of: dict[Entity, Entity] = {}
    for mention in mentions:
        if result and mention.first < result[-1].last:
            continue
        behind = _SITUATION.match(parsed.doc[mention.last : mention.last + 10].text)
        if behind is not None and not mention.entity.known and vocabulary.is_a(mention.entity, "Mechanism"):
            start = mention.last + len(behind.group(0).split())
            state = next((m for m in mentions if m.first == start), None)
            if state is not None and vocabulary.is_a(state.entity, "State"):
                label = parsed.quote(parsed.span(mention.first, state.last)).replace("\n", " ")
                whole = found_entity(label, mention.entity.classes)
                whole_of.setdefault(mention.entity, whole)
                mention = replace(mention, last=state.last, entity=whole)
        result.append(mention)
    return [replace(m, entity=whole_of.get(m.entity, m.entity)) for m in result]


def _is_anothers(
    parsed: ParsedText, mention: Mention, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> bool:
    """Say whether "sanctions on X", known as those of one, are said to be another's ("the British ...")."""
    if not vocabulary.is_a(mention.entity, "SanctionsRegime"):
        return False
    first = mention.first - (parsed.doc[max(mention.first - 1, 0)].lower_ in {"'s", "'"})
    owner = next((m for m in mentions if m.last == first), None)
    if owner is None or not vocabulary.is_a(owner.entity, "Actor"):
        return False
    names = vocabulary.entries[mention.entity.iri].names if mention.entity.known else (mention.entity.label,)
    return not any(
        name.startswith(other) for name in names for other in vocabulary.entries[owner.entity.iri].names
    )


def _is_anothers_organ(
    parsed: ParsedText, mention: Mention, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> bool:
    """Say whether an office that many states have, known as that of one, is another's here.

    "Peru's *Prosecutor General's Office*", "Lithuania, whose *Prosecutor General's Office* ...", or in a text
    that says nothing of the one state.
    """
    entry = vocabulary.entries.get(mention.entity.iri)
    state = vocabulary.entries.get((entry.link("organOf") if entry else None) or "")
    if state is None or mention.kind != "name" or not vocabulary.is_a(state.entity, "State"):
        return False
    written = parsed.doc[mention.first : mention.last].text.lower()
    own = (*state.names, *state.demonyms)
    if not any(each in written for each in word_list("offices_of_many")) or any(
        n.lower() in written for n in own
    ):
        return False
    first = mention.first - (parsed.doc[max(mention.first - 1, 0)].lower_ == "the")
    while first > 0 and parsed.doc[first - 1].lower_ in {"'s", "'", "whose", ","}:
        first -= 1
    owner = next((m for m in mentions if m.last == first and first < mention.first), None)
    owner = owner or next((m for m in mentions if m.last == mention.first and m.kind == "adjective"), None)
    if owner is not None and vocabulary.is_a(owner.entity, "State"):
        return owner.entity != state.entity
    about = {
        state.entity,
        *(e.entity for e in vocabulary.entries.values() if e.link("organOf") == state.entity.iri),
    }
    return not any(other.entity in about for other in mentions if other.entity != mention.entity)


def _preferred(
    entities: Sequence[Entity], certain: set[str], situations: set[str], vocabulary: Vocabulary
) -> Entity:
    """Return the reading of an ambiguous name that the rest of the document speaks for."""

    def rank(entity: Entity) -> tuple[bool, bool, bool]:
        theirs = set(vocabulary.entries[entity.iri].links.get("situation", ()))
        return (entity.iri not in certain, not (theirs & situations), not vocabulary.is_a(entity, "Court"))

    return min(entities, key=rank)


def _with_sections(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """Return *mentions* with an organisation's name and a country's beside it as its national section.

    "Amnesty International Chile", "the Spanish Red Cross".
    """
    result: list[Mention] = []
    for mention in mentions:
        before = result[-1] if result else None
        if (
            before is not None
            and before.last == mention.first
            and before.kind == mention.kind == "name"
            and parsed.block_of[before.head] == parsed.block_of[mention.head]
            and vocabulary.is_a(before.entity, "CivilSocietyOrganisation")
            and vocabulary.is_a(mention.entity, "State")
        ):
            label = f"{before.entity.label} {mention.entity.label}"
            section = found_entity(label, ("CivilSocietyOrganisation",))
            result[-1] = Mention(before.first, mention.last, before.head, section, "name", before.sure)
        elif (
            before is not None
            and before.last == mention.first
            and before.kind == "adjective"
            and parsed.doc[mention.first : mention.last].text.lower() in word_list("national_societies")
        ):
            label = parsed.doc[before.first : mention.last].text
            section = found_entity(label, ("CivilSocietyOrganisation",))
            result[-1] = Mention(before.first, mention.last, mention.head, section, "name", before.sure)
        else:
            result.append(mention)
    return result


def _with_abbreviations(parsed: ParsedText, mentions: Sequence[Mention]) -> list[Mention]:
    """Return *mentions* with every later use of an abbreviation that the document introduces in brackets."""
    doc = parsed.tokens
    introduced: dict[str, Entity] = {}
    taken: set[int] = {i for m in mentions for i in range(m.first, m.last)}
    widened: list[Mention] = []
    for mention in mentions:
        i = mention.last
        if i < len(doc) and doc[i].text in {'"', "'"}:
            i += 1
        if i + 2 < len(doc) and doc[i].text == "(":
            for k in range(i + 1, min(i + 6, len(doc))):
                word = doc[k].text
                if word == ")":
                    break
                if _is_abbreviation(word) and (
                    not mention.entity.known
                    or _are_initials(word, mention.entity)
                    or (k not in taken and _are_some_initials(word, mention.entity))
                ):
                    introduced.setdefault(word, mention.entity)
        elif (called := _called_behind(parsed, mention)) is not None:
            introduced.setdefault(called, mention.entity)
        widened.append(mention)
    widened = [_as_introduced(parsed, m, introduced) for m in widened]
    for token in doc:
        if token.text in introduced and token.i not in taken:
            widened.append(Mention(token.i, token.i + 1, token.i, introduced[token.text], "name", 0.9))
    return sorted(widened, key=lambda m: m.first)


def _as_introduced(parsed: ParsedText, mention: Mention, introduced: Mapping[str, Entity]) -> Mention:
    """Return *mention*, or what the document itself calls so where others call something else so."""
    word = parsed.tokens[mention.first].text
    own = introduced.get(word) if mention.last == mention.first + 1 else None
    if own is None or own == mention.entity:
        return mention
    return replace(mention, entity=own) if _are_initials(word, own) else mention


def _are_initials(word: str, entity: Entity) -> bool:
    return "".join(w[0] for w in entity.label.split() if w[:1].isupper()) == word.upper()


def _are_some_initials(word: str, entity: Entity) -> bool:
    """Say whether *word* is made of initials of *entity*, in their order and half of them or more: "FFMI"."""
    initials = "".join(w[0] for part in entity.label.split() for w in part.split("-") if w[:1].isupper())
    left = iter(initials)
    return all(letter in left for letter in word) and 2 * len(word) >= len(initials)


def _called_behind(parsed: ParsedText, mention: Mention) -> str | None:
    """Return the abbreviation that a name is given without brackets: "the X Office, known as the XO"."""
    doc, i = parsed.tokens, mention.last
    if mention.entity.known or mention.kind != "name":
        return None
    i += i < len(doc) and doc[i].text == ","
    marked = [t.lower_ for t in doc[i : i + 2]] in (["known", "as"], ["or", "the"])
    i += 2 if marked else i < len(doc) and doc[i].lower_ == "or"
    i += i < len(doc) and doc[i].lower_ == "the"
    if i <= mention.last or i >= len(doc) or not _is_abbreviation(doc[i].text):
        return None
    initials = [w[0] for w in mention.entity.label.split() if w[:1].isupper()]
    return doc[i].text if doc[i].text.isupper() and doc[i].text[0] in initials else None


def _is_abbreviation(word: str) -> bool:
    return 2 <= len(word) <= 10 and sum(c.isupper() for c in word) >= 2
