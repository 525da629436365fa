"""Silence: paragraphs in which nothing can be claimed, which the parser need not read.

A claim wants somebody: a name, a post, a noun for those who act or for a mechanism, or a pronoun; and
something that is said of them, or an event. A paragraph is silent if it has no such name or noun, and in no
sentence a pronoun beside a word that a rule could fire on; if it has no capital in a sentence, no date, no
quotation, and is no part of a list. One with pronouns for what stands before it is read if that is read, and
so are imperatives that follow upon a request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from accgraph.extraction.blocks import Block
from accgraph.extraction.date_expressions import expressions
from accgraph.extraction.event_frames import EventFrames
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.gazetteer import Gazetteer
from accgraph.extraction.lexicon import NameLexicon, load_table, word_list
from accgraph.extraction.posts import PostNames

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Silence"]

_SPEAKING, _TELLING, _FREE, _LEANING, _PERSONAL, _ASKING = 1, 2, 4, 8, 16, 32
_LETTER = re.compile(r"^(?:Dear|Excellenc|Your Excellenc)", re.IGNORECASE)
_QUOTES = frozenset('"“”‘«»–—')
_YEAR = re.compile(r"\d{4}|\d[./]\d")
_ENDS = frozenset({".", "!", "?"})
# How many blocks before its own a pronoun may look for what it stands for (see pronouns), and how many tokens
# after a request an imperative may go on with it.
_BACK, _BACK_TO_PERSONS, _GOES_ON = 1, 3, 60


class Silence:
    """Tells which blocks of a document are silent."""

    def __init__(self, nlp: Language, names: Gazetteer, posts: PostNames) -> None:
        self._names = names
        self._posts = posts
        tables: Any = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        self._rules = [rule for rules in tables.get_table("lemma_rules").values() for rule in rules]
        self._irregular = list(tables.get_table("lemma_exc").values())
        index = tables.get_table("lemma_index")
        self._verbs = frozenset(index["verb"])
        self._common = frozenset(nlp.Defaults.stop_words).union(*index.values())
        words = load_table("silence")
        self._polite = frozenset(words["polite"])
        events = EventFrames.load()
        asking = _listed(words["asking"])
        speaking = _actors(NameLexicon.load()) | asking | _listed(words["binding"]) | _happenings(events)
        self._flags = (
            (_SPEAKING, speaking),
            (_TELLING, frozenset(words["modal"]) | _triggers(events)),
            (_ASKING, asking),
        )
        personal = frozenset(words["personal"])
        self._pronouns = (
            (_FREE, frozenset(words["free"])),
            (_LEANING, personal.union(words["leaning"])),
            (_PERSONAL, personal),
        )
        self._prepositions: Mapping[str, Sequence[str]] = load_table("commitments")["demand"]["prepositional"]
        self._known: dict[str, int] = {}
        self._wanting: dict[str, frozenset[str]] = {}

    def blocks(
        self, blocks: Sequence[Block], scaffolds: Sequence[str], docs: Sequence[Doc]
    ) -> frozenset[int]:
        """Return the indices of the silent ones among *blocks*, of which *docs* are the tokens."""
        if any(_LETTER.match(block.text) for block in blocks):
            return frozenset()
        flags = [self._flags_of(doc) for doc in docs]
        introducing = {block.intro for block in blocks}
        read = {
            block.index
            for block, scaffold, doc in zip(blocks, scaffolds, docs, strict=True)
            if scaffold
            or block.intro is not None
            or block.index in introducing
            or block.text.endswith(":")
            or any(_speaks(sentence) for sentence in flags[block.index])
            or self._names_something(block.text, doc)
        }
        for index, sentences in enumerate(flags):
            back = _BACK_TO_PERSONS if any(f & _PERSONAL for f in sentences) else _BACK
            leans = any(f & _LEANING for f in sentences)
            if leans and not read.isdisjoint(range(index - back, index)):
                read.add(index)
        asking = [i for i in read if any(f & _ASKING for f in flags[i])]
        return frozenset(range(len(blocks))) - read - set(self._going_on(asking, docs))

    def _names_something(self, text: str, doc: Doc) -> bool:
        """Say whether a block may name somebody, a mechanism or a day, or have words of somebody else's."""
        if not _QUOTES.isdisjoint(text):
            return True
        opens, words = True, [token.text for token in doc]
        for word, token in zip(words, doc, strict=True):
            if word[:1].isupper() and word != "I" and not (opens and self._is_common(token.lower_)):
                return True
            opens = word in _ENDS or (opens and not word[:1].isalnum())
        if next(self._names.matches(words), None) is not None:
            return True
        lowered = [token.lower_ for token in doc]
        if next(self._posts.find(lowered, [0] * len(lowered)), None) is not None:
            return True
        return _YEAR.search(text) is not None or bool(expressions(text))

    def _is_common(self, form: str) -> bool:
        """Say whether *form*, in lower case, is of a common word: only its place gives it a capital."""
        return any(lemma in self._common for lemma in self._lemmas(form))

    def _going_on(self, asking: Iterable[int], docs: Sequence[Doc]) -> Iterator[int]:
        """Yield the blocks that may go on with what the blocks *asking* ask for: with imperatives."""
        for index in asking:
            passed, after = 0, index + 1
            while after < len(docs) and passed < _GOES_ON:
                if self._commands(docs[after]):
                    yield after
                passed += len(docs[after])
                after += 1

    def _commands(self, doc: Doc) -> bool:
        """Say whether a sentence of *doc* may begin with an imperative."""
        opens = True
        for token in doc:
            form = token.lower_
            if opens and form in self._verbs:
                return True
            opens = token.text in _ENDS or (opens and (not token.is_alpha or form in self._polite))
        return False

    def _flags_of(self, doc: Doc) -> list[int]:
        """Return for each sentence what its words may be."""
        sentences = [0]
        wanted: set[str] = set()
        for token in doc:
            form = token.lower_
            sentences[-1] |= self._told(form) | (_SPEAKING | _ASKING if form in wanted else 0)
            wanted |= self._wanting.get(form, frozenset())
            if token.text in _ENDS:
                sentences.append(0)
                wanted.clear()
        return sentences

    def _told(self, form: str) -> int:
        """Return what a word in the lower-case *form* may be."""
        if form not in self._known:
            lemmas = set(self._lemmas(form))
            prepositions = [self._prepositions.get(lemma, ()) for lemma in lemmas]
            self._wanting[form] = frozenset(word for words in prepositions for word in words)
            told = sum(flag for flag, words in self._flags if not lemmas.isdisjoint(words))
            self._known[form] = told + sum(flag for flag, words in self._pronouns if form in words)
        return self._known[form]

    def _lemmas(self, form: str) -> Iterator[str]:
        """Yield *form* and all that the lemmatiser could make of it, whatever part of speech it is."""
        yield form
        yield load_table("words")["lemmas"].get(form, form)
        for irregular in self._irregular:
            yield from irregular.get(form, ())
        for old, new in self._rules:
            if old and form.endswith(old):
                yield form[: -len(old)] + new


