"""Mechanisms told by their kind and their matter: "a reparations loan", "the panel on the killings".

No list can hold them. A common noun of ``[kinds]`` in ``names.toml`` stands for a mechanism if a word beside
it says that it is about wrongs and their redress (``[matters]``), or, for some kinds, which place it is for.
All phrases of a document that name no more than another one does are mentions of the same mechanism.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.gazetteer import Gazetteer, content_words
from accgraph.extraction.lexicon import NameLexicon, word_list
from accgraph.extraction.mentions import Mention, found_entity, head_of
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.syntax import agents, noun_phrase, subjects
from accgraph.extraction.telling import Phrase, is_led_into, opening, told_phrases
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Doc, Token

__all__ = ["with_kinds"]

_SURE = 0.75
_BEFORE, _AFTER = 7, 9
_LINKS = frozenset({"of", "on", "into", "for", "over", "about", "regarding", "concerning", "to"})
_INNER = frozenset({"and", "-", "'s", "'", '"', ",", "of"})
_PLACING = frozenset({"for", "into", "on"})
_OWNING = frozenset({"Court", "Tribunal", "Inquiry", "ClaimsCommission", "Register", "Fund", "Programme"})
_INDEFINITE = frozenset({"no", "any", "every", "each", "other", "another", "which", "what"})


def with_kinds(
    parsed: ParsedText,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    vocabulary: Vocabulary,
    lexicon: NameLexicon,
) -> list[Mention]:
    """Return *mentions* with the mechanisms that are told by their kind and their matter."""
    at = {i: m for m in mentions for i in range(m.first, m.last)}
    named = [
        (_name_words(m, parsed, vocabulary), m.entity)
        for m in mentions
        if vocabulary.is_a(m.entity, "Mechanism") and not vocabulary.is_a(m.entity, "Institution")
    ]
    places = {m.entity for m in mentions if vocabulary.is_a(m.entity, "State")}
    added = []
    phrases = list(_phrases(parsed, at, vocabulary, lexicon))
    taken = {i for phrase in phrases for i in range(phrase.first, phrase.last)}
    phrases += told_phrases(parsed, at, taken, vocabulary, lexicon)
    told = [(content_words(_text(parsed, phrase.start, phrase.end)), phrase) for phrase in phrases]
    for words, phrase in sorted(told, key=lambda t: (-len(t[0]), t[1].first)):
        entity = _one(e for names, e in named if any(words <= name for name in names))
        entity = entity or _known(words, phrase.name, places, gazetteer, vocabulary)
        if entity is None:
            label = _text(parsed, phrase.start, phrase.end)
            entity = found_entity(f"{label[:1].upper()}{label[1:]}", (phrase.name,))
        named.append(((words,), entity))
        head = head_of(parsed, phrase.first, phrase.last)
        added.append(Mention(phrase.first, phrase.last, head, entity, "name", _SURE))
    return sorted([*mentions, *added], key=lambda m: m.first)


def _phrases(
    parsed: ParsedText, at: Mapping[int, Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> Iterator[Phrase]:
    doc = parsed.doc
    last = 0
    for token in doc:
        if token.i < last or token.i in at or parsed.is_scaffold(token.i):
            continue
        lemma = token.lemma_.lower()
        kind = next((k for k in lexicon.kinds.get(lemma, ()) if _says(token, k.words)), None)
        if kind is None or token.tag_ not in {"NN", "NNP"} or doc[max(token.i - 1, 0)].lower_ in _INDEFINITE:
            continue
        last = token.i + len(kind.words)
        first = _matter_before(doc[token.i], at, lexicon)
        about = _about(parsed, last) or _task(parsed, last)
        inside = {at[i] for i in range(first if first is not None else token.i, about.stop) if i in at}
        own = [at[c.i] for c in token.children if c.dep_ in {"poss", "compound", "amod"} and c.i in at]
        if any(vocabulary.is_a(m.entity, "Mechanism") for m in inside.union(own)):
            continue
        owners = {n for c in token.children if c.dep_ == "poss" for n in lexicon.references.get(c.lower_, ())}
        if owners & _OWNING:
            continue
        if "after" in kind.told:
            first = None
        link = doc[about.start].lower_ if about else ""
        matter = any(_is_matter(doc[i], lexicon) for i in about) and link not in kind.doing
        place = link in _PLACING and any(doc[i].pos_ == "PROPN" for i in about)
        states = [m for m in own if vocabulary.is_a(m.entity, "State")]
        placed = place and "placed" in kind.told
        bare = "bare" in kind.told and not about and not _with_mechanism(token, last, at, vocabulary)
        if "national" in kind.told:
            if states:
                yield Phrase(states[0].last, last, about.stop, kind.name, states[0].first)
        elif first is not None or matter or placed or bare:
            start = first if first is not None else _described_from(doc, token.i, at, lexicon)
            whole = min(start, opening(doc, token.i, at, vocabulary)) if first is None else start
            yield Phrase(start, last, about.stop if matter or place else last, kind.name, whole)


def _says(token: Token, words: Sequence[str]) -> bool:
    doc, end = token.doc, token.i + len(words)
    return end <= len(doc) and all(
        doc[i].lower_ == w or doc[i].lemma_.lower() == w
        for i, w in zip(range(token.i, end), words, strict=True)
    )


def _with_mechanism(text: Token, last: int, at: Mapping[int, Mention], vocabulary: Vocabulary) -> bool:
    """Say whether *text*, up to *last*, is one that a mechanism signs: who does so too cooperates with it.

    "A memorandum with *the Court*", "signed by *the Court* and X", "*the Court* and X signed a memorandum".
    """
    doc = text.doc
    signing = [c for t in doc[text.i : last] for c in t.children if c.dep_ == "acl"]
    signing += [text.head] if text.dep_ in {"dobj", "nsubjpass"} else []
    parties = [p for verb in signing for head in (*subjects(verb), *agents(verb)) for p in head.subtree]
    following = range(last, min(last + _AFTER, len(doc)))
    linked = last < len(doc) and doc[last].lower_ in {"with", "between"}
    told = [*(following if linked else ()), *(p.i for p in parties)]
    bodies = [at[i].entity for i in told if i in at]
    wholes = [e.entity for b in bodies if (e := vocabulary.entries.get(b.part_of or "")) is not None]
    return any(vocabulary.is_a(entity, "Mechanism") for entity in (*bodies, *wholes))


def _is_matter(word: Token, lexicon: NameLexicon) -> bool:
    return word.lemma_.lower() in lexicon.matters or word.lower_ in lexicon.matters


def _matter_before(token: Token, at: Mapping[int, Mention], lexicon: NameLexicon) -> int | None:
    """Return where the words before *token* begin that say what it is about; None if none does."""
    doc, first = token.doc, None
    for i in range(token.i - 1, max(token.sent.start - 1, token.i - _BEFORE), -1):
        word = doc[i]
        if i in at or (word.pos_ not in {"NOUN", "ADJ", "PROPN"} and word.lower_ not in _INNER):
            break
        if word.lower_ == "of" or (word.text == "," and word.nbor(1).pos_ == "ADJ"):
            break
        if _is_matter(word, lexicon):
            first = i
    return None if first is None else _described_from(doc, first, at, lexicon)


def _described_from(doc: Doc, first: int, at: Mapping[int, Mention], lexicon: NameLexicon) -> int:
    """Return where the adjectives begin that describe what stands at token *first*."""
    head = doc[first]
    while first > 0 and first - 1 not in at:
        before = doc[first - 1]
        if before.lower_ not in lexicon.describing - {"new"} and (before.dep_, before.head) != (
            "compound",
            head,
        ):
            break
        first -= 1
    return first


def _about(parsed: ParsedText, last: int) -> range:
    """Return the tokens from *last* on that say what the noun before them is about; empty if none do."""
    doc = parsed.doc
    if last + 1 >= len(doc) or doc[last].lower_ not in _LINKS:
        return range(last, last)
    if doc[last].lower_ == "to" and not doc[last - 1].text.islower():
        # "Opened the Register *to* claims of others": that is no part of its name
        return range(last, last)
    thing = next((c for c in doc[last].children if c.dep_ == "pobj"), None)
    if thing is None or is_led_into(doc, last):
        return range(last, last)
    end = min(noun_phrase(thing)[1], last + _AFTER)
    for i in range(last + 1, end):
        if doc[i].is_punct and doc[i].text not in {"-", "'", '"', "/"}:
            end = i
            break
    return range(last, end)


def _task(parsed: ParsedText, last: int) -> range:
    """Return the tokens from *last* on that say what is to be done ("to look into the killings")."""
    doc, verb = parsed.doc, last
    while verb < min(last + 4, len(doc)) and (
        doc[verb].lower_ in {"to", "with", "that", "which", "for"} or doc[verb].tag_ == "VBN"
    ):
        verb += 1
    doing = last < len(doc) and doc[last].tag_ == "VBG" and doc[last].dep_ == "acl"
    if (
        not (last < verb or doing)
        or verb >= len(doc)
        or doc[verb].lemma_.lower() not in word_list("inquiring")
    ):
        return range(last, last)
    end = verb + 1
    while (
        end < min(last + _AFTER, len(doc)) and not doc[end].is_punct and doc[end].pos_ not in {"VERB", "AUX"}
    ):
        end += 1
    return range(last, end)


def _text(parsed: ParsedText, first: int, last: int) -> str:
    words = parsed.doc[first:last].text.replace(" - ", "-").replace('"', "")
    return " ".join(words.split())


def _name_words(mention: Mention, parsed: ParsedText, vocabulary: Vocabulary) -> tuple[frozenset[str], ...]:
    entry = vocabulary.entries.get(mention.entity.iri)
    names = entry.names if entry is not None else (mention.entity.label,)
    return tuple(content_words(n) for n in (*names, parsed.doc[mention.first : mention.last].text))


def _one(entities: Iterator[Entity]) -> Entity | None:
    found = dict.fromkeys(entities)
    return next(iter(found)) if len(found) == 1 else None


def _known(
    words: frozenset[str], name: str, places: set[Entity], gazetteer: Gazetteer, vocabulary: Vocabulary
) -> Entity | None:
    """Return the only known mechanism whose name holds *words*, if it is for a state that is spoken of."""
    if len(words) < 2:
        return None
    labels = {word for place in places for word in content_words(place.label)}
    return _one(
        entry.entity
        for entry in gazetteer.holding(words)
        if vocabulary.is_a(entry.entity, name) and (content_words(entry.entity.label) - words) & labels
    )
