"""Speech: whose words a stretch of text gives, in quotation marks or reported.

Quotations take the nearest speaker: the subject of a verb of saying around them, one announced by a colon
before them, or the speaker of the quotation before them, as in the rule-based stages of O'Keefe et al.
(2012), "A Sequence Labelling Approach to Quote Attribution" (EMNLP-CoNLL).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.nationals import is_private
from accgraph.extraction.pronouns import FIRST_PLURAL
from accgraph.extraction.reference import Resolver
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.turns import covered_turns, spoken_turns
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Source", "Speech", "SpeechLexicon", "attribute_speech"]

_OTHERS = frozenset({"few", "many", "others", "people", "some", "those", "who"})
_OPENERS = frozenset("([{-–—:,;")
# so few words in quotation marks are taken up in another's sentence
_WORDS = 6


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """The words of ``speech.toml``."""

    verbs: frozenset[str]
    appearing: frozenset[str]

    @classmethod
    def load(cls) -> SpeechLexicon:
        """Read ``speech.toml``."""
        saying = load_table("speech")["saying"]
        return cls(frozenset(saying["verbs"]), frozenset(saying["appearing"]))


@dataclass(frozen=True, slots=True)
class Source:
    """Tokens *first* to *last* are the words of *speaker*, or their sense in the writer's words.

    ``speaker`` is None if the text quotes somebody it does not name in a way that can be resolved.
    """

    first: int
    last: int
    kind: Literal["quoted", "reported"]
    speaker: Mention | None


@dataclass(frozen=True, slots=True)
class Speech:
    """All sources of a document; inner ones stand after the ones around them."""

    sources: tuple[Source, ...]
    by_token: tuple[int, ...]

    def at(self, index: int) -> Source | None:
        """Return the innermost source that token *index* lies in."""
        number = self.by_token[index]
        return self.sources[number] if number >= 0 else None


def attribute_speech(parsed: ParsedText, resolver: Resolver, lexicon: SpeechLexicon) -> Speech:
    """Return whose words the tokens of *parsed* are, and tell *resolver*, so that "we" and "I" resolve."""
    quotes = list(_quotations(parsed))
    sources: list[Source] = []
    previous: Source | None = None
    own: set[int] = set()
    for first, last in quotes:
        speaker = _speaker_of_quote(parsed, resolver, lexicon, first, last, quotes)
        block = parsed.block_of[first]
        if speaker is None and _is_own_statement(parsed, first, block, own):
            own.add(block)
            continue
        if speaker is None:
            speaker = _speaker_before(parsed, resolver, lexicon, first, last)
        if speaker is None and previous is not None and _carries_on(parsed, previous, first):
            speaker = previous.speaker
        source = Source(first, last, "quoted", speaker)
        sources.append(source)
        previous = source
    sources.extend(Source(t.first, t.last, "quoted", t.speaker) for t in spoken_turns(parsed, resolver))
    sources.extend(Source(t.first, t.last, "reported", t.speaker) for t in covered_turns(parsed, resolver))
    sources.extend(_dashed(parsed, resolver, lexicon))
    sources.extend(_reported(parsed, resolver, lexicon, quotes))
    ordered = tuple(sorted(sources, key=lambda s: (s.first - s.last, s.first)))
    by_token = [-1] * len(parsed.doc)
    for number, source in enumerate(ordered):
        for i in range(source.first, source.last):
            by_token[i] = number
    speech = Speech(ordered, tuple(by_token))
    _tell(resolver, speech, quotes)
    return speech


def _is_own_statement(parsed: ParsedText, first: int, block: int, own: set[int]) -> bool:
    """Say whether the quotation that opens *block* is the statement that the document itself announces."""
    if block == 0 or first - parsed.block_range(block)[0] != 1:
        return False
    before = parsed.blocks[block - 1].text
    return (
        block - 1 in own
        or re.search(r"\bfollowing (?:joint )?(?:statement|declaration)\b.*:$", before) is not None
    )


def _speaker_before(
    parsed: ParsedText, resolver: Resolver, lexicon: SpeechLexicon, first: int, last: int
) -> Mention | None:
    """Return the person that the sentence before a quotation is about, if the quotation stands by itself.

    Where that sentence ends a paragraph, it has to say that the person spoke ("X addressed reporters.").
    """
    doc = parsed.tokens
    sentence = doc[first].sent
    block_first, _ = parsed.block_range(parsed.block_of[first])
    whole = first - sentence.start <= 1 and last - first > 4 and doc[last - 1].text in {".", "!", "?", ","}
    if not whole or sentence.start == 0:
        return None
    if sentence.start <= block_first:
        spoke = [t for t in doc[sentence.start - 1].sent if t.lemma_.lower() in lexicon.appearing]
        if not any(t.pos_ == "VERB" and t.dep_ in {"ROOT", "conj"} for t in spoke):
            return None
    for token in doc[sentence.start - 1].sent:
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
            found = resolver.resolve(token)
            if len(found) == 1 and resolver.is_a(found[0].entity, "Person"):
                return found[0]
    return None


def _tell(resolver: Resolver, speech: Speech, quotes: Sequence[tuple[int, int]]) -> None:
    def quoted_source(index: int) -> Source | None:
        inner = [s for s in speech.sources if s.kind == "quoted" and s.first <= index < s.last]
        while len(inner) > 1 and inner[-1].speaker is None and inner[-1].last - inner[-1].first <= _WORDS:
            inner.pop()
        return inner[-1] if inner else None

    def speakers(index: int) -> tuple[Entity, ...]:
        source = quoted_source(index)
        if source is None:
            return resolver.context.issuers
        if source.speaker is None:
            return () if source.last - source.first > _WORDS else resolver.context.issuers
        return (resolver.principal(source.speaker.entity),)

    def person(index: int) -> Entity | None:
        source = quoted_source(index)
        if source is not None:
            return source.speaker.entity if source.speaker else None
        return resolver.context.speaker.entity if resolver.context.speaker else None

    resolver.speakers = speakers
    resolver.speaking_person = person
    resolver.forget()


def _quotations(parsed: ParsedText) -> Iterator[tuple[int, int]]:
    """Yield the token ranges between quotation marks; one left open runs on to the end of its block."""
    for block in parsed.blocks:
        first, last = parsed.block_range(block.index)
        open_at: dict[str, int] = {}
        for i in range(first, last):
            token = parsed.doc[i]
            mark = '"' if token.text in {'"', "''", "``"} else "'" if token.text == "'" else None
            if mark is None:
                continue
            if mark in open_at:
                if mark == "'" and (
                    token.tag_ == "POS"
                    or (token.whitespace_ == "" and i + 1 < last and parsed.doc[i + 1].is_alpha)
                ):
                    continue
                start = open_at.pop(mark)
                if i > start + 1:
                    yield start + 1, i
            elif _opens(parsed, i, first, mark):
                open_at[mark] = i
        if '"' in open_at and last - open_at['"'] > 8:
            yield open_at['"'] + 1, last


def _opens(parsed: ParsedText, i: int, first: int, mark: str) -> bool:
    token = parsed.doc[i]
    before = parsed.doc[i - 1] if i > first else None
    spaced = (
        before is None or bool(before.whitespace_) or before.text in _OPENERS or before.text in {'"', "'"}
    )
    if mark == '"':
        return spaced or not token.whitespace_
    return spaced and not token.whitespace_


def _speaker_of_quote(
    parsed: ParsedText,
    resolver: Resolver,
    lexicon: SpeechLexicon,
    first: int,
    last: int,
    quotes: Sequence[tuple[int, int]],
) -> Mention | None:
    doc = parsed.tokens
    block = parsed.block_of[first]
    block_first, block_last = parsed.block_range(block)
    inside = {i for a, b in quotes for i in range(a, b)}
    outer = [(a, b) for a, b in quotes if a <= first and last <= b and (a, b) != (first, last)]
    low, high = (max(a for a, _ in outer), min(b for _, b in outer)) if outer else (block_first, block_last)
    if outer:
        inside -= set(range(low, high)) - {i for a, b in quotes if low < a and b < high for i in range(a, b)}
    after_end = next((i for i in range(last + 1, high) if doc[i].text in {".", "!", "?", '"'}), high)
    after = [doc[i] for i in range(last, after_end) if i not in inside]
    sentence_start = max(low, doc[first - 1].sent.start if first > block_first else low)
    before = [doc[i] for i in range(sentence_start, first) if i not in inside and not doc[i].is_quote]
    for window in (after, list(reversed(before))):
        for token in window:
            if token.lemma_.lower() in lexicon.verbs and token.pos_ in {"VERB", "AUX", "NOUN", "PROPN"}:
                speaker = _subject_speaker(token, resolver, inside)
                if speaker is not None:
                    return speaker
    for window in (after[:14], list(reversed(before))):
        if any(t.lemma_.lower() in lexicon.verbs for t in window) or (window and window[0].text == ":"):
            for token in window:
                mention = resolver.mention_at(token.i)
                if mention is not None and resolver.is_a(mention.entity, "Person"):
                    return mention
    if not before and block > 0 and not outer:
        previous_first, previous_last = parsed.block_range(block - 1)
        if doc[previous_last - 1].text == ":":
            for i in range(previous_first, previous_last):
                mention = resolver.mention_at(i)
                if mention is not None and resolver.is_a(mention.entity, "Person"):
                    return mention
            for i in range(previous_first, previous_last):
                if resolver.post_at(i) is not None:
                    found = resolver.resolve(doc[i])
                    if found:
                        return found[0]
    return None


def _subject_speaker(verb: Token, resolver: Resolver, inside: set[int]) -> Mention | None:
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "agent"} and c.i not in inside]
    if not subjects and verb.dep_ in {"conj", "xcomp", "advcl"}:
        subjects = [c for c in verb.head.children if c.dep_ == "nsubj" and c.i not in inside]
    for subject in subjects:
        if subject.dep_ == "agent":
            subject = next((c for c in subject.children if c.dep_ == "pobj"), subject)
        for candidate in (subject, *(c for c in subject.children if c.dep_ in {"appos", "flat"})):
            found = [m for m in resolver.resolve(candidate) if resolver.is_a(m.entity, "Actor")]
            persons = [m for m in found if resolver.is_a(m.entity, "Person")]
            if persons or found:
                return (persons or found)[0]
        owners = [
            m
            for c in subject.children
            if c.dep_ in {"poss", "amod", "compound", "nmod"}
            and (m := resolver.mention_at(c.i)) is not None
            and resolver.is_a(m.entity, "State")
        ]
        speaking = owners and subject.pos_ == "NOUN" and not is_private(subject)
        if speaking and not _is_anybody(subject, resolver):
            return owners[0]
    return None


def _is_anybody(subject: Token, resolver: Resolver) -> bool:
    """Say whether *subject* is one of many of a country, and no official of it: "*a* Ugandan *trader*"."""
    one = subject.tag_ == "NN" and any(c.lower_ in {"a", "an", "one"} for c in subject.children)
    if not one or any(c.dep_ == "poss" for c in subject.children):
        return False
    lemma = subject.lemma_.lower()
    return lemma not in word_list("officials") | word_list("voices") | resolver.lexicon.acting_nouns


def _carries_on(parsed: ParsedText, previous: Source, first: int) -> bool:
    gap = parsed.block_of[first] - parsed.block_of[previous.last - 1]
    return gap == 0 or (gap == 1 and parsed.doc[first - 1].i == parsed.block_range(parsed.block_of[first])[0])


def _dashed(parsed: ParsedText, resolver: Resolver, lexicon: SpeechLexicon) -> Iterator[Source]:
    """Yield the blocks that end with a dash and their speaker: "... our children. - Kravchenko added"."""
    doc = parsed.tokens
    for block in parsed.blocks:
        first, last = parsed.block_range(block.index)
        for i in range(last - 2, max(first, last - 12), -1):
            if doc[i].text in {"-", "–", "—"} and doc[i].whitespace_:
                tail = [doc[k] for k in range(i + 1, last)]
                if any(t.lemma_.lower() in lexicon.verbs for t in tail):
                    speakers = [
                        m
                        for t in tail
                        if (m := resolver.mention_at(t.i)) and resolver.is_a(m.entity, "Actor")
                    ]
                    if speakers and i - first > 5:
                        yield Source(first, i, "quoted", speakers[0])
                break


def _is_anothers(verb: Token) -> bool:
    """Say whether somebody without a name says what *verb* governs: not the writer, then."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        # "It is often said that ..."
        return any(c.lower_ == "it" and c.dep_.startswith("nsubj") for c in verb.children)
    return any(
        c.dep_ == "nsubj" and (c.pos_ in {"NOUN", "PROPN"} or c.lower_ in _OTHERS) for c in verb.children
    )


