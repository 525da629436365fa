"""Masking: the parser meets each known name as one common word, so that no name's own words mislead it.

A small parser trips over names that it has not seen ("Nauru" for an adverb) and over the prepositions and
conjunctions inside long ones ("the Council of Bars and Law Societies of Europe is ..."). What a sentence says
of one state it says of another in the same words: so every state is put to the parser as the same one, every
other known long name as its head word. What the parser finds is carried over to the words of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.gazetteer import Gazetteer, Match
from accgraph.extraction.lexicon import load_table, word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["masked", "unmasked"]

_LINKS = frozenset({"of", "for", "on", "to", "in", "against", "under", "into", "by", "with"})
# what parts a name, so that a parser may take it apart
_PARTING = _LINKS | frozenset({"the", "and", "a", "'s", "'", ",", "-", "&", "v.", "v"})
_STATE, _STATE_WITH_ARTICLE = "France", "Netherlands"
_ADJECTIVES = ("able", "ible", "ful", "less", "ous", "ive", "ary", "ial")
_BODY, _BODY_WITH_ARTICLE = "NATO", "UN"


@dataclass(frozen=True, slots=True)
class _Row:
    """What a parse says of one token."""

    tag: str
    pos: str
    dep: str
    head: int
    lemma: str
    morph: str = ""


def masked(doc: Doc, gazetteer: Gazetteer) -> tuple[Doc, list[tuple[int, int]]]:
    """Return *doc*, tokenised only, its names masked, and the tokens that each of its words stands for."""
    from spacy.tokens import Doc

    stands = {m.first: (m, word) for m in gazetteer.matches(doc) if (word := _mask(doc, m)) is not None}
    words, spaces, ranges = [], [], []
    i = 0
    while i < len(doc):
        match, word = stands.get(i, (None, _read(doc[i].text)[0]))
        last = match.last if match is not None else i + 1
        words.append(word)
        spaces.append(bool(doc[last - 1].whitespace_))
        ranges.append((i, last))
        i = last
    return Doc(doc.vocab, words, spaces), ranges


def _read(word: str) -> tuple[str, str | None]:
    """Return the word that the parser is given for *word*, and the lemma of a word with a hyphen."""
    hyphenated = load_table("words")["hyphenated"].get(word.lower())
    return (hyphenated[0], hyphenated[1]) if hyphenated is not None else (word, None)


def _mask(doc: Doc, match: Match) -> str | None:
    """Return the word that the parser is given for the name *match*; None if it is left as it is."""
    classes = match.entities[0].classes
    first = doc[match.first]
    if match.kind != "name" or not first.text[:1].isupper():
        return None
    article = first.lower_ == "the" or (match.first > 0 and doc[match.first - 1].lower_ == "the")
    if "State" in classes:
        return _STATE_WITH_ARTICLE if article else _STATE
    if "Person" in classes or "Group" in classes:
        return None
    if match.last - match.first == 1:
        return (_BODY_WITH_ARTICLE if article else _BODY) if first.text.isupper() and len(first) > 2 else None
    parting = [t.lower_ for t in doc[match.first + 1 : match.last] if t.lower_ in _PARTING]
    if parting in ([], ["of"]):
        return None
    head = doc[_head(doc, match.first, match.last)]
    if not head.text[:1].isupper() or not head.is_alpha:
        return None
    if article or "Mechanism" in classes:
        return str(head.text)
    return _BODY


def _head(doc: Doc, first: int, last: int) -> int:
    """Return the token that heads the name from *first* to *last*: the last one before a preposition."""
    for i in range(first + 1, last):
        if doc[i].lower_ in _LINKS or doc[i].lower_ in {"v.", "v"}:
            return i - 1
    return last - 1


def unmasked(doc: Doc, parsed: Doc, ranges: Sequence[tuple[int, int]]) -> Doc:
    """Return *doc* with what the parser found in *parsed*, its masked version."""
    from spacy.tokens import Doc, Span

    tops = [first if last - first == 1 else _head(doc, first, last) for first, last in ranges]
    rows: list[_Row] = []
    judged = _judged(parsed)
    for token, (first, last), top in zip(parsed, ranges, tops, strict=True):
        above, dep = judged.get(token.i, (token.head.i, token.dep_))
        for i in range(first, last):
            if i != top:
                rows.append(_inner(doc, i, first, last, top))
                continue
            lemma = _read(doc[i].text)[1] or (token.lemma_ if token.text == doc[i].text else doc[i].text)
            rows.append(_Row(token.tag_, token.pos_, dep, tops[above], lemma, str(token.morph)))
    whole = Doc(
        doc.vocab,
        [t.text for t in doc],
        [bool(t.whitespace_) for t in doc],
        tags=[r.tag for r in rows],
        pos=[r.pos for r in rows],
        morphs=[r.morph for r in rows],
        lemmas=[r.lemma for r in rows],
        heads=[r.head for r in rows],
        deps=[r.dep for r in rows],
    )
    whole.ents = [Span(whole, ranges[e.start][0], ranges[e.end - 1][1], label=e.label_) for e in parsed.ents]
    return whole


def _judged(parsed: Doc) -> dict[int, tuple[int, str]]:
    """Return the heads and labels that are to be put right where a name is judged by the adjective behind it.

    Of "called the attack on the Court unacceptable" the parser makes one thing, a Court unacceptable.
    """
    right: dict[int, tuple[int, str]] = {}
    for name in parsed:
        judgement = name.head
        if name.dep_ != "compound" or judgement.i != name.i + 1 or not name.is_title:
            continue
        verb = next((t for t in judgement.ancestors if t.lemma_ in word_list("naming")), None)
        adjective = judgement.tag_ == "JJ" or judgement.lower_.endswith(_ADJECTIVES)
        if verb is None or verb.i > name.i or not adjective or not judgement.text.islower():
            continue
        right[name.i] = (judgement.head.i, judgement.dep_)
        right[judgement.i] = (verb.i, "oprd")
        for child in judgement.children:
            if child.dep_ in {"det", "compound", "amod", "poss", "nmod"} and child.i < name.i:
                right[child.i] = (name.i, child.dep_)
    return right


def _inner(doc: Doc, i: int, first: int, last: int, top: int) -> _Row:
    """Return the annotation of token *i* inside the name from *first* to *last*, headed by *top*."""
    word = doc[i].lower_
    end = next((k for k in range(i + 1, last) if doc[k].lower_ in _LINKS), last) - 1
    above = top if end == i else end
    if i > top and word in _LINKS:
        return _Row("IN", "ADP", "prep", top, word)
    if word in {"the", "a"}:
        return _Row("DT", "DET", "det", above, word)
    if word in {"'s", "'"}:
        return _Row("POS", "PART", "case", max(first, i - 1) if i > first else above, word)
    if word in {"and", "&"}:
        return _Row("CC", "CCONJ", "cc", above, word)
    if not word[:1].isalnum():
        return _Row("HYPH", "PUNCT", "punct", above, word)
    link = next((k for k in range(i, top, -1) if doc[k].lower_ in _LINKS), None)
    if i == end and link is not None:
        return _Row("NNP", "PROPN", "pobj", link, doc[i].text)
    return _Row("NNP", "PROPN", "compound", above, doc[i].text)