def _speaks(sentence: int) -> bool:
    return bool(sentence & _SPEAKING or (sentence & _TELLING and sentence & _FREE))


def _listed(lists: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the words of *lists*, named by section, of ``commitments.toml``."""
    table = load_table("commitments")
    return frozenset(
        word for section, names in lists.items() for name in names for word in table[section][name]
    )


def _triggers(events: EventFrames) -> frozenset[str]:
    """Return of each entry that evokes a position or an event one word, that it cannot do without."""
    entries = [(lemma, *rest) for lemma, found in FrameLexicon.load().by_lemma.items() for rest, _ in found]
    entries += [(word,) for _, word in events.by_word]
    return frozenset(max(entry, key=len) for entry in entries)


def _happenings(events: EventFrames) -> frozenset[str]:
    """Return of each noun for an event one word, that it cannot do without."""
    frames = (frame for (pos, _), found in events.by_word.items() if pos == "noun" for frame in found)
    return frozenset(max(lemma, key=len) for frame in frames for lemma in frame.lemmas)


def _actors(names: NameLexicon) -> frozenset[str]:
    """Return the words that may stand for somebody, or for a mechanism, without being a name."""
    told = (telling for tellings in names.told.values() for telling in tellings)
    several: Iterable[Sequence[str]] = (
        *(words for words, _ in (*names.heads, *names.described)),
        *names.general_heads,
        *(kind.words for kinds in names.kinds.values() for kind in kinds),
        *(telling.words for telling in told),
        *(noun.split() for noun in (*names.references, *names.government_nouns, *names.acting_nouns)),
        *(noun.split() for organs in names.organs.values() for noun in organs),
        *(noun.split() for noun in (*names.domestic_courts, *names.explaining)),
    )
    titles = (title.lower() for title in names.titles)
    return frozenset(max(words, key=len) for words in several).union(
        names.summing, titles, word_list("any_mechanisms")
    )