def _quotes(verb: Token) -> bool:
    """Say whether somebody says what another has said: "the minister, *quoting* his colleague, said"."""
    around = [verb, *(c for c in verb.children if c.dep_ == "nsubj")]
    return any(
        c.tag_ == "VBG" and c.lemma_.lower() in {"cite", "paraphrase", "quote"}
        for t in around
        for c in t.children
    )


def _told_behind(verb: Token) -> tuple[int, int] | None:
    """Return the words of "We are with the Court, *the minister said*" where the parser saw two clauses."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ROOT" or subject is None or subject.pos_ == "PRON":
        return None
    start, end = verb.sent.start, subject.left_edge.i - 1
    joined = any(c.dep_ == "cc" and first.i < c.i < verb.i for c in first.children)
    if joined or end <= start or end < first.i or verb.doc[end].text != ",":
        return None
    spoken = any(t.lower_ in FIRST_PLURAL for t in verb.doc[start:end])
    return (start, end) if spoken else None


def _is_inserted(verb: Token) -> bool:
    """Say whether *verb* tells who says the clause that it stands in: "the Court, *he said*, is a farce"."""
    first, last = verb.left_edge.i, verb.right_edge.i
    if verb.dep_ != "parataxis" or first == 0 or not any(c.dep_ == "nsubj" for c in verb.children):
        return False
    return verb.doc[first].text == "," or verb.doc[first - 1].text == "," or verb.doc[last].text == ","


def _reported(
    parsed: ParsedText, resolver: Resolver, lexicon: SpeechLexicon, quotes: Sequence[tuple[int, int]]
) -> Iterator[Source]:
    """Yield the clauses that a verb of saying governs, and the sentences under "according to"."""
    inside = {i for a, b in quotes for i in range(a, b)}
    for token in parsed.tokens:
        if token.lemma_.lower() in lexicon.verbs and token.pos_ == "VERB":
            told = _told_behind(token)
            if told is not None and not inside.intersection(range(*told)):
                yield Source(*told, "quoted", _subject_speaker(token, resolver, set()))
            said = [c for c in token.children if c.dep_ == "ccomp"]
            if _is_inserted(token):
                said.append(token.head)
            for child in said:
                if child.i in inside:
                    continue
                speaker = None if _quotes(token) else _subject_speaker(token, resolver, set())
                if speaker is not None or _is_anothers(token):
                    tokens = [t.i for t in child.subtree]
                    spoken = child.i < token.i and any(t.lower_ in FIRST_PLURAL for t in child.subtree)
                    # "We are with the Court, the minister said": their words, with no marks around them
                    kind: Literal["quoted", "reported"] = "quoted" if spoken else "reported"
                    yield Source(min(tokens), max(tokens) + 1, kind, speaker)
        if (
            token.lower_ == "according"
            and token.i + 1 < len(parsed.doc)
            and parsed.doc[token.i + 1].lower_ == "to"
        ):
            target = next((c for c in parsed.doc[token.i + 1].children if c.dep_ == "pobj"), None)
            found = resolver.resolve(target) if target is not None else ()
            if found:
                sentence = token.sent
                yield Source(sentence.start, sentence.end, "reported", found[0])
